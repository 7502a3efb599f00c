"""A feed as a bounded set of named byte files, whatever it came in: a file, a folder or a zip.

Files are opened anew for each reading and never held whole, unless a format asks for `content`.
"""

import io
import lzma
import stat
import struct
import weakref
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from lotse_desk.domain.faults import DiskFailure, TooLarge, Unreadable
from lotse_desk.domain.problems import Problem

_CHUNK = 1 << 20
_BUFFER = 1 << 16
_ENCRYPTED = 0x1
_RATIO_COUNTS_FROM = 1 << 20


@dataclass(frozen=True)
class Bounds:
    """How much a feed may hold; sizes in bytes, `ratio` is unpacked to packed size."""

    files: int = 2000
    file_size: int = 256 << 20
    total_size: int = 512 << 20
    ratio: int = 200


DEFAULT_BOUNDS = Bounds()
MAX_WHOLE = 128 << 20
"""Bytes of a file that a format may hold at once, because it cannot be read in pieces."""


@dataclass(frozen=True)
class SourceFile:
    """A file of a feed; `name` is its path inside the feed, with slashes.

    The bytes are `held`, or come from `opener`, at most `limit` of them.
    """

    name: str
    held: bytes = b""
    opener: Callable[[], BinaryIO] | None = None
    limit: int = DEFAULT_BOUNDS.file_size

    def open(self) -> io.BufferedReader:
        """The bytes from the start; reading raises `TooLarge`, `Unreadable`, `DiskFailure`."""
        stream = self.opener() if self.opener is not None else io.BytesIO(self.held)
        return io.BufferedReader(_BoundedStream(stream, self.name, self.limit), _BUFFER)

    def head(self, size: int) -> bytes:
        """The first bytes, at most `size`."""
        with self.open() as stream:
            return stream.read(size)

    @property
    def content(self) -> bytes:
        """All bytes at once; raises `TooLarge` over `MAX_WHOLE`, and what reading raises."""
        if self.opener is None:
            return self.held
        with self.open() as stream:
            content = stream.read(MAX_WHOLE + 1)
        if len(content) > MAX_WHOLE:
            raise TooLarge(self.name, MAX_WHOLE)
        return content

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


class _BoundedStream(io.RawIOBase):
    """Bytes of a file, never more than a limit; what goes wrong becomes a fault."""

    def __init__(self, stream: IO[bytes], where: str, limit: int) -> None:
        super().__init__()
        self._stream = stream
        self._where = where
        self._limit = limit
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            given = self._stream.read(len(view))
        except _DAMAGED as error:
            raise Unreadable(self._where, "damaged-archive") from error
        except _UNSUPPORTED as error:
            raise Unreadable(self._where, "unsupported-archive") from error
        except OSError as error:
            raise DiskFailure(self._where, error.strerror or type(error).__name__) from error
        self._read += len(given)
        if self._read > self._limit:
            raise TooLarge(self._where, self._limit)
        view[: len(given)] = given
        return len(given)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    struct.error,
    IndexError,
    KeyError,
    OverflowError,
)
"""What zipfile lets through when an archive's bytes make no sense."""

_UNSUPPORTED = (NotImplementedError, RuntimeError, ValueError, UnicodeError)


def feed_of_files(
    name: str,
    entries: Iterable[Entry],
    bounds: Bounds = DEFAULT_BOUNDS,
    skipped: Iterable[Problem] = (),
) -> Feed:
    """Take files into a feed, each read through once.

    Raises `TooLarge`, `Unreadable`, `DiskFailure`.
    """
    files: list[SourceFile] = []
    total = 0
    for entry in sorted(entries, key=lambda entry: entry.name):
        if len(files) >= bounds.files:
            raise Unreadable(name, "too-many-files")
        limit = min(bounds.file_size, bounds.total_size - total)
        file = SourceFile(entry.name, opener=entry.open, limit=limit)
        total += _measured(file)
        files.append(file)
    return Feed(name, tuple(files), tuple(skipped))


def _measured(file: SourceFile) -> int:
    """The size of a file, read through once so that damage shows before anything is taken."""
    size = 0
    with file.open() as stream:
        while part := stream.read(_CHUNK):
            size += len(part)
    return size


def is_zip(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a zip archive."""
    return head[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def feed_of_zip(name: str, stream: BinaryIO, bounds: Bounds = DEFAULT_BOUNDS) -> Feed:
    """Take a zip archive as a feed, each member read through once.

    The stream belongs to the feed from now on and is closed when nobody holds its files any more.
    Raises `Unreadable` with damaged-, unsupported-, encrypted-, unsafe-archive or
    too-many-files, and `TooLarge`.
    """
    try:
        return _feed_of_archive(name, _Archive(stream), bounds)
    except (*_DAMAGED, OSError) as error:
        raise Unreadable(name, "damaged-archive") from error
    except _UNSUPPORTED as error:
        raise Unreadable(name, "unsupported-archive") from error


class _Archive:
    """A zip archive that closes its stream when it is no longer needed."""

    def __init__(self, stream: BinaryIO) -> None:
        weakref.finalize(self, stream.close)
        self.zip = zipfile.ZipFile(stream)

    def opener(self, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
        """How to open a member; holds the archive."""

        def opened() -> BinaryIO:
            try:
                return self.zip.open(member)  # type: ignore[return-value]
            except _DAMAGED as error:
                raise Unreadable(member.filename, "damaged-archive") from error
            except _UNSUPPORTED as error:
                raise Unreadable(member.filename, "unsupported-archive") from error

        return opened


def _feed_of_archive(name: str, archive: _Archive, bounds: Bounds) -> Feed:
    members = [member for member in archive.zip.infolist() if not member.is_dir()]
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
        ratio = max(member.compress_size * bounds.ratio, _RATIO_COUNTS_FROM)
        limit = min(bounds.file_size, bounds.total_size - total, ratio)
        file = SourceFile(member.filename, opener=archive.opener(member), limit=limit)
        total += _measured(file)
        files[member.filename] = file
    ordered = tuple(files[key] for key in sorted(files))
    return Feed(name, _without_common_folder(ordered), tuple(skipped))


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
    return tuple(replace(file, name=file.name.partition("/")[2]) for file in files)
