"""Backups of a home: a consistent copy out, and back in under a new incarnation."""

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from lotse_desk.domain.disk_faults import disk_faults
from lotse_desk.domain.faults import DatabaseDamaged, HomeRefused, NoHome, Unreadable, WrongRole
from lotse_desk.home.backup_places import refuse_exchange_folder
from lotse_desk.home.files import path_beside, remove_torn
from lotse_desk.home.home import DATABASE_NAME, DESK, Home, locked, open_home
from lotse_desk.home.machine import machine_fingerprint
from lotse_desk.home.new_incarnation import renew_after_restore
from lotse_desk.home.old_copies import ARRIVING, SET_ASIDE
from lotse_desk.home.recovery_key import RecoveryKey, keep_recovery_key
from lotse_desk.home.sealed_backups import is_sealed, require_paper, unseal_backup
from lotse_desk.home.sharing import follow_folder
from lotse_desk.storage.copies import (
    copy_database,
    copy_database_file,
    copy_parts,
    remove_beside,
    settle,
)
from lotse_desk.storage.database import (
    integrity_findings,
    open_database,
    storage_faults,
    stored_setting,
    transaction,
)
from lotse_desk.storage.volume import refusal
from lotse_desk.sync.durable import sync_folder
from lotse_desk.sync.keys import SealIdentity


def back_up(folder: Path, target: Path) -> None:
    """Write a checked copy of the home's database; an older file there is replaced.

    Only its owner can read it. Keys are not in it: a home restored on another machine is
    enrolled anew. Raises `InvalidValue` for a target that is no file, `BackupFolderRefused` where
    the exchange takes place, `DiskFull`, `DiskFailure`.
    """
    beside = path_beside(target)
    with disk_faults(target):
        refuse_exchange_folder(target.parent)
    with open_home(folder, writing=False) as home, disk_faults(target), storage_faults(target):
        remove_torn(target)
        try:
            copy_database(home.database, beside)
            beside.replace(target)
            sync_folder(target.parent)
        finally:
            with contextlib.suppress(OSError):
                remove_beside(beside)
                beside.unlink(missing_ok=True)


def restore(folder: Path, source: Path, key: SealIdentity | None = None) -> str:
    """Bring a backup back and return the new incarnation; the present database is set aside.

    `key` is that of the recovery sheet a sealed backup needs; a home that has no sheet goes on with
    this one. Whenever it is interrupted, the home has its old database or the new one, whole.
    Raises `BackupSealed` without the key, `WrongRecoveryPaper` for that of another paper,
    `Unreadable` or `DatabaseDamaged` for a file that is no sound backup, `WrongRole` for one of
    the other role, `HomeBusy` while others read; then nothing is changed.
    """
    reason = refusal(folder)
    if reason is not None:
        raise HomeRefused(str(folder), reason)
    with disk_faults(source):
        if not source.is_file():
            raise Unreadable(str(source), "not-a-file" if source.exists() else "missing")
    require_paper(source, key)
    with disk_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with replacing_database(folder) as scratch:
        arriving = scratch / DATABASE_NAME
        sealed_for = _bring(source, arriving, key)
        _check_roles(arriving, folder / DATABASE_NAME)
        with arriving_home(folder, arriving) as home, home.transaction():
            incarnation = renew_after_restore(home)
            role = home.role
        _set_aside(folder, scratch)
        put_in_place(folder, arriving)
        if sealed_for is not None and role == DESK:
            keep_recovery_key(folder, sealed_for, unless_known=True)
    return incarnation


@contextlib.contextmanager
def replacing_database(folder: Path) -> Iterator[Path]:
    """A folder to make a home's next database in, while nobody else writes; it goes afterwards."""
    with locked(folder), disk_faults(folder):
        scratch = folder / f"{ARRIVING}-{secrets.token_hex(4)}"
        scratch.mkdir(mode=0o700)
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


@contextlib.contextmanager
def arriving_home(folder: Path, arriving: Path) -> Iterator[Home]:
    """Open a database that is to become the home's: migrated, and checked when it is done.

    Then it is one file alone. Raises `Unreadable` where a check finds anything.
    """
    with storage_faults(arriving):
        database = open_database(arriving, writing=True)
        try:
            home = Home(folder, database)
            with transaction(database):
                home.settings.put("home.machine", machine_fingerprint())
            yield home
            findings = integrity_findings(database)
            if findings:
                raise Unreadable(arriving.name, findings[0])
        finally:
            database.close()
        settle(arriving)


def put_in_place(folder: Path, arriving: Path) -> None:
    """The last step: from here on the home has this database."""
    arriving.replace(folder / DATABASE_NAME)
    sync_folder(folder)
    follow_folder(folder)


def set_aside_as_it_is(folder: Path, scratch: Path) -> str:
    """Keep every byte of the present database and of what lies beside it; answers its new name.

    Then nothing lies beside it that SQLite could add to another database.
    """
    present = folder / DATABASE_NAME
    aside = f"{SET_ASIDE}-{secrets.token_hex(4)}.sqlite3"
    copy_parts(present, scratch / aside)
    for part in sorted(scratch.glob(f"{aside}*"), reverse=True):
        part.replace(folder / part.name)
    sync_folder(folder)
    remove_beside(present)
    return aside


def _bring(source: Path, arriving: Path, key: SealIdentity | None) -> RecoveryKey | None:
    """A checked copy of a backup's database; the key it was sealed for, if it was."""
    if not is_sealed(source):
        with storage_faults(source):
            copy_database_file(source, arriving)
        return None
    opened = arriving.with_name("opened.sqlite3")
    sealed_for = unseal_backup(source, opened, key)
    with storage_faults(source):
        copy_database_file(opened, arriving)
    opened.unlink()
    return sealed_for


def _check_roles(arriving: Path, present: Path) -> None:
    role = stored_setting(arriving, "home.role")
    if not role:
        raise NoHome(arriving.name)
    try:
        here = stored_setting(present, "home.role") if present.exists() else ""
    except DatabaseDamaged:
        return  # nobody can read it any more; this is what a restore is for
    if here and here != role:
        raise WrongRole(here, role)


def _set_aside(folder: Path, scratch: Path) -> None:
    """Copy the present database beside itself, and leave it as one file another can replace."""
    present = folder / DATABASE_NAME
    if not present.exists():
        return
    try:
        with storage_faults(present):
            settle(present)
    except DatabaseDamaged:
        pass
    shutil.copymode(present, scratch / DATABASE_NAME)  # whoever may use the home goes on
    set_aside_as_it_is(folder, scratch)
