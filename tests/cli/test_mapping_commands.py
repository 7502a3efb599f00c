import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lotse_desk.cli.command_line import run

Command = Callable[..., tuple[int, dict[str, Any]]]
HEADER = "Kennung;Leistung;Themen\n"


@pytest.fixture(params=["desk", "office"])
def command(
    request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Runs a command in a new empty home of either role and reads its JSON answer."""
    home = str(tmp_path / "home")
    place = ["desk", "--town", "herten"] if request.param == "desk" else ["office"]
    assert run(["--home", home, "init", *place, "--name", "Muster", "--empty"]) == 0
    capsys.readouterr()

    def call(*arguments: str) -> tuple[int, dict[str, Any]]:
        code = run(["--home", home, "--json", *arguments])
        return code, json.loads(capsys.readouterr().out)

    return call


def taken(command: Command, path: Path, text: str, *more: str) -> dict[str, Any]:
    path.write_text(text, "utf-8")
    code, answer = command("directory", "import", str(path), *more)
    assert code == 0, answer
    return answer


def terms(command: Command, *more: str) -> dict[str, tuple[str, list[str]]]:
    _, answer = command("directory", "mapping", "list", *more)
    return {
        term["name"]: (term["state"], [topic["topic"] for topic in term["topics"]])
        for term in answer["terms"]
    }


def topics(command: Command, tmp_path: Path) -> dict[str, set[tuple[str, str]]]:
    out = tmp_path / "out.json"
    assert command("directory", "export", str(out), "--format", "json")[0] == 0
    found: dict[str, set[tuple[str, str]]] = {}
    for service in json.loads(out.read_text("utf-8"))["services"]:
        found[service["id"]] = {
            (link["taxonomy_term"]["id"], link["value"])
            for link in service.get("attributes", ())
            if link.get("link_type") == "lotse-topics"
        }
    return found


LIST = HEADER + "1;Xyzzy;Wohngeld\n2;Plugh;Buntes Allerlei\n3;Foo;Buntes Allerlei\n"


def test_terms_are_proposed_or_stay_open(command: Command, tmp_path: Path) -> None:
    answer = taken(command, tmp_path / "liste.csv", LIST)
    assert answer["open_terms"] == 1
    found = terms(command)
    assert found["Wohngeld"] == ("proposed", ["wohngeld"])
    assert found["Buntes Allerlei"][0] == "open"
    assert set(terms(command, "--open")) == {"Buntes Allerlei"}
    assert not terms(command, "--feed", "andere")


def test_what_is_set_is_kept_and_applied_on_the_next_import(
    command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "liste.csv"
    taken(command, file, LIST)
    code, answer = command("directory", "mapping", "set", "buntes allerlei", "kita")
    assert code == 0
    assert [term["services"] for term in answer["terms"]] == [2]
    assert topics(command, tmp_path)["2"] == set()
    assert taken(command, file, LIST)["open_terms"] == 0
    assert topics(command, tmp_path) == {
        "1": {("wohngeld", "proposed")},
        "2": {("kita", "mapped")},
        "3": {("kita", "mapped")},
    }
    assert terms(command)["Buntes Allerlei"] == ("confirmed", ["kita"])
    taken(command, file, LIST)
    assert terms(command)["Buntes Allerlei"] == ("confirmed", ["kita"])


def test_a_proposal_never_overwrites_a_decision(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    taken(command, file, LIST)
    command("directory", "mapping", "set", "Wohngeld", "-")
    taken(command, file, LIST)
    assert terms(command)["Wohngeld"] == ("confirmed", [])
    assert topics(command, tmp_path)["1"] == set()
    command("directory", "mapping", "drop", "Wohngeld")
    assert terms(command)["Wohngeld"] == ("open", [])
    taken(command, file, LIST)
    assert terms(command)["Wohngeld"] == ("proposed", ["wohngeld"])
    assert topics(command, tmp_path)["1"] == {("wohngeld", "proposed")}


def test_a_term_may_mean_several_topics_and_a_decision_may_change(
    command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "liste.csv"
    taken(command, file, LIST)
    command("directory", "mapping", "set", "Buntes Allerlei", "kita", "wohngeld")
    taken(command, file, LIST)
    assert topics(command, tmp_path)["2"] == {("kita", "mapped"), ("wohngeld", "mapped")}
    command("directory", "mapping", "set", "Buntes Allerlei", "wohngeld")
    taken(command, file, LIST)
    assert topics(command, tmp_path)["2"] == {("wohngeld", "mapped")}


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (["set", "gibt es nicht", "kita"], "not-found"),
        (["set", "Wohngeld", "gibt-es-nicht"], "unknown-value"),
        (["drop", "gibt es nicht"], "not-found"),
        (["set", "Wohngeld", "kita", "--feed", "andere"], "not-found"),
    ],
)
def test_what_nobody_knows_is_refused(
    command: Command, tmp_path: Path, arguments: list[str], kind: str
) -> None:
    taken(command, tmp_path / "liste.csv", LIST)
    code, answer = command("directory", "mapping", *arguments)
    assert code == 2
    assert answer["error"]["type"] == kind


STRANGE = "Nr;Was;Wer\n1;Xyzzy;Muster-Amt\n"


def test_columns_are_told_once_and_known_the_next_time(command: Command, tmp_path: Path) -> None:
    told = ("--columns", "Was=Leistung; Wer=Stelle")
    answer = taken(command, tmp_path / "a.csv", STRANGE, *told)
    assert answer["counts"]["service"] == answer["counts"]["organization"] == 1
    again = taken(command, tmp_path / "juli.csv", STRANGE.replace("Xyzzy", "Xyzzy neu"))
    assert again["format"] == "table"
    assert again["counts"]["organization"] == 1
    _, listed = command("directory", "mapping", "list")
    assert {(c["title"], c["meaning"]) for c in listed["columns"]} == {
        ("was", "service.name"),
        ("wer", "organization.name"),
    }


def test_a_column_may_be_left_out_on_purpose(command: Command, tmp_path: Path) -> None:
    text = "Leistung;Stelle;Notiz\nXyzzy;Amt;geheim\n"
    said = [p["reason"] for p in taken(command, tmp_path / "a.csv", text)["problems"]]
    assert any("Notiz" in reason for reason in said)
    told = taken(command, tmp_path / "a.csv", text, "--columns", "Notiz=-;Fehlt=Ort")
    said = [problem["reason"] for problem in told["problems"]]
    assert not any("Notiz" in reason for reason in said)
    assert any("fehlt steht nicht in der Liste" in reason for reason in said)


@pytest.mark.parametrize("columns", ["Was", "=Leistung", "Was=Quatsch", "Was="])
def test_columns_nobody_understands_are_refused(
    command: Command, tmp_path: Path, columns: str
) -> None:
    (tmp_path / "a.csv").write_text(STRANGE, "utf-8")
    code, answer = command("directory", "import", str(tmp_path / "a.csv"), "--columns", columns)
    assert code == 2
    assert answer["error"]["type"] in ("unknown-value", "invalid-value")
