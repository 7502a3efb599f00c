"""No row of a real feed is lost: it is a record, part of one, or has a line in the report."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator

import pytest

from lotse_desk.formats.reading import read_feed
from lotse_desk.formats.source import Feed, SourceFile

ReadFeed = Callable[[str], Feed]
HSDS = [
    f"feeds/hsds-spec-{version}{folder}"
    for version in ("3.0", "3.1")
    for folder in ("", "/examples", "/examples/csv", "/examples/service_full.json")
]
ORUK = [f"feeds/oruk-mocks/V3.0-UK-{name}" for name in ("Default", "Fail", "Warn", "Test")]
UNREAD = (
    "enthält keine Einträge",
    "blieb ungelesen",
    "Keine Zeile der Datei",
    "Die Datei wurde nicht",
)
"""What a report says of a file that holds no records at all."""

FEEDS = [
    *HSDS,
    *ORUK,
    "feeds/oruk-mocks",
    "feeds/hsds-florida",
    "feeds/airs-bc211",
    "feeds/pvog",
    "integreat-augsburg",
]


@pytest.mark.parametrize("path", FEEDS)
def test_what_was_read_is_landed_merged_or_dropped(real_feed: ReadFeed, path: str) -> None:
    imported = read_feed(real_feed(path))
    assert imported.rows > 0
    assert imported.rows == imported.landed + imported.merged + imported.dropped
    if imported.dropped or imported.merged:
        assert imported.problems
    keys = [(record.TABLE, record.id) for record in imported.records]
    assert len(set(keys)) == len(keys)


LISTS = {
    "table": {
        "liste.csv": "Kennung;Leistung;Stelle;Telefon\n1;Wohngeld;Amt;02361 1\n;;Amt;\n"
        "2;Kita;Amt;\n2;Kita;Amt;02361 2\n2;Hort;Amt;\n"
    },
    "hsds": {
        "services.csv": "id,name,organization_id\n1,A,o\n1,A,o\n1,B,\n,,\n",
        "phones.json": '[{"id": "p", "number": "1", "service_id": "1"}, 3, {}, null, []]',
        "attributes.csv": "id,link_id\n,\na,1\n",
        "record_origin.csv": "id,entity,entity_id\nservice:1,service,1\n",
        "allocation.csv": "id,service_at_location_id\nx,fehlt\n",
        "wetter.csv": "grad,wind\n1,2\n",
    },
    "hsds1": {
        "services.csv": "id,name\n1,A\n",
        "eligibility.csv": "id,service_id,eligibility\n1,1,x\n2,1,x\n3,9,x\n4,,\n",
        "payment_accepted.csv": "id,service_id,payment\n1,1,bar\n2,1,bar\n,1,bar\n",
        "holiday_schedule.csv": "id,service_id,closed,start_date,end_date\n"
        "1,1,t,2026-01-01,\n2,1,,,\n",
    },
    "pvog": {
        "pvog.json": json.dumps(
            [
                {"id": "1", "name": "A", "details": [{"code": "06", "text": "x"}, {"code": "97"}]},
                {"id": "1", "name": "A", "languageCode": "en", "details": []},
                {"id": "1", "name": "B", "languageCode": "en", "details": []},
                {"details": [{"code": "06", "text": "x"}], "forms": [{"uri": "https://a"}]},
                None,
            ]
        )
    },
    "xzufi": {
        "x.xml": "<a xmlns='xzufi'><leistung><id>1</id><modulText><inhalt>A</inhalt>"
        "<leikaTextmodul><code>02</code></leikaTextmodul></modulText><modulText><inhalt/>"
        "</modulText></leistung><leistung><farbe><rot>1</rot></farbe></leistung>"
        "<organisationseinheit><anschrift><ort/></anschrift></organisationseinheit>"
        "<onlinedienst><id>o</id></onlinedienst></a>"
    },
    "integreat": {
        "pages.json": json.dumps(
            [
                {"id": 1, "path": "/a/de/x/", "title": "X", "content": "<p>x</p>"},
                {"id": 1, "path": "/a/de/x/", "title": "X", "content": "<p>x</p>"},
                {"id": 2, "path": "/a/de/", "title": "", "content": ""},
                None,
                {
                    "id": 3,
                    "path": "/a/en/x/",
                    "title": "",
                    "content": "",
                    "available_languages": {"de": {"path": "/a/de/x/"}},
                },
            ]
        )
    },
}


@pytest.mark.parametrize("format_name", LISTS)
def test_strange_rows_are_landed_merged_or_dropped_too(
    feed: Callable[..., Feed], format_name: str
) -> None:
    imported = read_feed(feed(LISTS[format_name]), format_name)
    assert imported.rows == imported.landed + imported.merged + imported.dropped
    assert imported.dropped > 0
    assert imported.merged > 0
    assert len(imported.problems) >= 2
    keys = [(record.TABLE, record.id) for record in imported.records]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("path", FEEDS)
def test_every_id_of_the_feed_is_that_of_a_record_or_in_the_report(
    real_feed: ReadFeed, path: str
) -> None:
    feed = real_feed(path)
    imported = read_feed(feed)
    known = {record.id for record in imported.records}
    report = "\n".join(f"{p.where} {p.reason}" for p in imported.problems)
    unread = {p.where for p in imported.problems if any(word in str(p) for word in UNREAD)}
    for file in feed.files:
        for place, given in ids_of(file):
            found = given in known or given in report or f"{place} " in f"{report} "
            assert found or file.name in unread, (file.name, place, given)


@pytest.mark.parametrize(
    "path", ["feeds/hsds-florida", *(name for name in HSDS if name.endswith("csv"))]
)
def test_the_rows_counted_are_those_of_the_tables(real_feed: ReadFeed, path: str) -> None:
    feed = real_feed(path)
    tables = [file for file in feed.files if file.suffix == ".csv"]
    expected = sum(len(list(rows_of(file))) for file in tables)
    for format_name in ("hsds", "hsds1"):
        assert read_feed(feed, format_name).rows == expected


def ids_of(file: SourceFile) -> Iterator[tuple[str, str]]:
    """Place and id of everything in a file that has one, by other means than the readers'."""
    if file.suffix == ".csv":
        for number, row in enumerate(rows_of(file), 2):
            named = [name for name in row if name == "id" or name == f"{table_word(file)}_uuid"]
            if named and row[named[0]]:
                yield f"{file.name}, Zeile {number}", row[named[0]]
    elif file.suffix == ".json":
        yield from ((file.name, given) for given in ids_in(json.loads(file.content)))
    elif file.suffix == ".xml":
        for element in ET.fromstring(file.content).iter("Key"):
            yield file.name, element.text or ""


def table_word(file: SourceFile) -> str:
    return file.stem.removesuffix("s")


def rows_of(file: SourceFile) -> Iterator[dict[str, str]]:
    return iter(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))


def ids_in(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for member in value:
            yield from ids_in(member)
    elif isinstance(value, dict):
        if isinstance(value.get("id"), (str, int)) and "name" in value:
            yield str(value["id"])
        for member in value.values():
            yield from ids_in(member)
