import dataclasses
import errno
import os
import time

import pytest

from lotse_desk.domain.exchange_faults import (
    FileOverLimit,
    MediumFailure,
    MediumFault,
    MediumFull,
    MediumGone,
    MediumInsideHome,
    MediumLocked,
    MediumNotAFolder,
    MediumReadOnly,
    ReadBackDiffers,
)
from lotse_desk.sync import durable, walk
from lotse_desk.sync.durable import patiently
from lotse_desk.sync.frame import NO_OFFICE, FileKind, frame, is_our_name, new_name
from lotse_desk.sync.medium import Medium, carry
from lotse_desk.sync.progress import Progress

REQUEST = frame(FileKind.REQUEST, NO_OFFICE, b"{}")
BATCH = frame(FileKind.BATCH, "0f" * 16, b"sealed")


def test_names_carry_no_word_and_fit_every_file_system():
    names = {new_name(kind) for kind in FileKind for _ in range(50)}
    names.add(new_name(FileKind.RELEASE, 10**9))
    assert len(names) == 151
    assert all(is_our_name(name) and len(name) < 60 for name in names)
    for strange in ("x.lotse\n", "X.lotse", "a/b.lotse", "x.txt", "ä.lotse", "a" * 60 + ".lotse"):
        assert not is_our_name(strange)


def test_files_are_found_by_their_first_bytes(tmp_path):
    deep = tmp_path / "Post" / "neu (2)"
    deep.mkdir(parents=True)
    (tmp_path / "b-1.lotse").write_bytes(BATCH)
    (deep / "Kopie von b-1.LOTSE").write_bytes(BATCH)
    (deep / "umbenannt.txt").write_bytes(REQUEST)
    (tmp_path / "brief.docx").write_bytes(b"PK\x03\x04 something else")
    (tmp_path / "empty.lotse").touch()
    (tmp_path / "fake.lotse").write_bytes(b"no magic at all")
    found = Medium.at(tmp_path).find()
    assert sorted((file.path.name, file.kind) for file in found.files) == [
        ("Kopie von b-1.LOTSE", FileKind.BATCH),
        ("b-1.lotse", FileKind.BATCH),
        ("umbenannt.txt", FileKind.REQUEST),
    ]
    assert [file.path.name for file in found.of_kind(FileKind.REQUEST)] == ["umbenannt.txt"]
    assert set(found.problems) == {
        ("empty.lotse", "file-incomplete"),
        ("fake.lotse", "file-incomplete"),
    }


@pytest.mark.skipif(os.name != "posix", reason="links, pipes and sockets of POSIX")
def test_what_is_no_regular_file_is_passed_over(tmp_path):
    stick, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    stick.mkdir()
    elsewhere.mkdir()
    (elsewhere / "b.lotse").write_bytes(BATCH)
    (stick / "link.lotse").symlink_to(elsewhere / "b.lotse")
    (stick / "folder").symlink_to(elsewhere)
    (stick / "loop").symlink_to(stick)
    (stick / "dangling.lotse").symlink_to(stick / "nothing")
    (stick / "zero.lotse").symlink_to("/dev/zero")
    os.mkfifo(stick / "pipe.lotse")
    (stick / "aux.lotse").write_bytes(BATCH)
    (stick / "System Volume Information").mkdir()
    (stick / "System Volume Information" / "b.lotse").write_bytes(BATCH)
    (stick / ".Trash-1000").mkdir()
    (stick / ".Trash-1000" / "b.lotse").write_bytes(BATCH)
    assert Medium.at(stick).find().files == ()


def test_the_home_is_never_looked_into(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "b.lotse").write_bytes(BATCH)
    assert Medium.at(tmp_path, [home]).find().files == ()
    for inside in (home, home / ".", home / "batches"):
        inside.mkdir(exist_ok=True)
        with pytest.raises(MediumInsideHome):
            Medium.at(inside, [home])


def test_depth_and_number_are_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(walk, "DEEPEST", 3)
    place = tmp_path
    for level in range(6):
        (place / f"b{level}.lotse").write_bytes(BATCH)
        place = place / "d"
        place.mkdir()
    assert len(Medium.at(tmp_path).find().files) == 4
    monkeypatch.setattr(walk, "MOST_ENTRIES", 3)
    assert Medium.at(tmp_path).find().cut_short


def test_a_huge_file_is_refused_unread(tmp_path):
    path = tmp_path / "b.lotse"
    with path.open("wb") as file:
        file.write(BATCH)
        file.truncate(10 * 1024**3)
    medium = Medium.at(tmp_path)
    before = time.monotonic()
    with pytest.raises(FileOverLimit):
        medium.read(medium.find().files[0])
    assert time.monotonic() - before < 2


def test_a_file_that_grew_reads_as_too_long(tmp_path):
    path = tmp_path / "q.lotse"
    path.write_bytes(REQUEST)
    medium = Medium.at(tmp_path)
    found = medium.find().files[0]
    with path.open("ab") as file:
        file.write(b"x" * 100_000)
    assert len(medium.read(found)) == 8 * 1024 + 1


def test_a_file_that_went_meanwhile(tmp_path):
    path = tmp_path / "q.lotse"
    path.write_bytes(REQUEST)
    medium = Medium.at(tmp_path)
    found = medium.find().files[0]
    path.unlink()
    with pytest.raises(MediumGone):
        medium.read(found)


def test_places_that_are_no_medium(tmp_path):
    with pytest.raises(MediumGone):
        Medium.at(tmp_path / "unplugged")
    (tmp_path / "file").touch()
    with pytest.raises(MediumNotAFolder):
        Medium.at(tmp_path / "file")
    (tmp_path / "ring").symlink_to(tmp_path / "ring")
    for strange in (tmp_path / "ring", tmp_path / "a\0b"):
        with pytest.raises(MediumFault):
            Medium.at(strange)
    medium = Medium.at(tmp_path)
    gone = Medium(tmp_path / "pulled")
    with pytest.raises(MediumGone):
        gone.find()
    with pytest.raises(MediumGone):
        gone.write(new_name(FileKind.BATCH), BATCH)
    with pytest.raises(ValueError, match="Brief"):
        medium.write("Brief.txt", BATCH)


def test_written_is_read_back(tmp_path):
    medium = Medium.at(tmp_path)
    name = new_name(FileKind.BATCH)
    written = medium.write(name, BATCH)
    assert (tmp_path / name).read_bytes() == BATCH
    finding = medium.find()
    lying = medium.holds(written.digest, written.size, FileKind.BATCH, finding)
    assert lying is not None
    assert lying.path == written.path
    assert not medium.holds("00" * 32, written.size, FileKind.BATCH, finding)
    with pytest.raises(MediumFault):
        medium.write(name, b"other")
    assert (tmp_path / name).read_bytes() == BATCH


def failing(code, after=0):
    calls = []

    def fail(*_args, **_kwargs):
        calls.append(1)
        if len(calls) > after:
            raise OSError(code, os.strerror(code))
        return 1

    return fail


@pytest.mark.parametrize("call", ["write", "fsync", "open", "close"])
@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (errno.ENOSPC, MediumFull),
        (errno.EDQUOT, MediumFull),
        (errno.EROFS, MediumReadOnly),
        (errno.EACCES, MediumReadOnly),
        (errno.EIO, MediumFailure),
        (errno.ENODEV, MediumGone),
        (errno.ESTALE, MediumGone),
    ],
)
def test_a_medium_that_fails_keeps_no_torn_file(tmp_path, monkeypatch, call, code, fault):
    medium = Medium.at(tmp_path)
    real_close = os.close

    def close(handle):
        real_close(handle)
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(durable.os, call, close if call == "close" else failing(code))
    with pytest.raises(fault):
        medium.write(new_name(FileKind.BATCH), BATCH)
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_a_full_medium_is_seen_before_writing(tmp_path, monkeypatch):
    usage = type("Usage", (), {"free": 100, "total": 1000})
    monkeypatch.setattr("lotse_desk.sync.medium.shutil.disk_usage", lambda _: usage)
    with pytest.raises(MediumFull) as caught:
        Medium.at(tmp_path).write(new_name(FileKind.BATCH), BATCH)
    assert caught.value.free == 100
    assert list(tmp_path.iterdir()) == []


def test_short_writes_are_honoured(tmp_path, monkeypatch):
    real = os.write
    monkeypatch.setattr(durable.os, "write", lambda handle, data: real(handle, bytes(data[:7])))
    name = new_name(FileKind.BATCH)
    Medium.at(tmp_path).write(name, BATCH)
    assert (tmp_path / name).read_bytes() == BATCH


def test_a_medium_that_lies_is_found_out(tmp_path, monkeypatch):
    monkeypatch.setattr(durable.os, "write", lambda _handle, data: len(data))
    with pytest.raises(ReadBackDiffers):
        Medium.at(tmp_path).write(new_name(FileKind.BATCH), BATCH)


def locked(times):
    left = [times]

    def act():
        if left[0]:
            left[0] -= 1
            error = PermissionError(errno.EACCES, "locked")
            error.winerror = 32
            raise error
        return "done"

    return act


def test_locks_of_other_programs_are_waited_for_but_not_for_ever():
    pauses = []
    assert patiently(locked(3), pauses.append) == "done"
    assert pauses == [0.05, 0.1, 0.2]
    with pytest.raises(PermissionError):
        patiently(locked(1000), lambda _: None)


def test_a_lock_that_stays_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(durable.time, "sleep", lambda _: None)
    monkeypatch.setattr("lotse_desk.sync.medium.write_new", lambda *_, **__: locked(99)())
    with pytest.raises(MediumLocked):
        Medium.at(tmp_path).write(new_name(FileKind.BATCH), BATCH)


def test_carry(tmp_path, desk):
    source, target = tmp_path / "share", tmp_path / "stick"
    (source / "marl").mkdir(parents=True)
    target.mkdir()
    batch = desk.batch()
    (source / "marl" / "Kopie von Datei.lotse").write_bytes(batch)
    (source / "b-2.lotse").write_bytes(BATCH)
    (source / "torn.lotse").write_bytes(batch[:-1])
    (source / "letter.txt").write_text("private")
    done = carry(Medium.at(source), Medium.at(target))
    assert (done.copied, done.there_already) == (2, 0)
    assert done.problems == (("torn.lotse", "file-incomplete"),)
    assert {file.read_bytes() for file in target.iterdir()} == {batch, BATCH}
    assert all(is_our_name(file.name) for file in target.iterdir())
    again = carry(Medium.at(source), Medium.at(target))
    assert (again.copied, again.there_already) == (0, 2)
    assert carry(Medium.at(source), Medium.at(source)).copied == 0


def test_carry_never_overwrites(tmp_path):
    source, target = tmp_path / "a", tmp_path / "b"
    source.mkdir()
    target.mkdir()
    (source / "b-2.lotse").write_bytes(BATCH)
    (target / "b-2.lotse").write_bytes(REQUEST)
    carry(Medium.at(source), Medium.at(target))
    assert (target / "b-2.lotse").read_bytes() == REQUEST
    assert sorted(file.read_bytes() for file in target.iterdir()) == sorted([BATCH, REQUEST])


@pytest.mark.parametrize("left", [b"", b"\x89LOT", bytes(64)])
def test_what_a_pulled_stick_left_of_our_file_is_said_and_left_alone(tmp_path, left) -> None:
    torn = tmp_path / "b-x7k2mq.lotse"
    torn.write_bytes(left)
    (tmp_path / "foto.jpg").write_bytes(b"")
    finding = Medium.at(tmp_path).find()
    assert finding.files == ()
    assert finding.problems == ((torn.name, "file-incomplete"),)
    assert torn.read_bytes() == left


class Stopped(Exception):
    pass


class Ear:
    """Hears how far it is, and stops at the n-th call."""

    def __init__(self, stop_at=0):
        self.heard, self._stop_at = [], stop_at

    def __call__(self, done, total):
        self.heard.append((done, total))
        if len(self.heard) == self._stop_at:
            raise Stopped


def test_progress_counts_every_byte_written_and_read_back(tmp_path, monkeypatch):
    monkeypatch.setattr(durable, "_SYNCED", 1000)
    monkeypatch.setattr(durable, "_BLOCK", 500)
    real = os.write
    monkeypatch.setattr(durable.os, "write", lambda handle, data: real(handle, bytes(data[:300])))
    ear, data = Ear(), frame(FileKind.BATCH, "0f" * 16, b"x" * 4932)
    progress = Progress(moved=ear)
    Medium.at(tmp_path, progress=progress).write(new_name(FileKind.BATCH), data)
    assert ear.heard[0] == (1000, 10_000)
    assert ear.heard[-1] == (10_000, 10_000)
    assert [done for done, _ in ear.heard] == sorted(done for done, _ in ear.heard)
    assert len(ear.heard) == 5 + 10
    progress.begin("take")
    medium = Medium.at(tmp_path, progress=progress)
    medium.read(medium.find().files[0])
    assert ear.heard[-1] == (5000, 5000)


@pytest.mark.parametrize("stop_at", range(1, 16))
def test_stopped_at_any_block_nothing_of_the_file_stays(tmp_path, monkeypatch, stop_at):
    monkeypatch.setattr(durable, "_SYNCED", 1000)
    monkeypatch.setattr(durable, "_BLOCK", 500)
    (tmp_path / "Brief.txt").write_text("of somebody else")
    data = frame(FileKind.BATCH, "0f" * 16, b"x" * 4932)
    progress = Progress(moved=Ear(stop_at))
    with pytest.raises(Stopped):
        Medium.at(tmp_path, progress=progress).write(new_name(FileKind.BATCH), data)
    assert progress.stopped
    assert [path.name for path in tmp_path.iterdir()] == ["Brief.txt"]


def test_what_reads_back_otherwise_does_not_stay_either(tmp_path, monkeypatch):
    monkeypatch.setattr("lotse_desk.sync.medium.reads_back", lambda *_: False)
    with pytest.raises(ReadBackDiffers):
        Medium.at(tmp_path).write(new_name(FileKind.BATCH), BATCH)
    assert list(tmp_path.iterdir()) == []


def test_a_stick_taken_away_meanwhile_does_not_leave_the_file_on_the_disk_below(tmp_path):
    medium = dataclasses.replace(Medium.at(tmp_path), volume=Medium.at(tmp_path).volume + 1)
    with pytest.raises(MediumGone):
        medium.write(new_name(FileKind.BATCH), BATCH)
    assert list(tmp_path.iterdir()) == []


def test_only_the_file_that_was_judged_is_deleted(tmp_path):
    folder = tmp_path / "Post"
    folder.mkdir()
    for name in ("b-1.lotse", "b-2.lotse"):
        (folder / name).write_bytes(BATCH + name.encode())
    medium = Medium.at(tmp_path)
    one, two = medium.find().files
    assert not medium.remove_if(one, lambda _: False)
    assert medium.remove_if(two, lambda data: data == BATCH + b"b-2.lotse")
    assert [path.name for path in folder.iterdir()] == ["b-1.lotse"]
    with pytest.raises(MediumGone):
        medium.remove_if(two, lambda _: True)


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_nothing_is_deleted_through_a_link_put_there_meanwhile(tmp_path):
    stick, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    for folder in (stick / "Post", elsewhere):
        folder.mkdir(parents=True)
        (folder / "b-1.lotse").write_bytes(BATCH)
    medium = Medium.at(stick)
    found = medium.find().files[0]
    (stick / "Post").rename(tmp_path / "moved")
    (stick / "Post").symlink_to(elsewhere)
    with pytest.raises(MediumFault):
        medium.remove_if(found, lambda _: True)
    (stick / "Post").unlink()
    (tmp_path / "moved").rename(stick / "Post")

    def swap(_data):
        (stick / "Post" / "b-1.lotse").rename(stick / "Post" / "b-2.lotse")
        (stick / "Post" / "b-1.lotse").write_bytes(b"of somebody else")
        return True

    assert not medium.remove_if(found, swap)
    assert (stick / "Post" / "b-1.lotse").read_bytes() == b"of somebody else"
    assert (stick / "Post" / "b-2.lotse").read_bytes() == BATCH
    assert (elsewhere / "b-1.lotse").read_bytes() == BATCH


def test_carry_into_a_folder_of_the_same_stick_and_back(tmp_path):
    stick = tmp_path / "stick"
    post = stick / "Post" / "Marl"
    post.mkdir(parents=True)
    (stick / "b-1.lotse").write_bytes(BATCH)
    (post / "q-1.lotse").write_bytes(REQUEST)
    down = carry(Medium.at(stick), Medium.at(post))
    assert (down.copied, down.there_already) == (1, 1)
    assert sorted(path.name for path in post.iterdir()) == ["b-1.lotse", "q-1.lotse"]
    up = carry(Medium.at(post), Medium.at(stick))
    assert (up.copied, up.there_already) == (0, 2)
    assert sorted(path.name for path in stick.iterdir()) == ["Post", "b-1.lotse"]


def test_carry_takes_files_of_newer_programs_along(tmp_path):
    source, target = tmp_path / "a", tmp_path / "b"
    source.mkdir()
    target.mkdir()
    newer = BATCH[:7] + b"2" + BATCH[8:] + b"laid out otherwise"
    (source / "b-1.lotse").write_bytes(newer)
    done = carry(Medium.at(source), Medium.at(target))
    assert (done.copied, done.problems) == (1, ())
    assert (target / "b-1.lotse").read_bytes() == newer


def test_carry_leaves_what_grows_meanwhile(tmp_path, monkeypatch):
    source, target = tmp_path / "a", tmp_path / "b"
    source.mkdir()
    target.mkdir()
    (source / "b-1.lotse").write_bytes(BATCH)
    growing = Medium.at(source)
    seen = growing.find()
    with (source / "b-1.lotse").open("ab") as file:
        file.write(b"more")
    monkeypatch.setattr(
        Medium, "find", lambda self: seen if self is growing else seen.__class__(())
    )
    done = carry(growing, Medium.at(target))
    assert (done.copied, done.problems) == (0, (("b-1.lotse", "file-incomplete"),))
    assert list(target.iterdir()) == []
