"""Power that fails at a system call: what was not synced by then is gone, all else must hold.

The district lies on an ext4 of its own on a loop device. Its image holds only what was written out;
a copy of it, taken the moment a flow was killed, is a disk after a power cut.
"""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.domain.contacts import Contact
from lotse_desk.home.home import open_home

pytestmark = pytest.mark.timeout(7200)
_SIZE = 160 * 1024 * 1024  # a backup leaves room beside itself


@dataclass
class Disk:
    """An ext4 whose power can be cut; nothing is written out but what is synced."""

    folder: Path
    image: Path
    begun: Path

    def switch_on(self, image: Path) -> None:
        options = "loop,commit=600,noatime"
        done = subprocess.run(
            ["mount", "-t", "ext4", "-o", options, image, self.folder],
            check=False,
            capture_output=True,
        )
        if done.returncode:
            pytest.skip(f"no ext4 on a loop device here: {done.stderr.decode()}")

    def switch_off(self) -> None:
        subprocess.run(["umount", self.folder], check=False, capture_output=True)

    def keep(self) -> None:
        """Everything so far is written out; this is the beginning to come back to."""
        self.switch_off()
        _copy(self.image, self.begun)
        self.begin()

    def begin(self) -> None:
        self.switch_off()
        _copy(self.begun, self.image)
        self.switch_on(self.image)

    def cut(self) -> None:
        """The power fails now and comes back."""
        after = self.image.with_suffix(".after")
        _copy(self.image, after)
        self.switch_off()
        self.switch_on(after)


def _copy(image: Path, target: Path) -> None:
    """Most of an image are holes, and stay so."""
    subprocess.run(["cp", "--sparse=always", image, target], check=True)


@pytest.fixture
def disk(outpost) -> Iterator[Disk]:
    """The district of this test, moved onto a disk of its own; needs root."""
    place = outpost.folder.parent
    made = Disk(place / "disk", place / "disk.img", place / "begun.img")
    made.folder.mkdir()
    made.image.touch()
    os.truncate(made.image, _SIZE)
    if shutil.which("mkfs.ext4", path="/usr/sbin:/sbin") is None or os.geteuid() != 0:
        pytest.skip("a disk of one's own needs root and mkfs.ext4")
    subprocess.run(["/usr/sbin/mkfs.ext4", "-q", "-F", made.image], check=True)
    made.switch_on(made.image)
    try:
        shutil.move(outpost.folder, made.folder / "district")
        outpost.folder = made.folder / "district"
        yield made
    finally:
        made.switch_off()


def test_power_that_fails_at_any_call_loses_nobody(disk, trials, chosen, record_property):
    calls = trials.calls()
    disk.keep()
    points = chosen(calls, 1)
    for call in points:
        ending = trials.broken(call)
        assert ending.how in ("killed", "done"), ending
        disk.cut()
        trials.recovers()
        disk.begin()
    ending = trials.undisturbed()
    disk.cut()
    trials.claims(ending)
    record_property("tried", f"{trials.name}: {len(calls)} calls, power cut at {len(points)}")


@pytest.mark.parametrize("synchronous", ["FULL", "NORMAL"])
def test_a_contact_logged_is_there_after_a_power_cut(disk, outpost, synchronous):
    """With less than FULL it would be lost, which also shows that this disk does lose things."""
    outpost.log("a", 1)
    disk.keep()
    with contextlib.ExitStack() as stack:
        home = stack.enter_context(open_home(outpost.folder / "a", writing=True))
        assert home.database.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert home.database.execute("PRAGMA synchronous").fetchone()[0] == 2
        home.database.execute(f"PRAGMA synchronous = {synchronous}")
        CounterLog(home, desk_events(home)).log(Contact(topics=("wohngeld",)), outpost.now)
        after = disk.image.with_suffix(".copy")
        _copy(disk.image, after)
    disk.switch_off()
    disk.switch_on(after)
    outpost.came += synchronous == "FULL"
    outpost.sound()
    outpost.settle()
