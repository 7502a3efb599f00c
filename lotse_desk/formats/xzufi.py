"""Reads XML near XZuFi 2: services, bodies and online services of the German administration.

Near it, and not validated: no schema was to be had. The names come from readers and messages that
are public (2.1 and 2.2); namespaces do not matter. Every element that holds others is a row.
"""

from collections import Counter
from collections.abc import Iterator

from lotse_desk.domain.faults import Unreadable
from lotse_desk.formats.completion import finish
from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.imported import Imported, Known, nothing_known
from lotse_desk.formats.leika_services import take_area, take_links
from lotse_desk.formats.source import Feed, SourceFile
from lotse_desk.formats.xml_nodes import Node
from lotse_desk.formats.xml_rows import ElementRows
from lotse_desk.formats.xml_streaming import XmlStream
from lotse_desk.formats.xzufi_bodies import take_body
from lotse_desk.formats.xzufi_services import in_german, skip_schemes, take_leistung

SERVICES = ("leistung", "spezialisierung")
BODY, ONLINE = "organisationseinheit", "onlinedienst"
RECORDS = frozenset({*SERVICES, BODY, ONLINE})
_HEAD = 64
_BEFORE_XML = b"\xef\xbb\xbf \t\r\n"


def read_xzufi(feed: Feed, known: Known = nothing_known) -> Imported:
    """Read every XML file of a feed, record by record.

    Raises `Unreadable`: no-records, and what `XmlStream` raises; `TooLarge`.
    """
    harvest = Harvest(feed.name, known)
    for skipped in feed.skipped:
        harvest.report(skipped.where, skipped.reason, skipped.action)
    links = _Links(harvest)
    for file in feed.files:
        if file.suffix == ".xml" or file.head(_HEAD).lstrip(_BEFORE_XML).startswith(b"<"):
            _XzufiFile(harvest, file, links).read()
        else:
            harvest.report(file.name, "Kein XML.", "Die Datei blieb ungelesen.")
    links.join()
    if not harvest.drafts():
        raise Unreadable(feed.name, "no-records")
    return finish(harvest, "xzufi")


class _Links:
    """What bodies and online services say about services, which may stand further down."""

    def __init__(self, harvest: Harvest) -> None:
        self._harvest = harvest
        self.responsible: list[tuple[str, str, list[tuple[str, str | None]], str]] = []
        self.online: list[tuple[list[str], list[tuple[str, str]], str]] = []
        self.specialised: list[tuple[str, str]] = []

    def join(self) -> None:
        """Link services with the bodies that do them, their areas, places and addresses."""
        places = self._harvest.by_value("location", "organization_id")
        for body, service, areas, where in self.responsible:
            if not self._harvest.has("service", service):
                reason = f"zustaendigkeit: Die Leistung {service} steht nicht in den Daten."
                self._harvest.report(where, reason, "Ohne sie übernommen.")
                continue
            if self._harvest.value("service", service, "organization_id") is None:
                self._harvest.put("service", service, "organization_id", body, where)
            for place in places.get(body, ()):
                link = {"service_id": service, "location_id": place}
                self._harvest.take_derived("service_at_location", link, where)
            for area, name in areas:
                take_area(self._harvest, area, name, service, where)
        for service, general in self.specialised:
            for column in ("name", "organization_id"):
                if self._harvest.value("service", service, column) is None:
                    value = self._harvest.value("service", general, column)
                    self._harvest.put("service", service, column, value, service)
        for services, links, where in self.online:
            known = [service for service in services if self._harvest.has("service", service)]
            for service in known:
                take_links(self._harvest, links, {"service_id": service}, where)
            if not known and take_links(self._harvest, links, {}, where):
                reason = "Der Online-Dienst gehört zu keiner Leistung der Daten."
                self._harvest.report(where, reason, "Seine Adresse wurde allein übernommen.")


class _XzufiFile:
    """Reads the records of one file into a harvest."""

    def __init__(self, harvest: Harvest, file: SourceFile, links: _Links) -> None:
        self._harvest = harvest
        self._file = file
        self._links = links
        self._rows = ElementRows(harvest)
        self._left: Counter[str] = Counter()

    def read(self) -> None:
        """Take every record, then report what nothing was made of."""
        records = XmlStream(self._file, RECORDS)
        for number, element in enumerate(records, 1):
            node = Node(element)
            where = f"{self._file.name}, Eintrag {number}: {node.tag}"
            key = node.text("id")
            where = f"{where} {key}" if key else where
            skip_schemes(node, "id", "leistungID", "leistungsID")
            if node.tag in SERVICES:
                self._service(node, where)
            elif node.tag == BODY:
                self._body(node, where)
            else:
                self._online(node, where)
            self._left.update(node.left())
            self._rows.settle(node)
        self._rows.report(self._file.name)
        for path, count in (self._left + records.outside).items():
            self._harvest.report(
                self._file.name,
                f"Unbekannte Angabe {path}, {count} mal gefüllt.",
                "Nicht übernommen.",
            )

    def _service(self, node: Node, where: str) -> None:
        service = take_leistung(self._harvest, self._rows, node, where)
        if service is None:
            self._rows.drop(node, where, "Der Eintrag hat weder einen Namen noch eine Kennung.")
            return
        general = node.text("leistungID")
        if general and node.tag != SERVICES[0]:
            self._links.specialised.append((service, general))

    def _body(self, node: Node, where: str) -> None:
        body = take_body(self._harvest, self._rows, node, where)
        if body is None:
            self._rows.drop(node, where, "Der Eintrag hat weder einen Namen noch eine Kennung.")
            return
        for part in node.children("zustaendigkeit"):
            areas = list(_areas(part))
            services = part.texts("leistungID")
            part.text("id")
            for service in services:
                self._links.responsible.append((body, service, areas, where))
            if services:
                self._rows.merged(part)

    def _online(self, node: Node, where: str) -> None:
        name = in_german(node, "bezeichnung") or ""
        links = []
        for part in node.children("link", "url", "internetadresse"):
            address = part.text("link") or part.text("uri") or part.text()
            for kind in part.children("typ"):
                kind.take_all()
                self._rows.merged(kind)
            label = in_german(part, "titel")
            if address:
                links.append((f"Online-Dienst: {name or label or ''}".rstrip(": "), address))
                self._rows.merged(part)
        services = [*node.texts("leistungID"), *node.texts("leistungsID")]
        if not links:
            self._rows.drop(node, where, f"Der Online-Dienst {name} nennt keine Adresse.")
            return
        self._links.online.append((services, links, where))
        self._rows.merged(node)


def _areas(part: Node) -> Iterator[tuple[str, str | None]]:
    skip_schemes(part, "id", "leistungID", "gebietID")
    for area in part.children("gebietID"):
        key = area.text()
        if key:
            yield key, None
