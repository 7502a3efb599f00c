"""What kind of volume a folder lies on: a database is never opened on a share or stick."""

import ctypes
import os
import re
import sys
from pathlib import Path

NETWORK_FILE_SYSTEMS = frozenset(
    {"cifs", "smb", "smb2", "smb3", "smbfs", "nfs", "nfs4", "afs", "ncpfs", "davfs"}
    | {"fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs", "ceph", "9p"}
)
REMOVABLE_FILE_SYSTEMS = frozenset({"vfat", "exfat", "msdos", "iso9660", "udf"})
SYNC_MARKERS = (".dropbox", ".dropbox.cache", ".owncloudsync.log", ".sync_root", ".tmp.driveupload")
SYNC_FOLDERS = frozenset({"onedrive", "dropbox", "nextcloud", "owncloud", "google drive", "icloud"})
MOUNTS = Path("/proc/self/mounts")
_OCTAL = re.compile(r"\\([0-7]{3})")
"""How the kernel writes blanks and backslashes in names (proc(5), getmntent(3))."""
_WINDOWS_REMOVABLE, _WINDOWS_REMOTE, _WINDOWS_OPTICAL = 2, 4, 5


def refusal(folder: Path) -> str | None:
    """Why no home may lie in the folder: share, removable, synced; None where it may."""
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
    try:
        mounts = MOUNTS.read_text("utf-8", errors="surrogateescape")
    except OSError:
        return None
    best, file_system = "", ""
    for line in filter(None, mounts.split("\n")):
        _, target, kind, *_ = line.split(" ")
        point = _OCTAL.sub(lambda octal: chr(int(octal[1], 8)), target)
        inside = point == "/" or os.path.commonpath([point, str(path)]) == point
        if inside and len(point) >= len(best):
            best, file_system = point, kind
    if path == Path("/") or best == "/":
        return None  # the system's own disk, whatever a virtual machine calls it
    if file_system in NETWORK_FILE_SYSTEMS:
        return "share"
    return "removable" if file_system in REMOVABLE_FILE_SYSTEMS else None
