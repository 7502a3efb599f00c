"""Reads services of the federal portal network (PVOG) as its search answers them in JSON.

No schema was to be had: the names come from answers and readers that are public. Of bodies these
show no more than their ids.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from lotse_desk.domain.faults import Unreadable
from lotse_desk.formats.completion import finish
from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.imported import Imported, Known, nothing_known
from lotse_desk.formats.json_objects import JsonObject
from lotse_desk.formats.json_streaming import JsonStream
from lotse_desk.formats.leika_modules import Module, code_titled, plain
from lotse_desk.formats.leika_services import (
    GERMAN,
    CatalogueService,
    Term,
    take_links,
    take_service,
    translate,
)
from lotse_desk.formats.source import Feed, SourceFile
from lotse_desk.formats.values import shown

KEYS = frozenset({"leikakeys", "leikaKeys", "sdgInformation", "onlineServiceLinks"})
"""Names that only services of this source have."""

MAX_DEPTH = 16
"""How deep terms may stand below others; the source itself needs three levels."""

_JSON = (".json", ".jsonl", ".ndjson")
_BODY = ".OE."
_ALWAYS = ("1970-01-01", "2999-12-31")
_EDITORIAL = "TEXT_MODUL_INDIVIDUELL"
_SAYS_NOTHING = (
    "timestamp",
    "suggest",
    "arsFederalstate",
    "languageComplete",
    "availableLanguages",
)
"""Of the search itself: what it suggests while typing, when and how it indexed."""


def read_pvog(feed: Feed, known: Known = nothing_known) -> Imported:
    """Read all services of a feed, those in other languages as translations of the German ones.

    Raises `Unreadable` when a file is damaged or there is nothing at all in it (no-records).
    """
    harvest = Harvest(feed.name, known)
    for skipped in feed.skipped:
        harvest.report(skipped.where, skipped.reason, skipped.action)
    reader = _Reader(harvest)
    for file in feed.files:
        if file.suffix in _JSON or len(feed.files) == 1:
            reader.read(file)
        else:
            harvest.report(file.name, "Kein JSON.", "Die Datei blieb ungelesen.")
    if not harvest.rows:
        raise Unreadable(feed.name, "no-records")
    reader.finish()
    return finish(harvest, "pvog")


class _Reader:
    """Takes the services of all files; other languages wait until the German ones have ids."""

    def __init__(self, harvest: Harvest) -> None:
        self._harvest = harvest
        self._left: Counter[str] = Counter()
        self._empty: Counter[str] = Counter()
        self._waiting: list[CatalogueService] = []

    def read(self, file: SourceFile) -> None:
        """Take every service of a file."""
        document = JsonStream(file)
        if document.outline.reason:
            self._harvest.report(
                file.name, document.outline.reason, "Alle Einträge wurden gelesen."
            )
        for number, member in enumerate(_members(document), 1):
            where = f"{file.name}, Eintrag {number}"
            self._harvest.rows += 1
            if not isinstance(member, dict):
                self._harvest.drop(where, "Hier steht keine Leistung, wie das PVOG sie kennt.")
                continue
            entry = JsonObject(member)
            if _BODY in (entry.id() or ""):
                self._body(entry, where)
            else:
                self._service(entry, where)
            self._left.update(entry.left())

    def finish(self) -> None:
        """Take what waited, then report what nothing was made of."""
        for service in self._waiting:
            self._foreign(service)
        for title, count in self._empty.items():
            self._harvest.report(
                "Module", f"{shown(title)} ohne Inhalt, {count} mal.", "Nichts zu übernehmen."
            )
        for path, count in self._left.items():
            self._harvest.report(
                "Leistungen", f"Unbekannte Angabe {path}, {count} mal gefüllt.", "Nicht übernommen."
            )

    def _body(self, entry: JsonObject, where: str) -> None:
        text, _ = plain(entry.text("description"))
        raw = {"id": entry.id(), "name": entry.text("name"), "description": text or None}
        self._harvest.take("organization", raw, where, row=True)

    def _service(self, entry: JsonObject, where: str) -> None:
        entry.pass_over(*_SAYS_NOTHING)
        before = self._harvest.merged
        key = entry.id()
        where = f"{where}: {key}" if key else where
        language = entry.text("languageCode") or GERMAN
        summary, links = plain(entry.text("description"))
        service = CatalogueService(
            where,
            {"id": key, "organization_id": self._responsible(entry, where), **self._dates(entry)},
            {language: self._modules(entry, where)},
            {language: (entry.text("name") or "", summary)},
            list(dict.fromkeys((*entry.texts("leikakeys"), *entry.texts("leikaKeys")))),
            [(area, None) for area in entry.texts("ars")],
            list(self._terms(entry)),
        )
        links += tuple(self._online(entry))
        if language != GERMAN:
            self._waiting.append(service)
        elif not self._keep(service, links):
            self._harvest.dropped += self._harvest.merged - before
            self._harvest.merged = before

    def _keep(self, service: CatalogueService, links: Iterable[tuple[str, str]] = ()) -> bool:
        service_id = take_service(self._harvest, service)
        if service_id is not None:
            take_links(self._harvest, links, {"service_id": service_id}, service.where)
        return service_id is not None

    def _foreign(self, service: CatalogueService) -> None:
        """A service in another language: a translation, or a service where there is no German."""
        service_id = str(service.raw["id"] or "")
        if not self._harvest.has("service", service_id):
            self._keep(service)
        elif translate(
            self._harvest, service_id, service.texts(service.languages[0]), service.where
        ):
            self._harvest.landed += 1
        else:
            self._harvest.drop(service.where, "Die Übersetzung ist leer oder steht schon da.")

    def _responsible(self, entry: JsonObject, where: str) -> str | None:
        """The body HSDS has room for; the others are named."""
        bodies = entry.texts("organisationIds")
        if len(bodies) > 1:
            named = ", ".join(bodies[1:])
            self._harvest.report(
                where,
                f"Zuständig sind {len(bodies)} Stellen, HSDS kennt eine; außerdem: {named}.",
                f"Die erste wurde übernommen: {bodies[0]}.",
            )
        return bodies[0] if bodies else None

    def _dates(self, entry: JsonObject) -> dict[str, object]:
        begin, end = entry.text("validFrom"), entry.text("validTo")
        for period in entry.objects("validityPeriods"):
            period.pass_over("validFrom", "validTo")
            self._merged()
        told = [f"Gültig ab {begin}." if begin and begin != _ALWAYS[0] else ""]
        told += [f"Gültig bis {end}." if end and end != _ALWAYS[1] else ""]
        return {
            "last_modified": entry.text("externalLastUpdate", "lastUpdate"),
            "alert": " ".join(filter(None, told)) or None,
        }

    def _modules(self, entry: JsonObject, where: str) -> list[Module]:
        found: list[Module] = []
        for part in entry.objects("details"):
            title = part.text("title") or ""
            links = [*self._links(part, "links"), *self._links(part, "additionalInformation")]
            text, inside = plain(part.text("text"))
            below = []
            for detail in part.objects("details"):
                below.append((detail.text("title") or "", plain(detail.text("text"))[0]))
                links += self._links(detail, "links")
                detail.pass_over("code", "filled", "placeholder", "replace", "@type")
                self._merged()
            date = part.text("date")
            part.pass_over("@type", "filled", "replace")
            code = part.text("code") or code_titled(title)
            if part.text("xZufiCategory") == _EDITORIAL:
                text = ""
            if date and text:
                text = f"{text} ({date})"
            module = Module(code, title, text, (*links, *inside), tuple(below))
            if part.says("placeholder") or module.is_empty:
                self._harvest.rows += 1
                self._harvest.dropped += 1
                self._empty[title or code] += 1
                continue
            self._merged()
            found.append(module)
        return found

    def _links(self, part: JsonObject, key: str) -> Iterator[tuple[str, str]]:
        for link in part.objects(key):
            address, label = link.text("uri", "url"), link.text("title", "name")
            link.pass_over("replace", "dynamicParameters")
            self._merged()
            if address:
                yield label or "", address

    def _online(self, entry: JsonObject) -> Iterator[tuple[str, str]]:
        """Online services and forms; how one proves who one is stays out."""
        for service in entry.objects("onlineServiceLinks"):
            for period in service.objects("validityPeriods"):
                period.pass_over("validFrom", "validTo")
                self._merged()
            service.pass_over("id", "validFrom", "validTo", "replace", "dynamicParameters")
            yield from self._address(service, "Online-Dienst")
        for form in entry.objects("forms"):
            yield from self._address(form, "Formular")
        for source in entry.objects("sourcePortals"):
            source.pass_over("replace")
            yield from self._address(source, "Quelle")

    def _address(self, part: JsonObject, kind: str) -> Iterator[tuple[str, str]]:
        address, label = part.text("uri", "url"), part.text("title", "name")
        self._merged()
        if address:
            yield f"{kind}: {label}" if label else kind, address

    def _terms(self, entry: JsonObject) -> Iterator[Term]:
        for word in dict.fromkeys(entry.texts("synonyms")):
            yield Term("Stichwörter", word, word)
        for group in entry.texts("addressees"):
            yield Term("Adressaten", group, group)
        for matter in entry.objects("personalMatters"):
            yield from self._matters(matter, None)
        for area in entry.objects("sdgInformation"):
            code, names = area.text("code"), area.objects("texts")
            area.pass_over("id", "uri", "version", "key", "values", "comments")
            name = next((text for one in names if (text := one.text("de"))), None)
            for one in names:
                one.pass_over("en_GB")
            self._merged()
            if code:
                yield Term("SDG-Informationsbereiche", code, name or code)

    def _matters(
        self, matter: JsonObject, above: str | None, depth: int = MAX_DEPTH
    ) -> Iterator[Term]:
        code, name = matter.text("code"), matter.text("name")
        self._merged()
        if code or name:
            yield Term("Lebenslagen", code or name or "", name or "", above)
        for child in matter.objects("children") if depth else ():
            yield from self._matters(child, code or name, depth - 1)

    def _merged(self) -> None:
        self._harvest.rows += 1
        self._harvest.merged += 1


def _members(document: JsonStream) -> Iterator[object]:
    """The services of a file: one, a list of them, or those in the lists of an answer."""
    outline = document.outline
    if outline.kind in ("list", "lines"):
        yield from document.members()
    elif outline.kind == "object":
        if {"id", "name", "details", *KEYS} & {*outline.plain, *outline.lists}:
            yield document.whole()
            return
        yield from (member for _, member in document.members_of_lists())
        for value in outline.plain.values():
            if isinstance(value, dict) and ("id" in value or "name" in value):
                yield value
    else:
        yield document.whole()
