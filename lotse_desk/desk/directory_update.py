"""Putting the directory of a release in the place of the one before, row by row."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from lotse_desk.domain.exchange_faults import ReleaseInvalid
from lotse_desk.domain.fraud_prone import FraudProneChange, fraud_prone_changes
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import DIRECTORY_TABLES, LOCAL_TABLES, ScheduleException
from lotse_desk.storage.directory import DirectoryStore

LOCAL = "local"


def put_directory(
    directory: DirectoryStore, rows: Iterable[Mapping[str, Any]]
) -> list[FraudProneChange]:
    """Make the directory what the rows say; only rows that differ are touched.

    Tables and fields this version does not know are passed over; what is local stays. Returns
    changes that invite fraud. Raises `ReleaseInvalid` for a row no office writes.
    """
    coming = {(record.TABLE, record.id): record for record in map(_record, rows) if record}
    changes: list[FraudProneChange] = []
    leaving: dict[type[Record], list[str]] = {}
    for there in directory.everything():
        if isinstance(there, ScheduleException) and there.origin == LOCAL:
            continue
        new = coming.get((there.TABLE, there.id))
        if new is None:
            leaving.setdefault(type(there), []).append(there.id)
            continue
        if new == there:
            del coming[there.TABLE, there.id]
            continue
        changes += fraud_prone_changes(
            there.TABLE, there.id, dataclasses.asdict(there), dataclasses.asdict(new)
        )
    for kind, ids in leaving.items():
        directory.delete(kind, ids)
    directory.upsert(coming.values())
    return changes


def _record(row: Mapping[str, Any]) -> Record | None:
    kind = DIRECTORY_TABLES.get(str(row.get("table")))
    if kind is None or kind.TABLE in LOCAL_TABLES:
        return None
    names = {field.name for field in dataclasses.fields(kind)}
    values = {name: value for name, value in row.items() if name in names}
    if not all(isinstance(value, str | int | float | None) for value in values.values()):
        raise ReleaseInvalid("directory")
    try:
        return kind(**values)
    except TypeError as error:
        raise ReleaseInvalid("directory") from error
