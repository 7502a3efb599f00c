"""The desk's log in tables: events, their chain, what was confirmed and which batches left."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from lotse_desk.storage.settings import SettingStore
from lotse_desk.storage.trust_store import APPLIED_ON
from lotse_desk.sync.events import ComingEvent, Event, coming_event, genesis, link, new_id, placed

INCARNATION, PREVIOUS = "exchange.incarnation", "exchange.previous"
CONFIRMED = "exchange.confirmed"
_COLUMNS = "seq, lower(hex(id)), kind, lower(hex(p)), payload, lower(hex(nonce))"
_CHUNK = 500


@dataclass(frozen=True)
class WrittenBatch:
    """A batch this desk wrote; `digest` is the SHA-256 of the file, dates are ISO."""

    number: int
    name: str
    digest: str
    size: int
    incarnation: str
    first: int
    last: int
    release: int
    on_date: str


class EventLog:
    """The log of this desk; the caller opens transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._settings = SettingStore(database)

    def begin(self) -> None:
        """Give a log without one its first incarnation."""
        if not self.incarnation:
            self._settings.put(INCARNATION, new_id())

    @property
    def incarnation(self) -> str:
        """The incarnation of this log; empty before `begin`."""
        return self._settings.get(INCARNATION)

    @property
    def previous(self) -> str | None:
        """The incarnation before this one."""
        return self._settings.get(PREVIOUS) or None

    @property
    def length(self) -> int:
        """How many events there are; also the last sequence number."""
        row = self._database.execute("SELECT max(seq) FROM event").fetchone()
        return row[0] or 0

    @property
    def confirmed(self) -> int:
        """Up to where the office has this log, as the last applied release says."""
        return int(self._settings.get(CONFIRMED, "0"))

    def hash_at(self, seq: int) -> bytes:
        """The chain hash at 0..length."""
        if seq == 0:
            return genesis(self.incarnation)
        row = self._database.execute("SELECT hash FROM event WHERE seq = ?", [seq]).fetchone()
        return bytes(row[0])

    def append(self, kind: str, payload: Mapping[str, Any]) -> Event:
        """Append an event drawn now; raises `RecordUnfit` if it is not of its kind."""
        return self.append_coming(coming_event(kind, payload))

    def append_coming(self, coming: ComingEvent) -> Event:
        """Append an event and its hash; raises `RecordUnfit` if it is not of its kind."""
        self.begin()
        seq = self.length
        event = placed(seq + 1, coming)
        self._insert(event, link(self.hash_at(seq), event))
        return event

    def events(self, first: int = 1, last: int | None = None) -> Iterator[Event]:
        """Events in order; not while the log changes."""
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM event WHERE seq BETWEEN ? AND ? ORDER BY seq",  # noqa: S608
            [first, self.length if last is None else last],
        )
        return map(_event, rows)

    def kept(self, kinds: Collection[str]) -> list[Event]:
        """Events of these kinds whose payload still exists, in the order of the log."""
        marks = ", ".join("?" * len(kinds))
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM event"  # noqa: S608
            f" WHERE payload IS NOT NULL AND kind IN ({marks}) ORDER BY seq",
            list(kinds),
        )
        return [_event(row) for row in rows]

    def counts(self, first: int, last: int) -> dict[str, int]:
        """Events by kind in a range."""
        rows = self._database.execute(
            "SELECT kind, count(*) FROM event WHERE seq BETWEEN ? AND ? GROUP BY kind",
            [first, last],
        )
        return dict(rows.fetchall())

    def contacts(self, first: int, last: int) -> int:
        """Contacts in a range, a tally of n as n; purged ones are not known any more."""
        row = self._database.execute(
            "SELECT coalesce(sum(CASE kind WHEN 'contact' THEN 1"
            " ELSE json_extract(payload, '$.count') END), 0) FROM event"
            " WHERE seq BETWEEN ? AND ? AND kind IN ('contact', 'tally') AND payload IS NOT NULL",
            [first, last],
        ).fetchone()
        return int(row[0])

    def purge(self, ids: Collection[str]) -> None:
        """Delete payload and nonce of these events."""
        self._database.conn.executemany(
            "UPDATE event SET payload = NULL, nonce = NULL WHERE id = ?",
            [(bytes.fromhex(event_id),) for event_id in ids],
        )

    def last_before_week(self, week: str) -> int:
        """The number up to which everything that names a week is of one before this (ISO); else 0.

        Only payloads that still exist are looked at.
        """
        first, last = self._database.execute(
            "SELECT min(CASE WHEN week >= ?1 THEN seq END), max(CASE WHEN week < ?1 THEN seq END)"
            " FROM (SELECT seq, json_extract(payload, '$.week') AS week FROM event"
            " WHERE payload IS NOT NULL)",
            [week],
        ).fetchone()
        return max(0, min(last or 0, (first or (last or 0) + 1) - 1))

    def purge_up_to(self, seq: int) -> int:
        """Delete payloads and nonces up to a sequence number; returns how many there were."""
        return self._database.execute(
            "UPDATE event SET payload = NULL, nonce = NULL WHERE seq <= ? AND payload IS NOT NULL",
            [seq],
        ).rowcount

    def renew(self) -> str:
        """A new incarnation: the same events under the same ids, another chain, none confirmed."""
        before, after = self.incarnation, new_id()
        self._settings.put(PREVIOUS, before)
        self._settings.put(INCARNATION, after)
        self._settings.put(CONFIRMED, "0")
        self._database.execute("DELETE FROM confirmation")
        chain = genesis(after)
        for start in range(1, self.length + 1, _CHUNK):
            changed: list[tuple[bytes, int]] = []
            for event in list(self.events(start, start + _CHUNK - 1)):
                chain = link(chain, event)
                changed.append((chain, event.seq))
            self._database.conn.executemany("UPDATE event SET hash = ? WHERE seq = ?", changed)
        return after

    def forget_lives(self) -> None:
        """Forget every incarnation but the present one, and what was confirmed."""
        self._settings.put(PREVIOUS, "")
        self._settings.put(CONFIRMED, "0")

    def broken_links(self) -> list[int]:
        """Sequence numbers whose hash does not follow from the one before; a sound log has none."""
        broken: list[int] = []
        before = self.hash_at(0)
        for event in self.events():
            kept = self.hash_at(event.seq)
            if kept != link(before, event):
                broken.append(event.seq)
            before = kept
        return broken

    def confirm(self, release: int, on_date: str, up_to: int) -> None:
        """Note what a release confirmed; may be less than before.

        Releases with higher numbers were signed with a key that was replaced: they confirm nothing.
        """
        self._settings.put(CONFIRMED, str(up_to))
        self._database.execute("DELETE FROM confirmation WHERE release > ?", [release])
        self._database.execute(
            "INSERT INTO confirmation (release, on_date, up_to) VALUES (?, ?, ?)"
            " ON CONFLICT (release) DO UPDATE"
            " SET up_to = excluded.up_to, on_date = excluded.on_date",
            [release, on_date, up_to],
        )

    @property
    def release_date(self) -> dt.date | None:
        """The signed date of the release applied last; None before the first."""
        written = self._settings.get(APPLIED_ON)
        return dt.date.fromisoformat(written) if written else None

    def confirmations(self) -> list[tuple[str, int]]:
        """Date and number confirmed of every release applied in this incarnation, newest first."""
        rows = self._database.execute(
            "SELECT on_date, up_to FROM confirmation ORDER BY release DESC"
        )
        return [(date, up_to) for date, up_to in rows]

    def written(self) -> list[WrittenBatch]:
        """The batches remembered, newest first."""
        rows = self._database.execute(
            "SELECT number, name, digest, size, incarnation, first, last, release, on_date"
            " FROM written_batch ORDER BY number DESC"
        )
        return [WrittenBatch(*row) for row in rows]

    def note_written(self, batch: WrittenBatch, keep: int) -> None:
        """Remember a batch, and forget all but the newest `keep`."""
        self._database.execute(
            "INSERT INTO written_batch (number, name, digest, size, incarnation, first, last,"
            " release, on_date) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                batch.number,
                batch.name,
                batch.digest,
                batch.size,
                batch.incarnation,
                batch.first,
                batch.last,
                batch.release,
                batch.on_date,
            ],
        )
        self._database.execute("DELETE FROM written_batch WHERE number <= ?", [batch.number - keep])

    def _insert(self, event: Event, chain: bytes) -> None:
        self._database.execute(
            "INSERT INTO event (seq, id, kind, p, nonce, payload, hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                event.seq,
                bytes.fromhex(event.id),
                event.kind,
                bytes.fromhex(event.p),
                bytes.fromhex(event.nonce or ""),
                (event.payload or b"").decode(),
                chain,
            ],
        )


def _event(row: tuple[Any, ...]) -> Event:
    seq, identity, kind, p, payload, nonce = row
    return Event(seq, identity, kind, p, payload and payload.encode(), nonce or None)
