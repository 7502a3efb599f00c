"""The check of a home: is everything sound, where does what lie."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lotse_desk.domain.faults import DatabaseDamaged
from lotse_desk.home.exchange_keys import keys_of, names_of_keys
from lotse_desk.home.home import DATABASE_NAME, DESK, Home, open_home
from lotse_desk.home.old_copies import kept_copies
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
            *_place(folder),
            *_copies(folder),
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
        else:
            yield Finding("key", Weight.FACT, f"{name}: {place}")


def _place(folder: Path) -> Iterator[Finding]:
    if Path(tempfile.gettempdir()).resolve() in folder.resolve().parents:
        yield Finding("temporary-folder", Weight.WARNING, str(folder))


def _copies(folder: Path) -> Iterator[Finding]:
    for path, last_day in kept_copies(folder):
        yield Finding("copy", Weight.FACT, f"{path.name} (bis {last_day:%d.%m.%Y})")
