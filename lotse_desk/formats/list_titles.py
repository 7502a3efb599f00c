"""What the columns of a town's own list mean: titles everybody knows, and those said for a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lotse_desk.domain.faults import InvalidValue, UnknownValue
from lotse_desk.formats.column_mapping import normalized

TITLES: dict[str, tuple[str, ...]] = {
    "service.id": ("kennung", "id", "nr", "nummer"),
    "service.name": (
        "name",
        "leistung",
        "angebot",
        "dienstleistung",
        "bezeichnung",
        "titel",
        "anliegen",
        "service",
    ),
    "service.alternate_name": ("kurzname", "abkuerzung", "auch_bekannt_als"),
    "service.description": ("beschreibung", "kurzbeschreibung", "inhalt", "description"),
    "service.email": ("e_mail", "email", "mail", "e_mail_adresse"),
    "service.url": ("internet", "url", "link", "webseite", "website", "homepage", "web"),
    "service.eligibility_description": (
        "wer_darf_kommen",
        "zielgruppe",
        "voraussetzungen",
        "fuer_wen",
    ),
    "service.fees_description": ("kosten", "gebuehren", "gebuehr", "preis"),
    "service.application_process": (
        "so_stellt_man_den_antrag",
        "antrag",
        "ablauf",
        "verfahren",
    ),
    "service.wait_time": ("wartezeit", "bearbeitungsdauer"),
    "service.assured_date": ("stand", "geprueft_am", "aktualisiert"),
    "service.alert": ("hinweis", "hinweise", "bemerkung", "bemerkungen"),
    "organization.name": (
        "stelle",
        "traeger",
        "amt",
        "behoerde",
        "organisation",
        "einrichtung",
        "anbieter",
        "zustaendige_stelle",
        "fachbereich",
    ),
    "location.name": ("ort_der_leistung", "standort", "gebaeude", "haus", "dienststelle"),
    "address.address_1": ("strasse", "strasse_und_hausnummer", "strasse_hausnummer"),
    "address.postal_code": ("plz", "postleitzahl"),
    "address.city": ("ort", "stadt", "wohnort", "gemeinde"),
    "address": ("adresse", "anschrift", "address"),
    "placement.room": ("raum", "zimmer", "buero"),
    "placement.floor": ("etage", "stock", "stockwerk", "geschoss"),
    "contact.department": ("abteilung", "sachgebiet", "team"),
    "phones": ("telefon", "tel", "telefonnummer", "rufnummer", "phone"),
    "hours": ("oeffnungszeiten", "sprechzeiten", "servicezeiten", "zeiten"),
    "areas": ("zustaendig_fuer", "gebiet", "einzugsgebiet", "gilt_fuer"),
    "documents": ("mitbringen", "unterlagen", "erforderliche_unterlagen", "benoetigte_unterlagen"),
    "languages": ("sprachen", "sprache"),
    "terms": ("themen", "thema", "kategorie", "kategorien", "schlagworte", "rubrik"),
}

MEANINGS = {title: meaning for meaning, titles in TITLES.items() for title in titles}
IGNORED = "-"
"""Meaning of a column that is left out on purpose."""


@dataclass(frozen=True)
class ListColumns:
    """Titles, normalized, with what they mean: those given now, and those of lists kept here."""

    given: Mapping[str, str]
    kept: tuple[Mapping[str, str], ...] = ()

    def of(self, titles: Iterable[str]) -> dict[str, str]:
        """What the columns of a list with these titles mean beside what everybody knows.

        Of the lists kept the one counts all of whose titles are there, the one with the most.
        """
        there = {normalized(title) for title in titles}
        fitting = [kept for kept in self.kept if kept and kept.keys() <= there]
        best = max(fitting, key=len, default={})
        return {**MEANINGS, **best, **self.given}


NO_COLUMNS = ListColumns({})


def parse_columns(text: str) -> dict[str, str]:
    """`Was=Leistung; Wo=Stelle; Notiz=-` as normalized titles with their meanings.

    A column means what a title everybody knows means, or `-` for nothing. Raises `InvalidValue`,
    `UnknownValue`.
    """
    found: dict[str, str] = {}
    for pair in filter(str.strip, text.split(";")):
        title, equals, word = pair.rpartition("=")
        if not (equals and title.strip() and word.strip()):
            raise InvalidValue("columns", pair.strip()[:80], "Spalte=Bedeutung")
        known = word.strip() in TITLES or word.strip() == IGNORED
        meaning = word.strip() if known else MEANINGS.get(normalized(word))
        if meaning is None:
            choices = tuple(titles[0] for titles in TITLES.values())
            raise UnknownValue("columns", word.strip()[:80], choices)
        found[normalized(title)] = meaning
    return found
