"""What the office does with a verified batch: a plan, pure, the same in any order and twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from lotse_desk.domain.exchange_faults import HistoryForked
from lotse_desk.sync.batch_reader import VerifiedBatch
from lotse_desk.sync.events import Event


@dataclass(frozen=True)
class KnownLog:
    """Up to where the office has an incarnation's log, and the chain hash there."""

    up_to: int
    head: bytes


@dataclass(frozen=True)
class KnownEvent:
    """What the office holds under an event's id."""

    kind: str
    p: str
    has_content: bool


class OfficeLogs(Protocol):
    """What planning needs to know of the office's store."""

    def known_log(self, desk: str, incarnation: str) -> KnownLog | None:
        """The log of one incarnation of a desk; None if nothing of it is known."""

    def known_hash(self, desk: str, incarnation: str, seq: int) -> bytes | None:
        """The chain hash at an event of a known log; None where it is no longer kept."""


@dataclass(frozen=True)
class Append:
    """Take the events above `after`."""

    after: int


@dataclass(frozen=True)
class Duplicate:
    """Everything in it is known."""


@dataclass(frozen=True)
class Hold:
    """It starts beyond what is known: events `first` to `last` are missing."""

    first: int
    last: int


@dataclass(frozen=True)
class Fork:
    """It contradicts what is known, at or before this sequence number."""

    seq: int


Plan: TypeAlias = Append | Duplicate | Hold | Fork


def plan_batch(batch: VerifiedBatch, logs: OfficeLogs) -> Plan:
    """Decide what to do with a batch; changes nothing.

    Equal chain hashes at one number mean equal histories up to there, so one comparison settles an
    overlap of any length.
    """
    header = batch.header
    known = logs.known_log(header.desk, header.incarnation)
    if known is None:
        if header.first > 1:
            return Hold(1, header.first - 1)
        return Append(0) if header.events else Duplicate()
    if header.first > known.up_to + 1:
        return Hold(known.up_to + 1, header.first - 1)
    if header.last < known.up_to:
        kept = logs.known_hash(header.desk, header.incarnation, header.last)
        same = kept is None or kept.hex() == header.after
        return Duplicate() if same else Fork(header.last)
    if batch.hash_at(known.up_to) != known.head:
        return Fork(known.up_to)
    return Duplicate() if header.last == known.up_to else Append(known.up_to)


@dataclass(frozen=True)
class Sorted:
    """Events of a batch by what the office does with each.

    `new` gets a record, `again` is known and only takes its place in this log, `regained` is known
    without content and brings it.
    """

    new: tuple[Event, ...]
    again: tuple[Event, ...]
    regained: tuple[Event, ...]


def sort_events(events: Iterable[Event], known: Mapping[str, KnownEvent]) -> Sorted:
    """Sort by id; raises `HistoryForked` where a known id comes with other content."""
    seen = dict(known)
    new: list[Event] = []
    again: list[Event] = []
    regained: list[Event] = []
    for event in events:
        there = seen.get(event.id)
        if there is None:
            new.append(event)
        elif (there.kind, there.p) != (event.kind, event.p):
            raise HistoryForked(event.seq)
        elif event.payload is not None and not there.has_content:
            regained.append(event)
        else:
            again.append(event)
            continue
        seen[event.id] = KnownEvent(event.kind, event.p, event.payload is not None)
    return Sorted(tuple(new), tuple(again), tuple(regained))
