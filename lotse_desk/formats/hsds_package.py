"""Writes records as a tabular data package of HSDS 3.0 or 3.1, our own tables beside it."""

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lotse_desk.domain.record import Record
from lotse_desk.formats.column_mapping import PLURALS
from lotse_desk.formats.hsds_profile import (
    HSDS_3_0,
    UNIQUE,
    Profile,
    column_type,
    is_required,
    plain_resource,
)
from lotse_desk.formats.package_extras import (
    ID_COLUMNS,
    ID_TABLE,
    NO_ORGANIZATION,
    VALUE_COLUMNS,
    VALUE_TABLE,
    public_id,
)
from lotse_desk.formats.schema import (
    CLOSED_LISTS,
    EXCHANGED_TABLES,
    Kind,
    columns,
    loose_references,
    references,
)
from lotse_desk.formats.values import Value, read_id, read_text, read_value

_NOT_GIVEN = "nicht angegeben"
_UNGUESSABLE = ("uuid", "uri", "email")
_PARENTS_FIRST = (
    "organization",
    "taxonomy",
    "taxonomy_term",
    "program",
    "service",
    "location",
    "service_at_location",
    "contact",
    "phone",
    "unit",
    "master_text",
    "document",
)
_EMAIL = re.compile(
    r"[A-Za-z0-9]+([._%+-][A-Za-z0-9]+)*@([A-Za-z0-9]+(-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,24}"
)
_URI = re.compile(
    r"(https?://[A-Za-z0-9][^\s<>\"{}|\\^`\[\]]*|[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`\[\]/?#]+)"
)
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,15})?")
_DATETIME = re.compile(
    r"\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?"
)


def package_files(records: Iterable[Record], profile: Profile = HSDS_3_0) -> dict[str, bytes]:
    """The files of the package by name; the same records give the same bytes."""
    package = _Package(profile)
    by_table: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.TABLE in EXCHANGED_TABLES:
            by_table[record.TABLE].append(record)
    order = [*_PARENTS_FIRST, *(name for name in EXCHANGED_TABLES if name not in _PARENTS_FIRST)]
    for table in order:
        for record in sorted(by_table[table], key=lambda row: row.id):
            package.add(record)
    return package.files()


@dataclass
class _Package:
    """Rows on their way into files, and what they could not hold."""

    profile: Profile
    rows: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(dict))
    ids: dict[str, str] = field(default_factory=dict)
    values: list[tuple[str, str, str, str]] = field(default_factory=list)
    used: set[tuple[str, str, str]] = field(default_factory=set)

    def add(self, record: Record) -> None:
        """Take a record: into its table, or value by value beside it where that has no place."""
        table = record.TABLE
        plain = {name: cell(table, name, getattr(record, name)) for name in columns(table)}
        row_id = self._outside(read_id(record.id).value or "")
        for column in (*references(table), *loose_references(table)):
            plain[column] = self._outside(plain[column])
        beside: dict[str, str] = {}
        cells = dict(plain)
        for column in columns(table):
            held = self._held(table, column, plain[column])
            if held is None:
                self._put_beside(table, row_id, plain)
                return
            cells[column] = held
            if held != plain[column] or column not in self.profile.columns(table):
                beside[column] = plain[column]
        self._use(table, cells)
        self.rows[table][row_id] = [
            row_id if name == "id" else cells[name] for name in self.profile.columns(table)
        ]
        self.values.extend(
            (table, row_id, name, value)
            for name, value in beside.items()
            if value or name in self.profile.columns(table)
        )

    def _held(self, table: str, column: str, value: str) -> str | None:
        """What the column of HSDS can hold of a value; None when the row has no place there."""
        if not self.profile.has(table):
            return value
        target = self.profile.foreign_keys(table).get(column)
        unknown = target is not None and value and value not in self.rows[target]
        doubled = (table, column) in UNIQUE and (table, column, value) in self.used
        if value and not unknown and not doubled and fits(self.profile, table, column, value):
            return value
        if not is_required(table, column):
            return ""
        return self._stand_in(table, column)

    def _stand_in(self, table: str, column: str) -> str | None:
        if (table, column) == ("service", "organization_id"):
            self.rows["organization"].setdefault(NO_ORGANIZATION, _no_organization(self.profile))
            return NO_ORGANIZATION
        if self.profile.format(table, column) in _UNGUESSABLE:
            return None
        if column_type(table, column) != "string":
            return None
        return CLOSED_LISTS.get((table, column), (_NOT_GIVEN,))[0]

    def _outside(self, record_id: object) -> str:
        own = str(record_id or "")
        if not own:
            return ""
        outside = public_id(own)
        if outside != own:
            self.ids[outside] = own
        return outside

    def _use(self, table: str, cells: dict[str, str]) -> None:
        self.used.update((table, column, cells[column]) for name, column in UNIQUE if name == table)

    def _put_beside(self, table: str, row_id: str, cells: dict[str, str]) -> None:
        given = [(table, row_id, name, value) for name, value in cells.items() if value]
        self.values.extend(given or [(table, row_id, "id", row_id)])

    def files(self) -> dict[str, bytes]:
        """All files: every table of the profile, other tables with rows, and the descriptor."""
        others = [table for table in self.profile.other_tables if self.rows.get(table)]
        tables = (*self.profile.core_tables, *others)
        paths = [(table, f"{PLURALS.get(table, table)}.csv") for table in tables]
        files = {
            path: to_csv(
                self.profile.columns(table), (row for _, row in sorted(self.rows[table].items()))
            )
            for table, path in paths
        }
        files[f"{ID_TABLE}.csv"] = to_csv(ID_COLUMNS, sorted(self.ids.items()))
        files[f"{VALUE_TABLE}.csv"] = to_csv(VALUE_COLUMNS, sorted(self.values))
        extras = [
            plain_resource(ID_TABLE, f"{ID_TABLE}.csv", ID_COLUMNS),
            plain_resource(VALUE_TABLE, f"{VALUE_TABLE}.csv", VALUE_COLUMNS),
        ]
        descriptor = self.profile.data_package(paths, extras)
        files["datapackage.json"] = json.dumps(descriptor, indent=2).encode() + b"\n"
        return files


def fits(profile: Profile, table: str, column: str, value: str) -> bool:
    """Whether HSDS can hold this text in this column."""
    if (table, column) in CLOSED_LISTS:
        return value in CLOSED_LISTS[table, column]
    form = profile.format(table, column) or column_type(table, column)
    return form not in _FITTING or _FITTING[form](value)


def _is_email(value: str) -> bool:
    local = value.partition("@")[0]
    return bool(_EMAIL.fullmatch(value)) and len(local) <= 64 and len(value) < 200


def _is_date(value: str) -> bool:
    return read_value(Kind.DATE, "", value).value == value


def _is_datetime(value: str) -> bool:
    return bool(_DATETIME.fullmatch(value)) and _is_date(value[:10])


def _is_time(value: str) -> bool:
    return len(value) == 8 and read_value(Kind.TIME, "", value).value == value[:5]


_FITTING: dict[str, Callable[[str], bool]] = {
    "email": _is_email,
    "uri": lambda value: bool(_URI.fullmatch(value)),
    "number": lambda value: bool(_NUMBER.fullmatch(value)),
    "date": _is_date,
    "datetime": _is_datetime,
    "time": _is_time,
}


def cell(table: str, column: str, value: Value) -> str:
    """A value as an exported cell; what an import would read as nothing is empty."""
    text = "" if value is None else str(read_text(value).value or "")
    if columns(table)[column] is Kind.TIME and re.fullmatch(r"\d{2}:\d{2}", text):
        return f"{text}:00"
    return text


def to_csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A table as RFC 4180 text in UTF-8."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue().encode()


def _no_organization(profile: Profile) -> list[str]:
    filled = {"id": NO_ORGANIZATION, "name": _NOT_GIVEN, "description": _NOT_GIVEN}
    return [filled.get(name, "") for name in profile.columns("organization")]
