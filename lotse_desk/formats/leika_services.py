"""Services of German catalogues in a harvest: keys, terms, areas, links, translations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lotse_desk.domain.languages import LANGUAGES
from lotse_desk.domain.supplement import Translation, text_hash
from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.leika_modules import KEY, Module, ServiceTexts, texts_of
from lotse_desk.formats.values import shown

GERMAN = "de"
NATION = "000000000000"
KEYS = "LeiKa"
_ARS = 12
_TRANSLATED = (
    "name",
    "description",
    "eligibility_description",
    "application_process",
    "fees_description",
    "wait_time",
)


@dataclass
class Term:
    """A term of one of the source's lists; `above` is the code of the one above it."""

    vocabulary: str
    code: str
    name: str
    above: str | None = None


@dataclass
class CatalogueService:
    """A service as a catalogue tells it; `raw` are further columns as given."""

    where: str
    raw: dict[str, object]
    modules: Mapping[str, Sequence[Module]]
    summaries: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    areas: list[tuple[str, str | None]] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)

    def texts(self, language: str) -> ServiceTexts:
        """Its texts in a language, none where the catalogue has none."""
        name, summary = self.summaries.get(language, ("", ""))
        return texts_of(self.modules.get(language, ()), language, name=name, summary=summary)

    @property
    def languages(self) -> list[str]:
        """The languages it is told in."""
        return list(dict.fromkeys((*self.summaries, *self.modules)))


def take_service(harvest: Harvest, service: CatalogueService, *, row: bool = True) -> str | None:
    """Take a service with all that hangs on it; None when it was dropped.

    Without German the first language stands in its place, which is reported.
    """
    own = GERMAN if GERMAN in service.languages else next(iter(service.languages), GERMAN)
    if own != GERMAN:
        harvest.report(
            service.where,
            f"Die deutsche Fassung fehlt; es gibt {shown(own)}.",
            "In dieser Sprache übernommen.",
        )
    texts = service.texts(own)
    raw = {**service.raw, **texts.columns}
    service_id = harvest.take("service", raw, service.where, row=row)
    if service_id is None:
        return None
    owner = {"service_id": service_id}
    for document in texts.documents:
        harvest.take_derived("required_document", {"document": document, **owner}, service.where)
    for cost in texts.costs:
        harvest.take_derived("cost_option", {**cost, **owner}, service.where)
    take_links(harvest, texts.links, owner, service.where)
    for area, name in service.areas:
        take_area(harvest, area, name, service_id, service.where)
    for key in service.keys:
        _take_key(harvest, key, service_id, service.where)
    take_terms(harvest, service.terms, service_id, service.where)
    for language in service.languages:
        if language != own:
            translate(harvest, service_id, service.texts(language), service.where)
    return service_id


def take_links(
    harvest: Harvest, links: Iterable[tuple[str, str]], owner: Mapping[str, object], where: str
) -> int:
    """Take web addresses; returns how many."""
    taken = 0
    for label, address in links:
        raw = {"label": label or None, "url": address, **owner}
        taken += harvest.take_derived("url", raw, where) is not None
    return taken


def take_area(harvest: Harvest, area: str, name: str | None, service: str, where: str) -> None:
    """Take a regional key (ARS, 12 digits) as service area; other keys stay as they are."""
    known = area.isdigit() and len(area) == _ARS
    if not known:
        harvest.report(
            where, f"Kein Regionalschlüssel mit 12 Ziffern: {shown(area)}.", "So übernommen."
        )
    named = name or ("Deutschland" if area == NATION else f"Regionalschlüssel {area}")
    raw = {"service_id": service, "name": named, "extent": area, "extent_type": "text"}
    harvest.take_derived("service_area", raw, where)


def take_terms(harvest: Harvest, terms: Iterable[Term], service: str, where: str) -> None:
    """Link a service to terms of the source's own lists; a term above others is only above."""
    given = list(terms)
    above = {(term.vocabulary, term.above) for term in given}
    for term in given:
        taxonomy = harvest.take_derived("taxonomy", {"name": term.vocabulary}, where)
        raw = {
            "id": _term_id(term.vocabulary, term.code),
            "name": term.name or term.code,
            "code": term.code,
            "taxonomy": term.vocabulary,
            "taxonomy_id": taxonomy,
            "parent_id": _term_id(term.vocabulary, term.above) if term.above else None,
        }
        term_id = harvest.take("taxonomy_term", raw, where, nested=True)
        if (term.vocabulary, term.code) not in above:
            link = {"link_id": service, "link_entity": "service", "taxonomy_term_id": term_id}
            harvest.take_derived("attribute", link, where)


def translate(harvest: Harvest, service: str, other: ServiceTexts, where: str) -> bool:
    """Take texts of another language as translations of those a service has; whether any was."""
    language = other.language
    if language not in LANGUAGES:
        harvest.report(
            where,
            f"Die Sprache {shown(language)} gehört nicht zu den Sprachen der Zettel.",
            "Die Übersetzung wurde trotzdem übernommen.",
        )
    taken = False
    for column in _TRANSLATED:
        text, source = other.columns.get(column), harvest.value("service", service, column)
        if text and isinstance(source, str):
            translation = Translation(
                id=f"service:{service}:{column}:{language}",
                entity="service",
                entity_id=service,
                field=column,
                language=language,
                text=text,
                source_hash=text_hash(source),
            )
            taken = harvest.add(translation) or taken
    return taken


def _take_key(harvest: Harvest, key: str, service: str, where: str) -> None:
    if not KEY.fullmatch(key):
        harvest.report(
            where, f"Kein Schlüssel des Leistungskatalogs (14 Ziffern): {shown(key)}.", "Fehlt."
        )
        return
    take_terms(harvest, [Term(KEYS, key, key)], service, where)


def _term_id(vocabulary: str, code: str) -> str:
    return f"{vocabulary}-{code}"
