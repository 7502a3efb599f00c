"""A disk that is really full, and stays so: every act says it and the home goes on."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from lotse_desk.domain.faults import DiskFull
from lotse_desk.home.backup import back_up, restore
from lotse_desk.home.files import write_whole
from lotse_desk.home.home import DATABASE_NAME, DESK, create_home, open_home
from lotse_desk.storage.database import integrity_findings

SIZE = 8_000_000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own; only root may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder],
        check=False,
        capture_output=True,
    )
    if not made or made.returncode:
        pytest.skip("a disk of one's own needs root")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder: Path, leave: int) -> None:
    """Leave this many bytes of room."""
    with (folder / "filler").open("wb") as file:
        file.write(bytes(max(0, shutil.disk_usage(folder).free - leave)))


def names(folder: Path) -> set[str]:
    """Files, save the lock and those SQLite keeps beside a database."""
    passing = ("writer.lock", f"{DATABASE_NAME}-wal", f"{DATABASE_NAME}-shm")
    return {path.name for path in folder.rglob("*") if path.name not in passing}


@pytest.mark.parametrize("leave", [0, 4096, 100_000, 700_000])
def test_a_full_disk_is_said_and_nothing_is_lost(disk: Path, tmp_path: Path, leave: int) -> None:
    home = disk / "home"
    with create_home(home, role=DESK, name="Empfang 1") as made:
        made.settings.put("mark", "old")
    back_up(home, tmp_path / "copy.sqlite3")
    with open_home(home, writing=True) as opened, opened.transaction():
        opened.settings.put("mark", "new")
    fill(disk, leave)
    before = names(disk)
    with pytest.raises(DiskFull):
        restore(home, tmp_path / "copy.sqlite3")
    with pytest.raises(DiskFull):
        back_up(home, disk / "copy.sqlite3")
    with pytest.raises(DiskFull):
        write_whole(disk / "slip.pdf", bytes(leave + 5000))
    assert names(disk) == before
    (disk / "filler").unlink()
    with open_home(home, writing=True) as opened:
        assert integrity_findings(opened.database) == []
        assert opened.settings.get("mark") == "new"
    restore(home, tmp_path / "copy.sqlite3")
    with open_home(home, writing=False) as opened:
        assert opened.settings.get("mark") == "old"
