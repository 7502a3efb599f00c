import csv
import io
from collections.abc import Callable
from typing import TypeVar

import pytest

from lotse_desk.domain.faults import Unreadable
from lotse_desk.domain.hsds import (
    Accessibility,
    Address,
    Attribute,
    Contact,
    CostOption,
    Funding,
    Language,
    Location,
    Metadata,
    Organization,
    Phone,
    RequiredDocument,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
    Url,
)
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import ScheduleException
from lotse_desk.formats.detect import detect
from lotse_desk.formats.hsds1 import read_hsds1
from lotse_desk.formats.hsds1_tables import weekdays
from lotse_desk.formats.imported import Imported
from lotse_desk.formats.reading import read_feed
from lotse_desk.formats.source import Feed

MakeFeed = Callable[..., Feed]
ReadFeed = Callable[[str], Feed]
Kind = TypeVar("Kind", bound=Record)

PACKAGE_1_1 = {
    "organizations.csv": "id,name,url,email\no1,Musterträger,https://m.example,m@m.example\n",
    "services.csv": (
        "id,organization_id,name,status,interpretation_services,taxonomy_ids\n"
        "d1,o1,Beratung,active,,\nd2,o1,Kurs,active,,t2\n"
    ),
    "locations.csv": "id,organization_id,name,latitude\nl1,o1,Haus,51.5\n",
    "services_at_location.csv": "id,service_id,location_id,description\nx1,d1,l1,hinten\n",
    "phones.csv": (
        "id,location_id,number,extension,type,language,description\n"
        'p1,l1,02361 1-1,,voice,"de,tr",Zentrale\n'
    ),
    "contacts.csv": "id,service_id,name,title\nc1,d1,,Leitung\n",
    "physical_addresses.csv": (
        "id,location_id,organization_id,address_1,city,postal_code,country\n"
        "a1,l1,,Musterweg 1,Marl,45768,DE\na3,,o1,Musterweg 3,Marl,45768,DE\n"
    ),
    "postal_addresses.csv": "id,location_id,address_1,address_2,address_3\na2,l1,Postfach,b,c\n",
    "regular_schedules.csv": (
        "id,service_id,location_id,service_at_location_id,weekday,opens_at,closes_at\n"
        ",,l1,,Monday,9:00,17:00\n,,l1,,Sunday,,\n,,l1,,Irgendwann,9:00,10:00\n"
        "r4,d1,,,Mon-Wed,08:00,12:00\n"
    ),
    "holiday_schedules.csv": (
        "id,service_id,location_id,closed,opens_at,closes_at,start_date,end_date\n"
        "h1,,l1,true,,,2026-12-24,2026-12-26\nh2,d1,,false,10:00,12:00,2026-12-31,2026-12-31\n"
        "h3,d2,,true,,,2026-12-24,2026-12-24\nh4,,fehlt,true,,,2026-12-24,2026-12-24\n"
    ),
    "eligibility.csv": (
        "id,service_id,eligibility\ne1,d1,ab 18\ne2,d1,wohnt im Kreis\ne3,d2,\n"
        ',"d1,d2",arbeitslos\ne5,fehlt,niemand\n'
    ),
    "service_areas.csv": "id,service_id,service_area,description\ng1,d1,Marl,\n",
    "required_documents.csv": "id,service_id,document\nu1,d1,Ausweis\n",
    "payments_accepted.csv": "id,service_id,payment\nm1,d1,bar\n",
    "languages.csv": "id,service_id,location_id,language\ns1,d1,,Türkisch\n",
    "accessibility_for_disabilities.csv": (
        "id,location_id,accessibility,details\nb1,l1,Rampe,links\n"
    ),
    "taxonomy.csv": (
        "id,name,parent_id,parent_name,vocabulary\nt1,Wohnen,,,Muster\nt2,Miete,,Wohnen,Muster\n"
    ),
    "services_taxonomy.csv": (
        "id,service_id,taxonomy_id,taxonomy_detail\nv1,d1,t2,x\nv2,d1,Freitext,\n"
    ),
    "funding.csv": "id,organization_id,source\nf1,o1,Stiftung\n",
    "metadata.csv": (
        "id,resource_id,last_action_date,last_action_type,field_name,previous_value,"
        "replacement_value,updated_by\nn1,d1,2026-01-01,update,name,a,b,Redaktion\n"
    ),
    "meta_table_description.csv": "id,name,language,character_set\nw1,x,de,UTF-8\n",
}
PACKAGE_1_0 = {
    "organization.csv": "id,name,url\no1,Musterträger,https://m.example\n",
    "service.csv": "id,organization_id,location_id,name\nd1,o1,l1,Beratung\n",
    "service_at_location.csv": (
        "id,service_id,location_id,url,email\nx1,d1,l2,https://d.example,d@m.example\n"
    ),
    "location.csv": "id,organization_id,name\nl1,o1,Haus\nl2,o1,Zweigstelle\n",
    "phone.csv": (
        "id,location_id,number,number_type,department,country_prefix\np1,l1,2361 1,voice,Amt,49\n"
    ),
    "regular_schedule.csv": (
        "id,service_id,location,weekday,opens_at,closes_at\nr1,,l1,1,08:00,12:00\n"
    ),
    "accreditation.csv": "id,organization_id,accreditation\nk1,o1,Gütesiegel\n",
    "license.csv": "id,organization_id,license\nk2,o1,Betriebserlaubnis\n",
    "fee.csv": "id,service_id,fee\nk3,d1,frei\n",
    "payment_accepted.csv": "id,service_id,payment\nk4,d1,bar\n",
    "interpretation_services.csv": "id,service_id,language\nk5,d1,tr\nk6,d1,ar\n",
    "funding.csv": "id,organization_id,service,source\nk7,,d1,Land\n",
    "review.csv": "id,service_id,score\nq1,d1,5\n",
}


def of(imported: Imported, kind: type[Kind]) -> list[Kind]:
    return [record for record in imported.records if isinstance(record, kind)]


def said(imported: Imported, *words: str) -> bool:
    return any(
        all(word in f"{p.where} {p.reason} {p.action}" for word in words) for p in imported.problems
    )


def rows(package: dict[str, str]) -> int:
    return sum(len(list(csv.DictReader(io.StringIO(text)))) for text in package.values())


@pytest.fixture
def later(feed: MakeFeed) -> Imported:
    return read_hsds1(feed(PACKAGE_1_1))


@pytest.fixture
def earlier(feed: MakeFeed) -> Imported:
    return read_hsds1(feed(PACKAGE_1_0))


@pytest.mark.parametrize("package", [PACKAGE_1_1, PACKAGE_1_0])
def test_packages_are_recognised_and_every_row_is_accounted_for(
    feed: MakeFeed, package: dict[str, str]
) -> None:
    assert detect(feed(package)) == "hsds1"
    imported = read_feed(feed(package))
    assert imported.rows == rows(package)
    assert imported.rows == imported.landed + imported.merged + imported.dropped


@pytest.mark.parametrize(
    "package",
    [
        {"taxonomy.csv": "id,name,vocabulary\n1,a,b\n"},
        {"phones.csv": "id,number,country_prefix\n1,2,3\n"},
        {"services.csv": "id,name,taxonomy_ids\n1,a,b\n"},
        {"data/physical_addresses.csv": "id,city\n1,Marl\n"},
        {"services_at_location.csv": "id,service_id\n1,\n"},
        {
            "datapackage.json": '{"resources": [{"name": "eligibility", "path": "x/wer.csv"}]}',
            "x/wer.csv": "id,service_id,eligibility\n1,2,3\n",
        },
    ],
)
def test_a_single_telling_table_is_enough(feed: MakeFeed, package: dict[str, str]) -> None:
    assert detect(feed({"organizations.csv": "id,name\n1,a\n", **package})) == "hsds1"


def test_tables_of_3_are_not_taken_for_older_ones(feed: MakeFeed) -> None:
    package = {
        "accessibility.csv": "id,location_id,description\n1,,x\n",
        "taxonomies.csv": "id,name\n1,x\n",
        "service_areas.csv": "id,service_id,name\n1,,x\n",
    }
    assert detect(feed({"services.csv": "id,name,status\n1,a,active\n", **package})) == "hsds"


def test_renamed_columns_and_tables_find_their_place(later: Imported) -> None:
    assert [o.website for o in of(later, Organization)] == ["https://m.example"]
    assert [(a.description, a.details) for a in of(later, Accessibility)] == [("Rampe", "links")]
    assert [a.name for a in of(later, ServiceArea)] == ["Marl"]
    assert [d.document for d in of(later, RequiredDocument)] == ["Ausweis"]
    assert [f.source for f in of(later, Funding)] == ["Stiftung"]
    assert [c.title for c in of(later, Contact)] == ["Leitung"]
    assert [(m.resource_type, m.resource_id) for m in of(later, Metadata)] == [("service", "d1")]
    spoken = {(x.name, x.code, x.service_id, x.phone_id) for x in of(later, Language)}
    assert spoken == {
        ("Türkisch", None, "d1", None),
        (None, "de", None, "p1"),
        (None, "tr", None, "p1"),
    }


def test_addresses_know_their_kind_and_keep_all_lines(later: Imported) -> None:
    addresses = {address.id: address for address in of(later, Address)}
    assert addresses["a1"].address_type == "physical"
    assert (addresses["a2"].address_type, addresses["a2"].address_2) == ("postal", "b, c")
    place = next(p for p in of(later, Location) if p.id == addresses["a3"].location_id)
    assert (place.name, place.organization_id) == ("Musterträger", "o1")


def test_weekdays_become_rules_and_days_without_times_are_reported(later: Imported) -> None:
    hours = {(s.byday, s.opens_at, s.closes_at) for s in of(later, Schedule) if s.freq}
    assert hours == {("MO", "09:00", "17:00"), ("MO,TU,WE", "08:00", "12:00")}
    assert said(later, "regular_schedules.csv, Zeile 3", "Sunday", "keine Zeiten")
    assert said(later, "regular_schedules.csv, Zeile 4", "Irgendwann")
    assert "Irgendwann" in {s.description for s in of(later, Schedule)}


def test_holidays_become_exceptions_of_places(later: Imported) -> None:
    found = {x.id: x for x in of(later, ScheduleException)}
    assert (found["h1"].entity, found["h1"].entity_id, found["h1"].kind) == (
        "location",
        "l1",
        "closed",
    )
    assert (found["h1"].from_date, found["h1"].to_date) == ("2026-12-24", "2026-12-26")
    assert (found["h2"].entity, found["h2"].entity_id, found["h2"].kind) == (
        "service_at_location",
        "x1",
        "special-hours",
    )
    assert found["h2"].opens_at == "10:00"
    alone = next(s for s in of(later, Schedule) if s.id == "h3")
    assert (alone.service_id, alone.valid_from, alone.description) == (
        "d2",
        "2026-12-24",
        "geschlossen",
    )
    assert said(later, "holiday_schedules.csv, Zeile 5", "fehlt")


def test_eligibility_becomes_text_of_its_service(later: Imported) -> None:
    services = {service.id: service for service in of(later, Service)}
    assert services["d1"].eligibility_description == "ab 18\nwohnt im Kreis\narbeitslos"
    assert services["d2"].eligibility_description == "arbeitslos"
    assert said(later, "eligibility.csv, Zeile 4", "keinen Text")
    assert said(later, "eligibility.csv, Zeile 6", "fehlt")


def test_terms_keep_their_vocabulary_and_their_parents(later: Imported) -> None:
    terms = {term.id: term for term in of(later, TaxonomyTerm)}
    assert terms["t2"].parent_id == "t1"
    vocabularies = {taxonomy.id: taxonomy.name for taxonomy in of(later, Taxonomy)}
    assert vocabularies[terms["t1"].taxonomy_id or ""] == "Muster"
    assert terms["Freitext"].name == "Freitext"
    assert said(later, "Freitext", "keine eigene Zeile")
    links = {(a.link_id, terms[a.taxonomy_term_id or ""].name) for a in of(later, Attribute)}
    assert links == {("d1", "Miete"), ("d1", "Freitext"), ("d2", "Miete"), ("d1", "bar")}


def test_what_1_0_had_beside_is_not_lost(earlier: Imported) -> None:
    links = {(s.service_id, s.location_id) for s in of(earlier, ServiceAtLocation)}
    assert links == {("d1", "l1"), ("d1", "l2")}
    (phone,) = of(earlier, Phone)
    assert (phone.number, phone.type, phone.description) == ("+49 2361 1", "voice", "Amt")
    assert [s.location_id for s in of(earlier, Schedule)] == ["l1"]
    assert [u.url for u in of(earlier, Url)] == ["https://d.example"]
    assert [c.email for c in of(earlier, Contact)] == ["d@m.example"]
    assert [c.amount_description for c in of(earlier, CostOption)] == ["frei"]
    assert [s.interpretation_services for s in of(earlier, Service)] == ["tr\nar"]
    assert [f.service_id for f in of(earlier, Funding)] == ["d1"]
    terms = {term.id: term.name for term in of(earlier, TaxonomyTerm)}
    linked = {(a.link_entity, terms[a.taxonomy_term_id or ""]) for a in of(earlier, Attribute)}
    assert linked == {
        ("organization", "Gütesiegel"),
        ("organization", "Betriebserlaubnis"),
        ("service", "bar"),
    }
    assert said(earlier, "review.csv", "1 Zeile")


def test_the_package_says_which_file_is_which_table(feed: MakeFeed) -> None:
    package = '{"resources": [{"name": "physical_address", "path": "data/orte.csv"}]}'
    imported = read_hsds1(
        feed({"datapackage.json": package, "data/orte.csv": "id,address_1\na,Musterweg 1\n"})
    )
    assert [a.address_type for a in of(imported, Address)] == ["physical"]


def test_loose_tables_are_read_as_by_the_reader_of_3(real_feed: ReadFeed) -> None:
    given = real_feed("feeds/hsds-florida")
    older, newer = read_feed(given, "hsds1"), read_feed(given, "hsds")
    assert older.counts() == newer.counts()


def test_ids_of_other_tables_lead_to_placeholders_and_lines(feed: MakeFeed) -> None:
    imported = read_hsds1(
        feed(
            {
                "services.csv": "id,organization_id,name\nd1,l1,Beratung\n",
                "locations.csv": "id,name\nl1,Haus\n",
                "phones.csv": "id,service_id,number\np1,l1,02361 1\n",
            }
        )
    )
    assert [o.id for o in of(imported, Organization)] == ["l1"]
    assert [p.service_id for p in of(imported, Phone)] == [None]
    assert said(imported, "phones.csv, Zeile 2", "service_id", "l1")


def test_nothing_known_is_refused(feed: MakeFeed) -> None:
    with pytest.raises(Unreadable):
        read_hsds1(feed({"liesmich.txt": "Hallo"}))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Monday", "MO"),
        ("mon, Wed", "MO,WE"),
        ("Fri-Mon", "FR,SA,SU,MO"),
        ("3", "WE"),
        ("Montag bis Mittwoch", "MO,TU,WE"),
        ("Monday and Friday", "MO,FR"),
        ("täglich", None),
        ("", None),
        ("-" * 500, None),
    ],
)
def test_weekdays_in_many_spellings(text: str, days: str | None) -> None:
    assert weekdays(text) == days


def test_tables_of_ohana_are_understood(feed: MakeFeed) -> None:
    imported = read_hsds1(
        feed(
            {
                "services.csv": (
                    "id,location_id,name,accepted_payments,funding_sources,languages,"
                    "required_documents,service_areas,taxonomy_ids,website\n"
                    'd1,l1,Rat,"bar, Karte",Land,"tr|ar","Ausweis, Bescheid",Marl,101,'
                    "https://a.example\n"
                ),
                "locations.csv": "id,organization_id,name\nl1,o1,Haus\n",
                "organizations.csv": "id,name\no1,Stelle\n",
                "mail_addresses.csv": "id,location_id,address_1\na1,l1,Postfach\n",
                "taxonomy.csv": "taxonomy_id,name,parent_id,parent_name\n101,Wohnen,,\n",
            }
        )
    )
    assert [t.id for t in of(imported, TaxonomyTerm) if t.name == "Wohnen"] == ["101"]
    terms = {term.id: term.name for term in of(imported, TaxonomyTerm)}
    linked = {terms[a.taxonomy_term_id or ""] for a in of(imported, Attribute)}
    assert linked == {"Wohnen", "bar", "Karte"}
    assert {d.document for d in of(imported, RequiredDocument)} == {"Ausweis", "Bescheid"}
    assert [f.source for f in of(imported, Funding)] == ["Land"]
    assert [s.url for s in of(imported, Service)] == ["https://a.example"]
    assert [a.address_type for a in of(imported, Address)] == ["postal"]
    assert {x.name for x in of(imported, Language)} == {"tr", "ar"}


def test_terms_of_2_0_stand_in_a_table_of_their_own(feed: MakeFeed) -> None:
    package = {
        "services.csv": "id,name\nd1,Rat\n",
        "physical_addresses.csv": "id,address_1\na,Musterweg 1\n",
        "taxonomies.csv": "id,name\nx,Muster\n",
        "taxonomy_terms.csv": "id,name,taxonomy_id\nt1,Wohnen,x\nt2,Miete,x\n",
        "service_attributes.csv": "id,service_id,taxonomy_term_id\nv1,d1,t1\n",
        "other_attributes.csv": "id,link_id,link_type,taxonomy_term_id\nv2,d1,service,t2\n",
    }
    assert detect(feed(package)) == "hsds1"
    imported = read_hsds1(feed(package))
    assert [t.name for t in of(imported, Taxonomy)] == ["Muster"]
    terms = {term.id: term for term in of(imported, TaxonomyTerm)}
    assert {term.name for term in terms.values()} == {"Wohnen", "Miete"}
    assert all(term.taxonomy_id == "x" for term in terms.values())
    links = {(a.link_entity, a.link_id, a.taxonomy_term_id) for a in of(imported, Attribute)}
    assert links == {("service", "d1", "t1"), ("service", "d1", "t2")}
    assert imported.rows == imported.landed == 7
    assert not said(imported, "keine eigene Zeile")
