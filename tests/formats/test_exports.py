import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from lotse_desk.domain.faults import UnknownValue
from lotse_desk.domain.hsds import (
    Address,
    Attribute,
    CostOption,
    Location,
    Organization,
    Phone,
    Program,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
    Taxonomy,
    TaxonomyTerm,
    Unit,
)
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import (
    TOPIC_TAXONOMY,
    Letter,
    LocalNote,
    MasterText,
    Placement,
    RecordOrigin,
    Situation,
    Translation,
)
from lotse_desk.formats.column_mapping import PLURALS
from lotse_desk.formats.hsds_profile import HSDS_3_0, HSDS_3_1, Profile
from lotse_desk.formats.reading import read_feed
from lotse_desk.formats.schema import (
    CLOSED_LISTS,
    EXCHANGED_TABLES,
    Kind,
    bounds,
    columns,
    mandatory,
    references,
)
from lotse_desk.formats.source import Feed, SourceFile
from lotse_desk.formats.writing import export_files

DIRECTORY: tuple[Record, ...] = (
    Organization(id="amt", name="Musteramt", website="www.muster.example"),
    Organization(id="ohne", name="Ohne alles", email="kein@ort"),
    Program(id="p1", organization_id="amt", name="Eins", description="x"),
    Program(id="p2", organization_id="amt", name="Zwei"),
    Service(
        id="wohngeld.amt",
        organization_id="amt",
        program_id="p2",
        name="=Wohngeld",
        status="active",
        description='Zeile 1\r\nZeile 2; „Anführung“ "gerade"',
        additional_information="nur in 3.1",
        minimum_age=18.5,
        wait_time="#N/A",
        last_modified="2026-05-01",
    ),
    Service(id="ac148810-d857-441c-9679-408f346de14b", name="Ohne Stelle"),
    Location(id="haus", name="Haus", organization_id="amt", latitude=51.5),
    Address(id="a", location_id="haus", address_1="Musterweg 1", postal_code="45657"),
    ServiceAtLocation(id="w@h", service_id="wohngeld.amt", location_id="haus"),
    ServiceAtLocation(id="lose", service_id="wohngeld.amt"),
    Schedule(
        id="s",
        service_at_location_id="w@h",
        byday="MO,TU",
        opens_at="08:30",
        closes_at="12:00",
        interval=1,
    ),
    Phone(id="t", service_id="wohngeld.amt", number="+49 2361 53-0", extension="-0"),
    CostOption(id="k", service_id="wohngeld.amt", amount=35.0),
    Taxonomy(id=TOPIC_TAXONOMY, name="Themen"),
    TaxonomyTerm(id="wohngeld", taxonomy_id=TOPIC_TAXONOMY, name="Wohngeld", code="x"),
    TaxonomyTerm(id="kita", taxonomy_id=TOPIC_TAXONOMY, name="Kita", code="x"),
    Attribute(
        id="link",
        link_id="wohngeld.amt",
        link_entity="service",
        taxonomy_term_id="wohngeld",
        link_type=TOPIC_TAXONOMY,
        label="Nichtraucher",
    ),
    Unit(id="u", name="Platz"),
    ServiceCapacity(
        id="c",
        service_id="wohngeld.amt",
        unit_id="u",
        available=3.0,
        updated="2026-05-01T08:00:00+02:00",
    ),
    ServiceCapacity(id="c2", service_id="wohngeld.amt", unit_id="u"),
    ServiceArea(id="g", service_id="wohngeld.amt", service_at_location_id="w@h", name="Marl"),
    MasterText(id="m.wohngeld", topic="wohngeld", name="Wohngeld"),
    Placement(id="w@h.p", service_at_location_id="w@h", room="214", by_appointment=True),
    Translation(
        id="tr",
        entity="service",
        entity_id="wohngeld.amt",
        field="name",
        language="tr",
        text="Kira",
        source_hash="0",
    ),
    Letter(
        id="letter.anhoerung",
        slug="anhoerung",
        name="Anhörung",
        senders="Jobcenter\nSozialamt",
        deadline="Sie haben meist zwei Wochen Zeit; „sofort“ ist besser.",
        deadline_days=14,
        next_step="Antworten Sie schriftlich.",
        urgency="deadline",
        topics="widerspruch formularhilfe",
    ),
    Letter(id="letter.info", slug="info", name="Zwischennachricht"),
    Situation(
        id="situation.trennung",
        slug="trennung",
        name="Trennung mit Kind",
        topics="unterhaltsvorschuss wohngeld kita",
        first_step="Heute den Unterhaltsvorschuss beantragen.",
    ),
    Translation(
        id="lt",
        entity="letter",
        entity_id="letter.anhoerung",
        field="deadline",
        language="ar",
        text="لديك أسبوعان",
        source_hash="0",
    ),
    RecordOrigin(id="o", entity="service", entity_id="wohngeld.amt", sample=True),
)


def reread(files: dict[str, bytes]) -> Feed:
    return Feed(
        "export", tuple(SourceFile(name or "a.json", files[name]) for name in sorted(files))
    )


@pytest.mark.parametrize("format_name", ["hsds", "hsds3.1", "json"])
def test_export_import_export_is_identical(format_name: str) -> None:
    files = export_files(format_name, DIRECTORY)
    imported = read_feed(reread(files))
    assert imported.format == "hsds"
    assert set(imported.records) == set(DIRECTORY)
    assert export_files(format_name, imported.records) == files
    assert not imported.dropped


def test_local_notes_never_leave() -> None:
    note = LocalNote(id="n", entity="service", entity_id="wohngeld.amt", note="hier links")
    for format_name in ("hsds", "json", "csv", "xlsx"):
        for content in export_files(format_name, [*DIRECTORY, note]).values():
            assert b"hier links" not in content
    workbook = load_workbook(io.BytesIO(export_files("xlsx", [*DIRECTORY, note])[""]))
    assert "local_note" not in workbook.sheetnames


def specified(shared_data: Path, version: str) -> dict[str, Any]:
    """The specification's data package; that of 3.1 with the columns its two keys lack."""
    folder = shared_data / f"feeds/hsds-spec-{version}"
    package: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        schema = resource["schema"]
        if schema["primaryKey"] in [field["name"] for field in schema["fields"]]:
            continue
        given = {field["name"]: field for field in schema["fields"]}
        described = json.loads((folder / f"schema/{resource['name']}.json").read_text("utf-8"))
        header = (folder / "examples/csv" / resource["path"]).read_text("utf-8").split("\n")[0]
        schema["fields"] = [
            given.get(name, mended(name, described)) for name in header.strip().split(",")
        ]
    return package


def mended(name: str, described: dict[str, Any]) -> dict[str, Any]:
    """A column of the data package as the JSON schema of its table describes it."""
    given = described["properties"][name]
    form = given.get("format")
    field: dict[str, Any] = {"name": name, "type": given["type"]}
    if form == "date-time":
        field["type"] = "datetime"
    elif form:
        field["format"] = form
    field["constraints"] = {"required": name in described["required"], "unique": name == "id"}
    return field


@pytest.mark.parametrize(("version", "profile"), [("3.0", HSDS_3_0), ("3.1", HSDS_3_1)])
def test_the_columns_are_those_of_the_specification(
    shared_data: Path, version: str, profile: Profile
) -> None:
    package = specified(shared_data, version)
    ours = profile.data_package([(t, f"{PLURALS[t]}.csv") for t in profile.core_tables], [])
    written = {resource["name"]: resource for resource in ours["resources"]}
    assert set(written) == {resource["name"] for resource in package["resources"]}
    for resource in package["resources"]:
        own = written[resource["name"]]
        assert own["path"] == resource["path"]
        fields = {field["name"]: field for field in own["schema"]["fields"]}
        assert list(fields) == [field["name"] for field in resource["schema"]["fields"]]
        for field in resource["schema"]["fields"]:
            mine = fields[field["name"]]
            assert (mine["type"], mine.get("format")) == (field["type"], field.get("format"))
            constraints = field.get("constraints", {})
            for key in ("required", "unique", "enum"):
                expected = constraints.get(key) or None
                assert mine.get("constraints", {}).get(key) == expected, (own["name"], field)
        keys = {
            (key["fields"], key["reference"]["resource"])
            for key in resource["schema"].get("foreignKeys", [])
        }
        assert {
            (key["fields"], key["reference"]["resource"])
            for key in own["schema"].get("foreignKeys", [])
        } == keys


def valid(folder: Path, files: dict[str, bytes], descriptor: bytes | None = None) -> list[object]:
    frictionless = pytest.importorskip("frictionless", reason="checks exports, not needed to run")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    if descriptor is not None:
        (folder / "datapackage.json").write_bytes(descriptor)
    package = frictionless.Package(folder / "datapackage.json")
    report = package.validate()
    return [*report.errors, *(error for task in report.tasks for error in task.errors)]


@pytest.mark.parametrize(("format_name", "version"), [("hsds", "3.0"), ("hsds3.1", "3.1")])
def test_the_package_is_valid_by_its_own_and_by_the_specifications_descriptor(
    tmp_path: Path, shared_data: Path, format_name: str, version: str
) -> None:
    files = export_files(format_name, DIRECTORY)
    assert valid(tmp_path, files) == []
    package = json.dumps(specified(shared_data, version)).encode()
    assert valid(tmp_path, files, package) == []


def test_what_belongs_to_3_1_stands_in_its_own_tables_there() -> None:
    files = export_files("hsds3.1", DIRECTORY)
    assert files["units.csv"].count(b"\r\n") == 2
    assert b"Nichtraucher" in files["attributes.csv"]
    assert b"Nichtraucher" not in export_files("hsds", DIRECTORY)["attributes.csv"]
    names = {
        name: [resource["name"] for resource in json.loads(files["datapackage.json"])["resources"]]
        for name, files in (
            ("hsds", export_files("hsds", DIRECTORY)),
            ("hsds3.1", files),
        )
    }
    assert "master_text" in names["hsds"]
    assert "master_text" in names["hsds3.1"]
    assert "url" not in names["hsds"]
    assert "url" in names["hsds3.1"]


@pytest.mark.parametrize(
    "path",
    ["feeds/hsds-florida", "feeds/hsds-spec-3.1/examples", "integreat-augsburg/pages_de.json"],
)
def test_real_feeds_survive_export_and_import(real_feed: Callable[[str], Feed], path: str) -> None:
    records = read_feed(real_feed(path)).records
    for format_name in ("hsds", "hsds3.1", "json"):
        files = export_files(format_name, records)
        again = read_feed(reread(files)).records
        assert set(again) == set(records)
        assert export_files(format_name, again) == files


def test_the_list_for_german_excel_is_defused_and_opens_with_umlauts() -> None:
    content = export_files("csv", DIRECTORY)[""]
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") >= 3
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0][:2] == ["Kennung", "Name"]
    cells = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert cells["wohngeld.amt"]["Name"] == "'=Wohngeld"
    assert cells["wohngeld.amt"]["Telefon"] == "'+49 2361 53-0"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_the_list_shows_a_service_at_each_of_its_places() -> None:
    rows = [row for row in _list() if row["Kennung"] == "wohngeld.amt"]
    assert len(rows) == 2
    assert {row["Raum"] for row in rows} == {"214", ""}
    at_home = next(row for row in rows if row["Raum"])
    assert at_home["Öffnungszeiten"] == "Mo, Di 08:30–12:00"
    assert at_home["Themen"] == "wohngeld"
    assert at_home["Hinweis"] == "Muster"


def test_a_workbook_holds_text_never_formulas() -> None:
    book = load_workbook(io.BytesIO(export_files("xlsx", DIRECTORY)[""]))
    assert book.sheetnames[0] == "Leistungen"
    assert {"organization", "service", "master_text"} <= set(book.sheetnames)
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("s", "n", "inlineStr") for cell in row)
    names = [row[3].value for row in book["service"].iter_rows(min_row=2)]
    assert "=Wohngeld" in names
    kinds = {cell.value: cell.data_type for row in book["service"].iter_rows() for cell in row}
    assert kinds["#N/A"] == "s"


def test_a_format_nobody_knows_is_wrong_use() -> None:
    with pytest.raises(UnknownValue):
        export_files("pdf", DIRECTORY)


def _list() -> list[dict[str, str]]:
    content = export_files("csv", DIRECTORY)[""].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))


texts = st.none() | st.text(max_size=12) | st.sampled_from(["a@b.de", "https://a.example", "x"])
ids = st.sampled_from(["1", "amt", "ä ö", "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "x/y"])


@st.composite
def directories(draw: st.DrawFn) -> list[Record]:
    bodies = draw(st.dictionaries(ids, st.tuples(texts, texts, texts), max_size=3))
    services = draw(st.dictionaries(ids, st.tuples(texts, texts, texts, texts), max_size=4))
    phones = draw(st.dictionaries(ids, st.tuples(texts, texts), max_size=3))
    body = st.sampled_from([None, *bodies])
    service = st.sampled_from([None, *services])
    return [
        *(
            Organization(id=key, name=name, email=email, website=site)
            for key, (name, email, site) in bodies.items()
        ),
        *(
            Service(
                id=key,
                organization_id=draw(body),
                name=name,
                status=status,
                url=url,
                additional_information=more,
                minimum_age=draw(st.none() | st.floats(0, 150)),
            )
            for key, (name, status, url, more) in services.items()
        ),
        *(Program(id=f"p{key}", organization_id=draw(body), name="P") for key in bodies),
        *(
            Phone(id=key, service_id=draw(service), number=number, extension=extension)
            for key, (number, extension) in phones.items()
        ),
    ]


@given(directories())
def test_the_second_export_is_the_first(records: list[Record]) -> None:
    for format_name in ("hsds", "hsds3.1", "json"):
        files = export_files(format_name, records)
        if not records:
            continue
        assert export_files(format_name, read_feed(reread(files), "hsds").records) == files


def values_of(table: str, column: str, kind: Kind) -> st.SearchStrategy[Any]:
    """Values a record here can have in a column."""
    if (table, column) in CLOSED_LISTS:
        return st.sampled_from(CLOSED_LISTS[table, column]) | texts
    low, high = bounds(column)
    return {
        Kind.NUMBER: st.floats(max(low, -1e6), min(high, 1e6), allow_nan=False),
        Kind.INTEGER: st.integers(int(max(low, -1000)), int(min(high, 1000))),
        Kind.BOOLEAN: st.booleans(),
        Kind.DATE: st.dates().map(str),
        Kind.DATETIME: st.datetimes().map(lambda moment: moment.isoformat()),
        Kind.TIME: st.times().map(lambda time: time.strftime("%H:%M")),
        Kind.TEXT: texts,
        Kind.REFERENCE: ids,
    }[kind]


@st.composite
def whole_directories(draw: st.DrawFn) -> list[Record]:
    """A few records of any tables; where one refers to another it is there."""
    tables = draw(st.lists(st.sampled_from(sorted(EXCHANGED_TABLES)), max_size=6))
    keys = [(table, draw(ids)) for table in tables]
    wanted = list(dict.fromkeys(keys))
    there: dict[str, list[str]] = defaultdict(list)
    for table, key in wanted:
        there[table].append(key)
    records = []
    for table, key in wanted:
        given: dict[str, Any] = {}
        defaults = {field.name: field.default for field in fields(EXCHANGED_TABLES[table])}
        for column, kind in columns(table).items():
            if isinstance(defaults[column], str):
                continue
            target = references(table).get(column)
            needed = column in mandatory(table)
            if target is not None and needed and not there[target]:
                break
            if target is not None:
                choices = there[target] if needed else [None, *there[target]]
                given[column] = draw(st.sampled_from(choices))
            else:
                value = values_of(table, column, kind)
                given[column] = draw(value if defaults[column] is not None else st.none() | value)
                if needed and given[column] is None:
                    given[column] = ""
        else:
            records.append(EXCHANGED_TABLES[table](id=key, **given))
    kept = {(record.TABLE, record.id) for record in records}
    return [
        record
        for record in records
        if all(
            getattr(record, column) is None or (target, getattr(record, column)) in kept
            for column, target in references(record.TABLE).items()
        )
    ]


@given(whole_directories())
def test_records_of_any_table_come_back_as_they_went(records: list[Record]) -> None:
    for format_name in ("hsds", "hsds3.1", "json"):
        files = export_files(format_name, records)
        if not records:
            continue
        again = read_feed(reread(files), "hsds").records
        assert export_files(format_name, again) == files


@given(directories() | whole_directories())
@settings(max_examples=4)
def test_every_package_is_valid(
    tmp_path_factory: pytest.TempPathFactory, records: list[Record]
) -> None:
    for format_name in ("hsds", "hsds3.1"):
        assert valid(tmp_path_factory.mktemp("package"), export_files(format_name, records)) == []
