"""Who may use what lies in a folder: the rights of its files follow those of the folder."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

OTHERS = stat.S_IRWXO
_FILE, _FOLDER = 0o600, 0o700
_SHARED_FILE, _SHARED_FOLDER = 0o660, 0o770 | stat.S_ISGID


@dataclass(frozen=True)
class Rights:
    """Modes for files and folders; `group` is the id of the group that shares them, or None.

    On Windows everything inherits the list of its folder; there these rights change nothing.
    """

    file: int = _FILE
    folder: int = _FOLDER
    group: int | None = None

    def give(self, path: Path) -> None:
        """Give a file or folder of this account these rights; raises `OSError`."""
        if os.name != "posix":
            return
        facts = path.lstat()
        if stat.S_ISLNK(facts.st_mode) or facts.st_uid != os.geteuid():
            return
        if self.group is not None and facts.st_gid != self.group:
            os.chown(path, -1, self.group)
        mode = self.folder if stat.S_ISDIR(facts.st_mode) else self.file
        if stat.S_IMODE(facts.st_mode) != mode:
            path.chmod(mode)

    def give_unless_shared(self, path: Path) -> None:
        """The same, but what somebody opened to a group stays open to it; raises `OSError`."""
        facts = path.lstat()
        mode = stat.S_IMODE(facts.st_mode)
        if self.group is not None or not mode & stat.S_IWGRP:
            self.give(path)
        elif mode & OTHERS and not stat.S_ISLNK(facts.st_mode):
            path.chmod(mode & ~OTHERS)


def rights_in(folder: Path) -> Rights:
    """The rights for what lies in a folder: its group may use it where it may write the folder.

    Raises `OSError`.
    """
    facts = folder.stat()
    if os.name == "posix" and facts.st_mode & stat.S_IWGRP:
        return Rights(_SHARED_FILE, _SHARED_FOLDER, facts.st_gid)
    return Rights()


def open_to_all(path: Path) -> bool:
    """Whether accounts that share nothing with its owner may use a file; raises `OSError`."""
    return os.name == "posix" and bool(path.stat().st_mode & OTHERS)
