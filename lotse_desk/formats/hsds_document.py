"""Writes records as one HSDS 3.1 JSON document: services with what belongs to them nested."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from lotse_desk.domain.record import Record
from lotse_desk.formats.column_mapping import PLURALS
from lotse_desk.formats.package_extras import DOCUMENT_MARK, DOCUMENT_VERSION
from lotse_desk.formats.schema import EXCHANGED_TABLES, POINTERS, Kind, columns, references
from lotse_desk.formats.values import read_id, read_text

VERSION = "3.1"
_NO_MINUS = 0.0
"""Added to a number it takes the sign off zero, which an import does not keep."""

PROFILE = "https://docs.openreferral.org/en/3.1/"

_HOMES: dict[str, tuple[str, ...]] = {
    "program": ("organization_id",),
    "service_at_location": ("service_id",),
    "contact": ("service_at_location_id", "service_id", "location_id", "organization_id"),
    "phone": (
        "contact_id",
        "service_at_location_id",
        "service_id",
        "location_id",
        "organization_id",
    ),
    "address": ("location_id",),
    "schedule": ("service_at_location_id", "service_id", "location_id"),
    "service_area": ("service_at_location_id", "service_id"),
    "required_document": ("service_id",),
    "language": ("phone_id", "service_id", "location_id"),
    "accessibility": ("location_id",),
    "cost_option": ("service_id",),
    "funding": ("service_id", "organization_id"),
    "organization_identifier": ("organization_id",),
    "url": ("service_id", "organization_id"),
    "service_capacity": ("service_id",),
}
"""Columns whose record a row is nested in, the first that is filled."""

_SHOWN_INSIDE: dict[str, tuple[tuple[str, str, str], ...]] = {
    "service": (("organization_id", "organization", "organization"),),
    "service_at_location": (("location_id", "location", "location"),),
    "attribute": (("taxonomy_term_id", "taxonomy_term", "taxonomy_term"),),
    "service_capacity": (("unit_id", "unit", "unit"),),
}
"""Records HSDS shows again inside others: column, table, name there."""

Row = dict[str, object]
Key = tuple[str, str]


def document(records: Iterable[Record]) -> bytes:
    """The document as UTF-8; the same records give the same bytes."""
    rows = {
        (record.TABLE, str(read_id(record.id).value or "")): _row(record)
        for record in records
        if record.TABLE in EXCHANGED_TABLES
    }
    shown = {key: dict(row) for key, row in rows.items()}
    outermost: dict[str, list[Row]] = defaultdict(list)
    for key in sorted(rows):
        table, _ = key
        home = _home(table, rows[key], rows)
        for column, target, name in _SHOWN_INSIDE.get(table, ()):
            inner = rows.get((target, str(rows[key].get(column))))
            if inner is not None:
                shown[key][name] = dict(inner)
        if home is None:
            outermost[PLURALS.get(table, table)].append(shown[key])
        else:
            nested = shown[home].setdefault(_nested_name(table, home[0]), [])
            if isinstance(nested, list):
                nested.append(shown[key])
    content: dict[str, object] = {
        DOCUMENT_MARK: DOCUMENT_VERSION,
        "version": VERSION,
        "profile": PROFILE,
    }
    for table in ("service", *EXCHANGED_TABLES):
        name = PLURALS.get(table, table)
        if name in outermost and name not in content:
            content[name] = outermost[name]
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def _row(record: Record) -> Row:
    row: Row = {"id": read_id(record.id).value or ""}
    for column, kind in columns(record.TABLE).items():
        value = getattr(record, column)
        if isinstance(value, str):
            text = read_id(value) if kind is Kind.REFERENCE else read_text(value)
            value = text.value
        if isinstance(value, float):
            value += _NO_MINUS
        if value is not None:
            row[column] = value
    return row


def _home(table: str, row: Mapping[str, object], rows: Mapping[Key, Row]) -> Key | None:
    """The record a row is nested in, None when it stands for itself."""
    for column in _HOMES.get(table, ()):
        key = (references(table)[column], str(row.get(column)))
        if key in rows:
            return key
    if table in POINTERS:
        type_column, id_column = POINTERS[table]
        key = (str(row.get(type_column)), str(row.get(id_column)))
        if key in rows and key[0] in PLURALS and key[0] != table:
            return key
    return None


def _nested_name(table: str, inside: str) -> str:
    if table == "url":
        return "additional_urls" if inside == "service" else "additional_websites"
    special = {"service_capacity": "capacities", "service_at_location": "service_at_locations"}
    return special.get(table, PLURALS[table])
