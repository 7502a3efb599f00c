"""Where the backups of a home lie: in the home, and in a second folder the house named."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from lotse_desk.domain.backup_faults import RecoveryKeyWanting
from lotse_desk.domain.disk_faults import disk_faults
from lotse_desk.domain.faults import BackupFolderRefused
from lotse_desk.home.files import write_whole
from lotse_desk.home.home import BACKUPS_FOLDER, SECOND_FOLDER_NOTE
from lotse_desk.home.recovery_key import recovery_key_of
from lotse_desk.home.sharing import follow_folder

_OF_THE_EXCHANGE = "*.lotse"


@dataclass(frozen=True)
class Places:
    """Folders of backups; `second` is None where the house named none."""

    own: Path
    second: Path | None

    def all(self) -> tuple[Path, ...]:
        """The home's own first."""
        return (self.own,) if self.second is None else (self.own, self.second)


def places(folder: Path) -> Places:
    """The folders of a home's backups; neither need exist."""
    own = folder / BACKUPS_FOLDER
    named = ""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        named = (own / SECOND_FOLDER_NOTE).read_text("utf-8").strip()
    return Places(own, Path(named) if named else None)


def put_second_folder(folder: Path, second: Path | None) -> None:
    """Remember a second folder, or forget it with None.

    It may lie on a second disk or a share, never in the home or where the exchange takes place,
    and takes copies sealed to the recovery key only. Raises `BackupFolderRefused`,
    `RecoveryKeyWanting`, `DiskFull`, `DiskFailure` and what `open_home` raises.
    """
    note = folder / BACKUPS_FOLDER / SECOND_FOLDER_NOTE
    with disk_faults(note):
        note.parent.mkdir(mode=0o700, exist_ok=True)
        if second is None:
            note.unlink(missing_ok=True)
            return
    check_second_folder(folder, second)
    if recovery_key_of(folder) is None:
        raise RecoveryKeyWanting
    write_whole(note, f"{second.resolve()}\n".encode())
    follow_folder(folder)


def check_second_folder(folder: Path, second: Path) -> None:
    """Raise `BackupFolderRefused` unless copies may lie there."""
    with disk_faults(second):
        if not second.is_dir():
            raise BackupFolderRefused(str(second), "not-a-folder")
        here = second.resolve()
        if folder.resolve() in (here, *here.parents):
            raise BackupFolderRefused(str(second), "inside-home")
        refuse_exchange_folder(second)


def refuse_exchange_folder(folder: Path) -> None:
    """Raise `BackupFolderRefused` where files of the exchange lie: that medium goes round."""
    if any(folder.resolve().glob(_OF_THE_EXCHANGE)):
        raise BackupFolderRefused(str(folder), "exchange")
