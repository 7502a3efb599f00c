"""The backups a home makes of itself: one a day, verified, each with the day it is deleted on."""

import contextlib
import datetime as dt
import hashlib
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lotse_desk.domain.backup_faults import RecoveryKeyWanting
from lotse_desk.domain.disk_faults import disk_faults
from lotse_desk.domain.faults import DatabaseDamaged, DiskFull, Fault, HomeBusy
from lotse_desk.home.backup_places import Places, check_second_folder, places
from lotse_desk.home.files import remove_torn
from lotse_desk.home.home import DATABASE_NAME, DESK, SECOND_FOLDER_NOTE, Home, open_home
from lotse_desk.home.recovery_key import RECOVERY_NOTE, recovery_key
from lotse_desk.home.sealed_backups import seal_copy, sealed_copy, sealed_in
from lotse_desk.home.sharing import follow_folder
from lotse_desk.home.writer_lock import WriterLock
from lotse_desk.storage.copies import copy_database, remove_beside
from lotse_desk.storage.copy_facts import copy_facts
from lotse_desk.storage.database import integrity_findings, open_database, storage_faults
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.trust_store import APPLIED
from lotse_desk.sync.durable import sync_folder

DAILY_DAYS, WEEKLY_DAYS = 7, 35
"""A backup goes after seven days; the first of an ISO week after five weeks. Both are well within
the time codes (eight weeks) and events (ninety days) are kept anyway."""
WARN_AFTER_DAYS = 8
_LEFT_FREE = 64 * 1024 * 1024
"""Bytes a backup leaves free: a full disk would stop the work it is to protect."""
_NAME = re.compile(r"(desk|office)-([0-9a-f]{8})-(\d{4}-\d\d-\d\d)-([0-9a-f]{8})\.sqlite3")


@dataclass(frozen=True)
class Paper:
    """The recovery sheet a backup is sealed for; the day is None where it is not known."""

    number: str
    day: dt.date | None


@dataclass(frozen=True)
class KeptBackup:
    """A backup in one of the folders; `size` in bytes. The newest good one stays in any case.

    `mark` tells the homes apart. `paper` is what opens it, None for one that is not sealed.
    """

    path: Path
    made_on: dt.date
    deleted_on: dt.date
    size: int
    mark: str
    paper: Paper | None = None


@dataclass(frozen=True)
class BackupContent:
    """What a backup says of itself; `open_contacts` were not confirmed, release 0: none yet."""

    role: str
    town: str
    name: str
    open_contacts: int
    release: int


def kept_backups(folder: Path) -> list[KeptBackup]:
    """All backups in the folders of a home, of other homes there too, newest first."""
    return list(_kept(places(folder).all()))


def backups_in(place: Path) -> list[KeptBackup]:
    """The backups in one folder, newest first."""
    return list(_kept([place]))


def content_of(backup: Path) -> BackupContent:
    """Read what a plain backup holds; raises `DatabaseDamaged`, `DiskFailure`."""
    facts = copy_facts(backup)
    settings = facts.settings
    role = settings.get("home.role", "")
    release = settings.get(APPLIED if role == DESK else "office.release", "0")
    return BackupContent(
        role,
        settings.get("desk.town", ""),
        settings.get("home.name", ""),
        facts.open_contacts,
        int(release),
    )


def make_due_backup(folder: Path, today: dt.date) -> Path | None:
    """Make today's backup where it is missing; answers the new one in the home, if there is.

    Older ones go by their days only after a good one of today. Where another program makes one
    right now, nothing is done. Raises `NoHome`, `DatabaseDamaged` (of the database itself: then no
    backup is deleted), `DiskFull`, `DiskFailure`, `BackupFolderRefused` and
    `RecoveryKeyWanting` (of the second folder).
    """
    try:
        return _make(folder, today, again=False)
    except HomeBusy:
        return None


def make_backup_now(folder: Path, today: dt.date) -> Path:
    """Make a backup that takes the place of one made earlier today; raises as above, `HomeBusy`."""
    made = _make(folder, today, again=True)
    assert made is not None
    return made


def sealed_copy_of(folder: Path, backup: Path) -> Path | None:
    """The copy of a home's backup in its second folder that the present sheet opens, if any."""
    second = places(folder).second
    with open_home(folder, writing=False) as home:
        key, mark = recovery_key(home), mark_for(home.id)
    if second is None or key is None:
        return None
    return sealed_copy(second, mark, _number_of(backup), key)


def mark_for(home_id: str) -> str:
    """What tells a home's backups from those of others, and nothing else."""
    return hashlib.sha256(home_id.encode()).hexdigest()[:8]


def findings_of(copy: Path, *, migrate: bool = False) -> list[str]:
    """What the checks find wrong with a copy on the own disk: SQLite's, foreign keys, the chain.

    `migrate` brings one of an older version up to date first. Raises the faults of
    `open_database`.
    """
    with storage_faults(copy):
        database = open_database(copy, writing=migrate)
        try:
            findings = integrity_findings(database)
            home = Home(copy.parent, database)
            if not findings and home.role == DESK:
                findings = [f"event {seq}" for seq in EventLog(database).broken_links()]
        finally:
            database.close()
    return findings


def _make(folder: Path, today: dt.date, *, again: bool) -> Path | None:
    where = places(folder)
    with open_home(folder, writing=False) as home:
        mark = mark_for(home.id)
        with disk_faults(where.own):
            where.own.mkdir(mode=0o700, exist_ok=True)
        lock = WriterLock(where.own, wait=0)
        lock.acquire()
        try:
            made = None
            newest = _of_today(where.own, mark, today)
            if again or newest is None:
                newest = made = _copy_home(home, where.own, today)
            _delete_due(where.own, mark, today, newest)
            if where.second is not None:
                made = _seal_there(home, where, newest, made, today)
            return made
        finally:
            lock.release()
            follow_folder(folder)


def _seal_there(
    home: Home, where: Places, newest: Path, made: Path | None, today: dt.date
) -> Path | None:
    """See that today's backup lies sealed in the second folder; answers the one made, if any.

    One not made just now is checked again before it is sealed, and made anew where it is bad.
    """
    second, mark, key = where.second, mark_for(home.id), recovery_key(home)
    assert second is not None
    check_second_folder(home.folder, second)
    if key is None:
        raise RecoveryKeyWanting
    sealed = sealed_copy(second, mark, _number_of(newest), key)
    if sealed is None:
        if made is None and not _is_sound(newest):
            newest = made = _copy_home(home, where.own, today)
            _delete_due(where.own, mark, today, newest)
        _leave_room(second, newest.stat().st_size)
        copy_of = _number_of(newest)
        sealed = seal_copy(newest, second, mark, copy_of, made_on=today, key=key)
    _delete_due(second, mark, today, sealed)
    return made


def _is_sound(backup: Path) -> bool:
    try:
        return not findings_of(backup)
    except Fault:
        return False


def _copy_home(home: Home, place: Path, today: dt.date) -> Path:
    """A verified copy in the home's own folder: there whole or not there."""
    name = f"{home.role}-{mark_for(home.id)}-{today.isoformat()}"
    target = place / f"{name}-{secrets.token_hex(4)}.sqlite3"
    beside = place / f".{target.name}"
    database = home.folder / DATABASE_NAME
    with disk_faults(target), storage_faults(database):
        _remove_torn(place)
        _leave_room(place, database.stat().st_size)
        try:
            copy_database(home.database, beside)
            findings = findings_of(beside)
            if findings:
                raise DatabaseDamaged(str(database), findings[0])
            beside.replace(target)
            sync_folder(place)
        finally:
            with contextlib.suppress(OSError):
                remove_beside(beside)
                beside.unlink(missing_ok=True)
    return target


def _delete_due(place: Path, mark: str, today: dt.date, newest: Path) -> None:
    """Delete what has had its day; `newest` is verified and stays.

    One of today besides it was replaced by it; one of a day to come was made by a wrong clock.
    """
    with contextlib.suppress(OSError):
        for backup in _kept([place]):
            due = backup.deleted_on <= today or backup.made_on >= today
            if due and backup.path != newest and backup.mark == mark:
                backup.path.unlink(missing_ok=True)


def _of_today(place: Path, mark: str, today: dt.date) -> Path | None:
    for backup in _kept([place]):
        if backup.made_on == today and backup.mark == mark:
            return backup.path
    return None


def _kept(folders: Iterable[Path]) -> Iterator[KeptBackup]:
    found = [(place, backup) for place in folders for backup in _found_in(place)]
    first_of_week: dict[object, dt.date] = {}
    for place, one in found:
        week = (place, one.mark, one.made_on.isocalendar()[:2])
        first_of_week[week] = min(one.made_on, first_of_week.get(week, one.made_on))
    for place, one in sorted(found, key=lambda at: (at[1].made_on, at[1].size), reverse=True):
        weekly = first_of_week[place, one.mark, one.made_on.isocalendar()[:2]] == one.made_on
        days = WEEKLY_DAYS if weekly else DAILY_DAYS
        yield replace(one, deleted_on=one.made_on + dt.timedelta(days=days))


def _found_in(place: Path) -> list[KeptBackup]:
    """The backups of a folder, plain and sealed; `deleted_on` is still the day they were made."""
    found = []
    with contextlib.suppress(OSError):
        for path in place.iterdir():
            if (name := _NAME.fullmatch(path.name)) and path.is_file():
                with contextlib.suppress(ValueError):
                    day = dt.date.fromisoformat(name[3])
                    found.append(KeptBackup(path, day, day, path.stat().st_size, name[2]))
        for path, head in sealed_in(place):
            paper = Paper(head.paper, head.paper_day)
            size = path.stat().st_size
            found.append(KeptBackup(path, head.made_on, head.made_on, size, head.sender, paper))
    return found


def _number_of(backup: Path) -> str:
    """The random digits in a backup's name: sealed copies say of what they are one."""
    name = _NAME.fullmatch(backup.name)
    assert name is not None
    return name[4]


def _leave_room(place: Path, needed: int) -> None:
    if shutil.disk_usage(place).free < needed + _LEFT_FREE:
        raise DiskFull(str(place))


def _remove_torn(place: Path) -> None:
    """For the holder of the lock: what a killed backup left."""
    for note in (SECOND_FOLDER_NOTE, RECOVERY_NOTE):
        remove_torn(place / note)
    for path in place.glob(".*.sqlite3*"):
        path.unlink(missing_ok=True)
