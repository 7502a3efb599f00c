"""Rows of HSDS 1: those that are records of HSDS 3, and those that became part of another one."""

from collections import Counter
from collections.abc import Callable, Mapping

from lotse_desk.formats.column_mapping import Meaning, Role, meanings, normalized
from lotse_desk.formats.csv_reading import Row, StreamedTable
from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.hsds1_tables import TEXT_COLUMNS, Rule, weekdays
from lotse_desk.formats.hsds_tabular import TableReader
from lotse_desk.formats.schema import columns
from lotse_desk.formats.values import number_of, read_id, read_text, shown

_OWNERS = {
    "service_at_location_id": "service_at_location",
    "location_id": "location",
    "service_id": "service",
    "organization_id": "organization",
}
_DESCRIBED = ("organization", "program", "service", "location", "contact", "phone", "address")


class OlderRows(TableReader):
    """Reads a table whose rows are records of HSDS 3 too, under names of its own."""

    def __init__(self, harvest: Harvest, rule: Rule, table: StreamedTable) -> None:
        self._rule = rule
        titles = [normalized(title) for title in table.header]
        renamed = [rule.columns.get(title, title) for title in titles]
        found = {
            place: meaning
            for place, meaning in meanings(rule.table, renamed).items()
            if titles[place] not in rule.aside
        }
        for place, title in enumerate(titles):
            if title in rule.aside:
                found[place] = Meaning(Role.ASIDE, title)
        super().__init__(harvest, rule.table, table, found)

    def _prepare(self, own: dict[str, object], aside: Mapping[str, str], where: str) -> bool:
        own.update({name: value for name, value in self._rule.constants.items() if value})
        preparing: dict[str, Callable[[dict[str, object], Mapping[str, str], str], bool]] = {
            "address": self._prepare_address,
            "attribute": self._prepare_attribute,
            "metadata": self._prepare_metadata,
            "phone": _prepare_phone,
            "schedule": self._prepare_schedule,
            "taxonomy_term": self._prepare_term,
        }
        prepare = preparing.get(self._name)
        return prepare(own, aside, where) if prepare is not None else True

    def _prepare_address(
        self, own: dict[str, object], aside: Mapping[str, str], where: str
    ) -> bool:
        lines = [own.get("address_2"), aside.get("address_3"), aside.get("address_4")]
        filled = [str(line).strip() for line in lines if line and str(line).strip()]
        if filled:
            own["address_2"] = ", ".join(filled)
        body = read_id(aside.get("organization_id")).value
        if read_id(own.get("location_id")).value is None and isinstance(body, str):
            name = self._harvest.value("organization", body, "name") or body
            place = {"name": name, "organization_id": body}
            own["location_id"] = self._harvest.take_derived("location", place, where)
        return True

    def _prepare_attribute(
        self, own: dict[str, object], _aside: Mapping[str, str], where: str
    ) -> bool:
        term = read_id(own.get("taxonomy_term_id")).value
        if isinstance(term, str):
            self._name_term(term, where)
        return True

    def _name_term(self, term: str, where: str) -> None:
        """A term that is used and stands in no table is known by its id alone."""
        if not self._harvest.exists("taxonomy_term", term):
            raw = {"id": term, "name": term}
            self._harvest.take("taxonomy_term", raw, where, provisional=True)

    def _prepare_metadata(
        self, own: dict[str, object], _aside: Mapping[str, str], _where: str
    ) -> bool:
        about = read_id(own.get("resource_id")).value
        if not own.get("resource_type") and isinstance(about, str):
            found = [table for table in _DESCRIBED if self._harvest.has(table, about)]
            own["resource_type"] = found[0] if len(found) == 1 else None
        return True

    def _prepare_schedule(
        self, own: dict[str, object], aside: Mapping[str, str], where: str
    ) -> bool:
        text = aside.get("weekday", "")
        timed = any(str(own.get(name) or "").strip() for name in ("opens_at", "closes_at"))
        if text and not timed and not str(own.get("description") or "").strip():
            self._harvest.drop(where, f"{shown(text)} hat keine Zeiten.")
            return False
        days = weekdays(text) if text else None
        if days:
            own.setdefault("freq", "WEEKLY")
            own.setdefault("byday", days)
        elif text:
            own["description"] = "; ".join(filter(None, (str(own.get("description") or ""), text)))
            self._harvest.report(
                where, f"weekday: kein Wochentag: {shown(text)}.", "Als Text übernommen."
            )
        return True

    def _prepare_term(self, own: dict[str, object], aside: Mapping[str, str], where: str) -> bool:
        vocabulary = read_text(own.get("taxonomy")).value
        if vocabulary is not None:
            own["taxonomy_id"] = self._harvest.take_derived("taxonomy", {"name": vocabulary}, where)
        parent = read_text(aside.get("parent_name")).value
        if parent is not None and read_id(own.get("parent_id")).value is None:
            own["parent_id"] = self._harvest.named("taxonomy_term", str(parent))
            if own["parent_id"] is None:
                reason = f"parent_name: {shown(parent)} steht in keiner Zeile davor."
                self._harvest.report(where, reason, "Das Feld bleibt leer.")
        return True

    def _follow(self, record_id: str, aside: Mapping[str, str], where: str) -> None:
        if self._name == "service":
            self._follow_service(record_id, aside, where)
        elif self._name == "phone":
            for code in _listed(aside.get("language", "")):
                column = "code" if len(code) <= 3 else "name"
                self._child("language", record_id, {column: code}, where)
        elif self._name == "service_at_location":
            self._follow_place(record_id, aside, where)

    def _follow_service(self, service: str, aside: Mapping[str, str], where: str) -> None:
        place = read_id(aside.get("location_id")).value
        if place is not None:
            link = {"service_id": service, "location_id": place}
            self._harvest.take_derived("service_at_location", link, where)
        for term in _listed(aside.get("taxonomy_ids", "")):
            self._name_term(term, where)
            link = {"link_id": service, "link_entity": "service", "taxonomy_term_id": term}
            self._harvest.take_derived("attribute", link, where)

        for document in _listed(aside.get("required_documents", "")):
            self._child("required_document", service, {"document": document}, where)
        for fund in _listed(aside.get("funding_sources", "")):
            self._child("funding", service, {"source": fund}, where)
        for payment in _listed(aside.get("accepted_payments", "")):
            self._term("Zahlungsarten", payment, service, where)

    def _follow_place(self, link: str, aside: Mapping[str, str], where: str) -> None:
        service = self._harvest.value("service_at_location", link, "service_id")
        if aside.get("url"):
            raw: dict[str, object] = {"url": aside["url"], "service_id": service}
            self._harvest.take_derived("url", raw, where)
        if aside.get("email"):
            raw = {"email": aside["email"], "service_at_location_id": link}
            self._harvest.take_derived("contact", raw, where)


class OwnerTexts:
    """Reads a table whose rows became text, terms or exceptions of another record."""

    def __init__(self, harvest: Harvest, name: str, rule: Rule, table: StreamedTable) -> None:
        self._harvest = harvest
        self._rule = rule
        self._name = name
        self._table = table
        self._titles = [normalized(title) for title in table.header]
        self._unmapped: Counter[str] = Counter()
        self._texts: dict[str, dict[str, str]] = {}
        self._places: dict[str, list[str]] | None = None

    def read(self) -> None:
        """Take every row, then report the columns nothing was made of."""
        self._harvest.tells_of(self._rule.table)
        for row in self._table.rows:
            self._harvest.rows += 1
            cells = self._cells(row)
            where = f"{self._table.name}, Zeile {row.number}"
            if self._rule.table == "schedule_exception":
                self._exception(cells, where)
            else:
                self._text(cells, where)
            self._unmapped.update(title for title, cell in cells.items() if cell)
        for owner, texts in self._texts.items():
            before = self._harvest.value("service", owner, self._rule.into)
            lines = dict.fromkeys([*str(before or "").split("\n"), *texts])
            joined = "\n".join(filter(None, lines))
            where = next(iter(texts.values()))
            self._harvest.put("service", owner, self._rule.into, joined, where)
        for title, count in self._unmapped.items():
            self._harvest.report(
                self._table.name,
                f"Unbekannte Spalte {title}, gefüllt in {number_of(count, 'Zeile', 'Zeilen')}.",
                "Die Spalte wurde nicht übernommen.",
            )

    def _cells(self, row: Row) -> dict[str, str]:
        """Cells by title; what is left in the end, nobody asked for."""
        width = len(self._titles)
        if any(cell.strip() for cell in row.cells[width:]):
            self._harvest.report(
                f"{self._table.name}, Zeile {row.number}",
                f"Die Zeile hat {len(row.cells)} statt {width} Spalten.",
                "Die überzähligen Spalten wurden nicht übernommen.",
            )
        return {title: cell.strip() for title, cell in zip(self._titles, row.cells, strict=False)}

    def _text(self, cells: dict[str, str], where: str) -> None:
        row_id = cells.pop("id", "")
        named = cells.pop(self._rule.owner, "") or cells.pop(self._rule.owner[:-3], "")
        text = read_text(cells.pop(TEXT_COLUMNS[self._name], "")).value
        ages = {name: cells.pop(name, "") for name in ("minimum_age", "maximum_age")}
        table = _OWNERS[self._rule.owner]
        owners = self._owners(table, named)
        if text is None and not any(ages.values()):
            self._harvest.drop(where, f"Die Zeile hat keinen Text ({self._name}).")
        elif not owners:
            reason = (
                f"{self._rule.owner}: Verweis auf {shown(named)}, das nicht in den Daten steht."
            )
            self._harvest.drop(where, reason if named else "Die Zeile gehört zu keinem Eintrag.")
        elif self._rule.vocabulary:
            self._term(row_id, table, owners, str(text), where)
        else:
            for owner in owners:
                self._append(owner, text, ages, where)
            self._harvest.merged += 1

    def _owners(self, table: str, named: str) -> list[str]:
        """The records a cell names: one id, or several with commas between."""
        whole = read_id(named).value
        given = [whole] if isinstance(whole, str) else []
        if given and not self._harvest.has(table, str(whole)):
            given = list(_listed(named))
        return [owner for owner in given if self._harvest.has(table, owner)]

    def _append(self, owner: str, text: object, ages: Mapping[str, str], where: str) -> None:
        if text is not None:
            self._texts.setdefault(owner, {}).setdefault(str(text), where)
        for name, age in ages.items():
            if age and self._harvest.value("service", owner, name) is None:
                self._harvest.put("service", owner, name, age, where)

    def _term(self, row_id: str, table: str, owners: list[str], text: str, where: str) -> None:
        vocabulary = self._rule.vocabulary
        taxonomy = self._harvest.take_derived("taxonomy", {"name": vocabulary}, where)
        term = {"name": text, "taxonomy": vocabulary, "taxonomy_id": taxonomy}
        term_id = self._harvest.take_derived("taxonomy_term", term, where)
        for place, owner in enumerate(owners):
            link: dict[str, object] = {
                "link_id": owner,
                "link_entity": table,
                "taxonomy_term_id": term_id,
            }
            if row_id and place == 0:
                link["id"] = row_id
            self._harvest.take("attribute", link, where, row=place == 0)

    def _exception(self, cells: dict[str, str], where: str) -> None:
        """Days on which a place is closed or open otherwise: our own table, HSDS 3 has none."""
        row_id = cells.pop("id", "")
        named = {column: cells.pop(column, "") for column in _OWNERS}
        given = {
            name: cells.pop(name, "") for name in columns("schedule_exception") if name in cells
        }
        closed = cells.pop("closed", "").lower() in ("true", "1", "yes", "t", "ja")
        start, end = cells.pop("start_date", ""), cells.pop("end_date", "")
        column = next((name for name, value in named.items() if value), "")
        owners = self._owners(_OWNERS[column], named[column]) if column else []
        if not owners:
            reason = f"{column}: Verweis auf {shown(named[column])}, das nicht in den Daten steht."
            self._harvest.drop(where, reason if column else "Die Zeile gehört zu keinem Eintrag.")
            return
        if not (start or end):
            self._harvest.drop(where, "Die Zeile nennt keinen Tag.")
            return
        hours = {name: given.get(name) for name in ("opens_at", "closes_at")}
        raw: dict[str, object] = {
            "from_date": start or end,
            "to_date": end or start,
            "kind": "closed" if closed or not any(hours.values()) else "special-hours",
            "reason": cells.pop("description", "") or cells.pop("name", "") or None,
            **({} if closed else hours),
        }
        entity, entity_ids = self._entities(_OWNERS[column], owners)
        if not entity_ids:
            self._as_schedule(row_id, owners[0], raw, where)
            return
        for place, entity_id in enumerate(entity_ids):
            known = {"id": row_id} if row_id and place == 0 else {}
            exception = {**raw, **known, "entity": entity, "entity_id": entity_id}
            self._harvest.take("schedule_exception", exception, where, row=place == 0)

    def _entities(self, table: str, owners: list[str]) -> tuple[str, list[str]]:
        """Whom an exception can be about: of a service, its places."""
        if table != "service":
            return table, owners
        if self._places is None:
            self._places = self._harvest.by_value("service_at_location", "service_id")
        return "service_at_location", [
            link for owner in owners for link in self._places.get(owner, ())
        ]

    def _as_schedule(
        self, row_id: str, service: str, raw: Mapping[str, object], where: str
    ) -> None:
        """Of a service without a place, exceptions are schedules of a few days."""
        schedule: dict[str, object] = {
            "service_id": service,
            "valid_from": raw["from_date"],
            "valid_to": raw["to_date"],
            "opens_at": raw.get("opens_at"),
            "closes_at": raw.get("closes_at"),
            "description": raw["reason"] or ("geschlossen" if raw["kind"] == "closed" else None),
        }
        if row_id:
            schedule["id"] = row_id
        self._harvest.take("schedule", schedule, where, row=True)


def _prepare_phone(own: dict[str, object], aside: Mapping[str, str], _where: str) -> bool:
    prefix = aside.get("country_prefix", "").strip().lstrip("+0")
    number = str(own.get("number") or "").strip()
    if prefix and number and not number.startswith(("+", "00")):
        own["number"] = f"+{prefix} {number}"
    described = [own.get("description"), aside.get("department")]
    parts = [str(part).strip() for part in described if part and str(part).strip()]
    if parts:
        own["description"] = "; ".join(parts)
    return True


def _listed(text: str) -> list[str]:
    """The ids or codes in a cell, separated by comma, semicolon or bar."""
    parts = text.replace(";", ",").replace("|", ",").split(",")
    found = (read_id(part).value for part in parts)
    return list(dict.fromkeys(part for part in found if isinstance(part, str)))
