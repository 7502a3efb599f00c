"""What the page of backups asks; each function opens what it needs itself, in a thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from lotse_desk.home.backups import BackupContent, KeptBackup
    from lotse_desk.home.recovery import Recovered


@dataclass(frozen=True)
class ListedBackup:
    """A backup with what it says of itself; None where it cannot be read."""

    kept: KeptBackup
    content: BackupContent | None


@dataclass(frozen=True)
class Backups:
    """The backups of a home, newest first, and the second folder where there is one."""

    listed: tuple[ListedBackup, ...]
    second: Path | None
    today: dt.date


def backups(folder: Path) -> Backups:
    """All backups in the folders of a home."""
    from lotse_desk.home import clock
    from lotse_desk.home.backup_places import places
    from lotse_desk.home.backups import kept_backups

    listed = tuple(listed_backup(kept) for kept in kept_backups(folder))
    return Backups(listed, places(folder).second, clock.today())


def listed_backup(kept: KeptBackup) -> ListedBackup:
    """A backup with its content."""
    from lotse_desk.domain.faults import Fault
    from lotse_desk.home.backups import content_of

    try:
        return ListedBackup(kept, content_of(kept.path))
    except Fault:
        return ListedBackup(kept, None)


def make_due(folder: Path) -> Path | None:
    """Today's backup, if it is missing."""
    from lotse_desk.home import clock
    from lotse_desk.home.backups import make_due_backup

    return make_due_backup(folder, clock.today())


def make_now(folder: Path) -> Path:
    """A backup of this moment."""
    from lotse_desk.home import clock
    from lotse_desk.home.backups import make_backup_now

    return make_backup_now(folder, clock.today())


def name_second_folder(folder: Path, second: Path) -> Path:
    """Remember a second folder, and put today's backup there."""
    from lotse_desk.home.backup_places import put_second_folder

    put_second_folder(folder, second)
    return make_now(folder)


def restore(folder: Path, backup: Path) -> str:
    """Bring a backup back; answers the new incarnation."""
    from lotse_desk.home.backup import restore as bring_back

    return bring_back(folder, backup)


def recover(folder: Path) -> Recovered:
    """The newest good backup, and what can be read of the damaged file."""
    from lotse_desk.home import clock
    from lotse_desk.home.recovery import recover as bring_back

    return bring_back(folder, clock.today())
