"""Media as people bring them: hostile, full, write-protected, pulled; and the carrier's copy."""

import datetime as dt
import errno
import os
import shutil
import time
from pathlib import Path

import pytest

from lotse_desk.desk.exchange import sync
from lotse_desk.desk.history import past_exchanges
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
from lotse_desk.office.office_keys import OFFICE_ID
from lotse_desk.storage.database import integrity_findings
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


class Stopped(Exception):
    pass


class Ear:
    """Hears every step and block, and stops at the n-th."""

    def __init__(self, stop_at=0):
        self.heard, self._stop_at = [], stop_at

    def begins(self, step):
        self._hear(step)

    def moved(self, done, total):
        assert 0 <= done <= total
        self._hear((done, total))

    def _hear(self, what):
        self.heard.append(what)
        if len(self.heard) == self._stop_at:
            raise Stopped


def listen(district, name, ear):
    with open_home(district.desk(name), writing=True) as home:
        sync(home, district.stick, district.now, begins=ear.begins, moved=ear.moved)


def test_an_exchange_can_be_stopped_at_any_moment(district, monkeypatch):
    """At every sign of life: no half file, no half act, and the next exchange does the rest."""
    monkeypatch.setattr("lotse_desk.sync.durable._SYNCED", 700)
    monkeypatch.setattr("lotse_desk.sync.durable._BLOCK", 100_000)
    district.log("a", 3)
    district.now += dt.timedelta(days=1)
    district.publish()
    district.keep("a")
    district.keep("stick")
    ear = Ear()
    listen(district, "a", ear)
    steps = [one for one in ear.heard if isinstance(one, str)]
    assert steps == ["look", "take", "write"]
    assert len(ear.heard) > 8
    for stop_at in range(1, len(ear.heard) + 1):
        district.put_back("a")
        district.put_back("stick")
        before = snapshot(district.stick)
        with pytest.raises(Stopped):
            listen(district, "a", Ear(stop_at))
        assert snapshot(district.stick) == before
        assert list((district.desk("a") / "batches").glob("*")) == []
        with open_home(district.desk("a"), writing=False) as home:
            assert integrity_findings(home.database) == []
            assert past_exchanges(home)[0].state == "stopped"
        done = district.sync("a")
        assert done.left.contacts == 3
        assert len(snapshot(district.stick)) == len(before) + 1
    assert district.intake().contacts == 3


def found(folder, name):
    """A second district beside the first, with one desk, in the same clock."""
    other = type(folder)(folder.folder / name)
    other.folder.mkdir()
    other.found_office()
    other.add_desk("c")
    other.publish()
    other.sync("c")
    return other


def test_several_districts_and_desks_on_one_stick(district):
    """Each office takes its own, tidies its own; each desk hears its own; nobody harms another."""
    other = found(district, "zweiter-kreis")
    stick = district.stick
    for round_ in range(3):
        for name in ("a", "b"):
            district.log(name, 1)
            district.sync(name)
        other.log("c", 2)
        other.sync("c", stick)
        taken, foreign = district.intake(), other.intake(stick)
        assert (taken.contacts, foreign.contacts) == (2, 2)
        assert taken.set_aside == foreign.set_aside == ()
        theirs = {path.name for path in stick.glob("*.lotse")}
        published = district.publish()
        assert other.publish(stick).release == published.release
        if round_ == 2:
            assert published.tidied.batches == 2
            assert len(theirs - {path.name for path in stick.glob("*.lotse")}) >= 3
        for each in (district, other):
            each.now += dt.timedelta(days=7)
    for name in ("a", "b"):
        assert district.sync(name).confirmed_up_to == 3
    assert other.sync("c", stick).confirmed_up_to == 6
    assert (district.contacts(), other.contacts()) == (6, 6)


def test_renamed_moved_and_copied_files_are_taken_once(district):
    """What people do in a file manager: folders for towns, copies of copies, other names."""
    for name in ("a", "b"):
        district.log(name, 2)
        district.sync(name)
    towns = district.stick / "Post November" / "Häuser"
    for name in ("Marl", "Herten (neu)"):
        (towns / name).mkdir(parents=True)
    batches = sorted(district.stick.glob("b-*.lotse"))
    for number, path in enumerate(batches):
        shutil.copy(path, towns / "Marl" / f"Kopie {number} von {path.name}")
        shutil.copy(path, towns / "Herten (neu)" / f"{number}.TXT")
        path.rename(towns / path.name.upper())
    taken = district.intake()
    assert (taken.contacts, taken.accepted, taken.set_aside) == (4, 2, ())
    for path in list(district.stick.glob("r-*.lotse")):
        path.unlink()
    district.publish()
    (release,) = district.stick.glob("r-*.lotse")
    (district.stick / "Verzeichnis").mkdir()
    release.rename(district.stick / "Verzeichnis" / "für alle Plätze")
    for name in ("a", "b"):
        assert district.sync(name).confirmed_up_to == 2
    district.now += dt.timedelta(days=7)
    assert district.publish().tidied.batches == 6
    assert list(towns.rglob("*.*")) == []


def test_what_lies_on_the_stick_already_is_not_written_again(district):
    district.log("a", 2)
    assert district.sync("a").left.events == 2
    again = district.sync("a")
    assert (again.left.events, again.left.batch) == (0, 1)
    other = district.medium("second")
    assert district.sync("a", other).left.events == 2
    assert district.sync("a", other).left.events == 0


def test_a_stick_with_names_that_are_no_text(district):
    """Names reach answers, the history and the office's tables: bytes and marks do not."""
    district.log("a", 1)
    district.sync("a")
    (batch,) = district.stick.glob("b-*.lotse")
    strange = os.fsencode(district.stick) + b"/\xff\xfe\n\xe2\x80\xae.lotse"
    try:
        os.rename(batch, strange)  # noqa: PTH104 - bytes
    except OSError:
        pytest.skip("this file system takes no such names")
    Path(os.fsdecode(strange + b"2.lotse")).write_bytes(BATCH[:-1])
    taken = district.intake()
    assert taken.accepted == 1
    assert [one.reason for one in taken.set_aside] == ["file-incomplete"]
    assert all(one.file.isprintable() for one in taken.set_aside)
    told = district.sync("b").problems
    assert [(one.file.isprintable(), one.reason) for one in told] == [(True, "file-incomplete")]


def test_forged_files_by_the_hundred_are_told_in_few_words(district):
    with open_home(district.office, writing=False) as home:
        office = home.settings.get(OFFICE_ID)
    for number in range(200):
        forged = frame(FileKind.BATCH, office, b"forged %d" % number)
        (district.stick / f"b-{number}.lotse").write_bytes(forged)
        (district.stick / f"torn {number}.dat").write_bytes(forged[:-1])
    first, again = district.intake(), district.intake()
    assert len(first.set_aside) == 400
    assert first.set_aside == again.set_aside
    problems = district.sync("a").problems
    assert len(problems) == 51
    assert (problems[-1].file, problems[-1].reason) == ("", "more-problems")
    with open_home(district.desk("a"), writing=False) as home:
        assert past_exchanges(home)[0].problems == 200
