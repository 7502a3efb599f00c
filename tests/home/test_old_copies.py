import datetime as dt
import os
from pathlib import Path

import pytest

from lotse_desk.home.check import check_home
from lotse_desk.home.home import DATABASE_NAME, DESK, create_home, open_home
from lotse_desk.home.old_copies import KEPT_DAYS

WRITTEN = dt.datetime(2026, 11, 23, 12)
COPIES = [
    "set-aside-0a1b2c3d.sqlite3",
    "set-aside-0a1b2c3d.sqlite3-wal",
    "lotse-desk-before-m006_something.sqlite3",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with create_home(tmp_path / "home", role=DESK, name="Empfang 1"):
        pass
    for name in [*COPIES, "copy.sqlite3", "before-lunch.txt"]:
        (tmp_path / "home" / name).write_bytes(b"x")
        os.utime(tmp_path / "home" / name, (WRITTEN.timestamp(), WRITTEN.timestamp()))
    return tmp_path / "home"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def open_after(folder: Path, days: int, monkeypatch: pytest.MonkeyPatch, *, writing: bool) -> None:
    monkeypatch.setenv("LOTSE_DESK_NOW", (WRITTEN + dt.timedelta(days=days)).isoformat())
    with open_home(folder, writing=writing):
        pass


def test_copies_stay_until_their_day_and_then_go(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names(folder)
    open_after(folder, KEPT_DAYS - 1, monkeypatch, writing=True)
    assert names(folder) >= {*COPIES, DATABASE_NAME}
    open_after(folder, KEPT_DAYS, monkeypatch, writing=False)
    assert names(folder) >= {*COPIES, DATABASE_NAME}
    open_after(folder, KEPT_DAYS, monkeypatch, writing=True)
    assert names(folder) == before - set(COPIES)


def test_what_a_killed_restore_left_goes_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "arriving-0a1b2c3d").mkdir()
    (folder / "arriving-0a1b2c3d" / DATABASE_NAME).write_bytes(b"x")
    open_after(folder, 0, monkeypatch, writing=True)
    assert "arriving-0a1b2c3d" not in names(folder)


def test_the_check_names_copies_and_their_last_day(folder: Path) -> None:
    facts = {finding.fact for finding in check_home(folder) if finding.code == "copy"}
    assert facts == {f"{name} (bis 21.02.2027)" for name in COPIES}
