"""Parts of AIRS records: phones, addresses, hours, terms and the rest that hangs on an owner."""

import re
from html import unescape

from lotse_desk.formats.html_text import page_text
from lotse_desk.formats.values import number_of
from lotse_desk.formats.xml_nodes import Node
from lotse_desk.formats.xml_rows import ElementRows, Owner

TAXONOMY = "AIRS"
_DAYS = {
    "Monday": "MO",
    "Tuesday": "TU",
    "Wednesday": "WE",
    "Thursday": "TH",
    "Friday": "FR",
    "Saturday": "SA",
    "Sunday": "SU",
}
_ADDRESSES = {"PhysicalAddress": "physical", "MailingAddress": "postal", "OtherAddress": None}
_ADDRESS_COLUMNS = {
    "PreAddressLine": "attention",
    "Line1": "address_1",
    "Line2": "address_2",
    "City": "city",
    "County": "region",
    "State": "state_province",
    "ZipCode": "postal_code",
    "Country": "country",
}
_AREA = ("ZipCode", "CensusTrack", "City", "County", "State", "Country")
_MARKUP = re.compile(r"&(lt|#60|amp;lt);|<[a-zA-Z/!]", re.I)


def is_true(value: str | None) -> bool:
    """Whether a flag of XML Schema is set."""
    return (value or "").strip().lower() in ("true", "1", "yes")


def plain_text(text: str | None) -> str | None:
    """Text without the markup some exports hide in it, escaped once more than needed."""
    if text is None or not _MARKUP.search(text):
        return text
    html = unescape(text) if "<" not in text else text
    return page_text(re.sub(r"\r?\n", "<br>", html)).text or None


class AirsParts(ElementRows):
    """Takes parts of AIRS records into a harvest."""

    def first(self, node: Node, tag: str) -> str | None:
        """The first web or mail address of a record, which has a column of its own."""
        for part in node.children(tag):
            address = part.text("Address")
            if address:
                self.merged(part)
                return address
        return None

    def other_names(self, node: Node, where: str) -> str | None:
        """Names a record is also known as, in one text."""
        names = []
        for part in node.children("AKA"):
            if is_true(part.text("Confidential")):
                self.keep_secret(part, where)
            elif part.is_empty("Confidential"):
                self.pass_over(part, where, "", "Confidential")
            else:
                name, more = part.text("Name"), part.text("Description")
                names.append(f"{name} ({more})" if name and more else name or more or "")
                self.merged(part)
        return "; ".join(dict.fromkeys(names)) or None

    def urls(self, node: Node, owner: Owner, where: str) -> None:
        """Further web addresses; HSDS has them for organizations and services."""
        for part in self.uncounted(node, "URL"):
            if owner.table == "location":
                self.drop(part, where, "HSDS kennt nur eine Internetadresse je Ort.")
                continue
            label = part.text("Note")
            self.take("url", {"url": part.text("Address"), "label": label}, part, owner, where)

    def emails(self, node: Node, owner: Owner, where: str) -> None:
        """Mail addresses that have no column of their own, as contacts."""
        for part in self.uncounted(node, "Email"):
            self.take("contact", {"email": part.text("Address")}, part, owner, where)

    def phones(self, node: Node, owner: Owner, where: str) -> None:
        """Telephone numbers; entries that only name a type are reported together."""
        blank: list[str] = []
        for part in node.children("Phone"):
            kind = part.text("Type")
            if is_true(part.attribute("Confidential")):
                self.keep_secret(part, where)
            elif part.text("PhoneNumber") is None:
                part.take_all()
                self.count(part)
                blank.append(kind or "ohne Art")
            else:
                self._phone(part, kind, owner, where)
        if blank:
            number = number_of(len(blank), "Telefon", "Telefone")
            self._harvest.drop(where, f"{number} ohne Nummer: {', '.join(blank)}.", len(blank))

    def _phone(self, part: Node, kind: str | None, owner: Owner, where: str) -> None:
        notes = [part.text("Description"), part.text("Function")]
        if is_true(part.attribute("TollFree")):
            notes.append("gebührenfrei")
        raw = {
            "number": part.text("PhoneNumber"),
            "extension": part.text("Extension"),
            "type": kind,
            "description": "; ".join(filter(None, notes)) or None,
        }
        self.take("phone", raw, part, owner, where)

    def addresses(self, node: Node, owner: Owner, where: str) -> None:
        """Addresses, but none that the source keeps confidential."""
        for part in node.children(*_ADDRESSES):
            if is_true(part.attribute("Confidential")):
                self.keep_secret(part, where)
            elif part.is_empty():
                self.pass_over(part, where, "")
            else:
                raw: dict[str, object] = {
                    column: part.text(tag) for tag, column in _ADDRESS_COLUMNS.items()
                }
                raw["address_type"] = _ADDRESSES[part.tag]
                self.take("address", raw, part, owner, where)
        for part in node.children("NoPhysicalAddress"):
            self.drop(part, where, "Der Ort hat keine Anschrift.")

    def coordinates(self, node: Node, where: str) -> dict[str, object]:
        """Latitude and longitude, columns of the place."""
        found: dict[str, object] = {}
        for part in node.children("SpatialLocation"):
            latitude, longitude = part.text("Latitude"), part.text("Longitude")
            if part.is_empty():
                self.pass_over(part, where, "")
            elif found:
                self.drop(part, where, "Der Ort hat schon Koordinaten.")
            else:
                found = {"latitude": latitude, "longitude": longitude}
                self.merged(part)
                for datum in part.children("Datum"):
                    datum.says(f"{latitude}, {longitude}")
        return found

    def accessibility(self, node: Node, owner: Owner, where: str) -> None:
        """How a place can be used by people with disabilities."""
        for part in node.children("DisabilitiesAccess"):
            text = part.text()
            if text:
                raw = {"description": text, **owner.reference}
                self._harvest.take_derived("accessibility", raw, where)

    def hours(self, node: Node, owner: Owner, where: str) -> None:
        """Opening hours by weekday; notes stay text."""
        for part in node.children("TimeOpen"):
            notes = part.text("Notes")
            days = [day for day in part.children(*_DAYS) if not day.is_empty()]
            for day in days:
                raw: dict[str, object] = {
                    "freq": "WEEKLY",
                    "byday": _DAYS[day.tag],
                    "opens_at": day.text("From"),
                    "closes_at": day.text("To"),
                    "description": notes,
                }
                self.take("schedule", raw, day, owner, where)
            if days:
                self.merged(part)
            elif notes:
                self.take("schedule", {"description": notes}, part, owner, where)
            for day in part.children(*_DAYS):
                if day.is_empty():
                    self.pass_over(day, where, "")

    def season(self, node: Node, owner: Owner, where: str) -> None:
        """The part of the year in which a service is offered."""
        for part in node.children("Seasonal"):
            if part.is_empty():
                self.pass_over(part, where, "")
                continue
            raw: dict[str, object] = {
                "description": part.text("Description"),
                "valid_from": part.text("StartDate"),
                "valid_to": part.text("EndDate"),
            }
            self.take("schedule", raw, part, owner, where)

    def languages(self, node: Node, owner: Owner, where: str) -> None:
        """Languages spoken, with their notes."""
        for part in node.children("Languages"):
            names, notes = part.texts("Name"), part.texts("Notes")
            if not names:
                self.pass_over(part, where, "Die Sprache hat keinen Namen.")
                continue
            note = "; ".join(notes) or None
            for name in names:
                raw = {"name": name, "note": note, **owner.reference}
                self._harvest.take_derived("language", raw, where)
            self.merged(part)

    def terms(self, node: Node, owner: Owner, where: str) -> None:
        """Codes of the AIRS taxonomy; elements without one are reported together."""
        blank = 0
        for part in node.children("Taxonomy"):
            codes = part.texts("Code")
            if not codes:
                part.take_all()
                blank += self.count(part)
                continue
            self.count(part)
            name = part.text("Name") or part.text("Term")
            for place, code in enumerate(codes):
                self._term(code, name, owner, where, row=place == 0)
        if blank:
            self._harvest.drop(where, f"Taxonomy ohne Code, {blank} mal.", blank)

    def _term(self, code: str, name: str | None, owner: Owner, where: str, *, row: bool) -> None:
        taxonomy = self._harvest.take_derived(
            "taxonomy", {"name": TAXONOMY, "description": "AIRS/211 Taxonomy"}, where
        )
        term = {"name": name or code, "code": code, "taxonomy": TAXONOMY, "taxonomy_id": taxonomy}
        term_id = self._harvest.take_derived("taxonomy_term", term, where)
        link = {"link_id": owner.id, "link_entity": owner.table, "taxonomy_term_id": term_id}
        self._harvest.take("attribute", link, where, nested=True, row=row)

    def documents(self, node: Node, owner: Owner, where: str) -> None:
        """What to bring."""
        for part in node.children("DocumentsRequired"):
            text = part.text() or part.text("Description")
            if text:
                self.take("required_document", {"document": text}, part, owner, where)

    def funding(self, node: Node, owner: Owner, where: str) -> None:
        """Where the money comes from."""
        for part in node.children("SourceOfFunds"):
            text = part.text() or part.text("Name") or part.text("Description")
            if text:
                self.take("funding", {"source": text}, part, owner, where)

    def steps(self, node: Node) -> str | None:
        """The application process, one step a line."""
        lines: list[str] = []
        for part in node.children("ApplicationProcess"):
            texts = (part.text(), part.text("Step"), part.text("Description"))
            lines.append(" ".join(filter(None, texts)))
            self.merged(part)
        return plain_text("\n".join(filter(None, lines)) or None)

    def areas(self, node: Node, owner: Owner, where: str) -> bool:
        """Areas whose residents a service is for; whether it names any."""
        found = False
        for part in node.children("GeographicAreaServed"):
            raw = _area(part)
            if raw is None:
                self.pass_over(part, where, "")
            else:
                found = True
                self.take("service_area", raw, part, owner, where)
        return found

    def areas_of_agency(self, node: Node, services: list[tuple[str, bool]], where: str) -> None:
        """Areas an agency serves go to those of its services that name none themselves."""
        without = [service for service, names_areas in services if not names_areas]
        for part in node.children("GeographicAreaServed"):
            raw = _area(part)
            if raw is None:
                self.pass_over(part, where, "")
            elif not without:
                reason = "Das Gebiet gilt für die Stelle; ihre Leistungen nennen eigene."
                self.drop(part, where, reason)
            else:
                for service in without:
                    area = {**raw, "service_id": service}
                    self._harvest.take_derived("service_area", area, where)
                self.merged(part)

    def contacts(self, node: Node, owner: Owner, where: str) -> None:
        """Functions and persons to turn to, with their numbers."""
        for part in node.children("Contact"):
            emails = [
                text for text in (mail.text("Address") for mail in part.children("Email")) if text
            ]
            for mail in part.children("Email"):
                self.merged(mail)
            raw = {
                "name": part.text("Name"),
                "title": part.text("Title"),
                "email": "; ".join(emails) or None,
            }
            contact = self.take("contact", raw, part, owner, where)
            self.phones(part, Owner("contact", contact), f"{where}, Contact")

    def checked(self, node: Node) -> dict[str, object]:
        """When a service was verified and changed last."""
        info = node.child("ResourceInfo")
        if info is None:
            return {}
        return {
            "assured_date": info.attribute("DateLastVerified"),
            "last_modified": info.attribute("DateOfLastAction"),
        }

    def record_info(self, node: Node, owner: Owner, where: str) -> None:
        """The contacts of a record's keepers; of others than services also the dates."""
        for part in node.children("ResourceInfo"):
            self.contacts(part, owner, where)
            self.merged(part)
            actions = {"DateOfLastAction": "update", "DateLastVerified": "verify"}
            for name, action in actions.items() if owner.table != "service" else ():
                date = part.attribute(name)
                if date and owner.id:
                    raw = {
                        "resource_id": owner.id,
                        "resource_type": owner.table,
                        "last_action_date": date,
                        "last_action_type": action,
                    }
                    self._harvest.take_derived("metadata", raw, where)


def _area(part: Node) -> dict[str, object] | None:
    """Columns of `service_area`; None when nothing is named."""
    parts = [text for text in (part.text(tag) for tag in _AREA) if text]
    more = part.text("Description")
    if not parts and not more:
        return None
    return {"name": ", ".join(parts) or more, "description": more if parts else None}
