"""Files for people (slips, reports, exports): there whole or not there."""

import contextlib
import os
import re
import secrets
from pathlib import Path

from lotse_desk.domain.disk_faults import disk_faults
from lotse_desk.domain.faults import InvalidValue


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; an existing file is replaced.

    Raises `InvalidValue` for a path that names no file, `DiskFull`, `DiskFailure`; then the old
    file, if any, is untouched.
    """
    beside = path_beside(path)
    with disk_faults(path):
        try:
            with beside.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            raise


def path_beside(path: Path) -> Path:
    """Where a file is written before it moves to its place; raises `InvalidValue` for a folder."""
    if path.name in ("", "..") or "\0" in str(path) or path.is_dir():
        raise InvalidValue("path", str(path), "der Name einer Datei")
    return path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}")


def remove_torn(path: Path) -> None:
    """Remove what earlier writers of the same file left beside it when they were killed."""
    torn = re.compile(rf"\.{re.escape(path.name[:80])}\.[0-9a-f]{{8}}(-journal|-wal|-shm)?")
    with contextlib.suppress(OSError):
        for other in path.parent.iterdir():
            if torn.fullmatch(other.name):
                other.unlink(missing_ok=True)
