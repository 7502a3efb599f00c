"""Volumes that can be a medium: sticks, shares and further disks that are mounted here."""

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, QStorageInfo

from lotse_desk.sync.answering import ANSWER_S, answers, within
from lotse_desk.sync.frame import HEAD_LENGTH, SUFFIX, kind_of
from lotse_desk.sync.mounts import NETWORK, PSEUDO, mounts
from lotse_desk.sync.shown_name import shown_name
from lotse_desk.sync.walk import open_found

STICK, SHARE, DISK = "stick", "share", "disk"
MOST_LOOKED_AT, MOST_FOLDERS = 200, 50
"""Entries of a folder, and folders, that the shallow look for our files takes note of."""
_PLACES_FOR_MEDIA = ("/media", "/run/media", "/mnt", "/Volumes")
_IN_MEMORY = ("tmpfs", "overlay", "squashfs")
_UUIDS = Path("/dev/disk/by-uuid")
_BLOCK_DEVICES = Path("/sys/class/block")
_WINDOWS_KINDS = {2: STICK, 3: DISK, 4: SHARE}


@dataclass(frozen=True)
class Volume:
    """A volume that answered; `free` in bytes, None where it does not say.

    `id` is the same whenever this volume is mounted again, also elsewhere: its UUID, what it is
    called in the network, or else its own label, size and file system together.
    """

    root: Path
    label: str
    kind: str
    free: int | None
    read_only: bool
    id: str


@dataclass(frozen=True)
class SeenVolumes:
    """What is mounted; `silent` are the labels of those that did not answer in time."""

    volumes: tuple[Volume, ...]
    silent: tuple[str, ...] = ()


def mounted_volumes(apart_from: Sequence[Path] = (), seconds: float = ANSWER_S) -> SeenVolumes:
    """Sticks, shares and further disks; never the system's own, nor a disk with `apart_from`.

    A volume that does not answer within so many seconds is only named.
    """
    candidates = [
        (root, kind)
        for root, kind in _candidates()
        if kind != DISK or not any(path.is_relative_to(root) for path in apart_from)
    ]
    volumes: list[Volume] = []
    silent: list[str] = []
    heard = answers(seconds, {str(root): partial(_touch, root) for root, _ in candidates})
    for root, kind in candidates:
        error = heard[str(root)]
        if isinstance(error, TimeoutError):
            silent.append(shown_name(root.name or str(root)))
        elif error is None and (info := QStorageInfo(str(root))).isReady():
            volumes.append(_volume(info, root, kind))
    return SeenVolumes(tuple(volumes), tuple(silent))


def volume_of(folder: Path, seconds: float = ANSWER_S) -> Volume:
    """The volume a folder lies on, whatever kind it is; raises `TimeoutError` and `OSError`."""
    within(seconds, str(folder), folder.stat)
    info = QStorageInfo(str(folder))
    if not info.isValid():
        raise FileNotFoundError(str(folder))
    root = Path(info.rootPath())
    return _volume(info, root, dict(_candidates()).get(root, DISK))


def folders_of_ours(root: Path, seconds: float = ANSWER_S) -> tuple[Path, ...]:
    """The root and folders right below it where files of ours lie; a shallow look, in time.

    Only names that end as ours do are looked into: enough to find the place, never all there is.
    """
    with contextlib.suppress(TimeoutError, OSError):
        return within(seconds, f"{root} ours", lambda: tuple(_with_ours(root)))
    return ()


def _with_ours(root: Path) -> Iterator[Path]:
    if _holds_ours(root):
        yield root
    with os.scandir(root) as listing:
        below = [
            entry.path
            for entry, _ in zip(listing, range(MOST_LOOKED_AT), strict=False)
            if entry.is_dir(follow_symlinks=False)
        ]
    yield from (Path(path) for path in sorted(below)[:MOST_FOLDERS] if _holds_ours(Path(path)))


def _holds_ours(folder: Path) -> bool:
    with contextlib.suppress(OSError), os.scandir(folder) as listing:
        for entry, _ in zip(listing, range(MOST_LOOKED_AT), strict=False):
            named = entry.name.lower().endswith(SUFFIX)
            if named and entry.is_file(follow_symlinks=False) and _is_ours(Path(entry.path)):
                return True
    return False


def _is_ours(path: Path) -> bool:
    with contextlib.suppress(OSError):
        handle = open_found(path)
        try:
            return kind_of(os.read(handle, HEAD_LENGTH)) is not None
        finally:
            os.close(handle)
    return False


def _touch(root: Path) -> None:
    """Ask whether it answers, before Qt does, which holds all threads up while it waits.

    A card reader without a card and a place without rights say so: `OSError`.
    """
    with os.scandir(root) as listing:
        next(listing, None)


def _volume(info: QStorageInfo, root: Path, kind: str) -> Volume:
    label = shown_name(info.name().strip() or root.name or str(root))
    return Volume(
        root=root,
        label=label,
        kind=kind,
        free=info.bytesAvailable() if info.bytesTotal() > 0 else None,
        read_only=info.isReadOnly(),
        id=_id(info),
    )


def _id(info: QStorageInfo) -> str:
    device = bytes(info.device().data()).decode("utf-8", errors="replace")
    if device.startswith(("\\\\?\\Volume{", "//")) or ":/" in device:
        return device
    with contextlib.suppress(OSError):
        for link in _UUIDS.iterdir():
            if os.path.realpath(link) == os.path.realpath(device):
                return link.name
    kind = bytes(info.fileSystemType().data()).decode("utf-8", errors="replace")
    return f"{info.name()}|{info.bytesTotal()}|{kind}"


def _candidates() -> Iterator[tuple[Path, str]]:
    """Mount points that can be media, with their kind, without touching any."""
    if sys.platform == "win32":
        yield from _drives()
    elif sys.platform == "darwin":
        with contextlib.suppress(OSError):
            for path in sorted(Path("/Volumes").iterdir()):
                if not path.is_symlink():  # the system's own disk
                    yield path, DISK
    else:
        yield from _mount_points()


def _mount_points() -> Iterator[tuple[Path, str]]:
    for mount in mounts():
        if mount.kind in NETWORK:
            yield mount.point, SHARE
        elif mount.kind in PSEUDO or mount.kind in _IN_MEMORY:
            continue
        elif _is_removable(mount.source):
            yield mount.point, STICK
        elif str(mount.point).startswith(tuple(f"{place}/" for place in _PLACES_FOR_MEDIA)):
            yield mount.point, DISK


def _is_removable(source: str) -> bool:
    """Whether a block device is a stick: its disk says so, or it hangs on USB."""
    device = _BLOCK_DEVICES / Path(source).name
    if not source.startswith("/dev/") or not device.exists():
        return False
    real = device.resolve()
    for place in (real, real.parent):
        with contextlib.suppress(OSError):
            if (place / "removable").read_text("ascii").strip() == "1":
                return True
    return "/usb" in str(real)


def _drives() -> Iterator[tuple[Path, str]]:
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent on other systems
    system = os.environ.get("SYSTEMDRIVE", "C:").upper()
    for drive in QDir.drives():
        root = Path(drive.path())
        kind = _WINDOWS_KINDS.get(kernel.GetDriveTypeW(str(root)))
        if kind is not None and root.drive.upper() != system:
            yield root, kind
