import tracemalloc
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from lotse_desk.domain.faults import TooLarge, Unreadable
from lotse_desk.domain.hsds import (
    Accessibility,
    Address,
    Attribute,
    Contact,
    Language,
    Location,
    Organization,
    Phone,
    RequiredDocument,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    TaxonomyTerm,
    Url,
)
from lotse_desk.domain.record import Record
from lotse_desk.formats.airs import read_airs
from lotse_desk.formats.imported import Imported
from lotse_desk.formats.reading import read_feed
from lotse_desk.formats.source import Feed, SourceFile
from lotse_desk.formats.xml_streaming import MAX_RECORD, XmlStream

MakeFeed = Callable[..., Feed]
ReadFeed = Callable[[str], Feed]
MakeFile = Callable[[str, Callable[[], Iterable[bytes]]], SourceFile]
AGENCY = """
<Agency ExcludeFromDirectory="false" FEIN="12" xmlns:x="u">
  <Key>a1</Key><Name>Muster-Träger</Name>
  <AgencyDescription>Rat &amp;lt;b&amp;gt;und&amp;lt;/b&amp;gt; Hilfe</AgencyDescription>
  <AKA><Name>MT</Name><Confidential>false</Confidential></AKA>
  <AKA><Name>Geheimname</Name><Confidential>true</Confidential></AKA>
  <AgencyLocation>
    <PhysicalAddress><Line1>Musterweg 1</Line1><City>Marl</City></PhysicalAddress>
    <MailingAddress Confidential="true"><Line1>Verstecktweg 9</Line1></MailingAddress>
  </AgencyLocation>
  <URL><Address>https://a.example</Address></URL>
  <URL><Address>https://b.example</Address><Note>Zweite</Note></URL>
  <Email><Address>a@muster.example</Address></Email>
  <Site>
    <Key>s1</Key><Name>Haus</Name>
    <PhysicalAddress><Line1>Musterweg 2</Line1><ZipCode>45768</ZipCode></PhysicalAddress>
    <SpatialLocation><Datum>51.6, 7.1</Datum><Latitude>51.6</Latitude><Longitude>7.1</Longitude>
    </SpatialLocation>
    <DisabilitiesAccess>Rampe</DisabilitiesAccess>
    <BusServiceAccess>Bus 1</BusServiceAccess>
    <Phone Confidential="true"><PhoneNumber>02365 99-99</PhoneNumber></Phone>
    <Email><Address>haus@muster.example</Address></Email>
    <SiteService>
      <Key>d1</Key><Name>Beratung</Name><Description>Gespräch</Description>
      <Phone TollFree="true"><PhoneNumber>0800 0-0</PhoneNumber><Extension>7</Extension>
        <Type>Voice</Type></Phone>
      <Phone><PhoneNumber/><Type>Fax</Type></Phone>
      <TimeOpen><Monday><From>9:00 AM</From><To>1:30 PM</To></Monday>
        <Tuesday><From>14:00</From><To>25:00</To></Tuesday><Friday/>
        <Notes>nicht in den Ferien</Notes></TimeOpen>
      <Languages><Name>Türkisch</Name><Name>Arabisch</Name><Notes>nach Absprache</Notes></Languages>
      <Taxonomy><Code>BD-1800</Code><Code>YB-0500</Code></Taxonomy>
      <Taxonomy><Code/></Taxonomy>
      <GeographicAreaServed><City>Marl</City><State>NRW</State></GeographicAreaServed>
      <ApplicationProcess><Step>Anrufen</Step></ApplicationProcess>
      <AgeRequirements MinimumAge="18" MaximumAge="65"/>
      <FeeStructure>kostenlos</FeeStructure>
      <DocumentsRequired>Ausweis</DocumentsRequired>
      <ResourceInfo DateLastVerified="2026-01-02" AvailableForDirectory="true">
        <Contact Type="Main"><Title>Leitung</Title><Phone><PhoneNumber>02365 1-1</PhoneNumber>
        </Phone></Contact></ResourceInfo>
      <Sternzeichen>Fisch</Sternzeichen>
    </SiteService>
    <SiteService><Key>d2</Key><Name>Zweites</Name></SiteService>
  </Site>
  <GeographicAreaServed><County>Kreis</County></GeographicAreaServed>
</Agency>
"""


def source(*agencies: str) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?><Source>{"".join(agencies)}</Source>'


Kind = TypeVar("Kind", bound=Record)


def of(imported: Imported, kind: type[Kind]) -> list[Kind]:
    return [record for record in imported.records if isinstance(record, kind)]


@pytest.fixture
def imported(feed: MakeFeed) -> Imported:
    return read_airs(feed({"a.xml": source(AGENCY)}))


def elements_with_others(content: bytes) -> int:
    return sum(len(element) > 0 for element in ET.fromstring(content).iter()) - 1


def test_every_element_of_the_real_feed_is_a_record_or_in_the_report(real_feed: ReadFeed) -> None:
    given = real_feed("feeds/airs-bc211")
    imported = read_feed(given)
    content = given.files[0].content
    root = ET.fromstring(content)
    assert imported.format == "airs"
    assert imported.rows == elements_with_others(content)
    assert imported.rows == imported.landed + imported.merged + imported.dropped
    assert {o.id for o in of(imported, Organization)} == {a.findtext("Key") for a in root}
    for tag, kind in (("Site", Location), ("SiteService", Service)):
        keys = {element.findtext("Key") for element in root.iter(tag)}
        assert keys <= {record.id for record in of(imported, kind)}
    assert len(of(imported, ServiceAtLocation)) == len(list(root.iter("SiteService")))
    numbers = [p for p in root.iter("Phone") if p.findtext("PhoneNumber")]
    assert len(of(imported, Phone)) == len(numbers)
    codes = [code.text for code in root.iter("Code") if code.text]
    assert {term.code for term in of(imported, TaxonomyTerm)} == set(codes)
    texts = " ".join(s.description or "" for s in of(imported, Service))
    assert "&lt;" not in texts
    assert "<b>" not in texts


def test_agencies_sites_and_services_keep_their_keys(imported: Imported) -> None:
    (body,) = of(imported, Organization)
    assert (body.id, body.name, body.alternate_name) == ("a1", "Muster-Träger", "MT")
    assert (body.description, body.website, body.tax_id) == (
        "Rat und Hilfe",
        "https://a.example",
        "12",
    )
    assert [(u.url, u.label) for u in of(imported, Url)] == [("https://b.example", "Zweite")]
    places = {place.id: place for place in of(imported, Location)}
    assert set(places) == {"s1", "a1.location"}
    assert (places["s1"].latitude, places["s1"].transportation) == (51.6, "Bus 1")
    assert [a.description for a in of(imported, Accessibility)] == ["Rampe"]
    services = {service.id: service for service in of(imported, Service)}
    assert services["d1"].minimum_age == 18
    assert services["d1"].application_process == "Anrufen"
    assert services["d1"].assured_date == "2026-01-02"
    assert {(s.service_id, s.location_id) for s in of(imported, ServiceAtLocation)} == {
        ("d1", "s1"),
        ("d2", "s1"),
    }


def test_parts_hang_on_what_they_belong_to(imported: Imported) -> None:
    link = next(s for s in of(imported, ServiceAtLocation) if s.service_id == "d1")
    (other, free) = sorted(of(imported, Phone), key=lambda phone: phone.number or "")
    assert (free.number, free.extension, free.service_at_location_id) == ("0800 0-0", "7", link.id)
    assert free.description == "gebührenfrei"
    people = {contact.id: contact for contact in of(imported, Contact)}
    assert people[other.contact_id or ""].title == "Leitung"
    assert {c.email for c in people.values() if c.location_id} == {"haus@muster.example"}
    hours = {s.byday: (s.opens_at, s.closes_at) for s in of(imported, Schedule)}
    assert hours == {"MO": ("09:00", "13:30"), "TU": ("14:00", None)}
    assert {(x.name, x.note) for x in of(imported, Language)} == {
        ("Türkisch", "nach Absprache"),
        ("Arabisch", "nach Absprache"),
    }
    assert len(of(imported, Attribute)) == 2
    assert [d.document for d in of(imported, RequiredDocument)] == ["Ausweis"]
    assert {(a.name, a.service_id) for a in of(imported, ServiceArea)} == {
        ("Marl, NRW", "d1"),
        ("Kreis", "d2"),
    }


def test_what_has_no_place_is_named_and_counted(imported: Imported) -> None:
    said = [f"{p.reason} {p.action}" for p in imported.problems]
    assert any("Agency/Site/SiteService/Sternzeichen, 1 mal" in text for text in said)
    assert any("1 Telefon ohne Nummer: Fax" in text for text in said)
    assert any("Taxonomy ohne Code" in text for text in said)
    assert any("Friday" not in text and "closes_at" in text for text in said)
    assert imported.rows == elements_with_others(source(AGENCY).encode())
    assert imported.rows == imported.landed + imported.merged + imported.dropped


def test_what_the_source_keeps_confidential_is_neither_taken_nor_quoted(
    imported: Imported,
) -> None:
    everything = f"{imported.records}{imported.problems}"
    for secret in ("Geheimname", "Verstecktweg", "99-99"):
        assert secret not in everything
    assert sum("vertraulich" in p.reason for p in imported.problems) == 3
    assert {a.address_1 for a in of(imported, Address)} == {"Musterweg 1", "Musterweg 2"}


def test_a_confidential_address_is_not_told_by_other_ways_either(feed: MakeFeed) -> None:
    agency = AGENCY.replace("<PhysicalAddress>", '<PhysicalAddress Confidential="true">')
    imported = read_airs(feed({"a.xml": source(agency)}))
    places = of(imported, Location)
    assert len(places) == 2
    assert all(p.latitude is None and p.transportation is None for p in places)
    everything = f"{imported.records}{imported.problems}"
    assert not any(secret in everything for secret in ("51.6", "Bus 1", "Musterweg"))
    assert imported.rows == imported.landed + imported.merged + imported.dropped


def test_times_of_a_language_are_its_note_and_a_contact_may_be_a_number(feed: MakeFeed) -> None:
    agency = (
        "<Agency><Key>a</Key><Site><Key>s</Key><Languages><Name>Russisch</Name><TimeOpen>"
        "<Thursday><From>14:00</From><To>16:00</To></Thursday></TimeOpen></Languages>"
        "<Contact><Phone><PhoneNumber>02365 1</PhoneNumber></Phone></Contact>"
        "<Contact Confidential='true'><Name>Verborgen</Name></Contact></Site></Agency>"
    )
    imported = read_airs(feed({"a.xml": source(agency)}))
    assert [(x.name, x.note) for x in of(imported, Language)] == [
        ("Russisch", "donnerstags 14:00–16:00")
    ]
    assert [(p.number, p.location_id) for p in of(imported, Phone)] == [("02365 1", "s")]
    assert "Verborgen" not in f"{imported.records}{imported.problems}"
    assert imported.rows == imported.landed + imported.merged + imported.dropped


def test_records_hidden_from_directories_say_so(feed: MakeFeed) -> None:
    agency = AGENCY.replace('ExcludeFromDirectory="false"', 'ExcludeFromDirectory="true"')
    imported = read_airs(feed({"a.xml": source(agency)}))
    assert {service.status for service in of(imported, Service)} == {"inactive"}
    assert all(service.alert for service in of(imported, Service))


def test_names_with_a_namespace_are_the_same_names(feed: MakeFeed, imported: Imported) -> None:
    spaced = source(AGENCY).replace("<Source>", '<Source xmlns="http://airs.example/3">')
    again = read_airs(feed({"a.xml": spaced}))
    assert again.records == imported.records


def test_agencies_without_key_and_name_leave_their_services(feed: MakeFeed) -> None:
    agency = "<Agency><Site><Key>s</Key><SiteService><Key>d</Key></SiteService></Site></Agency>"
    imported = read_airs(feed({"a.xml": source(agency, "<Agency/>", "<Agency><Key/></Agency>")}))
    assert [service.organization_id for service in of(imported, Service)] == [None]
    assert imported.rows == imported.landed + imported.merged + imported.dropped == 4


BOMB = '<!DOCTYPE l [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty-file"),
        ("<Source><Agency><Key>1</Key>", "truncated"),
        ("<Source><Agency></Source>", "not-xml"),
        ("kein XML", "not-xml"),
        (f"{BOMB}<Source><Agency><Key>&b;</Key></Agency></Source>", "unsafe-xml"),
        ('<!DOCTYPE s SYSTEM "file:///etc/hostname"><Source/>', "unsafe-xml"),
        ("<Source><Agency><Key>&fremd;</Key></Agency></Source>", "not-xml"),
        ('<?xml version="1.0" encoding="utf-7"?><Source/>', "not-xml"),
        ("<a>" * 100 + "</a>" * 100, "nested-too-deep"),
        ("<Source><Site/></Source>", "no-records"),
        ("<Source/>", "no-records"),
    ],
)
def test_broken_and_hostile_xml_gets_one_reason(feed: MakeFeed, content: str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_airs(feed({"a.xml": content}))
    assert caught.value.reason == reason


def test_a_record_that_never_ends_is_too_large() -> None:
    content = (
        b"<Source><Agency><Name>" + b"x" * (MAX_RECORD + 100_000) + b"</Name></Agency></Source>"
    )
    with pytest.raises(TooLarge):
        read_airs(Feed("x", (SourceFile("a.xml", content),)))


def test_records_are_read_one_by_one_whatever_the_file_holds(made_file: MakeFile) -> None:
    def pieces(agencies: int) -> Iterator[bytes]:
        yield b"<Source>"
        for number in range(agencies):
            yield AGENCY.replace("<Key>", f"<Key>{number}-").encode()
        yield b"</Source>"

    peaks = []
    for agencies in (50, 1000):
        file = made_file("a.xml", partial(pieces, agencies))
        tracemalloc.start()
        count = sum(1 for _ in XmlStream(file, frozenset({"Agency"})))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert count == agencies
    assert peaks[1] < peaks[0] * 1.5 + 100_000


def test_the_real_feed_ten_times_over_is_ten_times_the_records(shared_data: Path) -> None:
    content = (shared_data / "feeds/airs-bc211/BC211_data_excerpt.xml").read_bytes()
    start, end = content.index(b"<Agency"), content.rindex(b"</Source>")
    once = read_airs(Feed("x", (SourceFile("a.xml", content),)))
    copies = b"".join(
        content[start:end].replace(b"<Key>", b"<Key>%d-" % number) for number in range(10)
    )
    tenfold = read_airs(Feed("x", (SourceFile("a.xml", content[:start] + copies + content[end:]),)))
    assert (tenfold.rows, tenfold.landed, tenfold.dropped) == (
        once.rows * 10,
        once.landed * 10,
        once.dropped * 10,
    )
