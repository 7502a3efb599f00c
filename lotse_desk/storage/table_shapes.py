"""The form of every table's rows: how they lie in the file, and by what a stray page is known."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlite_utils import Database

from lotse_desk.storage.migrations import migrations
from lotse_desk.storage.page_rows import Row, Value

_TYPES: dict[str, tuple[type, ...]] = {
    "TEXT": (str,),
    "INTEGER": (int,),
    "INT": (int,),
    "REAL": (float, int),
    "BLOB": (bytes,),
}
_HEX_ID, _SLUG = re.compile(r"[0-9a-f]{32}"), re.compile(r"[a-z][a-z0-9-]{0,63}")
_CODE, _WEEK = re.compile(r"[A-Z0-9]{8}"), re.compile(r"\d{4}-W\d{2}")
_SETTING = re.compile(r"(home|desk|house|counter|exchange|office|policy)\.[a-z_0-9.]+")


@dataclass(frozen=True)
class Column:
    """A column; `types` is empty where any value may stand."""

    name: str
    types: tuple[type, ...]
    needed: bool
    default: Value


@dataclass(frozen=True)
class TableShape:
    """A table as its rows lie in the file; `stored` are places of columns in a record's order."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    without_rowid: bool
    rowid_column: int | None
    stored: tuple[int, ...]

    def values(self, row: Row) -> tuple[Value, ...] | None:
        """The row's values in the order of the columns; None where it is no row of this table.

        A row of an older version lacks the columns added since; they get their defaults.
        """
        if not 1 <= len(row.values) <= len(self.stored) or (row.rowid is None) != (
            self.without_rowid
        ):
            return None
        values = [column.default for column in self.columns]
        for place, value in zip(self.stored, row.values, strict=False):
            values[place] = value
        if self.rowid_column is not None:
            values[self.rowid_column] = row.rowid
        ok = all(map(_fits, self.columns, values))
        return tuple(values) if ok else None

    def fits(self, row: Row) -> bool:
        """Whether the row can be one of this table."""
        return self.values(row) is not None

    def named(self, row: Row) -> dict[str, Any] | None:
        """The row by names of columns."""
        values = self.values(row)
        if values is None:
            return None
        return dict(zip((column.name for column in self.columns), values, strict=True))


@cache
def current_shapes() -> Mapping[str, TableShape]:
    """All tables of this version by name, those of the search index left out."""
    database = Database(memory=True)
    migrations.apply(database)
    shapes = {}
    for name, sql in database.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'"
        " AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_%' ESCAPE '\\'"
    ).fetchall():
        shapes[name] = _shape(database.conn, name, sql)
    database.close()
    return shapes


def looks_like(
    shapes: Iterable[TableShape], rows: Sequence[Row], *, without_rowid: bool
) -> TableShape | None:
    """The one table all these rows can be of, told by their content; None where it is not sure.

    Most of them must carry the marks of the table: one odd value does not cost a page.
    """
    possible = [
        shape
        for shape in shapes
        if shape.without_rowid == without_rowid
        and shape.name in _MARKS
        and all(len(row.values) == len(shape.stored) and shape.fits(row) for row in rows)
        and 2 * sum(_marked(shape, row) for row in rows) > len(rows)
    ]
    return possible[0] if len(possible) == 1 else None


def _marked(shape: TableShape, row: Row) -> bool:
    named = shape.named(row)
    return named is not None and _MARKS[shape.name](named)


def _shape(connection: sqlite3.Connection, name: str, sql: str) -> TableShape:
    columns, keys, rowid_column = [], [], None
    information = connection.execute(f"PRAGMA table_info({name})").fetchall()
    bare = "WITHOUT ROWID" in sql.upper()
    for place, column_name, kind, needed, default, key in information:
        value = connection.execute(f"SELECT {default}").fetchone()[0] if default else None
        columns.append(Column(column_name, _TYPES.get(kind.upper(), ()), bool(needed), value))
        if key:
            keys.append((key, place))
            if kind.upper() == "INTEGER" and not bare:
                rowid_column = place
    if len(keys) != 1:
        rowid_column = None
    in_key = [place for _, place in sorted(keys)]
    rest = [place for place in range(len(columns)) if place not in in_key]
    return TableShape(
        name,
        tuple(columns),
        tuple(columns[place].name for place in in_key),
        bare,
        rowid_column,
        tuple(in_key + rest if bare else range(len(columns))),
    )


def _fits(column: Column, value: Value) -> bool:
    if value is None:
        return not column.needed
    return not column.types or isinstance(value, column.types)


def _json(value: Any, kind: type) -> bool:
    try:
        return isinstance(json.loads(value), kind)
    except ValueError:
        return False


def _event(row: Mapping[str, Any]) -> bool:
    return len(row["id"]) == 16 and len(row["p"]) == 32 and bool(_SLUG.fullmatch(row["kind"]))


def _coded(row: Mapping[str, Any]) -> bool:
    return bool(_CODE.fullmatch(row["code"])) and bool(_WEEK.fullmatch(row["week"]))


_MARKS: dict[str, Callable[[Mapping[str, Any]], bool]] = {
    "event": lambda row: _event(row) and len(row["hash"]) == 32,
    "received_event": _event,
    "log_entry": lambda row: len(row["hash"]) == 32,
    "setting": lambda row: bool(_SETTING.fullmatch(row["key"])),
    "today_entry": lambda row: bool(_HEX_ID.fullmatch(row["id"])) and _json(row["events"], list),
    "today_event": lambda row: _json(row["event_ids"], list) and _json(row["counted"], list),
    "today_code": lambda row: _coded(row) and bool(_HEX_ID.fullmatch(row["event_id"])),
    "today_return": lambda row: _coded(row) and bool(_HEX_ID.fullmatch(row["event_id"])),
    "slip_code": _coded,
    "house_total": lambda row: bool(re.fullmatch(r"\d{4}-\d\d", row["month"])),
    "enrolled_desk": lambda row: bool(_HEX_ID.fullmatch(row["id"])),
    "desk_log": lambda row: bool(_HEX_ID.fullmatch(row["desk"])) and len(row["head"]) == 32,
    "received_batch": lambda row: bool(re.fullmatch(r"[0-9a-f]{64}", row["digest"])),
    "release": lambda row: bool(re.fullmatch(r"[0-9a-f]{64}", row["digest"])),
    "root_metadata": lambda row: row["content"].startswith(b"{"),
}
