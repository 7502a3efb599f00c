"""Parts of AIRS records: names, ways to reach, terms, areas and the rest that hangs on an owner."""

import re
from html import unescape

from lotse_desk.formats.airs_places import AirsPlaces, is_true
from lotse_desk.formats.html_text import page_text
from lotse_desk.formats.values import number_of
from lotse_desk.formats.xml_nodes import Node
from lotse_desk.formats.xml_rows import Owner

TAXONOMY = "AIRS"
_AREA = ("ZipCode", "CensusTrack", "City", "County", "State", "Country")
_MARKUP = re.compile(r"&(lt|#60|amp;lt);|<[a-zA-Z/!]", re.I)


def plain_text(text: str | None) -> str | None:
    """Text without the markup some exports hide in it, escaped once more than needed."""
    if text is None or not _MARKUP.search(text):
        return text
    html = unescape(text) if "<" not in text else text
    return page_text(re.sub(r"\r?\n", "<br>", html)).text or None


class AirsParts(AirsPlaces):
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
            if is_true(part.attribute("Confidential")) or is_true(part.text("Confidential")):
                self.keep_secret(part, where)
                continue
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
            where_inside = f"{where}, Contact"
            if not any(raw.values()) and part.children("Phone"):
                self.merged(part)
                self.phones(part, owner, where_inside)
                continue
            contact = self.take("contact", raw, part, owner, where)
            self.phones(part, Owner("contact", contact), where_inside)

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
