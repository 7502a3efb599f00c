"""Copies of database files: consistent, checked, for their owner's eyes only."""

import contextlib
import hashlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

from sqlite_utils import Database

from lotse_desk.domain.faults import DatabaseDamaged

BESIDE = ("-wal", "-journal")
"""Files beside a database that hold a part of it after a crash."""
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def copy_database(database: Database, target: Path) -> None:
    """Write a consistent copy of the open database to a new file and check it.

    Like all functions here it leaves errors of SQLite and of the disk to the caller. Raises
    `DatabaseDamaged` naming the database, for it is copied with all its damage.
    """
    opened = database.conn.execute("PRAGMA database_list").fetchone()[2]
    _copy_and_check(database.conn, target, named=Path(opened))


def copy_database_file(source: Path, target: Path) -> None:
    """Copy a database file that nobody writes, with what lies in its WAL, to a new file.

    The source is not touched; it may lie on a medium nobody can write.
    """
    parts = [suffix for suffix in BESIDE if _holds_something(_beside(source, suffix))]
    if not parts:
        uri = f"{source.resolve().as_uri()}?mode=ro&immutable=1"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as reading:
            _copy_and_check(reading, target, named=source)
        return
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        recovered = Path(scratch) / "database"
        for suffix in ("", *parts):
            copy_file(_beside(source, suffix), _beside(recovered, suffix))
        with contextlib.closing(sqlite3.connect(recovered)) as reading:
            _copy_and_check(reading, target, named=source)


def settle(path: Path) -> None:
    """Bring all that lies in the WAL into the database file, so that it is one file alone.

    SQLite says that it is locked while anybody else has it open.
    """
    uri = f"{path.resolve().as_uri()}?mode=rw"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_mode = DELETE")


def copy_parts(database: Path, target: Path) -> None:
    """Copy the bytes of a database nobody can read, and of what lies beside it."""
    for suffix in (*BESIDE, ""):
        if _beside(database, suffix).exists():
            copy_file(_beside(database, suffix), _beside(target, suffix))


def remove_beside(database: Path) -> None:
    """Remove what lies beside a database, so that SQLite never adds it to another one."""
    for suffix in (*BESIDE, "-shm"):
        _beside(database, suffix).unlink(missing_ok=True)


def copy_file(source: Path, target: Path) -> None:
    """Copy the bytes of a file to a new one, durably."""
    with source.open("rb") as reading, os.fdopen(_private(target), "wb") as writing:
        shutil.copyfileobj(reading, writing)
        writing.flush()
        os.fsync(writing.fileno())


def same_content(one: Path, other: Path) -> bool:
    """Whether two files hold the same bytes, the other read past the system's cache."""
    return _digest(one) == _digest(other, cached=False)


def _digest(path: Path, *, cached: bool = True) -> bytes:
    with path.open("rb") as file:
        if not cached and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(file, "sha256").digest()


def _copy_and_check(reading: sqlite3.Connection, target: Path, *, named: Path) -> None:
    os.close(_private(target))
    try:
        with contextlib.closing(sqlite3.connect(target)) as copy:
            reading.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            finding = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGED:
            raise
        finding = str(error)
    if finding != "ok":
        raise DatabaseDamaged(str(named), finding)


def _private(path: Path) -> int:
    """A new file only its owner reads, open for writing."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.open(path, flags, 0o600)


def _beside(database: Path, suffix: str) -> Path:
    return database.with_name(database.name + suffix)


def _holds_something(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
