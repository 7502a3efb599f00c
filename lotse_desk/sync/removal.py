"""Deleting one file of ours: read whole, judged by its bytes, and then that file and no other."""

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from lotse_desk.sync.durable import patiently, read_whole, sync_folder
from lotse_desk.sync.walk import closing, is_reparse_point, open_found


def remove_if(root: Path, path: Path, limit: int, judge: Callable[[bytes], bool]) -> bool:
    """Delete the file below `root` if `judge` says so of all its bytes; says whether it is gone.

    At most `limit` + 1 bytes are read. No link is followed on the way, and what is deleted is what
    was read, even if somebody puts another file in its place meanwhile. Raises `OSError`.
    """
    if not path.is_relative_to(root):
        raise ValueError(str(path))
    if os.open in os.supports_dir_fd:
        return _remove_beneath(root, path, limit, judge)
    if any(is_reparse_point(part) for part in (path, *path.parents) if part.is_relative_to(root)):
        return False
    with closing(patiently(lambda: open_found(path))) as handle:
        if not judge(read_whole(handle, limit)):
            return False
    patiently(path.unlink)
    return True


def _remove_beneath(root: Path, path: Path, limit: int, judge: Callable[[bytes], bool]) -> bool:
    parts = path.relative_to(root).parts
    with (
        _folder(root, parts[:-1]) as folder,
        closing(open_found(Path(path.name), folder)) as handle,
    ):
        read = os.fstat(handle)
        if not judge(read_whole(handle, limit)):
            return False
        there = os.stat(path.name, dir_fd=folder, follow_symlinks=False)
        if not stat.S_ISREG(there.st_mode) or not os.path.samestat(read, there):
            return False
        os.unlink(path.name, dir_fd=folder)
    with contextlib.suppress(OSError):
        sync_folder(path.parent)  # a deletion that a power cut takes back harms nothing
    return True


@contextlib.contextmanager
def _folder(root: Path, parts: tuple[str, ...]) -> Iterator[int]:
    """A descriptor of the folder these names lead to, none of them a link."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(root, flags)
    try:
        for part in parts:
            below = os.open(part, flags, dir_fd=handle)
            os.close(handle)
            handle = below
        yield handle
    finally:
        os.close(handle)
