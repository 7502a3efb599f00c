"""Reads HSDS feeds of 3.0 and 3.1, JSON and tables, also both in one folder."""

from lotse_desk.domain.faults import Unreadable
from lotse_desk.formats.column_mapping import table_of_file
from lotse_desk.formats.completion import finish
from lotse_desk.formats.csv_reading import StreamedTable, open_csv
from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.hsds_json import ObjectReader
from lotse_desk.formats.hsds_tabular import TableReader
from lotse_desk.formats.imported import Imported, Known, nothing_known
from lotse_desk.formats.json_reading import read_json
from lotse_desk.formats.json_streaming import JsonStream
from lotse_desk.formats.package_extras import EXTRAS, is_own_document, restore
from lotse_desk.formats.source import Feed, SourceFile
from lotse_desk.formats.values import number_of

DATA_PACKAGE = "datapackage.json"
TABLE_FILES = (".csv", ".tsv")
OBJECT_FILES = (".json", ".jsonl", ".ndjson")
_HEAD = 64


def read_hsds(feed: Feed, known: Known = nothing_known) -> Imported:
    """Read all tables and objects of a feed, with or without its datapackage.json.

    Raises `Unreadable` when a file is damaged, or nothing in the feed is known (no-records).
    """
    harvest = Harvest(feed.name, known)
    for skipped in feed.skipped:
        harvest.report(skipped.where, skipped.reason, skipped.action)
    declared = _declared_tables(feed)
    extras: dict[str, StreamedTable] = {}
    own = False
    for file in feed.files:
        if holds_objects(feed, file):
            own = read_objects(harvest, file) or own
        elif file.suffix in TABLE_FILES and file.stem in EXTRAS:
            extras[file.stem] = open_csv(file)
        elif file.suffix in TABLE_FILES:
            read_table(harvest, open_csv(file), declared.get(file.base), file.stem)
        else:
            harvest.report(file.name, "Weder Tabelle noch JSON.", "Die Datei blieb ungelesen.")
    own = restore(harvest, extras) or own
    if not harvest.drafts() and not harvest.rows:
        raise Unreadable(feed.name, "no-records")
    return finish(harvest, "hsds", own_origins=own)


def holds_objects(feed: Feed, file: SourceFile) -> bool:
    """Whether a file is JSON, by its ending, or when it is the only one by how it begins."""
    if file.suffix in OBJECT_FILES or file.suffix in TABLE_FILES or len(feed.files) > 1:
        return file.suffix in OBJECT_FILES
    return file.head(_HEAD).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))


def read_objects(harvest: Harvest, file: SourceFile) -> bool:
    """Read a JSON file; whether it is an export of our own."""
    if file.base == DATA_PACKAGE:
        return False
    document = JsonStream(file)
    if document.outline.reason:
        harvest.report(file.name, document.outline.reason, "Alle Einträge wurden gelesen.")
    if not ObjectReader(harvest, file.name).read(document):
        harvest.report(file.name, "Die Datei enthält keine Einträge.", "Nichts zu übernehmen.")
    return is_own_document(document.outline.plain)


def read_table(harvest: Harvest, table: StreamedTable, declared: str | None, stem: str) -> None:
    """Read a table by what is declared, its file's name or its columns."""
    for reason in table.reasons:
        harvest.report(table.name, reason, "Alle Zeilen wurden gelesen.")
    name = declared or table_of_file(stem, table.header)
    if name is not None:
        TableReader(harvest, name, table).read()
        return
    harvest.rows += len(table.rows)
    harvest.dropped += len(table.rows)
    harvest.report(
        table.name,
        f"Unbekannte Tabelle mit {number_of(len(table.rows), 'Zeile', 'Zeilen')}; "
        "ihre Spalten passen zu nichts.",
        "Keine Zeile der Datei wurde übernommen.",
    )


def _declared_tables(feed: Feed) -> dict[str, str]:
    """File name to table, as the datapackage.json files of the feed say."""
    names = ((base, table_of_file(name, ())) for base, name in package_names(feed).items())
    return {base: table for base, table in names if table is not None}


def package_names(feed: Feed) -> dict[str, str]:
    """File name to the name of its resource, as the datapackage.json files of the feed say."""
    declared: dict[str, str] = {}
    for file in feed.files:
        value = read_json(file).value if file.base == DATA_PACKAGE else None
        resources = value.get("resources") if isinstance(value, dict) else None
        for resource in resources if isinstance(resources, list) else ():
            path, name = (
                (resource.get("path"), resource.get("name"))
                if isinstance(resource, dict)
                else (None, None)
            )
            if isinstance(path, str) and isinstance(name, str):
                declared[SourceFile(path).base] = name
    return declared
