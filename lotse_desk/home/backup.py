"""Backups of a home: a consistent copy out, and back in under a new incarnation."""

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path

from lotse_desk.domain.faults import DiskFailure, HomeRefused, NoHome, Unreadable
from lotse_desk.home.home import DATABASE_NAME, Home, locked, open_home
from lotse_desk.home.machine import machine_fingerprint
from lotse_desk.home.new_incarnation import renew_after_restore
from lotse_desk.storage.database import (
    copy_database,
    copy_database_file,
    integrity_findings,
    open_database,
    storage_faults,
)
from lotse_desk.storage.volume import refusal

SET_ASIDE = "set-aside"


def back_up(folder: Path, target: Path) -> None:
    """Write a checked copy of the home's database; an older file there is replaced.

    Keys are not in it: a home restored on another machine is enrolled anew.
    """
    with open_home(folder, writing=False) as home:
        beside = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}")
        try:
            copy_database(home.database, beside)
            beside.replace(target)
        except OSError as error:
            raise DiskFailure(str(target), error.strerror or str(error)) from error
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)


def restore(folder: Path, source: Path) -> str:
    """Bring a backup back and return the new incarnation; the present database is set aside.

    Raises `Unreadable` for a file that is no sound backup; then nothing is changed.
    """
    reason = refusal(folder)
    if reason is not None:
        raise HomeRefused(str(folder), reason)
    if not source.is_file():
        raise Unreadable(str(source), "not-a-file" if source.exists() else "missing")
    folder.mkdir(parents=True, exist_ok=True)
    arriving = folder / f"arriving-{secrets.token_hex(4)}.sqlite3"
    with locked(folder):
        try:
            with storage_faults(source):
                copy_database_file(source, arriving)
            incarnation = _prepare(folder, arriving)
            _swap(folder, arriving)
        except OSError as error:
            raise DiskFailure(str(folder), error.strerror or str(error)) from error
        finally:
            for leftover in folder.glob(f"{arriving.name}*"):
                leftover.unlink(missing_ok=True)
    return incarnation


def _prepare(folder: Path, arriving: Path) -> str:
    """Migrate and check the arriving database and give it its new incarnation."""
    with _opened(folder, arriving) as home:
        findings = integrity_findings(home.database)
        if findings:
            raise Unreadable(arriving.name, findings[0])
        if not home.role:
            raise NoHome(arriving.name)
        with home.transaction():
            home.settings.put("home.machine", machine_fingerprint())
            return renew_after_restore(home)


@contextlib.contextmanager
def _opened(folder: Path, path: Path) -> Iterator[Home]:
    with storage_faults(path):
        database = open_database(path, writing=True)
        try:
            yield Home(folder, database)
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            database.close()


def _swap(folder: Path, arriving: Path) -> None:
    """Put the arriving file in the place of the present one, which stays beside it."""
    present = folder / DATABASE_NAME
    aside = folder / f"{SET_ASIDE}-{secrets.token_hex(4)}.sqlite3"
    if present.exists():
        for suffix in ("-wal", "-shm", ""):
            part = folder / f"{DATABASE_NAME}{suffix}"
            if part.exists():
                part.rename(folder / f"{aside.name}{suffix}")
    arriving.rename(present)
