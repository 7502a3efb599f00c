"""Putting the directory of a release in the place of the one before, row by row."""

import dataclasses
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lotse_desk.domain.fraud_prone import FraudProneChange, fraud_prone_changes
from lotse_desk.domain.hsds import HSDS_TABLES
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import DIRECTORY_TABLES, RecordOrigin, ScheduleException
from lotse_desk.formats.renaming import Key
from lotse_desk.formats.schema import references
from lotse_desk.home.release_rows import record_of
from lotse_desk.storage.directory import DirectoryStore

LOCAL = "local"


@dataclass(frozen=True)
class Switched:
    """The directory of a release in place.

    `changes` invite fraud; `origins` are the ids of the origins it brought; `kept` counts records
    of feeds taken in at this desk, which stay.
    """

    changes: tuple[FraudProneChange, ...]
    origins: frozenset[str]
    kept: int


def put_directory(
    directory: DirectoryStore, rows: Iterable[Mapping[str, Any]], of_last: Container[str]
) -> Switched:
    """Make the directory what the rows say; only rows that differ are touched.

    Tables and fields this version does not know are passed over. What is local stays, so do
    records of feeds taken in here: those whose origin is not `of_last`, the release before, with
    all they refer to. Raises `ReleaseInvalid` for a row no office writes.
    """
    coming = {(record.TABLE, record.id): record for record in map(record_of, rows) if record}
    origins = frozenset(key for table, key in coming if table == RecordOrigin.TABLE)
    changes: list[FraudProneChange] = []
    leaving: dict[Key, Record] = {}
    for there in directory.everything():
        if isinstance(there, ScheduleException) and there.origin == LOCAL:
            continue
        new = coming.get((there.TABLE, there.id))
        if new is None:
            leaving[there.TABLE, there.id] = there
            continue
        if new == there:
            del coming[there.TABLE, there.id]
            continue
        changes += fraud_prone_changes(
            there.TABLE, there.id, dataclasses.asdict(there), dataclasses.asdict(new)
        )
    own = _of_local_feeds(leaving, of_last)
    gone: defaultdict[str, list[str]] = defaultdict(list)
    for table, record_id in leaving.keys() - own:
        gone[table].append(record_id)
    for table, ids in gone.items():
        directory.delete(DIRECTORY_TABLES[table], ids)
    directory.upsert(coming.values())
    kept = sum(table in HSDS_TABLES for table, _ in own)
    return Switched(tuple(changes), origins, kept)


def _of_local_feeds(leaving: Mapping[Key, Record], of_last: Container[str]) -> set[Key]:
    """Records of feeds taken in here, rows about them, and all of it that these refer to."""
    origins = [
        record
        for record in leaving.values()
        if isinstance(record, RecordOrigin) and record.feed and record.id not in of_last
    ]
    kept = {(origin.entity, origin.entity_id) for origin in origins} & leaving.keys()
    about = {
        key
        for key, record in leaving.items()
        if (getattr(record, "entity", None), getattr(record, "entity_id", None)) in kept
    }
    waiting = list(kept | about)
    kept |= about
    while waiting:
        record = leaving[waiting.pop()]
        for column, table in references(record.TABLE).items():
            key = (table, getattr(record, column))
            if key in leaving and key not in kept:
                kept.add(key)
                waiting.append(key)
    return kept
