"""Opening the database: durable, checked, migrated, and never newer than the program."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from lotse_desk.domain.disk_faults import disk_faults
from lotse_desk.domain.faults import (
    DatabaseDamaged,
    DatabaseTooNew,
    DatabaseTooOld,
    DiskFailure,
    DiskFull,
    HomeBusy,
    HomeRefused,
)
from lotse_desk.storage.copies import copy_database
from lotse_desk.storage.migrations import migrations
from lotse_desk.storage.volume import refusal

__all__ = [
    "Database",
    "integrity_findings",
    "open_database",
    "storage_faults",
    "stored_setting",
    "transaction",
]

BUSY_TIMEOUT_MS = 5000


def open_database(path: Path, *, writing: bool) -> Database:
    """Open the database of a home; creates and migrates it when `writing`.

    Reading connections refuse every write. Raises `HomeRefused`, `DatabaseTooNew`,
    `DatabaseTooOld` (reading only: to migrate is to write), `DatabaseDamaged`, `DiskFull`,
    `DiskFailure`.
    """
    with _opened(path, writing=writing) as database:
        _refuse_newer(database)
        if writing:
            _migrate(database, path)
        elif migrations.pending(database):
            raise DatabaseTooOld(str(path))
        return database


def stored_setting(path: Path, key: str) -> str:
    """A setting of a database that is not opened otherwise, nor migrated; empty where not set."""
    with _opened(path, writing=False) as database:
        there = database["setting"].exists()
        row = (
            there and database.execute("SELECT value FROM setting WHERE key = ?", [key]).fetchone()
        )
        database.close()
    return row[0] if row else ""


@contextlib.contextmanager
def _opened(path: Path, *, writing: bool) -> Iterator[Database]:
    """A connection that is closed only when something goes wrong."""
    reason = refusal(path.parent)
    if reason is not None:
        raise HomeRefused(str(path.parent), reason)
    with storage_faults(path):
        database = Database(_connect(path, writing=writing))
        try:
            yield database
        except BaseException:
            database.close()
            raise


@contextlib.contextmanager
def transaction(database: Database) -> Iterator[Database]:
    """One act: all of it or nothing. Foreign keys are checked at its end."""
    with database.atomic():
        database.execute("PRAGMA defer_foreign_keys = ON")
        yield database


@contextlib.contextmanager
def storage_faults(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the world into faults; anything else stays a bug."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        fault = _fault(error, path)
        if fault is None:
            raise
        raise fault from error


@contextlib.contextmanager
def refusing_rows(fault: Exception) -> Iterator[None]:
    """Around a transaction that takes rows made elsewhere: what no table takes is this fault."""
    try:
        yield
    except (sqlite3.IntegrityError, OverflowError) as error:
        raise fault from error


def integrity_findings(database: Database) -> list[str]:
    """What SQLite's own checks find wrong; empty when the file is sound."""
    findings = [row[0] for row in database.execute("PRAGMA integrity_check")]
    broken = [
        f"{row[0]}: row {row[1]} refers to a missing {row[2]}"
        for row in database.execute("PRAGMA foreign_key_check")
    ]
    return [finding for finding in findings if finding != "ok"] + broken


def _connect(path: Path, *, writing: bool) -> sqlite3.Connection:
    mode = "rwc" if writing else "rw"
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_TIMEOUT_MS / 1000, check_same_thread=False
    )
    try:
        if writing:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        if not writing:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_newer(database: Database) -> None:
    known = {migration.name for migration in migrations._migrations}
    unknown = tuple(m.name for m in migrations.applied(database) if m.name not in known)
    if unknown:
        raise DatabaseTooNew(unknown)


def _migrate(database: Database, path: Path) -> None:
    if not migrations.pending(database):
        return
    if migrations.applied(database):
        backup = path.with_name(
            f"{path.stem}-before-{migrations.pending(database)[0].name}.sqlite3"
        )
        with disk_faults(backup):
            backup.unlink(missing_ok=True)
            copy_database(database, backup)
    migrations.apply(database)


def _fault(error: sqlite3.DatabaseError, path: Path) -> Exception | None:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DatabaseDamaged(str(path), str(error))
    if primary == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_SHMSIZE:
        return DiskFull(str(path))
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return HomeBusy("")
    if primary in (
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM,
    ):
        return DiskFailure(str(path), str(error))
    return None
