"""Reads HSDS 1.0 to 2.0: tables that 3 has under the same or another name, and some it lost."""

from lotse_desk.domain.faults import Unreadable
from lotse_desk.formats.column_mapping import table_of_file
from lotse_desk.formats.completion import finish
from lotse_desk.formats.csv_reading import StreamedTable, open_csv
from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.hsds import (
    DATA_PACKAGE,
    TABLE_FILES,
    holds_objects,
    package_names,
    read_objects,
    read_table,
)
from lotse_desk.formats.hsds1_rows import OlderRows, OwnerTexts
from lotse_desk.formats.hsds1_tables import Rule, rule_of
from lotse_desk.formats.imported import Imported, Known, nothing_known
from lotse_desk.formats.source import Feed, SourceFile

_LAST = 9


def read_hsds1(feed: Feed, known: Known = nothing_known) -> Imported:
    """Read all tables of a feed, those first that others refer to.

    Raises `Unreadable` when a file is damaged, or nothing in the feed is known (no-records).
    """
    harvest = Harvest(feed.name, known)
    for skipped in feed.skipped:
        harvest.report(skipped.where, skipped.reason, skipped.action)
    declared = package_names(feed)
    terms_apart = any(table_of_file(file.stem, ()) == "taxonomy_term" for file in feed.files)
    tables: list[tuple[int, SourceFile, tuple[str, Rule] | None]] = []
    for file in feed.files:
        if file.suffix in TABLE_FILES:
            found = rule_of(declared.get(file.base, "")) or rule_of(file.stem)
            if found and found[0] == "taxonomy" and terms_apart:
                found = None
            tables.append((found[1].place if found else _LAST, file, found))
        elif holds_objects(feed, file):
            if file.base != DATA_PACKAGE:
                read_objects(harvest, file)
        else:
            harvest.report(file.name, "Weder Tabelle noch JSON.", "Die Datei blieb ungelesen.")
    for _, file, found in sorted(tables, key=lambda entry: (entry[0], entry[1].name)):
        table = open_csv(file)
        if found is None:
            read_table(harvest, table, None, file.stem)
        else:
            _read(harvest, table, *found)
    if not harvest.drafts() and not harvest.rows:
        raise Unreadable(feed.name, "no-records")
    return finish(harvest, "hsds1")


def _read(harvest: Harvest, table: StreamedTable, name: str, rule: Rule) -> None:
    for reason in table.reasons:
        harvest.report(table.name, reason, "Alle Zeilen wurden gelesen.")
    if rule.owner:
        OwnerTexts(harvest, name, rule, table).read()
    else:
        OlderRows(harvest, rule, table).read()
