"""Reads a town's own list, CSV or XLSX with a service a row, by the titles of its columns."""

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from lotse_desk.domain.faults import Unreadable
from lotse_desk.formats.column_mapping import normalized
from lotse_desk.formats.completion import finish
from lotse_desk.formats.csv_reading import Row, Table, read_csv
from lotse_desk.formats.free_text import split_address, split_list, split_phones
from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.imported import Imported, Known, nothing_known
from lotse_desk.formats.list_titles import IGNORED, NO_COLUMNS, ListColumns
from lotse_desk.formats.source import Feed
from lotse_desk.formats.spoken_hours_reading import read_hours
from lotse_desk.formats.values import number_of
from lotse_desk.formats.workbook_reading import read_workbook

_LEAST_COLUMNS = 2
_HEADER_WITHIN = 10
_DEFUSED = ("'=", "'+", "'-", "'@")


def read_service_table(
    feed: Feed, known: Known = nothing_known, columns: ListColumns = NO_COLUMNS
) -> Imported:
    """Read every table of a feed; a header may stand below some title lines.

    `columns` says what titles mean that nobody knows.

    Raises `Unreadable`: no-header when no table names at least a service and one thing about it.
    """
    harvest = Harvest(feed.name, known)
    for skipped in feed.skipped:
        harvest.report(skipped.where, skipped.reason, skipped.action)
    tables: list[Table] = []
    for file in feed.files:
        if file.suffix in (".xlsx", ".xlsm"):
            tables += read_workbook(file)
        elif file.suffix in (".csv", ".tsv", ".txt"):
            tables.append(read_csv(file))
        else:
            harvest.report(file.name, "Weder CSV noch XLSX.", "Die Datei blieb ungelesen.")
    readable = [(table, found) for table in tables if (found := _with_header(table, columns))]
    if not readable:
        raise Unreadable(feed.name, "no-header")
    read = {table.name for table, _ in readable}
    for table in tables:
        for reason in table.reasons:
            harvest.report(table.name, reason, "Alle Zeilen wurden gelesen.")
        for reason in table.cut:
            harvest.report(table.name, reason, "Nicht gelesen; bitte die Liste aufteilen.")
        if table.name not in read:
            harvest.report(
                table.name,
                f"Keine Liste von Leistungen ({number_of(len(table.rows), 'Zeile', 'Zeilen')}).",
                "Das Blatt wurde nicht übernommen.",
            )
    for _, found in readable:
        _ListReader(harvest, found, columns.of(found.header)).read()
    _report_missing(harvest, columns, [found for _, found in readable])
    return finish(harvest, "table")


def _report_missing(harvest: Harvest, columns: ListColumns, tables: Iterable[Table]) -> None:
    there = {normalized(title) for table in tables for title in table.header}
    for title in columns.given:
        if title not in there:
            reason = f"Die Spalte {title} steht nicht in der Liste."
            harvest.report(harvest.feed, reason, "Ohne sie gelesen.")


def titles_understood(table: Table) -> int:
    """How many columns of a list of services would be understood; 0 when it is none."""
    found = _with_header(table, NO_COLUMNS)
    known = NO_COLUMNS.of(())
    meanings = {known.get(normalized(title)) for title in found.header} if found else set()
    return len(meanings - {None})


def _with_header(table: Table, columns: ListColumns) -> Table | None:
    """The table from the row on that names the columns; None when no row does."""
    lines = [Row(1, table.header), *table.rows[:_HEADER_WITHIN]]
    for place, line in enumerate(lines):
        known = columns.of(line.cells)
        meanings = {known.get(normalized(cell)) for cell in line.cells} - {None, IGNORED}
        if "service.name" in meanings and len(meanings) >= _LEAST_COLUMNS:
            header = tuple(cell.strip() for cell in line.cells)
            return dataclasses.replace(table, header=header, rows=table.rows[place:])
    return None


class _ListReader:
    """Reads the rows of one list into a harvest."""

    def __init__(self, harvest: Harvest, table: Table, meanings: Mapping[str, str]) -> None:
        self._harvest = harvest
        self._table = table
        self._meanings = meanings
        self._unknown: Counter[str] = Counter()
        self._parts: dict[str, Callable[[str, dict[str, str | None], str], None]] = {
            "phones": self._phones,
            "hours": self._hours,
            "areas": self._areas,
            "documents": self._documents,
            "languages": self._languages,
            "terms": self._terms,
        }

    def read(self) -> None:
        """Take every row, then report the columns nothing was made of."""
        for row in self._table.rows:
            self._harvest.rows += 1
            self._take(row)
        for title, count in self._unknown.items():
            self._harvest.report(
                self._table.name,
                f"Unbekannte Spalte {title or 'ohne Überschrift'}, gefüllt in "
                f"{number_of(count, 'Zeile', 'Zeilen')}.",
                "Die Spalte wurde nicht übernommen.",
            )

    def _take(self, row: Row) -> None:
        where = f"{self._table.name}, Zeile {row.number}"
        cells = self._cells(row)
        by_table: dict[str, dict[str, object]] = {}
        for meaning, text in cells.items():
            table, dot, column = meaning.partition(".")
            if dot:
                by_table.setdefault(table, {})[column] = text
        service = by_table.get("service", {})
        body = by_table.get("organization")
        if body and (service.get("name") or service.get("id")):
            name = str(body["name"])
            service["organization_id"] = self._harvest.named(
                "organization", name
            ) or self._harvest.take_derived("organization", body, where)
        service_id = self._harvest.take("service", service, where, row=True)
        if service_id is None:
            return
        place_id = self._place(service, service_id, cells, by_table, where)
        owner = {"service_id": service_id, "service_at_location_id": place_id}
        if "contact" in by_table:
            contact = {**by_table["contact"], "service_id": service_id}
            self._harvest.take_derived("contact", contact, where)
        for meaning, read in self._parts.items():
            if meaning in cells:
                read(cells[meaning], owner, where)

    def _cells(self, row: Row) -> dict[str, str]:
        """Filled cells by meaning; the first of two columns with one meaning counts."""
        found: dict[str, str] = {}
        for place, cell in enumerate(row.cells):
            text = cell[1:] if cell.startswith(_DEFUSED) else cell
            title = self._table.header[place] if place < len(self._table.header) else ""
            meaning = self._meanings.get(normalized(title))
            if not text.strip() or meaning == IGNORED:
                continue
            if meaning is None or meaning in found:
                self._unknown[title] += 1
            else:
                found[meaning] = text
        return found

    def _place(
        self,
        service: dict[str, object],
        service_id: str,
        cells: dict[str, str],
        by_table: dict[str, dict[str, object]],
        where: str,
    ) -> str | None:
        """The service's place, when the row tells anything about where it is."""
        address = {**by_table.get("address", {})}
        if "address" in cells:
            address = {**split_address(cells["address"]), **address}
        location = by_table.get("location", {})
        placement = by_table.get("placement")
        if not (address or location or placement):
            return None
        line = ", ".join(str(part) for part in address.values())
        named = {
            "name": location.get("name") or line or cells.get("organization.name"),
            "location_type": "physical",
            "organization_id": service.get("organization_id"),
        }
        location_id = self._harvest.take_derived("location", named, where, apart=line)
        if address and location_id:
            self._harvest.take_derived("address", {**address, "location_id": location_id}, where)
        link = {"service_id": service_id, "location_id": location_id}
        place_id = self._harvest.take_derived("service_at_location", link, where)
        if placement and place_id:
            inside = {**placement, "service_at_location_id": place_id}
            self._harvest.take_derived("placement", inside, where)
        return place_id

    def _phones(self, text: str, owner: dict[str, str | None], where: str) -> None:
        phones, rest = split_phones(text)
        for phone in phones:
            raw = {"number": phone.number, "description": phone.label, **_nearest(owner)}
            self._harvest.take_derived("phone", raw, where)
        if rest:
            self._harvest.report(
                where,
                "Im Feld für Telefon steht ein Text ohne Nummer.",
                "Dieser Teil wurde nicht übernommen.",
            )

    def _hours(self, text: str, owner: dict[str, str | None], where: str) -> None:
        hours = read_hours(text)
        if hours is None:
            self._harvest.report(
                where,
                "Die Öffnungszeiten sind nicht als Wochentage mit Uhrzeiten zu lesen.",
                "Sie wurden als Text übernommen.",
            )
        for schedule in hours or [{"description": text}]:
            self._harvest.take_derived("schedule", {**schedule, **_nearest(owner)}, where)

    def _areas(self, text: str, owner: dict[str, str | None], where: str) -> None:
        for name in split_list(text):
            raw = {"name": name, "service_id": owner["service_id"]}
            self._harvest.take_derived("service_area", raw, where)

    def _documents(self, text: str, owner: dict[str, str | None], where: str) -> None:
        for name in split_list(text):
            raw = {"document": name, "service_id": owner["service_id"]}
            self._harvest.take_derived("required_document", raw, where)

    def _languages(self, text: str, owner: dict[str, str | None], where: str) -> None:
        for name in split_list(text.replace(",", ";")):
            column = "code" if len(name) <= 3 else "name"
            raw = {column: name, "service_id": owner["service_id"]}
            self._harvest.take_derived("language", raw, where)

    def _terms(self, text: str, owner: dict[str, str | None], where: str) -> None:
        taxonomy = self._harvest.take_derived("taxonomy", {"name": "Themen der Liste"}, where)
        for name in split_list(text):
            term = self._harvest.take_derived(
                "taxonomy_term", {"name": name, "taxonomy_id": taxonomy}, where
            )
            link = {
                "link_id": owner["service_id"],
                "link_entity": "service",
                "taxonomy_term_id": term,
            }
            self._harvest.take_derived("attribute", link, where)


def _nearest(owner: dict[str, str | None]) -> dict[str, str | None]:
    """The place of a service, or the service itself where it has none."""
    column = "service_at_location_id" if owner["service_at_location_id"] else "service_id"
    return {column: owner[column]}
