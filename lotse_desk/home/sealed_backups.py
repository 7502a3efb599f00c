"""Copies of backups in a second folder: each sealed to the recovery key, its name without sense."""

import contextlib
import datetime as dt
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from lotse_desk.domain.backup_faults import BackupSealed, WrongRecoveryPaper
from lotse_desk.domain.disk_faults import disk_faults
from lotse_desk.domain.exchange_faults import (
    FileIncomplete,
    FileNotOurs,
    FileRefused,
    FileTooNew,
    ReadBackDiffers,
    SealUnopened,
)
from lotse_desk.domain.faults import DiskFailure, Unreadable
from lotse_desk.home.recovery_key import RecoveryKey
from lotse_desk.sync.keys import SealIdentity
from lotse_desk.sync.sealed_file import (
    SUFFIX,
    SealedFor,
    SealedHead,
    looks_sealed,
    seal_file,
    sealed_head,
    unseal_file,
)

_NAME = re.compile(rf"([0-9a-f]{{8}})-[0-9a-f]{{16}}{re.escape(SUFFIX)}")


def sealed_in(place: Path) -> Iterator[tuple[Path, SealedHead]]:
    """The whole sealed copies in a folder, of all homes; what is torn does not count.

    Raises `OSError` where the folder itself cannot be read.
    """
    for path in place.iterdir():
        if _NAME.fullmatch(path.name):
            with contextlib.suppress(FileRefused, OSError):
                yield path, sealed_head(path)


def seal_copy(
    backup: Path, place: Path, mark: str, copy_of: str, *, made_on: dt.date, key: RecoveryKey
) -> Path:
    """Seal a verified backup into a folder; there whole and read back, or not there.

    Torn copies of the same home, left by a program that was killed, go first. Raises `DiskFull`,
    `DiskFailure`.
    """
    target = place / f"{mark}-{secrets.token_hex(8)}{SUFFIX}"
    sealed = SealedFor(mark, copy_of, made_on, key.recipient, key.number, key.since)
    with disk_faults(target):
        _remove_torn(place, mark)
        try:
            seal_file(backup, target, sealed)
        except ReadBackDiffers as error:
            raise DiskFailure(str(target), "read back differently") from error
    return target


def sealed_copy(place: Path, mark: str, copy_of: str, key: RecoveryKey) -> Path | None:
    """The copy of a backup that this key opens, where it lies in the folder already."""
    wanted = (mark, copy_of, key.number)
    with disk_faults(place):
        for path, head in sealed_in(place):
            if (head.sender, head.copy_of, head.paper) == wanted:
                return path
    return None


def is_sealed(backup: Path) -> bool:
    """Whether a file is a sealed backup; raises `DiskFailure`."""
    with disk_faults(backup):
        return backup.is_file() and looks_sealed(backup)


def paper_of(backup: Path) -> BackupSealed | None:
    """What a sealed backup says of the paper that opens it; None for a plain one.

    Raises `Unreadable` for one that is cut or damaged, `DiskFailure`.
    """
    if not is_sealed(backup):
        return None
    with _sealed_faults(backup):
        head = sealed_head(backup)
    return BackupSealed(str(backup), head.paper, head.paper_day)


def require_paper(backup: Path, key: SealIdentity | None) -> None:
    """Raise `BackupSealed` or `WrongRecoveryPaper` unless a backup is plain or the key fits."""
    sealed = paper_of(backup)
    if sealed is None:
        return
    if key is None:
        raise sealed
    given = RecoveryKey(key.recipient, None).number
    if given != sealed.paper:
        raise WrongRecoveryPaper(sealed.path, sealed.paper, sealed.paper_day, given)


def unseal_backup(backup: Path, target: Path, key: SealIdentity | None) -> RecoveryKey:
    """Open a sealed backup into a new file; answers the key it was sealed for.

    Raises `BackupSealed`, `WrongRecoveryPaper`, `Unreadable` for one that is cut or damaged,
    `DiskFull`, `DiskFailure`.
    """
    require_paper(backup, key)
    assert key is not None
    with _sealed_faults(backup), disk_faults(target):
        head = unseal_file(backup, target, key)
    return RecoveryKey(key.recipient, head.paper_day)


@contextlib.contextmanager
def _sealed_faults(backup: Path) -> Iterator[None]:
    try:
        with disk_faults(backup):
            yield
    except FileTooNew as error:
        raise Unreadable(str(backup), "newer-format") from error
    except (FileIncomplete, FileNotOurs, SealUnopened) as error:
        raise Unreadable(str(backup), "cut-or-changed") from error


def _remove_torn(place: Path, mark: str) -> None:
    for path in place.iterdir():
        if (name := _NAME.fullmatch(path.name)) and name[1] == mark:
            try:
                sealed_head(path)
            except (FileIncomplete, FileNotOurs):
                path.unlink(missing_ok=True)
