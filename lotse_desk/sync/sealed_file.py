"""Files sealed to a recovery key alone: a short head, then an age stream of any length.

The head is 85 bytes: 12 magic bytes (kind and format in them), 4 bytes of whom it is from, 4 bytes
of what it is a copy of, the day it was made (4 bytes, proleptic ordinal), the number of the paper
that opens it (8 bytes), the day of that paper (4 bytes, 0: not known), length of the stream
(8 bytes), its SHA-256 (32 bytes), and the first 9 bytes of SHA-256 over the head so far. Numbers
are big-endian. It is written last: what was broken off has none.
"""

import contextlib
import datetime as dt
import hashlib
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pyrage import DecryptError, EncryptError, RecipientError, decrypt_io, encrypt_io
from pyrage.x25519 import Identity, Recipient

from lotse_desk.domain.exchange_faults import (
    FileIncomplete,
    FileNotOurs,
    FileTooNew,
    ReadBackDiffers,
    SealUnopened,
)
from lotse_desk.domain.faults import Unreadable
from lotse_desk.sync.durable import sync_folder
from lotse_desk.sync.key_store import SECRET_MODE
from lotse_desk.sync.keys import SealIdentity
from lotse_desk.sync.walk import open_found

SUFFIX = ".sealed"
_MAGIC = b"\x89LOTSES1\r\n\x1a\n"
_KIND, _VERSION = slice(0, 7), slice(7, 8)
_HEAD = struct.Struct(">12s4s4sIQIQ32s")
_CHECK = 9
HEAD_LENGTH = _HEAD.size + _CHECK
_BLOCK = 1024 * 1024


@dataclass(frozen=True)
class SealedHead:
    """What a sealed file says to everybody: `sender` and `copy_of` are 8 hexadecimal digits.

    `paper` is the number of the paper that opens it, ten digits; `paper_day` is None where it is
    not known. `length` of the stream in bytes, `digest` its SHA-256.
    """

    sender: str
    copy_of: str
    made_on: dt.date
    paper: str
    paper_day: dt.date | None
    length: int
    digest: bytes

    def packed(self) -> bytes:
        """The bytes the file begins with."""
        paper_day = self.paper_day.toordinal() if self.paper_day else 0
        head = _HEAD.pack(
            _MAGIC,
            bytes.fromhex(self.sender),
            bytes.fromhex(self.copy_of),
            self.made_on.toordinal(),
            int(self.paper.replace(" ", "")),
            paper_day,
            self.length,
            self.digest,
        )
        return head + hashlib.sha256(head).digest()[:_CHECK]


@dataclass(frozen=True)
class SealedFor:
    """Whose copy is sealed, of what and for which paper; fields as in `SealedHead`."""

    sender: str
    copy_of: str
    made_on: dt.date
    recipient: str
    paper: str
    paper_day: dt.date | None


def looks_sealed(path: Path) -> bool:
    """Whether a file begins as a sealed one does, in whatever format; raises `OSError`."""
    with path.open("rb") as file:
        return file.read(_KIND.stop) == _MAGIC[_KIND]


def sealed_head(path: Path) -> SealedHead:
    """The head of a file that is there as long as its head says.

    Raises `FileNotOurs`, `FileTooNew`, `FileIncomplete`, `OSError`. The stream itself is not read.
    """
    with path.open("rb") as file:
        head = _read_head(file)
        if os.fstat(file.fileno()).st_size != HEAD_LENGTH + head.length:
            raise FileIncomplete
    return head


def seal_file(source: Path, target: Path, sealed: SealedFor) -> None:
    """Seal the bytes of a file into a new one, synced and read back past the system's cache.

    A few blocks are held in memory, whatever its size. Whatever is raised, what was written is
    removed again as far as the disk still answers. Raises `OSError`, `ReadBackDiffers`,
    `Unreadable` for what is no age recipient.
    """
    try:
        recipient = Recipient.from_str(sealed.recipient)
    except RecipientError as error:
        raise Unreadable("key", "no age recipient") from error
    handle = os.open(target, _new_flags(), SECRET_MODE)
    try:
        with os.fdopen(handle, "wb") as writing, source.open("rb") as reading:
            writing.write(bytes(HEAD_LENGTH))
            stream = _Counted(writing)
            with _errors_of(stream, reader := _Read(reading)):
                encrypt_io(reader, stream, [recipient])
            writing.flush()
            os.fsync(writing.fileno())
            head = SealedHead(
                sealed.sender,
                sealed.copy_of,
                sealed.made_on,
                sealed.paper,
                sealed.paper_day,
                stream.length,
                stream.digest.digest(),
            )
            writing.seek(0)
            writing.write(head.packed())
            writing.flush()
            os.fsync(writing.fileno())
        sync_folder(target.parent)
        if not _reads_back(target, head):
            raise ReadBackDiffers(str(target))
    except BaseException:
        with contextlib.suppress(OSError):
            target.unlink()
        raise


def unseal_file(source: Path, target: Path, identity: SealIdentity) -> SealedHead:
    """Open a sealed file into a new one only its owner reads; answers its head.

    Nothing of a file that is cut or changed is handed on: first the digest is checked, and every
    block of the stream by age. Raises `FileNotOurs`, `FileTooNew`, `FileIncomplete`,
    `SealUnopened` for another key, `OSError`; then there is no target.
    """
    with source.open("rb") as reading:
        head = _read_head(reading)
        if not _stream_is(reading, head):
            raise FileIncomplete
        reading.seek(HEAD_LENGTH)
        handle = os.open(target, _new_flags(), SECRET_MODE)
        try:
            with os.fdopen(handle, "wb") as writing:
                stream = _Counted(writing)
                with _errors_of(stream, reader := _Read(reading)):
                    decrypt_io(reader, stream, [Identity.from_str(identity.secret)])
                writing.flush()
                os.fsync(writing.fileno())
        except BaseException:
            with contextlib.suppress(OSError):
                target.unlink()
            raise
    return head


class _Read:
    """A file to read from that remembers the system's error, which age puts into words only."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: OSError | None = None

    def read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except OSError as error:
            self.error = error
            raise


class _Counted:
    """A file to write to that knows length and digest, and remembers the system's error."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.length, self.digest = 0, hashlib.sha256()
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            self._file.write(data)
        except OSError as error:
            self.error = error
            raise
        self.length += len(data)
        self.digest.update(data)
        return len(data)

    def flush(self) -> None:
        """The file is flushed once, at its end."""


@contextlib.contextmanager
def _errors_of(writer: _Counted, reader: _Read) -> Iterator[None]:
    """Give back the system's own error; what is then left is a key or stream that does not fit."""
    try:
        yield
    except (EncryptError, DecryptError, OSError) as error:
        if known := writer.error or reader.error:
            raise known from error
        if isinstance(error, DecryptError):
            raise SealUnopened from error
        if isinstance(error, OSError) and error.errno is None:
            raise FileIncomplete from error
        raise


def _read_head(file: BinaryIO) -> SealedHead:
    data = file.read(HEAD_LENGTH)
    if data[_KIND] != _MAGIC[_KIND]:
        raise FileNotOurs
    version = data[_VERSION].decode("latin-1")
    if version != _MAGIC[_VERSION].decode():
        raise FileTooNew(version)
    packed, check = data[: _HEAD.size], data[_HEAD.size :]
    if len(check) != _CHECK or hashlib.sha256(packed).digest()[:_CHECK] != check:
        raise FileIncomplete
    magic, sender, copy_of, made_on, paper, paper_day, length, digest = _HEAD.unpack(packed)
    if magic != _MAGIC:
        raise FileNotOurs
    try:
        return SealedHead(
            sender.hex(),
            copy_of.hex(),
            dt.date.fromordinal(made_on),
            _spaced(paper),
            dt.date.fromordinal(paper_day) if paper_day else None,
            length,
            digest,
        )
    except (ValueError, OverflowError) as error:
        raise FileNotOurs from error


def _spaced(paper: int) -> str:
    digits = f"{paper:010d}"
    return f"{digits[:5]} {digits[5:]}"


def _stream_is(file: BinaryIO, head: SealedHead) -> bool:
    """Whether the rest of an open file is the stream its head speaks of."""
    digest, length = hashlib.sha256(), 0
    while length <= head.length and (block := file.read(_BLOCK)):
        digest.update(block)
        length += len(block)
    return length == head.length and digest.digest() == head.digest


def _reads_back(path: Path, head: SealedHead) -> bool:
    handle = open_found(path)
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    with os.fdopen(handle, "rb") as file:
        return file.read(HEAD_LENGTH) == head.packed() and _stream_is(file, head)


def _new_flags() -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    for name in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    return flags
