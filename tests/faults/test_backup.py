"""A backup killed or refused anywhere: the old copy or the new one, and the home as it was."""

import errno

import pytest

from lotse_desk.domain.faults import DiskFailure, DiskFull
from lotse_desk.home.backup import back_up, restore
from lotse_desk.home.home import open_home


@pytest.fixture
def held(backed_up, tmp_path):
    """What the copy holds, tried by restoring it into a home of its own."""

    def held():
        folder = tmp_path / "elsewhere"
        restore(folder, backed_up.root / "copy.sqlite3")
        with open_home(folder, writing=False) as home:
            return home.settings.get("mark")

    return held


def test_killed_anywhere_the_copy_is_the_old_or_the_new(backed_up, held):
    def act():
        back_up(backed_up.home, backed_up.root / "copy.sqlite3")

    seen = set()
    for _ in backed_up.killed(act):
        assert backed_up.mark() == "new"
        seen.add(held())
        act()
        assert held() == "new"
        assert {path.name for path in backed_up.root.iterdir()} == {"home", "copy.sqlite3"}
    assert seen == {"old", "new"}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
def test_a_disk_that_refuses_once_is_a_fault_and_the_old_copy_stays(backed_up, held, code):
    def act():
        back_up(backed_up.home, backed_up.root / "copy.sqlite3")

    faults = set()
    for fault in backed_up.refused(act, code):
        assert held() == "new" if fault is None else held() in ("old", "new")
        assert backed_up.mark() == "new"
        faults.add(type(fault))
    assert {DiskFull if code == errno.ENOSPC else DiskFailure} < faults
