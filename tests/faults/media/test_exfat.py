"""exFAT as on most sticks: written, carried, cut, spoilt; the reader takes all or "incomplete"."""

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

from lotse_desk.domain.exchange_faults import FileIncomplete, ReadBackDiffers
from lotse_desk.home.carrying import carry_files
from lotse_desk.sync.frame import FileKind, frame, new_name, unframe
from lotse_desk.sync.medium import Medium


def test_a_stick_goes_to_the_office_and_back(outpost, exfat, tmp_path):
    for desk, came in (("a", 3), ("b", 2)):
        outpost.log(desk, came)
        assert outpost.sync(desk, exfat.folder).left.contacts == came
    exfat.unplug()
    assert exfat.checked()
    exfat.plug_in()
    assert outpost.intake(exfat.folder).contacts == 5
    outpost.publish(exfat.folder)
    exfat.unplug()
    exfat.plug_in("-o", "ro")
    for desk, came in (("a", 3), ("b", 2)):
        synced = outpost.sync(desk, exfat.folder)
        assert (synced.confirmed_up_to, synced.left.events) == (came, 0)
    assert outpost.counted() == outpost.came


def test_what_a_file_manager_makes_of_files_is_found(outpost, exfat, tmp_path):
    outpost.log("a", 2)
    outpost.sync("a", exfat.folder)
    (batch,) = exfat.folder.glob("b-*.lotse")
    deep = exfat.folder / "Büro Empfang" / "Neuer Ordner (2)"
    deep.mkdir(parents=True)
    shutil.copyfile(batch, deep / "KOPIE VON B-ÄÖÜ.LOTSE.txt")
    batch.unlink()
    share = tmp_path / "share"
    share.mkdir()
    assert carry_files(exfat.folder, share, tmp_path / "no-home").copied == 1
    exfat.unplug()
    assert outpost.intake(share).contacts == 2
    exfat.plug_in()
    assert outpost.intake(exfat.folder).duplicates == 1
    assert carry_files(outpost.stick, exfat.folder, tmp_path / "no-home").copied == len(
        list(outpost.stick.glob("*.lotse"))
    )
    exfat.unplug()
    exfat.plug_in()
    assert carry_files(outpost.stick, exfat.folder, tmp_path / "no-home").copied == 0


def test_power_that_fails_at_any_call_leaves_a_whole_file_or_none(
    outpost, exfat, moments, tmp_path
):
    """The device is copied in the middle of the exchange: it holds what was synced by then."""
    outpost.log("a", 3)
    kept, blank, cut = (
        tmp_path / "kept",
        exfat.image.with_name("blank.img"),
        exfat.image.with_name("cut.img"),
    )
    shutil.copytree(outpost.folder, kept)
    exfat.pull()
    shutil.copyfile(exfat.image, blank)
    seen, fuse, count = set(), 0, 1
    while fuse < count:
        fuse += 1
        exfat.pull()
        shutil.copyfile(blank, exfat.image)
        exfat.plug_in()
        shutil.rmtree(outpost.folder)
        shutil.copytree(kept, outpost.folder)
        with moments.at(exfat.folder, fuse, lambda: exfat.copy(cut)) as calls:
            assert outpost.sync("a", exfat.folder).left.contacts == 3
        count = len(calls)
        after = exfat.copy(exfat.image.with_name("after.img"))
        seen.add(read_by_the_office(outpost, exfat.copied(cut)))
        assert read_by_the_office(outpost, after) == (3, ""), "written and checked, but not there"
    assert {(0, ""), (3, "")} <= seen <= {(0, ""), (0, "file-incomplete"), (3, "")}


def test_a_big_file_cut_by_power_is_incomplete(exfat, moments):
    """Nine megabytes go in three pieces: a cut between them shows."""
    data = frame(FileKind.BATCH, "0f" * 16, os.urandom(9_000_000))
    cut = exfat.image.with_name("cut.img")
    states = Counter()
    for fuse in range(1, 30):
        for path in exfat.folder.glob("*.lotse"):
            path.unlink()
        exfat.unplug()
        exfat.plug_in()
        cuts = []
        with moments.at(exfat.folder, fuse, lambda: cuts.append(exfat.copy(cut))):  # noqa: B023
            Medium.at(exfat.folder).write(new_name(FileKind.BATCH), data)
        if not cuts:
            break
        cuts[0].plug_in()
        try:
            states[state_of(Medium.at(cuts[0].folder), data)] += 1
        finally:
            cuts[0].pull()
    assert set(states) == {"absent", "file-incomplete", "whole"}, states


def state_of(medium, data):
    found = medium.find()
    if not found.files:
        return "absent" if not found.problems else found.problems[0][1]
    (file,) = found.files
    content = medium.read(file)
    try:
        unframe(content, FileKind.BATCH, len(data))
    except FileIncomplete as fault:
        return fault.kind
    assert content == data
    return "whole"


def read_by_the_office(outpost, stick):
    """How many contacts a fresh office takes from a device, and what it says of the file."""
    aside = outpost.folder.parent / "office-aside"
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(outpost.office, aside)
    stick.plug_in()
    try:
        taken = outpost.intake(stick.folder)
    finally:
        stick.pull()
        shutil.rmtree(outpost.office)
        aside.rename(outpost.office)
    said = {file.reason for file in (*taken.set_aside, *taken.problems, *taken.held_files)}
    return taken.contacts, " ".join(sorted(said))


def test_a_byte_that_changed_on_the_device_shows_in_the_read_back(outpost, exfat, moments):
    """Read back means from the device: there the byte is spoilt, past every cache of the file."""
    outpost.log("a", 3)

    def spoil():
        (batch,) = exfat.folder.glob("b-*.lotse")
        content = batch.read_bytes()
        with Path(exfat.device).open("r+b", buffering=0) as device:
            where = device.read().index(content[:512])
            device.seek(where + 200)
            device.write(bytes([content[200] ^ 1]))

    with moments.at(exfat.folder, 0) as calls:
        outpost.sync("a", exfat.folder)
    drops = [place for place, name in enumerate(calls, 1) if name == "posix_fadvise"]
    (exfat.folder / next(exfat.folder.glob("b-*.lotse")).name).unlink()
    outpost.log("a", 1)
    with moments.at(exfat.folder, drops[-1], spoil), pytest.raises(ReadBackDiffers):
        outpost.sync("a", exfat.folder)
    assert not list(exfat.folder.glob("b-*.lotse"))
    assert outpost.sync("a", exfat.folder).left.contacts == 4
