"""Bodies of XZuFi: names, addresses, ways to reach them, opening hours."""

from dataclasses import dataclass, field

from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.leika_modules import plain
from lotse_desk.formats.leika_services import take_links
from lotse_desk.formats.spoken_hours_reading import read_hours
from lotse_desk.formats.xml_nodes import Node
from lotse_desk.formats.xml_rows import ElementRows
from lotse_desk.formats.xzufi_services import code_of, in_german, skip_schemes

_MAIL, _WEB = "@", ("http://", "https://", "www.")
_LEAST_DIGITS = 3
_LEVELS = ("bundesland", "regierungsbezirk", "kreis", "gemeindeschluessel", "regionalschluessel")
_ABOVE = "uebergeordneteOrganisationseinheitID"


@dataclass
class _Ways:
    """How a body is reached; links are pairs of label and address, phones of number and type."""

    mails: list[str] = field(default_factory=list)
    phones: list[tuple[str, str | None]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


def take_body(harvest: Harvest, rows: ElementRows, node: Node, where: str) -> str | None:
    """Take an `organisationseinheit`; its id, None when it has neither name nor id."""
    return _Body(harvest, rows, node, where).take()


class _Body:
    """One element on its way to an organization and its places."""

    def __init__(self, harvest: Harvest, rows: ElementRows, node: Node, where: str) -> None:
        self._harvest = harvest
        self._rows = rows
        self._node = node
        self._where = where

    def take(self) -> str | None:
        """Take the body with all that hangs on it."""
        node = self._node
        key, name = node.text("id"), self._name()
        if key is None and not name:
            return None
        ways = self._ways()
        skip_schemes(node, _ABOVE)
        raw = {
            "id": key,
            "name": name,
            "alternate_name": in_german(node, "kurzbezeichnung"),
            "description": plain(in_german(node, "beschreibung"))[0] or None,
            "email": ways.mails[0] if ways.mails else None,
            "website": ways.links[0][1] if ways.links else None,
            "parent_organization_id": node.text(_ABOVE),
        }
        row = self._rows.count(node)
        body = self._harvest.take("organization", raw, self._where, row=row)
        if body is None:
            return None
        owner = {"organization_id": body}
        for number, kind in ways.phones:
            phone = {"number": number, "type": kind, **owner}
            self._harvest.take_derived("phone", phone, self._where)
        for mail in ways.mails[1:]:
            self._harvest.take_derived("contact", {"email": mail, **owner}, self._where)
        take_links(self._harvest, ways.links[1:], owner, self._where)
        self._hours(self._places({"name": name or key, **owner}))
        return body

    def _name(self) -> str | None:
        """A name is an element with names in languages inside, or the text itself."""
        for outer in self._node.children("name"):
            inner = in_german(outer, "name")
            if inner:
                self._rows.merged(outer)
                return inner
        return in_german(self._node, "name") or in_german(self._node, "bezeichnung")

    def _places(self, named: dict[str, object]) -> dict[str, object]:
        """Its addresses, each a place; returns the first place, or what one would be."""
        first: dict[str, object] = named
        for part in self._node.children("anschrift"):
            street = " ".join(filter(None, (part.text("strasse"), part.text("hausnummer"))))
            box = part.text("postfach")
            kind = "postal" if box and not street else "physical"
            address = {
                "address_1": street or (f"Postfach {box}" if box else None),
                "address_2": in_german(part, "zusatz"),
                "postal_code": part.text("postleitzahl"),
                "city": part.text("ort"),
                "region": part.text("ortsteil"),
            }
            self._skip_codes(part)
            line = ", ".join(filter(None, address.values()))
            if not line:
                continue
            place = {**named, "location_type": kind}
            place["id"] = self._harvest.take_derived("location", place, self._where, apart=line)
            given = {**address, "address_type": kind, "location_id": place["id"]}
            self._harvest.take(
                "address",
                given,
                f"{self._where}, anschrift",
                nested=True,
                row=self._rows.count(part),
            )
            first = first if "id" in first else place
        return first

    def _skip_codes(self, part: Node) -> None:
        """Codes of an address say again what it says."""
        code_of(self._rows, part.child("typ"))
        coded = part.child("verwaltungspolitischeKodierung")
        if coded is not None:
            for level in coded.children(*_LEVELS):
                code_of(self._rows, level)
            self._rows.merged(coded)

    def _ways(self) -> _Ways:
        ways = _Ways()
        for part in self._node.children("kommunikation", "erreichbarkeit"):
            channel = part.child("kanal")
            kind = (channel.text("name") if channel is not None else None) or ""
            code_of(self._rows, channel)
            value = part.text("kennung")
            beside = part.text("kennungzusatz") or in_german(part, "zusatz") or ""
            if not value:
                continue
            self._rows.merged(part)
            if _MAIL in value:
                ways.mails.append(value)
            elif value.lower().startswith(_WEB):
                ways.links.append((beside, value))
            elif sum(letter.isdigit() for letter in value) >= _LEAST_DIGITS:
                fax = "fax" in f"{kind} {beside}".lower()
                ways.phones.append((value, "fax" if fax else None))
            else:
                reason = f"kommunikation: weder Nummer noch Adresse ({kind or 'ohne Art'})."
                self._harvest.report(self._where, reason, "Nicht übernommen.")
        for part in self._node.children("internetadresse"):
            address, label = part.text("uri") or part.text(), in_german(part, "titel")
            if address:
                self._rows.merged(part)
                ways.links.append((label or "", address))
        return ways

    def _hours(self, place: dict[str, object]) -> None:
        """Opening hours told as a text; they belong to a place."""
        text = plain(in_german(self._node, "infoOeffnungszeitenText"))[0]
        if not text:
            return
        at = place.get("id") or self._harvest.take_derived("location", place, self._where)
        hours = read_hours(text)
        if hours is None:
            self._harvest.report(
                self._where,
                "Die Öffnungszeiten sind nicht als Wochentage mit Uhrzeiten zu lesen.",
                "Sie wurden als Text übernommen.",
            )
        for schedule in hours or [{"description": text}]:
            self._harvest.take_derived("schedule", {**schedule, "location_id": at}, self._where)
