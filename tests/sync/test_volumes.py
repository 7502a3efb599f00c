"""Volumes that can be media: which are named, by what they are known, and that none holds us up."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lotse_desk.sync import mounts, volumes
from lotse_desk.sync.frame import FileKind, frame
from lotse_desk.sync.volumes import folders_of_ours, mounted_volumes, volume_of

BATCH = frame(FileKind.BATCH, "0f" * 16, b"sealed")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the mount list of Linux")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A mount list that names folders of ours; a block device that says it is removable."""
    for name in ("stick", "share", "data", "home", "gone-again"):
        (tmp_path / name).mkdir()
    (tmp_path / "gone-again").rmdir()
    rows = (
        ("/", "ext4", "/dev/sda2"),
        ("/proc", "proc", "proc"),
        (f"{tmp_path}/stick", "exfat", "/dev/sdb1"),
        (f"{tmp_path}/share", "cifs", "//server/austausch"),
        (f"{tmp_path}/data", "ext4", "/dev/sda3"),
        (f"{tmp_path}/gone-again", "vfat", "/dev/sdb1"),
        ("/dev/shm", "tmpfs", "tmpfs"),
    )
    lines = [f"{source} {point} {kind} rw 0 0" for point, kind, source in rows]
    (tmp_path / "mountinfo").write_text("\n".join(lines), "utf-8")
    devices = tmp_path / "block"
    for device, removable in (("sda/sda2", "0"), ("sda/sda3", "0"), ("sdb/sdb1", "1")):
        (devices / device).mkdir(parents=True)
        (devices / device).parent.joinpath("removable").write_text(removable, "ascii")
        (devices / Path(device).name).symlink_to(devices / device)
    monkeypatch.setattr(mounts, "MOUNTS", tmp_path / "mountinfo")
    monkeypatch.setattr(volumes, "_BLOCK_DEVICES", devices)
    monkeypatch.setattr(volumes, "_PLACES_FOR_MEDIA", (str(tmp_path),))
    return tmp_path


@linux
def test_sticks_shares_and_other_disks_are_named(machine: Path) -> None:
    seen = mounted_volumes()
    assert seen.silent == ()
    assert {(one.root.name, one.kind) for one in seen.volumes} == {
        ("stick", "stick"),
        ("share", "share"),
        ("data", "disk"),
    }
    for one in seen.volumes:
        assert one.id
        assert one.label
        assert one.free is None or one.free >= 0
    assert len({one.id for one in seen.volumes}) == 1, "one disk, whatever its mount points"


@linux
def test_the_disk_of_a_home_is_no_medium(machine: Path) -> None:
    seen = mounted_volumes([machine / "data" / "lotse"])
    assert {one.root.name for one in seen.volumes} == {"stick", "share"}


@pytest.fixture
def dead(machine: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The share hangs whoever touches it; names what touched it."""
    release, touched = threading.Event(), list[str]()
    real = os.scandir

    def scandir(path: object) -> object:
        if Path(str(path)).name == "share":
            touched.append(threading.current_thread().name)
            release.wait(20)
        return real(str(path))

    monkeypatch.setattr(volumes.os, "scandir", scandir)
    yield touched
    release.set()


@linux
def test_a_dead_share_is_named_and_holds_nobody_up(dead: list[str]) -> None:
    for _ in range(5):
        begin = time.monotonic()
        seen = mounted_volumes(seconds=0.3)
        assert time.monotonic() - begin < 2
        assert seen.silent == ("share",)
        assert {one.root.name for one in seen.volumes} == {"stick", "data"}
    assert len(dead) == 1, "while one thread waits, no other is sent after it"
    assert threading.current_thread().name not in dead


def test_any_folder_lies_on_a_volume_that_is_found_again(tmp_path: Path) -> None:
    if mounts.MOUNTS.exists() and " / " not in mounts.MOUNTS.read_text("utf-8"):
        pytest.skip("the list of mounts does not name the root here")
    one, two = volume_of(tmp_path), volume_of(tmp_path.parent)
    assert tmp_path.is_relative_to(one.root)
    assert (one.id, one.root) == (two.id, two.root)
    with pytest.raises(FileNotFoundError):
        volume_of(tmp_path / "unplugged")


def test_where_our_files_lie_is_seen_at_a_glance(tmp_path: Path) -> None:
    for name in ("austausch", "fotos", "tief/unten"):
        (tmp_path / name).mkdir(parents=True)
    assert folders_of_ours(tmp_path) == ()
    (tmp_path / "austausch" / "Kopie von B.LOTSE").write_bytes(BATCH)
    (tmp_path / "fotos" / "fake.lotse").write_bytes(b"no file of ours")
    (tmp_path / "tief" / "unten" / "b.lotse").write_bytes(BATCH)
    assert folders_of_ours(tmp_path) == (tmp_path / "austausch",)
    (tmp_path / "b.lotse").write_bytes(BATCH)
    assert folders_of_ours(tmp_path) == (tmp_path, tmp_path / "austausch")
    assert folders_of_ours(tmp_path / "unplugged") == ()
