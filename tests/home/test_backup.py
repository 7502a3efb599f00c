from pathlib import Path

import pytest

from lotse_desk.domain.faults import DatabaseDamaged, NoHome, Unreadable
from lotse_desk.home.backup import back_up, restore
from lotse_desk.home.home import DATABASE_NAME, DESK, create_home, open_home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with create_home(tmp_path / "home", role=DESK, name="Empfang 1") as home:
        home.settings.put("mark", "before")
    return tmp_path / "home"


def mark(folder: Path) -> str:
    with open_home(folder, writing=False) as home:
        return home.settings.get("mark")


def put_mark(folder: Path, value: str) -> None:
    with open_home(folder, writing=True) as home, home.transaction():
        home.settings.put("mark", value)


def test_a_restore_brings_the_copy_back_and_sets_the_present_aside(
    folder: Path, tmp_path: Path
) -> None:
    back_up(folder, tmp_path / "copy.sqlite3")
    put_mark(folder, "after")
    first = restore(folder, tmp_path / "copy.sqlite3")
    assert mark(folder) == "before"
    assert len(list(folder.glob("set-aside-*.sqlite3"))) == 1
    second = restore(folder, tmp_path / "copy.sqlite3")
    assert first != second
    assert not list(folder.glob("arriving-*"))


def test_a_backup_can_become_a_home_of_its_own(folder: Path, tmp_path: Path) -> None:
    back_up(folder, tmp_path / "copy.sqlite3")
    restore(tmp_path / "new" / "home", tmp_path / "copy.sqlite3")
    assert mark(tmp_path / "new" / "home") == "before"


@pytest.mark.parametrize("cut", [0, 100, 4096, 50_000])
def test_a_torn_backup_is_refused_and_nothing_changes(
    folder: Path, tmp_path: Path, cut: int
) -> None:
    copy = tmp_path / "copy.sqlite3"
    back_up(folder, copy)
    copy.write_bytes(copy.read_bytes()[:cut])
    put_mark(folder, "after")
    with pytest.raises((Unreadable, DatabaseDamaged, NoHome)):
        restore(folder, copy)
    assert mark(folder) == "after"
    assert sorted(p.name for p in folder.glob("*.sqlite3")) == [DATABASE_NAME]


def test_a_file_that_is_not_there_is_a_fault(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        restore(folder, tmp_path / "nothing")
    with pytest.raises(NoHome):
        back_up(tmp_path / "no-home", tmp_path / "copy.sqlite3")
