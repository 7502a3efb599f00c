import contextlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils.migrations import Migrations

from lotse_desk.domain.faults import (
    DatabaseDamaged,
    DatabaseLost,
    HomeBusy,
    HomeExists,
    HomeOnOtherMachine,
    HomeRefused,
    NoHome,
)
from lotse_desk.home import home as home_module
from lotse_desk.home import writer_lock
from lotse_desk.home.fault_sentences import sentence
from lotse_desk.home.home import DATABASE_NAME, DESK, OFFICE, create_home, locked, open_home
from lotse_desk.storage import database as storage


def make(folder: Path, role: str = DESK) -> Path:
    with create_home(folder, role=role, name="Empfang 1"):
        pass
    return folder


def test_a_home_knows_its_role_and_name(tmp_path: Path) -> None:
    with open_home(make(tmp_path / "home", OFFICE), writing=False) as home:
        assert (home.role, home.name, len(home.id)) == (OFFICE, "Empfang 1", 32)


def test_a_second_home_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    make(tmp_path / "home")
    with pytest.raises(HomeExists):
        make(tmp_path / "home")


@pytest.mark.parametrize(
    ("kept", "left", "named"),
    [
        ("backups/desk-1-2026-11-20-0a1b2c3d.sqlite3", "backups", "recover"),
        ("backups/second-folder.txt", "backups", "recover"),
        ("batches/b-1.lotse", "batches", "rescue"),
    ],
)
@pytest.mark.parametrize("empty", [False, True])
def test_no_new_home_over_what_can_still_be_saved(
    tmp_path: Path, kept: str, left: str, named: str, empty: bool
) -> None:
    folder = make(tmp_path / "home")
    for name in (kept, "keys/desk-signing.key"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"kept")
    (folder / home_module.DATABASE_NAME).unlink()
    if empty:
        (folder / home_module.DATABASE_NAME).touch()
    before = {path.name for path in folder.iterdir()}
    with pytest.raises(DatabaseLost) as caught:
        make(folder)
    assert caught.value.left == left
    assert f"lotse-desk {named}" in sentence(caught.value)
    assert {path.name for path in folder.iterdir()} == before


def test_a_set_up_that_fails_leaves_no_home(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), create_home(tmp_path / "home", role=DESK, name="Empfang 1"):
        raise RuntimeError
    with pytest.raises(NoHome), open_home(tmp_path / "home", writing=False):
        pass
    make(tmp_path / "home")


def test_a_file_is_no_folder_for_a_home(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here already")
    with pytest.raises(HomeRefused):
        make(tmp_path / "file")


def test_while_one_writes_others_read_and_a_second_writer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer_lock, "WAIT_SECONDS", 0.2)
    folder = make(tmp_path / "home")
    hold = (
        "import sys\nfrom pathlib import Path\nfrom lotse_desk.home.home import open_home\n"
        f"with open_home(Path({str(folder)!r}), writing=True):\n"
        "    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with open_home(folder, writing=False) as home:
            assert home.name == "Empfang 1"
        with pytest.raises(HomeBusy) as caught, open_home(folder, writing=True):
            pass
        assert caught.value.holder == str(other.pid)
        other.kill()
        other.wait()
    monkeypatch.setattr(writer_lock, "WAIT_SECONDS", 5.0)
    with open_home(folder, writing=True) as home:
        assert home.name == "Empfang 1"


def test_a_home_copied_to_another_machine_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home_module, "machine_fingerprint", lambda: "first")
    folder = make(tmp_path / "home")
    monkeypatch.setattr(home_module, "machine_fingerprint", lambda: "second")
    with pytest.raises(HomeOnOtherMachine), open_home(folder, writing=True):
        pass
    with open_home(folder, writing=False) as home:
        assert home.role == DESK


@pytest.fixture
def last_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that needs one more migration, of which it is told after it was made."""
    monkeypatch.setattr(home_module, "machine_fingerprint", lambda: "here")
    folder = make(tmp_path / "home")
    coming = Migrations("lotse_desk")
    for migration in storage.migrations._migrations:
        coming(name=migration.name)(migration.fn)

    @coming()
    def m900_coming(db: storage.Database) -> None:
        db.execute("CREATE TABLE coming (id TEXT PRIMARY KEY)")

    monkeypatch.setattr(storage, "migrations", coming)
    return folder


def migrated(folder: Path) -> bool:
    with contextlib.closing(sqlite3.connect(folder / DATABASE_NAME)) as database:
        return bool(
            database.execute("SELECT 1 FROM sqlite_master WHERE name = 'coming'").fetchall()
        )


def test_the_first_reader_after_an_update_migrates_and_keeps_a_copy(last_version: Path) -> None:
    with open_home(last_version, writing=False) as home:
        assert home.role == DESK
    assert migrated(last_version)
    (copy,) = last_version.glob("*-before-m900_coming.sqlite3")
    assert copy.stat().st_mode & 0o077 == 0


def test_no_reader_migrates_while_another_writes(
    last_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer_lock, "WAIT_SECONDS", 0.1)
    with locked(last_version):
        with pytest.raises(HomeBusy), open_home(last_version, writing=False):
            pass
        assert not migrated(last_version)


@pytest.mark.parametrize("writing", [True, False])
def test_nothing_is_migrated_on_another_machine(
    last_version: Path, monkeypatch: pytest.MonkeyPatch, *, writing: bool
) -> None:
    monkeypatch.setattr(home_module, "machine_fingerprint", lambda: "elsewhere")
    with pytest.raises(HomeOnOtherMachine), open_home(last_version, writing=writing):
        pass
    assert not migrated(last_version)
    assert not list(last_version.glob("*-before-*"))


def test_init_over_a_home_of_an_older_version_does_not_migrate_it(last_version: Path) -> None:
    with pytest.raises(HomeExists):
        make(last_version)
    assert not migrated(last_version)


def test_an_empty_database_is_damaged_and_a_new_home_sets_the_old_keys_aside(
    tmp_path: Path,
) -> None:
    folder = make(tmp_path / "home")
    (folder / "keys").mkdir()
    (folder / "keys" / "desk-signing.key").write_bytes(b"secret of the first life")
    (folder / home_module.DATABASE_NAME).write_bytes(b"")
    with pytest.raises(DatabaseDamaged), open_home(folder, writing=True):
        pass
    make(folder)
    kept = list(folder.glob("set-aside-*-keys/desk-signing.key"))
    assert [path.read_bytes() for path in kept] == [b"secret of the first life"]


def test_a_set_up_that_fails_leaves_no_folder_it_made(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), create_home(tmp_path / "home", role=DESK, name="Empfang 1"):
        raise RuntimeError
    assert not (tmp_path / "home").exists()
