import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.domain.faults import Unreadable
from lotse_desk.domain.hsds import (
    Address,
    Attribute,
    Language,
    Location,
    Organization,
    Phone,
    Program,
    Schedule,
    Service,
    ServiceArea,
    TaxonomyTerm,
)
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import RecordOrigin
from lotse_desk.formats.hsds import read_hsds
from lotse_desk.formats.imported import Imported
from lotse_desk.formats.reading import read_feed
from lotse_desk.formats.schema import references
from lotse_desk.formats.source import Feed, SourceFile

MakeFeed = Callable[..., Feed]
ReadFeed = Callable[[str], Feed]


Kind = TypeVar("Kind", bound=Record)


def of(imported: Imported, kind: type[Kind]) -> dict[str, Kind]:
    return {record.id: record for record in imported.records if isinstance(record, kind)}


def rows_of(feed: Feed, name: str) -> list[dict[str, str]]:
    content = next(file.content for file in feed.files if file.name == name)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def said(imported: Imported, *words: str) -> bool:
    return any(
        all(word in f"{p.where} {p.reason} {p.action}" for word in words) for p in imported.problems
    )


def test_every_row_of_the_loose_florida_tables_is_a_record_or_in_the_report(
    real_feed: ReadFeed,
) -> None:
    feed = real_feed("feeds/hsds-florida")
    imported = read_hsds(feed)
    kept = {
        (origin.entity, origin.source_id)
        for origin in imported.records
        if isinstance(origin, RecordOrigin)
    }
    expected = 0
    for table, name in (
        ("organization", "organizations.csv"),
        ("service", "services.csv"),
        ("location", "locations.csv"),
    ):
        for number, row in enumerate(rows_of(feed, name), 2):
            expected += 1
            reported = said(imported, f"{name}, Zeile {number} ", "nicht übernommen")
            assert ((table, row[f"{table}_uuid"]) in kept) or reported
    assert imported.rows == expected == 20 + 135 + 378
    assert len(of(imported, Service)) + len(of(imported, Location)) == 135 + 378
    assert imported.dropped == 0


def test_free_text_of_the_florida_tables_becomes_rows(real_feed: ReadFeed) -> None:
    feed = real_feed("feeds/hsds-florida")
    imported = read_hsds(feed)
    places = rows_of(feed, "locations.csv")
    assert len(of(imported, Address)) == sum(bool(row["location_address"]) for row in places)
    assert len(of(imported, Phone)) >= sum(bool(row["phones"]) for row in places)
    numbers = Counter(phone.location_id for phone in of(imported, Phone).values())
    assert max(numbers.values()) == 3
    assert of(imported, ServiceArea)
    assert of(imported, Program)
    terms = of(imported, TaxonomyTerm)
    assert all(link.taxonomy_term_id in terms for link in of(imported, Attribute).values())
    unmapped = [p for p in imported.problems if "service_income_limit" in p.reason]
    filled = sum(bool(row["service_income_limit"]) for row in rows_of(feed, "services.csv"))
    assert [str(filled) in problem.reason for problem in unmapped] == [True]


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_the_example_package_keeps_every_row_and_mends_its_broken_keys(
    real_feed: ReadFeed, version: str
) -> None:
    feed = real_feed(f"feeds/hsds-spec-{version}/examples/csv")
    imported = read_hsds(feed)
    tables = [file for file in feed.files if file.suffix == ".csv"]
    assert imported.rows == sum(len(rows_of(feed, file.name)) for file in tables)
    assert imported.dropped == 0
    placeholders = {
        origin.entity_id for origin in of(imported, RecordOrigin).values() if origin.placeholder
    }
    assert len(placeholders) == 3
    assert placeholders < set(of(imported, Organization))
    assert said(imported, "contacts.csv, Zeile 2", "service_at_location_id", "bleibt leer")
    assert said(imported, "locations.csv, Zeile 2", "latitude", "100")


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_nested_objects_give_the_rows_the_tables_have(real_feed: ReadFeed, version: str) -> None:
    flat = read_hsds(real_feed(f"feeds/hsds-spec-{version}/examples/csv"))
    nested = read_hsds(real_feed(f"feeds/hsds-spec-{version}/examples/service_full.json"))
    for kind in (Service, Location, Phone, Address, Language):
        for record_id, record in of(flat, kind).items():
            found = of(nested, kind)[record_id]
            differing = {
                name
                for name, value in vars(record).items()
                if getattr(found, name) is not None and getattr(found, name) != value
            }
            assert not differing - {
                "external_identifier",
                "external_identifier_type",
                "organization_id",
            }
    assert nested.counts()["attribute"] == 1


@pytest.mark.parametrize("name", ["Default", "Fail", "Warn", "Test"])
def test_strange_feeds_are_taken_as_far_as_they_go(real_feed: ReadFeed, name: str) -> None:
    imported = read_hsds(real_feed(f"feeds/oruk-mocks/V3.0-UK-{name}"))
    assert "ac148810-d857-441c-9679-408f346de14b" in of(imported, Service)
    assert imported.problems


def test_a_row_is_dropped_only_without_name_and_id(feed: MakeFeed) -> None:
    imported = read_hsds(
        feed({"services.csv": "id,name,description\n,,nur Text\n,Mit Namen,\nnur-id,,\n,,\n"})
    )
    assert imported.rows == 4
    assert imported.dropped == 2
    assert said(imported, "services.csv, Zeile 2", "weder einen Namen noch eine Kennung")
    assert {service.name for service in of(imported, Service).values()} == {"Mit Namen", None}


def test_rows_without_ids_get_the_same_ids_again(feed: MakeFeed) -> None:
    content = {"services.csv": "name,description\nA,x\nA,y\nB,z\n"}
    first, second = read_hsds(feed(content)), read_hsds(feed(content))
    assert list(of(first, Service)) == list(of(second, Service))
    assert sorted(s.description or "" for s in of(first, Service).values()) == ["x", "y", "z"]


def test_two_things_under_one_id_both_stay(feed: MakeFeed) -> None:
    imported = read_hsds(
        feed({"services.csv": "id,name,url\n1,Eins,\n1,Zwei,\n1,Eins,http://a.example\n"})
    )
    services = of(imported, Service)
    assert {s.id: s.name for s in services.values()} == {"1": "Eins", "1~2": "Zwei"}
    assert services["1"].url == "http://a.example"
    assert said(imported, "Zeile 3", "gehört schon zu einem anderen")
    assert said(imported, "Zeile 4", "kommt mehrfach vor")


def test_a_telephone_shared_by_two_services_is_kept_at_both(feed: MakeFeed) -> None:
    phone = {"id": "p", "number": "02361 53-0"}
    imported = read_hsds(
        feed(
            {
                "services.json": json.dumps(
                    [
                        {"id": "a", "name": "A", "phones": [phone]},
                        {"id": "b", "name": "B", "phones": [phone]},
                    ]
                )
            }
        )
    )
    assert {p.service_id for p in of(imported, Phone).values()} == {"a", "b"}


def test_a_reference_to_nothing_makes_a_marked_placeholder(feed: MakeFeed) -> None:
    imported = read_hsds(feed({"services.csv": "id,name,organization_id\ns,Amt,fehlt\n"}))
    assert of(imported, Organization)["fehlt"].name is None
    assert of(imported, RecordOrigin)["organization:fehlt"].placeholder
    assert of(imported, Service)["s"].organization_id == "fehlt"
    assert said(imported, "services.csv, Zeile 2", "organization_id", "Platzhalter")


def test_a_name_beside_a_missing_id_goes_to_the_placeholder(feed: MakeFeed) -> None:
    table = "service_uuid,service_name,organization_uuid,organization_name\ns,Amt,o,Die Stelle\n"
    imported = read_hsds(feed({"services.csv": table}))
    assert of(imported, Organization)["o"].name == "Die Stelle"
    assert of(imported, RecordOrigin)["organization:o"].placeholder


def test_a_reference_to_a_record_already_there_needs_no_placeholder(feed: MakeFeed) -> None:
    given = feed({"services.csv": "id,name,organization_id\ns,Amt,da\n"})
    imported = read_hsds(given, lambda table, key: (table, key) == ("organization", "da"))
    assert not of(imported, Organization)
    assert of(imported, Service)["s"].organization_id == "da"


def test_rows_of_other_width_are_kept_and_reported(feed: MakeFeed) -> None:
    imported = read_hsds(feed({"services.csv": "id,name,url\n1,Kurz\n2,Lang,,mehr\n3,Gut,\n"}))
    assert len(of(imported, Service)) == 3
    assert said(imported, "Zeile 2", "2 statt 3")
    assert said(imported, "Zeile 3", "4 statt 3")
    assert not said(imported, "Zeile 4 ")


def test_german_tables_of_a_town_are_understood(feed: MakeFeed) -> None:
    table = (
        "Kennung;Bezeichnung;Straße;PLZ;Ort;Telefon\n"
        "1;Musterhaus;Musterweg 1;45657;Musterstadt;02361 53-0, Fax: 02361 53-1\n"
    )
    imported = read_hsds(feed({"standorte.csv": table.encode("cp1252")}))
    address = next(iter(of(imported, Address).values()))
    assert (address.address_1, address.postal_code, address.city) == (
        "Musterweg 1",
        "45657",
        "Musterstadt",
    )
    assert sorted(p.number or "" for p in of(imported, Phone).values()) == [
        "02361 53-0",
        "02361 53-1",
    ]
    assert said(imported, "Windows-1252")


def test_the_data_package_says_which_file_is_which_table(feed: MakeFeed) -> None:
    package = {"resources": [{"name": "service", "path": "data/x1.csv"}]}
    imported = read_hsds(
        feed({"datapackage.json": json.dumps(package), "data/x1.csv": "id,name\n1,A\n"})
    )
    assert list(of(imported, Service)) == ["1"]


def test_unknown_tables_columns_and_values_stand_in_the_report(feed: MakeFeed) -> None:
    imported = read_hsds(
        feed(
            {
                "services.csv": "id,name,status,Sternzeichen\n1,A,closed,Fisch\n2,B,active,\n",
                "wetter.csv": "grad,wind\n1,2\n3,4\n",
                "liesmich.pdf": b"%PDF",
            }
        )
    )
    assert said(imported, "Sternzeichen", "1 Zeile")
    assert said(imported, "services.csv, Zeile 2", "status", "closed")
    assert of(imported, Service)["1"].status == "closed"
    assert said(imported, "wetter.csv", "2 Zeilen")
    assert said(imported, "liesmich.pdf")
    assert imported.dropped == 2


def test_times_of_schedules_become_local(feed: MakeFeed) -> None:
    table = "id,service_id,dtstart,opens_at,closes_at\n1,s,2026-07-01,08:00:00,14:00Z\n"
    imported = read_hsds(feed({"schedules.csv": table, "services.csv": "id,name\ns,A\n"}))
    schedule = of(imported, Schedule)["1"]
    assert (schedule.opens_at, schedule.closes_at) == ("08:00", "16:00")


def test_a_feed_without_any_record_is_refused(feed: MakeFeed) -> None:
    with pytest.raises(Unreadable) as caught:
        read_hsds(feed({"base.json": '{"version": "3.0", "profile": "x"}'}))
    assert caught.value.reason == "no-records"


def test_hostile_nesting_is_dropped_and_reported(feed: MakeFeed) -> None:
    bottom: object = {"id": "x", "name": "unten"}
    for number in range(60):
        bottom = (
            {"id": f"{number}", "name": "x", "organization": bottom, "services": [bottom]}
            if (number % 2)
            else {"id": f"{number}", "name": "y", "locations": [bottom]}
        )
        bottom = {"id": f"o{number}", "name": "z", "programs": [bottom]}
        if len(json.dumps(bottom)) > 50_000:
            break
    imported = read_hsds(feed({"organization_full.json": json.dumps(bottom)}))
    assert said(imported, "zu tief")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "name", "services", "service", "phones", "organization", "attributes", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_any_json_is_read_and_refers_to_nothing_missing(value: object) -> None:
    content = json.dumps(value).encode()
    try:
        imported = read_hsds(Feed("x", (SourceFile("services.json", content),)))
    except Unreadable:
        return
    ids = {(record.TABLE, record.id) for record in imported.records}
    assert len(ids) == len(imported.records)
    for record in imported.records:
        for column, table in references(record.TABLE).items():
            referred = getattr(record, column)
            assert referred is None or (table, referred) in ids


def test_control_characters_leave_ids_and_what_refers_to_them_alike(feed: MakeFeed) -> None:
    services = [
        {"id": "\ud800", "name": "Ohne", "unbekannt\ud800": 1},
        {"id": "s\tvc", "name": "Amt", "organization_id": "o\n1", "attributes": [{"id": "\x01a"}]},
    ]
    attributes = [{"link_id": "s\tvc", "link_entity": "service", "taxonomy_term_id": "t"}]
    imported = read_hsds(
        feed(
            {
                "services.json": json.dumps(services),
                "attributes.json": json.dumps(attributes),
                "organizations.csv": 'id,name\n"o\n1",Rathaus\n',
            }
        )
    )
    assert of(imported, Service)["svc"].organization_id == "o1"
    assert of(imported, Organization)["o1"].name == "Rathaus"
    assert {a.link_id for a in of(imported, Attribute).values()} == {"svc"}
    assert all(record.id.isprintable() for record in imported.records)
    assert all(f"{p.where}{p.reason}{p.action}".isprintable() for p in imported.problems)
    assert said(imported, "Steuerzeichen in der Kennung", "services.json")
    assert said(imported, "Steuerzeichen in der Kennung", "organizations.csv")


def test_json_without_an_ending_is_json_all_the_same(feed: MakeFeed) -> None:
    imported = read_feed(feed({"daten": '{"services": [{"id": "1", "name": "Amt"}]}'}))
    assert list(of(imported, Service)) == ["1"]


def test_what_stands_beside_the_records_is_named(feed: MakeFeed) -> None:
    content = {
        "contents": [{"id": "1", "name": "A"}],
        "page": 1,
        "rest": [{"id": "2"}, {"id": "3"}],
    }
    imported = read_hsds(feed({"services.json": json.dumps(content)}))
    assert list(of(imported, Service)) == ["1"]
    assert said(imported, "rest", "2 Einträge", "Nicht übernommen")


def test_a_list_given_twice_is_read_twice(feed: MakeFeed) -> None:
    imported = read_hsds(
        feed({"all.json": '{"services": [{"id": "1"}], "x": {}, "services": [{"id": "2"}]}'})
    )
    assert set(of(imported, Service)) == {"1", "2"}
