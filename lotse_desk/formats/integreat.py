"""Reads Integreat pages: dumps of a region's pages and answers of the public pages API.

Each German page becomes a service of the region's site; the same page in other languages becomes
its translation. Nothing is filtered.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lotse_desk.domain.faults import Unreadable
from lotse_desk.domain.languages import LANGUAGES
from lotse_desk.domain.supplement import Translation, text_hash
from lotse_desk.formats.completion import finish
from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.html_text import page_text
from lotse_desk.formats.imported import Imported, Known, nothing_known
from lotse_desk.formats.json_reading import read_json
from lotse_desk.formats.source import Feed
from lotse_desk.formats.values import number_of, read_id, read_text, shown

SITE = "https://integreat.app"
GERMAN = "de"
PAGE_TREE = "Seitenbaum"
"""Description of a taxonomy that is only the order in which a site shows its pages."""

MAX_PAGE = 2 << 20
"""Characters of HTML a page may have."""

MAX_DEPTH = 8
_LANGUAGES = {"de-si": "de-simple", "ku": "kmr", "ckb": "ckb", "zh-CN": "zh"}
_KNOWN_KEYS = frozenset(
    {
        "id",
        "url",
        "path",
        "title",
        "slug",
        "modified_gmt",
        "last_updated",
        "excerpt",
        "content",
        "parent",
        "order",
        "available_languages",
        "thumbnail",
        "organization",
        "hash",
        "embedded_offers",
        "children",
    }
)


@dataclass(frozen=True)
class Page:
    """A page as given, with the region and language its path tells."""

    where: str
    raw: Mapping[str, object]
    path: str
    region: str
    language: str

    @property
    def page_id(self) -> str:
        """The page's own id, empty when it has none."""
        return str(read_id(self.raw.get("id")).value or "")

    def text_of(self, key: str) -> str:
        """A text of the page, empty when there is none."""
        return str(read_text(self.raw.get(key)).value or "").strip()


def looks_like_page(value: object) -> bool:
    """Whether a JSON value has the shape of an Integreat page."""
    return isinstance(value, dict) and "path" in value and "title" in value and "content" in value


def read_integreat(feed: Feed, known: Known = nothing_known) -> Imported:
    """Read all pages of a feed.

    Raises `Unreadable` when a file is damaged, or when there is no page at all (no-records).
    """
    harvest = Harvest(feed.name, known)
    for skipped in feed.skipped:
        harvest.report(skipped.where, skipped.reason, skipped.action)
    pages: list[Page] = []
    for file in feed.files:
        if file.suffix not in (".json", ".jsonl", ".ndjson"):
            harvest.report(file.name, "Kein JSON.", "Die Datei blieb ungelesen.")
            continue
        document = read_json(file)
        if document.reason:
            harvest.report(file.name, document.reason, "Alle Seiten wurden gelesen.")
        found = list(_members(document.value, file.name, 0))
        if any(_resembles_page(raw) for _, raw in found):
            pages.extend(_page(place, raw) for place, raw in found)
        else:
            harvest.report(
                file.name,
                f"In {number_of(len(found), 'Eintrag', 'Einträgen')} steht keine Seite.",
                "Die Datei wurde nicht übernommen.",
            )
    if not pages:
        raise Unreadable(feed.name, "no-records")
    _Site(harvest, pages).read()
    return finish(harvest, "integreat")


def _resembles_page(value: object) -> bool:
    return (
        isinstance(value, dict)
        and "title" in value
        and bool(value.keys() & {"path", "url", "content", "excerpt"})
    )


def _members(value: object, where: str, depth: int) -> Iterator[tuple[str, object]]:
    """All pages in a value with their places, also in wrappers and below other pages."""
    if depth > MAX_DEPTH:
        yield where, None
    elif isinstance(value, list):
        for number, member in enumerate(value, 1):
            place = f"{where}, Seite {number}"
            if isinstance(member, list):
                yield from _members(member, place, depth + 1)
            else:
                yield place, member
                if isinstance(member, dict) and isinstance(member.get("children"), list):
                    yield from _members(member["children"], place, depth + 1)
    elif looks_like_page(value):
        yield where, value
    elif isinstance(value, dict):
        for key, member in value.items():
            if isinstance(member, (list, dict)):
                yield from _members(member, f"{where}, {key}", depth + 1)


def _page(where: str, raw: object) -> Page:
    given = raw if isinstance(raw, dict) else {}
    path = str(read_id(given.get("path")).value or "")
    if not path:
        path = urlsplit(str(read_id(given.get("url")).value or "")).path
    steps = [step for step in path.split("/") if step]
    region = steps[0] if steps else "unbekannt"
    language = steps[1] if len(steps) > 1 else GERMAN
    return Page(where, given, _plain_path(path), region, _LANGUAGES.get(language, language))


def _plain_path(path: str) -> str:
    return "/" + unquote(path).strip("/") + "/"


class _Site:
    """The pages of a feed on their way to services, translations and terms."""

    def __init__(self, harvest: Harvest, pages: list[Page]) -> None:
        self._harvest = harvest
        self._pages = pages
        self._by_path = {page.path: page for page in pages if page.raw}
        self._unknown: Counter[str] = Counter()
        self._services: dict[str, str] = {}
        self._translated: dict[str, set[str]] = defaultdict(set)

    def read(self) -> None:
        """Take every page, those in other languages once the German ones have their ids."""
        german = _german_paths(self._pages)
        translations: list[tuple[Page, Page]] = []
        for page in self._pages:
            self._harvest.rows += 1
            self._unknown.update(
                key for key, value in page.raw.items() if key not in _KNOWN_KEYS and value
            )
            original = self._by_path.get(german.get(page.path, ""))
            if page.language == GERMAN or original is None:
                self._take_page(page)
            else:
                translations.append((page, original))
        for page, original in translations:
            self._translate(page, original)
        for key, count in self._unknown.items():
            self._harvest.report(
                "Seiten", f"Unbekannte Angabe {key}, {count} mal gefüllt.", "Nicht übernommen."
            )

    def _take_page(self, page: Page) -> None:
        harvest = self._harvest
        if not page.raw:
            harvest.drop(page.where, "Hier steht keine Seite, wie Integreat sie kennt.")
            return
        name, body = page.text_of("title"), self._body(page)
        if not body and (name or page.page_id):
            harvest.report(
                page.where,
                f"Die Seite {shown(name or page.page_id)} hat keinen Text.",
                "Sie wurde mit ihrem Namen übernommen.",
            )
        if page.language != GERMAN and (name or page.page_id):
            harvest.report(
                page.where,
                f"Zur Seite {shown(name or page.page_id)} ({page.language}) fehlt die deutsche.",
                "Sie wurde als eigener Eintrag übernommen.",
            )
        service = {
            "id": page.raw.get("id"),
            "organization_id": self._organization(page),
            "name": name,
            "description": body,
            "url": SITE + page.path.rstrip("/") if page.path != "/" else None,
            "last_modified": page.raw.get("last_updated") or page.raw.get("modified_gmt"),
        }
        service_id = harvest.take("service", service, page.where, row=True)
        if service_id is None:
            return
        self._services[page.path] = service_id
        for label, address in page_text(page.text_of("content")[:MAX_PAGE]).links:
            link = {"url": address, "label": label or None, "service_id": service_id}
            harvest.take_derived("url", link, page.where)
        self._classify(page, service_id)

    def _body(self, page: Page) -> str:
        html = page.text_of("content")
        if len(html) > MAX_PAGE:
            self._harvest.report(
                page.where, "Die Seite ist übermäßig lang.", "Ihr Anfang wurde übernommen."
            )
        return page_text(html[:MAX_PAGE]).text or page_text(page.text_of("excerpt")).text

    def _organization(self, page: Page) -> str:
        """The body a page names, else the placeholder of its region's site."""
        given = page.raw.get("organization")
        if isinstance(given, dict) and (given.get("id") or given.get("name")):
            key = given.get("id") or given.get("slug") or given.get("name")
            raw = {"id": f"integreat-organization-{key}", "name": given.get("name")}
            logo = given.get("logo")
            raw |= {"website": given.get("website"), "logo": logo if logo else None}
            return self._harvest.take("organization", raw, page.where, nested=True) or ""
        site_id = f"integreat-{page.region}"
        if not self._harvest.has("organization", site_id):
            site = {
                "id": site_id,
                "name": f"Integreat {page.region}",
                "website": f"{SITE}/{page.region}",
            }
            self._harvest.take("organization", site, page.where, placeholder=True)
            self._harvest.report(
                page.where,
                "Die Seiten nennen keine Stelle, die zuständig ist.",
                f"Ein Platzhalter „Integreat {page.region}“ wurde angelegt.",
            )
        return site_id

    def _classify(self, page: Page, service_id: str) -> None:
        """Link a page to the page above it as to a term of the site's own order."""
        steps = [step for step in page.path.split("/") if step]
        if len(steps) < 4:
            return
        above = "/" + "/".join(steps[:-1]) + "/"
        parent = self._by_path.get(above)
        taxonomy = f"integreat-{page.region}"
        self._harvest.take(
            "taxonomy",
            {"id": taxonomy, "name": f"Integreat {page.region}", "description": PAGE_TREE},
            page.where,
            nested=True,
        )
        name = parent.text_of("title") if parent else steps[-2].replace("-", " ")
        term = {
            "id": f"integreat{above}",
            "name": name,
            "description": above,
            "taxonomy_id": taxonomy,
            "taxonomy": f"Integreat {page.region}",
            "language": page.language,
        }
        term_id = self._harvest.take("taxonomy_term", term, page.where, nested=True)
        link = {"link_id": service_id, "link_entity": "service", "taxonomy_term_id": term_id}
        self._harvest.take_derived("attribute", link, page.where)

    def _translate(self, page: Page, original: Page) -> None:
        harvest = self._harvest
        service_id = self._services.get(original.path)
        if page.language not in LANGUAGES:
            harvest.report(
                page.where,
                f"Die Sprache {shown(page.language)} gehört nicht zu den Sprachen der Zettel.",
                "Die Übersetzung wurde trotzdem übernommen.",
            )
        if service_id is None:
            harvest.drop(page.where, "Die deutsche Seite wurde nicht übernommen.")
            return
        if page.language in self._translated[service_id]:
            harvest.drop(page.where, f"Die Übersetzung {shown(page.language)} gibt es schon.")
            return
        self._translated[service_id].add(page.language)
        texts = {"name": page.text_of("title"), "description": self._body(page)}
        german = {"name": original.text_of("title"), "description": self._body(original)}
        if not any(texts.values()):
            harvest.drop(page.where, "Die Übersetzung ist leer.")
            return
        harvest.landed += 1
        for field, text in texts.items():
            if text:
                harvest.add(
                    Translation(
                        id=f"service:{service_id}:{field}:{page.language}",
                        entity="service",
                        entity_id=service_id,
                        field=field,
                        language=page.language,
                        text=text,
                        source_hash=text_hash(german[field]),
                    )
                )


def _german_paths(pages: list[Page]) -> dict[str, str]:
    """Path of a page in another language to the path of its German original."""
    found: dict[str, str] = {}
    for page in pages:
        languages = page.raw.get("available_languages")
        if not isinstance(languages, dict):
            continue
        paths = {key: _path_in(value) for key, value in languages.items()}
        german = page.path if page.language == GERMAN else paths.get(GERMAN, "")
        if page.language != GERMAN and german:
            found.setdefault(page.path, german)
        for key, path in paths.items():
            if path and key != GERMAN and german:
                found.setdefault(path, german)
    return found


def _path_in(value: object) -> str:
    given = value.get("path") if isinstance(value, dict) else value
    return _plain_path(given) if isinstance(given, str) and given else ""
