"""The command `find`: answers, batches, wrong use."""

import json
from pathlib import Path

import pytest

from lotse_desk.cli.command_line import run
from lotse_desk.home.home import DESK, create_home
from lotse_desk.home.starter import starter_records


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("find") / "home"
    with create_home(path, role=DESK, name="Empfang 1") as home:
        home.settings.put("desk.town", "herten")
        home.directory.upsert(starter_records(home.reference))
    return path


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = run(arguments)
    return code, capsys.readouterr().out


def test_one_query_answers_with_what_the_design_promises(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = answer(capsys, "--home", str(folder), "find", "Mietzuschuss", "--json")
    assert code == 0
    data = json.loads(out)
    assert set(data) >= {"hits", "took_ms"}
    hit = data["hits"][0]
    assert set(hit) >= {"id", "source_id", "name", "topics", "score", "why", "open"}
    assert hit["topics"] == ["wohngeld"]


def test_text_names_the_place_and_the_reason(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = answer(capsys, "--home", str(folder), "find", "Mietzuschuss", "--explain")
    assert code == 0
    assert "Mietzuschuss → Wohngeld" in out
    assert "Gelesen als:" in out
    code, out = answer(capsys, "--home", str(folder), "find", "gelber Brief", "--explain")
    assert code == 0
    assert "gelber Brief → gelber-brief (" in out


def test_filters_of_group_and_steps_are_options(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filters = ("--group", "wohnen", "--step-free", "--town", "all", "--limit", "50")
    code, out = answer(capsys, "--home", str(folder), "find", "Hilfe", *filters, "--json")
    plain_code, plain = answer(capsys, "--home", str(folder), "find", "Hilfe", "--json")
    assert code == plain_code == 0
    assert len(json.loads(out)["hits"]) < 50
    assert json.loads(plain)["hits"]


def test_a_letter_is_told_with_its_deadline_beside_the_hits(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--home", str(folder), "find", "ich habe einen gelben Brief bekommen")
    code, out = answer(capsys, *arguments, "--language", "tr", "--json")
    assert code == 0
    data = json.loads(out)
    letter = data["letters"][0]
    keys = {"id", "slug", "name", "deadline", "next_step", "urgency", "topics", "why"}
    assert set(letter) >= keys
    assert letter["slug"] == "gelber-brief"
    assert letter["urgency"] == "today"
    assert letter["deadline"]
    assert "gelben Brief" in letter["why"][0]
    assert letter["id"] not in {hit["id"] for hit in data["hits"]}
    code, out = answer(capsys, *arguments)
    assert out.startswith("Brief: Gelber Brief")
    assert "HEUTE" in out.splitlines()[1]


def test_a_situation_is_told_and_brings_its_whole_set(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = answer(capsys, "--home", str(folder), "find", "Trennung mit Kind", "--json")
    assert code == 0
    situation = json.loads(out)["situations"][0]
    assert set(situation) >= {"id", "slug", "name", "topics", "why", "first"}
    whole = ("--home", str(folder), "find", "--situation", situation["slug"], "--town", "marl")
    code, out = answer(capsys, *whole, "--language", "tr", "--json")
    assert code == 0
    data = json.loads(out)
    order = [
        topic for hit in data["hits"] for topic in situation["topics"] if topic in hit["topics"]
    ]
    assert order == sorted(order, key=situation["topics"].index)
    assert set(order) >= set(situation["topics"][:5])
    assert len({hit["body"] for hit in data["hits"]}) > 3
    assert not any("herten" in hit["id"] for hit in data["hits"])
    assert data["hits"][0]["name_in_language"]
    code, out = answer(capsys, *whole)
    assert out.startswith("Lebenslage: Trennung mit Kind")


def test_a_batch_gives_a_line_for_every_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        '{"id": 1, "query": "Wohngeld", "lang": "de"}',
        '{"id": "b", "query": "kira yardımı", "lang": "tr"}',
        "kein json",
        '{"id": 3}',
        "",
        '{"id": 4, "query": "", "lang": 7}',
    ]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join(lines), encoding="utf-8")
    code, out = answer(
        capsys, "--home", str(folder), "find", "--batch", str(batch), "--limit", "2", "--json"
    )
    assert code == 0
    answers = [json.loads(line) for line in out.splitlines()]
    assert [a["id"] for a in answers] == [1, "b", None, None, 4]
    assert len(answers[0]["hits"]) == 2
    assert answers[1]["hits"][0]["topics"] == ["wohngeld"]
    assert answers[2]["error"]["type"] == "invalid-line"
    assert all({"hits", "letters", "situations"} <= set(a) for a in answers)


@pytest.mark.parametrize(
    "arguments",
    [
        ["find"],
        ["find", "x", "--batch", "y"],
        ["find", "x", "--situation", "umzug"],
        ["find", "--situation", "gibt-es-nicht"],
        ["find", "x", "--town", "atlantis"],
        ["find", "x", "--language", "xx"],
        ["find", "x", "--limit", "0"],
        ["find", "x", "--group", "atlantis"],
        ["find", "x", "--open-at", "gestern"],
    ],
)
def test_wrong_use_ends_with_two(
    folder: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = answer(capsys, "--home", str(folder), *arguments, "--json")
    assert code == 2
    assert set(json.loads(out)["error"]) == {"type", "text"}


def test_a_batch_file_that_is_not_there_is_a_fact_of_the_world(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = answer(capsys, "--home", str(folder), "find", "--batch", "nirgends", "--json")
    assert code == 1
    assert json.loads(out)["error"]["type"] == "unreadable"
