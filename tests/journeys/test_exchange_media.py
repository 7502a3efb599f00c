"""Media as people bring them: hostile, full, write-protected, pulled; and the carrier's copy."""

import datetime as dt
import errno
import os
import shutil
import time

import pytest

from lotse_desk.domain.exchange_faults import (
    KeyMissing,
    MediumFull,
    MediumGone,
    MediumInsideHome,
    MediumNotAFolder,
    MediumReadOnly,
)
from lotse_desk.home.carrying import carry_files
from lotse_desk.home.home import open_home
from lotse_desk.storage.event_log import EventLog
from lotse_desk.sync.frame import FileKind, frame

BATCH = frame(FileKind.BATCH, "ab" * 16, b"for somebody else")


def snapshot(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def hostile(stick, victim):
    (stick / "empty.lotse").touch()
    (stick / "nul.lotse").write_bytes(BATCH)
    (stick / "CON").write_bytes(BATCH)
    (stick / "-rf.lotse").write_bytes(BATCH)
    (stick / "neue\nzeile.lotse").write_bytes(BATCH)
    (stick / ("ä" * 100 + ".lotse")).write_bytes(BATCH)
    (stick / "steuer\u202egnp.lotse").write_bytes(BATCH[:40])
    (stick / "autorun.inf").write_text("[autorun]")
    (stick / "geheim.docx").write_bytes(b"PK\x03\x04" + os.urandom(500))
    (stick / "link.lotse").symlink_to(victim)
    (stick / "home").symlink_to(victim.parent)
    (stick / "round").symlink_to(stick)
    (stick / "zero").symlink_to("/dev/zero")
    os.mkfifo(stick / "pipe.lotse")
    deep = stick
    for _ in range(30):
        deep = deep / "d"
    deep.mkdir(parents=True)
    with (stick / "huge.lotse").open("wb") as file:
        file.write(BATCH)
        file.truncate(10 * 1024**3)
    many = stick / "viele"
    many.mkdir()
    for number in range(2000):
        (many / f"bild{number}.jpg").write_bytes(b"\xff\xd8\xff\xe0 no file of ours")


@pytest.mark.skipif(os.name != "posix", reason="names and links of POSIX")
def test_a_hostile_stick_is_harmless(district):
    district.log("a", 2)
    victim = district.desk("b") / "lotse-desk.sqlite3"
    hostile(district.stick, victim)
    (district.stick / "huge.lotse").rename(district.folder / "huge")
    before = snapshot(district.stick)
    (district.folder / "huge").rename(district.stick / "huge.lotse")
    begin = time.monotonic()
    assert district.sync("a").left.events == 2
    taken = district.intake()
    district.publish()
    assert district.sync("a").confirmed_up_to == 2
    assert time.monotonic() - begin < 20
    assert taken.accepted == 1
    reasons = {file.file: file.reason for file in taken.set_aside}
    assert reasons.pop("huge.lotse") == "file-over-limit"
    assert set(reasons.values()) == {"file-incomplete"}
    (district.stick / "huge.lotse").unlink()
    after = snapshot(district.stick)
    assert {path: after[path] for path in before} == before


def untouched(home):
    with open_home(home, writing=False) as opened:
        log = EventLog(opened.database)
        return log.confirmed, log.written(), log.incarnation


def break_writing(monkeypatch, code):
    real = os.open

    def fail(path, flags, *rest, **more):
        if flags & os.O_CREAT and "stick" in str(path):
            raise OSError(code, os.strerror(code))
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", fail)


@pytest.mark.parametrize(
    ("code", "fault"),
    [(errno.ENOSPC, MediumFull), (errno.EROFS, MediumReadOnly), (errno.ENODEV, MediumGone)],
)
def test_a_medium_that_cannot_be_written(district, monkeypatch, code, fault):
    district.log("a", 2)
    before, files = untouched(district.desk("a")), snapshot(district.stick)
    with monkeypatch.context() as broken:
        break_writing(broken, code)
        with pytest.raises(fault):
            district.sync("a")
        with pytest.raises(fault):
            district.publish(district.medium("stick2"))
    assert untouched(district.desk("a")) == before
    assert snapshot(district.stick) == files
    assert not list((district.desk("a") / "batches").glob("*"))
    assert district.sync("a").left.events == 2


def test_a_release_that_could_not_be_written_keeps_its_number(district, monkeypatch):
    with monkeypatch.context() as broken:
        break_writing(broken, errno.EROFS)
        with pytest.raises(MediumReadOnly):
            district.publish(district.medium("stick2"))
    one = district.publish(district.medium("stick2"))
    two = district.publish(district.medium("stick3"))
    assert (one.release, one.file) == (two.release, two.file)
    first = (district.medium("stick2") / one.file).read_bytes()
    assert (district.medium("stick3") / two.file).read_bytes() == first


def test_places_that_are_no_medium(district):
    district.log("a", 1)
    for place, fault in (
        (district.folder / "unplugged", MediumGone),
        (district.desk("a"), MediumInsideHome),
        (district.desk("a") / "batches", MediumGone),
        (district.desk("a") / "lotse-desk.sqlite3", MediumNotAFolder),
    ):
        with pytest.raises(fault):
            district.sync("a", place)
    with pytest.raises(MediumGone):
        district.intake(district.folder / "unplugged")


def test_a_missing_key_is_said_and_nothing_lost(district):
    district.log("a", 1)
    keys = district.desk("a") / "keys"
    keys.rename(district.folder / "keys-elsewhere")
    with pytest.raises(KeyMissing):
        district.sync("a")
    (district.folder / "keys-elsewhere").rename(keys)
    assert district.sync("a").left.events == 1
    (district.office / "keys").rename(district.folder / "office-keys")
    with pytest.raises(KeyMissing):
        district.intake()
    district.now += dt.timedelta(days=1)
    with pytest.raises(KeyMissing):
        district.publish(district.medium("other"))
    (district.folder / "office-keys").rename(district.office / "keys")
    assert district.intake().accepted == 1


def test_a_carrier_brings_everything_both_ways(district, of_kind):
    share, stick, far = (district.medium(name) for name in ("share", "carrier", "far"))
    district.log("a", 2)
    district.log("b", 1)
    district.sync("a", share)
    district.sync("b", share)
    nowhere = district.folder / "no-home"
    assert carry_files(share, stick, nowhere).copied == 2
    assert carry_files(stick, far, nowhere).copied == 2
    assert district.intake(far).contacts == 3
    district.publish(far)
    assert carry_files(far, stick, nowhere).copied == 1
    assert carry_files(stick, share, nowhere).copied == 1
    assert district.sync("a", share).confirmed_up_to == 2
    assert of_kind(share, "r")


def test_files_of_all_kinds_mixed_on_one_stick_by_hand(district):
    for name in ("a", "b"):
        district.log(name, 2)
        district.sync(name, district.medium(f"from-{name}"))
    mixed = district.medium("mixed")
    for number, path in enumerate(sorted(district.folder.glob("from-*/*.lotse"))):
        shutil.copy(path, mixed / f"{number}.bin")
    for number, path in enumerate(sorted(district.stick.glob("*.lotse"))):
        shutil.copy(path, mixed / f"alt {number}.lotse")
    assert district.intake(mixed).contacts == 4
    district.publish(mixed)
    assert district.sync("b", mixed).confirmed_up_to == 2
