"""The medium: a stick, share or folder that carries our files; the only place that touches one."""

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from lotse_desk.domain.exchange_faults import (
    FileIncomplete,
    FileOverLimit,
    FileRefused,
    FileTooNew,
    MediumFailure,
    MediumFault,
    MediumFull,
    MediumGone,
    MediumInsideHome,
    MediumLocked,
    MediumNotAFolder,
    MediumOfSystem,
    MediumReadOnly,
    MediumSilent,
    ReadBackDiffers,
)
from lotse_desk.sync.answering import ANSWER_S, within
from lotse_desk.sync.archive import ARCHIVE_LIMIT, read_archive
from lotse_desk.sync.attending import Signs, attended
from lotse_desk.sync.batch_reader import BATCH_LIMIT
from lotse_desk.sync.durable import read_uncached, reads_back, write_new
from lotse_desk.sync.enrolment import REQUEST_LIMIT
from lotse_desk.sync.frame import FileKind, is_our_name, new_name, unframe
from lotse_desk.sync.mounts import PSEUDO, mount_of
from lotse_desk.sync.progress import Progress
from lotse_desk.sync.removal import remove_if
from lotse_desk.sync.walk import INCOMPLETE, Finding, FoundFile, is_home, walk

Result = TypeVar("Result")

SPARE = 64 * 1024
"""Room, in bytes, that must be free beside a file: the file system's own needs."""

LIMITS = {
    FileKind.BATCH: BATCH_LIMIT,
    FileKind.RELEASE: ARCHIVE_LIMIT,
    FileKind.REQUEST: REQUEST_LIMIT,
}

_OVER_LIMIT = FileOverLimit(0).kind


@dataclass(frozen=True)
class WrittenFile:
    """A file that was written and read back the same."""

    path: Path
    size: int
    digest: str


@dataclass(frozen=True)
class Medium:
    """A folder somebody named; `apart_from` are the homes, which are never looked into.

    `volume` is the number the system gave the file system it lay on when it was found there, 0 if
    nobody asked. `progress` hears of every block read and written and may stop it. An `attended`
    medium is read and written in a thread of its own, so that it can be stopped, and given up, also
    while it does not answer.
    """

    folder: Path
    apart_from: tuple[Path, ...] = ()
    volume: int = field(default=0, compare=False)
    progress: Progress = field(default_factory=Progress, compare=False, repr=False)
    attended: bool = field(default=False, compare=False)

    @classmethod
    def at(
        cls,
        folder: Path,
        homes: Sequence[Path] = (),
        progress: Progress | None = None,
        *,
        attended: bool = False,
    ) -> "Medium":
        """The medium at a folder.

        Raises `MediumGone`, `MediumSilent`, `MediumNotAFolder`, `MediumInsideHome`,
        `MediumOfSystem` and what the system says.
        """
        with medium_faults(folder):
            real, volume = within(ANSWER_S, str(folder), lambda: _real_folder(folder))
        if _is_of_system(real):
            raise MediumOfSystem(str(folder))
        if any(real.is_relative_to(home.resolve()) for home in homes):
            raise MediumInsideHome(str(folder))
        if any(is_home(place) for place in (real, *real.parents)):
            raise MediumInsideHome(str(folder))
        return cls(real, tuple(homes), volume, progress or Progress(), attended)

    def find(self) -> Finding:
        """Our files, at any depth."""
        with medium_faults(self.folder):
            return self._work(lambda sign: walk(self.folder, self.apart_from, lambda: sign(0)))

    def doubtful(self, finding: Finding, *kinds: FileKind) -> list[tuple[str, str]]:
        """Names and reasons of files that cannot be whole, without reading them."""
        doubts: list[tuple[str, str]] = []
        for file in (file for kind in kinds for file in finding.of_kind(kind)):
            if file.size > LIMITS[file.kind]:
                doubts.append((file.name, _OVER_LIMIT))
            elif not file.whole:
                doubts.append((file.name, INCOMPLETE))
        return doubts

    def read(self, file: FoundFile) -> bytes:
        """The bytes of a file; raises `FileOverLimit` and `MediumFault`."""
        limit = LIMITS[file.kind]
        if file.size > limit:
            raise FileOverLimit(limit)
        with medium_faults(file.path):
            return self._work(lambda sign: read_uncached(file.path, limit, sign))

    def write(self, name: str, data: bytes) -> WrittenFile:
        """Write a new file and read it back; only then it counts as written, else it goes again.

        Raises `MediumFull`, `MediumReadOnly`, `MediumGone`, `MediumLocked`, `ReadBackDiffers`,
        `MediumFailure`.
        """
        if not is_our_name(name):
            raise ValueError(name)
        path = self.folder / name
        self.progress.expect(2 * len(data))
        with medium_faults(self.folder):
            self._work(lambda sign: self._write(path, data, sign))
        return WrittenFile(path, len(data), hashlib.sha256(data).hexdigest())

    def _write(self, path: Path, data: bytes, sign: Signs) -> None:
        usage = shutil.disk_usage(self.folder)
        if usage.total and usage.free < len(data) + SPARE:
            raise MediumFull(str(self.folder), len(data) + SPARE, usage.free)
        write_new(path, data, moved=sign)
        try:
            if not reads_back(path, data, sign):
                raise ReadBackDiffers(str(path))
            self._still_there()
        except BaseException:
            with contextlib.suppress(OSError):
                path.unlink()
            raise

    def _work(self, act: Callable[[Signs], Result]) -> Result:
        return attended(act, self.progress) if self.attended else act(self.progress.move)

    def remove_if(self, file: FoundFile, judge: Callable[[bytes], bool]) -> bool:
        """Delete a file of ours if `judge` says so of its bytes; says whether it is gone.

        It is read in full, no link is followed to it, and only the file that was read is deleted.
        Raises `FileOverLimit` and `MediumFault`; then it is still there.
        """
        limit = LIMITS[file.kind]
        if file.size > limit:
            raise FileOverLimit(limit)
        with medium_faults(file.path):
            return remove_if(self.folder, file.path, limit, judge)

    def _still_there(self) -> None:
        """Where a medium is taken away, the folder it was mounted on may take what is written.

        The folder is asked, not the file: layered file systems number their files otherwise.
        """
        if self.volume and self.folder.stat().st_dev != self.volume:
            raise MediumGone(str(self.folder))

    def holds(self, digest: str, size: int, kind: FileKind, finding: Finding) -> FoundFile | None:
        """The whole file of this SHA-256 (hexadecimal) and size, under whatever name it lies there.

        A bad copy, or one that cannot be read, is none.
        """
        for file in finding.of_kind(kind):
            if file.size != size:
                continue
            with contextlib.suppress(MediumFault, FileRefused):
                if hashlib.sha256(self.read(file)).hexdigest() == digest:
                    return file
        return None


@dataclass(frozen=True)
class Carried:
    """What `carry` did; `problems` name files that were left behind and why."""

    copied: int
    there_already: int
    problems: tuple[tuple[str, str], ...]


def carry(source: Medium, target: Medium) -> Carried:
    """Copy every whole file of ours that the target does not hold yet, each read back.

    Files that were renamed to names not ours get a fresh one. Incomplete files stay behind.
    """
    if source.folder == target.folder:
        return Carried(0, 0, ())
    lying, finding = target.find(), source.find()
    there = _digests(target, lying)
    copied = known = 0
    problems = [*finding.problems, *lying.problems]
    for file in finding.files:
        try:
            data = source.read(file)
            with contextlib.suppress(FileTooNew):  # newer programs can say whether it is whole
                _whole(data, file.kind)
        except (FileRefused, MediumFault) as fault:
            problems.append((file.name, fault.kind))
            continue
        digest = hashlib.sha256(data).hexdigest()
        if digest in there or file.path.is_relative_to(target.folder):
            known += 1
            continue
        target.write(_free_name(target.folder, file), data)
        there.add(digest)
        copied += 1
    return Carried(copied, known, tuple(problems))


@contextlib.contextmanager
def medium_faults(path: Path) -> Iterator[None]:
    """Turn what the operating system says about a medium into faults."""
    try:
        yield
    except OSError as error:
        raise _fault(error, path) from error


def _real_folder(folder: Path) -> tuple[Path, int]:
    try:
        real = folder.resolve(strict=True)
    except (RuntimeError, ValueError) as error:  # a ring of links, no path at all
        raise MediumNotAFolder(str(folder)) from error
    if not real.is_dir():
        raise MediumNotAFolder(str(folder))
    return real, real.stat().st_dev


def _is_of_system(folder: Path) -> bool:
    """The root of the disk the system runs from, or what the kernel shows as a file system."""
    if folder == Path(Path.home().anchor):
        return True
    mount = mount_of(folder)
    return mount is not None and mount.kind in PSEUDO


def _fault(error: OSError, path: Path) -> MediumFault:
    where, code = str(path), error.errno or 0
    if isinstance(error, TimeoutError):
        return MediumSilent(where)
    if getattr(error, "winerror", None) in (32, 33):
        return MediumLocked(where)
    if code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return MediumFull(where, -1, -1)
    if code in _FAULTS:
        return _FAULTS[code](where)
    return MediumFailure(where, errno.errorcode.get(code, "unknown"))


_GONE = (errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN)
_FAULTS: dict[int, type[MediumFault]] = {
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), MediumReadOnly),
    **dict.fromkeys(_GONE, MediumGone),
    errno.ENOTDIR: MediumNotAFolder,
}


def _digests(medium: Medium, finding: Finding) -> set[str]:
    found: set[str] = set()
    for file in finding.files:
        with contextlib.suppress(FileRefused, MediumFault):
            found.add(hashlib.sha256(medium.read(file)).hexdigest())
    return found


def _whole(data: bytes, kind: FileKind) -> None:
    """Raise unless the file is complete, whoever it is from."""
    if len(data) > LIMITS[kind]:
        raise FileOverLimit(LIMITS[kind])
    if kind is FileKind.RELEASE:
        if not read_archive(data):
            raise FileIncomplete
        return
    unframe(data, kind, LIMITS[kind])


def _free_name(folder: Path, file: FoundFile) -> str:
    name = file.path.name
    if is_our_name(name) and not os.path.lexists(folder / name):
        return name
    return new_name(file.kind)
