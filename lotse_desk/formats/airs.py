"""Reads AIRS XML 3 (Agency, Site, SiteService): agencies become organizations, sites locations.

Source of the names: AIRS XSD 3.0 as public exports and readers show it. Every element that holds
other elements counts as a row; what is filled and has no place in HSDS is reported by its path.
"""

from collections import Counter

from lotse_desk.domain.faults import Unreadable
from lotse_desk.formats.airs_parts import AirsParts, plain_text
from lotse_desk.formats.airs_places import is_hidden_place, is_true
from lotse_desk.formats.completion import finish
from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.imported import Imported, Known, nothing_known
from lotse_desk.formats.source import Feed, SourceFile
from lotse_desk.formats.xml_nodes import Node
from lotse_desk.formats.xml_rows import Owner
from lotse_desk.formats.xml_streaming import XmlStream

RECORDS = frozenset({"Agency", "Site", "SiteService"})
_HEAD = 64
_BEFORE_XML = b"\xef\xbb\xbf \t\r\n"
_NOT_TO_SHOW = "Die Quelle will diesen Eintrag nicht im Verzeichnis sehen."
_ELIGIBILITY = (
    "Eligibility",
    "GenderRequirements",
    "IncomeRequirements",
    "ResidencyRequirements",
    "FamilyRequirements",
    "AidRequirements",
    "OtherRequirements",
)


def read_airs(feed: Feed, known: Known = nothing_known) -> Imported:
    """Read every XML file of a feed, agency by agency.

    Raises `Unreadable`: no-records, and what `XmlStream` raises; `TooLarge`.
    """
    harvest = Harvest(feed.name, known)
    for skipped in feed.skipped:
        harvest.report(skipped.where, skipped.reason, skipped.action)
    for file in feed.files:
        if file.suffix == ".xml" or file.head(_HEAD).lstrip(_BEFORE_XML).startswith(b"<"):
            _AirsFile(harvest, file).read()
        else:
            harvest.report(file.name, "Kein XML.", "Die Datei blieb ungelesen.")
    if not harvest.drafts():
        raise Unreadable(feed.name, "no-records")
    return finish(harvest, "airs")


class _AirsFile:
    """Reads the records of one file into a harvest."""

    def __init__(self, harvest: Harvest, file: SourceFile) -> None:
        self._harvest = harvest
        self._file = file
        self._parts = AirsParts(harvest)
        self._left: Counter[str] = Counter()

    def read(self) -> None:
        """Take every record, then report what nothing was made of."""
        records = XmlStream(self._file, RECORDS)
        for number, element in enumerate(records, 1):
            node = Node(element)
            where = f"{self._file.name}, Eintrag {number}"
            if node.tag == "Agency":
                self._agency(node, where)
            elif node.tag == "Site":
                self._site(node, node.text("AgencyKey"), where)
            else:
                owner = node.text("AgencyKey")
                self._service(node, owner, node.text("SiteKey"), where)
            self._left.update(node.left())
            self._parts.settle(node)
        self._report(records)

    def _report(self, records: XmlStream) -> None:
        self._parts.report(self._file.name)
        for path, count in (self._left + records.outside).items():
            self._harvest.report(
                self._file.name,
                f"Unbekannte Angabe {path}, {count} mal gefüllt.",
                "Nicht übernommen.",
            )

    def _agency(self, node: Node, where: str) -> None:
        key = node.text("Key")
        where = f"{where}: Agency {key}" if key else f"{where}: Agency"
        parts = self._parts
        raw: dict[str, object] = {
            "id": key,
            "name": node.text("Name"),
            "alternate_name": parts.other_names(node, where),
            "description": plain_text(node.text("AgencyDescription")),
            "email": parts.first(node, "Email"),
            "website": parts.first(node, "URL"),
            "legal_status": node.attribute("LegalStatus"),
            "tax_status": node.text("IRSStatus"),
            "tax_id": node.attribute("FEIN"),
            "year_incorporated": node.attribute("YearInc"),
        }
        body = self._harvest.take("organization", raw, where, row=parts.count(node))
        hidden = self._hidden(node, where)
        owner = Owner("organization", body)
        parts.urls(node, owner, where)
        parts.emails(node, owner, where)
        parts.phones(node, owner, where)
        parts.funding(node, owner, where)
        parts.record_info(node, owner, where)
        for place in node.children("AgencyLocation"):
            self._place_of_agency(place, node, body, where)
        services = [
            service
            for site in node.children("Site")
            for service in self._site(site, body, where, hidden=hidden)
        ]
        services += [
            found
            for service in node.children("SiteService")
            if (found := self._service(service, body, None, where, hidden=hidden))
        ]
        parts.areas_of_agency(node, services, where)

    def _hidden(self, node: Node, where: str) -> bool:
        """Whether the source does not want a record in directories."""
        flags = [node.attribute("ExcludeFromDirectory"), node.attribute("ExcludeFromWebsite")]
        info = node.child("ResourceInfo")
        available = info.attribute("AvailableForDirectory") if info is not None else None
        if not any(map(is_true, flags)) and (available is None or is_true(available)):
            return False
        self._harvest.report(
            where, _NOT_TO_SHOW, "Mit diesem Hinweis und als „inactive“ übernommen; bitte prüfen."
        )
        return True

    def _place_of_agency(self, node: Node, agency: Node, body: str | None, where: str) -> None:
        """The agency's own seat, which has no key: it is named after the agency."""
        if node.is_empty() and agency.child("SpatialLocation") is None:
            self._parts.pass_over(node, where, "")
            return
        key, name = node.text("Key"), node.text("Name")
        raw = {
            "id": key or (f"{body}.location" if body else None),
            "name": name or agency.text("Name"),
            "description": plain_text(node.text("SiteDescription")),
            **self._place(node, body, where),
        }
        first = next(iter(agency.children("AgencyLocation")), None)
        if first is node:
            hidden = is_hidden_place(node)
            raw |= self._parts.coordinates(agency, where, confidential=hidden)
        where = f"{where}, AgencyLocation"
        row = self._parts.count(node)
        place = self._harvest.take("location", raw, where, row=row)
        self._inside(node, place, where)

    def _site(
        self, node: Node, body: str | None, where: str, *, hidden: bool = False
    ) -> list[tuple[str, bool]]:
        """A site with its services; returns their ids and whether they name areas."""
        key = node.text("Key")
        where = f"{where}, Site {key}" if key else f"{where}, Site"
        parts = self._parts
        raw: dict[str, object] = {
            "id": key,
            "name": node.text("Name"),
            "description": plain_text(node.text("SiteDescription")),
            "alternate_name": parts.other_names(node, where),
            "url": parts.first(node, "URL"),
            **self._place(node, body, where),
        }
        hidden = self._hidden(node, where) or hidden
        place = self._harvest.take("location", raw, where, row=parts.count(node))
        self._inside(node, place, where)
        parts.record_info(node, Owner("location", place), where)
        found = [
            self._service(service, body, place, where, hidden=hidden)
            for service in node.children("SiteService")
        ]
        return [service for service in found if service is not None]

    def _place(self, node: Node, body: str | None, where: str) -> dict[str, object]:
        """What locations have beside name and description."""
        physical = any(not child.is_empty() for child in node.children("PhysicalAddress"))
        return {
            "location_type": "physical" if physical else None,
            "organization_id": body,
            "transportation": self._parts.directions(node, where),
            **self._parts.coordinates(node, where),
        }

    def _inside(self, node: Node, place: str | None, where: str) -> None:
        owner = Owner("location", place)
        parts = self._parts
        parts.addresses(node, owner, where)
        parts.phones(node, owner, where)
        parts.emails(node, owner, where)
        parts.urls(node, owner, where)
        parts.accessibility(node, owner, where)
        parts.hours(node, owner, where)
        parts.languages(node, owner, where)
        parts.contacts(node, owner, where)

    def _service(
        self, node: Node, body: str | None, place: str | None, where: str, *, hidden: bool = False
    ) -> tuple[str, bool] | None:
        """A service; returns its id and whether it names areas, None when it was dropped."""
        key = node.text("Key")
        where = f"{where}, SiteService {key}" if key else f"{where}, SiteService"
        parts = self._parts
        ages = node.child("AgeRequirements")
        raw: dict[str, object] = {
            "id": key,
            "organization_id": body,
            "name": node.text("Name"),
            "alternate_name": parts.other_names(node, where),
            "description": plain_text(node.text("Description")),
            "url": parts.first(node, "URL"),
            "email": parts.first(node, "Email"),
            "application_process": parts.steps(node),
            "fees_description": plain_text(node.text("FeeStructure")),
            "eligibility_description": self._eligibility(node),
            "minimum_age": ages.attribute("MinimumAge") if ages else None,
            "maximum_age": ages.attribute("MaximumAge") if ages else None,
            **parts.checked(node),
        }
        if self._hidden(node, where) or hidden:
            raw |= {"status": "inactive", "alert": _NOT_TO_SHOW}
        service = self._harvest.take("service", raw, where, row=parts.count(node))
        if service is None:
            return None
        link = {"service_id": service, "location_id": place}
        there = self._harvest.take_derived("service_at_location", link, where) if place else None
        owner = Owner("service_at_location", there) if there else Owner("service", service)
        about = Owner("service", service)
        parts.urls(node, about, where)
        parts.emails(node, about, where)
        parts.phones(node, owner, where)
        parts.hours(node, owner, where)
        parts.season(node, owner, where)
        parts.languages(node, about, where)
        parts.terms(node, about, where)
        parts.documents(node, about, where)
        parts.funding(node, about, where)
        parts.record_info(node, about, where)
        parts.contacts(node, about, where)
        return service, parts.areas(node, about, where)

    def _eligibility(self, node: Node) -> str | None:
        texts = [text for tag in _ELIGIBILITY for text in node.texts(tag)]
        texts += node.texts("AgeRequirements")
        return plain_text("\n".join(texts)) or None
