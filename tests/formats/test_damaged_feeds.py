"""Cut, flipped and shuffled feeds are read as far as they go, or refused with a typed fault."""

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotse_desk.domain.faults import TooLarge, Unreadable
from lotse_desk.formats.reading import AUTO, read_feed
from lotse_desk.formats.source import Feed, SourceFile, feed_of_zip

ReadFeed = Callable[[str], Feed]
XML = (
    "<Source><Agency><Key>a</Key><Name>Ä</Name><Site><Key>s</Key><SiteService><Key>d</Key>"
    "<Phone><PhoneNumber>02361 1</PhoneNumber></Phone><Taxonomy><Code>B</Code></Taxonomy>"
    "</SiteService></Site></Agency></Source>"
).encode()
JSON = json.dumps(
    [
        {"id": "1", "name": "Ä", "phones": [{"id": "p", "number": "02361 1"}]},
        {"id": "2", "name": "B", "organization": {"id": "o", "name": "O"}},
    ]
).encode()
OBJECT = b'{"services": [{"id": "1", "name": "a"}], "version": "3.1", "units": []}'
CSV = 'id,name,phones,eligibility\n1,"Ä, b",02361 1,x\n2,B,,\n'.encode()
OLDER = b"id,service_id,weekday,opens_at\n1,s,Monday,08:00\n"
PVOG = json.dumps(
    [
        {
            "id": "1",
            "name": "Ä",
            "leikakeys": ["99107002017000"],
            "details": [{"code": "98", "text": "<p>Ä</p>", "details": [{"title": "3 Euro"}]}],
            "personalMatters": [{"code": "1", "name": "x", "children": [{"code": "2"}]}],
        },
        {"id": "1", "name": "B", "languageCode": "en"},
    ]
).encode()
XZUFI = (
    "<n xmlns='xzufi/2_2_0'><leistung><id>l</id><modulText><inhalt languageCode='de'>Ä</inhalt>"
    "<leikaTextmodul><code>02</code></leikaTextmodul></modulText></leistung>"
    "<organisationseinheit><id>o</id><name><name>B</name></name><anschrift><ort>Herten</ort>"
    "</anschrift><zustaendigkeit><leistungID>l</leistungID></zustaendigkeit>"
    "</organisationseinheit></n>"
).encode()
ORUK = json.dumps(
    {
        "totalPages": 2,
        "number": 1,
        "content": [
            {
                "id": "1",
                "name": "Ä",
                "eligibilitys": [{"id": "e", "eligibility": "x", "minimum_age": 3}],
                "regular_schedules": [{"id": "r", "byday": "MO", "opens_at": "08:00"}],
                "service_taxonomys": [{"id": "t", "taxonomy": {"id": "k", "name": "B"}}],
                "service_at_locations": [
                    {"location": {"id": "l"}, "holidayScheduleCollection": [{"start_date": "x"}]}
                ],
            }
        ],
    }
).encode()
SAMPLES = {
    "a.xml": XML,
    "services.json": JSON,
    "pvog.json": PVOG,
    "service_list.json": ORUK,
    "xzufi.xml": XZUFI,
    "all.json": OBJECT,
    "services.csv": CSV,
    "regular_schedules.csv": OLDER,
    "wide.csv": CSV.decode().encode("utf-16"),
}
FORMATS = (AUTO, "hsds", "hsds1", "airs", "oruk", "pvog", "xzufi")


def read_or_refuse(feed: Feed, format_name: str = AUTO) -> None:
    try:
        imported = read_feed(feed, format_name)
    except (Unreadable, TooLarge):
        return
    assert imported.rows == imported.landed + imported.merged + imported.dropped
    keys = [(record.TABLE, record.id) for record in imported.records]
    assert len(set(keys)) == len(keys)


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """The content cut, flipped, doubled or with its pieces in another order."""
    kind = draw(st.sampled_from(["cut", "flip", "shuffle", "insert", "double"]))
    place = draw(st.integers(0, max(len(content) - 1, 0)))
    if kind == "cut":
        return content[:place]
    if kind == "flip":
        changed = bytearray(content)
        for where in draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
            changed[where] ^= draw(st.integers(1, 255))
        return bytes(changed)
    if kind == "shuffle":
        size = draw(st.integers(1, max(len(content) // 3, 1)))
        pieces = [content[at : at + size] for at in range(0, min(len(content), 40 * size), size)]
        return b"".join(draw(st.permutations(pieces)))
    if kind == "insert":
        return content[:place] + draw(st.binary(max_size=20)) + content[place:]
    return content + content[place:]


@given(st.data())
def test_damaged_files_raise_nothing_but_faults(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SAMPLES)))
    content = data.draw(damaged(SAMPLES[name]))
    format_name = data.draw(st.sampled_from(FORMATS))
    read_or_refuse(Feed("x", (SourceFile(name, content),)), format_name)


@given(st.permutations(sorted(SAMPLES)), st.sampled_from(FORMATS), st.data())
def test_files_under_each_others_names_raise_nothing_but_faults(
    names: list[str], format_name: str, data: st.DataObject
) -> None:
    contents = [SAMPLES[name] for name in sorted(SAMPLES)]
    kept = data.draw(st.integers(1, len(names)))
    files = [SourceFile(n, c) for n, c in zip(names[:kept], contents, strict=False)]
    read_or_refuse(Feed("x", tuple(files)), format_name)


@given(st.data())
def test_damaged_archives_raise_nothing_but_faults(data: st.DataObject) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in SAMPLES.items():
            archive.writestr(name, content)
    content = data.draw(damaged(stream.getvalue()))
    try:
        feed = feed_of_zip("x", BytesIO(content))
    except (Unreadable, TooLarge):
        return
    read_or_refuse(feed)


@pytest.mark.parametrize(
    "path",
    [
        "feeds/hsds-spec-3.1/examples/service_full.json",
        "feeds/hsds-spec-3.0/examples/csv/services.csv",
        "feeds/hsds-spec-3.1/examples/csv/schedules.csv",
        "feeds/hsds-florida/organizations.csv",
        "feeds/oruk-mocks/V3.0-UK-Fail/service_list.json",
        "feeds/airs-bc211/BC211_data_excerpt.xml",
        "feeds/pvog/B100019_LB_574711.json",
    ],
)
@given(data=st.data())
@settings(max_examples=12)
def test_damaged_real_files_raise_nothing_but_faults(
    shared_data: Path, path: str, data: st.DataObject
) -> None:
    file = shared_data / path
    content = data.draw(damaged(file.read_bytes()[:60_000]))
    read_or_refuse(Feed("x", (SourceFile(file.name, content),)))


@pytest.mark.night
@pytest.mark.parametrize("path", ["feeds/airs-bc211/BC211_data_excerpt.xml"])
def test_every_cut_of_a_real_file_is_refused_or_read(shared_data: Path, path: str) -> None:
    content = (shared_data / path).read_bytes()
    for end in range(0, len(content), 997):
        read_or_refuse(Feed("x", (SourceFile("a.xml", content[:end]),)), "airs")
