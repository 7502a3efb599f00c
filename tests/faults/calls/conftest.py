"""Ten flows, and a process of their own in which strace breaks any one of their system calls."""

import contextlib
import ctypes
import datetime as dt
import mmap
import os
import pickle
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlite_utils import Database

from lotse_desk.desk.day_close import begin_day
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.release_intake import APPLIED
from lotse_desk.domain.faults import Fault, NothingDamaged, WrongUse
from lotse_desk.home.backup import back_up, restore
from lotse_desk.home.backups import findings_of, kept_backups, make_due_backup
from lotse_desk.home.fault_sentences import sentence
from lotse_desk.home.home import DATABASE_NAME, open_home
from lotse_desk.home.recovery import recover
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.migrations import migrations

CALLS = (
    "openat,creat,write,pwrite64,writev,pwritev,fsync,fdatasync,sync_file_range,close,rename,"
    "renameat,renameat2,unlink,unlinkat,ftruncate,truncate,fallocate,mkdir,mkdirat,rmdir,chmod,"
    "fchmod,fchmodat,sendfile,copy_file_range,link,linkat,symlinkat,utimensat"
)
"""Every call by which the program can change a file, a folder or what is durable of them."""
TURNING = frozenset({"rename", "renameat", "renameat2", "unlink", "unlinkat", "fsync", "fdatasync"})
NIGHT = bool(os.environ.get("LOTSE_DESK_NIGHT"))
_LINE = re.compile(r"\d+ +(\w+)\((.*)")
_PR_SET_PTRACER, _ANYBODY = 0x59616D61, ctypes.c_ulong(-1)
_ROOM = 65536
NEXT_MIGRATION = "m010_missed_words"
"""The first that the older home has not seen."""


@dataclass(frozen=True)
class Call:
    """The n-th call of its name in an act, and what strace wrote of it."""

    name: str
    nth: int
    said: str


@dataclass(frozen=True)
class Ending:
    """How a traced process ended: `killed`, `done` with what it returned, `fault` or `bug`."""

    how: str
    value: Any = None
    calls: tuple[Call, ...] = ()


class Strace:
    """Runs an act in a forked process that strace holds from its first call on."""

    def __init__(self, log: Path) -> None:
        self._log = log

    def run(self, act: Callable[[], object], *injections: str) -> Ending:
        """Run the act; `injections` as strace's `-e inject=` takes them."""
        slate = mmap.mmap(-1, _ROOM)
        ready, go = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(go)
            with contextlib.suppress(OSError, AttributeError):
                ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ANYBODY, 0, 0, 0)
            os.read(ready, 1)
            _play(act, slate)
        os.close(ready)
        command = ["strace", "-f", "-y", "-o", str(self._log), "-e", "signal=none"]
        command += ["-e", f"trace={CALLS}"]
        for injection in injections:
            command += ["-e", f"inject={injection}"]
        with subprocess.Popen([*command, "-p", str(child)], stderr=subprocess.PIPE) as tracing:
            assert tracing.stderr is not None
            hello = tracing.stderr.readline()
            os.write(go, b"x")
            os.close(go)
            tracing.communicate()
        ending = _ended(child, slate)
        if b"attached" not in hello:
            return Ending("untraced", hello.decode(errors="replace"))
        return replace(ending, calls=self._calls())

    def alone(self, act: Callable[[], object], file_size: int | None = None) -> Ending:
        """Run the act without strace, where no file may grow beyond a size in bytes."""
        slate = mmap.mmap(-1, _ROOM)
        child = os.fork()
        if child == 0:
            if file_size is not None:
                import resource  # there is none on Windows

                resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, resource.RLIM_INFINITY))
            _play(act, slate)
        return _ended(child, slate)

    def _calls(self) -> tuple[Call, ...]:
        counts: Counter[str] = Counter()
        calls = []
        for line in self._log.read_text(errors="replace").splitlines():
            if found := _LINE.match(line):
                counts[found[1]] += 1
                calls.append(Call(found[1], counts[found[1]], found[2]))
        return tuple(calls)


def _play(act: Callable[[], object], slate: mmap.mmap) -> NoReturn:
    """What came of the act goes into memory that is shared: no call is needed to tell it."""
    said = pickle.dumps(_outcome(act))[:_ROOM]
    slate[: len(said)] = said
    os._exit(0)


def _ended(child: int, slate: mmap.mmap) -> Ending:
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return Ending("killed", os.WTERMSIG(status))
    how, value = pickle.loads(slate[:])
    return Ending(how, value)


def _outcome(act: Callable[[], object]) -> tuple[str, Any]:
    try:
        return "done", act()
    except WrongUse as fault:
        return "bug", f"wrong use: {fault}"
    except Fault as fault:
        return "fault", (fault.kind, sentence(fault), str(fault))
    except BaseException as error:
        trace, where = error.__traceback__, ""
        while trace:
            where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno} {where}"
            trace = trace.tb_next
        return "bug", f"{error!r} {where[:3000]}"


@dataclass(frozen=True)
class Flow:
    """An act on one home: what lies before it, and what it claims once it has come to its end.

    `torn`: so many incomplete files may lie on the stick when it broke off. `damaged`: a home is,
    until the act has come to its end.
    """

    prepare: Callable[[Any], None]
    act: Callable[[Any], object]
    claims: Callable[[Any, Any], None]
    torn: int = 0
    damaged: bool = False


@dataclass
class Trials:
    """One flow, again and again from the same beginning."""

    name: str
    flow: Flow
    outpost: Any
    strace: Strace
    kept: Path

    def begin(self) -> None:
        """Prepare the flow and keep the beginning."""
        self.flow.prepare(self.outpost)
        shutil.copytree(self.outpost.folder, self.kept)

    def fresh(self) -> None:
        shutil.rmtree(self.outpost.folder)
        shutil.copytree(self.kept, self.outpost.folder)

    def act(self) -> object:
        return self.flow.act(self.outpost)

    def calls(self) -> list[Call]:
        """The calls of the act that touch its files, from a run that is not disturbed."""
        self.act()  # whatever is loaded once is loaded now
        self.fresh()
        ending = self.strace.run(self.act)
        assert ending.how == "done", ending
        self.fresh()
        return [call for call in ending.calls if str(self.outpost.folder) in call.said]

    def broken(self, call: Call) -> Ending:
        """Kill the act before this call."""
        return self.strace.run(self.act, f"{call.name}:signal=KILL:when={call.nth}")

    def undisturbed(self) -> Ending:
        """Let the act come to its end."""
        return self.strace.alone(self.act)

    def killed(self, call: Call) -> bool:
        """Kill the act before this call, and look; True if it came to that."""
        ending = self.broken(call)
        assert ending.how in ("killed", "done"), (call, ending)
        self.recovers()
        self.fresh()
        return ending.how == "killed"

    def claims(self, ending: Ending) -> None:
        """What an act says that came to its end must be true."""
        assert ending.how == "done", ending
        self._must(lambda: self.flow.claims(self.outpost, ending.value))

    def refused(self, *injections: str) -> str:
        """Let calls of the act fail; the kind of the fault it ended with, empty if it did not."""
        return self._told(self.strace.run(self.act, *injections))

    def cut_short(self, limit: int) -> str:
        """Let no file grow beyond so many bytes: short writes, then none."""
        return self._told(self.strace.alone(self.act, limit))

    def _told(self, ending: Ending) -> str:
        assert ending.how in ("fault", "done"), ending
        if ending.how == "done":
            self.claims(ending)
            kind = ""
        else:
            kind, said, bare = ending.value
            assert said != bare, f"no sentence for {bare}"
        self.recovers()
        self.fresh()
        return kind

    def recovers(self) -> None:
        """The homes are sound, the act succeeds now, and everybody who came counts once."""

        def again() -> None:
            if not self.flow.damaged:
                self.outpost.sound()
            self.flow.claims(self.outpost, self.act())
            self.outpost.sound()
            self.outpost.settle(self.flow.torn)

        self._must(again)

    def _must(self, act: Callable[[], object]) -> None:
        """Look in a process of its own, so that thousands of looks leave nothing in this one."""
        ending = self.strace.alone(act)
        assert ending.how == "done", ending.value


def _before_export(outpost: Any) -> None:
    outpost.log("a", 2)
    outpost.sync("a")
    outpost.intake()
    outpost.publish()
    outpost.sync("a")
    outpost.log("a", 4)
    outpost.undo("a")


def _export(outpost: Any) -> int:
    left = outpost.sync("a").left
    return int(left.events)


def _exported(outpost: Any, events: int) -> None:
    """Written and checked: then the office gets all of it from the stick as it lies there."""
    if events:
        outpost.intake()
        assert outpost.counted() == outpost.came


def _before_intake(outpost: Any) -> None:
    outpost.log("a", 3)
    outpost.sync("a")
    outpost.log("a", 2)
    outpost.undo("a")
    outpost.log("b", 2)
    outpost.sync("b")
    outpost.sync("a")
    (outpost.stick / "b-torn.lotse").write_bytes(_newest(outpost.stick, "b").read_bytes()[:-9])


def _intake(outpost: Any) -> set[str]:
    taken = outpost.intake()
    return {file.reason for file in (*taken.set_aside, *taken.held_files, *taken.problems)}


def _taken_in(outpost: Any, said: set[str]) -> None:
    """All is counted, or it was said that something on the medium could not be read."""
    assert outpost.counted() == outpost.came or said - {"file-incomplete"}


def _newest(folder: Path, letter: str) -> Path:
    return max(folder.glob(f"{letter}-*.lotse"), key=lambda path: path.stat().st_mtime_ns)


def _before_apply(outpost: Any) -> None:
    outpost.log("a", 3)
    outpost.sync("a")
    outpost.intake()
    outpost.now += dt.timedelta(days=7)
    outpost.publish()


def _apply(outpost: Any) -> tuple[int | None, tuple[Any, ...]]:
    synced = outpost.sync("a")
    return synced.release, synced.problems


def _applied(outpost: Any, said: tuple[int | None, tuple[Any, ...]]) -> None:
    release, problems = said
    if release is None and problems:
        return
    with open_home(outpost.folder / "a", writing=False) as home:
        log = EventLog(home.database)
        assert log.confirmed == log.length > 0


def _before_publish(outpost: Any) -> None:
    """The next release tidies away a batch that the one before confirmed."""
    outpost.log("a", 2)
    outpost.sync("a")
    outpost.intake()
    outpost.publish()
    outpost.now += dt.timedelta(days=7)
    outpost.log("a", 2)
    outpost.sync("a")
    outpost.intake()


def _publish(outpost: Any) -> int:
    return int(outpost.publish().release)


def _published(outpost: Any, release: int) -> None:
    with open_home(outpost.folder / "a", writing=False) as home:
        before = home.settings.get(APPLIED)
    taken = outpost.sync("a").release
    assert release in (taken, int(before))


def _before_close(outpost: Any) -> None:
    outpost.log("a", 4)
    outpost.undo("a")


def _close(outpost: Any) -> None:
    with open_home(outpost.folder / "a", writing=True) as home:
        begin_day(home, desk_events(home), outpost.now + dt.timedelta(days=1))


def _closed(outpost: Any, _: object) -> None:
    with open_home(outpost.folder / "a", writing=False) as home:
        assert EventLog(home.database).length >= outpost.came


def _before_backup(outpost: Any) -> None:
    (outpost.folder / "copies").mkdir()
    outpost.log("a", 2)
    _back_up(outpost)
    outpost.log("a", 2)


def _back_up(outpost: Any) -> None:
    back_up(outpost.folder / "a", outpost.folder / "copies" / "a.sqlite3")


def _backed_up(outpost: Any, _: object) -> None:
    """The copy is put into the place of the desk: it holds all that was there."""
    _restore(outpost)
    _back_up(outpost)
    assert [path.name for path in (outpost.folder / "copies").iterdir()] == ["a.sqlite3"]


def _before_restore(outpost: Any) -> None:
    """What came after the backup is with the office already, so nobody may be missed."""
    (outpost.folder / "copies").mkdir()
    outpost.log("a", 3)
    _close(outpost)
    _back_up(outpost)
    outpost.log("a", 2)
    outpost.sync("a")
    outpost.intake()
    outpost.log("b", 1)


def _restore(outpost: Any) -> None:
    restore(outpost.folder / "a", outpost.folder / "copies" / "a.sqlite3")


def _restored(outpost: Any, _: object) -> None:
    with open_home(outpost.folder / "a", writing=True):
        pass
    assert not list((outpost.folder / "a").glob("arriving-*"))


def _before_migrate(outpost: Any) -> None:
    """The desk's database as it was at an older schema, with a day that is still open."""
    outpost.log("a", 2)
    outpost.sync("a")
    outpost.log("a", 2)
    _take_back(outpost.folder / "a" / DATABASE_NAME)


def _before_daily(outpost: Any) -> None:
    outpost.log("a", 2)
    make_due_backup(outpost.folder / "a", outpost.now.date() - dt.timedelta(days=200))
    outpost.log("a", 2)


def _daily(outpost: Any) -> None:
    make_due_backup(outpost.folder / "a", outpost.now.date())


def _made(outpost: Any, _: object) -> None:
    """One of today, whole, and nothing torn; the one whose day had come went after it."""
    newest = kept_backups(outpost.folder / "a")[0]
    assert newest.made_on == outpost.now.date()
    assert findings_of(newest.path) == []
    _daily(outpost)
    (kept,) = kept_backups(outpost.folder / "a")
    assert kept == newest
    assert not list(kept.path.parent.glob(".*.sqlite3*"))


def _before_recover(outpost: Any) -> None:
    """Somebody wrote into the database; what came after the backup is with the office already."""
    outpost.log("a", 2)
    make_due_backup(outpost.folder / "a", outpost.now.date())
    outpost.log("a", 2)
    outpost.sync("a")
    outpost.intake()
    with (outpost.folder / "a" / DATABASE_NAME).open("r+b") as database:
        database.seek(4096)
        database.write(b"?" * 12_288)


def _recover(outpost: Any) -> None:
    with contextlib.suppress(NothingDamaged):
        recover(outpost.folder / "a", outpost.now.date())


def _take_back(path: Path) -> None:
    """Put the rows of a database into one of the older schema, and that into its place."""
    older = path.with_name("older")
    database = Database(older)
    migrations.apply(database, stop_before=NEXT_MIGRATION)
    database.execute("ATTACH ? AS now", [str(path)])
    for (table,) in database.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql NOT LIKE '% VIRTUAL %'"
        " AND name NOT LIKE 'search_%' AND name NOT LIKE '%sqlite_%'"
    ).fetchall():
        now = {row[1] for row in database.execute(f"PRAGMA now.table_info({table})")}
        both = [row[1] for row in database.execute(f"PRAGMA main.table_info({table})")]
        columns = ", ".join(name for name in both if name in now)
        database.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}")
    database.conn.commit()
    database.close()
    older.replace(path)


def _migrate(outpost: Any) -> None:
    with open_home(outpost.folder / "a", writing=True):
        pass


def _migrated(outpost: Any, _: object) -> None:
    """The copy made before is whole and of the older schema, and can be put back."""
    home = outpost.folder / "a"
    (copy,) = home.glob(f"*-before-{NEXT_MIGRATION}.sqlite3")
    restore(home, copy)


FLOWS = {
    "export": Flow(_before_export, _export, _exported, torn=1),
    "intake": Flow(_before_intake, _intake, _taken_in, torn=1),
    "apply": Flow(_before_apply, _apply, _applied),
    "publish": Flow(_before_publish, _publish, _published, torn=1),
    "close": Flow(_before_close, _close, _closed),
    "backup": Flow(_before_backup, _back_up, _backed_up),
    "restore": Flow(_before_restore, _restore, _restored),
    "migrate": Flow(_before_migrate, _migrate, _migrated),
    "daily": Flow(_before_daily, _daily, _made),
    "recover": Flow(_before_recover, _recover, _restored, damaged=True),
}


@pytest.fixture(scope="session")
def strace(tmp_path_factory: pytest.TempPathFactory) -> Strace:
    """strace, where it is installed and may trace."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    tool = Strace(tmp_path_factory.mktemp("strace") / "calls")
    ending = tool.run(lambda: os.close(os.open(os.devnull, os.O_RDONLY)))
    if ending.how != "done" or not ending.calls:
        pytest.skip(f"strace may not trace here: {ending.value}")
    return tool


@pytest.fixture(params=FLOWS)
def trials(request: pytest.FixtureRequest, outpost: Any, strace: Strace) -> Trials:
    """A flow, ready to begin."""
    kept = outpost.folder.parent / "kept"
    found = Trials(request.param, FLOWS[request.param], outpost, strace, kept)
    found.begin()
    return found


def _some(places: Sequence[int], count: int) -> list[int]:
    """So many of them, evenly, none at the very beginning."""
    return [places[(2 * part + 1) * len(places) // (2 * count)] for part in range(count)]


@pytest.fixture
def chosen() -> Callable[[Sequence[Call], int], list[Call]]:
    """All calls at night, else about so many: half about names and syncing, half spread."""

    def choose(calls: Sequence[Call], about: int) -> list[Call]:
        if NIGHT:
            return list(calls)
        turns = [place for place, call in enumerate(calls) if call.name in TURNING]
        spread = _some(range(len(calls)), 1 + about // 2)
        turns = _some(turns, 1 + about // 4)
        places = {*spread, *turns, *(place + 1 for place in turns), len(calls) - 1}
        return [calls[place] for place in sorted(places) if place < len(calls)]

    return choose
