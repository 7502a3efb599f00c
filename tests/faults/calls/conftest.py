"""A process of its own for a flow, in which strace breaks any one of its system calls."""

import contextlib
import ctypes
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

from lotse_desk.domain.faults import Fault, WrongUse
from lotse_desk.home.fault_sentences import sentence
from tests.faults.calls.flows import FLOWS, Flow

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
