"""A damaged home brought back: the newest good backup, and on top of it what can still be read."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lotse_desk.domain.disk_faults import disk_faults
from lotse_desk.domain.faults import (
    DatabaseTooNew,
    DiskFull,
    Fault,
    HomeRefused,
    NoHome,
    NothingDamaged,
    NothingReadable,
)
from lotse_desk.home.backup import (
    arriving_home,
    put_in_place,
    replacing_database,
    set_aside_as_it_is,
)
from lotse_desk.home.backup_places import places
from lotse_desk.home.backups import KeptBackup, backups_in, findings_of, mark_for
from lotse_desk.home.home import DATABASE_NAME, DESK, OFFICE, Home, has_batches
from lotse_desk.home.new_incarnation import renew_after_restore
from lotse_desk.home.old_copies import SET_ASIDE
from lotse_desk.home.recovered_desk import recover_desk
from lotse_desk.home.recovered_office import recover_office
from lotse_desk.home.reference import shipped_reference
from lotse_desk.home.sealed_backups import require_paper, unseal_backup
from lotse_desk.home.starter import starter_records
from lotse_desk.storage.copies import copy_database_file, copy_parts, same_content
from lotse_desk.storage.database import storage_faults
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.readable_rows import ReadableRows, attached
from lotse_desk.storage.salvage import Reading, salvage, saved_settings
from lotse_desk.storage.volume import refusal
from lotse_desk.sync.keys import SealIdentity, key_number


@dataclass(frozen=True)
class TableAccount:
    """What came of a table of the damaged file.

    `unreadable` counts places (pages, and rows on them) that could not be read; `taken` rows that
    the backup did not have, or had otherwise.
    """

    table: str
    read: int
    unreadable: int
    taken: int


@dataclass(frozen=True)
class Recovered:
    """How a home came back. `set_aside` is the damaged file's new name in the home, empty where
    there was none; `backup` is what it came back from, None where no good one was found.

    `missing_events` are numbers of the log that nobody can read any more (desk only).
    """

    incarnation: str
    set_aside: str
    backup: KeptBackup | None
    tables: tuple[TableAccount, ...]
    missing_events: int

    def taken(self, table: str) -> int:
        """Rows of a table that were brought in from the damaged file."""
        return sum(account.taken for account in self.tables if account.table == table)


def recover(folder: Path, today: dt.date, key: SealIdentity | None = None) -> Recovered:
    """Bring a home back whose database is damaged or gone, under a new incarnation.

    With the key from a recovery sheet, sealed copies in the second folder count as backups, too.
    The damaged file is set aside untouched. Whenever this is interrupted, the home has its old
    database or the new one. Raises `NothingDamaged` for a sound database, `NothingReadable` where
    neither backup nor file says whose home it was, `WrongRecoveryPaper` for a key that opens
    none of the sealed copies there, `HomeBusy`, `HomeRefused`, `DatabaseTooNew`,
    `DiskFull`, `DiskFailure`; then nothing is changed.
    """
    reason = refusal(folder)
    if reason is not None:
        raise HomeRefused(str(folder), reason)
    if not folder.is_dir():
        raise NoHome(str(folder))
    with replacing_database(folder) as scratch:
        damaged = scratch / "damaged.sqlite3"
        present = _present(folder)
        if present is not None:
            copy_parts(present, damaged)
            if present == folder / DATABASE_NAME:
                _refuse_sound(folder, damaged, scratch)
        readable = scratch / "readable.sqlite3"
        found = _read(damaged, readable) if present is not None else {}
        arriving = scratch / DATABASE_NAME
        told = saved_settings(readable) if found else {}
        backup = _newest_good(folder, arriving, told, key)
        if backup is None and not _names_a_place(told):
            raise NothingReadable(str(folder), has_batches(folder))
        with arriving_home(folder, arriving) as home:
            if found:
                with attached(home.database, readable) as rows, home.transaction():
                    tables, missing = _bring_in(home, rows, found, today, empty=backup is None)
            else:
                tables, missing = (), 0
            with home.transaction():
                incarnation = renew_after_restore(home)
        set_aside = ""
        if (folder / DATABASE_NAME).exists():
            set_aside = set_aside_as_it_is(folder, scratch)
        put_in_place(folder, arriving)
    return Recovered(incarnation, set_aside, backup, tables, missing)


def damaged_copies(folder: Path) -> list[Path]:
    """Databases set aside in a home, the newest first."""
    found = [path for path in folder.glob(f"{SET_ASIDE}-*.sqlite3") if path.is_file()]
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def _present(folder: Path) -> Path | None:
    """The damaged database; its copy set aside, where a killed recovery took its WAL away."""
    present = folder / DATABASE_NAME
    if not present.is_file():
        return None
    if not present.with_name(f"{present.name}-wal").exists():
        for aside in damaged_copies(folder):
            with_wal = aside.with_name(f"{aside.name}-wal").exists()
            if with_wal and same_content(aside, present):
                return aside
    return present


def _refuse_sound(folder: Path, copy: Path, scratch: Path) -> None:
    """Look at a copy, so that not even SQLite changes the file itself."""
    trial = scratch / "trial.sqlite3"
    try:
        copy_parts(copy, trial)
        if not findings_of(trial, migrate=True):
            raise NothingDamaged(str(folder))
    except (NothingDamaged, DatabaseTooNew):
        raise
    except Fault:
        return
    finally:
        for part in scratch.glob(f"{trial.name}*"):
            part.unlink(missing_ok=True)


def _read(damaged: Path, readable: Path) -> dict[str, Reading]:
    with disk_faults(damaged), storage_faults(readable):
        return salvage(damaged, readable)


def _newest_good(
    folder: Path, arriving: Path, told: Mapping[str, str], key: SealIdentity | None
) -> KeptBackup | None:
    """Put the newest backup that passes every check in the place of arrival."""
    where = places(folder)
    own = backups_in(where.own)
    marks = {backup.mark for backup in own}
    if told.get("home.role") in (DESK, OFFICE) and told.get("home.id"):
        marks = {mark_for(told["home.id"])}
    elsewhere = [] if where.second is None else backups_in(where.second)
    sealed_may = not marks and key is not None  # nobody says whose they are, but the paper does
    ours = [
        backup
        for backup in (*own, *elsewhere)
        if backup.mark in marks or (sealed_may and backup.paper is not None)
    ]
    for backup in sorted(_that_open(ours, key), key=lambda one: one.made_on, reverse=True):
        try:
            with disk_faults(backup.path), storage_faults(backup.path):
                _bring(backup, arriving, key)
            if not findings_of(arriving, migrate=True):
                return backup
        except DiskFull:
            raise
        except Fault:
            pass
        for part in arriving.parent.glob(f"{arriving.name}*"):
            part.unlink(missing_ok=True)
    return None


def _that_open(backups: list[KeptBackup], key: SealIdentity | None) -> list[KeptBackup]:
    """Plain backups, and sealed ones of the paper whose key is given."""
    sealed = [backup for backup in backups if backup.paper is not None]
    number = None if key is None else key_number(key.recipient)
    fitting = [one for one in sealed if one.paper is not None and one.paper.number == number]
    if key is not None and sealed and not fitting:
        require_paper(max(sealed, key=lambda one: one.made_on).path, key)
    return [backup for backup in backups if backup.paper is None] + fitting


def _bring(backup: KeptBackup, arriving: Path, key: SealIdentity | None) -> None:
    """A copy of a backup's database, opened where it is sealed."""
    if backup.paper is None:
        copy_database_file(backup.path, arriving)
    else:
        unseal_backup(backup.path, arriving, key)


def _names_a_place(told: Mapping[str, str]) -> bool:
    role, town = told.get("home.role"), told.get("desk.town")
    known = role == OFFICE or (role == DESK and town in shipped_reference().towns)
    return known and bool(told.get("home.id")) and bool(told.get("home.name"))


def _bring_in(
    home: Home, rows: ReadableRows, found: Mapping[str, Reading], today: dt.date, *, empty: bool
) -> tuple[tuple[TableAccount, ...], int]:
    """The tables' accounts, and how many numbers of the desk's log nobody can read any more."""
    if empty:
        for key in ("home.role", "home.id", "home.name", "desk.town"):
            home.settings.put(key, rows.settings.get(key, ""))
    desk = home.role == DESK
    if desk:
        taken = recover_desk(home, rows, found, from_backup=not empty)
    else:
        taken = recover_office(home, rows, found, today, from_backup=not empty)
    if empty and not home.directory.counts().get("service"):
        home.directory.upsert(starter_records(home.reference))
    rows.drop_dangling()
    missing = max(0, rows.highest_event() - EventLog(home.database).length) if desk else 0
    accounts = tuple(
        TableAccount(table, reading.read, reading.unreadable, taken.get(table, 0))
        for table, reading in sorted(found.items())
    )
    return accounts, missing
