"""A migration killed or refused anywhere: not begun or done, never twice, nothing lost."""

import errno

import pytest
from sqlite_utils.migrations import Migrations

from lotse_desk.domain.faults import DiskFailure, DiskFull
from lotse_desk.home.home import open_home
from lotse_desk.storage import database as storage


@pytest.fixture
def outdated(backed_up, monkeypatch):
    """The home as a later version finds it: one migration must turn "new" into "new+"."""
    coming = Migrations("lotse_desk")
    for migration in storage.migrations._migrations:
        coming(name=migration.name)(migration.fn)

    @coming()
    def m900_coming(db):
        db.execute("CREATE TABLE coming (id TEXT PRIMARY KEY)")
        db.execute("UPDATE setting SET value = value || '+' WHERE key = 'mark'")
        db.execute("INSERT INTO coming VALUES ('x')")

    monkeypatch.setattr(storage, "migrations", coming)
    return backed_up


@pytest.mark.parametrize("writing", [True, False])
def test_killed_anywhere_it_is_done_once_in_the_end(outdated, writing):
    def act():
        with open_home(outdated.home, writing=writing):
            pass

    for _ in outdated.killed(act):
        assert outdated.mark() == "new+"
        (copy,) = outdated.home.glob("*-before-m900_coming.sqlite3")
        assert storage.stored_setting(copy, "mark") == "new"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
def test_a_disk_that_refuses_once_is_a_fault_and_the_next_start_goes_on(outdated, code):
    def act():
        with open_home(outdated.home, writing=True):
            pass

    faults = set()
    for fault in outdated.refused(act, code):
        assert outdated.mark() == "new+"
        faults.add(type(fault))
    assert {DiskFull if code == errno.ENOSPC else DiskFailure} < faults
