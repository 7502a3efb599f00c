"""Restore killed or refused anywhere: the home has its old database or the new one, whole."""

import errno

import pytest

from lotse_desk.domain.faults import DiskFailure, DiskFull
from lotse_desk.home.backup import restore
from lotse_desk.home.home import DATABASE_NAME


def test_killed_anywhere_the_home_holds_the_old_or_the_new(backed_up):
    def act():
        return restore(backed_up.home, backed_up.root / "copy.sqlite3")

    seen = set()
    for _ in backed_up.killed(act):
        mark = backed_up.mark()
        seen.add(mark)
        assert not list(backed_up.home.glob("arriving-*")), "left for ever"
        asides = list(backed_up.home.glob("set-aside-*.sqlite3"))
        if mark == "old":
            restore(backed_up.home, asides[0])
            assert backed_up.mark() == "new"
    assert seen == {"old", "new"}


def test_a_damaged_database_is_set_aside_whole_before_it_is_replaced(backed_up):
    damaged = b"no database any more" * 500
    (backed_up.home / DATABASE_NAME).write_bytes(damaged)
    restore(backed_up.home, backed_up.root / "copy.sqlite3")
    assert backed_up.mark() == "old"
    (aside,) = backed_up.home.glob("set-aside-*.sqlite3")
    assert aside.read_bytes() == damaged
    assert aside.with_name(f"{aside.name}-wal").stat().st_size > 0


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
def test_a_disk_that_refuses_once_is_a_fault_and_loses_nothing(backed_up, code):
    def act():
        return restore(backed_up.home, backed_up.root / "copy.sqlite3")

    faults = set()
    for fault in backed_up.refused(act, code):
        mark = backed_up.mark()
        assert mark == "old" if fault is None else mark in ("old", "new")
        faults.add(type(fault))
    assert {DiskFull if code == errno.ENOSPC else DiskFailure} < faults
