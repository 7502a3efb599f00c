"""A medium that goes away, breaks or falls silent at any moment of an exchange."""

import os
import threading
import time
from types import SimpleNamespace

import pytest

from lotse_desk.domain.exchange_faults import (
    MediumFailure,
    MediumFault,
    MediumFull,
    MediumGone,
    MediumReadOnly,
    MediumSilent,
)
from lotse_desk.home.fault_sentences import sentence
from lotse_desk.sync.medium import SPARE

PAGE = 4096
NO_ANSWER = SimpleNamespace(total=0, used=0, free=0)


def calls_of_an_export(outpost, exfat, moments):
    """How many calls an export of three contacts makes; its batch goes again."""
    outpost.log("b", 3)
    with moments.at(exfat.folder, 0) as calls:
        outpost.sync("b", exfat.folder)
    return len(calls)


@pytest.mark.parametrize("way", ["kill", "break_device", "leave_place"])
def test_a_medium_that_vanishes_at_any_call_harms_nothing(outpost, exfat, moments, way, tmp_path):
    """Its file system dies, the device answers errors, or the folder below shows instead."""
    count = calls_of_an_export(outpost, exfat, moments)
    faults, unsaid = set(), []
    for fuse in range(1, count + 2):
        outpost.log("a", 1)
        image = exfat.image.read_bytes()
        synced = None
        with moments.at(exfat.folder, fuse, getattr(exfat, way)):
            try:
                synced = outpost.sync("a", exfat.folder)
            except MediumFault as fault:
                faults.add(type(fault))
                unsaid += [fault] if sentence(fault) == str(fault) else []
        exfat.pull()
        assert list(exfat.folder.iterdir()) == [], "written beside the medium, onto the disk"
        if way == "break_device":
            exfat.image.write_bytes(image)
        exfat.plug_in()
        outpost.sound()
        taken = outpost.intake(exfat.folder)
        assert {file.reason for file in taken.set_aside} <= {"file-incomplete"}
        if synced is not None and way != "break_device":
            assert taken.contacts >= synced.left.contacts, "written and checked, but not there"
        again = outpost.sync("a", exfat.folder)
        assert synced is not None or again.left.contacts > 0
        outpost.intake(exfat.folder)
        assert outpost.counted() == outpost.came
    assert faults <= {MediumGone, MediumFailure}
    assert faults
    assert not unsaid
    outpost.settle()


def test_a_share_that_is_silent_from_the_beginning_is_said_soon(outpost, exfat):
    outpost.log("a", 1)
    exfat.stop()
    begin = time.monotonic()
    try:
        with pytest.raises(MediumSilent):
            outpost.sync("a", exfat.folder)
    finally:
        exfat.go_on()
    assert time.monotonic() - begin < 10
    assert outpost.sync("a", exfat.folder).left.contacts == 1


def test_a_share_that_falls_silent_holds_up_its_own_thread_alone(outpost, exfat, moments):
    """The exchange waits as long as the system does; the window goes on, and so does it later."""
    outpost.log("a", 2)
    count = calls_of_an_export(outpost, exfat, moments)
    done = []
    with moments.at(exfat.folder, count // 2, exfat.stop):
        exchange = threading.Thread(target=lambda: done.append(outpost.sync("a", exfat.folder)))
        exchange.start()
        exchange.join(0.5)
        assert exchange.is_alive()
        begin = time.monotonic()
        assert sum(range(100_000)) > 0
        assert time.monotonic() - begin < 0.5
        exfat.go_on()
        exchange.join(10)
    assert [synced.left.contacts for synced in done] == [2]


def test_an_exchange_somebody_watches_can_be_stopped_while_a_share_is_silent(
    outpost, exfat, moments
):
    outpost.log("a", 2)
    count = calls_of_an_export(outpost, exfat, moments)
    for call in (count // 3, count // 2, count - 2):
        asked, silent = threading.Event(), threading.Event()

        def stop(asked=asked):
            if asked.is_set():
                raise KeyboardInterrupt

        def fall_silent(silent=silent):
            exfat.stop()
            silent.set()

        with moments.at(exfat.folder, call, fall_silent):
            threading.Thread(target=lambda s=silent, a=asked: s.wait(10) and a.set()).start()
            begin = time.monotonic()
            with pytest.raises(KeyboardInterrupt):
                outpost.sync(
                    "a", exfat.folder, moved=lambda _done, _total, s=stop: s(), attended=True
                )
            assert time.monotonic() - begin < 8
            exfat.go_on()
        outpost.sound()
    assert outpost.sync("a", exfat.folder).left.contacts == 2
    outpost.settle()


def test_a_share_silent_for_too_long_is_given_up(outpost, exfat, moments, monkeypatch):
    monkeypatch.setattr("lotse_desk.sync.attending.SILENT_S", 0.5)
    outpost.log("a", 2)
    count = calls_of_an_export(outpost, exfat, moments)
    with moments.at(exfat.folder, count // 2, exfat.stop):
        with pytest.raises(MediumSilent):
            outpost.sync("a", exfat.folder, attended=True)
        exfat.go_on()
    assert outpost.sync("a", exfat.folder, attended=True).left.contacts == 2
    outpost.settle()


def test_a_silent_share_that_dies_lets_the_exchange_go(outpost, exfat, moments):
    outpost.log("a", 2)
    count = calls_of_an_export(outpost, exfat, moments)
    said = []

    def exchange():
        try:
            outpost.sync("a", exfat.folder)
        except MediumFault as fault:
            said.append(type(fault))

    with moments.at(exfat.folder, count // 2, exfat.stop):
        running = threading.Thread(target=exchange)
        running.start()
        running.join(0.3)
        exfat.kill()
        running.join(10)
    assert said == [MediumGone] or said == [MediumFailure]
    outpost.sound()
    assert outpost.sync("a").left.contacts == 2


def test_a_medium_that_becomes_read_only(outpost, tmpfs, remount, moments):
    outpost.log("a", 2)
    outpost.sync("a", tmpfs)
    outpost.intake(tmpfs)
    outpost.publish(tmpfs)
    outpost.log("a", 1)
    remount(tmpfs, "ro")
    files = {path: path.read_bytes() for path in tmpfs.iterdir()}
    with pytest.raises(MediumReadOnly):
        outpost.sync("a", tmpfs)
    assert {path: path.read_bytes() for path in tmpfs.iterdir()} == files
    remount(tmpfs, "rw")
    synced = outpost.sync("a", tmpfs)
    assert (synced.release, synced.confirmed_up_to, synced.left.contacts) == (None, 2, 1)
    remount(tmpfs, "ro")
    assert outpost.sync("a", tmpfs).left.events == 0
    assert outpost.intake(tmpfs).contacts == 1


@pytest.mark.parametrize("says", [True, False], ids=["says-how-full", "does-not-say"])
def test_a_medium_full_at_every_size_around_the_batch(outpost, tmpfs, monkeypatch, says):
    """From no page at all to one more than enough; where the system does not say, writes break."""
    outpost.log("b", 30)
    outpost.sync("b", outpost.stick)
    size = max(path.stat().st_size for path in outpost.stick.glob("b-*.lotse"))
    outpost.log("a", 30)
    if not says:
        monkeypatch.setattr("lotse_desk.sync.medium.shutil.disk_usage", lambda _folder: NO_ANSWER)
    spare = SPARE if says else 0
    for pages in range((size + spare) // PAGE + 3):
        fill(tmpfs, pages * PAGE)
        if pages * PAGE >= size + spare + PAGE:
            break
        if pages * PAGE < size:
            with pytest.raises(MediumFull) as full:
                outpost.sync("a", tmpfs)
            assert sentence(full.value) != str(full.value)
            assert [path.name for path in tmpfs.iterdir()] == ["filler"], "a torn file stays"
    assert outpost.sync("a", tmpfs).left.contacts == 30
    assert outpost.intake(tmpfs).contacts == 30
    outpost.sound()


def fill(folder, leave):
    """Leave so many bytes of room, in whole pages."""
    (folder / "filler").unlink(missing_ok=True)
    with (folder / "filler").open("wb") as file:
        file.write(bytes(room(folder) - leave))


def room(folder):
    facts = os.statvfs(folder)
    return facts.f_bavail * facts.f_frsize
