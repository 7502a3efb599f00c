import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lotse_desk.cli.command_line import run

Command = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command in a new empty desk home and reads its JSON answer."""
    home = str(tmp_path / "home")
    place = ["--town", "herten", "--name", "Empfang 1"]
    assert run(["--home", home, "init", "desk", *place, "--empty"]) == 0
    capsys.readouterr()

    def call(*arguments: str) -> tuple[int, dict[str, Any]]:
        code = run(["--home", home, "--json", *arguments])
        return code, json.loads(capsys.readouterr().out)

    return call


def test_import_answers_with_format_counts_and_problems(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "services.csv"
    file.write_text("id,name,Farbe\n1,Xyzzy,rot\n,,\n", "utf-8")
    code, answer = command("directory", "import", str(file))
    assert code == 0
    assert answer["format"] == "hsds"
    assert answer["counts"] == {"service": 1}
    assert {"where", "reason", "action"} == set(answer["problems"][0])
    assert any("Zeile 3" in problem["where"] for problem in answer["problems"])
    assert any("Farbe" in problem["reason"] for problem in answer["problems"])


def test_an_imported_page_is_found_by_its_id_in_the_feed(command: Command, tmp_path: Path) -> None:
    page = {"id": 77, "path": "/muster/de/x/", "title": "Fahrradwerkstatt", "content": "<p>Rad"}
    file = tmp_path / "seiten.json"
    file.write_text(json.dumps([page]), "utf-8")
    assert command("directory", "import", str(file), "--format", "integreat")[0] == 0
    _, answer = command("find", "fahrradwerkstatt")
    assert [hit["source_id"] for hit in answer["hits"]] == ["77"]


@pytest.mark.parametrize("format_name", ["hsds", "hsds3.1", "json", "csv", "xlsx"])
def test_export_answers_with_counts(command: Command, tmp_path: Path, format_name: str) -> None:
    out = tmp_path / f"out.{format_name}"
    code, answer = command("directory", "export", str(out), "--format", format_name)
    assert code == 0
    assert answer["counts"]["taxonomy"] == 1
    assert out.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "kind"),
    [
        (["import", "{tmp}/fehlt.csv"], 1, "unreadable"),
        (["import", "{tmp}/kaputt.json"], 1, "unreadable"),
        (["import", "{tmp}/kaputt.json", "--format", "airs"], 1, "unreadable"),
        (["import", "{tmp}/kaputt.json", "--format", "hsds1"], 1, "unreadable"),
        (["import", "{tmp}/kaputt.json", "--format", "word"], 2, "unknown-value"),
        (["export", "{tmp}/x.pdf", "--format", "pdf"], 2, "unknown-value"),
        (["export", "{tmp}", "--format", "json"], 2, "invalid-value"),
        (["export", "{tmp}/kaputt.json", "--format", "hsds"], 2, "invalid-value"),
        (["export", "{tmp}/kaputt.json/a/b.csv", "--format", "csv"], 1, "disk-failure"),
    ],
)
def test_what_cannot_be_done_gets_its_code_and_one_sentence(
    command: Command, tmp_path: Path, arguments: list[str], code: int, kind: str
) -> None:
    (tmp_path / "kaputt.json").write_bytes(b'{"services": [')
    given = [argument.replace("{tmp}", str(tmp_path)) for argument in arguments]
    got, answer = command("directory", *given)
    assert (got, answer["error"]["type"]) == (code, kind)
    assert answer["error"]["text"].endswith(".")
