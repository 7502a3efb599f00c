"""A home for one account or for all accounts of a counter PC: its files follow its folder."""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from lotse_desk.sync.rights import OTHERS, rights_in

PARTS = (
    "lotse-desk*.sqlite3*",
    "writer.*",
    "set-aside-*",
    "keys",
    "keys/*",
    "batches",
    "batches/*",
    "backups",
    "backups/*",
)
"""What the program makes in a home, but for what an office must take away."""
SHARED, NO_COMMON_GROUP, OPEN_TO_ALL = "shared", "no-common-group", "open-to-all"


def follow_folder(folder: Path) -> None:
    """Give what this account made in a home the rights of its folder.

    So the next account of the PC can go on, and nobody else reads it. What is another account's
    stays as it is, and so does what cannot be changed now.
    """
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        rights = rights_in(folder)
        for pattern in PARTS:
            for path in folder.glob(pattern):
                with contextlib.suppress(OSError):
                    rights.give_unless_shared(path)


def is_shared(folder: Path) -> bool:
    """Whether a group may write the folder; always False on Windows, where lists say it."""
    with contextlib.suppress(OSError):
        return rights_in(folder).group is not None
    return False


def sharing_facts(folder: Path) -> Iterator[tuple[str, str]]:
    """What somebody should know of who can use a home: code and fact."""
    if os.name != "posix":
        return
    mode = stat.S_IMODE(folder.stat().st_mode)
    if is_shared(folder):
        yield SHARED, _group_name(folder.stat().st_gid)
        if not mode & stat.S_ISGID:
            yield NO_COMMON_GROUP, str(folder)
    if mode & stat.S_IWOTH:
        yield OPEN_TO_ALL, str(folder)
    for pattern in PARTS:
        for path in sorted(folder.glob(pattern)):
            with contextlib.suppress(FileNotFoundError):
                if path.is_file() and path.stat().st_mode & OTHERS:
                    yield OPEN_TO_ALL, str(path)


def _group_name(group: int) -> str:
    import grp

    try:
        return grp.getgrgid(group).gr_name
    except KeyError:
        return str(group)
