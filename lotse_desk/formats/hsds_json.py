"""Reads HSDS JSON of 3.0 and 3.1: nested objects become rows of the tables they stand for."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lotse_desk.formats.column_mapping import PLURALS, table_of_file
from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.json_streaming import JsonStream
from lotse_desk.formats.package_extras import DOCUMENT_MARK
from lotse_desk.formats.schema import POINTERS, columns, references
from lotse_desk.formats.source import SourceFile
from lotse_desk.formats.values import number_of, shown

MAX_DEPTH = 16
"""How deep objects may nest; HSDS itself needs six levels."""

CHILDREN: dict[str, str] = {
    **{plural: table for table, plural in PLURALS.items()},
    **{table: table for table in PLURALS},
    "service_at_locations": "service_at_location",
    "additional_urls": "url",
    "additional_websites": "url",
    "capacities": "service_capacity",
    "taxonomy_detail": "taxonomy",
    "physical_addresses": "address",
    "postal_addresses": "address",
    "fundings": "funding",
}
"""Names under which objects of a table are nested in others."""

_OTHER_NAMES = {
    ("service_area", "service_area"): "name",
    ("accessibility", "accessibility"): "description",
    ("taxonomy_term", "term"): "name",
    ("language", "language"): "name",
    ("required_document", "name"): "document",
}
"""Names Open Referral UK and earlier versions of HSDS have for columns, by table and name."""

_LEADS_TO = {"service_at_location": ("location",), "attribute": ("taxonomy_term",)}
"""Tables whose objects stand in those of another; a list that is empty tells of them too."""

_ENVELOPE = frozenset(
    {
        "total_items",
        "total_pages",
        "page_number",
        "size",
        "first_page",
        "last_page",
        "empty",
        "totalElements",
        "totalPages",
        "numberOfElements",
        "number",
        "first",
        "last",
        "pageable",
        "sort",
        "contents",
        "version",
        "profile",
        "openapi_url",
        DOCUMENT_MARK,
    }
)
_DESCRIPTIONS = frozenset({"properties", "openapi", "resources", "$schema", "definitions"})
_LISTS = ("contents", "content", "items", "results", "data", "records")
_HINTS = ("_full", "_list", "_data", "_response")
_COMMON = frozenset({"id", "name", "description"})
_LEAST_MATCHES = 2


class Shapes:
    """How objects of a dialect become those of HSDS 3; this one leaves all as it is.

    `repeats`: its lists show the same records as its details.
    """

    repeats = False

    def table(self, table: str, _member: Mapping[str, object]) -> str:
        """The table an object belongs to, by the one its place tells."""
        return table

    def prepare(
        self, _table: str, member: Mapping[str, object], _where: str, _depth: int
    ) -> Mapping[str, object]:
        """The object as HSDS 3 has it."""
        return member

    def follow(
        self, table: str, record_id: str | None, member: Mapping[str, object], where: str
    ) -> None:
        """Take what HSDS 3 keeps elsewhere, once the object's record has an id."""


class ObjectReader:
    """Reads the objects of one JSON file into a harvest."""

    def __init__(self, harvest: Harvest, name: str, shapes: Shapes | None = None) -> None:
        self._harvest = harvest
        self._file = name
        self._shapes = shapes or Shapes()
        self._hint = hinted_table(name)
        self._unknown: Counter[tuple[str, str]] = Counter()
        self._read = 0
        self._unclear = 0

    def read(self, document: JsonStream) -> int:
        """Take every object of the file; returns how many objects were looked at."""
        for table, member, place in self._members(document):
            self._take(table, member, None, f"{self._file}, {place}", 0)
        if self._unclear:
            self._harvest.report(
                self._file,
                f"Unklar, was {number_of(self._unclear, 'Eintrag', 'Einträge')} der Datei sind.",
                "Als Leistung übernommen.",
            )
        for (table, key), count in self._unknown.items():
            self._harvest.report(
                self._file,
                f"Unbekannte Angabe {table}.{key}, {count} mal gefüllt.",
                "Die Angabe wurde nicht übernommen.",
            )
        return self._read

    def _members(self, document: JsonStream) -> Iterator[tuple[str, object, str]]:
        """The outermost objects with the table each belongs to and its place in the file."""
        outline = document.outline
        if outline.kind in ("list", "lines"):
            for number, member in enumerate(document.members(), 1):
                yield self._table_of(member), member, f"Eintrag {number}"
        elif outline.kind == "object" and not _DESCRIPTIONS & (
            outline.plain.keys() | outline.lists.keys()
        ):
            yield from self._members_of_object(document)

    def _members_of_object(self, document: JsonStream) -> Iterator[tuple[str, object, str]]:
        outline = document.outline
        keys = [*outline.lists, *(key for key in outline.plain if key not in outline.lists)]
        inside = next((key for key in _LISTS if key in outline.lists), None)
        if inside is not None:
            inner = (member for key, member in document.members_of_lists() if key == inside)
            for number, member in enumerate(inner, 1):
                yield self._table_of(member), member, f"Eintrag {number}"
            self._report_beside(document, {inside})
        elif not {"id", "name"} & set(keys) and any(_keyed_table(key) for key in keys):
            yield from self._members_by_table(document)
        else:
            whole = document.whole()
            table = self._table_of(whole)
            if table:
                yield table, whole, "Eintrag 1"

    def _members_by_table(self, document: JsonStream) -> Iterator[tuple[str, object, str]]:
        tables = {key: _keyed_table(key) for key in document.outline.lists}
        read = {key for key, table in tables.items() if table is not None}
        numbers: Counter[str] = Counter()
        for key, member in document.members_of_lists():
            listed = tables[key]
            if listed is not None:
                numbers[key] += 1
                yield listed, member, f"{key}, Eintrag {numbers[key]}"
        for key, member in document.outline.plain.items():
            table = _keyed_table(key)
            if table is not None and isinstance(member, dict):
                yield table, member, key
                read.add(key)
        self._report_beside(document, read)

    def _report_beside(self, document: JsonStream, read: set[str]) -> None:
        """Name what stands beside the lists that were read, and is no envelope."""
        lists = document.outline.lists
        beside = {key: f"{count} Einträge" for key, count in lists.items() if count}
        for key, value in document.outline.plain.items():
            if value not in (None, "", {}, []):
                beside.setdefault(key, "eine Angabe")
        for key, what in beside.items():
            if key not in read and key not in _ENVELOPE:
                self._harvest.report(
                    self._file,
                    f"Neben den Einträgen steht {shown(key)} ({what}), das HSDS nicht kennt.",
                    "Nicht übernommen.",
                )

    def _table_of(self, member: object) -> str:
        """The table an object belongs to, by the file's name or what the object holds."""
        if not isinstance(member, dict):
            return self._hint or ""
        if self._hint and ("id" in member or "name" in member):
            return self._hint
        if not member.keys() & {"id", "name"}:
            return ""
        table = likely_table(member)
        if table is None:
            self._unclear += 1
        return table or "service"

    def _take(
        self, table: str, member: object, parent: tuple[str, str] | None, where: str, depth: int
    ) -> str | None:
        self._read += 1
        self._harvest.rows += 1
        if not isinstance(member, dict) or not table:
            self._harvest.drop(where, "Hier steht kein Eintrag, wie HSDS ihn kennt.")
            return None
        if depth > MAX_DEPTH:
            self._harvest.drop(where, "Die Angaben sind zu tief verschachtelt.")
            return None
        outermost = where.partition(":")[0] if depth else where
        table = self._shapes.table(table, member)
        where = _place(outermost, table, member)
        given, member = member, self._shapes.prepare(table, member, where, depth)
        own = {key: value for key, value in member.items() if key == "id" or key in columns(table)}
        nested = self._nested(table, member, own)
        self._harvest.tells_of(table)
        if parent is not None:
            self._link_to_parent(table, own, parent, where)
        for child_table, child in nested:
            column = _column_to(table, child_table)
            if column is not None:
                child_id = self._take(child_table, child, None, where, depth + 1)
                if own.get(column) is None:
                    own[column] = child_id
        repeated = depth > 0 or self._shapes.repeats
        record_id = self._harvest.take(table, own, where, nested=repeated, row=True)
        for child_table, child in nested:
            if _column_to(table, child_table) is None:
                parent = (table, record_id) if record_id is not None else None
                self._take(child_table, child, parent, where, depth + 1)
        self._shapes.follow(table, record_id, given, where)
        return record_id

    def _nested(
        self, table: str, member: Mapping[str, object], own: dict[str, object]
    ) -> list[tuple[str, object]]:
        """Objects inside an object; what is neither column nor object of a table is counted."""
        found: list[tuple[str, object]] = []
        for key, value in member.items():
            child_table = CHILDREN.get(key)
            if child_table and isinstance(value, (dict, list)) and child_table != table:
                within = () if value else _LEADS_TO.get(child_table, ())
                self._harvest.tells_of(child_table, *within)
                own.pop(key, None)
                members = value if isinstance(value, list) else [value]
                found.extend((child_table, child) for child in members)
            elif key not in own and value not in (None, "", [], {}) and key not in _ENVELOPE:
                column = _OTHER_NAMES.get((table, key))
                if column is None or own.setdefault(column, value) != value:
                    self._unknown[table, key] += 1
        return found

    def _link_to_parent(
        self, table: str, own: dict[str, object], parent: tuple[str, str], where: str
    ) -> None:
        parent_table, parent_id = parent
        column = _column_to(table, parent_table)
        if column is not None:
            if own.get(column) is None:
                own[column] = parent_id
        elif table in POINTERS:
            type_column, id_column = POINTERS[table]
            if own.get(id_column) is None:
                own[id_column] = parent_id
                own[type_column] = parent_table
        else:
            self._harvest.report(
                where,
                f"In HSDS hängt {table} nicht an {parent_table}.",
                "Der Eintrag wurde ohne diese Verbindung übernommen.",
            )


def likely_table(member: Mapping[str, object]) -> str | None:
    """The table whose columns and nested objects fit an object best; None when hardly any fit."""
    matches = {
        table: sum(
            key not in _COMMON and (key in columns(table) or key in _nested_in(table))
            for key in member
        )
        for table in PLURALS
    }
    best = max(matches, key=lambda table: matches[table])
    return best if matches[best] >= _LEAST_MATCHES else None


def hinted_table(name: str) -> str | None:
    """The table a file's name tells."""
    stem = SourceFile(name, b"").stem
    for ending in _HINTS:
        stem = stem.removesuffix(ending)
    return _keyed_table(stem)


def _keyed_table(key: str) -> str | None:
    return CHILDREN.get(key) or table_of_file(key.removesuffix(".csv"), ())


@lru_cache
def _nested_in(table: str) -> frozenset[str]:
    """Names of objects that may stand inside an object of a table."""
    return frozenset(
        key
        for key, child in CHILDREN.items()
        if _column_to(table, child) or _column_to(child, table) or child in POINTERS
    )


def _column_to(table: str, target: str) -> str | None:
    """The column of a table that refers to another table."""
    return next(
        (
            column
            for column, referred in references(table).items()
            if referred == target and column != "parent_organization_id"
        ),
        None,
    )


def _place(where: str, table: str, member: Mapping[str, object]) -> str:
    given = member.get("id")
    return f"{where}: {table} {given}" if isinstance(given, (str, int)) else f"{where}: {table}"
