"""A feed as a bounded set of named byte files, whatever it came in: a file, a folder or a zip."""

import lzma
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from lotse_desk.domain.faults import TooLarge, Unreadable
from lotse_desk.domain.problems import Problem

_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_RATIO_COUNTS_FROM = 1 << 20


@dataclass(frozen=True)
class Bounds:
    """How much a feed may hold; sizes in bytes, `ratio` is unpacked to packed size."""

    files: int = 2000
    file_size: int = 128 << 20
    total_size: int = 256 << 20
    ratio: int = 200


DEFAULT_BOUNDS = Bounds()


@dataclass(frozen=True)
class SourceFile:
    """A file of a feed; `name` is its path inside the feed, with slashes."""

    name: str
    content: bytes

    @property
    def base(self) -> str:
        """The file's name without folders."""
        return PurePosixPath(self.name).name

    @property
    def suffix(self) -> str:
        """The ending in lower case, with its dot."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """The file's name without folders and ending, in lower case."""
        return PurePosixPath(self.name).stem.lower()


@dataclass(frozen=True)
class Feed:
    """Named files in the order of their names; `skipped` says what was left out while reading."""

    name: str
    files: tuple[SourceFile, ...]
    skipped: tuple[Problem, ...] = ()

    def with_suffix(self, *suffixes: str) -> tuple[SourceFile, ...]:
        """The files with one of these endings."""
        return tuple(file for file in self.files if file.suffix in suffixes)


@dataclass(frozen=True)
class Entry:
    """A file not read yet: its name inside the feed and how to open it."""

    name: str
    open: Callable[[], BinaryIO]


def feed_of_files(
    name: str,
    entries: Iterable[Entry],
    bounds: Bounds = DEFAULT_BOUNDS,
    skipped: Iterable[Problem] = (),
) -> Feed:
    """Read files into a feed. Raises `TooLarge`, `Unreadable` (too-many-files)."""
    files: list[SourceFile] = []
    total = 0
    for entry in sorted(entries, key=lambda entry: entry.name):
        if len(files) >= bounds.files:
            raise Unreadable(name, "too-many-files")
        with entry.open() as stream:
            content = _read_bounded(stream, entry.name, bounds, bounds.total_size - total)
        total += len(content)
        files.append(SourceFile(entry.name, content))
    return Feed(name, tuple(files), tuple(skipped))


def is_zip(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a zip archive."""
    return head[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def feed_of_zip(name: str, stream: BinaryIO, bounds: Bounds = DEFAULT_BOUNDS) -> Feed:
    """Read a zip archive into a feed.

    Raises `Unreadable` with damaged-, unsupported-, encrypted-, unsafe-archive or
    too-many-files, and `TooLarge`.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            return _feed_of_archive(name, archive, bounds)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError) as error:
        raise Unreadable(name, "damaged-archive") from error
    except (NotImplementedError, RuntimeError, ValueError, UnicodeError) as error:
        raise Unreadable(name, "unsupported-archive") from error


def _feed_of_archive(name: str, archive: zipfile.ZipFile, bounds: Bounds) -> Feed:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > bounds.files:
        raise Unreadable(name, "too-many-files")
    skipped: list[Problem] = []
    files: dict[str, SourceFile] = {}
    total = 0
    for member in members:
        where = f"{name}/{member.filename}"
        if member.flag_bits & _ENCRYPTED:
            raise Unreadable(where, "encrypted-archive")
        if _is_unsafe(member) or member.filename in files:
            raise Unreadable(where, "unsafe-archive")
        if _is_clutter(member.filename):
            continue
        if is_archive_name(member.filename):
            skipped.append(_not_opened(member.filename))
            continue
        with archive.open(member) as stream:
            room = bounds.total_size - total
            content = _read_bounded(stream, where, bounds, room, member.compress_size)
        total += len(content)
        files[member.filename] = SourceFile(member.filename, content)
    ordered = tuple(files[key] for key in sorted(files))
    return Feed(name, _without_common_folder(ordered), tuple(skipped))


def _read_bounded(
    stream: IO[bytes], where: str, bounds: Bounds, room: int, packed: int | None = None
) -> bytes:
    limit = min(bounds.file_size, room)
    if packed is not None:
        limit = min(limit, max(packed * bounds.ratio, _RATIO_COUNTS_FROM))
    parts: list[bytes] = []
    size = 0
    while part := stream.read(_CHUNK):
        size += len(part)
        if size > limit:
            raise TooLarge(where, limit)
        parts.append(part)
    return b"".join(parts)


def _is_unsafe(member: zipfile.ZipInfo) -> bool:
    path = member.filename
    parts = path.replace("\\", "/").split("/")
    return (
        stat.S_ISLNK(member.external_attr >> 16)
        or path.startswith(("/", "\\"))
        or ".." in parts
        or ":" in parts[0]
        or "\\" in path
        or any(ord(letter) < 32 for letter in path)
    )


def _is_clutter(path: str) -> bool:
    parts = path.split("/")
    return "__MACOSX" in parts or parts[-1].startswith(".")


def is_archive_name(path: str) -> bool:
    """Whether a file's name says that it is a packed archive."""
    return PurePosixPath(path).suffix.lower() in (".zip", ".gz", ".7z", ".tar", ".rar", ".xz")


def _not_opened(path: str) -> Problem:
    return Problem(path, "Ein Archiv im Archiv.", "Die Datei wurde nicht geöffnet.")


def _without_common_folder(files: tuple[SourceFile, ...]) -> tuple[SourceFile, ...]:
    folders = {file.name.partition("/")[0] for file in files if "/" in file.name}
    if len(folders) != 1 or any("/" not in file.name for file in files):
        return files
    return tuple(SourceFile(file.name.partition("/")[2], file.content) for file in files)
