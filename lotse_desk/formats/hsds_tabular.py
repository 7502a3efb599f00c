"""Reads tables of HSDS: those of the data package of 3.0 and 3.1, and tables loosely like them."""

from collections import Counter
from collections.abc import Mapping

from lotse_desk.formats.column_mapping import Meaning, Role, meanings
from lotse_desk.formats.csv_reading import Row, StreamedTable
from lotse_desk.formats.free_text import split_address, split_list, split_phones
from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.schema import references
from lotse_desk.formats.values import number_of, read_id, read_text

_TABLES: dict[Role, tuple[str, ...]] = {
    Role.ADDRESS: ("address",),
    Role.ADDRESS_FIELD: ("address",),
    Role.PHONES: ("phone",),
    Role.AREAS: ("service_area",),
    Role.LANGUAGES: ("language",),
    Role.TERMS: ("taxonomy", "taxonomy_term", "attribute"),
    Role.PROGRAM: ("program",),
}
"""Tables that are made of columns read so."""

_ASIDE_TABLES = {
    "location_id": "service_at_location",
    "taxonomy_ids": "attribute",
    "required_documents": "required_document",
    "funding_sources": "funding",
    "accepted_payments": "attribute",
    "language": "language",
    "url": "url",
    "email": "contact",
}
"""Tables that are made of columns put aside."""


class TableReader:
    """Reads the rows of one file into a harvest."""

    def __init__(
        self,
        harvest: Harvest,
        name: str,
        table: StreamedTable,
        own_meanings: Mapping[int, Meaning] | None = None,
    ) -> None:
        self._harvest = harvest
        self._name = name
        self._table = table
        self._meanings = own_meanings or meanings(name, table.header)
        self._unmapped: Counter[int] = Counter()

    def read(self) -> None:
        """Take every row, then report the columns nothing was made of."""
        found = self._meanings.values()
        self._harvest.tells_of(
            self._name,
            *(table for meaning in found for table in _TABLES.get(meaning.role, ())),
            *(
                _ASIDE_TABLES[meaning.name]
                for meaning in found
                if meaning.role is Role.ASIDE and meaning.name in _ASIDE_TABLES
            ),
        )
        for row in self._table.rows:
            self._harvest.rows += 1
            self._take(row)
        for place, count in sorted(self._unmapped.items()):
            title = self._table.header[place] or f"ohne Überschrift (Nr. {place + 1})"
            self._harvest.report(
                self._table.name,
                f"Unbekannte Spalte {title}, gefüllt in {number_of(count, 'Zeile', 'Zeilen')}.",
                "Die Spalte wurde nicht übernommen.",
            )

    def _take(self, row: Row) -> None:
        where = f"{self._table.name}, Zeile {row.number}"
        self._check_width(row, where)
        own: dict[str, object] = {}
        loose: list[tuple[Meaning, str]] = []
        for place, cell in enumerate(row.cells[: len(self._table.header)]):
            meaning = self._meanings.get(place)
            if meaning is None:
                if cell.strip():
                    self._unmapped[place] += 1
            elif meaning.role is Role.FIELD:
                own[meaning.name] = cell
            elif cell.strip():
                loose.append((meaning, cell))
        for meaning, cell in loose:
            if meaning.role in (Role.REFERRED_NAME, Role.PROGRAM):
                self._refer(own, meaning, cell, where)
        aside = {meaning.name: cell for meaning, cell in loose if meaning.role is Role.ASIDE}
        if not self._prepare(own, aside, where):
            return
        record_id = self._harvest.take(self._name, own, where, row=True)
        if record_id is None:
            return
        address = {m.name: cell for m, cell in loose if m.role is Role.ADDRESS_FIELD}
        if address:
            self._child("address", record_id, address, where)
        for meaning, cell in loose:
            self._take_loose(meaning, cell, record_id, where)
        self._follow(record_id, aside, where)

    def _prepare(self, _own: dict[str, object], _aside: Mapping[str, str], _where: str) -> bool:
        """Change a row before it is taken; False when it was dropped instead."""
        return True

    def _follow(self, _record_id: str, _aside: Mapping[str, str], _where: str) -> None:
        """Take what else a row holds, once its record has an id."""

    def _check_width(self, row: Row, where: str) -> None:
        width = len(self._table.header)
        if len(row.cells) < width:
            self._harvest.report(
                where,
                f"Die Zeile hat {len(row.cells)} statt {width} Spalten.",
                "Was da ist, wurde übernommen; der Rest bleibt leer.",
            )
        elif any(cell.strip() for cell in row.cells[width:]):
            self._harvest.report(
                where,
                f"Die Zeile hat {len(row.cells)} statt {width} Spalten.",
                "Die überzähligen Spalten wurden nicht übernommen.",
            )

    def _refer(self, own: dict[str, object], meaning: Meaning, cell: str, where: str) -> None:
        """Give a referred record the name that stands beside its id, or find it by the name."""
        column = "program_id" if meaning.role is Role.PROGRAM else meaning.name
        target = references(self._name)[column]
        name = read_text(cell).value
        known = read_id(own.get(column)).value
        if isinstance(known, str):
            if not self._harvest.has(target, known):
                self._harvest.take(target, {"id": known, "name": name}, where, provisional=True)
            return
        raw: dict[str, object] = {"name": name}
        if target == "program":
            raw["organization_id"] = own.get("organization_id")
            own[column] = self._harvest.take_derived(target, raw, where)
        else:
            own[column] = self._harvest.named(target, str(name)) or self._harvest.take_derived(
                target, raw, where
            )

    def _take_loose(self, meaning: Meaning, cell: str, record_id: str, where: str) -> None:
        if meaning.role is Role.ADDRESS:
            self._child("address", record_id, split_address(cell), where)
        elif meaning.role is Role.PHONES:
            phones, rest = split_phones(cell)
            for phone in phones:
                raw = {"number": phone.number, "description": phone.label}
                self._child("phone", record_id, raw, where)
            if rest:
                self._harvest.report(
                    where,
                    "Im Feld für Telefon steht ein Text ohne Nummer.",
                    "Dieser Teil wurde nicht übernommen.",
                )
        elif meaning.role in (Role.AREAS, Role.LANGUAGES):
            table = "service_area" if meaning.role is Role.AREAS else "language"
            for item in split_list(cell):
                self._child(table, record_id, {"name": item}, where)
        elif meaning.role is Role.TERMS:
            for item in split_list(cell):
                self._term(meaning.name, item, record_id, where)

    def _child(self, table: str, parent_id: str, raw: Mapping[str, object], where: str) -> None:
        column = f"{self._name}_id"
        self._harvest.take_derived(table, {**raw, column: parent_id}, where)

    def _term(self, vocabulary: str, item: str, record_id: str, where: str) -> None:
        taxonomy = self._harvest.take_derived("taxonomy", {"name": vocabulary}, where)
        term = self._harvest.take_derived(
            "taxonomy_term",
            {"name": item, "taxonomy": vocabulary, "taxonomy_id": taxonomy},
            where,
        )
        attribute = {
            "link_id": record_id,
            "link_entity": self._name,
            "taxonomy_term_id": term,
        }
        self._harvest.take_derived("attribute", attribute, where)
