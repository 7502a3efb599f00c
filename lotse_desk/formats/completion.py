"""The end of reading: what refers to what is checked, and drafts become records."""

import dataclasses
from collections import Counter

from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import DIRECTORY_TABLES, RecordOrigin
from lotse_desk.formats.drafts import Draft, complete
from lotse_desk.formats.harvest import LEFT_EMPTY, Harvest
from lotse_desk.formats.imported import Imported
from lotse_desk.formats.schema import (
    POINTERS,
    REQUIRED,
    is_hsds,
    loose_references,
    mandatory,
    references,
)
from lotse_desk.formats.values import number_of, shown

_ORDER = {table: place for place, table in enumerate(DIRECTORY_TABLES)}


def finish(harvest: Harvest, format_name: str, *, own_origins: bool = False) -> Imported:
    """Check what refers to what, report empty required columns, and make the records.

    `own_origins`: the feed is our own export and brings the origins of its records.
    """
    for draft in harvest.drafts():
        if draft.table == RecordOrigin.TABLE and not own_origins:
            rows = harvest.forget(draft.table, draft.id)
            reason = "Eine Quelle bestimmt nicht, was hier ihre Herkunft ist."
            harvest.drop(draft.where, reason, rows)
            continue
        if draft.provisional:
            _mark_missing(harvest, draft)
        if _check_references(harvest, draft) and is_hsds(draft.table):
            _report_loose(harvest, draft)
    for table, count in harvest.without_id.items():
        harvest.report(
            f"{table}.id",
            f"Die Kennung fehlt ganz, bei {number_of(count, 'Eintrag', 'Einträgen')}.",
            "Kennungen wurden aus dem Inhalt gebildet.",
        )
    for table, count in harvest.repeated.items():
        harvest.report(
            table,
            f"Wortgleich mehrfach genannt: {number_of(count, 'Eintrag', 'Einträge')}.",
            "Mit dem jeweils ersten vereint.",
        )
    if not own_origins:
        _report_empty_required(harvest)
    records: list[Record] = []
    for record in harvest.made:
        records += (record, _origin_of(record.TABLE, record.id, harvest.feed))
    landed, merged = harvest.landed, harvest.merged
    for draft in harvest.released():
        landed += draft.rows > 0
        merged += max(draft.rows - 1, 0)
        records.append(DIRECTORY_TABLES[draft.table](id=draft.id, **complete(draft)))
        if draft.table != RecordOrigin.TABLE and not own_origins:
            records.append(_origin(draft, harvest.feed))
    records.sort(key=lambda record: _ORDER[record.TABLE])
    return Imported(
        format_name,
        harvest.feed,
        tuple(records),
        tuple(harvest.problems),
        harvest.rows,
        harvest.dropped,
        own_origins,
        landed,
        merged,
        frozenset(harvest.tables) if harvest.tables is not None else None,
    )


def _check_references(harvest: Harvest, draft: Draft) -> bool:
    """Mend references to nothing; False when the row cannot stay without one."""
    for column, target in references(draft.table).items():
        referred = draft.values.get(column)
        if not isinstance(referred, str) or harvest.exists(target, referred):
            continue
        reason = f"{column}: Verweis auf {shown(referred)}, das nicht in den Daten steht."
        if column in mandatory(draft.table):
            harvest.drop(draft.where, reason, harvest.forget(draft.table, draft.id))
            return False
        if target == "organization":
            harvest.add_placeholder(referred, draft.where)
            harvest.report(draft.where, reason, "Ein Platzhalter wurde angelegt.")
        else:
            draft.values[column] = None
            harvest.report(draft.where, reason, LEFT_EMPTY)
    return True


def _mark_missing(harvest: Harvest, draft: Draft) -> None:
    """Report a record that rows name but that has no row of its own."""
    draft.placeholder = draft.table == "organization"
    harvest.report(
        draft.where,
        f"{draft.table}: {shown(draft.id)} wird genannt, hat aber keine eigene Zeile.",
        "Ein Platzhalter mit dem genannten Namen wurde angelegt."
        if draft.placeholder
        else "Ein Eintrag mit dem genannten Namen wurde angelegt.",
    )


def _report_loose(harvest: Harvest, draft: Draft) -> None:
    for column in loose_references(draft.table):
        referred = draft.values.get(column)
        if not isinstance(referred, str):
            continue
        target = draft.table
        if draft.table in POINTERS:
            target = str(draft.values.get(POINTERS[draft.table][0]) or "")
        tables = [target] if target in DIRECTORY_TABLES else list(DIRECTORY_TABLES)
        if not any(harvest.exists(table, referred) for table in tables):
            harvest.report(
                draft.where,
                f"{column}: Verweis auf {shown(referred)}, das nicht in den Daten steht.",
                "Der Verweis bleibt stehen.",
            )


def _report_empty_required(harvest: Harvest) -> None:
    missing: Counter[tuple[str, str]] = Counter()
    for draft in harvest.drafts():
        if draft.placeholder or draft.provisional:
            continue
        empty = [name for name in REQUIRED.get(draft.table, ()) if draft.values.get(name) is None]
        present = [name for name in empty if name in draft.given]
        missing.update((draft.table, name) for name in empty if name not in draft.given)
        if present:
            harvest.report(
                draft.where, f"Pflichtangaben sind leer: {', '.join(present)}.", LEFT_EMPTY
            )
    for (table, name), count in missing.items():
        harvest.report(
            f"{table}.{name}",
            f"Die Pflichtangabe fehlt ganz, bei {number_of(count, 'Eintrag', 'Einträgen')}.",
            "Sie bleibt leer.",
        )


def _origin(draft: Draft, feed: str) -> RecordOrigin:
    return dataclasses.replace(
        _origin_of(draft.table, draft.id, feed),
        source_id=draft.source_id,
        placeholder=draft.placeholder,
    )


def _origin_of(table: str, record_id: str, feed: str) -> RecordOrigin:
    return RecordOrigin(id=f"{table}:{record_id}", entity=table, entity_id=record_id, feed=feed)
