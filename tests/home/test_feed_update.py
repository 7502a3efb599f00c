"""A feed that comes again: as if it had come alone, but for what vanished and was decided here."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotse_desk.domain.hsds import HSDS_TABLES, Contact, Phone, ServiceAtLocation, Url
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import (
    SUPPLEMENT_TABLES,
    Allocation,
    LocalNote,
    RecordOrigin,
    Translation,
)
from lotse_desk.home.directory_import import ImportReport, import_directory
from lotse_desk.home.home import DESK, Home, create_home, open_home
from lotse_desk.home.reference import shipped_reference
from lotse_desk.home.starter import starter_records

EXAMPLES = settings.default.max_examples // 5 if settings.default else 12
"""An example takes three imports; at night there are more of them."""

Key = tuple[str, str]
STAYING = ("organization", "program", "service", "location", "taxonomy", "taxonomy_term")
NAMES = {"a": "Wohngeld", "b": "Hort am Markt", "c": "Kleiderkammer", "d": "Nähstube"}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    folder = tmp_path / "home"
    with create_home(folder, role=DESK, name="Empfang 1") as made:
        made.directory.upsert(starter_records(shipped_reference(), empty=True))
    with open_home(folder, writing=True) as opened:
        yield opened


VOCABULARY = {(r.TABLE, r.id) for r in starter_records(shipped_reference(), empty=True)}


def empty(home: Home) -> None:
    """Take all but the vocabulary out again, so that one home serves all examples."""
    with home.transaction():
        for kind in (*SUPPLEMENT_TABLES.values(), *HSDS_TABLES.values()):
            ids = [record.id for record in home.directory.rows(kind)]
            home.directory.delete(kind, [i for i in ids if (kind.TABLE, i) not in VOCABULARY])


def state(home: Home) -> dict[Key, Record]:
    return {
        (record.TABLE, record.id): record
        for record in home.directory.everything()
        if not isinstance(record, RecordOrigin)
    }


def placeholders(home: Home) -> set[Key]:
    return {(o.entity, o.entity_id) for o in home.directory.where(RecordOrigin, placeholder=True)}


texts = st.sampled_from([None, "eins", "zwei"])
phones = st.lists(st.sampled_from(["02361 53-1", "02361 53-2", "02361 53-3"]), unique=True)


@st.composite
def service(draw: st.DrawFn, key: str) -> dict[str, Any]:
    """A service of a nested document, every list of it told of, be it empty."""
    places = draw(st.lists(st.sampled_from(["p", "q"]), unique=True))
    return {
        "id": key,
        "name": NAMES[key],
        "description": draw(texts),
        "organization": {"id": draw(st.sampled_from(["o1", "o2"])), "name": "Amt"},
        "phones": [{"number": number} for number in draw(phones)],
        "contacts": [
            {"id": f"{key}-c{n}", "name": "Empfang", "phones": [{"number": number}]}
            for n, number in enumerate(draw(phones))
        ],
        "required_documents": [{"document": d} for d in draw(st.lists(texts)) if d],
        "cost_options": [{"option": d} for d in draw(st.lists(texts)) if d],
        "funding": [{"source": d} for d in draw(st.lists(texts, max_size=1)) if d],
        "languages": [{"name": d} for d in draw(st.lists(texts, max_size=2)) if d],
        "schedules": [{"description": d} for d in draw(st.lists(texts, max_size=2)) if d],
        "attributes": [
            {"taxonomy_term": {"id": f"t-{t}", "name": t}}
            for t in draw(st.lists(st.sampled_from(["Kita", "Sport"]), unique=True))
        ],
        "service_at_locations": [
            {
                "id": f"{key}@{place}",
                "location": {
                    "id": place,
                    "name": f"Haus {place}",
                    "accessibility": [{"description": d} for d in [draw(texts)] if d],
                },
                "phones": [{"number": number} for number in draw(phones)],
            }
            for place in places
        ],
    }


@st.composite
def documents(draw: st.DrawFn) -> list[dict[str, Any]]:
    keys = draw(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, unique=True))
    return [draw(service(key)) for key in keys]


@st.composite
def lists(draw: st.DrawFn) -> str:
    """A town's list, the same columns each time."""
    keys = draw(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, unique=True))
    cells = st.sampled_from(["", "eins", "zwei; drei"])
    numbers = st.sampled_from(["", "02361 53-1", "02361 53-2, 02361 53-3"])
    rows = [
        ";".join(
            [key, NAMES[key], draw(st.sampled_from(["Amt", "Büro"])), draw(numbers)]
            + [f'"{draw(cells)}"' for _ in range(4)]
        )
        for key in keys
    ]
    header = "Kennung;Leistung;Stelle;Telefon;Mitbringen;Themen;Sprachen;Ort"
    return "\n".join([header, *rows, ""])


def taken(home: Home, path: Path, text: str) -> ImportReport:
    path.write_text(text, "utf-8")
    return import_directory(home, path)


@st.composite
def answers(draw: st.DrawFn) -> str:
    """Services of the federal portal network, whose lists may grow, shrink and change."""
    keys = draw(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, unique=True))
    words = st.lists(st.sampled_from(["Kita", "Wohnen", "Reha"]), max_size=2, unique=True)
    codes = st.sampled_from(["06", "08", "97", "98"])
    found = []
    for key in keys:
        details = [
            {"code": code, "text": f"<ul><li>{draw(texts) or ''}</li></ul>", "details": costs}
            for code in draw(st.lists(codes, unique=True))
            for costs in [[{"title": f"{n} Euro"} for n in draw(words)]]
        ]
        one = {
            "id": key,
            "name": NAMES[key],
            "details": details,
            "leikakeys": draw(st.lists(st.sampled_from(["99107002017000"]), max_size=1)),
            "synonyms": draw(words),
            "organisationIds": draw(st.lists(st.sampled_from(["M.OE.1", "M.OE.2"]), max_size=1)),
            "ars": draw(st.lists(st.sampled_from(["055620020020", "055620000000"]), unique=True)),
            "forms": [{"uri": f"https://{w}.example", "title": w} for w in draw(words)],
        }
        found.append(one)
        if draw(st.booleans()):
            found.append({"id": key, "name": f"{NAMES[key]} en", "languageCode": "en"})
    return json.dumps(found)


def check_as_if_alone(home: Home, path: Path, first: str, second: str) -> None:
    """Take both in one after the other, then the second alone, and compare."""
    taken(home, path, first)
    report = taken(home, path, second)
    both = state(home)
    waiting = placeholders(home)
    again = import_directory(home, path)
    assert state(home) == both
    assert again.counts == report.counts
    empty(home)
    import_directory(home, path)
    alone = state(home)
    assert {key: both.get(key) for key in alone} == alone
    assert placeholders(home) <= waiting
    check_what_is_more(both, alone, {problem.where for problem in report.problems}, waiting)


def check_what_is_more(
    both: dict[Key, Record], alone: dict[Key, Record], said: set[str], waiting: set[Key]
) -> None:
    """Only what vanished stays: records that are reported, what hangs on them, what they name."""
    more = both.keys() - alone.keys()
    named_by_more = {key for extra in more for key in named(both[extra])}
    for table, record_id in more:
        if (table, record_id) in waiting:
            assert (table, record_id) in named_by_more
        elif table in ("service", "location", "organization", "program"):
            assert f"{table} {record_id}" in said
        elif table == "taxonomy_term":
            assert "taxonomy_term" in said
        elif table not in STAYING:
            assert named(both[table, record_id]) & more, (table, record_id)


def named(record: Record) -> set[Key]:
    """The records a record names, by any of its columns."""
    part = vars(record)
    return {(name.removesuffix("_id"), str(value)) for name, value in part.items() if value} | {
        (str(part.get(table)), str(part.get(column)))
        for table, column in (("link_entity", "link_id"), ("entity", "entity_id"))
    }


@given(first=documents(), second=documents())
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_document_is_updated_to_what_it_is_alone(
    home: Home, tmp_path: Path, first: list[dict[str, Any]], second: list[dict[str, Any]]
) -> None:
    empty(home)
    texts = [json.dumps({"services": services}) for services in (first, second)]
    check_as_if_alone(home, tmp_path / "feed.json", *texts)


@given(first=lists(), second=lists())
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_list_is_updated_to_what_it_is_alone(
    home: Home, tmp_path: Path, first: str, second: str
) -> None:
    empty(home)
    check_as_if_alone(home, tmp_path / "liste.csv", first, second)


@given(first=answers(), second=answers())
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_answer_is_updated_to_what_it_is_alone(
    home: Home, tmp_path: Path, first: str, second: str
) -> None:
    empty(home)
    check_as_if_alone(home, tmp_path / "pvog.json", first, second)


def one(**more: object) -> str:
    return json.dumps({"services": [{"id": "a", "name": "Wohngeld", **more}]})


AT_HOME = [{"id": "a@p", "location": {"id": "p", "name": "Haus"}, "phones": [{"number": "1"}]}]


def test_a_place_somebody_knows_more_about_stays_and_is_named(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "feed.json"
    taken(home, file, one(service_at_locations=AT_HOME))
    with home.transaction():
        home.directory.upsert(
            [
                LocalNote(id="n", entity="service_at_location", entity_id="a@p", room="3"),
                Allocation(
                    id="z",
                    service_at_location_id="a@p",
                    kind="letters",
                    range_from="A",
                    range_to="K",
                ),
            ]
        )
    report = taken(home, file, one(service_at_locations=[]))
    assert home.directory.get(ServiceAtLocation, "a@p") is not None
    assert home.directory.get(Allocation, "z") is not None
    assert [phone.number for phone in home.directory.rows(Phone)] == ["1"]
    assert any("a@p" in p.where and "bleibt" in p.action for p in report.problems)


def test_a_place_nobody_knows_more_about_goes_with_its_parts(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "feed.json"
    taken(home, file, one(service_at_locations=AT_HOME, contacts=[{"name": "Tresen"}]))
    assert len(list(home.directory.rows(Contact))) == 1
    taken(home, file, one(service_at_locations=[], contacts=[]))
    for kind in (ServiceAtLocation, Phone, Contact):
        assert not list(home.directory.rows(kind))
    assert not home.directory.where(RecordOrigin, entity="phone")


def test_a_reviewed_translation_stays_and_a_draft_goes(home: Home, tmp_path: Path) -> None:
    def pages(*languages: str) -> str:
        german = {"id": 7, "path": "/muster/de/x/", "title": "Amt", "content": "<p>Text</p>"}
        others = [
            {"id": 8, "path": f"/muster/{language}/x/", "title": f"Office {language}"}
            | {"content": "", "available_languages": {"de": {"path": "/muster/de/x/"}}}
            for language in languages
        ]
        return json.dumps([german, *others])

    file = tmp_path / "seiten.json"
    taken(home, file, pages("en", "tr"))
    reviewed = home.directory.where(Translation, language="en", entity_id="7")[0]
    with home.transaction():
        home.directory.upsert([replace(reviewed, text="The office", state="reviewed")])
    report = taken(home, file, pages("en"))
    kept = home.directory.where(Translation, entity_id="7")
    assert [(t.language, t.text) for t in kept] == [("en", "The office")]
    assert any("geprüft" in problem.reason for problem in report.problems)


def test_a_file_alone_takes_nothing_from_other_tables(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "feed"
    folder.mkdir()
    (folder / "services.csv").write_text("id,name\na,Wohngeld\n", "utf-8")
    (folder / "phones.csv").write_text("id,service_id,number\np,a,02361 1\n", "utf-8")
    import_directory(home, folder)
    (folder / "phones.csv").unlink()
    assert not any("entfernt" in p.action for p in import_directory(home, folder).problems)
    assert [phone.id for phone in home.directory.rows(Phone)] == ["p"]
    (folder / "phones.csv").write_text("id,service_id,number\n", "utf-8")
    import_directory(home, folder)
    assert not list(home.directory.rows(Phone))


def test_two_sources_may_share_an_official_list(home: Home, tmp_path: Path) -> None:
    def answer(key: str, name: str) -> str:
        return json.dumps([{"id": key, "name": name, "leikakeys": ["99107002017000"]}])

    taken(home, tmp_path / "eins.json", answer("a", "Wohngeld"))
    said = taken(home, tmp_path / "zwei.json", answer("b", "Nähstube")).problems
    shared = [p for p in said if "anderer Herkunft" in p.reason]
    assert {problem.where for problem in shared} == {"taxonomy", "taxonomy_term"}
    once = state(home)
    taken(home, tmp_path / "eins.json", answer("a", "Wohngeld"))
    assert state(home) == once


def test_an_address_of_no_service_goes_when_it_comes_no_more(home: Home, tmp_path: Path) -> None:
    def message(online: str) -> str:
        return (
            "<n xmlns='xzufi'><leistung><id>l</id><leistungsbezeichnung>Wohngeld"
            f"</leistungsbezeichnung></leistung>{online}</n>"
        )

    online = "<onlinedienst><id>o</id><link><link>https://a.example</link></link></onlinedienst>"
    file = tmp_path / "daten.xml"
    taken(home, file, message(online))
    assert [url.url for url in home.directory.rows(Url)] == ["https://a.example"]
    taken(home, file, message(""))
    assert not list(home.directory.rows(Url))
