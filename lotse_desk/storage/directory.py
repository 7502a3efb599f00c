"""The service directory in tables: records in, records out."""

import dataclasses
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from sqlite_utils import Database

from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import (
    DIRECTORY_TABLES,
    LOCAL_ORIGIN,
    LOCAL_TABLES,
    ScheduleException,
)

AnyRecord = TypeVar("AnyRecord", bound=Record)
_CHUNK = 500


class DirectoryStore:
    """All directory tables of a home; the caller opens the transaction for writing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def upsert(self, records: Iterable[Record]) -> None:
        """Insert records, replacing the rows with the same ids, in any order of tables."""
        for kind, group in groupby(records, key=type):
            self._database.conn.executemany(_upsert_statement(kind), map(_values, group))

    def get(self, kind: type[AnyRecord], record_id: str) -> AnyRecord | None:
        """The record of this table with this id."""
        found = self.where(kind, id=record_id)
        return found[0] if found else None

    def where(self, kind: type[AnyRecord], **equal: str | int | bool | None) -> list[AnyRecord]:
        """Records whose columns equal the given values, ordered by id."""
        return list(self._select(kind, equal))

    def where_in(
        self,
        kind: type[AnyRecord],
        column: str,
        values: Sequence[str],
        **equal: str | int | bool | None,
    ) -> list[AnyRecord]:
        """Records whose column holds one of the values and others equal theirs.

        Ordered by id within chunks of 500 values.
        """
        _check_columns(kind, [column, *equal])
        also = "".join(f"{name} IS ? AND " for name in equal)
        found: list[AnyRecord] = []
        for start in range(0, len(values), _CHUNK):
            chunk = list(values[start : start + _CHUNK])
            marks = ", ".join("?" * len(chunk))
            rows = self._database.execute(
                f"SELECT {_columns(kind)} FROM {kind.TABLE}"  # noqa: S608 - own names
                f" WHERE {also}{column} IN ({marks}) ORDER BY id",
                [*equal.values(), *chunk],
            )
            found.extend(_record(kind, row) for row in rows)
        return found

    def rows(self, kind: type[AnyRecord]) -> Iterator[AnyRecord]:
        """All records of a table, ordered by id."""
        return self._select(kind, {})

    def everything(self) -> Iterator[Record]:
        """All records that may leave the home, table by table, each ordered by id."""
        for table, kind in DIRECTORY_TABLES.items():
            if table not in LOCAL_TABLES:
                yield from (record for record in self.rows(kind) if not _is_local(record))

    def delete(self, kind: type[Record], record_ids: Iterable[str]) -> None:
        """Delete the rows with these ids; rows that are not there are no error."""
        self._database.conn.executemany(
            f"DELETE FROM {kind.TABLE} WHERE id = ?",  # noqa: S608 - own table names
            [(record_id,) for record_id in record_ids],
        )

    def counts(self) -> dict[str, int]:
        """Rows per table, of tables that have any."""
        counted = {
            table: self._database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in DIRECTORY_TABLES
        }
        return {table: count for table, count in counted.items() if count}

    def _select(
        self, kind: type[AnyRecord], equal: Mapping[str, str | int | bool | None]
    ) -> Iterator[AnyRecord]:
        _check_columns(kind, equal)
        condition = " AND ".join(f"{column} IS ?" for column in equal)
        where = f" WHERE {condition}" if condition else ""
        rows = self._database.execute(
            f"SELECT {_columns(kind)} FROM {kind.TABLE}{where} ORDER BY id",  # noqa: S608
            list(equal.values()),
        )
        return (_record(kind, row) for row in rows)


_NAMES = {
    table: tuple(field.name for field in dataclasses.fields(kind))
    for table, kind in DIRECTORY_TABLES.items()
}
_BOOLEANS = {
    table: tuple(
        place
        for place, name in enumerate(_NAMES[table])
        if typing.get_type_hints(kind)[name] is bool
    )
    for table, kind in DIRECTORY_TABLES.items()
}


def _is_local(record: Record) -> bool:
    return isinstance(record, ScheduleException) and record.origin == LOCAL_ORIGIN


def _columns(kind: type[Record]) -> str:
    return ", ".join(_NAMES[kind.TABLE])


def _upsert_statement(kind: type[Record]) -> str:
    names = _NAMES[kind.TABLE]
    updates = ", ".join(f"{name} = excluded.{name}" for name in names if name != "id")
    marks = ", ".join("?" * len(names))
    return (
        f"INSERT INTO {kind.TABLE} ({_columns(kind)}) VALUES ({marks})"  # noqa: S608
        f" ON CONFLICT (id) DO UPDATE SET {updates}"
    )


def _check_columns(kind: type[Record], columns: Iterable[str]) -> None:
    unknown = set(columns) - set(_NAMES[kind.TABLE])
    if unknown:
        raise TypeError(f"{kind.TABLE} has no column {sorted(unknown)}")


def _values(record: Record) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in _NAMES[record.TABLE])


def _record(kind: type[AnyRecord], row: Sequence[Any]) -> AnyRecord:
    values = list(row)
    for place in _BOOLEANS[kind.TABLE]:
        values[place] = bool(values[place])
    return kind(**dict(zip(_NAMES[kind.TABLE], values, strict=True)))
