"""Which table a file holds and what its columns mean, by the many names they have in feeds."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lotse_desk.formats.schema import EXCHANGED_TABLES, columns, references


class Role(StrEnum):
    """What a column is read as."""

    FIELD = "field"
    REFERRED_NAME = "referred-name"
    ADDRESS_FIELD = "address-field"
    ADDRESS = "address"
    PHONES = "phones"
    AREAS = "areas"
    TERMS = "terms"
    LANGUAGES = "languages"
    PROGRAM = "program"
    ASIDE = "aside"


@dataclass(frozen=True)
class Meaning:
    """How a column is read; `name` is the table's column, or the one that refers."""

    role: Role
    name: str


PLURALS = {
    "organization": "organizations",
    "program": "programs",
    "service": "services",
    "location": "locations",
    "service_at_location": "service_at_location",
    "contact": "contacts",
    "phone": "phones",
    "address": "addresses",
    "schedule": "schedules",
    "service_area": "service_areas",
    "required_document": "required_documents",
    "language": "languages",
    "accessibility": "accessibility",
    "cost_option": "cost_options",
    "funding": "funding",
    "organization_identifier": "organization_identifiers",
    "url": "url",
    "taxonomy": "taxonomies",
    "taxonomy_term": "taxonomy_terms",
    "attribute": "attributes",
    "unit": "units",
    "service_capacity": "service_capacity",
    "metadata": "metadata",
    "meta_table_description": "meta_table_descriptions",
}
"""File names of the HSDS tabular data package, without `.csv`, by table."""

_TABLE_ALIASES = {
    "organisation": "organization",
    "organisations": "organization",
    "organisationen": "organization",
    "traeger": "organization",
    "leistungen": "service",
    "angebote": "service",
    "standorte": "location",
    "orte": "location",
    "services_at_location": "service_at_location",
    "services_at_locations": "service_at_location",
    "service_at_locations": "service_at_location",
    "urls": "url",
    "service_capacities": "service_capacity",
    "accessibilities": "accessibility",
    "fundings": "funding",
    "meta_data": "metadata",
    **{plural: table for table, plural in PLURALS.items()},
    **{table: table for table in EXCHANGED_TABLES},
}

_ALIASES: dict[str, str] = {
    "uuid": "id",
    "guid": "id",
    "identifier": "id",
    "kennung": "id",
    "title": "name",
    "titel": "name",
    "bezeichnung": "name",
    "alt_name": "alternate_name",
    "kurzname": "alternate_name",
    "abkuerzung": "alternate_name",
    "desc": "description",
    "beschreibung": "description",
    "e_mail": "email",
    "mail": "email",
    "email_address": "email",
    "homepage": "website",
    "internet": "website",
    "web": "website",
    "webseite": "website",
    "link": "website",
    "min_age": "minimum_age",
    "alter_von": "minimum_age",
    "max_age": "maximum_age",
    "alter_bis": "maximum_age",
    "eligibility": "eligibility_description",
    "zielgruppe": "eligibility_description",
    "voraussetzungen": "eligibility_description",
    "kosten": "fees_description",
    "gebuehren": "fees_description",
    "cost": "fees_description",
    "antrag": "application_process",
    "how_to_apply": "application_process",
    "wartezeit": "wait_time",
    "hinweis": "alert",
    "street": "address_1",
    "street_address": "address_1",
    "strasse": "address_1",
    "address1": "address_1",
    "address_line_1": "address_1",
    "address2": "address_2",
    "address_line_2": "address_2",
    "town": "city",
    "ort": "city",
    "stadt": "city",
    "zip": "postal_code",
    "zip_code": "postal_code",
    "zipcode": "postal_code",
    "postcode": "postal_code",
    "plz": "postal_code",
    "state": "state_province",
    "bundesland": "state_province",
    "land": "country",
    "phone_number": "number",
    "telefonnummer": "number",
    "lat": "latitude",
    "breite": "latitude",
    "lng": "longitude",
    "lon": "longitude",
    "long": "longitude",
    "laenge": "longitude",
    "anfahrt": "transportation",
    "parent_uuid": "parent_id",
    "updated_at": "last_modified",
    "last_updated": "last_modified",
    "dokument": "document",
    "language": "name",
    "sprache": "name",
}
_TWINS = {"website": "url", "url": "website"}
_ROLES: dict[str, Role] = {
    "address": Role.ADDRESS,
    "full_address": Role.ADDRESS,
    "adresse": Role.ADDRESS,
    "anschrift": Role.ADDRESS,
    "phone": Role.PHONES,
    "phones": Role.PHONES,
    "telephone": Role.PHONES,
    "telefon": Role.PHONES,
    "tel": Role.PHONES,
    "number": Role.PHONES,
    "areas": Role.AREAS,
    "service_areas": Role.AREAS,
    "coverage": Role.AREAS,
    "gebiet": Role.AREAS,
    "taxonomy": Role.TERMS,
    "taxonomies": Role.TERMS,
    "taxonomy_terms": Role.TERMS,
    "category": Role.TERMS,
    "categories": Role.TERMS,
    "kategorie": Role.TERMS,
    "kategorien": Role.TERMS,
    "tags": Role.TERMS,
    "keywords": Role.TERMS,
    "schlagworte": Role.TERMS,
    "topics": Role.TERMS,
    "themen": Role.TERMS,
    "problem_codes": Role.TERMS,
    "languages": Role.LANGUAGES,
    "sprachen": Role.LANGUAGES,
    "program": Role.PROGRAM,
    "program_name": Role.PROGRAM,
}
_ROLE_TABLES: dict[Role, frozenset[str]] = {
    Role.ADDRESS: frozenset({"location"}),
    Role.ADDRESS_FIELD: frozenset({"location"}),
    Role.PHONES: frozenset(
        {"organization", "service", "location", "service_at_location", "contact"}
    ),
    Role.AREAS: frozenset({"service", "service_at_location"}),
    Role.TERMS: frozenset({"organization", "service", "location"}),
    Role.LANGUAGES: frozenset({"service", "location", "phone"}),
    Role.PROGRAM: frozenset({"service"}),
}
_LEAST_SHARE = 0.5
_ENDS_OF_A_LINK = 2


def table_of_file(stem: str, header: Sequence[str]) -> str | None:
    """The table a file holds, by its name or else by its columns; None when nothing fits."""
    name = re.sub(r"^[\d_]+|[\d_]+$", "", normalized(stem))
    if name in _TABLE_ALIASES:
        return _TABLE_ALIASES[name]
    candidates = [(_fit(table, header), table) for table in PLURALS]
    share, table = max(candidates, key=lambda candidate: candidate[0])
    return table if share >= _LEAST_SHARE else None


def normalized(name: str) -> str:
    """A column or file name in lower case with underscores, umlauts written out."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    lower = parted.lower().translate({0xE4: "ae", 0xF6: "oe", 0xFC: "ue", 0xDF: "ss"})
    return re.sub(r"[^a-z0-9]+", "_", lower).strip("_")


def meanings(table: str, header: Sequence[str]) -> dict[int, Meaning]:
    """Position of each column that maps to what it means; exact names win over aliases."""
    found: dict[int, Meaning] = {}
    taken: set[Meaning] = set()
    for reader in (_exact, _alias):
        for place, title in enumerate(header):
            if place in found:
                continue
            meaning = reader(table, normalized(title))
            repeatable = meaning is not None and meaning.role not in (
                Role.FIELD,
                Role.ADDRESS_FIELD,
            )
            if meaning is not None and (repeatable or meaning not in taken):
                found[place] = meaning
                taken.add(meaning)
    return found


def _exact(table: str, title: str) -> Meaning | None:
    return Meaning(Role.FIELD, title) if title == "id" or title in columns(table) else None


def _alias(table: str, title: str) -> Meaning | None:
    if not title:
        return None
    for name in _spellings(table, title):
        if name == "id" or name in columns(table):
            return Meaning(Role.FIELD, name)
        twin = _TWINS.get(name)
        if twin in columns(table):
            return Meaning(Role.FIELD, str(twin))
        if name in columns("address") and table in _ROLE_TABLES[Role.ADDRESS_FIELD]:
            return Meaning(Role.ADDRESS_FIELD, name)
        role = _ROLES.get(name)
        if role is not None and table in _ROLE_TABLES[role]:
            return Meaning(role, name)
    return _referring(table, title)


def _spellings(table: str, title: str) -> Iterable[str]:
    """The names a title may stand for, without the table's own name before it."""
    bare = title.removeprefix(f"{table}_")
    for name in dict.fromkeys((title, bare) if bare != title else (title,)):
        if name in _ROLES and _ALIASES.get(name) is None:
            yield name
        yield _ALIASES.get(name, name)


def _referring(table: str, title: str) -> Meaning | None:
    """`organization_uuid` and `organization_name` in a table that refers to organizations."""
    for column, target in references(table).items():
        stem = column.removesuffix("_id")
        for prefix in {stem, target}:
            rest = title.removeprefix(f"{prefix}_")
            if rest == title:
                continue
            meaning = _ALIASES.get(rest, rest)
            if meaning == "id":
                return Meaning(Role.FIELD, column)
            if meaning == "name":
                return Meaning(Role.REFERRED_NAME, column)
    return None


def _fit(table: str, header: Sequence[str]) -> float:
    found = meanings(table, header)
    own = [meaning.name for meaning in found.values() if meaning.role is Role.FIELD]
    if "id" not in own and "name" not in own:
        return 0.0
    specific = set(own) - {"id", "name", "description", "url", "email"}
    pointing = specific & set(references(table))
    if not specific or (specific == pointing and len(pointing) < _ENDS_OF_A_LINK):
        return 0.0
    return len(found) / max(1, sum(bool(title) for title in header))
