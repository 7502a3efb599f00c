"""A home with a past, and an act that is killed, or refused by the disk, at its n-th file call."""

import errno
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lotse_desk.domain.faults import Fault
from lotse_desk.home.home import DATABASE_NAME, DESK, create_home, open_home
from lotse_desk.storage.database import integrity_findings

OS_CALLS = frozenset(
    {"open", "write", "close", "fsync", "unlink", "remove", "replace", "rename", "mkdir", "rmdir"}
    | {"chmod", "scandir", "sendfile"}
)
FILE_CALLS = frozenset({"open", "write", "flush", "readinto", "close"})
SQL_CALLS = frozenset({"connect", "execute", "executemany", "backup", "commit", "close"})
TURNING = frozenset({"unlink", "replace", "rename"})
POINTS = 1_000_000 if os.environ.get("LOTSE_DESK_NIGHT") else 12
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
