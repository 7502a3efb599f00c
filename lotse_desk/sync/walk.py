"""Finding our files on a medium: at any depth, by their first bytes, touching nothing else."""

import contextlib
import errno
import os
import stat
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from lotse_desk.sync.frame import HEAD_LENGTH, SUFFIX, FileKind, is_our_name, kind_of, whole_size
from lotse_desk.sync.mounts import PSEUDO, mounts
from lotse_desk.sync.shown_name import shown_name

DEEPEST = 16
MOST_ENTRIES = 50_000
MOST_PROBLEMS = 50
LONGEST_S = 10.0
"""Seconds for a whole medium; by then a person at a counter asks what the program is doing."""
SMALLEST = 12
TOO_MANY_ENTRIES, TOO_DEEP, TOO_SLOW = "too-many-entries", "too-deep", "too-slow"
INCOMPLETE, MORE_PROBLEMS = "file-incomplete", "more-problems"
NO_PLAIN_FILES, SYSTEM_FOLDERS, OTHER_HOMES = "no-plain-files", "system-folders", "other-homes"
HOME_FILES = frozenset({"lotse-desk.sqlite3", "writer.lock"})
"""By these a folder shows that it is somebody's home, which is no medium."""

_SKIPPED_FOLDERS = frozenset(
    {"system volume information", "$recycle.bin", "recycler", "lost+found", ".trashes"}
)
_DEVICE_NAMES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{digit}" for port in ("com", "lpt") for digit in range(10)}
)
_REPARSE_POINT = 0x400
_SIGN_OF_LIFE = 64
"""After so many entries the listener hears that the look goes on."""


@dataclass(frozen=True, order=True)
class FoundFile:
    """A regular file that begins like one of ours; `size` in bytes when it was seen.

    `whole`: it is as long as its first bytes say, where they do.
    """

    path: Path
    kind: FileKind = field(compare=False)
    size: int = field(compare=False)
    whole: bool = field(compare=False, default=True)

    @property
    def name(self) -> str:
        """The name as it can be shown and stored."""
        return shown_name(self.path.name)


@dataclass(frozen=True)
class Finding:
    """What a medium holds; `problems` are names and reasons of what was not looked at.

    A reason without a name is a fact about the medium. A medium `cut_short` was not looked at to
    its end, which is among the problems.
    """

    files: tuple[FoundFile, ...]
    problems: tuple[tuple[str, str], ...] = ()
    cut_short: bool = False

    def of_kind(self, kind: FileKind) -> tuple[FoundFile, ...]:
        """The files of one kind, in the order of their paths."""
        return tuple(file for file in self.files if file.kind is kind)


def walk(
    folder: Path, apart_from: Sequence[Path] = (), alive: Callable[[], object] = lambda: None
) -> Finding:
    """Look through a folder, without `apart_from` and what lies under it.

    Symbolic links, junctions, devices, pipes, folders of the operating system and homes are passed
    over; of any other file at most the first bytes are read. Bounded in depth, number of entries
    and time: names that end as ours do come first. `alive` is called again and again and may raise.
    Raises `OSError` if the folder itself cannot be listed.
    """
    look = _Look(folder, apart_from, alive)
    try:
        look.through()
    except _Enough as enough:
        look.note("", str(enough))
        look.cut_short = True
    return look.finding()


def is_home(folder: Path) -> bool:
    """Whether a folder is a home of this program, be it another role's or another place's."""
    with contextlib.suppress(OSError):
        return all((folder / name).is_file() for name in HOME_FILES)
    return False


class _Enough(Exception):
    """A bound was reached; says which."""


class _Look:
    """One look through a folder, the nearest folders first."""

    def __init__(
        self, folder: Path, apart_from: Sequence[Path], alive: Callable[[], object]
    ) -> None:
        self._folder, self._alive = folder, alive
        self._apart = {_identity(path) for path in apart_from}
        self._system = {str(m.point) for m in mounts() if m.kind in PSEUDO}
        self._until = time.monotonic() + LONGEST_S
        self._seen = 0
        self._files: list[FoundFile] = []
        self._later: deque[os.DirEntry[str]] = deque()
        self._problems: dict[tuple[str, str], None] = {}
        self.cut_short = False

    def through(self) -> None:
        """Everything, our names as soon as they are listed; raises `_Enough`, `OSError`."""
        waiting = deque([(str(self._folder), 0)])
        while waiting:
            here, depth = waiting.popleft()
            try:
                below = self._list(here)
            except OSError as error:
                if here == str(self._folder):
                    raise
                self.note(Path(here).name, _reason(error))
                continue
            if depth < DEEPEST:
                waiting.extend((path, depth + 1) for path in below)
            elif below:
                self.note("", TOO_DEEP)
        while self._later:
            self._go_on()
            self._look_into(self._later.popleft())

    def note(self, name: str, reason: str) -> None:
        """Something that was not looked at, or a fact; each once, and not too many of them."""
        if len(self._problems) < MOST_PROBLEMS:
            self._problems[shown_name(name), reason] = None
        else:
            self._problems["", MORE_PROBLEMS] = None

    def finding(self) -> Finding:
        """What was found so far."""
        return Finding(tuple(sorted(self._files)), tuple(self._problems), self.cut_short)

    def _list(self, here: str) -> list[str]:
        """Take note of the entries of a folder; the paths of those to be listed in turn."""
        with os.scandir(here) as listing:
            entries = list(islice(listing, MOST_ENTRIES - self._seen + 1))
        if {entry.name for entry in entries} >= HOME_FILES and here != str(self._folder):
            self.note("", OTHER_HOMES)
            return []
        below: list[str] = []
        for entry in entries:
            self._go_on()
            self._seen += 1
            if self._seen > MOST_ENTRIES:
                raise _Enough(TOO_MANY_ENTRIES)
            try:
                if self._is_folder(entry):
                    below.append(entry.path)
            except OSError as error:
                self.note(entry.name, _reason(error))
        return sorted(below)

    def _is_folder(self, entry: "os.DirEntry[str]") -> bool:
        """Whether to list it in turn; a plain file is looked into now or later."""
        if entry.is_symlink() or is_reparse_point(entry) or is_device_name(entry.name):
            self.note("", NO_PLAIN_FILES)
        elif entry.is_dir(follow_symlinks=False):
            return self._may_enter(entry)
        elif not entry.is_file(follow_symlinks=False):
            self.note("", NO_PLAIN_FILES)
        elif entry.name.lower().endswith(SUFFIX):
            self._look_into(entry)
        else:
            self._later.append(entry)
        return False

    def _may_enter(self, entry: "os.DirEntry[str]") -> bool:
        name = entry.name.lower()
        if name in _SKIPPED_FOLDERS or name.startswith(".trash"):
            return False
        if entry.path in self._system:
            self.note("", SYSTEM_FOLDERS)
            return False
        return not self._apart or _identity(Path(entry.path)) not in self._apart

    def _look_into(self, entry: "os.DirEntry[str]") -> None:
        path = Path(entry.path)
        try:
            size, head = _beginning(path)
        except OSError as error:
            self.note(entry.name, _reason(error))
            return
        kind = kind_of(head) if size >= SMALLEST else None
        if kind is not None:
            announced = whole_size(head)
            whole = announced is None or announced == size
            self._files.append(FoundFile(path, kind, size, whole))
        elif is_our_name(entry.name):
            self.note(entry.name, INCOMPLETE)  # what a stick pulled too early leaves behind

    def _go_on(self) -> None:
        """Say that the look goes on; raises `_Enough` once the time is over."""
        if self._seen % _SIGN_OF_LIFE == 0 or len(self._later) % _SIGN_OF_LIFE == 0:
            self._alive()
        if time.monotonic() > self._until:
            raise _Enough(TOO_SLOW)


def open_found(path: Path, folder: int | None = None) -> int:
    """A descriptor of a regular file, never of what a link, pipe or device leads to.

    With the descriptor of a `folder`, the path is taken from there.
    """
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    handle = os.open(path, flags) if folder is None else os.open(path, flags, dir_fd=folder)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "no regular file")
    return handle


@contextlib.contextmanager
def closing(handle: int) -> Iterator[int]:
    """The descriptor, closed at the end."""
    try:
        yield handle
    finally:
        os.close(handle)


def is_device_name(name: str) -> bool:
    """Whether Windows would take the name for a device, with any extension."""
    return name.split(".", maxsplit=1)[0].strip().lower() in _DEVICE_NAMES


def _identity(path: Path) -> tuple[int, int] | str:
    """By what a folder is known whatever name it is reached by."""
    try:
        facts = path.stat()
    except OSError:
        return str(path)
    return (facts.st_dev, facts.st_ino) if facts.st_ino else os.path.normcase(path.resolve())


def is_reparse_point(entry: "os.DirEntry[str] | Path") -> bool:
    """Junctions and the like of Windows, where asking costs nothing."""
    if os.name != "nt":
        return False
    facts = entry.stat(follow_symlinks=False)
    return bool(getattr(facts, "st_file_attributes", 0) & _REPARSE_POINT)


def _beginning(path: Path) -> tuple[int, bytes]:
    """Size and first bytes of a regular file."""
    with closing(open_found(path)) as handle:
        size = os.fstat(handle).st_size
        return size, os.read(handle, HEAD_LENGTH) if size >= SMALLEST else b""


def _reason(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, "unknown")
