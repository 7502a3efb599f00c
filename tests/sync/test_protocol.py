"""The protocol as a whole: desks, an office and a pile of files, in any order of events.

The desks and the office here keep their state in memory and leave every decision to the engine.
What must hold is the numbered list of the design (docs/formats/exchange.md, "What must hold").
"""

import copy
import secrets
import zlib
from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from lotse_desk.domain.exchange_faults import HistoryForked
from lotse_desk.sync.batch_header import BatchHeader
from lotse_desk.sync.batch_reader import AnnouncedBatch, VerifiedBatch, check_records
from lotse_desk.sync.events import Event, genesis, link, new_event
from lotse_desk.sync.intake import (
    Append,
    Duplicate,
    Fork,
    Hold,
    KnownEvent,
    KnownLog,
    plan_batch,
    sort_events,
)
from lotse_desk.sync.receipts import Confirmed, Diverged, Receipt, conclude, confirmed_twice

OFFICE = "0f" * 16
DESKS = ("d1" * 16, "d2" * 16)
CONTACT = {"concern": "way", "week": "2026-W40"}


def hashes(incarnation, events):
    chain = [genesis(incarnation)]
    for event in events:
        chain.append(link(chain[-1], event))
    return chain


@dataclass
class ModelDesk:
    desk: str
    incarnation: str = field(default_factory=lambda: secrets.token_hex(16))
    previous: str | None = None
    events: list[Event] = field(default_factory=list)
    confirmed: int = 0
    confirmations: list[int] = field(default_factory=list)
    release: int = 0
    told: int = 0

    def log(self):
        event = new_event(len(self.events) + 1, "contact", CONTACT)
        self.events.append(event)
        return event

    def renew(self):
        self.previous, self.incarnation = self.incarnation, secrets.token_hex(16)
        self.confirmed, self.told, self.confirmations = 0, 0, []

    def export(self) -> VerifiedBatch:
        """Everything not yet confirmed; without any, only where the desk stands."""
        chain = hashes(self.incarnation, self.events)
        events = self.events[self.confirmed :]
        header = BatchHeader(
            office=OFFICE,
            desk=self.desk,
            incarnation=self.incarnation,
            previous=self.previous,
            number=0,
            first=self.confirmed + 1,
            last=len(self.events),
            before=chain[self.confirmed].hex(),
            after=chain[-1].hex(),
            release=self.release,
            office_incarnation=None,
            counts=dict(Counter(event.kind for event in events)),
        )
        lines = [header.line(), *(event.line() for event in events), b"trailer"]
        packed = zlib.compress(b"".join(line + b"\n" for line in lines), 0)
        return check_records(AnnouncedBatch(packed, header))

    def apply(self, release):
        if release.number <= self.release:
            return
        self.release = release.number
        chain = hashes(self.incarnation, self.events)
        result = conclude(
            release.receipts, self.desk, self.incarnation, len(self.events), chain.__getitem__
        )
        if isinstance(result, Diverged):
            self.renew()
            return
        self.confirmed = result.up_to if isinstance(result, Confirmed) else 0
        self.told = self.confirmed
        self.confirmations.insert(0, self.confirmed)

    def purge(self):
        limit = confirmed_twice(self.confirmations)
        self.events = [
            event.without_content() if event.seq <= limit else event for event in self.events
        ]


@dataclass(frozen=True)
class ModelRelease:
    number: int
    office: str
    receipts: tuple[Receipt, ...]


@dataclass
class ModelOffice:
    incarnation: str = field(default_factory=lambda: secrets.token_hex(16))
    counter: int = 0
    logs: dict[tuple[str, str], list[Event]] = field(default_factory=dict)
    records: list[Event] = field(default_factory=list)
    held: list[VerifiedBatch] = field(default_factory=list)
    forks: int = 0

    @property
    def events(self):
        return {event.id: event for event in self.records}

    def known_log(self, desk, incarnation):
        events = self.logs.get((desk, incarnation))
        if events is None:
            return None
        return KnownLog(len(events), hashes(incarnation, events)[-1])

    def known_hash(self, desk, incarnation, seq):
        return hashes(incarnation, self.logs[desk, incarnation])[seq]

    def take(self, batches):
        """Intake of one medium; held batches are tried again after every success."""
        for batch in batches:
            if batch.header.release > self.counter:
                self.counter, self.incarnation = batch.header.release, secrets.token_hex(16)
            if self.take_one(batch):
                while any(self.take_one(held) for held in tuple(self.held)):
                    pass

    def take_one(self, batch):
        if batch in self.held:
            self.held.remove(batch)
        plan = plan_batch(batch, self)
        match plan:
            case Hold():
                self.held.append(batch)
            case Fork():
                self.forks += 1
            case Append(after):
                return self.append(batch, after)
            case Duplicate():
                pass
        return False

    def append(self, batch, after):
        events = list(batch.events(after))
        known = {
            event.id: KnownEvent(event.kind, event.p, event.payload is not None)
            for event in self.events.values()
        }
        try:
            result = sort_events(events, known)
        except HistoryForked:
            self.forks += 1
            return False
        self.records.extend(result.new)
        regained = {event.id: event for event in result.regained}
        self.records = [regained.get(event.id, event) for event in self.records]
        key = batch.header.desk, batch.header.incarnation
        self.logs.setdefault(key, []).extend(event.without_content() for event in events)
        return bool(events)

    def publish(self):
        self.counter += 1
        receipts = tuple(
            Receipt(desk, incarnation, len(events), hashes(incarnation, events)[-1])
            for (desk, incarnation), events in self.logs.items()
        )
        return ModelRelease(self.counter, self.incarnation, receipts)


class Exchange(RuleBasedStateMachine):
    desk_class, office_class = ModelDesk, ModelOffice

    def __init__(self):
        super().__init__()
        self.desks = [self.desk_class(desk) for desk in DESKS]
        self.office = self.office_class()
        self.pile = []
        self.releases = []
        self.desk_copies = []
        self.office_copies = []
        self.truth = {}
        self.histories = {}

    def remember(self, desk):
        self.histories.setdefault((desk.desk, desk.incarnation), []).append(
            [event.id for event in desk.events]
        )

    @rule(which=st.integers(0, 9), count=st.integers(1, 3))
    def contacts(self, which, count):
        desk = self.desks[which % len(self.desks)]
        for _ in range(count):
            event = desk.log()
            self.truth[event.id] = event
        self.remember(desk)

    @rule(which=st.integers(0, 9))
    def write_batch(self, which):
        self.pile.append(self.desks[which % len(self.desks)].export())

    @precondition(lambda self: self.pile)
    @rule(picks=st.lists(st.integers(0, 50), min_size=1, max_size=4))
    def bring_batches(self, picks):
        self.office.take([self.pile[pick % len(self.pile)] for pick in picks])

    @precondition(lambda self: self.pile)
    @rule(pick=st.integers(0, 50))
    def bringing_twice_changes_nothing(self, pick):
        batch = self.pile[pick % len(self.pile)]
        self.office.take([batch])
        before = copy.deepcopy((self.office.logs, self.office.records, self.office.held))
        self.office.take([batch])
        assert (self.office.logs, self.office.records, self.office.held) == before

    @precondition(lambda self: self.pile)
    @rule(pick=st.integers(0, 50))
    def lose_a_batch(self, pick):
        del self.pile[pick % len(self.pile)]

    @rule()
    def publish(self):
        self.releases.append(self.office.publish())
        self.office_copies.append(copy.deepcopy(self.office))

    @precondition(lambda self: self.releases)
    @rule(which=st.integers(0, 9), pick=st.integers(0, 20))
    def bring_release(self, which, pick):
        desk = self.desks[which % len(self.desks)]
        release, before = self.releases[pick % len(self.releases)], desk.release
        desk.apply(release)
        self.remember(desk)
        assert desk.release >= before
        assert desk.confirmed <= len(desk.events)
        self.keep_image(which % len(self.desks))

    @rule(which=st.integers(0, 9), late=st.booleans())
    def an_ordinary_week(self, which, late):
        desk = self.desks[which % len(self.desks)]
        if self.releases:
            desk.apply(self.releases[-1])
        self.remember(desk)
        self.pile.append(desk.export())
        if not late:
            self.office.take(self.pile[-1:])
        self.publish()
        self.keep_image(which % len(self.desks))

    def keep_image(self, index):
        self.desk_copies.append((index, copy.deepcopy(self.desks[index])))

    @rule(which=st.integers(0, 9))
    def purge(self, which):
        self.desks[which % len(self.desks)].purge()

    @precondition(lambda self: self.desk_copies)
    @rule(pick=st.integers(0, 20), noticed=st.booleans())
    def restore_a_desk(self, pick, noticed):
        index, image = self.desk_copies[pick % len(self.desk_copies)]
        self.desks[index] = copy.deepcopy(image)
        if noticed:
            self.desks[index].renew()
        self.remember(self.desks[index])

    @precondition(lambda self: len(self.desks) < 4)
    @rule(which=st.integers(0, 9))
    def clone_a_desk(self, which):
        self.desks.append(copy.deepcopy(self.desks[which % len(self.desks)]))

    @precondition(lambda self: self.office_copies)
    @rule(pick=st.integers(0, 20), noticed=st.booleans())
    def restore_the_office(self, pick, noticed):
        self.office = copy.deepcopy(self.office_copies[pick % len(self.office_copies)])
        if noticed:
            self.office.counter += 1000
            self.office.incarnation = secrets.token_hex(16)

    @invariant()
    def confirmed_is_what_the_office_said(self):
        assert all(desk.confirmed == desk.told for desk in self.desks)

    @invariant()
    def every_contact_counts_once_and_none_is_invented(self):
        assert len(self.office.events) == len(self.office.records)
        for event in self.office.records:
            true = self.truth[event.id]
            assert (event.kind, event.p) == (true.kind, true.p)
            assert event.payload in (true.payload, None)

    @invariant()
    def the_offices_log_is_a_prefix_of_a_true_one(self):
        for key, events in self.office.logs.items():
            ids = [event.id for event in events]
            assert not ids or any(ids == true[: len(ids)] for true in self.histories[key])

    def teardown(self):
        """Three fair rounds: every desk syncs, the office takes all in and publishes."""
        for _ in range(3):
            for desk in self.desks:
                if self.releases:
                    desk.apply(self.releases[-1])
                self.remember(desk)
            self.office.take([desk.export() for desk in self.desks])
            self.releases.append(self.office.publish())
        for desk in self.desks:
            desk.apply(self.releases[-1])
            assert desk.confirmed == len(desk.events), "somebody is stuck"
            for event in desk.events:
                there = self.office.events[event.id]
                assert event.purged or there.payload == event.payload, "content was lost"
        self.every_contact_counts_once_and_none_is_invented()
        self.the_offices_log_is_a_prefix_of_a_true_one()


Exchange.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestExchange = Exchange.TestCase


class LongExchange(Exchange):
    """The same, at length."""


LongExchange.TestCase.settings = settings(
    max_examples=20_000, stateful_step_count=50, deadline=None
)
TestExchangeLong = pytest.mark.night(LongExchange.TestCase)


@settings(max_examples=60, deadline=None)
@given(
    lengths=st.lists(st.integers(1, 3), min_size=1, max_size=4),
    cuts=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), min_size=1, max_size=5),
    order=st.randoms(use_true_random=False),
)
def test_intake_does_not_depend_on_order(lengths, cuts, order):
    """All batches of one history lead to the same office, however they arrive."""
    desk, batches = ModelDesk(DESKS[0]), []
    for length in lengths:
        for _ in range(length):
            desk.log()
        batches.append(desk.export())
    for first, _ in cuts:
        desk.confirmed = first % len(desk.events)
        batches.append(desk.export())
    one, other = ModelOffice(), ModelOffice()
    one.take(batches)
    order.shuffle(batches)
    other.take([*batches, *batches[: len(cuts)]])
    assert one.events == other.events
    assert one.logs == other.logs
    assert other.held == []
    assert set(other.events) == {event.id for event in desk.events}
