"""Copies of the database that migrations and restores leave in a home, and their end."""

import contextlib
import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

SET_ASIDE = "set-aside"
ARRIVING = "arriving"
KEPT_DAYS = 90
"""A copy holds open days, codes and events as they were; so it goes when they would be gone."""
_KEPT = (f"{SET_ASIDE}-*.sqlite3*", "*-before-m[0-9][0-9][0-9]*.sqlite3*")


def kept_copies(folder: Path) -> Iterator[tuple[Path, dt.date]]:
    """Copies in the home, each with the day it is deleted on."""
    for pattern in _KEPT:
        for path in sorted(folder.glob(pattern)):
            with contextlib.suppress(FileNotFoundError):
                yield path, _written(path) + dt.timedelta(days=KEPT_DAYS)


def delete_old_copies(folder: Path, today: dt.date) -> None:
    """Delete copies whose day has come, and what a restore left that was killed.

    For the holder of the writer lock. What cannot be deleted now is deleted another time.
    """
    with contextlib.suppress(OSError):
        for path, last_day in list(kept_copies(folder)):
            if today >= last_day:
                path.unlink(missing_ok=True)
        for scratch in folder.glob(f"{ARRIVING}-*"):
            shutil.rmtree(scratch, ignore_errors=True)


def _written(path: Path) -> dt.date:
    return dt.date.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ012 - the local day
