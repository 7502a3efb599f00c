"""Commands about media, past exchanges and tidying, with their answers and words."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from lotse_desk.cli.command_line import run
from lotse_desk.desk import media
from lotse_desk.sync.frame import FileKind, frame
from lotse_desk.sync.volumes import STICK, Volume


@pytest.fixture
def desk(made_desk: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_desk, tmp_path / "desk"))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "LOTSEN"
    folder.mkdir()
    return folder


def test_the_usual_medium_is_asked_for_once(command: Any, desk: Path, stick: Path) -> None:
    assert command("--home", desk, "sync")[1]["error"]["type"] == "no-usual-medium"
    assert command("--home", desk, "sync", stick)[0] == 0
    code, answer = command("--home", desk, "sync")
    assert (code, answer["medium"]) == (0, str(stick))
    assert (answer["label"], answer["kind"]) == ("LOTSEN", "disk")
    code, answer = command("--home", desk, "media")
    assert code == 0
    assert answer["usual"] == {"label": "LOTSEN", "here": True}
    (usual,) = (one for one in answer["media"] if one["usual"])
    assert usual["folder"] == str(stick)
    assert usual["holds_ours"]
    stick.rename(stick.with_name("elsewhere"))
    assert command("--home", desk, "media")[1]["usual"] == {"label": "LOTSEN", "here": False}
    code, answer = command("--home", desk, "sync")
    assert (code, answer["error"]["type"]) == (1, "usual-medium-away")
    assert "LOTSEN" in answer["error"]["text"]


def test_the_history_says_what_became_of_each(command: Any, desk: Path, stick: Path) -> None:
    assert command("--home", desk, "history") == (0, {"exchanges": []})
    command("--home", desk, "sync", stick / "abgezogen")
    command("--home", desk, "sync", stick)
    code, answer = command("--home", desk, "history")
    assert code == 0
    assert [(one["place"], one["state"], one["reason"]) for one in answer["exchanges"]] == [
        ("LOTSEN", "nothing", ""),
        ("abgezogen", "failed", "medium-gone"),
    ]
    assert answer["exchanges"][0]["on"] == "2026-11-23"


def test_people_read_german(
    desk: Path, stick: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOTSE_DESK_NOW", "2026-11-23T09:30")
    home = ("--home", str(desk))
    (stick / "umbenannt.dat").write_bytes(frame(FileKind.BATCH, "ab" * 16, b"x")[:-1])
    assert run([*home, "history"]) == 0
    assert "noch nie ausgetauscht" in capsys.readouterr().out
    assert run([*home, "sync", str(stick)]) == 0
    said = capsys.readouterr()
    assert "umbenannt.dat: Die Datei ist unvollständig" in said.out
    assert said.out.startswith(f"Ausgetauscht mit Ordner „LOTSEN“ ({stick}).\n")
    assert said.out.endswith("Der Austausch ist fertig.\n")
    assert said.err == ""
    assert run([*home, "history"]) == 0
    line = capsys.readouterr().out
    assert line.startswith("23.11.2026  LOTSEN: Antrag auf Anmeldung abgelegt, 1 Hinweis.")
    assert run([*home, "media"]) == 0
    assert "* LOTSEN: Ordner" in capsys.readouterr().out


def test_a_stick_is_named_and_may_be_taken_out(
    desk: Path, stick: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "volume_of", lambda _: Volume(stick, "LOTSE", STICK, 1, False, "1"))
    assert run(["--home", str(desk), "sync", str(stick)]) == 0
    assert run(["--home", str(desk), "sync"]) == 0
    said = capsys.readouterr().out
    assert said.count(f"Ausgetauscht mit Stick „LOTSE“ ({stick}).\n") == 2
    assert said.endswith("Sie können den Stick abziehen.\n")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
def test_the_system_is_refused_in_words(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("/", "/proc"):
        assert run(["--home", str(desk), "sync", folder]) == 1
        assert f"{folder} gehört zum Betriebssystem" in capsys.readouterr().err


def test_tidying_is_counted_and_can_be_left_out(
    command: Any, desk: Path, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = tmp_path / "office"
    assert command("--home", office, "init", "office", "--name", "L", "--empty")[0] == 0
    request = command("--home", desk, "sync", stick)[1]["request"]
    assert command("--home", office, "office", "enrol", stick / request)[0] == 0
    assert command("--home", office, "office", "publish", stick)[1]["tidied"] == 0
    monkeypatch.setenv("LOTSE_DESK_NOW", "2026-11-30T09:30")
    kept = command("--home", office, "office", "publish", stick, "--keep-files")[1]
    assert (kept["release"], kept["tidied"]) == (2, 0)
    assert command("--home", office, "office", "publish", stick)[1]["tidied"] == 1
    assert not (stick / request).exists()
