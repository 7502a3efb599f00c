"""The tabular profile of HSDS 3.0 as its data package has it: tables, columns, formats, keys.

3.0 lacks three tables and three columns of 3.1, asks for UUIDs as ids, allows one program an
organization and no code of a term twice.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from lotse_desk.formats.column_mapping import PLURALS
from lotse_desk.formats.schema import (
    CLOSED_LISTS,
    EXCHANGED_TABLES,
    REQUIRED,
    Kind,
    columns,
    loose_references,
    references,
)

VERSION = "3.0.0"
LATER_TABLES = frozenset({"url", "unit", "service_capacity"})
LATER_COLUMNS = frozenset(
    {
        ("attribute", "label"),
        ("service_area", "service_at_location_id"),
        ("service", "additional_information"),
    }
)
CORE_TABLES = tuple(table for table in PLURALS if table not in LATER_TABLES)
"""Tables of HSDS 3.0."""

OTHER_TABLES = tuple(table for table in EXCHANGED_TABLES if table not in CORE_TABLES)
"""Tables that go along as extra resources: those of 3.1 and our own."""

UNIQUE = frozenset({("program", "organization_id"), ("taxonomy_term", "code")})
_EMAILS = frozenset({"email", "assurer_email"})
_URIS = frozenset(
    {
        ("organization", "website"),
        ("organization", "uri"),
        ("service", "url"),
        ("location", "url"),
        ("schedule", "schedule_link"),
        ("required_document", "uri"),
        ("accessibility", "url"),
        ("taxonomy_term", "term_uri"),
        ("taxonomy", "uri"),
    }
)
_NUMBERS = frozenset({("phone", "extension"), ("schedule", "timezone")})
_TYPES = {
    Kind.TEXT: "string",
    Kind.REFERENCE: "string",
    Kind.NUMBER: "number",
    Kind.INTEGER: "number",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.DATETIME: "datetime",
    Kind.TIME: "time",
}


@lru_cache
def profile_columns(table: str) -> tuple[str, ...]:
    """The columns of a table in an export, the id first."""
    return ("id", *(name for name in columns(table) if (table, name) not in LATER_COLUMNS))


def profile_type(table: str, column: str) -> str:
    """The Frictionless type of a column."""
    if column == "id":
        return "string"
    return "number" if (table, column) in _NUMBERS else _TYPES[columns(table)[column]]


def profile_format(table: str, column: str) -> str | None:
    """The format HSDS 3.0 asks for: uuid, email, uri or none."""
    if table not in CORE_TABLES:
        return None
    if column == "id" or column in references(table) or column in loose_references(table):
        return "uuid"
    if column in _EMAILS:
        return "email"
    return "uri" if (table, column) in _URIS else None


def is_required(table: str, column: str) -> bool:
    """Whether HSDS 3.0 wants a value in the column."""
    return column == "id" or column in REQUIRED.get(table, ())


@lru_cache
def foreign_keys(table: str) -> dict[str, str]:
    """Columns that must point to an existing row, with the table pointed to."""
    return {
        column: target
        for column, target in references(table).items()
        if column != "parent_organization_id" and column in profile_columns(table)
    }


def data_package(tables: Iterable[tuple[str, str]], extras: Iterable[dict[str, Any]]) -> Any:
    """The descriptor of an export, for pairs of table and file name, as JSON values."""
    return {
        "name": "human_services_data",
        "title": "Human Services Data Specification",
        "profile": "tabular-data-package",
        "version": VERSION,
        "homepage": "http://docs.openreferral.org",
        "resources": [*(_resource(table, path) for table, path in tables), *extras],
    }


def plain_resource(name: str, path: str, names: Iterable[str]) -> dict[str, Any]:
    """A resource whose columns are all text."""
    return _described(name, path, {"fields": [{"name": n, "type": "string"} for n in names]})


def _resource(table: str, path: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(table, column) for column in profile_columns(table)],
        "primaryKey": "id",
    }
    keys = [
        {"fields": column, "reference": {"resource": target, "fields": "id"}}
        for column, target in foreign_keys(table).items()
    ]
    if keys:
        schema["foreignKeys"] = keys
    return _described(table, path, schema)


def _described(name: str, path: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": schema,
    }


def _field(table: str, column: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column, "type": profile_type(table, column)}
    form = profile_format(table, column)
    if form is not None:
        field["format"] = form
    constraints: dict[str, Any] = {}
    if table in CORE_TABLES and is_required(table, column):
        constraints["required"] = True
    if column == "id" or (table, column) in UNIQUE:
        constraints["unique"] = True
    if table in CORE_TABLES and (table, column) in CLOSED_LISTS:
        constraints["enum"] = list(CLOSED_LISTS[table, column])
    if constraints:
        field["constraints"] = constraints
    return field
