"""Looking through media as strangers prepare them: nothing followed, nothing changed, in time."""

import errno
import os
import socket
import stat
import time
from pathlib import Path

import pytest

from lotse_desk.domain.exchange_faults import (
    FileOverLimit,
    MediumInsideHome,
    MediumOfSystem,
    MediumSilent,
)
from lotse_desk.home.home import DATABASE_NAME
from lotse_desk.home.writer_lock import WriterLock
from lotse_desk.sync import medium as medium_module
from lotse_desk.sync import mounts, walk
from lotse_desk.sync.frame import NO_OFFICE, FileKind, frame
from lotse_desk.sync.medium import Medium
from lotse_desk.sync.progress import Progress
from lotse_desk.sync.shown_name import LONGEST, shown_name

BATCH = frame(FileKind.BATCH, "0f" * 16, b"sealed")
REQUEST = frame(FileKind.REQUEST, NO_OFFICE, b"{}")
posix = pytest.mark.skipif(os.name != "posix", reason="names, links and devices of POSIX")


def state_of(folder: Path) -> dict[bytes, tuple[object, ...]]:
    """Kind, size, time of change and bytes of everything below a folder, links not followed."""
    found: dict[bytes, tuple[object, ...]] = {}
    for base, folders, files in os.walk(os.fsencode(folder)):
        for name in folders + files:
            path = Path(os.fsdecode(os.path.join(base, name)))  # noqa: PTH118 - bytes
            facts = path.lstat()
            small = stat.S_ISREG(facts.st_mode) and facts.st_size < 1_000_000
            content = path.read_bytes() if small else b""
            found[os.fsencode(path)] = (facts.st_mode, facts.st_size, facts.st_mtime_ns, content)
    return found


def reasons(finding: walk.Finding) -> dict[str, str]:
    return {reason: name for name, reason in finding.problems}


@posix
def test_nothing_is_followed_and_it_is_said(tmp_path: Path) -> None:
    stick, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    stick.mkdir()
    elsewhere.mkdir()
    (elsewhere / "b.lotse").write_bytes(BATCH)
    (stick / "b-1.lotse").symlink_to(elsewhere / "b.lotse")
    (stick / "ordner").symlink_to(elsewhere)
    (stick / "schleife").symlink_to(stick)
    (stick / "alles").symlink_to("/")
    (stick / "nichts.lotse").symlink_to("nowhere")
    (stick / "null.lotse").symlink_to("/dev/zero")
    os.mkfifo(stick / "rohr.lotse")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(stick / "dose.lotse"))
        before = state_of(stick)
        finding = Medium.at(stick).find()
    assert finding.files == ()
    assert finding.problems == (("", "no-plain-files"),)
    assert state_of(stick) == before


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to mknod")
def test_device_files_are_never_opened(tmp_path: Path) -> None:
    os.mknod(tmp_path / "zero.lotse", 0o20666, os.makedev(1, 5))
    os.mknod(tmp_path / "platte.lotse", 0o60600, os.makedev(7, 0))
    assert Medium.at(tmp_path).find() == walk.Finding((), (("", "no-plain-files"),))


@posix
def test_names_with_tricks_are_only_names(tmp_path: Path) -> None:
    names = [
        b"\xff\xfe\x80.lotse",
        "steuer\u202egnp.lotse".encode(),
        b"neue\nzeile.lotse",
        b"a" * 255,
        b"punkt.lotse...",
        b"blank.lotse ",
        b"-rf",
        b"$(reboot).lotse",
        b"%s%n.lotse",
    ]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(BATCH)
    before = state_of(tmp_path)
    medium = Medium.at(tmp_path)
    found = medium.find().files
    assert len(found) == len(names)
    for file in found:
        assert medium.read(file) == BATCH
        assert file.name.isprintable()
        assert len(file.name) <= LONGEST
        file.name.encode("utf-8")
    assert state_of(tmp_path) == before


def test_names_as_they_are_shown() -> None:
    assert shown_name("b-x7k2.lotse") == "b-x7k2.lotse"
    assert shown_name("größe 5.txt") == "größe 5.txt"
    assert shown_name("a\nb\x1b[2J\u202ec\udcff") == "a�b�[2J�c�"
    assert shown_name("x" * 300) == f"{'x' * 59}…{'x' * 59}"


def test_names_of_windows_devices_are_passed_over(tmp_path: Path) -> None:
    for name in ("con", "AUX.lotse", "nul.txt", "com1.lotse"):
        (tmp_path / name).write_bytes(BATCH)
    assert Medium.at(tmp_path).find() == walk.Finding((), (("", "no-plain-files"),))


@posix
def test_a_hard_link_is_a_file_like_any_other(tmp_path: Path) -> None:
    stick, elsewhere = tmp_path / "stick", tmp_path / "b.lotse"
    stick.mkdir()
    elsewhere.write_bytes(BATCH)
    os.link(elsewhere, stick / "b-1.lotse")
    medium = Medium.at(stick)
    assert medium.read(medium.find().files[0]) == BATCH
    assert elsewhere.read_bytes() == BATCH


def test_huge_files_cost_nothing(tmp_path: Path) -> None:
    for name, beginning in (("riesig.lotse", BATCH), ("riesig.iso", b"")):
        with (tmp_path / name).open("wb") as file:
            file.write(beginning)
            file.truncate(10 * 1024**3)
    begin = time.monotonic()
    medium = Medium.at(tmp_path)
    finding = medium.find()
    assert [file.name for file in finding.files] == ["riesig.lotse"]
    assert medium.doubtful(finding, FileKind.BATCH) == [("riesig.lotse", "file-over-limit")]
    with pytest.raises(FileOverLimit):
        medium.read(finding.files[0])
    assert time.monotonic() - begin < 2


def test_ten_thousand_files_of_other_programs_take_seconds_at_most(tmp_path: Path) -> None:
    photos = tmp_path / "DCIM"
    photos.mkdir()
    for number in range(10_000):
        (photos / f"IMG_{number}.JPG").write_bytes(b"\xff\xd8\xff\xe0 a photo")
    (photos / "umbenannt.dat").write_bytes(BATCH)
    begin = time.monotonic()
    finding = Medium.at(tmp_path).find()
    assert time.monotonic() - begin < walk.LONGEST_S
    assert [file.name for file in finding.files] == ["umbenannt.dat"]
    assert finding.problems == ()


def test_a_torn_frame_is_seen_without_reading_it_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "Foto.jpg").write_bytes(BATCH[:-1])
    (tmp_path / "länger.lotse").write_bytes(REQUEST + b"x")
    (tmp_path / "kopf.lotse").write_bytes(BATCH[:30])
    (tmp_path / "ganz.lotse").write_bytes(BATCH)
    medium = Medium.at(tmp_path)
    finding = medium.find()
    assert len(finding.files) == 4
    doubts = medium.doubtful(finding, FileKind.BATCH, FileKind.REQUEST)
    assert sorted(doubts) == [
        ("Foto.jpg", "file-incomplete"),
        ("kopf.lotse", "file-incomplete"),
        ("länger.lotse", "file-incomplete"),
    ]


def test_a_frame_of_another_format_may_be_laid_out_otherwise(tmp_path: Path) -> None:
    newer = BATCH[:7] + b"2" + BATCH[8:] + b"more"
    (tmp_path / "b-1.lotse").write_bytes(newer)
    medium = Medium.at(tmp_path)
    assert medium.doubtful(medium.find(), FileKind.BATCH) == []


def test_the_time_is_bounded_and_our_names_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(50):
        (tmp_path / f"a{number}.jpg").write_bytes(b"a photo of somebody")
    (tmp_path / "z-ours.lotse").write_bytes(BATCH)
    clock = iter(range(10_000))
    monkeypatch.setattr(walk.time, "monotonic", lambda: next(clock) / 10)
    finding = Medium.at(tmp_path).find()  # a tick of 0.1 s at every look at the clock
    assert finding.cut_short
    assert finding.problems == (("", "too-slow"),)
    assert [file.name for file in finding.files] == ["z-ours.lotse"]


def test_the_listener_is_asked_all_the_time(tmp_path: Path) -> None:
    for number in range(500):
        (tmp_path / f"{number}.txt").touch()

    class StoppedHereError(Exception):
        pass

    heard: list[int] = []

    def moved(done: int, _total: int) -> None:
        heard.append(done)
        if len(heard) == 5:
            raise StoppedHereError

    progress = Progress(moved=moved)
    with pytest.raises(StoppedHereError):
        Medium.at(tmp_path, progress=progress).find()
    assert progress.stopped


def test_problems_are_told_but_not_by_the_thousand(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"b-{number}.lotse").touch()
    problems = Medium.at(tmp_path).find().problems
    assert len(problems) == walk.MOST_PROBLEMS + 1
    assert problems[-1] == ("", "more-problems")


def test_folders_without_permission_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "zu").mkdir()
    (tmp_path / "offen").mkdir()
    (tmp_path / "offen" / "b.lotse").write_bytes(BATCH)
    real = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "zu":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path)

    monkeypatch.setattr(walk.os, "scandir", scandir)
    finding = Medium.at(tmp_path).find()
    assert finding.problems == (("zu", "EACCES"),)
    assert [file.name for file in finding.files] == ["b.lotse"]


def make_home(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / DATABASE_NAME).write_bytes(b"SQLite format 3\0")
    lock = WriterLock(folder)
    lock.acquire()
    lock.release()
    (folder / "batches").mkdir()
    (folder / "batches" / "b-1.lotse").write_bytes(BATCH)


def test_homes_of_others_are_kept_out_of(tmp_path: Path) -> None:
    """By the files every home has; a copy of a database alone makes no home."""
    make_home(tmp_path / "share" / "leitstelle")
    (tmp_path / "share" / "sicherung").mkdir()
    (tmp_path / "share" / "sicherung" / DATABASE_NAME).write_bytes(b"SQLite format 3\0")
    (tmp_path / "share" / "sicherung" / "b-2.lotse").write_bytes(BATCH)
    finding = Medium.at(tmp_path / "share").find()
    assert [file.name for file in finding.files] == ["b-2.lotse"]
    assert finding.problems == (("", "other-homes"),)
    for inside in (tmp_path / "share" / "leitstelle", tmp_path / "share" / "leitstelle/batches"):
        with pytest.raises(MediumInsideHome):
            Medium.at(inside)


@pytest.mark.skipif(not mounts.MOUNTS.exists(), reason="needs the list of mounts of Linux")
@pytest.mark.parametrize("folder", ["/", "/proc", "/proc/self", "/sys", "/dev", "/dev/pts"])
def test_the_system_itself_is_no_medium(folder: str) -> None:
    if not Path(folder).is_dir() or (folder == "/sys" and not os.path.ismount(folder)):
        pytest.skip(f"{folder} is not here")
    begin = time.monotonic()
    with pytest.raises(MediumOfSystem):
        Medium.at(Path(folder))
    assert time.monotonic() - begin < 1


def mount_list(path: Path, *entries: tuple[Path, str, str]) -> Path:
    lines = []
    for point, kind, source in entries:
        written = str(point).replace(" ", r"\040")
        lines.append(f"{source} {written} {kind} rw 0 0")
    path.write_text("\n".join([*lines, "nonsense", ""]), "utf-8")
    return path


@posix
def test_file_systems_of_the_kernel_are_not_entered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "mit Leerzeichen"
    for name in ("proc", "daten"):
        (root / name).mkdir(parents=True)
        (root / name / "b.lotse").write_bytes(BATCH)
    listed = mount_list(
        tmp_path / "mounts",
        (Path("/"), "ext4", "/dev/sda1"),
        (root / "proc", "proc", "proc"),
        (root / "daten", "autofs", "systemd-1"),
        (root / "daten", "exfat", "/dev/sdb1"),
    )
    monkeypatch.setattr(mounts, "MOUNTS", listed)
    monkeypatch.setattr("sys.platform", "linux")
    finding = Medium.at(root).find()
    assert [file.path for file in finding.files] == [root / "daten" / "b.lotse"]
    assert finding.problems == (("", "system-folders"),)
    with pytest.raises(MediumOfSystem):
        Medium.at(root / "proc")


def test_a_folder_that_does_not_answer_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(medium_module, "ANSWER_S", 0.1)
    monkeypatch.setattr(medium_module, "_real_folder", lambda _: time.sleep(1))
    for _ in range(2):
        begin = time.monotonic()
        with pytest.raises(MediumSilent):
            Medium.at(tmp_path)
        assert time.monotonic() - begin < 0.8
