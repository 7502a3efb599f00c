import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from lotse_desk.domain.faults import Fault, TooLarge, Unreadable
from lotse_desk.domain.hsds import (
    Address,
    Attribute,
    Contact,
    Organization,
    Phone,
    Service,
    Url,
)
from lotse_desk.domain.supplement import TOPIC_TAXONOMY, LocalNote, RecordOrigin, Translation
from lotse_desk.formats.source import Bounds
from lotse_desk.home.directory_export import export_directory
from lotse_desk.home.directory_import import import_directory
from lotse_desk.home.feed_files import open_feed
from lotse_desk.home.home import DESK, Home, create_home, open_home
from lotse_desk.home.reference import shipped_reference
from lotse_desk.home.starter import starter_records


def make_home(folder: Path) -> Path:
    with create_home(folder, role=DESK, name="Empfang 1") as home:
        home.settings.put("desk.town", "herten")
        home.directory.upsert(starter_records(shipped_reference(), empty=True))
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with open_home(make_home(tmp_path / "home"), writing=True) as opened:
        yield opened


def table(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, "utf-8")
    return path


def state(home: Home) -> list[object]:
    return list(home.directory.everything())


@pytest.mark.parametrize(
    ("path", "name", "services"),
    [
        ("feeds/hsds-spec-3.0", "hsds", 1),
        ("feeds/hsds-spec-3.1/examples/csv", "hsds", 1),
        ("feeds/airs-bc211", "airs", 39),
    ],
)
def test_a_real_feed_comes_in_once_however_often_it_is_read(
    home: Home, shared_data: Path, path: str, name: str, services: int
) -> None:
    report = import_directory(home, shared_data / path)
    assert report.format == name
    assert report.counts["service"] == services
    rows = report.rows
    assert rows["read"] == rows["landed"] + rows["merged"] + rows["dropped"] > 0
    once = state(home)
    again = import_directory(home, shared_data / path)
    assert state(home) == once
    assert again.counts == report.counts
    assert not any("anderer Herkunft" in problem.reason for problem in again.problems)


def test_pages_keep_their_ids_and_come_in_once(home: Home, shared_data: Path) -> None:
    path = shared_data / "integreat-augsburg/pages_de.json"
    report = import_directory(home, path)
    assert report.format == "integreat"
    once = state(home)
    import_directory(home, path)
    assert state(home) == once
    for page in json.loads(path.read_text("utf-8")):
        assert home.directory.get(Service, str(page["id"])) is not None
    origins = home.directory.where(RecordOrigin, entity="service")
    assert {origin.source_id for origin in origins} == {origin.entity_id for origin in origins}
    assert {origin.feed for origin in origins} == {"pages_de"}


def test_a_changed_feed_updates_and_its_old_parts_go(home: Home, tmp_path: Path) -> None:
    header = "id,name,phones,areas\n"
    file = table(tmp_path / "services.csv", f"{header}1,Amt,02361 53-1,Nord;Süd\n2,Rat,,Ost\n")
    import_directory(home, file)
    table(file, f"{header}1,Amt neu,02361 53-2,Nord\n3,Tat,,West\n")
    report = import_directory(home, file)
    assert {s.id: s.name for s in home.directory.rows(Service)} == {
        "1": "Amt neu",
        "2": "Rat",
        "3": "Tat",
    }
    assert [phone.number for phone in home.directory.rows(Phone)] == ["02361 53-2"]
    said = [problem for problem in report.problems if "nicht mehr in der Quelle" in problem.reason]
    assert any(problem.where == "service 2" for problem in said)
    origins = {(o.entity, o.entity_id) for o in home.directory.rows(RecordOrigin)}
    phones = {("phone", phone.id) for phone in home.directory.rows(Phone)}
    assert {key for key in origins if key[0] == "phone"} == phones


def test_two_towns_may_use_the_same_ids_and_file_names(home: Home, tmp_path: Path) -> None:
    first = table(tmp_path / "a" / "services.csv", "id,name\n1,Wohngeldamt\n2,Standesamt\n")
    second = table(tmp_path / "b" / "services.csv", "id,name\n1,Musikschule\n2,Bücherei\n")
    import_directory(home, first)
    report = import_directory(home, second)
    names = {service.name for service in home.directory.rows(Service)}
    assert names == {"Wohngeldamt", "Standesamt", "Musikschule", "Bücherei"}
    assert sum("anderer Herkunft" in problem.reason for problem in report.problems) == 2
    again = state(home)
    import_directory(home, second)
    assert state(home) == again


def test_the_same_feed_under_another_file_name_is_the_same_feed(home: Home, tmp_path: Path) -> None:
    text = "id,name,phones\n1,Wohngeldamt,02361 53-1\n2,Standesamt,\n"
    import_directory(home, table(tmp_path / "services.csv", text))
    once = state(home)
    import_directory(home, table(tmp_path / "leistungen.csv", text))
    assert state(home) == once


def test_an_id_of_the_starter_directory_is_never_overwritten(home: Home, tmp_path: Path) -> None:
    home.directory.upsert([Service(id="kita", name="Unsere Kita")])
    import_directory(
        home, table(tmp_path / "services.csv", "id,name,phones\nkita,Fremd,02361 53-9\n")
    )
    assert {s.id: s.name for s in home.directory.rows(Service)} == {
        "kita": "Unsere Kita",
        "services:kita": "Fremd",
    }
    phone = next(home.directory.rows(Phone))
    assert phone.service_id == "services:kita"


def test_a_later_file_may_refer_to_records_already_here(home: Home, tmp_path: Path) -> None:
    body = "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610"
    import_directory(home, table(tmp_path / "organizations.csv", f"id,name\n{body},Die Stelle\n"))
    import_directory(
        home, table(tmp_path / "services.csv", f"id,name,organization_id\n1,Amt,{body}\n")
    )
    assert [o.name for o in home.directory.rows(Organization)] == ["Die Stelle"]


def test_sure_topics_are_proposed_and_a_decision_about_them_stays(
    home: Home, tmp_path: Path
) -> None:
    file = table(tmp_path / "services.csv", "id,name\n1,Wohngeld\n2,Xyzzy\n")
    import_directory(home, file)
    links = home.directory.where(Attribute, link_type=TOPIC_TAXONOMY)
    assert [(link.link_id, link.taxonomy_term_id, link.value) for link in links] == [
        ("1", "wohngeld", "proposed")
    ]
    with home.transaction():
        home.directory.upsert(
            [Attribute(**{**vars(links[0]), "value": "confirmed"})],
        )
    import_directory(home, file)
    assert [link.value for link in home.directory.where(Attribute, link_id="1")] == ["confirmed"]


def test_local_notes_survive(home: Home, tmp_path: Path) -> None:
    file = table(tmp_path / "services.csv", "id,name\n1,Amt\n")
    import_directory(home, file)
    with home.transaction():
        home.directory.upsert([LocalNote(id="n", entity="service", entity_id="1", room="3")])
    import_directory(home, file)
    assert home.directory.get(LocalNote, "n") is not None


@pytest.mark.parametrize("format_name", ["hsds", "hsds3.1", "json"])
def test_export_import_export_gives_the_same_bytes(
    home: Home, shared_data: Path, tmp_path: Path, format_name: str
) -> None:
    import_directory(home, shared_data / "feeds/hsds-florida/locations.csv")
    import_directory(home, shared_data / "feeds/hsds-spec-3.1/examples/csv")
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    if format_name == "json":
        first, second = tmp_path / "first.json", tmp_path / "second.json"
    counts = export_directory(home, first, format_name)
    assert counts["location"] == 379
    with open_home(make_home(tmp_path / "other"), writing=True) as other:
        report = import_directory(other, first)
        assert report.counts == counts
        export_directory(other, second, format_name)
        assert state(other) == state(home)
    assert second.read_bytes() == first.read_bytes()


def test_a_later_package_in_the_same_folder_leaves_no_table_of_the_earlier(
    home: Home, tmp_path: Path
) -> None:
    home.directory.upsert([Service(id="1", name="Amt"), Url(id="u", url="https://a.example")])
    export_directory(home, tmp_path / "package", "hsds3.1")
    home.directory.delete(Url, ["u"])
    export_directory(home, tmp_path / "package", "hsds")
    assert not (tmp_path / "package" / "url.csv").exists()
    assert (tmp_path / "package" / "services.csv").exists()


def test_an_older_package_brings_its_exceptions_with_it(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    table(folder / "services.csv", "id,name,taxonomy_ids\n1,Wohngeld,\n")
    table(folder / "locations.csv", "id,name\nl,Haus\n")
    table(
        folder / "holiday_schedules.csv",
        "id,location_id,closed,start_date,end_date\nh,l,true,2026-12-24,2026-12-24\n",
    )
    report = import_directory(home, folder)
    assert report.format == "hsds1"
    assert report.counts["schedule_exception"] == 1
    once = state(home)
    import_directory(home, folder)
    assert state(home) == once


def test_a_package_may_be_a_folder(home: Home, tmp_path: Path) -> None:
    home.directory.upsert([Service(id="1", name="Amt")])
    export_directory(home, tmp_path / "package", "hsds")
    assert (tmp_path / "package" / "datapackage.json").is_file()
    assert len(open_feed(tmp_path / "package").files) > 20


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.json", b'{"services": [{"id"', Unreadable),
        ("a.json", b"", Unreadable),
        ("a.json", b"[" * 100_000, Unreadable),
        ("a.csv", b'id,name\n1,"offen', Unreadable),
        ("a.zip", b"PK\x03\x04 kein Archiv", Unreadable),
        ("a.exe", b"MZ\x00\x00", Unreadable),
        ("a.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", Unreadable),
    ],
)
def test_bad_files_change_nothing(
    home: Home, tmp_path: Path, name: str, content: bytes, fault: type[Fault]
) -> None:
    before = state(home)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(fault):
        import_directory(home, tmp_path / name)
    assert state(home) == before


def test_a_missing_path_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        open_feed(tmp_path / "fehlt")


def test_links_and_archives_in_a_folder_stay_closed(tmp_path: Path) -> None:
    folder = tmp_path / "feed"
    table(folder / "services.csv", "id,name\n1,Amt\n")
    table(tmp_path / "geheim.csv", "id,name\n9,Geheim\n")
    (folder / "link.csv").symlink_to(tmp_path / "geheim.csv")
    (folder / "schleife").symlink_to(folder)
    (folder / "mehr.zip").write_bytes(b"PK")
    os.mkfifo(folder / "pipe.csv")
    feed = open_feed(folder)
    assert [file.name for file in feed.files] == ["services.csv"]
    assert len(feed.skipped) == 4


def test_a_folder_is_bounded(tmp_path: Path) -> None:
    table(tmp_path / "services.csv", "id,name\n" + "1,Amt\n" * 100)
    with pytest.raises(TooLarge):
        open_feed(tmp_path, Bounds(total_size=50))


def test_a_zip_is_read_like_its_folder(home: Home, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "feed.zip", "w") as archive:
        archive.writestr("export/standorte.csv", "Kennung;Name;Ort\n1;Haus;Herten\n")
    import_directory(home, tmp_path / "feed.zip")
    assert [address.city for address in home.directory.rows(Address)] == ["Herten"]


def document(path: Path, **tables: object) -> Path:
    """A file that claims to be an export of this program."""
    return table(path, json.dumps({"lotse_desk": 1, **tables}))


@pytest.fixture
def furnished(home: Home) -> Home:
    """A home with a helpline, a sample body and a translation of our own."""
    home.directory.upsert(
        [
            Organization(id="muster", name="Muster-Amt"),
            Service(id="116117", name="Ärztlicher Dienst", organization_id="muster"),
            Phone(id="p", service_id="116117", number="116117"),
            RecordOrigin(
                id="organization.muster.origin",
                entity="organization",
                entity_id="muster",
                sample=True,
            ),
            Translation(
                id="t",
                entity="service",
                entity_id="116117",
                field="name",
                language="tr",
                text="Nöbetçi doktor",
                source_hash="h",
            ),
        ]
    )
    return home


def test_a_mark_in_the_file_lets_nobody_change_records_here(
    furnished: Home, tmp_path: Path
) -> None:
    before = state(furnished)
    file = document(
        tmp_path / "evil.json",
        services=[],
        phones=[{"id": "p", "service_id": "116117", "number": "0900 123"}],
        record_origin=[
            {
                "id": "organization.muster.origin",
                "entity": "organization",
                "entity_id": "muster",
                "sample": False,
            },
            {"id": "x", "entity": "organization", "entity_id": "muster", "sample": False},
        ],
        translation=[
            {
                "id": "t",
                "entity": "service",
                "entity_id": "116117",
                "field": "name",
                "language": "tr",
                "text": "0900",
                "source_hash": "h",
            }
        ],
    )
    report = import_directory(furnished, file)
    assert [record for record in before if record not in state(furnished)] == []
    assert [p.number for p in furnished.directory.where(Phone, service_id="116117")] == ["116117"]
    assert any("fremde Quelle" in problem.action for problem in report.problems)
    assert any(problem.where == "translation t" for problem in report.problems)


def test_a_copy_of_our_record_with_a_number_of_its_own_does_not_reach_it(
    furnished: Home, tmp_path: Path
) -> None:
    service = {"id": "116117", "name": "Ärztlicher Dienst", "organization_id": "muster"}
    file = document(
        tmp_path / "evil.json",
        services=[{**service, "phones": [{"id": "new", "number": "0900 123"}]}],
        organizations=[{"id": "muster", "name": "Muster-Amt"}],
    )
    report = import_directory(furnished, file)
    assert [phone.number for phone in furnished.directory.rows(Phone)] == ["116117"]
    assert any(problem.where == "phone new" for problem in report.problems)


def test_without_the_mark_our_own_tables_are_as_safe(furnished: Home, tmp_path: Path) -> None:
    before = state(furnished)
    rows = {
        "services": [{"id": "9", "name": "Neu"}],
        "record_origin": [
            {"id": "organization.muster.origin", "entity": "organization", "entity_id": "muster"}
        ],
        "translation": [
            {"id": "t", "entity": "service", "entity_id": "9", "language": "tr", "text": "0900"}
        ],
    }
    import_directory(furnished, table(tmp_path / "feed.json", json.dumps(rows)))
    once = state(furnished)
    assert [record for record in before if record not in once] == []
    translation = furnished.directory.get(Translation, "feed:t")
    assert translation is not None
    assert translation.text == "0900"
    import_directory(furnished, tmp_path / "feed.json")
    assert state(furnished) == once


def test_our_own_export_changes_nothing_where_it_came_from(furnished: Home, tmp_path: Path) -> None:
    export_directory(furnished, tmp_path / "own.json", "json")
    before = state(furnished)
    import_directory(furnished, tmp_path / "own.json")
    assert state(furnished) == before


def test_samples_of_an_export_stay_samples_in_another_home(furnished: Home, tmp_path: Path) -> None:
    export_directory(furnished, tmp_path / "own.json", "json")
    with open_home(make_home(tmp_path / "other"), writing=True) as other:
        other.directory.upsert([Organization(id="muster", name="Ein anderes Amt")])
        import_directory(other, tmp_path / "own.json")
        assert other.directory.get(Organization, "muster") == Organization(
            id="muster", name="Ein anderes Amt"
        )
        origins = other.directory.where(RecordOrigin, sample=True)
        assert [origin.entity_id for origin in origins] == ["own:muster"]


def test_changed_and_added_numbers_are_always_reported(home: Home, tmp_path: Path) -> None:
    def feed(number: str, email: str, *more: dict[str, str]) -> Path:
        phones = [{"id": "p", "number": number}, *more]
        service = {"id": "1", "name": "Wohngeldamt", "email": email, "phones": phones}
        return table(tmp_path / "services.json", json.dumps([service]))

    first = import_directory(home, feed("02361 1", "a@example.org"))
    again = import_directory(home, feed("02361 1", "a@example.org"))
    report = import_directory(
        home, feed("0900 1", "b@example.org", {"id": "q", "number": "0900 2"})
    )
    assert not [p for p in (*first.problems, *again.problems) if "prüfen" in p.action]
    said = {problem.where for problem in report.problems if "prüfen" in problem.action}
    assert said == {"phone p", "phone q", "service 1"}


def test_translations_are_renamed_with_their_service(home: Home, tmp_path: Path) -> None:
    for region, name, text in (("aa", "Schulden", "Debt"), ("bb", "Hebamme", "Nurse")):
        german, english = f"/{region}/de/{name}/", f"/{region}/en/{text}/"
        pages = [
            {
                "id": 1,
                "path": german,
                "title": name,
                "content": "",
                "available_languages": {"en": {"path": english}},
            },
            {"id": 2, "path": english, "title": text, "content": ""},
        ]
        import_directory(home, table(tmp_path / f"{region}.json", json.dumps(pages)))
    once = state(home)
    import_directory(home, tmp_path / "bb.json")
    assert state(home) == once
    assert {(t.entity_id, t.text) for t in home.directory.rows(Translation)} == {
        ("1", "Debt"),
        ("bb:1", "Nurse"),
    }


def test_our_own_edited_export_replaces_our_records_when_somebody_says_so(
    tmp_path: Path,
) -> None:
    with create_home(tmp_path / "home", role=DESK, name="Empfang 1") as home:
        home.directory.upsert(starter_records(home.reference))
    edited = tmp_path / "export.json"
    with open_home(tmp_path / "home", writing=True) as home:
        services = home.directory.counts()["service"]
        export_directory(home, edited, "json")
        text = edited.read_text("utf-8")
        assert text.count("Wohngeldstelle") > 1
        edited.write_text(text.replace("Wohngeldstelle", "Wohngeldbehörde"), "utf-8")
        import_directory(home, edited, own=True)
        assert home.directory.counts()["service"] == services
        units = {c.department for c in home.directory.rows(Contact)}
    assert "Wohngeldbehörde" in units
    assert "Wohngeldstelle" not in units
