"""A desk takes back what its own log holds, in whatever life it was sent, and nothing else."""

import hashlib
import itertools
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.storage.database import open_database, transaction
from lotse_desk.storage.office_log import OfficeLog
from lotse_desk.storage.office_register import ENROLLED, EnrolledDesk, OfficeRegister
from lotse_desk.storage.received_batches import ACCEPTED, ReceivedBatches
from lotse_desk.sync.batch_header import BatchHeader
from lotse_desk.sync.events import Event, commitment, genesis, link
from tests.proof.sample_events import purged

DESKS = [f"{number:032x}" for number in (1, 2, 3)]
NUMBERS = itertools.count()
CONTACT = b'{"concern":"way","week":"2026-W48"}'


def event(seq: int, name: str, kind: str, payload: bytes) -> Event:
    identity = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
    return Event(seq, identity, kind, commitment(identity, payload), payload, identity)


def contact(seq: int, number: int) -> Event:
    return event(seq, f"contact {number}", "contact", CONTACT)


def taken_back(seq: int, number: int, log: int) -> Event:
    target = contact(1, number).id
    return event(seq, f"undo {number} {log}", "undo", b'{"event":"%s"}' % target.encode())


class Office:
    """An office's store to which logs are appended event by event."""

    def __init__(self, path: Path) -> None:
        self.database = open_database(path, writing=True)
        self.database.execute("PRAGMA synchronous = OFF")  # nobody pulls a plug here
        self.log = OfficeLog(self.database)
        self._chains: dict[int, list[bytes]] = {}
        with transaction(self.database):
            for desk in DESKS:
                OfficeRegister(self.database).put_desk(
                    EnrolledDesk(desk, "00" * 32, "marl", desk, ENROLLED, "2026-11-23")
                )

    def take(self, log: int, desk: str, events: Sequence[Event]) -> None:
        """A batch with these events of a log (numbered from 0) of a desk."""
        incarnation = f"{log + 16:032x}"
        header = BatchHeader(
            office="0f" * 16,
            desk=desk,
            incarnation=incarnation,
            previous=None,
            number=1,
            first=events[0].seq,
            last=events[-1].seq,
            before="",
            after="",
            release=0,
            office_incarnation=None,
            counts={},
        )
        with transaction(self.database):
            name = f"{log} {events[0].seq}"
            batch = ReceivedBatches(self.database).note(name, name, "2026-11-23", ACCEPTED, header)
            chain = self._chains.setdefault(log, [genesis(incarnation)])
            place = self.log.open_log(header, chain[0])
            known = self.log.known_events([one.id for one in events])
            for one in events:
                chain.append(link(chain[-1], one))
            self.log.append(place, batch, events, known, chain.__getitem__)
            self.log.settle_undo(desk)

    def undone(self) -> set[str]:
        return {one.id for one in self.log.events(["contact"]) if one.undone}


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str, list[tuple[str, int]]]]:
    """Logs, each of a desk: contacts it holds, some of them also in others' logs, and undos.

    An undo may name any contact, also one this log does not hold.
    """
    logs = []
    for _ in range(draw(st.integers(1, 4))):
        desk = draw(st.sampled_from(DESKS))
        held = draw(st.lists(st.integers(0, 5), unique=True, max_size=4))
        undone = draw(st.lists(st.integers(0, 6), unique=True, max_size=3))
        acts = [("contact", number) for number in held] + [("undo", number) for number in undone]
        logs.append((desk, acts))
    return logs


@pytest.fixture(scope="module")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("offices") / "empty.sqlite3"
    Office(path).database.close()
    return path


@given(histories(), st.randoms(use_true_random=False))
def test_what_a_desks_own_logs_hold_it_may_take_back(empty_office, logs, random) -> None:
    path = empty_office.with_name(f"{next(NUMBERS)}.sqlite3")
    shutil.copy(empty_office, path)
    office = Office(path)
    pending = {number: list(enumerate(acts, 1)) for number, (_, acts) in enumerate(logs)}
    while any(pending.values()):
        number = random.choice([one for one, acts in pending.items() if acts])
        acts = pending[number]
        some = [acts.pop(0) for _ in range(random.randint(1, len(acts)))]
        events = [
            contact(seq, which) if act == "contact" else taken_back(seq, which, number)
            for seq, (act, which) in some
        ]
        office.take(number, logs[number][0], events)
    for desk in DESKS:  # another batch of each desk settles what came in an unlucky order
        office.log.settle_undo(desk)
    held, undone = set(), set()
    for desk, acts in logs:
        held |= {(desk, which) for act, which in acts if act == "contact"}
        undone |= {(desk, which) for act, which in acts if act == "undo"}
    assert office.undone() == {contact(1, which).id for _, which in held & undone}
    office.database.close()


def test_an_undo_brought_by_a_later_life_with_its_content_counts_for_that_life(tmp_path) -> None:
    office = Office(tmp_path / "office.sqlite3")
    one, other = DESKS[:2]
    office.take(0, one, [contact(1, 1), purged(taken_back(2, 1, 0))])
    assert office.undone() == set()
    office.take(1, other, [contact(1, 1), taken_back(2, 1, 0)])
    assert office.undone() == {contact(1, 1).id}
    assert office.log.contacts() == 0
    office.database.close()


def test_knowing_the_id_of_anothers_event_is_not_enough(tmp_path) -> None:
    office = Office(tmp_path / "office.sqlite3")
    one, other = DESKS[:2]
    office.take(0, one, [contact(1, 1)])
    office.take(1, other, [contact(1, 2), taken_back(2, 1, 1)])
    assert office.undone() == set()
    office.take(0, one, [taken_back(2, 1, 0)])
    assert office.undone() == {contact(1, 1).id}
    office.database.close()
