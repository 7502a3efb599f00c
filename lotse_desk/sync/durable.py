"""Writing a file so that it is there whole: directly, synced, and read back past the cache."""

import contextlib
import errno
import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from lotse_desk.sync.walk import closing, open_found

Result = TypeVar("Result")

ATTEMPTS = 8
FIRST_PAUSE_S = 0.05
_BLOCK = 1024 * 1024
_SYNCED = 4 * 1024 * 1024
"""Bytes synced at once: a slow stick tells how far it is, and can be stopped in between."""
_LOCKED = (5, 32, 33)  # Windows: access denied, sharing violation, lock violation

Moved = Callable[[int], object]


def _unheard(_size: int) -> None:
    """Nobody listens."""


def patiently(act: Callable[[], Result], pause: Callable[[float], None] = time.sleep) -> Result:
    """Run an act again while Windows says that somebody else holds the file; bounded."""
    for attempt in range(ATTEMPTS - 1):
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in _LOCKED:
                raise
            pause(FIRST_PAUSE_S * 2**attempt)
    return act()


def write_new(path: Path, data: bytes, mode: int = 0o666, moved: Moved = _unheard) -> None:
    """Create a file that must not exist yet, write all of it, sync it and its folder.

    `mode` is what it is made with, less what the process always takes away; a secret needs 0600
    from its first byte on. `moved` hears of every block once it is synced, in bytes, and may raise.
    Raises `OSError`; whatever is raised, what was written of the file is removed again, as far as
    the medium still answers.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    for name in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    handle = patiently(lambda: os.open(path, flags, mode))
    try:
        try:
            for start in range(0, max(len(data), 1), _SYNCED):
                block = memoryview(data)[start : start + _SYNCED]
                _write_all(handle, block)
                os.fsync(handle)
                moved(len(block))
        finally:
            os.close(handle)
        sync_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def read_uncached(path: Path, limit: int, moved: Moved = _unheard) -> bytes:
    """The bytes on the medium, not those the system remembers, where it lets us ask.

    At most `limit` + 1 bytes are read, so a file that grows meanwhile shows as too long. `moved`
    hears of every block, in bytes, and may raise.
    """
    with closing(patiently(lambda: open_found(path))) as handle:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        return read_whole(handle, limit, moved)


def read_whole(handle: int, limit: int, moved: Moved = _unheard) -> bytes:
    """The rest of an open file, at most `limit` + 1 bytes of it."""
    blocks: list[bytes] = []
    left = limit + 1
    while left > 0 and (block := os.read(handle, min(_BLOCK, left))):
        blocks.append(block)
        left -= len(block)
        moved(len(block))
    return b"".join(blocks)


def reads_back(path: Path, data: bytes, moved: Moved = _unheard) -> bool:
    """Whether exactly these bytes come back from the medium."""
    back = read_uncached(path, len(data), moved)
    return hashlib.sha256(back).digest() == hashlib.sha256(data).digest()


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable; file systems without that notion are passed over."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF):
            raise
    finally:
        os.close(handle)


def _write_all(handle: int, rest: memoryview) -> None:
    while rest:
        written = os.write(handle, rest)
        if written <= 0:
            raise OSError(errno.EIO, "nothing was written")
        rest = rest[written:]
