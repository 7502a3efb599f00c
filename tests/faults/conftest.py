"""A home with a past, an act that breaks off at its n-th file call, and a district to compare."""

import datetime as dt
import errno
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.exchange import Synced, sync
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.domain.contacts import Contact
from lotse_desk.domain.faults import Fault
from lotse_desk.home.home import DATABASE_NAME, DESK, create_home, open_home
from lotse_desk.office.enrolment import enrol_file
from lotse_desk.office.intake import Taken, take_in
from lotse_desk.office.publish import Published, publish
from lotse_desk.office.setup import set_up_office
from lotse_desk.storage.database import integrity_findings
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.office_log import OfficeLog

OS_CALLS = frozenset(
    {"open", "write", "close", "fsync", "unlink", "remove", "replace", "rename", "mkdir", "rmdir"}
    | {"chmod", "scandir", "sendfile"}
)
FILE_CALLS = frozenset({"open", "write", "flush", "readinto", "close"})
SQL_CALLS = frozenset({"connect", "execute", "executemany", "backup", "commit", "close"})
TURNING = frozenset({"unlink", "replace", "rename"})
POINTS = 1_000_000 if os.environ.get("LOTSE_DESK_NIGHT") else 8
Act = Callable[[], object]


def _touches_files(function: Any) -> bool:
    owner = getattr(function, "__self__", None)
    module = getattr(function, "__module__", None) or type(owner).__module__
    name = function.__name__
    if module in ("posix", "nt"):
        return name in OS_CALLS
    if module in ("io", "_io"):
        return name in FILE_CALLS
    return "sqlite3" in module and name in SQL_CALLS


class Calls:
    """Counts calls that touch files or the database, and acts before the n-th."""

    def __init__(self, fuse: int, bang: Callable[[Any], None]) -> None:
        self.names: list[str] = []
        self._fuse, self._bang = fuse, bang

    def __enter__(self) -> "Calls":
        sys.setprofile(self._tick)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _tick(self, _frame: object, event: str, function: Any) -> None:
        if event == "c_call" and _touches_files(function):
            self.names.append(function.__name__)
            if len(self.names) == self._fuse:
                self._bang(function)


def _die(_function: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _refuse(code: int) -> Callable[[Any], None]:
    sqlite_says = {
        errno.ENOSPC: sqlite3.SQLITE_FULL,
        errno.EIO: sqlite3.SQLITE_IOERR,
        errno.EROFS: sqlite3.SQLITE_READONLY,
        errno.EACCES: sqlite3.SQLITE_CANTOPEN,
    }

    def bang(function: Any) -> None:
        owner = getattr(function, "__self__", None)
        module = getattr(function, "__module__", None) or type(owner).__module__
        if "sqlite3" in module:
            error = sqlite3.OperationalError(os.strerror(code))
            error.sqlite_errorcode = sqlite_says[code]
            raise error
        raise OSError(code, os.strerror(code))

    return bang


@dataclass
class Trial:
    """A home that comes back as it was before every attempt."""

    root: Path
    kept: Path

    @property
    def home(self) -> Path:
        return self.root / "home"

    def mark(self) -> str:
        """What the home holds, once SQLite has looked at all of it."""
        with open_home(self.home, writing=False) as home:
            assert integrity_findings(home.database) == []
        with open_home(self.home, writing=True) as home:
            assert integrity_findings(home.database) == []
            return home.settings.get("mark")

    def fresh(self) -> None:
        shutil.rmtree(self.root)
        shutil.copytree(self.kept, self.root)

    def _points(self, act: Act) -> list[int]:
        """Calls spread over the whole act, and all those about the moments names change."""
        act()  # whatever is loaded once is loaded now
        self.fresh()
        with Calls(0, _die) as calls:
            act()
        self.fresh()
        count = len(calls.names)
        assert count > 20
        turns = [n for n, name in enumerate(calls.names, 1) if name in TURNING]
        near = {n + step for n in turns for step in (0, 1)}
        return sorted(
            near & set(range(1, count + 1)) | set(range(1, count + 1, max(1, count // POINTS)))
        )

    def killed(self, act: Act) -> Iterator[int]:
        """Runs the act in a process of its own, killed at one call after the other."""
        for fuse in self._points(act):
            child = os.fork()
            if child == 0:
                with Calls(fuse, _die):
                    act()
                os._exit(0)
            _, status = os.waitpid(child, 0)
            assert os.WIFSIGNALED(status), f"call {fuse} was never reached"
            yield fuse
            self.fresh()

    def refused(self, act: Act, code: int) -> Iterator[Fault | None]:
        """Runs the act with one call after the other refused; yields the fault it ended with."""
        for fuse in self._points(act):
            fault = None
            try:
                with Calls(fuse, _refuse(code)):
                    act()
            except Fault as known:
                fault = known
            yield fault
            self.fresh()


def leave_in_wal(folder: Path, value: str) -> None:
    """What a program that dies leaves: committed, but only in the WAL."""
    child = os.fork()
    if child == 0:
        with open_home(folder, writing=True) as home:
            with home.transaction():
                home.settings.put("mark", value)
            os._exit(0)
    os.waitpid(child, 0)
    assert (folder / f"{DATABASE_NAME}-wal").stat().st_size > 0


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    if not hasattr(os, "fork"):
        pytest.skip("needs fork")
    root = tmp_path / "root"
    with create_home(root / "home", role=DESK, name="Empfang 1") as home:
        home.settings.put("mark", "old")
    return Trial(root, tmp_path / "kept")


@pytest.fixture
def backed_up(trial: Trial) -> Trial:
    """The home holds "new", but only in its WAL; the backup beside it holds "old"."""
    from lotse_desk.home.backup import back_up

    back_up(trial.home, trial.root / "copy.sqlite3")
    with open_home(trial.home, writing=True) as home, home.transaction():
        home.settings.put("mark", "lost")
    leave_in_wal(trial.home, "new")
    shutil.copytree(trial.root, trial.kept)
    return trial


@dataclass
class Outpost:
    """An office, two desks and a stick in one folder, with the truth: how many people came."""

    folder: Path
    now: dt.datetime = dt.datetime(2026, 11, 23, 9, 30)
    came: int = 0
    lasting: dict[str, object] = field(default_factory=dict)

    DESKS = ("a", "b")

    @property
    def stick(self) -> Path:
        return self.folder / "stick"

    @property
    def office(self) -> Path:
        return self.folder / "office"

    def found(self) -> None:
        """Enrol both desks; the first release lies on the stick and is applied."""
        self.stick.mkdir()
        set_up_office(self.office, name="Leitstelle (Muster)", empty=True)
        for desk in self.DESKS:
            made = set_up_desk(self.folder / desk, town="marl", name=f"Empfang {desk}", empty=True)
            request = self.sync(desk).request
            with open_home(self.office, writing=True) as home:
                enrol_file(home, self.stick / str(request), self.now.date(), made.fingerprint)
        self.publish()
        for desk in self.DESKS:
            self.sync(desk)

    def log(self, desk: str, count: int) -> None:
        with open_home(self.folder / desk, writing=True) as home:
            for _ in range(count):
                CounterLog(home, desk_events(home)).log(Contact(topics=("wohngeld",)), self.now)
        self.came += count

    def undo(self, desk: str) -> None:
        with open_home(self.folder / desk, writing=True) as home:
            CounterLog(home, desk_events(home)).undo(self.now)
        self.came -= 1

    def sync(self, desk: str, medium: Path | None = None, **heard: Any) -> Synced:
        with open_home(self.folder / desk, writing=True) as home:
            return sync(home, medium or self.stick, self.now, **heard)

    def intake(self, medium: Path | None = None) -> Taken:
        with open_home(self.office, writing=True) as home:
            return take_in(home, medium or self.stick, self.now.date())

    def publish(self, medium: Path | None = None) -> Published:
        with open_home(self.office, writing=True) as home:
            return publish(home, medium or self.stick, self.now.date())

    def counted(self) -> int:
        """People the office counts; each event it has must be there once."""
        with open_home(self.office, writing=False) as home:
            log = OfficeLog(home.database)
            ids = [event.id for event in log.events(["contact", "undo"])]
            assert len(ids) == len(set(ids))
            return log.contacts()

    def sound(self) -> None:
        """Every home passes SQLite's checks, every chain holds, nobody was told too much."""
        for name in (*self.DESKS, "office"):
            with open_home(self.folder / name, writing=True) as home:
                assert integrity_findings(home.database) == []
                if name != "office":
                    log = EventLog(home.database)
                    assert log.broken_links() == []
                    assert log.confirmed <= log.length

    def settle(self, torn: int = 0) -> None:
        """Two fair rounds on the stick; then everybody who came counts once.

        At most `torn` files there may be incomplete; nothing else may be wrong with any.
        """
        for _ in range(2):
            said = [problem.reason for desk in self.DESKS for problem in self.sync(desk).problems]
            taken = self.intake()
            said += [file.reason for file in (*taken.set_aside, *taken.held_files, *taken.problems)]
            assert set(said) <= {"file-incomplete"}, said
            assert len({file.file for file in taken.set_aside}) <= torn
            self.publish()
        for desk in self.DESKS:
            self.sync(desk)
            with open_home(self.folder / desk, writing=False) as home:
                log = EventLog(home.database)
                assert log.confirmed == log.length
        assert self.intake().accepted == 0
        assert self.counted() == self.came


@pytest.fixture(scope="session")
def founded() -> Iterator[Path]:
    """A small district as it is after its first day, in memory where there is such a folder."""
    shared = Path("/dev/shm")
    place = shared if os.path.ismount(shared) and os.access(shared, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place, prefix="lotse-desk-") as folder:
        outpost = Outpost(Path(folder) / "founded")
        outpost.folder.mkdir()
        outpost.found()
        yield outpost.folder


@pytest.fixture
def outpost(founded: Path) -> Iterator[Outpost]:
    """A copy of it for one test."""
    with tempfile.TemporaryDirectory(dir=founded.parent, prefix="outpost-") as folder:
        root = Path(folder) / "outpost"
        shutil.copytree(founded, root)
        yield Outpost(root)
