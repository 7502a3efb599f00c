"""The check of a home: is everything sound, where does what lie."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lotse_desk.domain.exchange_faults import KeysTooOpen
from lotse_desk.domain.faults import DatabaseDamaged
from lotse_desk.home.backup_places import places
from lotse_desk.home.backups import WARN_AFTER_DAYS, kept_backups, mark_for
from lotse_desk.home.clock import today
from lotse_desk.home.desk_key import desk_key
from lotse_desk.home.exchange_keys import keys_of, names_of_keys
from lotse_desk.home.home import DATABASE_NAME, DESK, Home, open_home
from lotse_desk.home.old_copies import kept_copies
from lotse_desk.home.recovery_key import recovery_key
from lotse_desk.home.sharing import NO_COMMON_GROUP, OPEN_TO_ALL, SHARED, sharing_facts
from lotse_desk.storage.database import integrity_findings
from lotse_desk.storage.event_log import EventLog


class Weight(StrEnum):
    """How much a finding matters: a plain fact, a warning, or something broken."""

    FACT = "fact"
    WARNING = "warning"
    BROKEN = "broken"


@dataclass(frozen=True)
class Finding:
    """`code` says what for machines, `fact` holds the detail: a path, a place, SQLite's words."""

    code: str
    weight: Weight
    fact: str


def check_home(folder: Path) -> list[Finding]:
    """All findings of a home; raises the faults of `open_home` where it cannot be opened."""
    with open_home(folder, writing=False) as home:
        return [
            Finding("role", Weight.FACT, home.role),
            Finding("database", Weight.FACT, str(folder / DATABASE_NAME)),
            *_integrity(home),
            *_keys(home),
            *_users(folder),
            *_place(folder),
            *_copies(folder),
            *_backups(folder, home),
        ]


def _integrity(home: Home) -> Iterator[Finding]:
    try:
        findings = integrity_findings(home.database)
    except DatabaseDamaged as damage:
        findings = [damage.finding]
    if home.role == DESK and not findings:
        findings = [f"event {seq}" for seq in EventLog(home.database).broken_links()]
    for finding in findings:
        yield Finding("integrity", Weight.BROKEN, finding)


def _keys(home: Home) -> Iterator[Finding]:
    keys = keys_of(home)
    for name in names_of_keys(home):
        place = keys.place(name)
        if place == "nowhere":
            yield Finding("key-missing", Weight.BROKEN, name)
        elif home.role == DESK and not _is_of_desk(home):
            yield Finding("key-of-another", Weight.BROKEN, name)
        else:
            yield Finding("key", Weight.FACT, f"{name}: {place}")


def _is_of_desk(home: Home) -> bool:
    try:
        return desk_key(home) is not None
    except KeysTooOpen:
        return True  # told as such


def _users(folder: Path) -> Iterator[Finding]:
    weights = {SHARED: Weight.FACT, OPEN_TO_ALL: Weight.BROKEN, NO_COMMON_GROUP: Weight.WARNING}
    for code, fact in sharing_facts(folder):
        yield Finding(code, weights[code], fact)


def _place(folder: Path) -> Iterator[Finding]:
    if Path(tempfile.gettempdir()).resolve() in folder.resolve().parents:
        yield Finding("temporary-folder", Weight.WARNING, str(folder))


def _copies(folder: Path) -> Iterator[Finding]:
    for path, last_day in kept_copies(folder):
        yield Finding("copy", Weight.FACT, f"{path.name} (bis {last_day:%d.%m.%Y})")


def _backups(folder: Path, home: Home) -> Iterator[Finding]:
    where, mark = places(folder), mark_for(home.id)
    if where.second is not None:
        there = where.second.is_dir()
        code, weight = ("backup-folder", Weight.FACT), ("backup-folder-gone", Weight.WARNING)
        yield Finding(*(code if there else weight), str(where.second))
    key = recovery_key(home)
    if key is not None:
        since = f" vom {key.since:%d.%m.%Y}" if key.since else ""
        yield Finding("recovery-sheet", Weight.FACT, f"Nr. {key.number}{since}")
    elif where.second is not None:
        yield Finding("recovery-sheet-missing", Weight.WARNING, str(where.second))
    ours = [backup for backup in kept_backups(folder) if backup.mark == mark]
    for backup in ours:
        days = f"vom {backup.made_on:%d.%m.%Y}, gelöscht am {backup.deleted_on:%d.%m.%Y}"
        if backup.paper is not None:
            days += f", verschlossen für Blatt Nr. {backup.paper.number}"
        yield Finding("backup", Weight.FACT, f"{backup.path} ({days})")
    if not ours:
        yield Finding("backup-missing", Weight.WARNING, str(where.own))
        return
    age = (today() - ours[0].made_on).days
    days = f"vom {ours[0].made_on:%d.%m.%Y}, {age} {'Tag' if age == 1 else 'Tage'} alt"
    if age < WARN_AFTER_DAYS:
        yield Finding("backup-newest", Weight.FACT, days)
    else:
        yield Finding("backup-old", Weight.WARNING, days)
