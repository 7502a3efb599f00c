"""The commands of the log, with the answers the design promises."""

import shutil
from pathlib import Path
from typing import Any

import pytest

SERVICE = "wohngeld.stadt-herten"


@pytest.fixture
def desk(made_desk: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_desk, tmp_path / "desk"))


def test_add_with_defaults_and_a_service(command: Any, desk: Path) -> None:
    code, answer = command(
        "--home",
        desk,
        "log",
        "add",
        "--service",
        SERVICE,
        "--unmet",
        "kita:waiting-list",
        "--hard",
        "wohngeld",
    )
    assert code == 0
    assert list(answer["codes"]) == [SERVICE]
    code, listed = command("--home", desk, "log", "list")
    [contact] = listed["contacts"]
    assert contact["id"] == answer["id"]
    assert (contact["concern"], contact["language"], contact["outcome"]) == (
        "first-advice",
        "de",
        "informed",
    )
    assert (contact["channel"], contact["interpreter"], contact["residence"]) == (
        "counter",
        "not-needed",
        "this-town",
    )
    assert contact["topics"] == ["wohngeld"]
    assert contact["unmet"] == [{"topic": "kita", "reason": "waiting-list"}]
    assert (contact["date"], contact["week"], contact["half"]) == ("2026-11-23", "2026-W48", "am")


def test_tally_list_and_undo(command: Any, desk: Path) -> None:
    assert command("--home", desk, "log", "tally", "--concern", "way", "--count", "17")[0] == 0
    _, listed = command("--home", desk, "log", "list")
    assert (listed["contacts"], listed["count"]) == ([], 17)
    assert listed["tallies"][0]["count"] == 17
    assert command("--home", desk, "log", "undo") == (0, {"undone": "tally"})
    code, answer = command("--home", desk, "log", "undo")
    assert (code, answer["error"]["type"]) == (1, "nothing-to-undo")


@pytest.mark.parametrize(
    "words",
    [
        ("add", "--concern", "nothing"),
        ("add", "--topic", "nothing"),
        ("add", "--language", "xx"),
        ("add", "--service", "nobody"),
        ("add", "--unmet", "kita"),
        ("add", "--unmet", "kita:because"),
        ("add", "--hard", "nothing"),
        ("tally", "--concern", "way", "--count", "0"),
        ("tally", "--concern", "way", "--count", "many"),
        ("return", "AAAA", "arrived"),
        ("return", "3467 9ACD", "vanished"),
        ("list", "--since", "yesterday"),
    ],
)
def test_wrong_use_is_refused_and_logs_nothing(
    command: Any, desk: Path, words: tuple[str, ...]
) -> None:
    code, answer = command("--home", desk, "log", *words)
    assert code == 2
    assert answer["error"]["text"]
    assert command("--home", desk, "log", "list")[1]["count"] == 0


def test_the_next_day_closes_the_one_before(
    command: Any, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("--home", desk, "log", "add", "--language", "ta")
    monkeypatch.setenv("LOTSE_DESK_NOW", "2026-11-24T08:00")
    _, before = command("--home", desk, "log", "list")
    assert "date" not in before["contacts"][0]
    command("--home", desk, "log", "add")
    _, listed = command("--home", desk, "log", "list")
    languages = [contact["language"] for contact in listed["contacts"]]
    assert languages == ["other", "de"]
    assert len(command("--home", desk, "log", "list", "--since", "2026-11-24")[1]["contacts"]) == 2
    assert command("--home", desk, "log", "list", "--since", "2026-11-30")[1]["contacts"] == []


def test_a_code_comes_back(command: Any, desk: Path) -> None:
    _, answer = command("--home", desk, "log", "add", "--service", SERVICE)
    code = answer["codes"][SERVICE]
    spaced = f"{code[:4].lower()} {code[4:].lower()}"
    assert command("--home", desk, "log", "return", spaced, "wrong-place") == (
        0,
        {"service": SERVICE, "week": "2026-W48"},
    )


def test_an_office_has_no_log(command: Any, tmp_path: Path) -> None:
    office = tmp_path / "office"
    command("--home", office, "init", "office", "--name", "Leitstelle", "--empty")
    code, answer = command("--home", office, "log", "add")
    assert (code, answer["error"]["type"]) == (2, "wrong-role")
    code, answer = command(
        "--home",
        office,
        "office",
        "report",
        "--from",
        "2026-11-01",
        "--to",
        "2026-11-30",
        "--format",
        "csv",
        "--out",
        tmp_path / "r.csv",
    )
    assert (code, answer["contacts"]) == (0, 0)
    assert answer["period"] == {"from": "2026-10-26", "to": "2026-12-06"}
    assert (tmp_path / "r.csv").exists()
