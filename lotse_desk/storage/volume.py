"""What kind of volume a folder lies on: a database is never opened on a share or stick."""

import ctypes
import sys
from pathlib import Path

from lotse_desk.sync.mounts import NETWORK, mount_of

REMOVABLE_FILE_SYSTEMS = frozenset({"vfat", "exfat", "msdos", "iso9660", "udf"})
WITHOUT_OWNERS = frozenset({"fuseblk", "fuse.exfat", "fuse.ntfs-3g"})
"""File systems in user space whose files belong to whoever mounted them: exFAT and NTFS."""
SYNC_MARKERS = (".dropbox", ".dropbox.cache", ".owncloudsync.log", ".sync_root", ".tmp.driveupload")
SYNC_FOLDERS = frozenset({"onedrive", "dropbox", "nextcloud", "owncloud", "google drive", "icloud"})
_WINDOWS_REMOVABLE, _WINDOWS_REMOTE, _WINDOWS_OPTICAL = 2, 4, 5


def refusal(folder: Path) -> str | None:
    """Why no home may lie there: share, removable, synced, without-owners; None where it may."""
    path = folder.resolve()
    if str(path).startswith(("\\\\", "//")):
        return "share"
    if _in_synced_folder(path):
        return "synced"
    return _windows_refusal(path) if sys.platform == "win32" else _unix_refusal(path)


def _in_synced_folder(path: Path) -> bool:
    for place in (path, *path.parents):
        name = place.name.lower()
        if name in SYNC_FOLDERS or name.startswith("onedrive - "):
            return True
        if any((place / marker).exists() for marker in SYNC_MARKERS):
            return True
    return False


def _windows_refusal(path: Path) -> str | None:
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent on other systems
    kind = kernel.GetDriveTypeW(path.anchor)
    if kind == _WINDOWS_REMOTE:
        return "share"
    return "removable" if kind in (_WINDOWS_REMOVABLE, _WINDOWS_OPTICAL) else None


def _unix_refusal(path: Path) -> str | None:
    mount = mount_of(path)
    if mount is None or mount.point == Path("/"):
        return None  # the system's own disk, whatever a virtual machine calls it
    if mount.kind in NETWORK:
        return "share"
    if mount.kind in WITHOUT_OWNERS:
        return "without-owners"
    return "removable" if mount.kind in REMOVABLE_FILE_SYSTEMS else None
