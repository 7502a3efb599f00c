"""What the operating system says of a disk, as faults."""

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from lotse_desk.domain.faults import DiskFailure, DiskFull


@contextlib.contextmanager
def disk_faults(path: Path) -> Iterator[None]:
    """Turn the system's refusals into `DiskFull` and `DiskFailure` that name the path."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(str(path)) from error
        raise DiskFailure(str(path), error.strerror or str(error)) from error
