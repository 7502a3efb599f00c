"""The tabular profiles of HSDS 3.0 and 3.1 as their data packages have them.

Both ask for UUIDs as ids, allow one program an organization and no code of a term twice. 3.0 lacks
three tables and two columns of 3.1. The data package of 3.1 names keys of `unit` and
`service_capacity` without the columns; here they have those of its JSON schemas.
"""

from collections.abc import Iterable
from dataclasses import dataclass
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

_OUTSIDE_TABLES = frozenset({("service", "additional_information")})
"""Columns HSDS has in JSON only."""

_LATER_TABLES = frozenset({"url", "unit", "service_capacity"})
_LATER_COLUMNS = frozenset({("attribute", "label"), ("service_area", "service_at_location_id")})


@dataclass(frozen=True)
class Profile:
    """A version of the tabular data package: `version` as its descriptor says it."""

    version: str
    missing_tables: frozenset[str]
    missing_columns: frozenset[tuple[str, str]]

    @property
    def core_tables(self) -> tuple[str, ...]:
        """Tables of this version of HSDS."""
        return tuple(table for table in PLURALS if table not in self.missing_tables)

    @property
    def other_tables(self) -> tuple[str, ...]:
        """Tables that go along as extra resources: those of later versions and our own."""
        return tuple(table for table in EXCHANGED_TABLES if not self.has(table))

    def has(self, table: str) -> bool:
        """Whether a table belongs to this version of HSDS."""
        return table in PLURALS and table not in self.missing_tables

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of a table in an export, the id first."""
        return _columns(self, table)

    def format(self, table: str, column: str) -> str | None:
        """The format HSDS asks for: uuid, email, uri or none."""
        if not self.has(table):
            return None
        if column == "id" or column in references(table) or column in loose_references(table):
            return "uuid"
        if column in _EMAILS:
            return "email"
        return "uri" if (table, column) in _URIS else None

    def foreign_keys(self, table: str) -> dict[str, str]:
        """Columns that must point to an existing row, with the table pointed to."""
        return _foreign_keys(self, table)

    def data_package(
        self, tables: Iterable[tuple[str, str]], extras: Iterable[dict[str, Any]]
    ) -> Any:
        """The descriptor of an export, for pairs of table and file name, as JSON values."""
        return {
            "name": "human_services_data",
            "title": "Human Services Data Specification",
            "profile": "tabular-data-package",
            "version": self.version,
            "homepage": "http://docs.openreferral.org",
            "resources": [*(_resource(self, table, path) for table, path in tables), *extras],
        }


HSDS_3_0 = Profile("3.0.0", _LATER_TABLES, _LATER_COLUMNS | _OUTSIDE_TABLES)
HSDS_3_1 = Profile("3.1.0", frozenset(), _OUTSIDE_TABLES)

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
        ("url", "url"),
        ("unit", "uri"),
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
def _columns(profile: Profile, table: str) -> tuple[str, ...]:
    missing = profile.missing_columns
    return ("id", *(name for name in columns(table) if (table, name) not in missing))


def column_type(table: str, column: str) -> str:
    """The Frictionless type of a column."""
    if column == "id":
        return "string"
    return "number" if (table, column) in _NUMBERS else _TYPES[columns(table)[column]]


def is_required(table: str, column: str) -> bool:
    """Whether HSDS wants a value in the column."""
    return column == "id" or column in REQUIRED.get(table, ())


@lru_cache
def _foreign_keys(profile: Profile, table: str) -> dict[str, str]:
    return {
        column: target
        for column, target in references(table).items()
        if column != "parent_organization_id" and column in profile.columns(table)
    }


def plain_resource(name: str, path: str, names: Iterable[str]) -> dict[str, Any]:
    """A resource whose columns are all text."""
    return _described(name, path, {"fields": [{"name": n, "type": "string"} for n in names]})


def _resource(profile: Profile, table: str, path: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(profile, table, column) for column in profile.columns(table)],
        "primaryKey": "id",
    }
    keys = [
        {"fields": column, "reference": {"resource": target, "fields": "id"}}
        for column, target in profile.foreign_keys(table).items()
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


def _field(profile: Profile, table: str, column: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column, "type": column_type(table, column)}
    form = profile.format(table, column)
    if form is not None:
        field["format"] = form
    constraints: dict[str, Any] = {}
    if profile.has(table) and is_required(table, column):
        constraints["required"] = True
    if column == "id" or (table, column) in UNIQUE:
        constraints["unique"] = True
    if profile.has(table) and (table, column) in CLOSED_LISTS:
        constraints["enum"] = list(CLOSED_LISTS[table, column])
    if constraints:
        field["constraints"] = constraints
    return field
