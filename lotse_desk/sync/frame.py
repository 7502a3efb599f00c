"""The outside of our files: what kind, for which office, and whether it is all there.

A batch or an enrolment request is a frame: 12 magic bytes (kind and format in them), 16 bytes
office id, 8 bytes length (big-endian), 32 bytes SHA-256 of the body, body. A torn or damaged copy
shows without any key. A release is a ZIP archive whose first member names its kind, as in EPUB.
"""

import enum
import hashlib
import re
import secrets
from dataclasses import dataclass

from lotse_desk.domain.exchange_faults import (
    FileIncomplete,
    FileNotOurs,
    FileOverLimit,
    FileTooNew,
)

SUFFIX = ".lotse"
HEAD_LENGTH = 96
"""So many first bytes are enough for `kind_of`."""
FORMAT = 1
NO_OFFICE = "0" * 32
RELEASE_TYPE = b"application/vnd.lotse-desk.release+zip"

_BEFORE, _AFTER = b"\x89LOTSE", b"\r\n\x1a\n"
_PREAMBLE = len(_BEFORE) + 2 + len(_AFTER) + 16 + 8 + 32
_RELEASE_HEAD = b"mimetype" + RELEASE_TYPE
_NAME = re.compile(r"(?=.{1,59}\Z)[a-z0-9.-]+\.lotse\Z")
_NAME_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


class FileKind(enum.Enum):
    """Kinds of files of ours, by the letter in their magic bytes and names."""

    BATCH = "b"
    REQUEST = "q"
    RELEASE = "r"


@dataclass(frozen=True)
class Framed:
    """A whole frame: complete and undamaged, but from anyone."""

    kind: FileKind
    office: str
    body: bytes


def kind_of(head: bytes) -> FileKind | None:
    """The kind of file that begins with these bytes; None for a stranger's."""
    if head.startswith(_BEFORE) and head[8:12] == _AFTER:
        return {b"B": FileKind.BATCH, b"Q": FileKind.REQUEST}.get(head[6:7])
    if head.startswith(b"PK\x03\x04") and head[30 : 30 + len(_RELEASE_HEAD)] == _RELEASE_HEAD:
        return FileKind.RELEASE
    return None


def whole_size(head: bytes) -> int | None:
    """How long a frame that begins with these bytes is in all; None where that is not said.

    A release says it at its end only, and another format may say it elsewhere.
    """
    if kind_of(head) in (None, FileKind.RELEASE) or head[7:8] != str(FORMAT).encode():
        return None
    return _PREAMBLE + int.from_bytes(head[28:36])


def new_name(kind: FileKind, number: int | None = None) -> str:
    """A fresh file name: kind, number of a release, and 80 random bits."""
    token = "".join(secrets.choice(_NAME_ALPHABET) for _ in range(16))
    middle = "" if number is None else f"{number}-"
    return f"{kind.value}-{middle}{token}{SUFFIX}"


def is_our_name(name: str) -> bool:
    """Whether a name is one that `new_name` could have made."""
    return _NAME.match(name) is not None


def frame(kind: FileKind, office: str, body: bytes) -> bytes:
    """The file around a body; `office` is 32 hexadecimal digits."""
    magic = _BEFORE + kind.value.upper().encode() + str(FORMAT).encode() + _AFTER
    digest = hashlib.sha256(body).digest()
    return magic + bytes.fromhex(office) + len(body).to_bytes(8) + digest + body


def unframe(data: bytes, expected: FileKind, limit: int) -> Framed:
    """Check size, kind, format, length and digest, in this order.

    Raises `FileOverLimit`, `FileNotOurs`, `FileTooNew`, `FileIncomplete`.
    """
    if len(data) > limit:
        raise FileOverLimit(limit)
    if len(data) < 12:
        raise FileIncomplete
    if kind_of(data[:HEAD_LENGTH]) is not expected:
        raise FileNotOurs
    version = data[7:8].decode("latin-1")
    if version != str(FORMAT):
        raise FileTooNew(version)
    body = data[_PREAMBLE:]
    length = int.from_bytes(data[28:36])
    if len(data) < _PREAMBLE or len(body) != length or hashlib.sha256(body).digest() != data[36:68]:
        raise FileIncomplete
    return Framed(expected, data[12:28].hex(), body)
