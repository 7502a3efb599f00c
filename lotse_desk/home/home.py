"""A home: the folder with the database of one machine and role, opened for an act."""

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from lotse_desk.domain.disk_faults import disk_faults
from lotse_desk.domain.faults import (
    DatabaseDamaged,
    DatabaseLost,
    DatabaseTooOld,
    HomeBusy,
    HomeExists,
    HomeOnOtherMachine,
    HomeRefused,
    NoHome,
    WrongRole,
)
from lotse_desk.domain.reference import Reference
from lotse_desk.home.clock import today
from lotse_desk.home.indexing import refresh, refresh_after_update
from lotse_desk.home.machine import machine_fingerprint
from lotse_desk.home.old_copies import SET_ASIDE, delete_old_copies
from lotse_desk.home.reference import shipped_reference
from lotse_desk.home.sharing import follow_folder, is_shared
from lotse_desk.home.writer_lock import WAIT_SECONDS, WriterLock
from lotse_desk.storage.database import (
    Database,
    open_database,
    storage_faults,
    stored_setting,
    transaction,
)
from lotse_desk.storage.directory import DirectoryStore
from lotse_desk.storage.search_index_writer import SearchIndexWriter
from lotse_desk.storage.settings import SettingStore
from lotse_desk.storage.volume import refusal

DATABASE_NAME = "lotse-desk.sqlite3"
KEYS_FOLDER, BACKUPS_FOLDER, BATCHES_FOLDER = "keys", "backups", "batches"
SECOND_FOLDER_NOTE = "second-folder.txt"
"""In the home's own folder of backups, so that it is found when the database is not readable."""
DESK, OFFICE = "desk", "office"


class Home:
    """An open home. Made by `open_home` and `create_home`, never directly."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self.database = database
        self.directory = DirectoryStore(database)
        self.settings = SettingStore(database)
        self.search_index = SearchIndexWriter(database)
        self.reference: Reference = shipped_reference()

    @cached_property
    def role(self) -> str:
        """`desk` or `office`."""
        return self.settings.get("home.role")

    @property
    def id(self) -> str:
        """Random id of this home, 32 hex digits; names its keys, never leaves the machine."""
        return self.settings.get("home.id")

    @property
    def town(self) -> str:
        """Slug of the desk's town; empty in an office."""
        return self.settings.get("desk.town")

    @property
    def name(self) -> str:
        """Name of the place: the desk or the office, never a person."""
        return self.settings.get("home.name")

    @property
    def in_transaction(self) -> bool:
        """Whether an act is being written."""
        return bool(self.database.conn.in_transaction)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Database]:
        """One act: all of it or nothing, the search index included."""
        with transaction(self.database) as database:
            yield database
            refresh(self.directory, self.search_index)

    def naming_faults(self) -> contextlib.AbstractContextManager[None]:
        """Around an act of a home that stays open: what SQLite says of the world becomes faults."""
        return storage_faults(self.folder / DATABASE_NAME)

    def require(self, role: str) -> None:
        """Raise `WrongRole` unless the home has this role."""
        if self.role != role:
            raise WrongRole(self.role, role)


@contextlib.contextmanager
def open_home(
    folder: Path, *, writing: bool, wait: float = WAIT_SECONDS, on_any_machine: bool = False
) -> Iterator[Home]:
    """Open the home in a folder; one writer at a time, readers always.

    `wait`: seconds until another writer is in the way. `on_any_machine` is for the acts that decide
    what becomes of a home that came here from elsewhere. Raises `NoHome`, `HomeBusy`,
    `HomeOnOtherMachine` (writing only) and the faults of `open_database`.
    """
    path = folder / DATABASE_NAME
    with disk_faults(folder):
        if not path.is_file():
            raise NoHome(str(folder))
        if path.stat().st_size == 0:
            raise DatabaseDamaged(str(path), "0 Bytes")
    with locked(folder, wait) if writing else contextlib.nullcontext(), storage_faults(path):
        if writing:
            if not on_any_machine:
                _check_machine(folder)
            delete_old_copies(folder, today())
        database = open_database(path, writing=True) if writing else _open_for_reading(folder)
        try:
            if writing or is_shared(folder):
                follow_folder(folder)
            home = Home(folder, database)
            if not home.role:
                raise NoHome(str(folder))
            if writing:
                refresh_after_update(home.directory, home.search_index)
            yield home
        finally:
            database.close()


@contextlib.contextmanager
def create_home(folder: Path, *, role: str, name: str) -> Iterator[Home]:
    """Make a new home and open it for writing inside one transaction.

    What the caller does in the `with` block belongs to the act: if it fails, no home is left.
    Keys of a home of which nothing else is left are set aside, not replaced. Raises `HomeExists`,
    `HomeRefused`, and `DatabaseLost` where backups or batches of an earlier home lie.
    """
    reason = refusal(folder)
    if reason is not None:
        raise HomeRefused(str(folder), reason)
    if folder.exists() and not folder.is_dir():
        raise HomeRefused(str(folder), "not-a-folder")
    path = folder / DATABASE_NAME
    made = not folder.exists()
    with disk_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        with locked(folder), storage_faults(path):
            if path.exists() and stored_setting(path, "home.role"):
                raise HomeExists(str(folder))
            _refuse_remains(folder)
            _set_keys_aside(folder)
            with _new_database(folder, path) as database, transaction(database):
                home = Home(folder, database)
                home.settings.put("home.role", role)
                home.settings.put("home.name", name)
                home.settings.put("home.id", new_home_id())
                home.settings.put("home.machine", machine_fingerprint())
                yield home
                refresh(home.directory, home.search_index)
    except (HomeExists, HomeBusy, DatabaseLost):
        raise  # somebody else made a home here meanwhile
    except BaseException:
        if made:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    if made:
        folder.chmod(0o700)
    follow_folder(folder)


def has_batches(folder: Path) -> bool:
    """Whether sealed batches are kept in a home's folder."""
    kept = folder / BATCHES_FOLDER
    return kept.is_dir() and any(kept.iterdir())


def new_home_id() -> str:
    """A random id for a home."""
    return secrets.token_hex(16)


@contextlib.contextmanager
def _new_database(folder: Path, path: Path) -> Iterator[Database]:
    """A database that stays only if the act that fills it succeeds."""
    database = open_database(path, writing=True)
    try:
        yield database
    except BaseException:
        database.close()
        for leftover in folder.glob(f"{DATABASE_NAME}*"):
            leftover.unlink(missing_ok=True)
        raise
    database.close()


def _refuse_remains(folder: Path) -> None:
    """A new home over what can still be saved would let it be forgotten."""
    backups = folder / BACKUPS_FOLDER
    if (backups / SECOND_FOLDER_NOTE).is_file() or any(backups.glob("[!.]*.sqlite3")):
        raise DatabaseLost(str(folder), "backups")
    if has_batches(folder):
        raise DatabaseLost(str(folder), "batches")


def _set_keys_aside(folder: Path) -> None:
    keys = folder / KEYS_FOLDER
    if keys.is_dir() and any(keys.iterdir()):
        keys.rename(folder / f"{SET_ASIDE}-{secrets.token_hex(4)}-{KEYS_FOLDER}")


def _open_for_reading(folder: Path) -> Database:
    """To migrate is to write: the first reader after an update does it as a writer."""
    path = folder / DATABASE_NAME
    try:
        return open_database(path, writing=False)
    except DatabaseTooOld:
        with open_home(folder, writing=True):
            pass
        return open_database(path, writing=False)


def _check_machine(folder: Path) -> None:
    """Before anything is written, be it a migration."""
    remembered = stored_setting(folder / DATABASE_NAME, "home.machine")
    here = machine_fingerprint()
    if remembered and here and remembered != here:
        raise HomeOnOtherMachine(str(folder))


@contextlib.contextmanager
def locked(folder: Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the one writer lock of a home; raises `HomeBusy`."""
    lock = WriterLock(folder, wait)
    lock.acquire()
    follow_folder(folder)
    try:
        yield
    finally:
        follow_folder(folder)
        lock.release()
