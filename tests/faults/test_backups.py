"""Backups of the day killed or refused anywhere: a good one is always there, and work goes on."""

import datetime as dt
import errno
import shutil
import tempfile
from pathlib import Path

import pytest

from lotse_desk.domain.faults import DiskFailure, DiskFull
from lotse_desk.home.backup_places import put_second_folder
from lotse_desk.home.backups import backups_in, findings_of, make_backup_now, make_due_backup
from lotse_desk.home.home import open_home
from lotse_desk.home.recovery_key import RecoveryKey, keep_recovery_key
from lotse_desk.home.sealed_backups import unseal_backup
from lotse_desk.sync.keys import SealIdentity

TODAY = dt.date(2026, 11, 27)
DAYS = [dt.date(2026, 10, 12), dt.date(2026, 11, 18), dt.date(2026, 11, 17), dt.date(2026, 11, 26)]
"""Two that have had their day, the first of last week, and yesterday's."""
PAPER = SealIdentity.generate()
LEFT = [TODAY, DAYS[3], DAYS[2]]


@pytest.fixture
def rotating(trial):
    """A home with backups in two folders; the newest change is in its WAL."""
    second = trial.root / "second"
    second.mkdir()
    keep_recovery_key(trial.home, RecoveryKey(PAPER.recipient, DAYS[0]))
    put_second_folder(trial.home, second)
    made = trial.root / "made"
    for day in DAYS:
        make_backup_now(trial.home, day)
        shutil.copytree(trial.home / "backups", made / "backups", dirs_exist_ok=True)
        shutil.copytree(second, made / "second", dirs_exist_ok=True)
    shutil.copytree(made / "backups", trial.home / "backups", dirs_exist_ok=True)
    shutil.copytree(made / "second", second, dirs_exist_ok=True)
    shutil.rmtree(made)
    with open_home(trial.home, writing=True) as home, home.transaction():
        home.settings.put("mark", "new")
    shutil.copytree(trial.root, trial.kept)
    return trial


def good_days(place) -> list[dt.date]:
    return [backup.made_on for backup in backups_in(place) if is_good(backup)]


def is_good(backup) -> bool:
    if backup.paper is None:
        return findings_of(backup.path) == []
    with tempfile.TemporaryDirectory() as folder:
        opened = Path(folder) / "opened.sqlite3"
        unseal_backup(backup.path, opened, PAPER)
        return findings_of(opened) == []


def all_is_well(trial) -> None:
    for place in (trial.home / "backups", trial.root / "second"):
        assert good_days(place) == LEFT, place
        assert not [path for path in place.iterdir() if path.name.startswith(".")]
    second = trial.root / "second"
    assert len([*second.iterdir()]) == len(LEFT), "something torn was left"


def test_killed_anywhere_a_good_backup_is_there_and_the_next_one_tidies_up(rotating) -> None:
    def act() -> None:
        make_due_backup(rotating.home, TODAY)

    own = rotating.home / "backups"
    seen = set()
    for _ in rotating.killed(act):
        assert rotating.mark() == "new"
        days = good_days(own)
        assert len(days) == len(backups_in(own))
        sealed = good_days(rotating.root / "second")
        assert len(sealed) == len(backups_in(rotating.root / "second")), "half a file counts"
        assert DAYS[-1] in sealed
        assert TODAY in sealed or len(sealed) == len(DAYS)
        assert DAYS[-1] in days
        if TODAY not in days:
            assert len(days) == len(DAYS), "an older one went before the new one was there"
        seen.add(TODAY in days)
        act()
        all_is_well(rotating)
    assert seen == {True, False}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
def test_a_disk_that_refuses_once_is_a_fault_and_costs_no_backup(rotating, code) -> None:
    def act() -> None:
        make_due_backup(rotating.home, TODAY)

    faults = set()
    for fault in rotating.refused(act, code):
        assert DAYS[-1] in good_days(rotating.home / "backups")
        assert DAYS[-1] in good_days(rotating.root / "second")
        assert rotating.mark() == "new"
        faults.add(type(fault))
        act()
        all_is_well(rotating)
    assert {DiskFull if code == errno.ENOSPC else DiskFailure} < faults


def test_a_second_folder_that_is_gone_is_said_and_the_first_goes_on(rotating) -> None:
    from lotse_desk.domain.faults import BackupFolderRefused

    shutil.rmtree(rotating.root / "second")
    with pytest.raises(BackupFolderRefused):
        make_due_backup(rotating.home, TODAY)
    assert good_days(rotating.home / "backups") == LEFT


def test_a_full_disk_is_said_before_anything_is_written(rotating, monkeypatch) -> None:
    usage = shutil.disk_usage(rotating.home)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    before = {path.name for path in (rotating.home / "backups").iterdir()}
    with pytest.raises(DiskFull):
        make_due_backup(rotating.home, TODAY)
    assert {path.name for path in (rotating.home / "backups").iterdir()} == before
