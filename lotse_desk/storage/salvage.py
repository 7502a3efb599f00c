"""What can still be read of a damaged database, table by table, into a new file beside it."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lotse_desk.storage.page_file import PageFile
from lotse_desk.storage.page_rows import (
    INNER_INDEX,
    INNER_TABLE,
    LEAF_INDEX,
    LEAF_TABLE,
    NotReadable,
    Row,
    Value,
    read_page,
)
from lotse_desk.storage.table_shapes import TableShape, current_shapes, looks_like

EVENT_IDS = "event_ids_seen"
"""Table of the new file: ids of events and their numbers, as the damaged file's index has them."""
_TABLE_KINDS, _INDEX_KINDS = (LEAF_TABLE, INNER_TABLE), (LEAF_INDEX, INNER_INDEX)
_EVENT_TABLES = frozenset({"event", "received_event"})


@dataclass
class Reading:
    """Rows of a table that were read, and places (pages, rows on them) that were not readable."""

    read: int = 0
    unreadable: int = 0


def salvage(damaged: Path, readable: Path) -> dict[str, Reading]:
    """Read all tables this program knows out of a file; answers each with what came of it.

    `readable` is made: the same tables without constraints but their primary key, and `EVENT_IDS`.
    The damaged file, and a WAL beside it, are only read. Raises `OSError` where the disk refuses.
    """
    with (
        PageFile(damaged) as pages,
        contextlib.closing(sqlite3.connect(readable)) as target,
    ):
        target.execute("PRAGMA journal_mode = OFF")
        target.execute("PRAGMA synchronous = OFF")
        reading = _Salvage(pages, target)
        reading.follow_the_schema()
        reading.look_at_the_rest()
        target.commit()
    return reading.found


def saved_settings(readable: Path) -> dict[str, str]:
    """The settings among the rows that were read."""
    with contextlib.closing(sqlite3.connect(readable)) as rows:
        return dict(rows.execute("SELECT key, value FROM setting").fetchall())


class _Salvage:
    def __init__(self, pages: PageFile, target: sqlite3.Connection) -> None:
        self._pages = pages
        self._target = target
        self._shapes = current_shapes()
        self._seen: set[int] = set()
        self.found = {name: Reading() for name in self._shapes}
        for shape in self._shapes.values():
            target.execute(_scratch_table(shape))
        target.execute(f"CREATE TABLE {EVENT_IDS} (id, seq, PRIMARY KEY (id, seq))")

    def follow_the_schema(self) -> None:
        """Every table and index from the page the schema names as its root."""
        named: dict[str, int] = {}
        indexes: list[int] = []
        for row in self._schema():
            kind, name, table, root, *_ = row.values
            if not isinstance(root, int) or not 1 < root <= self._pages.count:
                continue
            if kind == "table" and name in self._shapes:
                named.setdefault(str(name), root)
            elif kind == "index" and table in _EVENT_TABLES:
                indexes.append(root)
        for name, shape in self._shapes.items():
            if name in named:
                kinds = _INDEX_KINDS if shape.without_rowid else _TABLE_KINDS
                self._keep(shape, self._tree(named[name], kinds, shape))
        for root in indexes:
            self._witness(self._tree(root, _INDEX_KINDS, None))

    def look_at_the_rest(self) -> None:
        """Pages no tree leads to any more, by what their rows look like."""
        for number in range(2, self._pages.count + 1):
            if number in self._seen:
                continue
            with contextlib.suppress(NotReadable):
                page = read_page(self._pages, number)
                if page.kind == INNER_TABLE or not page.rows:
                    continue
                alone = page.kind == LEAF_TABLE
                shape = looks_like(self._shapes.values(), page.rows, without_rowid=not alone)
                if shape is not None:
                    self.found[shape.name].unreadable += page.unreadable
                    self._keep(shape, page.rows)
                elif not alone:
                    self._witness(page.rows)

    def _schema(self) -> list[Row]:
        return [row for row in self._tree(1, _TABLE_KINDS, None) if len(row.values) == 5]

    def _tree(self, root: int, kinds: tuple[int, int], shape: TableShape | None) -> Iterator[Row]:
        """All rows under a page; what cannot be followed is counted for the table."""
        reading = self.found[shape.name] if shape is not None else Reading()
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in self._seen:
                reading.unreadable += 1
                continue
            try:
                page = read_page(self._pages, number)
            except NotReadable:
                reading.unreadable += 1
                continue
            fits = shape is None or not page.rows or any(map(shape.fits, page.rows))
            if page.kind not in kinds or not fits:
                reading.unreadable += 1
                continue
            self._seen.add(number)
            reading.unreadable += page.unreadable
            waiting += reversed(page.children)
            yield from page.rows

    def _keep(self, shape: TableShape, rows: Iterable[Row]) -> None:
        reading = self.found[shape.name]
        marks = ", ".join("?" * len(shape.columns))
        insert = f"INSERT OR IGNORE INTO {shape.name} VALUES ({marks})"  # noqa: S608
        for row in rows:
            values = shape.values(row)
            if values is None:
                reading.unreadable += 1
            else:
                reading.read += self._target.execute(insert, values).rowcount

    def _witness(self, rows: Iterable[Row]) -> None:
        for row in rows:
            if len(row.values) == 2 and _is_id(row.values[0]) and isinstance(row.values[1], int):
                self._target.execute(
                    f"INSERT OR IGNORE INTO {EVENT_IDS} VALUES (?, ?)",  # noqa: S608
                    row.values,
                )


def _is_id(value: Value) -> bool:
    return isinstance(value, bytes) and len(value) == 16


def _scratch_table(shape: TableShape) -> str:
    columns = ", ".join(f'"{column.name}"' for column in shape.columns)
    key = ", ".join(f'"{name}"' for name in shape.key)
    primary = f", PRIMARY KEY ({key})" if key else ""
    return f"CREATE TABLE {shape.name} ({columns}{primary})"
