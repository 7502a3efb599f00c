"""Open Referral UK: the validator's own samples, and the shapes of 1.0."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from lotse_desk.domain.hsds import (
    Accessibility,
    Address,
    Attribute,
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    Taxonomy,
    TaxonomyTerm,
)
from lotse_desk.domain.supplement import ScheduleException
from lotse_desk.formats.imported import Imported
from lotse_desk.formats.reading import read_feed
from lotse_desk.formats.source import Feed

MakeFeed = Callable[..., Feed]
RealFeed = Callable[[str], Feed]
EXPECTED_OF_THE_PASSING = (
    "Wortgleich mehrfach genannt",
    "latitude: Unmögliche Zahl: „100“",
    "Die Datei enthält keine Einträge",
    "Die Liste hat 10 Seiten mit 10 Einträgen",
    "das nicht in den Daten steht",
)
OLDER = {
    "id": "s",
    "name": "Musterdienst",
    "eligibilitys": [
        {"id": "e", "eligibility": "für Familien", "minimum_age": 3, "maximum_age": 18},
        {"id": "f", "eligibility": "mit Termin"},
        {"id": "g"},
    ],
    "regular_schedules": [
        {"id": "r", "freq": "WEEKLY", "byday": "MO", "opens_at": "08:00", "closes_at": "12:00"}
    ],
    "holiday_schedules": [
        {"id": "h", "closed": "true", "start_date": "2026-12-24", "end_date": "2026-12-26"}
    ],
    "service_taxonomys": [
        {"id": "t", "taxonomy": {"id": "k", "name": "Wohnen", "vocabulary": "Muster"}}
    ],
    "languages": [{"id": "l", "language": "Deutsch"}],
    "fundings": [{"id": "u", "source": "Stadt"}],
    "contacts": [{"id": "c", "name": "Empfang", "phones": [{"id": "p", "number": "02361 1"}]}],
    "organization": {"id": "o", "name": "Muster", "url": "https://muster.example"},
    "service_at_locations": [
        {
            "id": "a",
            "location": {
                "id": "p",
                "name": "Haus",
                "physical_addresses": [{"address_1": "Musterweg 1", "city": "Herten"}],
                "accessibility_for_disabilities": [{"accessibility": "stufenlos"}],
            },
            "regular_schedule": [{"byday": "TU", "opens_at": "9:00", "closes_at": "10:00"}],
            "holidayScheduleCollection": [{"start_date": "2026-05-01", "open_at": "10:00"}],
        }
    ],
    "reviews": [{"id": "x", "title": "gut"}],
}


def of(imported: Imported, kind: type[Any]) -> list[Any]:
    return [record for record in imported.records if isinstance(record, kind)]


def said(imported: Imported) -> list[str]:
    return [f"{p.where}: {p.reason} {p.action}" for p in imported.problems]


@pytest.fixture
def read(feed: MakeFeed) -> Callable[..., Imported]:
    def reader(**files: object) -> Imported:
        return read_feed(
            feed({f"{name}.json": json.dumps(value) for name, value in files.items()}), "oruk"
        )

    return reader


Read = Callable[..., Imported]


def test_the_passing_sample_has_no_line_but_those_that_are_true(real_feed: RealFeed) -> None:
    imported = read_feed(real_feed("feeds/oruk-mocks/V3.0-UK-Default"))
    assert imported.format == "oruk"
    assert imported.account() == {"read": 57, "landed": 16, "merged": 41, "dropped": 0}
    for line in said(imported):
        assert any(known in line for known in EXPECTED_OF_THE_PASSING), line


def test_the_warning_sample_is_read_with_lines(real_feed: RealFeed) -> None:
    imported = read_feed(real_feed("feeds/oruk-mocks/V3.0-UK-Warn"))
    assert imported.dropped == 0
    lines = "\n".join(said(imported))
    assert "taxonomy_term ohne Pflichtangabe: description" in lines
    assert "term_uri: „example_com“ ist keine Internetadresse" in lines
    assert "taxonomy_list.json: Die Liste hat 10 Seiten" in lines
    assert "taxonomy_term_list.json: Die Liste hat 2 Seiten mit 1 Eintrag" in lines


def test_the_failing_sample_is_answered_row_by_row_and_nothing_is_lost(real_feed: RealFeed) -> None:
    imported = read_feed(real_feed("feeds/oruk-mocks/V3.0-UK-Fail"))
    assert (imported.format, imported.dropped) == ("oruk", 0)
    assert len(of(imported, Service)) == 3
    lines = said(imported)
    for entry in (1, 2, 3, 4):
        place = f"service_list.json, Eintrag {entry}: service"
        assert any(place in line and "ohne Pflichtangabe: name" in line for line in lines)
    for wrong in (
        "email: „email-example_com“ ist keine E-Mail-Adresse",
        "email: „false“ ist keine E-Mail-Adresse",
        "email: „12345“ ist keine E-Mail-Adresse",
        "url: „example_counselling“ ist keine Internetadresse",
        "url: „example/counselling“ ist keine Internetadresse",
    ):
        assert any(wrong in line for line in lines), wrong
    mails = {service.id: service.email for service in of(imported, Service)}
    assert mails["e85f5bb0-62f0-42cc-a08a-0c5c16273090"] is None


def test_pages_that_are_all_there_are_no_problem(read: Read) -> None:
    def page(number: int) -> dict[str, object]:
        envelope = {"totalElements": 2, "totalPages": 2, "number": number, "size": 1}
        return {**envelope, "content": [{"id": str(number), "name": "A", "status": "active"}]}

    both = read(services_1=page(1), services_2=page(2))
    assert {service.id for service in of(both, Service)} == {"1", "2"}
    assert not any("Seiten" in line or "Neben den" in line for line in said(both))
    assert any("Seiten" in line for line in said(read(services_1=page(1))))


def test_the_shapes_of_1_become_those_of_3(read: Read) -> None:
    imported = read(service=OLDER)
    (service,) = of(imported, Service)
    assert service.eligibility_description == "für Familien\nmit Termin"
    assert (service.minimum_age, service.maximum_age) == (3, 18)
    hours = {schedule.byday: schedule for schedule in of(imported, Schedule)}
    assert hours["MO"].service_id == "s"
    assert hours["TU"].service_at_location_id == "a"
    (body,) = of(imported, Organization)
    assert body.website == "https://muster.example"
    (place,) = of(imported, Location)
    (address,) = of(imported, Address)
    assert (address.address_type, address.location_id) == ("physical", place.id)
    assert [access.description for access in of(imported, Accessibility)] == ["stufenlos"]
    assert [language.name for language in of(imported, Language)] == ["Deutsch"]
    assert [phone.contact_id for phone in of(imported, Phone)] == ["c"]
    (term,) = of(imported, TaxonomyTerm)
    (vocabulary,) = of(imported, Taxonomy)
    assert (term.name, term.taxonomy, term.taxonomy_id) == ("Wohnen", "Muster", vocabulary.id)
    (link,) = of(imported, Attribute)
    assert (link.link_id, link.link_entity, link.taxonomy_term_id) == ("s", "service", "k")
    exceptions = {e.from_date: (e.entity_id, e.kind) for e in of(imported, ScheduleException)}
    assert exceptions == {
        "2026-12-24": ("a", "closed"),
        "2026-05-01": ("a", "special-hours"),
    }
    assert imported.rows == imported.landed + imported.merged + imported.dropped
    assert imported.dropped == 1
    lines = "\n".join(said(imported))
    assert "eligibility ohne Angabe" in lines
    assert "service.reviews" in lines


def test_terms_of_1_are_named_taxonomies(read: Read) -> None:
    terms = {
        "content": [
            {"id": "k", "name": "Wohnen", "vocabulary": "Muster", "parent": {"id": "j"}},
            {"id": "j", "name": "Leben", "vocabulary": "Muster", "parent": None},
        ]
    }
    found = {t.id: t.parent_id for t in of(read(taxonomies=terms), TaxonomyTerm)}
    assert found == {"k": "j", "j": None}


def test_a_holiday_of_a_service_without_place_is_said(read: Read) -> None:
    older = {"id": "s", "name": "M", "holiday_schedules": [{"start_date": "2026-05-01"}, {}]}
    imported = read(service=older)
    assert imported.dropped == 2
    assert not of(imported, ScheduleException)
    assert any("keinen Ort" in line for line in said(imported))
    assert any("keinen Tag" in line for line in said(imported))
