"""What a feed may not do unasked: change records of other origin, clear marks, swap numbers."""

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from lotse_desk.domain.fraud_prone import FIELDS, fraud_prone_changes
from lotse_desk.domain.hsds import (
    HSDS_TABLES,
    Contact,
    Location,
    Organization,
    Phone,
    Program,
    Service,
    Taxonomy,
    TaxonomyTerm,
    Url,
)
from lotse_desk.domain.problems import Problem
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import DIRECTORY_TABLES, RecordOrigin, Translation
from lotse_desk.formats.imported import Imported
from lotse_desk.formats.renaming import Key, pointing
from lotse_desk.formats.values import shown
from lotse_desk.storage.directory import DirectoryStore

DRAFT = "draft"
"""State of a translation nobody has reviewed."""

_VOCABULARY = frozenset({Taxonomy.TABLE, TaxonomyTerm.TABLE})
_INDEPENDENT = frozenset(
    {Organization.TABLE, Program.TABLE, Service.TABLE, Location.TABLE, *_VOCABULARY}
)
"""Tables whose rows say nothing more about the records they refer to."""

_WAYS_TO_REACH = {
    Phone.TABLE: ("Neue Telefonnummer", "number"),
    Contact.TABLE: ("Neuer Kontakt", "email"),
    Url.TABLE: ("Neue Internetadresse", "url"),
}


def is_proven_own(directory: DirectoryStore, records: Sequence[Record]) -> bool:
    """Whether an export of this program may come in with its ids, origins and marks as they are.

    The mark in the file proves nothing. It may where it changes nothing that is here: into a home
    with the vocabulary alone, or where what is here is the same and all new rows are about new
    records.
    """
    if not directory.counts().keys() - _VOCABULARY:
        return True
    here = _here(directory, records)
    keys = {_key(record) for record in records}
    new = keys - here.keys()
    return all(
        _same(here[_key(record)], record)
        if _key(record) in here
        else record.TABLE in _INDEPENDENT or _about(record) <= new
        for record in records
    )


def as_foreign(directory: DirectoryStore, imported: Imported) -> Imported:
    """An export of this program as any other feed: without what is here already.

    Its own origins count no longer, but its samples stay samples. Rows about records that are here
    and not its own are left out and reported.
    """
    here = _here(directory, imported.records)
    origins = {
        (origin.entity, origin.entity_id): origin
        for origin in imported.records
        if isinstance(origin, RecordOrigin)
    }
    records: list[Record] = []
    problems = [
        Problem(
            imported.feed,
            "Die Datei nennt sich eine Ausgabe dieses Programms, passt aber nicht zu dem, was "
            "hier steht.",
            "Sie wurde wie eine fremde Quelle übernommen.",
        )
    ]
    left = {
        _key(record)
        for record in imported.records
        if _key(record) in here and _same(here[_key(record)], record)
    }
    for record in imported.records:
        key = _key(record)
        if isinstance(record, RecordOrigin) or key in left:
            continue
        if record.TABLE not in _INDEPENDENT and _about(record) & left:
            problems.append(_left_out(record, "gehört zu einem Eintrag anderer Herkunft"))
            continue
        records.append(record)
        if record.TABLE in HSDS_TABLES:
            told = origins.get(key)
            records.append(
                RecordOrigin(
                    id=f"{record.TABLE}:{record.id}",
                    entity=record.TABLE,
                    entity_id=record.id,
                    feed=imported.feed,
                    source_id=record.id,
                    sample=told is not None and told.sample,
                    placeholder=told is not None and told.placeholder,
                )
            )
    return dataclasses.replace(
        imported, records=tuple(records), problems=(*imported.problems, *problems), own=False
    )


def without_changes_to_others(
    directory: DirectoryStore, feed: str, records: Iterable[Record]
) -> tuple[list[Record], list[Problem]]:
    """The records without rows of our own tables that would change what is here and not theirs.

    Rows about the feed's own records get another id where theirs is taken. Marks of samples are
    kept, whatever the feed says, and translations somebody has reviewed.
    """
    given = list(records)
    here = _here(directory, given)
    keys = {_key(record) for record in given}
    samples = {(o.entity, o.entity_id) for o in directory.where(RecordOrigin, sample=True)}
    kept: list[Record] = []
    problems: list[Problem] = []
    for record in given:
        old = here.get(_key(record))
        if isinstance(record, RecordOrigin):
            sample = record.sample or (record.entity, record.entity_id) in samples
            kept.append(dataclasses.replace(record, sample=sample))
        elif record.TABLE in HSDS_TABLES or old is None or _same(old, record):
            kept.append(record)
        elif isinstance(old, Translation) and (old.state != DRAFT or old.by_role):
            problems.append(_left_out(record, "hat hier jemand geprüft"))
        elif not _is_about(record, keys):
            problems.append(_left_out(record, "steht hier schon anders"))
        elif _is_about(old, keys):
            kept.append(record)
        else:
            kept.append(dataclasses.replace(record, id=f"{feed}:{record.id}"))
    return kept, problems


def fraud_prone(directory: DirectoryStore, records: Sequence[Record]) -> list[Problem]:
    """A line for every number and address that changes, or is new at a record that was here."""
    reached = [record for record in records if record.TABLE in FIELDS]
    here = _here(directory, reached)
    owners = _here_keys(directory, {key for record in reached for key in _about(record)})
    problems: list[Problem] = []
    for record in reached:
        old = here.get(_key(record))
        where = f"{record.TABLE} {record.id}"
        if old is not None:
            problems += [
                Problem(
                    where,
                    f"{change.field} ändert sich von {shown(change.old)} zu {shown(change.new)}.",
                    "Übernommen; bitte prüfen.",
                )
                for change in fraud_prone_changes(
                    record.TABLE, record.id, dataclasses.asdict(old), dataclasses.asdict(record)
                )
            ]
        elif record.TABLE in _WAYS_TO_REACH and _about(record) & owners:
            words, column = _WAYS_TO_REACH[record.TABLE]
            value = getattr(record, column)
            if value:
                reason = f"{words} bei einem Eintrag, den es schon gab: {shown(value)}."
                problems.append(Problem(where, reason, "Übernommen; bitte prüfen."))
    return problems


def _key(record: Record) -> Key:
    return record.TABLE, record.id


def _about(record: Record) -> set[Key]:
    """The records a row says something about, apart from the vocabulary."""
    return {key for _, key in pointing(record) if key[0] not in _VOCABULARY}


def _is_about(record: Record, keys: Collection[Key]) -> bool:
    """Whether a row says something about these records, and about no others."""
    about = _about(record)
    return bool(about) and all(key in keys for key in about)


def _here(directory: DirectoryStore, records: Iterable[Record]) -> dict[Key, Record]:
    """The records here that have the ids of these."""
    found: dict[Key, Record] = {}
    for table, ids in _by_table(_key(record) for record in records).items():
        for record in directory.where_in(DIRECTORY_TABLES[table], "id", ids):
            found[_key(record)] = record
    return found


def _here_keys(directory: DirectoryStore, keys: Collection[Key]) -> set[Key]:
    return {
        (table, record.id)
        for table, ids in _by_table(keys).items()
        if table in DIRECTORY_TABLES
        for record in directory.where_in(DIRECTORY_TABLES[table], "id", ids)
    }


def _by_table(keys: Iterable[Key]) -> dict[str, list[str]]:
    by_table: dict[str, list[str]] = defaultdict(list)
    for table, record_id in keys:
        by_table[table].append(record_id)
    return by_table


def _same(one: Record, other: Record) -> bool:
    """Empty text and no text are the same."""
    return _content(one) == _content(other)


def _content(record: Record) -> list[object]:
    return [None if value == "" else value for value in dataclasses.astuple(record)]


def _left_out(record: Record, reason: str) -> Problem:
    return Problem(f"{record.TABLE} {record.id}", f"Die Angabe {reason}.", "Nicht übernommen.")
