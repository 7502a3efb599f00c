"""Any history of changed keys, backups and restores of the office ends well."""

import datetime as dt
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotse_desk.domain.exchange_faults import ReleaseKeyMissing
from lotse_desk.home.backup import back_up, restore
from lotse_desk.home.home import open_home
from lotse_desk.office.earlier_life import RELEASE_KEY_MISSING, ROOTS_DIFFER, SEAL_KEY_MISSING
from lotse_desk.office.intake import take_in
from lotse_desk.office.key_ceremonies import (
    recover_keys,
    renew_recovery_key,
    renew_release_key,
    renew_root,
    renew_seal_key,
)
from lotse_desk.office.office_keys import recipients
from lotse_desk.sync.key_files import read_seal_identity

ACTS = (
    "log a",
    "log b",
    "round a",
    "round b",
    "round ab",
    "release",
    "seal",
    "root",
    "recovery",
    "backup",
    "restore",
    "new machine",
)


class History:
    """An office whose root keys and recovery keys are all still in the safe."""

    def __init__(self, template, folder):
        shutil.copytree(template.folder, folder / "district")
        self.district = type(template)(
            folder / "district", fingerprints=dict(template.fingerprints)
        )
        self.safe, self.backup, self.made = folder / "safe", folder / "backup.sqlite3", 0
        shutil.move(self.district.office / "keys-to-take-away", self.safe)
        self.roots = [self.safe / "root-key.pem"]
        self.recovery = [self.safe / "recovery-key.txt"]
        self.borrowed = None
        back_up(self.district.office, self.backup)

    def act(self, ceremony, *arguments):
        with open_home(self.district.office, writing=True) as home:
            return ceremony(home, *arguments, self.district.now.date())

    def new_folder(self):
        self.made += 1
        return self.safe / str(self.made)

    def do(self, name):
        if name.startswith("log"):
            self.district.log(name[-1])
        elif name.startswith("round"):
            self.round(*name.split()[1])
        elif name == "release":
            self.act(renew_release_key, self.roots)
        elif name == "seal":
            self.act(renew_seal_key)
        elif name == "root":
            self.roots += self.act(renew_root, self.roots, self.new_folder()).files
        elif name == "recovery":
            self.recovery += self.act(renew_recovery_key, self.new_folder()).files
        elif name == "backup":
            back_up(self.district.office, self.backup)
        elif name == "restore":
            restore(self.district.office, self.backup)
        else:
            shutil.rmtree(self.district.office)
            restore(self.district.office, self.backup)
            self.recover()

    def recover(self):
        with open_home(self.district.office, writing=False) as home:
            wanted = recipients(home)[1]
        fitting = [one for one in self.recovery if read_seal_identity(one).recipient == wanted]
        self.borrowed = fitting[0]
        self.act(recover_keys, self.roots, fitting[0])

    def round(self, *names):
        """As the office's people do it: read what is said and do that."""
        district = self.district
        for name in names:
            district.sync(name)
        with open_home(district.office, writing=True) as home:
            taken = take_in(home, district.stick, district.now.date(), recovery_file=self.borrowed)
        told = {problem.reason for problem in taken.problems}
        if SEAL_KEY_MISSING in told:
            self.recover()
        elif told & {ROOTS_DIFFER, RELEASE_KEY_MISSING}:
            self.act(renew_release_key, self.roots)
        try:
            district.publish()
        except ReleaseKeyMissing:
            self.act(renew_release_key, self.roots)
            district.publish()
        district.now += dt.timedelta(days=7)


def ends_well(template, acts):
    with tempfile.TemporaryDirectory() as folder:
        history = History(template, Path(folder))
        for name in acts:
            history.do(name)
        for _ in range(4):
            history.round("a", "b")
        district = history.district
        assert district.contacts() == district.logged
        ids = district.event_ids()
        assert len(ids) == len(set(ids)) == district.logged
        for name in ("a", "b"):
            done = district.sync(name)
            assert done.problems == ()
            assert done.confirmed_up_to == len(district.own_events(name))


@pytest.mark.parametrize(
    "acts",
    [
        ["log a", "root", "round a", "restore", "log b", "round b"],
        ["release", "backup", "seal", "root", "round ab", "log a", "new machine", "log b"],
        ["backup", "recovery", "round a", "new machine", "log a", "root", "restore", "round b"],
    ],
    ids=" ".join,
)
def test_some_histories(template, acts):
    ends_well(template, acts)


@pytest.mark.night
@pytest.mark.timeout(7200)
@settings(max_examples=300)
@given(acts=st.lists(st.sampled_from(ACTS), max_size=10))
def test_any_history(template, acts):
    ends_well(template, acts)
