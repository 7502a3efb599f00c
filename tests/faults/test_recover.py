"""Recovery killed or refused anywhere: the damaged file or the rescued home, and a second try."""

import datetime as dt
import errno
import shutil

import pytest

from lotse_desk.domain.faults import DatabaseDamaged, DiskFailure, DiskFull
from lotse_desk.home.backups import make_backup_now
from lotse_desk.home.home import DATABASE_NAME, open_home
from lotse_desk.home.recovery import recover
from lotse_desk.storage.copies import BESIDE

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def damaged(trial):
    """A backup holds "old", the database "late" in its WAL alone; its header is gone."""
    with open_home(trial.home, writing=True) as home, home.transaction():
        home.settings.put("desk.town", "marl")
        home.settings.put("desk.mark", "old")
    make_backup_now(trial.home, TODAY)
    with open_home(trial.home, writing=True) as home:
        with home.transaction():
            home.settings.put("desk.mark", "late")
        shutil.copytree(trial.home, trial.root / "died")
    shutil.rmtree(trial.home)
    (trial.root / "died").rename(trial.home)
    path = trial.home / DATABASE_NAME
    assert path.with_name(f"{path.name}-wal").stat().st_size > 0
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    shutil.copytree(trial.root, trial.kept)
    return trial


def parts(trial) -> dict[str, bytes]:
    path = trial.home / DATABASE_NAME
    found = {}
    for suffix in ("", *BESIDE):
        part = path.with_name(path.name + suffix)
        if part.exists():
            found[suffix] = part.read_bytes()
    return found


def value(trial) -> str:
    with open_home(trial.home, writing=False) as home:
        return home.settings.get("desk.mark")


def is_rescued(trial) -> bool:
    try:
        return value(trial) == "late"
    except DatabaseDamaged:
        return False


def test_killed_anywhere_nothing_readable_is_lost(damaged) -> None:
    def act() -> None:
        recover(damaged.home, TODAY)

    before = parts(damaged)
    seen = set()
    for _ in damaged.killed(act):
        rescued = is_rescued(damaged) if parts(damaged)[""] != before[""] else False
        seen.add(rescued)
        if not rescued:
            assert parts(damaged)[""] == before[""]
            act()
        assert value(damaged) == "late"
        asides = [aside.read_bytes() for aside in damaged.home.glob("set-aside-*.sqlite3")]
        assert before[""] in asides
        with open_home(damaged.home, writing=True):
            pass
        assert not list(damaged.home.glob("arriving-*"))
    assert seen == {True, False}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
def test_a_disk_that_refuses_once_is_a_fault_and_loses_nothing(damaged, code) -> None:
    def act() -> None:
        recover(damaged.home, TODAY)

    before = parts(damaged)
    faults = set()
    for fault in damaged.refused(act, code):
        faults.add(type(fault))
        if parts(damaged)[""] == before[""]:
            act()
        assert value(damaged) in ("late", "old")
    assert {DiskFull if code == errno.ENOSPC else DiskFailure} < faults
