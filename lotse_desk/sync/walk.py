"""Finding our files on a medium: at any depth, by their first bytes, touching nothing else."""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lotse_desk.sync.frame import HEAD_LENGTH, FileKind, is_our_name, kind_of

DEEPEST = 16
MOST_ENTRIES = 50_000
SMALLEST = 12
TOO_MANY_ENTRIES, INCOMPLETE = "too-many-entries", "file-incomplete"

_SKIPPED_FOLDERS = frozenset(
    {"system volume information", "$recycle.bin", "recycler", "lost+found", ".trashes"}
)
_DEVICE_NAMES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{digit}" for port in ("com", "lpt") for digit in range(10)}
)
_REPARSE_POINT = 0x400


@dataclass(frozen=True, order=True)
class FoundFile:
    """A regular file that begins like one of ours; `size` in bytes when it was seen."""

    path: Path
    kind: FileKind = field(compare=False)
    size: int = field(compare=False)


@dataclass(frozen=True)
class Finding:
    """What a medium holds; `problems` are folders and files that could not be looked at.

    A medium `cut_short` was not looked at to its end, which is among the problems.
    """

    files: tuple[FoundFile, ...]
    problems: tuple[tuple[str, str], ...] = ()
    cut_short: bool = False

    def of_kind(self, kind: FileKind) -> tuple[FoundFile, ...]:
        """The files of one kind, in the order of their paths."""
        return tuple(file for file in self.files if file.kind is kind)


def walk(folder: Path, apart_from: Sequence[Path] = ()) -> Finding:
    """Look through a folder, without `apart_from` and what lies under it.

    Symbolic links, junctions, devices, pipes and folders of the operating system are passed over;
    of any other file at most the first bytes are read. Bounded in depth and number of entries.
    Raises `OSError` if the folder itself cannot be listed.
    """
    apart = {path.resolve() for path in apart_from}
    files: list[FoundFile] = []
    problems: list[tuple[str, str]] = []
    seen = 0
    waiting: list[tuple[Path, int]] = [(folder, 0)]
    while waiting:
        here, depth = waiting.pop()
        try:
            with os.scandir(here) as listing:
                for entry in listing:
                    seen += 1
                    if seen > MOST_ENTRIES:
                        problems.append(("", TOO_MANY_ENTRIES))
                        return Finding(tuple(sorted(files)), tuple(problems), cut_short=True)
                    below = _look(entry, files, apart, problems)
                    if below is not None and depth < DEEPEST:
                        waiting.append((below, depth + 1))
        except OSError as error:
            if here == folder:
                raise
            problems.append((here.name, _reason(error)))
    return Finding(tuple(sorted(files)), tuple(problems))


def open_found(path: Path) -> int:
    """A descriptor of a regular file, never of what a link, pipe or device leads to."""
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    handle = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "no regular file")
    return handle


def is_device_name(name: str) -> bool:
    """Whether Windows would take the name for a device, with any extension."""
    return name.split(".", maxsplit=1)[0].strip().lower() in _DEVICE_NAMES


def _look(
    entry: "os.DirEntry[str]",
    files: list[FoundFile],
    apart: set[Path],
    problems: list[tuple[str, str]],
) -> Path | None:
    """Take note of a file of ours; the path if it is a folder to look through."""
    try:
        facts = entry.stat(follow_symlinks=False)
        if getattr(facts, "st_file_attributes", 0) & _REPARSE_POINT or is_device_name(entry.name):
            return None
        if stat.S_ISDIR(facts.st_mode):
            name = entry.name.lower()
            skipped = name in _SKIPPED_FOLDERS or name.startswith(".trash")
            return None if skipped or Path(entry.path).resolve() in apart else Path(entry.path)
        if not stat.S_ISREG(facts.st_mode):
            return None
        whole = facts.st_size >= SMALLEST
        kind = kind_of(_first_bytes(Path(entry.path))) if whole else None
    except OSError as error:
        problems.append((entry.name, _reason(error)))
        return None
    if kind is not None:
        files.append(FoundFile(Path(entry.path), kind, facts.st_size))
    elif is_our_name(entry.name):
        problems.append((entry.name, INCOMPLETE))  # what a stick pulled too early leaves behind
    return None


def _first_bytes(path: Path) -> bytes:
    with _closing(open_found(path)) as handle:
        return os.read(handle, HEAD_LENGTH)


@contextlib.contextmanager
def _closing(handle: int) -> Iterator[int]:
    try:
        yield handle
    finally:
        os.close(handle)


def _reason(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, "unknown")
