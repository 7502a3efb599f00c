import json
from collections.abc import Callable

import pytest

from lotse_desk.domain.faults import UnknownValue, Unreadable
from lotse_desk.formats.detect import detect
from lotse_desk.formats.reading import read_feed
from lotse_desk.formats.source import Feed

MakeFeed = Callable[..., Feed]
PAGE = {"id": 1, "path": "/a/de/b/", "title": "T", "content": ""}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("feeds/hsds-spec-3.0", "hsds"),
        ("feeds/hsds-spec-3.0/examples/csv", "hsds"),
        ("feeds/hsds-spec-3.1/examples", "hsds"),
        ("feeds/hsds-spec-3.1/examples/service_list.json", "hsds"),
        ("feeds/hsds-florida", "hsds"),
        ("feeds/hsds-florida/services.csv", "hsds"),
        ("feeds/oruk-mocks/V3.0-UK-Default/service_list.json", "hsds"),
        ("feeds/oruk-mocks/V3.0-UK-Fail", "oruk"),
        ("feeds/airs-bc211", "airs"),
        ("feeds/pvog", "pvog"),
        ("integreat-augsburg", "integreat"),
        ("integreat-augsburg/pages_de.json", "integreat"),
    ],
)
def test_real_feeds_are_recognised(real_feed: Callable[[str], Feed], path: str, name: str) -> None:
    assert detect(real_feed(path)) == name


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"x.json": json.dumps([PAGE])}, "integreat"),
        ({"x.json": json.dumps({"pages": [PAGE]})}, "integreat"),
        ({"x.json": json.dumps({"a": {"de": [PAGE]}})}, "integreat"),
        ({"daten": json.dumps([PAGE])}, "integreat"),
        ({"x.json": '{"version": "HSDS-UK-3.0", "profile": "x"}'}, "oruk"),
        ({"x.json": '[{"id": "1", "name": "A", "regular_schedules": []}]'}, "oruk"),
        ({"organizations.csv": "id,name\n", "physical_addresses.csv": "id,city\n"}, "hsds1"),
        ({"liste.csv": "Leistung;Amt;Zimmer\n"}, "table"),
        ({"liste.xlsx": "PK"}, "table"),
        ({"l.xml": "<xzufi:leistung xmlns:xzufi='x'/>"}, "xzufi"),
        ({"l.xml": "<Source><Agency/></Source>"}, "airs"),
        ({"l.xml": "<a:Source xmlns:a='x'><a:Agency/></a:Source>".encode("utf-16")}, "airs"),
        ({"datei": "<Source><Agency/></Source>"}, "airs"),
        ({"services.json": '[{"id": "1", "name": "A"}]'}, "hsds"),
    ],
)
def test_feeds_are_recognised_by_what_they_hold(
    feed: MakeFeed, files: dict[str, str | bytes], name: str
) -> None:
    assert detect(feed(files)) == name


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"x.json": "[1, 2]"},
        {"x.json": '{"a": 1}'},
        {"x.bin": b"\x00\x01"},
        {"x.txt": "Hallo"},
        {"x.xml": "<a/>"},
    ],
)
def test_what_nobody_knows_is_refused(feed: MakeFeed, files: dict[str, str]) -> None:
    with pytest.raises(Unreadable):
        detect(feed(files))


def test_a_format_nobody_knows_is_no_format(feed: MakeFeed) -> None:
    with pytest.raises(UnknownValue):
        read_feed(feed({"l.xml": "<a/>"}), "word")
