"""Files for people (slips, reports, exports): there whole or not there."""

import contextlib
import errno
import os
import secrets
from pathlib import Path

from lotse_desk.domain.faults import DiskFailure, DiskFull


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; an existing file is replaced.

    Raises `DiskFull`, `DiskFailure`; then the old file, if any, is untouched.
    """
    beside = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(str(path)) from error
        raise DiskFailure(str(path), error.strerror or str(error)) from error
