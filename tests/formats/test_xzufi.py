"""XML near XZuFi: services, bodies and online services in whatever namespace."""

from collections.abc import Callable
from typing import Any

import pytest

from lotse_desk.domain.faults import Unreadable
from lotse_desk.domain.hsds import (
    Address,
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
from lotse_desk.domain.supplement import Translation
from lotse_desk.formats.detect import detect
from lotse_desk.formats.imported import Imported
from lotse_desk.formats.reading import read_feed
from lotse_desk.formats.source import Feed

MakeFeed = Callable[..., Feed]
NAMESPACES = [
    "http://xoev.de/schemata/xzufi/2_1_0",
    "http://xoev.de/schemata/xzufi/2_2_0",
    "urn:xoev-de:fim:standard:xzufi_2.3.0",
]
BODY = """
<x:organisationseinheit>
  <x:id schemeAgencyID="MUSTER">oe1</x:id>
  <x:name><x:name languageCode="de">Muster-Amt</x:name></x:name>
  <x:anschrift>
    <x:typ><code>001</code></x:typ>
    <x:strasse>Musterweg</x:strasse><x:hausnummer>1</x:hausnummer>
    <x:postleitzahl>45699</x:postleitzahl><x:ort>Herten</x:ort>
    <x:verwaltungspolitischeKodierung>
      <x:regionalschluessel><code>055620020020</code></x:regionalschluessel>
    </x:verwaltungspolitischeKodierung>
  </x:anschrift>
  <x:kommunikation>
    <x:kanal><code>04</code><name>Telefax</name></x:kanal><x:kennung>02366 0</x:kennung>
  </x:kommunikation>
  <x:kommunikation>
    <x:kanal><code>01</code></x:kanal><x:kennung>amt@muster.example</x:kennung>
  </x:kommunikation>
  <x:infoOeffnungszeitenText languageCode="de">Mo-Fr 8-12 Uhr</x:infoOeffnungszeitenText>
  <x:zustaendigkeit>
    <x:leistungID schemeID="u">l1</x:leistungID><x:gebietID>055620020020</x:gebietID>
  </x:zustaendigkeit>
</x:organisationseinheit>
"""
SERVICE = """
<x:leistung>
  <x:id schemeAgencyID="MUSTER">l1</x:id>
  <x:referenzLeiKa listURI="u"><code>99107002017000</code></x:referenzLeiKa>
  <x:modulText>
    <x:positionDarstellung>1</x:positionDarstellung>
    <x:inhalt languageCode="de">Musterleistung</x:inhalt>
    <x:inhalt languageCode="en-GB">Sample service</x:inhalt>
    <x:leikaTextmodul><code>02</code></x:leikaTextmodul>
  </x:modulText>
  <x:modulText>
    <x:inhalt>&lt;ul&gt;&lt;li&gt;Ausweis&lt;/li&gt;&lt;li&gt;Vertrag&lt;/li&gt;&lt;/ul&gt;</x:inhalt>
    <x:leikaTextmodul><name>Erforderliche_Unterlagen</name></x:leikaTextmodul>
  </x:modulText>
  <x:modulText>
    <x:inhalt languageCode="de">Siehe</x:inhalt>
    <x:leikaTextmodul><code>07</code></x:leikaTextmodul>
    <x:weiterfuehrenderLink>
      <x:uri>https://gesetz.example</x:uri><x:titel>Gesetz</x:titel>
    </x:weiterfuehrenderLink>
  </x:modulText>
  <x:modulKosten><x:beschreibung languageCode="de">kostenlos</x:beschreibung></x:modulKosten>
  <x:modulFrist>
    <x:typ><code>1</code></x:typ><x:dauer>1</x:dauer><x:einheit>Monat</x:einheit>
  </x:modulFrist>
  <x:kategorie>
    <x:id>k1</x:id><x:bezeichnung languageCode="de">Wohnen</x:bezeichnung>
  </x:kategorie>
  <x:versionsinformation>
    <x:geaendertDatumZeit>2025-01-01T00:00:00Z</x:geaendertDatumZeit>
  </x:versionsinformation>
</x:leistung>
"""
ONLINE = """
<x:onlinedienst>
  <x:id>od1</x:id><x:bezeichnung>Muster online</x:bezeichnung>
  <x:link><x:typ listURI="u"><code>01</code></x:typ><x:link>https://od.example</x:link></x:link>
  <x:leistungID>l1</x:leistungID>
</x:onlinedienst>
"""
SPECIAL = """
<x:spezialisierung>
  <x:id>s1</x:id><x:leistungID>l1</x:leistungID>
  <x:modulText>
    <x:inhalt>nur hier</x:inhalt><x:leikaTextmodul><code>16</code></x:leikaTextmodul>
  </x:modulText>
</x:spezialisierung>
"""
EVERYTHING = (BODY, SERVICE, ONLINE, SPECIAL)


def message(*objects: str, namespace: str = NAMESPACES[1]) -> str:
    inside = "".join(f"<x:schreibe>{one}</x:schreibe>" for one in objects)
    return f'<x:nachricht xmlns:x="{namespace}" xzufiVersion="2.2.0">{inside}</x:nachricht>'


@pytest.fixture
def read(feed: MakeFeed) -> Callable[[str], Imported]:
    return lambda text: read_feed(feed({"daten.xml": text}), "xzufi")


Read = Callable[[str], Imported]


def of(imported: Imported, kind: type[Any]) -> list[Any]:
    return [record for record in imported.records if isinstance(record, kind)]


def said(imported: Imported) -> str:
    return "\n".join(f"{p.where} {p.reason} {p.action}" for p in imported.problems)


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_any_namespace_is_read(feed: MakeFeed, namespace: str) -> None:
    given = feed({"daten.xml": message(*EVERYTHING, namespace=namespace)})
    assert detect(given) == "xzufi"
    imported = read_feed(given)
    assert {service.id for service in of(imported, Service)} == {"l1", "s1"}
    assert imported.rows == imported.landed + imported.merged + imported.dropped
    assert imported.dropped == 0


@pytest.mark.parametrize("order", [1, -1])
def test_a_service_with_its_body_whatever_comes_first(read: Read, order: int) -> None:
    imported = read(message(*EVERYTHING[::order]))
    services = {service.id: service for service in of(imported, Service)}
    service = services["l1"]
    assert service.name == "Musterleistung"
    assert service.organization_id == "oe1"
    assert service.fees_description == "kostenlos"
    assert service.additional_information == "Fristen:\n1 Monat\nRechtsgrundlagen:\nSiehe\nGesetz"
    assert service.last_modified == "2025-01-01T00:00:00Z"
    assert services["s1"].name == "Musterleistung"
    assert services["s1"].organization_id == "oe1"
    (body,) = of(imported, Organization)
    assert (body.name, body.email) == ("Muster-Amt", "amt@muster.example")
    assert [(phone.number, phone.type) for phone in of(imported, Phone)] == [("02366 0", "fax")]
    (address,) = of(imported, Address)
    assert (address.address_1, address.city) == ("Musterweg 1", "Herten")
    (hours,) = of(imported, Schedule)
    assert (hours.byday, hours.opens_at) == ("MO,TU,WE,TH,FR", "08:00")
    (place,) = of(imported, ServiceAtLocation)
    assert (place.service_id, place.location_id) == ("l1", hours.location_id)
    assert [area.extent for area in of(imported, ServiceArea)] == ["055620020020"]
    assert {d.document for d in of(imported, RequiredDocument)} == {"Ausweis", "Vertrag"}
    assert {t.code for t in of(imported, TaxonomyTerm)} == {"99107002017000", "k1"}
    assert {url.url for url in of(imported, Url)} == {
        "https://gesetz.example",
        "https://od.example",
    }
    (translation,) = of(imported, Translation)
    assert (translation.field, translation.language) == ("name", "en")
    assert translation.text == "Sample service"


def test_elements_nobody_knows_are_reported_with_their_path(read: Read) -> None:
    unknown = (
        "<x:leistung><x:id>l</x:id><x:wetter grad='3'><x:wind>2</x:wind></x:wetter></x:leistung>"
    )
    imported = read(message(unknown))
    report = said(imported)
    for path in ("leistung/wetter/wind", "leistung/wetter@grad", "nachricht@xzufiVersion"):
        assert path in report
    assert imported.dropped == 1


def test_what_has_neither_name_nor_id_is_dropped_and_said(read: Read) -> None:
    nameless = SERVICE.replace('<x:id schemeAgencyID="MUSTER">l1</x:id>', "").replace("02", "16")
    imported = read(message(nameless, BODY))
    assert not of(imported, Service)
    assert imported.rows == imported.landed + imported.merged + imported.dropped
    assert "weder einen Namen noch eine Kennung" in said(imported)
    assert "Die Leistung l1 steht nicht in den Daten" in said(imported)


def test_an_online_service_of_no_service_keeps_its_address(read: Read) -> None:
    imported = read(message(ONLINE, BODY))
    assert [(url.url, url.service_id) for url in of(imported, Url)] == [
        ("https://od.example", None)
    ]
    assert "gehört zu keiner Leistung" in said(imported)


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE a [<!ENTITY b 'c'>]><x xmlns='xzufi'>&b;</x>",
        message(SERVICE)[:-30],
        "<xzufi/>",
    ],
)
def test_unsafe_cut_and_empty_files_are_refused(read: Read, text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)
