"""Services of XZuFi: texts by module and language, keys, categories, areas."""

from collections.abc import Iterator

from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.leika_modules import (
    COSTS,
    DEADLINES,
    DURATION,
    RELEASE,
    Module,
    code_titled,
    plain,
)
from lotse_desk.formats.leika_services import GERMAN, CatalogueService, Term, take_service
from lotse_desk.formats.xml_nodes import Node
from lotse_desk.formats.xml_rows import ElementRows

_MODULES = {"modulFrist": DEADLINES, "modulKosten": COSTS, "modulBearbeitungsdauer": DURATION}
_VALUES = ("betrag", "dauer", "waehrung", "einheit")
_SAYS_NOTHING = ("position", "positionDarstellung", "listURI", "listVersionID")
_SCHEME = ("schemeID", "schemeName", "schemeAgencyID", "schemeAgencyName", "schemeDataURI")


def take_leistung(harvest: Harvest, rows: ElementRows, node: Node, where: str) -> str | None:
    """Take a `leistung` or `spezialisierung`; its id, None when it has neither name nor id."""
    modules: dict[str, list[Module]] = {}
    for language, module in _modules(rows, node):
        modules.setdefault(language, []).append(module)
    key = node.text("id")
    skip_schemes(node, "id", "leistungID", "idSekundaer")
    service = CatalogueService(
        where,
        {"id": key, "last_modified": _changed(rows, node)},
        modules,
        dict(_names(node)),
        list(_keys(rows, node)),
        list(_valid_in(node)),
        list(_terms(rows, node)),
    )
    names = [service.texts(language).columns.get("name") for language in service.languages]
    if key is None and not any(names):
        return None
    return take_service(harvest, service, row=rows.count(node))


def in_german(node: Node, tag: str) -> str | None:
    """The German text of the children with a name, else that of the first; all are ticked off."""
    found = by_language(node, tag)
    return found.get(GERMAN) or next(iter(found.values()), None)


def by_language(node: Node, tag: str) -> dict[str, str]:
    """The texts of the children with a name by their language; German where none is told."""
    found: dict[str, str] = {}
    for child in node.children(tag):
        language, text = language_of(child), child.text()
        if text:
            found.setdefault(language, text)
    return found


def language_of(node: Node) -> str:
    """The language an element tells; regions do not matter."""
    given = node.attribute("languageCode") or node.attribute("languageID") or GERMAN
    return given.replace("_", "-").split("-")[0].lower() or GERMAN


def skip(node: Node, *attributes: str) -> None:
    """Tick off attributes that say nothing about the service."""
    for name in attributes:
        node.attribute(name)


def skip_schemes(node: Node, *tags: str) -> None:
    """Tick off which scheme identifiers are of."""
    for identifier in node.children(*tags):
        skip(identifier, *_SCHEME)


def code_of(rows: ElementRows, node: Node | None) -> str | None:
    """The code an element holds, with or without a child for it."""
    if node is None:
        return None
    skip(node, *_SAYS_NOTHING)
    rows.merged(node)
    node.text("name")
    return node.text("code") or node.text()


def _modules(rows: ElementRows, node: Node) -> Iterator[tuple[str, Module]]:
    for part in node.children("modulText"):
        kind = part.child("leikaTextmodul")
        title = (kind.text("name") if kind else None) or ""
        code = code_of(rows, kind) or code_titled(title)
        yield from _text_module(rows, part, code, title)
    for tag, code in _MODULES.items():
        for part in node.children(tag):
            yield from _valued_module(rows, part, code)
    for part in node.children("modulFachlicheFreigabe"):
        day = part.text("fachlichFreigegebenAm")
        for language, name in by_language(part, "fachlichFreigegebenDurch").items():
            rows.merged(part)
            yield language, Module(RELEASE, "", f"{name} ({day})" if day else name)
    for part in node.children("modulUrsprungsportal"):
        address, label = part.text("uri"), part.text("titel")
        part.text("positionDarstellung")
        skip(part, "languageCode")
        if address:
            rows.merged(part)
            yield GERMAN, Module("94", "", "", ((f"Quelle: {label or ''}".rstrip(": "), address),))


def _text_module(
    rows: ElementRows, part: Node, code: str, title: str
) -> Iterator[tuple[str, Module]]:
    part.text("positionDarstellung")
    links: dict[str, list[tuple[str, str]]] = {}
    for link in part.children("weiterfuehrenderLink"):
        address, label = link.text("uri"), in_german(link, "titel")
        link.text("positionDarstellung")
        if address:
            rows.merged(link)
            links.setdefault(language_of(link), []).append((label or "", address))
    texts = by_language(part, "inhalt")
    for language in dict.fromkeys((*texts, *links)):
        text, inside = plain(texts.get(language))
        rows.merged(part)
        yield language, Module(code, title, text, (*links.get(language, ()), *inside))


def _valued_module(rows: ElementRows, part: Node, code: str) -> Iterator[tuple[str, Module]]:
    """Deadlines, cost and duration: a text, and entries with an amount or a span of time."""
    part.text("positionDarstellung")
    values: list[tuple[str, str]] = []
    for entry in _entries(part):
        told = [text for tag in _VALUES if (text := entry.text(tag))]
        title = None if entry is part else in_german(entry, "beschreibung")
        code_of(rows, entry.child("typ"))
        if told or title:
            values.append((plain(title)[0], " ".join(told)))
            rows.merged(entry)
    texts = by_language(part, "beschreibung")
    for language in texts or ({GERMAN: ""} if values else {}):
        text, links = plain(texts.get(language))
        rows.merged(part)
        details = tuple(values) if language == GERMAN else ()
        yield language, Module(code, "", text, links, details)


def _entries(part: Node) -> Iterator[Node]:
    """The element itself and those below it that hold values."""
    yield part
    yield from part.children("frist", "kosten", "gebuehr", "bearbeitungsdauer", "fristauswahl")


def _names(node: Node) -> Iterator[tuple[str, tuple[str, str]]]:
    names = by_language(node, "leistungsbezeichnung") or by_language(node, "bezeichnung")
    for language, name in names.items():
        yield language, (plain(name)[0], "")


def _changed(rows: ElementRows, node: Node) -> str | None:
    version = node.child("versionsinformation")
    if version is None:
        return None
    rows.merged(version)
    for tag in ("version", "erstelltDatumZeit"):
        version.text(tag)
    return version.text("geaendertDatumZeit")


def _keys(rows: ElementRows, node: Node) -> Iterator[str]:
    for part in node.children("referenzLeiKa"):
        code = code_of(rows, part)
        if code:
            yield code


def _valid_in(node: Node) -> Iterator[tuple[str, str | None]]:
    skip_schemes(node, "gueltigkeitGebietID")
    for area in node.children("gueltigkeitGebietID"):
        key = area.text()
        if key:
            yield key, None


def _terms(rows: ElementRows, node: Node) -> Iterator[Term]:
    for category in node.children("kategorie"):
        code, name = category.text("id"), in_german(category, "bezeichnung")
        above = category.text("uebergeordneteKategorieID")
        kind = category.child("klasse")
        vocabulary = in_german(kind, "bezeichnung") if kind is not None else None
        if kind is not None:
            kind.text("id")
            rows.merged(kind)
        skip_schemes(category, "id", "uebergeordneteKategorieID")
        if code or name:
            rows.merged(category)
            given = code or name or ""
            yield Term(vocabulary or "Kategorien", given, plain(name)[0] or given, above)
    for part in node.children("informationsbereichSDG"):
        name = part.text("name")
        code = code_of(rows, part)
        if code:
            yield Term("SDG-Informationsbereiche", code, name or code)
    for wrapper in (node, *node.children("modulBegriffImKontext")):
        for word in wrapper.children("begriffImKontext"):
            text = in_german(word, "begriff")
            code_of(rows, word.child("typ"))
            if text:
                rows.merged(word)
                if wrapper is not node:
                    rows.merged(wrapper)
                yield Term("Stichwörter", text, text)
