import sqlite3
from pathlib import Path

import pytest

from lotse_desk.domain.faults import DatabaseDamaged, DatabaseTooNew, HomeRefused
from lotse_desk.domain.hsds import Organization, Service
from lotse_desk.storage import volume
from lotse_desk.storage.copies import copy_database
from lotse_desk.storage.database import (
    integrity_findings,
    open_database,
    transaction,
)
from lotse_desk.storage.directory import DirectoryStore
from lotse_desk.sync import mounts


def test_a_new_database_is_durable_and_sound(tmp_path: Path) -> None:
    database = open_database(tmp_path / "home.sqlite3", writing=True)
    values = {
        name: database.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    }
    assert values == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }
    assert integrity_findings(database) == []


def test_a_database_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "home.sqlite3"
    database = open_database(path, writing=True)
    database["_sqlite_migrations"].insert(
        {"migration_set": "lotse_desk", "name": "m999_future", "applied_at": "2030-01-01"}
    )
    database.close()
    with pytest.raises(DatabaseTooNew) as caught:
        open_database(path, writing=True)
    assert caught.value.unknown_migrations == ("m999_future",)


@pytest.mark.parametrize(
    "content", [b"not a database at all, sorry" * 50, b"SQLite format 3\0" * 9]
)
def test_a_file_that_is_no_database_is_a_fault(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "home.sqlite3"
    path.write_bytes(content)
    with pytest.raises(DatabaseDamaged):
        open_database(path, writing=True)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("mount", "reason"),
    [
        ("cifs", "share"),
        ("nfs4", "share"),
        ("exfat", "removable"),
        ("fuseblk", "without-owners"),
        ("ext4", None),
    ],
)
def test_shares_and_sticks_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mount: str, reason: str | None
) -> None:
    listed = tmp_path / "mounts"
    listed.write_text(f"/dev/sda1 / ext4 rw 0 0\nsource {tmp_path} {mount} rw 0 0\n")
    monkeypatch.setattr(mounts, "MOUNTS", listed)
    assert volume.refusal(tmp_path / "home") == reason
    if reason:
        with pytest.raises(HomeRefused):
            open_database(tmp_path / "home.sqlite3", writing=True)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("jürgen", "jürgen"),
        ("Кристина", "Кристина"),
        ("MEIN STICK", "MEIN\\040STICK"),
        ("a\\b", "a\\134b"),
        ("x\\u0041", "x\\134u0041"),
    ],
)
def test_a_stick_is_known_whatever_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, written: str
) -> None:
    listed = tmp_path / "mounts"
    listed.write_text(
        f"/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {tmp_path}/{written} vfat rw 0 0\n", "utf-8"
    )
    monkeypatch.setattr(mounts, "MOUNTS", listed)
    assert volume.refusal(tmp_path / name / "home") == "removable"
    assert volume.refusal(tmp_path / "other" / "home") is None


def test_a_synced_folder_is_refused(tmp_path: Path) -> None:
    assert volume.refusal(tmp_path / "OneDrive" / "lotse") == "synced"


def test_an_act_that_fails_changes_nothing(tmp_path: Path) -> None:
    database = open_database(tmp_path / "home.sqlite3", writing=True)
    store = DirectoryStore(database)
    with pytest.raises(sqlite3.IntegrityError), transaction(database):
        store.upsert([Organization(id="o", name="Stadt")])
        store.upsert([Service(id="s", organization_id="nobody", name="Wohngeld")])
    assert store.counts() == {}


def test_children_may_come_before_their_parents_within_an_act(tmp_path: Path) -> None:
    database = open_database(tmp_path / "home.sqlite3", writing=True)
    store = DirectoryStore(database)
    with transaction(database):
        store.upsert([Service(id="s", organization_id="o", name="Wohngeld")])
        store.upsert([Organization(id="o", name="Stadt")])
    assert store.get(Service, "s") == Service(id="s", organization_id="o", name="Wohngeld")


def test_a_reading_connection_cannot_write(tmp_path: Path) -> None:
    open_database(tmp_path / "home.sqlite3", writing=True).close()
    reader = open_database(tmp_path / "home.sqlite3", writing=False)
    with pytest.raises(sqlite3.OperationalError):
        DirectoryStore(reader).upsert([Organization(id="o", name="Stadt")])


def test_a_copy_is_complete_and_consistent(tmp_path: Path) -> None:
    database = open_database(tmp_path / "home.sqlite3", writing=True)
    with transaction(database):
        DirectoryStore(database).upsert([Organization(id="o", name="Stadt")])
    copy_database(database, tmp_path / "copy.sqlite3")
    copied = open_database(tmp_path / "copy.sqlite3", writing=False)
    assert DirectoryStore(copied).counts() == {"organization": 1}
