"""One writing instance per home, across processes and accounts."""

import contextlib
import os
from pathlib import Path

from filelock import FileLock, Timeout

from lotse_desk.domain.faults import DiskFailure, HomeBusy

WAIT_SECONDS = 5.0


class WriterLock:
    """Held while a home is open for writing; waits a while (seconds), then says who holds it."""

    def __init__(self, folder: Path, wait: float = WAIT_SECONDS) -> None:
        self._wait = wait
        self._lock = FileLock(folder / "writer.lock")
        self._holder = folder / "writer.holder"

    def acquire(self) -> None:
        """Take the lock; raises `HomeBusy` with the holder's process number."""
        try:
            self._lock.acquire(timeout=self._wait, poll_interval=0.05)
        except Timeout as error:
            raise HomeBusy(self._read_holder()) from error
        except OSError as error:
            raise DiskFailure(str(self._holder.parent), error.strerror or str(error)) from error
        with contextlib.suppress(OSError):
            self._holder.write_text(str(os.getpid()), "ascii")

    def release(self) -> None:
        """Give the lock back; the system does it too when the process dies."""
        with contextlib.suppress(OSError):
            self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _read_holder(self) -> str:
        try:
            return self._holder.read_text("ascii")
        except (OSError, UnicodeDecodeError):
            return ""
