"""The office's copy of all desks' logs in tables: events, their places in logs, undo."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlite_utils import Database

from lotse_desk.storage.received_batches import BatchFacts, ReceivedBatch
from lotse_desk.sync.batch_header import BatchHeader
from lotse_desk.sync.events import Event
from lotse_desk.sync.intake import KnownEvent, KnownLog, sort_events
from lotse_desk.sync.kinds import contacts_in
from lotse_desk.sync.receipts import Receipt


@dataclass(frozen=True)
class ReceivedEvent:
    """An event as the office has it; `content` is empty where it came purged."""

    number: int
    id: str
    kind: str
    content: str
    undone: bool
    desk: str
    town: str
    batch: int


@dataclass(frozen=True)
class StoredEvent(KnownEvent):
    """A known event and its number in the office's store."""

    number: int


@dataclass(frozen=True)
class LogState:
    """A desk's log of one incarnation as the office has it."""

    desk: str
    incarnation: str
    up_to: int
    last_batch: int | None
    last_batch_on: str | None


class OfficeLog:
    """Everything desks sent; the caller opens transactions. Answers `intake.OfficeLogs`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known_log(self, desk: str, incarnation: str) -> KnownLog | None:
        """See `intake.OfficeLogs`."""
        row = self._database.execute(
            "SELECT up_to, head FROM desk_log WHERE desk = ? AND incarnation = ?",
            [desk, incarnation],
        ).fetchone()
        return None if row is None else KnownLog(row[0], bytes(row[1]))

    def reaches(self, batch: ReceivedBatch) -> bool:
        """Whether everything a file announced is in its log; after damage it may be no more."""
        facts = batch.header
        return facts is not None and facts.last <= self._length(facts)

    def lacks_events_before(self, batch: ReceivedBatch) -> bool:
        """Whether a file still starts beyond what is known."""
        facts = batch.header
        return facts is not None and facts.first > self._length(facts) + 1

    def known_hash(self, desk: str, incarnation: str, seq: int) -> bytes | None:
        """See `intake.OfficeLogs`."""
        row = self._database.execute(
            "SELECT hash FROM log_entry WHERE seq = ? AND log ="
            " (SELECT number FROM desk_log WHERE desk = ? AND incarnation = ?)",
            [seq, desk, incarnation],
        ).fetchone()
        return None if row is None else bytes(row[0])

    def known_events(self, ids: Sequence[str]) -> dict[str, StoredEvent]:
        """The events among these ids that are known."""
        marks = ", ".join("?" * len(ids))
        rows = self._database.execute(
            "SELECT lower(hex(id)), kind, lower(hex(p)), payload IS NOT NULL, number"  # noqa: S608
            f" FROM received_event WHERE id IN ({marks})",
            [bytes.fromhex(identity) for identity in ids],
        )
        return {
            identity: StoredEvent(kind, p, bool(kept), number)
            for identity, kind, p, kept, number in rows
        }

    def open_log(self, header: BatchHeader, head: bytes) -> int:
        """The number of the log a batch belongs to, made if it is new."""
        self._database.execute(
            "INSERT INTO desk_log (desk, incarnation, previous, up_to, head)"
            " VALUES (?, ?, ?, 0, ?) ON CONFLICT (desk, incarnation) DO NOTHING",
            [header.desk, header.incarnation, header.previous, head],
        )
        row = self._database.execute(
            "SELECT number FROM desk_log WHERE desk = ? AND incarnation = ?",
            [header.desk, header.incarnation],
        ).fetchone()
        return int(row[0])

    def append(
        self,
        log: int,
        batch: int,
        events: Sequence[Event],
        known: Mapping[str, StoredEvent],
        hash_at: Callable[[int], bytes],
    ) -> int:
        """Append consecutive events to a log; returns how many contacts are new.

        `known` are those among them that are known, `hash_at` gives the chain hash at a sequence
        number. Raises `HistoryForked` where a known id comes with other content.
        """
        by_news = sort_events(events, known)
        numbers = {identity: stored.number for identity, stored in known.items()}
        first = self._next_number()
        numbers |= {event.id: first + place for place, event in enumerate(by_news.new)}
        contacts = self._insert(log, batch, by_news.new, first)
        contacts += self._regain(log, by_news.regained)
        self._database.conn.executemany(
            "INSERT INTO log_entry (log, seq, event, hash) VALUES (?, ?, ?, ?)",
            [(log, event.seq, numbers[event.id], hash_at(event.seq)) for event in events],
        )
        self._database.execute(
            "UPDATE desk_log SET up_to = ?, head = ? WHERE number = ?",
            [events[-1].seq, hash_at(events[-1].seq), log],
        )
        return contacts

    def put_without_place(self, log: int, batch: int, events: Sequence[Event]) -> int:
        """Keep events whose place in the log is not known yet; returns new contacts.

        When their desk sends them again they take their place and are not counted again.
        """
        return self._insert(log, batch, events, self._next_number())

    def settle_undo(self, desk: str) -> int:
        """Mark as undone what this desk took back; returns how many contacts fewer count.

        A desk may take back what its own log holds, also what another of its lives sent first.
        """
        rows = self._database.execute(
            "UPDATE received_event SET undone = 1 WHERE undone = 0"
            " AND id IN (SELECT event_id FROM received_undo WHERE desk = ? AND done = 0)"
            " AND log IN (SELECT number FROM desk_log WHERE desk = ?) RETURNING contacts",
            [desk, desk],
        ).fetchall()
        self._close_undo(desk)
        if self._undo_waits(desk):
            rows += self._undo_sent_first_by_others(desk)
        return sum(contacts for (contacts,) in rows)

    def _undo_waits(self, desk: str) -> bool:
        """Whether this desk took back a known event that came first in a log not its own."""
        row = self._database.execute(
            "SELECT 1 FROM received_undo u JOIN received_event e ON e.id = u.event_id"
            " WHERE u.desk = ? AND u.done = 0 LIMIT 1",
            [desk],
        ).fetchone()
        return row is not None

    def _undo_sent_first_by_others(self, desk: str) -> list[tuple[int]]:
        """Search this desk's own logs for what it took back: only what they hold is its own."""
        rows: list[tuple[int]] = self._database.execute(
            "UPDATE received_event SET undone = 1 WHERE undone = 0 AND number IN"
            " (SELECT e.number FROM received_undo u JOIN received_event e ON e.id = u.event_id"
            " WHERE u.desk = ? AND u.done = 0 INTERSECT"
            " SELECT event FROM log_entry WHERE log IN"
            " (SELECT number FROM desk_log WHERE desk = ?)) RETURNING contacts",
            [desk, desk],
        ).fetchall()
        self._close_undo(desk)
        return rows

    def _close_undo(self, desk: str) -> None:
        self._database.execute(
            "UPDATE received_undo SET done = 1 WHERE desk = ? AND done = 0 AND EXISTS"
            " (SELECT 1 FROM received_event WHERE id = received_undo.event_id AND undone = 1)",
            [desk],
        )

    def note_last_batch(self, log: int, batch: int) -> None:
        """Remember the last batch that told anything about a log."""
        self._database.execute("UPDATE desk_log SET last_batch = ? WHERE number = ?", [batch, log])

    def note_later_batch(self, log: int, batch: int) -> None:
        """The same, unless the desk numbered it no higher than the one remembered."""
        self._database.execute(
            "UPDATE desk_log SET last_batch = ?2 WHERE number = ?1 AND"
            " coalesce((SELECT batch FROM received_batch WHERE number = last_batch), -1)"
            " < (SELECT batch FROM received_batch WHERE number = ?2)",
            [log, batch],
        )

    def receipts(self) -> Iterator[Receipt]:
        """Up to where every log of every desk is known."""
        rows = self._database.execute(
            "SELECT desk, incarnation, up_to, head FROM desk_log ORDER BY desk, incarnation"
        )
        return (Receipt(desk, inc, up_to, bytes(head)) for desk, inc, up_to, head in rows)

    def states(self) -> dict[str, LogState]:
        """The log each desk wrote to last, by desk."""
        rows = self._database.execute(
            "SELECT l.desk, l.incarnation, l.up_to, b.batch, b.on_date FROM desk_log l"
            " LEFT JOIN received_batch b ON b.number = l.last_batch"
            " ORDER BY coalesce(l.last_batch, 0)"
        )
        return {row[0]: LogState(*row) for row in rows}

    def contacts(self) -> int:
        """All contacts that count: logged and not undone, a tally of n as n."""
        row = self._database.execute(
            "SELECT coalesce(sum(contacts), 0) FROM received_event WHERE undone = 0"
        ).fetchone()
        return int(row[0])

    def events(self, kinds: Iterable[str], above: int = 0) -> Iterator[ReceivedEvent]:
        """Events of these kinds with numbers above one, in the order they came in."""
        wanted = list(kinds)
        marks = ", ".join("?" * len(wanted))
        rows = self._database.execute(
            "SELECT e.number, lower(hex(e.id)), e.kind, coalesce(e.payload, ''), e.undone, l.desk,"  # noqa: S608
            " d.town, e.batch FROM received_event e JOIN desk_log l ON l.number = e.log"
            " JOIN enrolled_desk d ON d.id = l.desk"
            f" WHERE e.number > ? AND e.kind IN ({marks}) ORDER BY e.number",
            [above, *wanted],
        )
        for number, identity, kind, content, undone, desk, town, batch in rows:
            yield ReceivedEvent(number, identity, kind, content, bool(undone), desk, town, batch)

    def lost(self) -> dict[str, int]:
        """Events of which only the place in the chain ever came, by kind.

        Codes go after eight weeks, also on their way: they are not lost.
        """
        rows = self._database.execute(
            "SELECT kind, count(*) FROM received_event WHERE payload IS NULL"
            " AND kind NOT IN ('referral', 'return') GROUP BY kind"
        )
        return dict(rows.fetchall())

    def _length(self, facts: BatchFacts) -> int:
        known = self.known_log(facts.desk, facts.incarnation)
        return known.up_to if known is not None else 0

    def _next_number(self) -> int:
        row = self._database.execute(
            "SELECT coalesce(max(number), 0) + 1 FROM received_event"
        ).fetchone()
        return int(row[0])

    def _insert(self, log: int, batch: int, events: Sequence[Event], first: int) -> int:
        rows = [(first + place, *_values(event), log, batch) for place, event in enumerate(events)]
        self._database.conn.executemany(
            "INSERT INTO received_event"
            " (number, id, kind, p, nonce, payload, contacts, week, log, batch)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        self._database.conn.executemany(
            "DELETE FROM week_figures WHERE week = ?", {(row[7],) for row in rows if row[7]}
        )
        self._note_undo(log, events)
        return sum(row[6] for row in rows)

    def _regain(self, log: int, events: Sequence[Event]) -> int:
        contacts = 0
        for event in events:
            identity, _, _, nonce, payload, count, week = _values(event)
            row = self._database.execute(
                "UPDATE received_event SET nonce = ?, payload = ?, contacts = ?, week = ?"
                " WHERE id = ? RETURNING undone",
                [nonce, payload, count, week, identity],
            ).fetchone()
            contacts += 0 if row[0] else count
            self._note_undo(log, [event])
        return contacts

    def _note_undo(self, log: int, events: Sequence[Event]) -> None:
        targets = [
            (log, bytes.fromhex(str(event.content()["event"])))
            for event in events
            if event.kind == "undo" and not event.purged
        ]
        self._database.conn.executemany(
            "INSERT INTO received_undo (desk, event_id)"
            " SELECT desk, ?2 FROM desk_log WHERE number = ?1 ON CONFLICT DO NOTHING",
            targets,
        )


def _values(event: Event) -> tuple[bytes, str, bytes, bytes | None, str | None, int, str | None]:
    return (
        bytes.fromhex(event.id),
        event.kind,
        bytes.fromhex(event.p),
        None if event.nonce is None else bytes.fromhex(event.nonce),
        None if event.payload is None else event.payload.decode(),
        *((0, None) if event.payload is None else _counted(event.kind, event.payload)),
    )


@lru_cache(maxsize=8192)
def _counted(kind: str, payload: bytes) -> tuple[int, str | None]:
    """Contacts and week in a checked payload; the same one comes again and again."""
    if kind not in _KINDS_OF_A_WEEK:
        return 0, None
    content = json.loads(payload)
    return contacts_in(kind, content), str(content["week"])


_KINDS_OF_A_WEEK = frozenset({"contact", "tally", "referral"})
