"""Gives records other ids, in their own rows and wherever other rows refer to them."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping

from lotse_desk.domain.record import Record
from lotse_desk.formats.schema import POINTERS, columns, references

Key = tuple[str, str]
"""Table and id."""


def renamed(records: Iterable[Record], new_ids: Mapping[Key, str]) -> Iterator[Record]:
    """The records, with the new ids wherever an old one stands.

    Rows that are named after the record they are about (`table:id:…`) are named after it again.
    """
    for record in records:
        changes = {
            column: new_ids[target]
            for column, target in pointing(record)
            if new_ids.get(target, target[1]) != target[1]
        }
        own = new_ids.get((record.TABLE, record.id))
        if own is not None:
            changes["id"] = own
        elif "entity_id" in changes:
            table, old = getattr(record, "entity", ""), getattr(record, "entity_id", "")
            after = record.id.removeprefix(f"{table}:{old}:")
            if after != record.id:
                changes["id"] = f"{table}:{changes['entity_id']}:{after}"
        yield dataclasses.replace(record, **changes) if changes else record


def pointing(record: Record) -> Iterator[tuple[str, Key]]:
    """Columns that hold the id of another record, with that record's key."""
    for column, table in references(record.TABLE).items():
        value = getattr(record, column)
        if value is not None:
            yield column, (table, value)
    if record.TABLE in POINTERS:
        table_column, id_column = POINTERS[record.TABLE]
    elif "entity_id" in columns(record.TABLE):
        table_column, id_column = "entity", "entity_id"
    else:
        table_column, id_column = "", "parent_id" if record.TABLE == "taxonomy_term" else ""
    if id_column and getattr(record, id_column) is not None:
        table = getattr(record, table_column) if table_column else record.TABLE
        yield id_column, (str(table), getattr(record, id_column))
