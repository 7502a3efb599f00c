import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from lotse_desk.domain.faults import Unreadable
from lotse_desk.domain.hsds import (
    Address,
    Language,
    Location,
    Organization,
    Phone,
    RequiredDocument,
    Schedule,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import Placement
from lotse_desk.formats import workbook_reading
from lotse_desk.formats.detect import detect
from lotse_desk.formats.imported import Imported
from lotse_desk.formats.reading import read_feed
from lotse_desk.formats.source import Feed
from lotse_desk.formats.spoken_hours_reading import read_hours
from lotse_desk.formats.writing import export_files

MakeFeed = Callable[..., Feed]
LIST = (
    "Leistungen der Stadt Muster;;;;;;;;;\r\n"
    "Leistung;Amt;Straße;PLZ;Ort;Zimmer;Telefon;Öffnungszeiten;Unterlagen;Farbe\r\n"
    "Wohngeld;Sozialamt;Musterweg 1;45657;Muster;214;'+49 2361 53-1;Mo, Di 8-12 Uhr;"
    '"Ausweis; Mietvertrag";rot\r\n'
)


def of(imported: Imported, kind: type) -> list:
    return [record for record in imported.records if isinstance(record, kind)]


def workbook(*sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_row_of_a_towns_list_becomes_all_it_tells(feed: MakeFeed) -> None:
    given_feed = feed({"liste.csv": LIST.encode("cp1252")})
    assert detect(given_feed) == "table"
    imported = read_feed(given_feed)
    service = of(imported, Service)[0]
    body = of(imported, Organization)[0]
    assert (service.name, service.organization_id, body.name) == ("Wohngeld", body.id, "Sozialamt")
    address = of(imported, Address)[0]
    assert (address.address_1, address.postal_code) == ("Musterweg 1", "45657")
    place = of(imported, ServiceAtLocation)[0]
    assert (place.service_id, place.location_id) == (service.id, of(imported, Location)[0].id)
    assert of(imported, Placement)[0].room == "214"
    assert of(imported, Phone)[0].number == "+49 2361 53-1"
    schedule = of(imported, Schedule)[0]
    assert (schedule.byday, schedule.opens_at, schedule.closes_at) == ("MO,TU", "08:00", "12:00")
    assert {d.document for d in of(imported, RequiredDocument)} == {"Ausweis", "Mietvertrag"}
    assert any("Farbe" in problem.reason for problem in imported.problems)
    assert imported.rows == 1


def test_a_workbook_is_read_sheet_by_sheet(feed: MakeFeed) -> None:
    content = workbook(
        [["Angebot", "Träger", "Sprachen"], ["Deutschkurs", "Verein", "Deutsch, tr"]],
        [["nur", "Notizen"], ["a", "b"]],
        [],
    )
    imported = read_feed(feed({"angebote.xlsx": content}))
    assert [service.name for service in of(imported, Service)] == ["Deutschkurs"]
    assert {(row.code, row.name) for row in of(imported, Language)} == {
        ("tr", None),
        (None, "Deutsch"),
    }
    assert any("Keine Liste von Leistungen" in problem.reason for problem in imported.problems)


def test_rows_and_columns_beyond_the_bounds_are_reported(
    feed: MakeFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_reading, "MAX_ROWS", 4)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Leistung", "Amt"])
    for number in range(1, 7):
        sheet.append([f"Leistung {number}", "Sozialamt"])
    sheet.cell(3, 300, "weit rechts")
    stream = io.BytesIO()
    book.save(stream)
    imported = read_feed(feed({"liste.xlsx": stream.getvalue()}))
    assert len(of(imported, Service)) == 3
    reasons = [p.reason for p in imported.problems if "aufteilen" in p.action]
    assert reasons == [
        "3 gefüllte Zeilen unterhalb von Zeile 4.",
        "44 Spalten rechts von Spalte 256.",
    ]


def test_the_exported_list_is_the_template(feed: MakeFeed) -> None:
    records: list[Record] = [
        Organization(id="o", name="Amt"),
        Service(id="s", name="=Wohngeld", organization_id="o", fees_description="keine"),
        Location(id="l", name="Haus"),
        Address(id="a", location_id="l", address_1="Weg 1", city="Muster", postal_code="45657"),
        ServiceAtLocation(id="sl", service_id="s", location_id="l"),
        Schedule(id="h", service_id="s", byday="MO,FR", opens_at="08:00", closes_at="12:30"),
        Phone(id="p", service_id="s", number="+49 2361 53-1"),
    ]
    for name, format_name in (("liste.csv", "csv"), ("liste.xlsx", "xlsx")):
        content = export_files(format_name, records)[""]
        imported = read_feed(feed({name: content}), "table")
        service = of(imported, Service)[0]
        assert (service.id, service.name) == ("s", "=Wohngeld")
        assert service.fees_description == "keine"
        assert of(imported, Location)[0].name == "Haus"
        assert of(imported, Phone)[0].number == "+49 2361 53-1"
        assert {s.byday for s in of(imported, Schedule)} == {"MO,FR"}


def test_rows_without_name_and_id_are_reported(feed: MakeFeed) -> None:
    imported = read_feed(feed({"x.csv": "Leistung;Amt;Raum\n;Sozialamt;1\nWohngeld;;2\n"}))
    assert (imported.rows, imported.dropped) == (2, 1)
    assert not of(imported, TaxonomyTerm)


def test_two_town_halls_of_one_name_stay_two_places(feed: MakeFeed) -> None:
    rows = "Leistung;Standort;Ort\nA;Rathaus;Herten\nB;Rathaus;Marl\nC;Rathaus;Marl\n"
    imported = read_feed(feed({"x.csv": rows}), "table")
    assert len(of(imported, Location)) == 2
    assert sorted(address.city for address in of(imported, Address)) == ["Herten", "Marl"]


@pytest.mark.parametrize("content", [b"PK\x03\x04kaputt", b"", workbook([["a", "b"]])])
def test_a_workbook_that_is_none_or_holds_no_list_is_refused(
    feed: MakeFeed, content: bytes
) -> None:
    with pytest.raises(Unreadable):
        read_feed(feed({"x.xlsx": content}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mo-Mi 8-12 Uhr", [("MO,TU,WE", "08:00", "12:00")]),
        ("Mo., Di. und Do. 8.30 bis 12.00 Uhr", [("MO,TU,TH", "08:30", "12:00")]),
        (
            "Montag bis Freitag von 7.30 bis 12.30 Uhr, Donnerstag zusätzlich von 14 bis 17.30 Uhr",
            [("MO,TU,WE,TH,FR", "07:30", "12:30"), ("TH", "14:00", "17:30")],
        ),
        ("Di 8–12 und 14–16 Uhr", [("TU", "08:00", "12:00"), ("TU", "14:00", "16:00")]),
        ("Sa-Mo 10:00-11:00", [("SA,SU,MO", "10:00", "11:00")]),
    ],
)
def test_hours_as_people_write_them(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = read_hours(text) or []
    assert [(h["byday"], h["opens_at"], h["closes_at"]) for h in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "nach Vereinbarung",
        "Mo 8-12 Uhr (außer in den Ferien)",
        "jeden 1. Mo 8-12",
        "8-12 Uhr",
        "Mo 12-8",
        "Mo 25-26",
        "Mo",
    ],
)
def test_hours_that_say_more_stay_text(text: str) -> None:
    assert read_hours(text) is None


@given(st.text(alphabet="MoDi 0123456789-:.,;Uhrbisund", max_size=30))
def test_no_text_breaks_the_reading_of_hours(text: str) -> None:
    for hours in read_hours(text) or []:
        assert hours["opens_at"] < hours["closes_at"]
