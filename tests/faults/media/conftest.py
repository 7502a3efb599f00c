"""Sticks that can be pulled, filled, stopped and spoilt: tmpfs, and exFAT on a loop device."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

_TOOLS = ("mkfs.exfat", "mount.exfat-fuse", "fsck.exfat", "losetup", "mount", "umount")
_SIZE = 24 * 1024 * 1024
_PATIENCE_S = 10.0


def _tool(name: str) -> str | None:
    """System tools lie in folders that an account's path often lacks."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def _run(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(_tool(name)), *map(str, arguments)], check=False, capture_output=True, text=True
    )


def _is_mounted(folder: Path) -> bool:
    return f" {folder} " in Path("/proc/self/mounts").read_text("utf-8")


@dataclass
class ExfatStick:
    """An image as a stick: its file system is served by a process that can be stopped or killed."""

    image: Path
    folder: Path
    device: str = ""
    _daemon: "subprocess.Popen[bytes] | None" = field(default=None)

    def plug_in(self, *options: str) -> None:
        attached = _run("losetup", "--find", "--show", self.image)
        if attached.returncode:
            pytest.skip(f"no loop device: {attached.stderr.strip()}")
        self.device = attached.stdout.strip()
        self.folder.mkdir(exist_ok=True)
        command = [str(_tool("mount.exfat-fuse")), "-d", *options, self.device, str(self.folder)]
        self._daemon = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + _PATIENCE_S
        while not _is_mounted(self.folder):
            if self._daemon.poll() is not None or time.monotonic() > until:
                self.pull()
                pytest.skip("exFAT cannot be mounted here")
            time.sleep(0.005)

    def unplug(self) -> None:
        """As people should do it: everything is written out first."""
        assert not _run("umount", self.folder).returncode
        self.pull()

    def pull(self) -> None:
        """Whatever state it is in: the process ends, the folder is empty, the device is free."""
        if self._daemon is not None:
            self.kill()
            self._daemon.wait(_PATIENCE_S)
            self._daemon = None
        if _is_mounted(self.folder):
            _run("umount", "--lazy", self.folder)
        if self.device:
            _run("losetup", "--detach", self.device)
            self.device = ""

    def leave_place(self) -> None:
        """Vanish and leave the folder it was mounted on: empty, and on the disk below."""
        assert not _run("umount", "--lazy", self.folder).returncode

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def break_device(self) -> None:
        """From now on the device answers nothing but errors."""
        os.truncate(self.image, 0)

    def copy(self, image: Path) -> "ExfatStick":
        """What the device would hold if the power failed now."""
        shutil.copyfile(self.image, image)
        return self.copied(image)

    def copied(self, image: Path) -> "ExfatStick":
        """A stick made from a copy."""
        return ExfatStick(image, image.with_suffix(".mounted"))

    def checked(self) -> bool:
        """Whether the file system's own check finds nothing wrong."""
        return not _run("fsck.exfat", "-n", self.image).returncode

    def _signal(self, number: int) -> None:
        if self._daemon is not None and self._daemon.poll() is None:
            self._daemon.send_signal(number)


@pytest.fixture
def exfat(founded: Path) -> Iterator[ExfatStick]:
    """A stick of 24 MiB with exFAT, plugged in; needs root, a loop device and exfat-fuse."""
    missing = [name for name in _TOOLS if _tool(name) is None]
    if missing or os.geteuid() != 0:
        pytest.skip(f"needs root and {', '.join(missing) or 'nothing else'}")
    with tempfile.TemporaryDirectory(dir=founded.parent, prefix="exfat-") as folder:
        image = Path(folder) / "stick.img"
        image.touch()
        os.truncate(image, _SIZE)
        made = _run("mkfs.exfat", image)
        assert not made.returncode, made.stderr
        stick = ExfatStick(image, Path(folder) / "plugged")
        stick.plug_in()
        try:
            yield stick
        finally:
            stick.pull()


@pytest.fixture
def tmpfs() -> Iterator[Path]:
    """A small medium in memory that can be full or read-only; only root may make one."""
    folder = Path(tempfile.mkdtemp(prefix="lotse-desk-medium-"))
    if (
        _tool("mount") is None
        or _run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder).returncode
    ):
        folder.rmdir()
        pytest.skip("a medium of one's own needs root")
    try:
        yield folder
    finally:
        _run("umount", "--lazy", folder)
        with contextlib.suppress(OSError):
            folder.rmdir()


@pytest.fixture
def remount():
    """Mount a folder again with another option."""

    def again(folder: Path, option: str) -> None:
        done = _run("mount", "-o", f"remount,{option}", folder)
        assert not done.returncode, done.stderr

    return again


class Moments:
    """Calls to the system that the exchange makes on a medium, one of which does more."""

    NAMES = ("open", "write", "fsync", "close", "read", "posix_fadvise")

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    @contextlib.contextmanager
    def at(
        self, folder: Path, fuse: int, happens: Callable[[], object] = lambda: None
    ) -> Iterator[list[str]]:
        """Run `happens` before the call number `fuse`; yields the names of the calls so far."""
        seen: list[str] = []
        handles: set[int] = set()

        def wire(name: str) -> Callable[..., Any]:
            real = getattr(os, name)

            def call(what: Any, *arguments: Any) -> Any:
                on_medium = what in handles if isinstance(what, int) else str(folder) in str(what)
                if on_medium:
                    seen.append(name)
                    if len(seen) == fuse:
                        happens()
                result = real(what, *arguments)
                if on_medium and name == "open":
                    handles.add(result)
                elif name == "close":
                    handles.discard(what)
                return result

            return call

        with self._monkeypatch.context() as patched:
            for name in self.NAMES:
                patched.setattr(os, name, wire(name))
            yield seen


@pytest.fixture
def moments(monkeypatch: pytest.MonkeyPatch) -> Moments:
    return Moments(monkeypatch)
