"""Rows saved from a damaged office's database, beside an open one that takes them in."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from lotse_desk.storage.office_register import EnrolledDesk, PublishedRelease
from lotse_desk.storage.readable_rows import READABLE, FoundEvent
from lotse_desk.storage.received_batches import ACCEPTED
from lotse_desk.sync.events import genesis


@dataclass(frozen=True)
class FoundLog:
    """A desk's log as the damaged file numbers it."""

    number: int
    desk: str
    incarnation: str
    previous: str | None


@dataclass(frozen=True)
class FoundBatch:
    """A file the office had seen, by the number the damaged file gave it."""

    number: int
    digest: str
    sealed: bytes | None
    facts: tuple[object, ...]


class ReadableOffice:
    """What an office's file still tells; the caller opens transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def desks(self) -> list[EnrolledDesk]:
        """Desks that could be read."""
        rows = self._database.execute(
            "SELECT id, public_key, town, name, state, on_date"  # noqa: S608
            f" FROM {READABLE}.enrolled_desk"
        )
        return [EnrolledDesk(*row) for row in rows]

    def roots(self) -> dict[int, bytes]:
        """Roots by their version."""
        rows = self._database.execute(
            f"SELECT version, content FROM {READABLE}.root_metadata"  # noqa: S608
        )
        return {version: bytes(content) for version, content in rows}

    def releases(self) -> list[PublishedRelease]:
        """Releases that could be read and that the database does not have, by number."""
        rows = self._database.execute(
            "SELECT number, on_date, office_incarnation, name, digest, content_digest, archive"  # noqa: S608
            f" FROM {READABLE}.release WHERE number NOT IN (SELECT number FROM main.release)"
            " ORDER BY number"
        )
        return [PublishedRelease(*row) for row in rows]

    def logs(self) -> list[FoundLog]:
        """The desks' logs; where their row is gone, as the database knows their number."""
        rows = self._database.execute(
            f"SELECT number, desk, incarnation, previous FROM {READABLE}.desk_log"  # noqa: S608
            " UNION ALL SELECT number, desk, incarnation, previous FROM main.desk_log"
            f" WHERE number NOT IN (SELECT number FROM {READABLE}.desk_log) ORDER BY 1"
        )
        return [FoundLog(*row) for row in rows]

    def batches(self) -> Iterator[FoundBatch]:
        """Files seen, by number; not while the database changes."""
        rows = self._database.execute(
            "SELECT number, digest, sealed, name, desk, incarnation, batch, first, last, release,"  # noqa: S608
            f" verdict, reason, on_date FROM {READABLE}.received_batch ORDER BY number"
        )
        for number, digest, sealed, *facts in rows.fetchall():
            yield FoundBatch(number, digest, sealed, tuple(facts))

    def take_batch(self, batch: FoundBatch) -> tuple[int, bool]:
        """The number of a file in this database, and whether it is new to it."""
        known = self._database.execute(
            "SELECT number FROM main.received_batch WHERE digest = ?", [batch.digest]
        ).fetchone()
        if known:
            return int(known[0]), False
        name, desk, *facts = batch.facts
        row = self._database.execute(
            "INSERT INTO main.received_batch (number, digest, sealed, name, desk, incarnation,"
            " batch, first, last, release, verdict, reason, on_date)"
            " VALUES (CASE WHEN ?1 IN (SELECT number FROM main.received_batch) THEN NULL"
            " ELSE ?1 END, ?2, ?3, ?4, (SELECT id FROM main.enrolled_desk WHERE id = ?5),"
            " ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) RETURNING number",
            [batch.number, batch.digest, batch.sealed, name, desk, *facts],
        ).fetchone()
        return int(row[0]), True

    def batch_of_unknown(self, desk: str, digest: str, on_date: str) -> int:
        """The number of an entry for events whose file is not known any more."""
        self._database.execute(
            "INSERT INTO main.received_batch (digest, name, desk, verdict, on_date)"
            " VALUES (?, 'recovered', ?, ?, ?) ON CONFLICT (digest) DO NOTHING",
            [digest, desk, ACCEPTED, on_date],
        )
        row = self._database.execute(
            "SELECT number FROM main.received_batch WHERE digest = ?", [digest]
        ).fetchone()
        return int(row[0])

    def open_log(self, log: FoundLog) -> tuple[int, int, bytes]:
        """Number, length and last hash of the log in this database, made if it is new."""
        self._database.execute(
            "INSERT INTO main.desk_log (desk, incarnation, previous, up_to, head)"
            " VALUES (?, ?, ?, 0, ?) ON CONFLICT (desk, incarnation) DO NOTHING",
            [log.desk, log.incarnation, log.previous, genesis(log.incarnation)],
        )
        number, up_to, head = self._database.execute(
            "SELECT number, up_to, head FROM main.desk_log WHERE desk = ? AND incarnation = ?",
            [log.desk, log.incarnation],
        ).fetchone()
        return int(number), int(up_to), bytes(head)

    def places(self, log: int, above: int) -> list[tuple[FoundEvent | None, bytes, int, int]]:
        """Places of a log above a number: event (where readable), hash, number, batch.

        At most a thousand. An event only the other database can read is taken from there: events
        keep their numbers, and the chain tells whether it is the one.
        """
        rows = self._database.execute(
            "SELECT e.seq, e.hash, coalesce(r.id, m.id), coalesce(r.kind, m.kind),"  # noqa: S608
            " coalesce(r.p, m.p), CASE WHEN r.id IS NULL THEN m.nonce ELSE r.nonce END,"
            " CASE WHEN r.id IS NULL THEN m.payload ELSE r.payload END, coalesce(r.batch, m.batch)"
            f" FROM {READABLE}.log_entry e LEFT JOIN {READABLE}.received_event r"
            " ON r.number = e.event LEFT JOIN main.received_event m ON m.number = e.event"
            " WHERE e.log = ? AND e.seq > ? ORDER BY e.seq LIMIT 1000",
            [log, above],
        )
        return [
            (
                None
                if identity is None
                else FoundEvent(seq, identity, kind, p, nonce, payload, chain, None),
                bytes(chain),
                seq,
                batch or 0,
            )
            for seq, chain, identity, kind, p, nonce, payload, batch in rows
        ]

    def mark_counted_codes(self) -> None:
        """Codes that a total counts already are marked so."""
        self._database.execute(
            "UPDATE main.received_event SET code_counted = 1 WHERE code_counted = 0 AND id IN"  # noqa: S608
            f" (SELECT id FROM {READABLE}.received_event WHERE code_counted = 1)"
        )
