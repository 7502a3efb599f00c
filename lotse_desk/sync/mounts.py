"""What the system has mounted, read from its own list: nothing mounted is touched for it."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
NETWORK = frozenset(
    {"cifs", "smb", "smb2", "smb3", "smbfs", "nfs", "nfs4", "afs", "ncpfs", "davfs", "9p", "ceph"}
    | {"fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs"}
)
PSEUDO = frozenset(
    {"proc", "sysfs", "devtmpfs", "devpts", "cgroup", "cgroup2", "debugfs", "tracefs", "securityfs"}
    | {"pstore", "bpf", "configfs", "mqueue", "hugetlbfs", "autofs", "efivarfs", "binfmt_misc"}
    | {"fusectl", "rpc_pipefs", "nsfs", "selinuxfs", "ramfs", "binder", "functionfs", "nfsd"}
)
"""File systems of the kernel: what looks like a file there is not one on a disk."""
_OCTAL = re.compile(r"\\([0-7]{3})")
"""How the kernel writes blanks and backslashes in names (proc(5), getmntent(3))."""


@dataclass(frozen=True)
class Mount:
    """A mounted file system: where, of which kind, from which device or share."""

    point: Path
    kind: str
    source: str


def mounts() -> tuple[Mount, ...]:
    """What is mounted, of several at one place the last, which hides the others.

    Nothing where the system has no such list (proc(5)).
    """
    if not sys.platform.startswith("linux"):
        return ()
    try:
        lines = MOUNTS.read_text("utf-8", errors="surrogateescape").split("\n")
    except OSError:
        return ()
    listed = [mount for line in lines if (mount := _mount(line)) is not None]
    return tuple({mount.point: mount for mount in listed}.values())


def mount_of(folder: Path) -> Mount | None:
    """The file system a resolved path lies on, whether or not it exists."""
    around = [mount for mount in mounts() if folder.is_relative_to(mount.point)]
    return max(around, key=lambda mount: len(mount.point.parts), default=None)


def _mount(line: str) -> Mount | None:
    fields = line.split(" ")
    return Mount(Path(_plain(fields[1])), fields[2], _plain(fields[0])) if fields[3:] else None


def _plain(text: str) -> str:
    return _OCTAL.sub(lambda octal: chr(int(octal[1], 8)), text)
