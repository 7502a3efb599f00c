"""Backups by the day: when they are made, how long they stay, where, and what is said of them."""

import datetime as dt
import os
from pathlib import Path

import pytest

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.domain.faults import BackupFolderRefused, DatabaseDamaged
from lotse_desk.home.backup_places import places, put_second_folder
from lotse_desk.home.backups import (
    DAILY_DAYS,
    WEEKLY_DAYS,
    backups_in,
    content_of,
    findings_of,
    kept_backups,
    make_backup_now,
    make_due_backup,
)
from lotse_desk.home.check import Weight, check_home
from lotse_desk.home.home import DATABASE_NAME, DESK, OFFICE, create_home, open_home
from lotse_desk.home.old_copies import KEPT_DAYS

MONDAY = dt.date(2026, 11, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with create_home(tmp_path / "home", role=DESK, name="Empfang 1"):
        pass
    return tmp_path / "home"


def days(folder: Path) -> list[dt.date]:
    return [backup.made_on for backup in kept_backups(folder)]


def test_one_a_day_and_no_more(folder: Path) -> None:
    made = make_due_backup(folder, MONDAY)
    assert made is not None
    assert made.parent == folder / "backups"
    assert make_due_backup(folder, MONDAY) is None
    assert days(folder) == [MONDAY]


def test_one_made_by_hand_takes_the_place_of_todays(folder: Path) -> None:
    first = make_due_backup(folder, MONDAY)
    again = make_backup_now(folder, MONDAY)
    assert first != again
    assert [backup.path for backup in kept_backups(folder)] == [again]


def test_two_months_leave_a_week_of_days_and_a_month_of_weeks(folder: Path) -> None:
    for day in range(60):
        today = MONDAY + dt.timedelta(days=day)
        make_due_backup(folder, today)
        kept = kept_backups(folder)
        assert kept[0].made_on == today
        assert all(today < backup.deleted_on for backup in kept)
    ages = [(today - day).days for day in days(folder)]
    assert ages[:DAILY_DAYS] == list(range(DAILY_DAYS))
    assert all(day.weekday() == 0 for day in days(folder)[DAILY_DAYS:])
    assert 10 <= len(ages) <= 12
    assert max(ages) < WEEKLY_DAYS < KEPT_DAYS


def test_after_weeks_away_the_newest_is_still_there(folder: Path) -> None:
    make_due_backup(folder, MONDAY)
    later = MONDAY + dt.timedelta(days=200)
    path = folder / DATABASE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DatabaseDamaged):
        make_due_backup(folder, later)
    assert days(folder) == [MONDAY]
    path.write_bytes(whole)
    make_due_backup(folder, later)
    assert days(folder) == [later]


def test_a_clock_that_was_wrong_leaves_nothing_for_years(folder: Path) -> None:
    make_due_backup(folder, MONDAY + dt.timedelta(days=4000))
    make_due_backup(folder, MONDAY)
    assert days(folder) == [MONDAY]


def test_a_broken_chain_makes_no_backup_and_costs_none(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    set_up_desk(folder, town="marl", name="Empfang 1", empty=True)
    with open_home(folder, writing=True) as home:
        log = CounterLog(home, desk_events(home))
        for day in (0, 1):
            log.tally("way", 3, dt.datetime(2026, 11, 2 + day, 9))
    make_due_backup(folder, MONDAY)
    with open_home(folder, writing=True) as home, home.transaction():
        home.database.execute("UPDATE event SET hash = zeroblob(32)")
    with pytest.raises(DatabaseDamaged):
        make_due_backup(folder, MONDAY + dt.timedelta(days=60))
    assert days(folder) == [MONDAY]
    assert not [path for path in (folder / "backups").iterdir() if path.name.startswith(".")]


def test_every_backup_lies_in_the_second_folder_too(folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    put_second_folder(folder, second)
    make_due_backup(folder, MONDAY)
    [own] = backups_in(folder / "backups")
    [copy] = backups_in(second)
    assert copy.path.name == own.path.name
    assert copy.path.read_bytes() == own.path.read_bytes()
    assert len(kept_backups(folder)) == 2
    put_second_folder(folder, None)
    assert places(folder).second is None
    assert [backup.path for backup in kept_backups(folder)] == [own.path]


def test_others_in_a_shared_folder_are_left_alone(folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    with create_home(tmp_path / "other", role=OFFICE, name="L"):
        pass
    for home in (folder, tmp_path / "other"):
        put_second_folder(home, second)
        make_due_backup(home, MONDAY)
    (second / "akten.txt").write_text("theirs")
    make_due_backup(folder, MONDAY + dt.timedelta(days=100))
    names = sorted(path.name.split("-")[0] for path in second.iterdir())
    assert names == ["akten.txt", "desk", "office"]


def test_a_torn_copy_in_the_second_folder_is_written_again(folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    put_second_folder(folder, second)
    made = make_due_backup(folder, MONDAY)
    assert made is not None
    with (second / made.name).open("r+b") as file:
        file.truncate(5000)
    make_due_backup(folder, MONDAY)
    assert findings_of(second / made.name) == []


@pytest.mark.parametrize("name", ["missing", "home", "home/backups", "stick"])
def test_where_no_second_folder_may_be(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "b-x.lotse").write_bytes(b"x")
    make_due_backup(folder, MONDAY)
    with pytest.raises(BackupFolderRefused):
        put_second_folder(folder, tmp_path / name)
    assert places(folder).second is None


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_backups_are_for_their_owner_only(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    put_second_folder(folder, tmp_path / "second")
    make_due_backup(folder, MONDAY)
    for backup in kept_backups(folder):
        assert backup.path.stat().st_mode & 0o077 == 0


def test_a_backup_says_what_is_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    set_up_desk(folder, town="marl", name="Empfang 1", empty=True)
    with open_home(folder, writing=True) as home:
        log = CounterLog(home, desk_events(home))
        log.tally("way", 3, dt.datetime(2026, 11, 2, 9))
        log.tally("way", 2, dt.datetime(2026, 11, 3, 9))
    made = make_due_backup(folder, MONDAY)
    assert made is not None
    before = made.read_bytes()
    content = content_of(made)
    assert (content.role, content.town, content.name) == (DESK, "marl", "Empfang 1")
    assert (content.open_contacts, content.release) == (5, 0)
    assert made.read_bytes() == before
    made.write_bytes(b"no backup any more" * 300)
    with pytest.raises(DatabaseDamaged):
        content_of(made)


def test_the_check_tells_the_newest_and_warns_of_an_old_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def finding(code: str) -> tuple[Weight, str]:
        found = [one for one in check_home(folder) if one.code == code]
        assert len(found) == 1, code
        return found[0].weight, found[0].fact

    monkeypatch.setenv("LOTSE_DESK_NOW", "2026-11-02T10:00")
    assert finding("backup-missing")[0] is Weight.WARNING
    make_due_backup(folder, MONDAY)
    assert "gelöscht am 07.12.2026" in finding("backup")[1]
    monkeypatch.setenv("LOTSE_DESK_NOW", "2026-11-09T10:00")
    assert finding("backup-newest") == (Weight.FACT, "vom 02.11.2026, 7 Tage alt")
    monkeypatch.setenv("LOTSE_DESK_NOW", "2026-11-10T10:00")
    assert finding("backup-old") == (Weight.WARNING, "vom 02.11.2026, 8 Tage alt")
