"""Where and when of AIRS records: addresses, directions, coordinates, hours, languages."""

from lotse_desk.formats.xml_nodes import Node
from lotse_desk.formats.xml_rows import ElementRows, Owner

_DAYS = {
    "Monday": "MO",
    "Tuesday": "TU",
    "Wednesday": "WE",
    "Thursday": "TH",
    "Friday": "FR",
    "Saturday": "SA",
    "Sunday": "SU",
}
_GERMAN_DAYS = {
    "Monday": "montags",
    "Tuesday": "dienstags",
    "Wednesday": "mittwochs",
    "Thursday": "donnerstags",
    "Friday": "freitags",
    "Saturday": "samstags",
    "Sunday": "sonntags",
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
_DIRECTIONS = (
    "PhysicalLocationDescription",
    "BusServiceAccess",
    "PublicAccessToTransportation",
    "CrossStreet",
)


def is_true(value: str | None) -> bool:
    """Whether a flag of XML Schema is set."""
    return (value or "").strip().lower() in ("true", "1", "yes")


def is_hidden_place(node: Node) -> bool:
    """Whether the source keeps confidential where a place is."""
    places = node.children("PhysicalAddress", "OtherAddress")
    return any(is_true(place.attribute("Confidential")) for place in places)


class AirsPlaces(ElementRows):
    """Takes what AIRS records say of places and times into a harvest."""

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

    def directions(self, node: Node, where: str) -> str | None:
        """How to find a place, unless its address is confidential."""
        parts = node.children(*_DIRECTIONS)
        if is_hidden_place(node):
            for part in parts:
                self.keep_secret(part, where)
            return None
        return "\n".join(filter(None, (part.text() for part in parts))) or None

    def coordinates(
        self, node: Node, where: str, *, confidential: bool = False
    ) -> dict[str, object]:
        """Latitude and longitude, columns of the place, unless its address is confidential."""
        found: dict[str, object] = {}
        for part in node.children("SpatialLocation"):
            latitude, longitude = part.text("Latitude"), part.text("Longitude")
            if part.is_empty():
                self.pass_over(part, where, "")
            elif confidential or is_hidden_place(node):
                self.keep_secret(part, where)
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
            notes += [text for time in part.children("TimeOpen") for text in self._times(time)]
            note = "; ".join(notes) or None
            for name in names:
                raw = {"name": name, "note": note, **owner.reference}
                self._harvest.take_derived("language", raw, where)
            self.merged(part)

    def _times(self, part: Node) -> list[str]:
        """Times at which a language is spoken, as text."""
        texts = [part.text("Notes") or ""]
        for day in part.children(*_DAYS):
            hours = "–".join(filter(None, (day.text("From"), day.text("To"))))
            texts.append(f"{_GERMAN_DAYS[day.tag]} {hours}" if hours else "")
            self.merged(day)
        self.merged(part)
        return list(filter(None, texts))
