"""Without a screen the program says so and ends; it does not abort."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lotse_desk.ui.display import has_display


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_named_screen_is_one(name: str) -> None:
    assert has_display({name: "x"}, "linux")
    assert not has_display({name: ""}, "linux")


def test_other_systems_have_a_screen_without_naming_it() -> None:
    assert has_display({}, "win32")
    assert has_display({}, "darwin")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="screens of Linux")
def test_the_program_without_a_screen_says_so(tmp_path: Path) -> None:
    named = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in named}
    done = subprocess.run(
        [sys.executable, "-m", "lotse_desk", "--home", str(tmp_path / "home")],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "Bildschirm" in done.stderr
    assert len(done.stderr.splitlines()) == 1
