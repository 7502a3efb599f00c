"""`sync`, `intake` and `publish` killed in the middle: before or after, nothing between.

The act runs in a forked process that kills itself at the n-th call to the operating system's file
functions or the n-th SQL statement; then everything is done again and compared.
"""

import hashlib
import os
import shutil
import signal
import sqlite3

import pytest

from lotse_desk.home.home import DATABASE_NAME, open_home
from lotse_desk.storage.database import integrity_findings
from lotse_desk.sync.frame import FileKind, frame
from lotse_desk.sync.medium import Medium

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

CALLS = ("open", "write", "fsync", "close", "unlink", "replace", "mkdir")
POINTS = 1_000_000 if os.environ.get("LOTSE_DESK_NIGHT") else 8


class Bomb:
    """Kills the process at the n-th call."""

    def __init__(self, fuse):
        self.fuse = fuse

    def tick(self, *_):
        self.fuse -= 1
        if self.fuse == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def wire(self, name):
        real = getattr(os, name)

        def call(*args, **kwargs):
            self.tick()
            return real(*args, **kwargs)

        setattr(os, name, call)

    def arm(self):
        for name in CALLS:
            self.wire(name)
        real = sqlite3.connect

        def connect(*args, **kwargs):
            connection = real(*args, **kwargs)
            connection.set_trace_callback(self.tick)
            return connection

        sqlite3.connect = connect


def run(act, fuse):
    """Run an act in a process of its own; the calls left on the fuse, or None if it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        bomb = Bomb(fuse)
        try:
            bomb.arm()
            act()
            fuse_left, bomb.fuse = bomb.fuse, 0
            os.write(writing, str(fuse_left).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None
    assert said, "the act failed"
    return int(said)


def calls_of(act, restore):
    fuse = 1_000_000
    left = run(act, fuse)
    restore()
    return fuse - left


def spread(count):
    """Kill points over the whole act, the last ones densely."""
    step = max(1, count // POINTS)
    return sorted({*range(1, count + 1, step), *range(max(1, count - 3), count + 1)})


@pytest.fixture
def kept(district, tmp_path):
    """The whole district as it is now, to come back to."""

    def keep():
        shutil.rmtree(tmp_path / "kept", ignore_errors=True)
        shutil.copytree(district.folder, tmp_path / "kept")

    def restore():
        shutil.rmtree(district.folder)
        shutil.copytree(tmp_path / "kept", district.folder)

    keep.restore = restore
    return keep


def sound(folder):
    with open_home(folder, writing=True) as home:
        assert integrity_findings(home.database) == []


def try_all(district, kept, act, home, check):
    kept()
    count = calls_of(act, kept.restore)
    assert count > 50
    for fuse in spread(count):
        assert run(act, fuse) is None, f"call {fuse} of {count} was never reached"
        sound(district.folder / home)
        act()
        check()
        kept.restore()


def test_sync(district, kept):
    district.log("a", 3)
    district.week("a")
    district.log("a", 4)
    assert (district.desk("a") / DATABASE_NAME).exists()

    def check():
        done = district.sync("a")
        assert (done.confirmed_up_to, done.left.events) == (3, 0)
        taken = district.intake()
        assert {file.reason for file in taken.set_aside} <= {"file-incomplete"}
        assert district.contacts() == 7
        assert len(district.event_ids()) == len(set(district.event_ids())) == 7

    try_all(district, kept, lambda: district.sync("a"), "a", check)


def test_intake(district, kept):
    district.log("a", 3)
    district.sync("a")
    district.log("a", 2)
    district.undo("a")
    district.log("b", 4)
    district.sync("b")
    district.sync("a")

    def check():
        assert district.intake().accepted == 0
        assert district.contacts() == 8
        assert len(district.event_ids()) == 8

    try_all(district, kept, district.intake, "office", check)


def test_publish(district, kept):
    district.log("a", 3)
    district.sync("a")
    district.intake()

    def check():
        contents = {}
        for path in district.stick.iterdir():
            data = path.read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            if path.name.startswith("r-") and data[-22:-18] == b"PK\x05\x06":
                contents.setdefault(path.name.split("-")[1], set()).add(digest)
        assert all(len(digests) == 1 for digests in contents.values())
        assert district.sync("a").confirmed_up_to == 3

    try_all(district, kept, district.publish, "office", check)


def test_enrolment_and_first_release(district, kept):
    district.add_desk("c", enrol=False)
    request = district.sync("c").request
    district.enrol(district.stick / request)
    district.publish()
    district.log("c", 2)

    def check():
        assert district.sync("c").enrolled
        assert district.intake().contacts + 0 == district.contacts() == 2

    try_all(district, kept, lambda: district.sync("c"), "c", check)


def test_a_writer_killed_on_the_medium_leaves_at_most_a_torn_file(tmp_path):
    data = frame(FileKind.BATCH, "0f" * 16, os.urandom(300_000))
    stick = tmp_path / "stick"
    for fuse in range(1, 12):
        shutil.rmtree(stick, ignore_errors=True)
        stick.mkdir()
        if run(lambda: Medium.at(stick).write("b-x.lotse", data), fuse) is not None:
            break
        for path in stick.iterdir():
            assert data.startswith(path.read_bytes())
