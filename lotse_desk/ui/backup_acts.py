"""What the page of backups asks; each function opens what it needs itself, in a thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from lotse_desk.home.backups import BackupContent, KeptBackup, Paper
    from lotse_desk.home.recovery import Recovered
    from lotse_desk.home.recovery_key import RecoveryKey, RecoverySheet, SecretRecoveryKey


@dataclass(frozen=True)
class ListedBackup:
    """A backup with what it says of itself; None where it is sealed or cannot be read."""

    kept: KeptBackup
    content: BackupContent | None


@dataclass(frozen=True)
class Backups:
    """The backups of a home, newest first, and the second folder where there is one.

    `sheet` is the recovery sheet that holds; None where there is none, or no home to ask.
    """

    listed: tuple[ListedBackup, ...]
    second: Path | None
    today: dt.date
    sheet: RecoveryKey | None = None


def backups(folder: Path) -> Backups:
    """All backups in the folders of a home."""
    from lotse_desk.home import clock
    from lotse_desk.home.backup_places import places
    from lotse_desk.home.backups import kept_backups

    listed = tuple(listed_backup(kept) for kept in kept_backups(folder))
    return Backups(listed, places(folder).second, clock.today(), _sheet(folder))


def _sheet(folder: Path) -> RecoveryKey | None:
    from lotse_desk.domain.faults import Fault
    from lotse_desk.home.recovery_key import recovery_key_of

    try:
        return recovery_key_of(folder)
    except Fault:
        return None


def listed_backup(kept: KeptBackup) -> ListedBackup:
    """A backup with its content."""
    from lotse_desk.domain.faults import Fault
    from lotse_desk.home.backups import content_of

    if kept.paper is not None:
        return ListedBackup(kept, None)
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


def new_sheet(folder: Path) -> RecoverySheet:
    """A recovery sheet with a new key that does not hold yet."""
    from lotse_desk.home import clock
    from lotse_desk.home.recovery_key import make_sheet

    return make_sheet(folder, clock.today())


def keep_sheet(folder: Path, sheet: RecoverySheet) -> None:
    """The sheet is printed: what goes to the second folder is sealed for it from now on."""
    from lotse_desk.home.recovery_key import keep_sheet as keep

    keep(folder, sheet)
    _seal_anew(folder)


def save_sheet(folder: Path, sheet: RecoverySheet, path: Path) -> None:
    """Write the sheet where somebody chose, into a new file; then its key holds."""
    from lotse_desk.home.recovery_key import write_sheet_file

    write_sheet_file(folder, sheet, path)
    _seal_anew(folder)


def _seal_anew(folder: Path) -> None:
    """Whoever has only the new sheet finds a copy it opens."""
    from lotse_desk.home.backup_places import places

    if places(folder).second is not None:
        make_now(folder)


def require_sheet(folder: Path) -> None:
    """Raise `RecoveryKeyWanting` unless there is a sheet to seal copies for."""
    from lotse_desk.domain.backup_faults import RecoveryKeyWanting
    from lotse_desk.home.recovery_key import recovery_key_of

    if recovery_key_of(folder) is None:
        raise RecoveryKeyWanting


def paper_of(backup: Path) -> Paper | None:
    """The recovery sheet that opens a backup; None for one that is not sealed."""
    from lotse_desk.home.backups import Paper
    from lotse_desk.home.sealed_backups import paper_of as sealed_for

    sealed = sealed_for(backup)
    return None if sealed is None else Paper(sealed.paper, sealed.paper_day)


def key_for(typed: str, backup: Path) -> SecretRecoveryKey:
    """The key somebody typed from paper, if it opens a backup; raises what is the matter."""
    from lotse_desk.home.recovery_key import typed_recovery_key
    from lotse_desk.home.sealed_backups import require_paper

    key = typed_recovery_key(typed)
    require_paper(backup, key)
    return key


def restore(folder: Path, backup: Path, key: SecretRecoveryKey | None = None) -> str:
    """Bring a backup back; answers the new incarnation."""
    from lotse_desk.home.backup import restore as bring_back

    return bring_back(folder, backup, key)


def recover(folder: Path) -> Recovered:
    """The newest good backup, and what can be read of the damaged file."""
    from lotse_desk.home import clock
    from lotse_desk.home.recovery import recover as bring_back

    return bring_back(folder, clock.today())
