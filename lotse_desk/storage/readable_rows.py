"""Rows saved from a damaged database, beside an open one that takes them in."""

import contextlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from lotse_desk.storage.salvage import EVENT_IDS
from lotse_desk.storage.table_shapes import current_shapes

READABLE = "readable"


@dataclass(frozen=True)
class FoundEvent:
    """A row of a desk's log as it was found; nothing in it is verified.

    `indexed`: whether the damaged file's index knows this id under this number (True), knows
    another for either (False), or says nothing (None).
    """

    seq: int
    id: bytes
    kind: str
    p: bytes
    nonce: bytes | None
    payload: str | None
    hash: bytes
    indexed: bool | None


class ReadableRows:
    """The saved rows, attached to the database that takes them; the caller opens transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def settings(self) -> dict[str, str]:
        """Settings that could be read."""
        rows = self._database.execute(f"SELECT key, value FROM {READABLE}.setting")  # noqa: S608
        return dict(rows.fetchall())

    def count(self, table: str) -> int:
        """How many rows of a table could be read."""
        row = self._database.execute(f"SELECT count(*) FROM {READABLE}.{table}")  # noqa: S608
        return int(row.fetchone()[0])

    def events(self) -> Iterator[FoundEvent]:
        """The desk's log by number; not while the log changes."""
        rows = self._database.execute(
            "SELECT seq, id, kind, p, nonce, payload, hash,"  # noqa: S608
            f" (SELECT max(i.id = e.id AND i.seq = e.seq) FROM {READABLE}.{EVENT_IDS} i"
            " WHERE i.seq = e.seq OR i.id = e.id)"
            f" FROM {READABLE}.event e ORDER BY seq"
        )
        for seq, identity, kind, p, nonce, payload, chain, indexed in rows:
            told = None if indexed is None else bool(indexed)
            yield FoundEvent(seq, identity, kind, p, nonce, payload, chain, told)

    def highest_event(self) -> int:
        """The highest number of an event that rows or the index know; 0 where there is none."""
        row = self._database.execute(
            f"SELECT max((SELECT coalesce(max(seq), 0) FROM {READABLE}.event),"  # noqa: S608
            f" (SELECT coalesce(max(seq), 0) FROM {READABLE}.{EVENT_IDS}))"
        ).fetchone()
        return int(row[0])

    def take_table(self, table: str) -> int:
        """Bring a table's rows in by their keys; a row read replaces the one there.

        Rows that break a constraint stay out. Answers how many rows are new or other than before.
        """
        shape = current_shapes()[table]
        columns = ", ".join(f'"{column.name}"' for column in shape.columns)
        key = " AND ".join(f'main.{table}."{name}" IS r."{name}"' for name in shape.key)
        same = " AND ".join(
            f'main.{table}."{column.name}" IS r."{column.name}"' for column in shape.columns
        )
        changed = self._database.execute(
            f"UPDATE OR IGNORE main.{table} SET ({columns}) ="  # noqa: S608
            f" (SELECT {columns} FROM {READABLE}.{table} r WHERE {key})"
            f" WHERE EXISTS (SELECT 1 FROM {READABLE}.{table} r WHERE {key} AND NOT ({same}))"
        ).rowcount
        added = self._database.execute(
            f"INSERT OR IGNORE INTO main.{table} ({columns})"  # noqa: S608
            f" SELECT {columns} FROM {READABLE}.{table}"
        ).rowcount
        return int(changed) + int(added)

    def drop_dangling(self) -> int:
        """Delete rows that refer to a row nobody could read; answers how many."""
        dropped = 0
        while broken := self._database.execute("PRAGMA main.foreign_key_check").fetchall():
            for table, parent, key in {(row[0], row[2], row[3]) for row in broken}:
                links = self._database.execute(f"PRAGMA main.foreign_key_list({table})").fetchall()
                column, to = next((link[3], link[4]) for link in links if link[0] == key)
                dropped += self._database.execute(
                    f"DELETE FROM main.{table} WHERE {column} IS NOT NULL"  # noqa: S608
                    f" AND {column} NOT IN (SELECT {to} FROM main.{parent})"
                ).rowcount
        return dropped

    def take_today(self, entries: Collection[tuple[Any, ...]]) -> None:
        """Put these entries (id, half, kind, content, events) in the place of all of today."""
        self._database.execute("DELETE FROM main.today_entry")
        self._database.conn.executemany(
            "INSERT OR IGNORE INTO main.today_entry (id, half, kind, content, events)"
            " VALUES (?, ?, ?, ?, ?)",
            list(entries),
        )

    def entries(self, where: str) -> list[tuple[Any, ...]]:
        """Today's entries in order as (id, half, kind, content, events); `where`: main, readable.

        Those that do not hold together are left out.
        """
        rows = self._database.execute(
            "SELECT id, half, kind, content, events"  # noqa: S608
            f" FROM {where}.today_entry ORDER BY position"
        )
        return [row for row in rows if _is_object(row[3])]

    def take_appended(self, known_ids: Collection[str]) -> int:
        """Bring in what undo needs of events of today that are in the log; answers how many."""
        there = {row[0] for row in self._database.execute("SELECT event_ids FROM main.today_event")}
        rows = self._database.execute(
            f"SELECT kind, event_ids, counted FROM {READABLE}.today_event ORDER BY position"  # noqa: S608
        ).fetchall()
        known = set(known_ids)
        new = [row for row in rows if row[1] not in there and known.issuperset(json.loads(row[1]))]
        self._database.conn.executemany(
            "INSERT INTO main.today_event (kind, event_ids, counted) VALUES (?, ?, ?)", new
        )
        return len(new)

    def coded(self, table: str, where: str) -> list[dict[str, Any]]:
        """Rows of today's codes or returns by names of columns; `where`: main or readable."""
        names = [column.name for column in current_shapes()[table].columns]
        columns = ", ".join(names)
        rows = self._database.execute(f"SELECT {columns} FROM {where}.{table}")  # noqa: S608
        return [dict(zip(names, row, strict=True)) for row in rows]

    def put_coded(self, table: str, rows: Collection[dict[str, Any]]) -> None:
        """Put these rows in the place of all of a table of codes or returns."""
        self._database.execute(f"DELETE FROM main.{table}")  # noqa: S608
        names = [column.name for column in current_shapes()[table].columns]
        marks = ", ".join(f":{name}" for name in names)
        self._database.conn.executemany(
            f"INSERT OR IGNORE INTO main.{table} ({', '.join(names)}) VALUES ({marks})",  # noqa: S608
            list(rows),
        )

    def forget_settled_words(self) -> None:
        """Words somebody has struck or sent do not come back."""
        self._database.execute(
            "DELETE FROM main.missed_word WHERE digest IN (SELECT digest FROM main.settled_word)"
        )


@contextlib.contextmanager
def attached(database: Database, readable: Path) -> Iterator[ReadableRows]:
    """Attach saved rows while the block runs; outside a transaction only."""
    database.execute(f"ATTACH ? AS {READABLE}", [str(readable)])
    try:
        yield ReadableRows(database)
    finally:
        if not database.conn.in_transaction:
            database.execute(f"DETACH {READABLE}")


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
