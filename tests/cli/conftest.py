"""Running commands as a person or script would, in this process."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lotse_desk.cli.command_line import run

Command = Callable[..., tuple[int, Any]]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `lotse-desk … --json`; answers exit code and the one JSON object on stdout."""
    monkeypatch.setenv("LOTSE_DESK_NOW", "2026-11-23T09:30")

    def run_json(*arguments: object) -> tuple[int, Any]:
        capsys.readouterr()
        code = run([*map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run_json


@pytest.fixture(scope="session")
def made_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's home with the starter directory; copy it before writing into it."""
    folder = tmp_path_factory.mktemp("made") / "desk"
    assert (
        run(["--home", str(folder), "init", "desk", "--town", "herten", "--name", "Platz 1"]) == 0
    )
    return folder
