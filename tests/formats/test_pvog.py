"""Services of the federal portal network, as far as public answers show them."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from lotse_desk.domain.faults import Unreadable
from lotse_desk.domain.hsds import (
    Attribute,
    CostOption,
    RequiredDocument,
    Service,
    ServiceArea,
    TaxonomyTerm,
    Url,
)
from lotse_desk.domain.supplement import RecordOrigin, Translation, text_hash
from lotse_desk.formats.imported import Imported
from lotse_desk.formats.reading import read_feed
from lotse_desk.formats.source import Feed

MakeFeed = Callable[..., Feed]


def module(code: str, title: str, text: str, **more: object) -> dict[str, object]:
    return {"code": code, "title": title, "text": text, "filled": True, "links": [], **more}


def leistung(**more: object) -> dict[str, object]:
    return {"id": "M.LB.1", "name": "Musterleistung", "leikakeys": [], **more}


@pytest.fixture
def read(feed: MakeFeed) -> Callable[[object], Imported]:
    return lambda value: read_feed(feed({"pvog.json": json.dumps(value)}), "pvog")


Read = Callable[[object], Imported]


def of(imported: Imported, kind: type[Any]) -> list[Any]:
    return [record for record in imported.records if isinstance(record, kind)]


def said(imported: Imported) -> str:
    return "\n".join(f"{p.where} {p.reason} {p.action}" for p in imported.problems)


def test_the_real_record_comes_in_whole(real_feed: Callable[[str], Feed]) -> None:
    imported = read_feed(real_feed("feeds/pvog"))
    assert imported.format == "pvog"
    (service,) = of(imported, Service)
    assert service.id == "B100019.LB.574711"
    assert service.name == "Ausbildungsgeld beantragen"
    assert service.alternate_name == "Ausbildungsgeld Bewilligung"
    assert "<" not in service.description
    assert "&#xa0;" not in service.description
    assert service.eligibility_description.startswith("- Sie haben eine Behinderung")
    assert service.fees_description == "Keine"
    assert service.wait_time.endswith("1 Monat")
    for title in ("Fristen:", "Zuständige Stelle:", "Rechtsbehelf:"):
        assert title in service.additional_information
    assert len(of(imported, RequiredDocument)) == 1
    assert [area.extent for area in of(imported, ServiceArea)] == ["000000000000"]
    links = {url.label: url.url for url in of(imported, Url)}
    assert any(label.startswith("Online-Dienst: ") for label in links)
    (body,) = [o for o in of(imported, RecordOrigin) if o.placeholder]
    assert body.entity_id == service.organization_id == "B100019.OE.102789950"
    assert "B100019.OE.102786224, B100019.OE.102789937" in said(imported)
    assert "typing" in said(imported)


def test_keys_of_the_catalogue_are_text_of_14_digits_or_nothing(read: Read) -> None:
    imported = read(leistung(leikakeys=["00107002017000", "99 107", 99107002017000]))
    keys = [term.code for term in of(imported, TaxonomyTerm)]
    assert keys == ["00107002017000", "99107002017000"]
    assert "99 107" in said(imported)
    assert len(of(imported, Attribute)) == 2
    assert not of(read(leistung()), TaxonomyTerm)


def test_a_list_of_documents_becomes_documents(read: Read) -> None:
    text = "<p>Bitte mitbringen:</p><ul><li>Ausweis</li><li>Mietvertrag</li></ul>"
    imported = read(leistung(details=[module("08", "Erforderliche Unterlagen", text)]))
    assert [d.document for d in of(imported, RequiredDocument)] == ["Ausweis", "Mietvertrag"]
    (service,) = of(imported, Service)
    assert service.additional_information == "Zu den Unterlagen:\nBitte mitbringen:"


def test_fees_have_an_amount_where_exactly_one_is_named(read: Read) -> None:
    details = [
        {"title": "Gebühr: 1.070,50 Euro", "text": "ab 24 Jahren"},
        {"title": "Express", "text": "32,00 € bis 70 EUR"},
        {"title": "Befreiung", "text": "auf Antrag"},
    ]
    imported = read(
        leistung(details=[module("98", "Kosten", "<p>je nach Alter</p>", details=details)])
    )
    found = {cost.option: (cost.amount, cost.currency) for cost in of(imported, CostOption)}
    assert found == {
        "Gebühr: 1.070,50 Euro": (1070.5, "EUR"),
        "Express": (None, None),
        "Befreiung": (None, None),
    }
    (service,) = of(imported, Service)
    assert "Befreiung: auf Antrag" in service.fees_description


def test_placeholders_are_counted_and_not_told(read: Read) -> None:
    details = [module("97", "Fristen", "nicht angegeben", placeholder=True)]
    imported = read(leistung(details=details))
    (service,) = of(imported, Service)
    assert service.additional_information is None
    assert imported.dropped == 1
    assert "Fristen" in said(imported)


def test_a_module_nobody_knows_goes_under_its_title(read: Read) -> None:
    imported = read(leistung(details=[module("77", "Wetter", "<b>sonnig</b>")]))
    (service,) = of(imported, Service)
    assert service.additional_information == "Wetter:\nsonnig"


@pytest.mark.parametrize("turned", [False, True])
def test_another_language_is_a_translation(read: Read, turned: bool) -> None:
    german = leistung(languageCode="de", description="<p>Hilfe</p>")
    english = leistung(languageCode="en", name="Sample", description="<p>Help</p>")
    both = [english, german] if turned else [german, english]
    imported = read(both)
    assert imported.account() == {"read": 2, "landed": 2, "merged": 0, "dropped": 0}
    found = {t.field: (t.text, t.source_hash) for t in of(imported, Translation)}
    assert found == {
        "name": ("Sample", text_hash("Musterleistung")),
        "description": ("Help", text_hash("Hilfe")),
    }


def test_a_service_without_german_stays_and_is_reported(read: Read) -> None:
    imported = read([leistung(languageCode="en", name="Sample")])
    assert [service.name for service in of(imported, Service)] == ["Sample"]
    assert "deutsche Fassung fehlt" in said(imported)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda one: one,
        lambda one: [one],
        lambda one: {"content": [one], "totalPages": 1},
        lambda one: {"results": [one, None, 3]},
    ],
)
def test_answers_come_alone_or_in_lists(read: Read, wrap: Callable[[object], object]) -> None:
    imported = read(wrap(leistung()))
    assert [service.id for service in of(imported, Service)] == ["M.LB.1"]
    assert imported.rows == imported.landed + imported.merged + imported.dropped


def test_bodies_that_are_told_of_are_no_placeholders(read: Read) -> None:
    body = {"id": "M.OE.1", "name": "Muster-Amt", "telefon": "0"}
    imported = read([leistung(organisationIds=["M.OE.1"]), body])
    assert not [o for o in of(imported, RecordOrigin) if o.placeholder]
    assert "telefon" in said(imported)


def test_validity_that_ends_is_an_alert(read: Read) -> None:
    (service,) = of(read(leistung(validFrom="1970-01-01", validTo="2027-12-31")), Service)
    assert service.alert == "Gültig bis 2027-12-31."


def test_terms_nested_without_end_are_cut_off(read: Read) -> None:
    matter: dict[str, object] = {"code": "0", "name": "0", "children": []}
    for number in range(1, 300):
        matter = {"code": str(number), "name": str(number), "children": [matter]}
    imported = read(leistung(personalMatters=[matter]))
    assert len(of(imported, TaxonomyTerm)) == 17
    assert "children" in said(imported)


def test_nothing_at_all_is_refused(read: Read) -> None:
    with pytest.raises(Unreadable):
        read([])
