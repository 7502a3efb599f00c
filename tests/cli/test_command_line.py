import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lotse_desk.cli.command_line import run
from lotse_desk.home.home import locked

SERVICE = "wohngeld.stadt-herten"


@pytest.fixture
def desk(made_desk: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_desk, tmp_path / "desk"))


def test_init_answers_role_id_and_fingerprint(command: Any, tmp_path: Path) -> None:
    code, answer = command("--home", tmp_path / "o", "init", "office", "--name", "Leitstelle")
    assert code == 0
    assert answer["role"] == "office"
    assert answer["id"]
    assert answer["fingerprint"]


def test_home_and_json_are_taken_before_and_after_the_command(
    command: Any, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, answer = command("check", "--home", desk)
    assert (code, answer["ok"]) == (0, True)
    assert run(["--json", "--home", str(desk), "check"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_a_slip_is_written_and_logged(command: Any, desk: Path, tmp_path: Path) -> None:
    out = tmp_path / "zettel.pdf"
    code, answer = command(
        "--home", desk, "slip", "--service", SERVICE, "--language", "tr", "--out", out, "--log"
    )
    assert code == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert set(answer) >= {"out", "pages", "codes", "untranslated"}
    assert len(answer["codes"][SERVICE]) == 8
    _, logged = command("--home", desk, "log", "list")
    assert [c["language"] for c in logged["contacts"]] == ["tr"]
    assert "NTCJ" not in json.dumps(logged["contacts"])
    code, _ = command("--home", desk, "log", "return", answer["codes"][SERVICE], "arrived")
    assert code == 0


def test_a_slip_of_the_office_changes_nothing_and_waits_for_nobody(
    command: Any, tmp_path: Path
) -> None:
    office, out = tmp_path / "office", tmp_path / "zettel.pdf"
    command("--home", office, "init", "office", "--name", "Leitstelle")
    master = ["--home", office, "slip", "--service", "master.wohngeld", "--out", out]
    with locked(office):
        code, answer = command(*master)
    assert (code, answer["codes"]) == (0, {})
    assert out.read_bytes().startswith(b"%PDF")
    code, answer = command(*master, "--log")
    assert (code, answer["error"]["type"]) == (2, "wrong-role")


def test_a_slip_in_several_languages_is_one_file(command: Any, desk: Path, tmp_path: Path) -> None:
    out = tmp_path / "zettel.pdf"
    arguments = ["--home", desk, "slip", "--service", SERVICE, "--out", out]
    _, one = command(*arguments, "--language", "ar")
    _, both = command(*arguments, "--language", "ar", "--language", "de")
    assert both["pages"] > one["pages"]


@pytest.mark.parametrize(
    ("arguments", "code", "kind"),
    [
        (["frobnicate"], 2, "usage"),
        (["slip", "--service", SERVICE], 2, "usage"),
        (["slip", "--service", "nothing", "--out", "x.pdf"], 2, "not-found"),
        (["slip", "--service", SERVICE, "--language", "tlh", "--out", "x.pdf"], 2, "unknown-value"),
        (["slip", "--service", SERVICE, "--form", "form.none", "--out", "x.pdf"], 2, "not-found"),
        (["slip", "--service", SERVICE, "--out", "x.escpos"], 2, "invalid-value"),
        (["slip", "--service", SERVICE, "--paper", "vellum", "--out", "x"], 2, "unknown-value"),
        (["slip", "--service", SERVICE, "--out", "/proc/nothing/x.pdf"], 1, "disk-failure"),
        (["log", "add", "--concern", "gossip"], 2, "unknown-value"),
        (["log", "add", "--language", "xx-klingon"], 2, "unknown-value"),
        (["log", "tally", "--concern", "way", "--count", "-3"], 2, "invalid-value"),
        (["log", "return", "AAAAAAAA", "arrived"], 2, "invalid-value"),
        (["find", "x", "--town", "atlantis"], 2, "unknown-value"),
        (["find", "x", "--open-at", "2026-02-30T25:00"], 2, "invalid-value"),
        (["office", "desks"], 2, "wrong-role"),
        (["office", "warehouse", "postgresql:///x"], 2, "not-available-yet"),
        (["directory", "import", "/nothing/there"], 1, "unreadable"),
        (["init", "desk", "--town", "herten", "--name", "Platz 2"], 1, "home-exists"),
        (["restore", "/nothing/there"], 1, "unreadable"),
    ],
)
def test_wrong_input_gets_a_sentence_and_an_exit_code_and_changes_nothing(
    command: Any, desk: Path, arguments: list[str], code: int, kind: str
) -> None:
    got, answer = command("--home", desk, *arguments)
    assert (got, answer["error"]["type"]) == (code, kind)
    assert answer["error"]["text"].endswith((".", ")"))
    _, logged = command("--home", desk, "log", "list")
    assert logged["contacts"] == []


def test_without_a_home_the_text_says_what_to_do(command: Any, tmp_path: Path) -> None:
    code, answer = command("--home", tmp_path / "nowhere", "find", "Miete")
    assert (code, answer["error"]["type"]) == (1, "no-home")
    assert "init" in answer["error"]["text"]


def test_the_list_of_commands_names_only_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        run(["--help"])
    assert done.value.code == 0
    assert "warehouse" not in capsys.readouterr().out


def test_the_self_test_passes_and_writes_its_report(command: Any, tmp_path: Path) -> None:
    code, answer = command("--self-test", "--report", tmp_path / "report.txt")
    assert (code, answer["ok"]) == (0, True)
    assert "Arabic" in (tmp_path / "report.txt").read_text("utf-8")


@pytest.mark.parametrize("arguments", [["--home", "", "check"], ["sync", ""], ["backup", ""]])
def test_an_empty_path_is_refused(command: Any, desk: Path, arguments: list[str]) -> None:
    code, answer = command("--home", desk, *arguments)
    assert (code, answer["error"]["type"]) == (2, "invalid-value")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_an_output_that_takes_nothing_ends_with_one_sentence(desk: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "lotse_desk", "--home", str(desk), "log", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
