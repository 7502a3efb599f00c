import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lotse_desk.domain.faults import (
    BackupFolderRefused,
    DatabaseDamaged,
    DiskFull,
    HomeBusy,
    InvalidValue,
    NoHome,
    Unreadable,
    WrongRole,
)
from lotse_desk.home import backup as backup_module
from lotse_desk.home.backup import back_up, restore
from lotse_desk.home.home import DATABASE_NAME, DESK, OFFICE, create_home, open_home
from lotse_desk.storage.database import Database


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


def die_after_marking(folder: Path, value: str) -> None:
    """Committed, but only in the WAL: nobody closed the database."""
    code = (
        "import os\nfrom pathlib import Path\nfrom lotse_desk.home.home import open_home\n"
        f"with open_home(Path({str(folder)!r}), writing=True) as home:\n"
        f"    with home.transaction():\n        home.settings.put('mark', {value!r})\n"
        "    os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9


def test_what_a_dead_writer_left_is_set_aside_with_all_it_holds(
    folder: Path, tmp_path: Path
) -> None:
    back_up(folder, tmp_path / "copy.sqlite3")
    die_after_marking(folder, "after")
    restore(folder, tmp_path / "copy.sqlite3")
    assert mark(folder) == "before"
    (aside,) = folder.glob("set-aside-*.sqlite3")
    restore(folder, aside)
    assert mark(folder) == "after"


def test_a_database_is_restored_with_its_wal(folder: Path, tmp_path: Path) -> None:
    die_after_marking(folder, "after")
    shutil.copytree(folder, tmp_path / "rescued")
    before = {path.name: path.read_bytes() for path in (tmp_path / "rescued").iterdir()}
    restore(tmp_path / "new", tmp_path / "rescued" / DATABASE_NAME)
    assert mark(tmp_path / "new") == "after"
    assert {path.name: path.read_bytes() for path in (tmp_path / "rescued").iterdir()} == before


def test_nothing_is_replaced_under_a_reader(folder: Path, tmp_path: Path) -> None:
    back_up(folder, tmp_path / "copy.sqlite3")
    put_mark(folder, "after")
    with open_home(folder, writing=False) as reader:
        assert reader.settings.get("mark") == "after"
        with pytest.raises(HomeBusy):
            restore(folder, tmp_path / "copy.sqlite3")
    assert mark(folder) == "after"


@pytest.mark.parametrize(("here", "there"), [(DESK, OFFICE), (OFFICE, DESK)])
def test_a_backup_of_the_other_role_is_refused(tmp_path: Path, here: str, there: str) -> None:
    for role in (here, there):
        with create_home(tmp_path / role, role=role, name=role):
            pass
    back_up(tmp_path / there, tmp_path / "copy.sqlite3")
    with pytest.raises(WrongRole) as caught:
        restore(tmp_path / here, tmp_path / "copy.sqlite3")
    assert (caught.value.role, caught.value.needed) == (here, there)
    with open_home(tmp_path / here, writing=False) as home:
        assert home.role == here
    assert not list((tmp_path / here).glob("set-aside-*"))


def test_another_desk_may_come_back_here(folder: Path, tmp_path: Path) -> None:
    with create_home(tmp_path / "other", role=DESK, name="Empfang 2") as home:
        home.settings.put("mark", "other")
    back_up(tmp_path / "other", tmp_path / "copy.sqlite3")
    restore(folder, tmp_path / "copy.sqlite3")
    assert mark(folder) == "other"


def test_copies_are_for_their_owner_only(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    copy.touch(0o666)
    back_up(folder, copy)
    (folder / DATABASE_NAME).chmod(0o660)
    restore(folder, copy)
    for path in (copy, *folder.glob("set-aside-*")):
        assert path.stat().st_mode & 0o077 == 0, path
    assert (folder / DATABASE_NAME).stat().st_mode & 0o777 == 0o660


@pytest.mark.parametrize("target", ["", ".", "..", "/", "folder", "\0"])
def test_a_target_that_is_no_file_is_wrong_use(folder: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(InvalidValue):
        back_up(folder, tmp_path / target if target == "folder" else Path(target))


def test_a_damaged_database_is_named_and_the_older_copy_stays(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    back_up(folder, copy)
    older = copy.read_bytes()
    with (folder / DATABASE_NAME).open("r+b") as file:
        file.seek(-4096, os.SEEK_END)
        file.write(b"\xff" * 4096)
    with pytest.raises(DatabaseDamaged) as caught:
        back_up(folder, copy)
    assert caught.value.path == str(folder / DATABASE_NAME)
    assert copy.read_bytes() == older
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [copy.name]


def test_what_a_killed_backup_left_goes_with_the_next_one(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    torn = [tmp_path / f".copy.sqlite3.0a1b2c3d{suffix}" for suffix in ("", "-journal")]
    others = [tmp_path / ".copy.sqlite3.save", tmp_path / ".other.sqlite3.0a1b2c3d"]
    for path in (*torn, *others):
        path.touch()
    back_up(folder, copy)
    assert not any(path.exists() for path in torn)
    assert all(path.exists() for path in others)


def test_no_open_copy_where_the_exchange_takes_place(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "b-1.lotse").write_bytes(b"sealed")
    with pytest.raises(BackupFolderRefused) as caught:
        back_up(folder, stick / "copy.sqlite3")
    assert caught.value.reason == "exchange"
    assert [path.name for path in stick.iterdir()] == ["b-1.lotse"]


def test_a_full_medium_keeps_nothing_of_the_copy(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_database: Database, beside: Path) -> None:
        beside.write_bytes(b"half")
        beside.with_name(f"{beside.name}-journal").write_bytes(b"torn")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup_module, "copy_database", full)
    with pytest.raises(DiskFull):
        back_up(folder, tmp_path / "copy.sqlite3")
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]
