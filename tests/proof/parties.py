"""A desk and an office in memory, for histories by the thousand: every decision is the engine's.

What is left out beside the real ones: databases, real media, and the seal of age (the signature
stays). Ids are drawn from a seeded source, so that a history can be played again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import random
from collections import Counter
from dataclasses import dataclass, field, replace

from lotse_desk.domain.exchange_faults import (
    FileForAnotherOffice,
    FileRefused,
    FileTooNew,
    HistoryForked,
)
from lotse_desk.sync import batch_reader, batch_writer
from lotse_desk.sync.batch_header import BatchHeader
from lotse_desk.sync.batch_reader import DeskKey, VerifiedBatch, read_batch
from lotse_desk.sync.events import ComingEvent, Event, genesis, link, placed
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
from lotse_desk.sync.keys import SigningKey
from lotse_desk.sync.receipts import Confirmed, Diverged, Receipt, conclude, purgeable
from tests.proof.sample_events import purged

OFFICE = "0f" * 16
OTHER_OFFICE = "0e" * 16
FURTHEST_AHEAD = 100_000
MOST_EVENTS = 3
"""Events a batch may carry here; in the program it is `batch_writer.MOST_EVENTS`."""
KEPT_BATCHES = 12
WEEK = "2026-W40"
LogKey = tuple[str, str]


@contextlib.contextmanager
def without_seal():
    """Batches are not sealed: what is proven here does not rest on the seal, and it costs most."""
    seal, unseal = batch_writer.seal, batch_reader.unseal
    batch_writer.seal = lambda data, _: data
    batch_reader.unseal = lambda data, _: data
    try:
        yield
    finally:
        batch_writer.seal, batch_reader.unseal = seal, unseal


class Source:
    """Where ids, nonces and shuffles of a history come from."""

    def __init__(self, seed: int = 0) -> None:
        self.random = random.Random(seed)

    def hex(self) -> str:
        return f"{self.random.getrandbits(128):032x}"

    def coming(self, kind: str, payload: dict) -> ComingEvent:
        return ComingEvent(self.hex(), self.hex(), kind, payload)

    def key(self) -> SigningKey:
        return SigningKey(self.random.randbytes(32))


@functools.cache
def _public(key: SigningKey) -> str:
    return key.public


@dataclass(frozen=True)
class Release:
    """A release as the office signed it; `held` and `logs` are what the office had, for checks."""

    number: int
    content: int
    office_incarnation: str
    date: dt.date
    receipts: tuple[Receipt, ...]
    roster: dict[str, DeskKey]
    held: frozenset[str] = frozenset()
    logs: dict[LogKey, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """A desk that asks to be enrolled."""

    desk: str
    public: str


@dataclass
class Chain:
    """Events and the chain hashes at 0..length."""

    events: list[Event]
    hashes: list[bytes]

    @classmethod
    def of(cls, incarnation: str, events: list[Event]) -> Chain:
        chain = cls([], [genesis(incarnation)])
        for event in events:
            chain.append(event)
        return chain

    def append(self, event: Event) -> None:
        self.hashes.append(link(self.hashes[-1], event))
        self.events.append(event)

    def copy(self) -> Chain:
        return Chain(self.events[:], self.hashes[:])


@dataclass
class Desk:
    """The life of one desk.

    `branch` is its true history, shared with nobody; `double` says that another copy of it lived
    in the same incarnation.
    """

    id: str
    key: SigningKey
    incarnation: str
    log: Chain
    branch: list[str]
    previous: str | None = None
    today: list[ComingEvent] = field(default_factory=list)
    appended: list[str] = field(default_factory=list)
    confirmed: int = 0
    confirmations: list[tuple[str, int]] = field(default_factory=list)
    applied: Release | None = None
    proofs: list[Release] = field(default_factory=list)
    written: list[tuple[str, int, int, int, bytes]] = field(default_factory=list)
    state: str = ""
    double: bool = False

    @classmethod
    def new(cls, source: Source) -> Desk:
        incarnation = source.hex()
        return cls(source.hex(), source.key(), incarnation, Chain.of(incarnation, []), [])

    def copy(self) -> Desk:
        return replace(
            self,
            log=self.log.copy(),
            branch=self.branch[:],
            today=self.today[:],
            appended=self.appended[:],
            confirmations=self.confirmations[:],
            proofs=self.proofs[:],
            written=self.written[:],
        )

    @property
    def release(self) -> int:
        return 0 if self.applied is None else self.applied.number

    @property
    def public(self) -> str:
        return _public(self.key)

    def undo(self, source: Source) -> None:
        if self.today:
            self.today.pop()
        elif self.appended:
            self.append(source.coming("undo", {"event": self.appended.pop()}))

    def close(self, source: Source) -> None:
        """Today's events join the log in an order that says nothing."""
        coming, self.today = self.today[:], []
        source.random.shuffle(coming)
        for one in coming:
            self.append(one)
            if one.kind != "hard-topic":
                self.appended.append(one.id)

    def append(self, coming: ComingEvent) -> None:
        self.log.append(placed(len(self.log.events) + 1, coming))
        self.branch.append(coming.id)

    def renew(self, source: Source) -> None:
        self.previous, self.incarnation = self.incarnation, source.hex()
        self.log = Chain.of(self.incarnation, self.log.events)
        self.branch = self.branch[:]
        self.double = False
        self.confirmed, self.confirmations, self.proofs = 0, [], []

    def apply(self, release: Release, source: Source, event_days: int) -> None:
        self.applied = release
        known = release.roster.get(self.id)
        ours = known is not None and known.public_key == self.public
        self.state = "unknown" if not ours else "revoked" if known.revoked else "enrolled"
        length = len(self.log.events)
        result = conclude(
            release.receipts, self.id, self.incarnation, length, self.log.hashes.__getitem__
        )
        if isinstance(result, Diverged):
            self.renew(source)
            return
        self.confirmed = result.up_to if isinstance(result, Confirmed) else 0
        self.confirmations.insert(0, (release.date.isoformat(), self.confirmed))
        self.proofs.insert(0, release)
        limit = purgeable(self.confirmations, event_days)
        self.log.events[:limit] = [purged(event) for event in self.log.events[:limit]]

    def batches(self, lying: list[object], *, even_if_empty: bool) -> list[tuple[bytes, int, int]]:
        """Everything not confirmed that does not lie there yet: file, first, last."""
        first, length, made = self.confirmed + 1, len(self.log.events), []
        if first > length and not even_if_empty:
            return made
        while True:
            last = min(length, first + MOST_EVENTS - 1)
            if not self._lies_there(lying, first, last):
                data = self._batch(first, last)
                self.written.append((self.incarnation, first, last, self.release, data))
                del self.written[:-KEPT_BATCHES]
                made.append((data, first, last))
            if last >= length:
                return made
            first = last + 1

    def header(self, first: int, last: int, **changes: object) -> BatchHeader:
        header = BatchHeader(
            office=OFFICE,
            desk=self.id,
            incarnation=self.incarnation,
            previous=self.previous,
            number=len(self.written) + 1,
            first=first,
            last=last,
            before=self.log.hashes[first - 1].hex(),
            after=self.log.hashes[last].hex(),
            release=self.release,
            office_incarnation=self.applied and self.applied.office_incarnation,
            counts=dict(Counter(event.kind for event in self.log.events[first - 1 : last])),
        )
        return replace(header, **changes)

    def _batch(self, first: int, last: int) -> bytes:
        events = self.log.events[first - 1 : last]
        return batch_writer.write_batch(self.header(first, last), events, self.key, ())

    def _lies_there(self, lying: list[object], first: int, last: int) -> bool:
        return any(
            incarnation == self.incarnation
            and begins <= first <= last + 1
            and ends == last
            and (first <= last or release == self.release)
            and data in lying
            for incarnation, begins, ends, release, data in self.written
        )


@dataclass(frozen=True)
class Record:
    """An event as the office counts it, with the desk whose log brought it first."""

    event: Event
    desk: str


@dataclass
class Office:
    """The office: registers, logs, records, held batches; mirrors `office.intake`."""

    incarnation: str
    counter: int = 0
    roster: dict[str, DeskKey] = field(default_factory=dict)
    logs: dict[LogKey, Chain] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    taken: set[bytes] = field(default_factory=set)
    held: dict[bytes, str] = field(default_factory=dict)
    verdicts: Counter[str] = field(default_factory=Counter)

    def copy(self) -> Office:
        return replace(
            self,
            roster=dict(self.roster),
            logs={key: chain.copy() for key, chain in self.logs.items()},
            records=self.records[:],
            places=dict(self.places),
            taken=set(self.taken),
            held=dict(self.held),
            verdicts=Counter(),
        )

    def state(self) -> tuple[object, ...]:
        """All that intake may change, to compare."""
        logs = {key: tuple(chain.hashes) for key, chain in self.logs.items()}
        return self.counter, self.incarnation, logs, tuple(self.records), sorted(self.held)

    def known_log(self, desk: str, incarnation: str) -> KnownLog | None:
        chain = self.logs.get((desk, incarnation))
        return None if chain is None else KnownLog(len(chain.events), chain.hashes[-1])

    def known_hash(self, desk: str, incarnation: str, seq: int) -> bytes | None:
        return self.logs[desk, incarnation].hashes[seq]

    def continue_above(self, number: int, source: Source) -> None:
        if self.counter < number <= self.counter + FURTHEST_AHEAD:
            self.counter, self.incarnation = number, source.hex()

    def take(self, data: bytes, source: Source) -> str:
        """Take one file: accepted, duplicate, held, fork, too-new, passed-over, or a fault."""
        verdict, desk = self._take(data, source)
        self.verdicts[verdict] += 1
        while verdict == "accepted":
            again = [self._take(held, source)[0] for held in self._held_of(desk)]
            verdict = "accepted" if "accepted" in again else "done"
            if verdict == "done":
                return "accepted"
        return verdict

    def _held_of(self, desk: str) -> list[bytes]:
        return [data for data, sender in self.held.items() if sender == desk]

    def _take(self, data: bytes, source: Source) -> tuple[str, str]:
        if data in self.taken:
            return "duplicate", ""
        try:
            batch = read_batch(data, OFFICE, (), self.roster)
        except FileForAnotherOffice:
            return "passed-over", ""
        except FileTooNew:
            return "too-new", ""
        except FileRefused as fault:
            self.held.pop(data, None)
            return fault.kind, ""
        header = batch.header
        self.continue_above(header.release, source)
        match plan_batch(batch, self):
            case Fork():
                self.held.pop(data, None)
                return "fork", header.desk
            case Hold():
                self.held.setdefault(data, header.desk)
                return "held", header.desk
            case Duplicate():
                self._settle(data)
                self.logs.setdefault(
                    (header.desk, header.incarnation), Chain.of(header.incarnation, [])
                )
                return "duplicate", header.desk
            case Append(after):
                try:
                    self._append(batch, after)
                except HistoryForked:
                    self.held.pop(data, None)
                    return "fork", header.desk
                self._settle(data)
                return "accepted", header.desk
        raise AssertionError("no plan")

    def _settle(self, data: bytes) -> None:
        self.taken.add(data)
        self.held.pop(data, None)

    def _append(self, batch: VerifiedBatch, after: int) -> None:
        header, events = batch.header, list(batch.events(after))
        known = {event.id: self._known(event.id) for event in events if event.id in self.places}
        by_news = sort_events(events, known)
        for event in by_news.new:
            self.places[event.id] = len(self.records)
            self.records.append(Record(event, header.desk))
        for event in by_news.regained:
            place = self.places[event.id]
            self.records[place] = replace(self.records[place], event=event)
        key = header.desk, header.incarnation
        log = self.logs.setdefault(key, Chain.of(header.incarnation, []))
        for event in events:
            log.append(purged(event))

    def _known(self, event_id: str) -> KnownEvent:
        event = self.records[self.places[event_id]].event
        return KnownEvent(event.kind, event.p, event.payload is not None)

    def publish(self, date: dt.date, content: int) -> Release:
        self.counter += 1
        return Release(
            self.counter,
            content,
            self.incarnation,
            date,
            tuple(
                Receipt(desk, incarnation, len(chain.events), chain.hashes[-1])
                for (desk, incarnation), chain in self.logs.items()
            ),
            dict(self.roster),
            frozenset(r.event.id for r in self.records if not r.event.purged),
            {key: tuple(e.id for e in chain.events) for key, chain in self.logs.items()},
        )
