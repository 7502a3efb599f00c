"""Backups by the day: when they are made, how long they stay, where, and what is said of them."""

import datetime as dt
import os
import re
import shutil
from pathlib import Path

import pytest

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.domain.backup_faults import BackupSealed, RecoveryKeyWanting, WrongRecoveryPaper
from lotse_desk.domain.faults import BackupFolderRefused, DatabaseDamaged
from lotse_desk.home.backup_places import places, put_second_folder
from lotse_desk.home.backups import (
    DAILY_DAYS,
    WEEKLY_DAYS,
    Paper,
    backups_in,
    content_of,
    findings_of,
    kept_backups,
    make_backup_now,
    make_due_backup,
)
from lotse_desk.home.check import Weight, check_home
from lotse_desk.home.exchange_keys import RECOVERY_RECIPIENT
from lotse_desk.home.home import (
    DATABASE_NAME,
    DESK,
    OFFICE,
    SECOND_FOLDER_NOTE,
    create_home,
    open_home,
)
from lotse_desk.home.old_copies import KEPT_DAYS
from lotse_desk.home.recovery_key import RecoveryKey, keep_recovery_key
from lotse_desk.home.sealed_backups import unseal_backup
from lotse_desk.sync.keys import SealIdentity, key_number

MONDAY = dt.date(2026, 11, 2)


def hold_new_key(folder: Path, day: dt.date = MONDAY) -> SealIdentity:
    """Let a new key hold, as if its paper had been printed; answers what stands on it."""
    identity = SealIdentity.generate()
    keep_recovery_key(folder, RecoveryKey(identity.recipient, day))
    return identity


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
    identity = hold_new_key(folder)
    put_second_folder(folder, second)
    make_due_backup(folder, MONDAY)
    [own] = backups_in(folder / "backups")
    [copy] = backups_in(second)
    assert (copy.mark, copy.made_on, copy.deleted_on) == (own.mark, MONDAY, own.deleted_on)
    assert (own.paper, copy.paper) == (None, Paper(key_number(identity.recipient), MONDAY))
    unseal_backup(copy.path, tmp_path / "opened", identity)
    assert (tmp_path / "opened").read_bytes() == own.path.read_bytes()
    assert len(kept_backups(folder)) == 2
    put_second_folder(folder, None)
    assert places(folder).second is None
    assert [backup.path for backup in kept_backups(folder)] == [own.path]


def test_others_in_a_shared_folder_are_left_alone(folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    with create_home(tmp_path / "other", role=OFFICE, name="L") as office:
        office.settings.put(RECOVERY_RECIPIENT, SealIdentity.generate().recipient)
    hold_new_key(folder)
    for home in (folder, tmp_path / "other"):
        put_second_folder(home, second)
        make_due_backup(home, MONDAY)
    (second / "akten.txt").write_text("theirs")
    make_due_backup(folder, MONDAY + dt.timedelta(days=100))
    assert sorted(path.suffix for path in second.iterdir()) == [".sealed", ".sealed", ".txt"]
    assert len({backup.mark for backup in backups_in(second)}) == 2


def test_a_torn_copy_in_the_second_folder_is_written_again(folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    identity = hold_new_key(folder)
    put_second_folder(folder, second)
    make_due_backup(folder, MONDAY)
    [copy] = second.iterdir()
    with copy.open("r+b") as file:
        file.truncate(5000)
    assert backups_in(second) == []
    make_due_backup(folder, MONDAY)
    [again] = second.iterdir()
    unseal_backup(again, tmp_path / "opened", identity)
    assert findings_of(tmp_path / "opened") == []


def test_a_second_folder_needs_a_recovery_sheet(folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    with pytest.raises(RecoveryKeyWanting):
        put_second_folder(folder, second)
    assert places(folder).second is None
    (folder / "backups" / SECOND_FOLDER_NOTE).write_text(f"{second}\n")  # named long ago
    with pytest.raises(RecoveryKeyWanting):
        make_due_backup(folder, MONDAY)
    assert (days(folder), [*second.iterdir()]) == ([MONDAY], [])


def test_plain_copies_of_before_go_by_their_days(folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    for day in (0, 1, 2):
        made = make_due_backup(folder, MONDAY + dt.timedelta(days=day))
        assert made is not None
        shutil.copy(made, second)
    hold_new_key(folder)
    put_second_folder(folder, second)
    make_due_backup(folder, MONDAY + dt.timedelta(days=3))
    assert [copy.paper is None for copy in backups_in(second)] == [False, True, True, True]
    make_due_backup(folder, MONDAY + dt.timedelta(days=10))
    assert [copy.made_on.day for copy in backups_in(second)] == [12, 2]
    make_due_backup(folder, MONDAY + dt.timedelta(days=36))
    assert all(copy.paper is not None for copy in backups_in(second))


def test_a_new_sheet_gets_todays_copy_and_older_ones_stay_with_theirs(
    folder: Path, tmp_path: Path
) -> None:
    second, tuesday = tmp_path / "second", MONDAY + dt.timedelta(days=1)
    second.mkdir()
    old = hold_new_key(folder)
    put_second_folder(folder, second)
    make_due_backup(folder, MONDAY)
    make_due_backup(folder, tuesday)
    new = hold_new_key(folder, tuesday)
    make_due_backup(folder, tuesday)
    today, before = backups_in(second)
    assert today.paper == Paper(key_number(new.recipient), tuesday)
    assert before.paper == Paper(key_number(old.recipient), MONDAY)
    with pytest.raises(WrongRecoveryPaper) as wrong:
        unseal_backup(before.path, tmp_path / "opened", new)
    assert (wrong.value.paper_day, wrong.value.given) == (MONDAY, key_number(new.recipient))
    with pytest.raises(BackupSealed):
        unseal_backup(before.path, tmp_path / "opened", None)
    unseal_backup(before.path, tmp_path / "opened", old)


def test_a_backup_that_went_bad_since_is_made_anew_before_it_is_sealed(
    folder: Path, tmp_path: Path
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    made = make_due_backup(folder, MONDAY)
    assert made is not None
    made.write_bytes(bytes(4096) + made.read_bytes()[4096:])
    identity = hold_new_key(folder)
    put_second_folder(folder, second)
    again = make_due_backup(folder, MONDAY)
    assert again is not None
    assert [backup.path for backup in backups_in(folder / "backups")] == [again]
    [copy] = second.iterdir()
    unseal_backup(copy, tmp_path / "opened", identity)
    assert findings_of(tmp_path / "opened") == []


def test_neither_name_nor_content_tells_whose_a_sealed_copy_is(tmp_path: Path) -> None:
    folder, second = tmp_path / "home", tmp_path / "second"
    set_up_desk(folder, town="marl", name="Empfang Nordflügel", empty=True)
    second.mkdir()
    hold_new_key(folder)
    put_second_folder(folder, second)
    made = make_due_backup(folder, MONDAY)
    assert made is not None
    [copy] = second.iterdir()
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{16}\.sealed", copy.name)
    content = copy.read_bytes()
    assert "Nordflügel".encode() in made.read_bytes()
    assert not [word for word in (b"SQLite", b"marl", "Nordflügel".encode()) if word in content]


@pytest.mark.parametrize("name", ["missing", "home", "home/backups", "stick"])
def test_where_no_second_folder_may_be(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "b-x.lotse").write_bytes(b"x")
    hold_new_key(folder)
    make_due_backup(folder, MONDAY)
    with pytest.raises(BackupFolderRefused):
        put_second_folder(folder, tmp_path / name)
    assert places(folder).second is None


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_backups_are_for_their_owner_only(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    hold_new_key(folder)
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
