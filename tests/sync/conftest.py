"""Shared makers of events, batches and releases; every value is invented."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from lotse_desk.sync.batch_header import BatchHeader
from lotse_desk.sync.batch_reader import DeskKey
from lotse_desk.sync.batch_writer import write_batch
from lotse_desk.sync.events import Event, genesis, link
from lotse_desk.sync.keys import SealIdentity, SigningKey
from tests.proof.sample_events import new_event

OFFICE = "0f" * 16
DESK = "d1" * 16
CONTACT = {
    "concern": "first-advice",
    "topics": ["wohngeld"],
    "language": "uk",
    "residence": "this-town",
    "channel": "counter",
    "interpreter": "app",
    "outcome": "referred",
    "week": "2026-W40",
    "half": "am",
}


@dataclass
class SampleDesk:
    """A desk's log and key in memory."""

    office_seal: SealIdentity
    recovery_seal: SealIdentity
    key: SigningKey = field(default_factory=SigningKey.generate)
    desk: str = DESK
    incarnation: str = "11" * 16
    events: list[Event] = field(default_factory=list)

    def log(self, count: int) -> "SampleDesk":
        for _ in range(count):
            self.events.append(new_event(len(self.events) + 1, "contact", CONTACT))
        return self

    def hash_at(self, seq: int) -> bytes:
        chain = genesis(self.incarnation)
        for event in self.events[:seq]:
            chain = link(chain, event)
        return chain

    def header(self, first: int = 1, last: int | None = None) -> BatchHeader:
        last = len(self.events) if last is None else last
        counts: dict[str, int] = {}
        for event in self.events[first - 1 : last]:
            counts[event.kind] = counts.get(event.kind, 0) + 1
        return BatchHeader(
            office=OFFICE,
            desk=self.desk,
            incarnation=self.incarnation,
            previous=None,
            number=1,
            first=first,
            last=last,
            before=self.hash_at(first - 1).hex(),
            after=self.hash_at(last).hex(),
            release=0,
            office_incarnation=None,
            counts=counts,
        )

    def batch(self, first: int = 1, last: int | None = None) -> bytes:
        header = self.header(first, last)
        return write_batch(
            header,
            self.events[first - 1 : header.last],
            self.key,
            (self.office_seal.recipient, self.recovery_seal.recipient),
        )

    @property
    def roster(self) -> dict[str, DeskKey]:
        return {self.desk: DeskKey(self.key.public)}


@pytest.fixture(scope="session")
def office_seal() -> SealIdentity:
    return SealIdentity.generate()


@pytest.fixture(scope="session")
def recovery_seal() -> SealIdentity:
    return SealIdentity.generate()


@pytest.fixture
def make_desk(office_seal: SealIdentity, recovery_seal: SealIdentity) -> Callable[..., SampleDesk]:
    return lambda **given: SampleDesk(office_seal, recovery_seal, **given)


@pytest.fixture
def desk(make_desk: Callable[..., SampleDesk]) -> SampleDesk:
    return make_desk().log(4)


@pytest.fixture(scope="session")
def office() -> str:
    return OFFICE
