"""What each column of a directory table holds, and which columns refer to other tables."""

import dataclasses
import types
import typing
from enum import StrEnum
from functools import lru_cache

from lotse_desk.domain.hsds import HSDS_TABLES
from lotse_desk.domain.supplement import DIRECTORY_TABLES, LOCAL_TABLES


class Kind(StrEnum):
    """The kinds of values a column can hold."""

    TEXT = "text"
    REFERENCE = "reference"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"


_DATES = frozenset(
    {
        "valid_from",
        "valid_to",
        "dtstart",
        "until",
        "assured_date",
        "last_action_date",
        "on_date",
        "next_due",
        "from_date",
        "to_date",
    }
)
_DATETIMES = frozenset({"last_modified", "updated"})
_TIMES = frozenset({"opens_at", "closes_at"})
_KINDS_BY_NAME = {Kind.DATE: _DATES, Kind.DATETIME: _DATETIMES, Kind.TIME: _TIMES}
_LOOSE = frozenset({"entity_id", "link_id", "parent_id", "resource_id"})
_PLAIN_KINDS: dict[object, Kind] = {
    bool: Kind.BOOLEAN,
    int: Kind.INTEGER,
    float: Kind.NUMBER,
}
_BOUNDS: dict[str, tuple[float, float]] = {
    "latitude": (-90, 90),
    "longitude": (-180, 180),
    "minimum_age": (0, 150),
    "maximum_age": (0, 150),
    "year_incorporated": (1000, 2999),
    "count": (0, 2**31),
    "interval": (1, 2**31),
    "position": (0, 2**31),
}
_NO_BOUNDS = (-1e15, 1e15)

CLOSED_LISTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("service", "status"): ("active", "inactive", "defunct", "temporarily closed"),
    ("location", "location_type"): ("physical", "postal", "virtual"),
    ("address", "address_type"): ("physical", "postal", "virtual"),
    ("schedule", "wkst"): ("MO", "TU", "WE", "TH", "FR", "SA", "SU"),
    ("schedule", "freq"): ("WEEKLY", "MONTHLY"),
}
"""Closed lists of HSDS 3.0 and 3.1, by table and column."""

REQUIRED: dict[str, tuple[str, ...]] = {
    "organization": ("name", "description"),
    "program": ("organization_id", "name", "description"),
    "service": ("organization_id", "name", "status"),
    "attribute": ("link_id", "taxonomy_term_id", "link_entity"),
    "service_at_location": ("service_id", "location_id"),
    "location": ("location_type",),
    "phone": ("number",),
    "address": (
        "address_1",
        "city",
        "state_province",
        "postal_code",
        "country",
        "address_type",
    ),
    "taxonomy_term": ("name", "description"),
    "metadata": (
        "resource_id",
        "resource_type",
        "last_action_date",
        "last_action_type",
        "field_name",
        "previous_value",
        "replacement_value",
        "updated_by",
    ),
    "cost_option": ("service_id",),
    "organization_identifier": ("organization_id", "identifier_type", "identifier"),
    "taxonomy": ("name", "description"),
    "unit": ("name",),
    "service_capacity": ("service_id", "unit_id", "available", "updated"),
    "url": ("url",),
}
"""Required columns of HSDS 3.0 and 3.1 beside the id, by table."""

NAMED_TABLES = frozenset(
    {"organization", "program", "service", "location", "taxonomy", "taxonomy_term"}
)
"""Tables whose rows nobody could find without a name or an id."""

EXCHANGED_TABLES = {
    table: kind for table, kind in DIRECTORY_TABLES.items() if table not in LOCAL_TABLES
}
"""Tables that formats read and write: all but those that never leave the desk."""


@lru_cache
def columns(table: str) -> dict[str, Kind]:
    """The columns of a table beside `id`, in order, with the kind of value each holds."""
    record = DIRECTORY_TABLES[table]
    hints = typing.get_type_hints(record)
    return {
        field.name: _kind(table, field.name, hints[field.name])
        for field in dataclasses.fields(record)
        if field.name != "id"
    }


@lru_cache
def mandatory(table: str) -> frozenset[str]:
    """Columns our own record cannot be made without: text that is never None."""
    record = DIRECTORY_TABLES[table]
    hints = typing.get_type_hints(record)
    return frozenset(
        field.name
        for field in dataclasses.fields(record)
        if field.name != "id"
        and field.default is dataclasses.MISSING
        and not _optional(hints[field.name])
    )


def bounds(column: str) -> tuple[float, float]:
    """The smallest and largest number that makes sense in a column."""
    return _BOUNDS.get(column, _NO_BOUNDS)


def referred_table(table: str, column: str) -> str | None:
    """The table a column refers to by its name, or None."""
    if column == "parent_organization_id":
        return "organization"
    stem = column.removesuffix("_id")
    return stem if stem in DIRECTORY_TABLES and stem not in (column, table) else None


@lru_cache
def references(table: str) -> dict[str, str]:
    """The columns of a table that refer to another table, with that table's name."""
    found = {column: referred_table(table, column) for column in columns(table)}
    return {column: target for column, target in found.items() if target is not None}


POINTERS: dict[str, tuple[str, str]] = {
    "attribute": ("link_entity", "link_id"),
    "metadata": ("resource_type", "resource_id"),
}
"""HSDS tables with a column naming a table and one naming a row in it."""


def loose_references(table: str) -> tuple[str, ...]:
    """Columns that hold the id of a record in a table named elsewhere in the row."""
    if table in POINTERS:
        return (POINTERS[table][1],)
    if table == "taxonomy_term":
        return ("parent_id",)
    return ("entity_id",) if "entity_id" in columns(table) else ()


def is_hsds(table: str) -> bool:
    """Whether a table is one of HSDS itself, not of our own."""
    return table in HSDS_TABLES


def _kind(table: str, column: str, hint: object) -> Kind:
    plain = _plain(hint)
    if plain in _PLAIN_KINDS:
        return _PLAIN_KINDS[plain]
    for kind, names in _KINDS_BY_NAME.items():
        if column in names:
            return kind
    if column in _LOOSE or referred_table(table, column) is not None:
        return Kind.REFERENCE
    return Kind.TEXT


def _plain(hint: object) -> object:
    if isinstance(hint, types.UnionType):
        return next(part for part in typing.get_args(hint) if part is not types.NoneType)
    return hint


def _optional(hint: object) -> bool:
    return isinstance(hint, types.UnionType) and types.NoneType in typing.get_args(hint)
