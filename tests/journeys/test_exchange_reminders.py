"""What the office is told of its desks: silent, never seen, held, forked, revoked, lost."""

import datetime as dt
import shutil

import pytest

from lotse_desk.home.home import open_home
from lotse_desk.office.desk_list import REMEMBERED_DAYS, SILENT_DAYS, list_desks
from lotse_desk.office.enrolment import revoke
from lotse_desk.office.report import make_report
from lotse_desk.storage.event_log import EventLog


@pytest.fixture
def told(district):
    """The listed desk of a name, some days later."""

    def listed(name, later=0):
        today = district.now.date() + dt.timedelta(days=later)
        with open_home(district.office, writing=False) as home:
            desks = {desk.name: desk for desk in list_desks(home, today)}
        return desks[f"Empfang {name}"]

    return listed


def test_silent_and_never_seen_desks(district, told):
    assert told("a").reminders == told("a", SILENT_DAYS - 1).reminders == ()
    assert told("a", SILENT_DAYS).reminders == ("never-seen",)
    district.now += dt.timedelta(days=3)
    district.log("a", 1)
    district.sync("a")
    district.intake()
    assert (told("a").seen_on, told("a").silent_days) == ("2026-11-26", 0)
    assert told("a", SILENT_DAYS - 1).reminders == ()
    late = told("a", SILENT_DAYS)
    assert (late.reminders, late.silent_days) == (("silent",), SILENT_DAYS)
    assert told("b", SILENT_DAYS).reminders == ("never-seen",)
    assert told("a", -100).silent_days == 0


def test_gaps_and_held_batches(district, told):
    district.hold_back("a")
    desk = told("a")
    assert desk.reminders == ("events-missing", "batches-held")
    assert (desk.missing, desk.held) == (((1, 2),), 1)
    district.intake(district.medium("pile"))
    assert told("a").reminders == ()


def test_a_fork_is_told_until_the_desk_goes_on_from_it(district, told):
    district.fork("a")
    assert told("a").reminders == ("history-forked",)
    for _ in range(2):
        district.log("a", 1)
        district.week("a")
    assert told("a").reminders == ()


def test_a_revoked_desk_that_still_sends_is_told_for_a_while(district, told):
    district.log("a", 1)
    with open_home(district.office, writing=True) as home:
        revoke(home, told("a").desk, district.now.date())
    assert told("a", 100).reminders == ()
    district.now += dt.timedelta(days=7)
    district.sync("a")
    assert [file.reason for file in district.intake().set_aside] == ["sender-revoked"]
    assert told("a").reminders == ("revoked-sends",)
    assert told("a").seen_on is None
    assert told("a", REMEMBERED_DAYS).reminders == ("revoked-sends",)
    assert told("a", REMEMBERED_DAYS + 1).reminders == ()


def purged(district, name):
    with open_home(district.desk(name), writing=False) as home:
        return [event.purged for event in EventLog(home.database).events()]


def test_one_release_confirms_nothing_away(district):
    """However long ago: a second release must have confirmed it too."""
    district.log("a", 2)
    district.sync("a")
    district.intake()
    district.publish()
    district.now += dt.timedelta(days=1000)
    district.sync("a")
    assert purged(district, "a") == [False, False]
    district.log("a", 1)
    district.sync("a", district.medium("elsewhere"))
    assert purged(district, "a") == [False, False, False]


def test_what_a_restored_office_confirms_no_more_stays(district):
    district.log("a", 2)
    district.week("a")
    district.keep("office")
    district.log("a", 2)
    district.week("a")
    district.week("a")
    district.put_back("office")
    shutil.rmtree(district.stick)
    district.now += dt.timedelta(days=400)
    district.publish()
    district.now += dt.timedelta(days=1)
    district.sync("a")
    assert purged(district, "a")[2:] == [False, False]
    for _ in range(3):
        district.week("a")
    assert district.contacts() == 4
    assert purged(district, "a")[2:] == [False, False]


def test_no_clock_of_a_desk_purges_anything(district):
    district.log("a", 2)
    district.week("a")
    district.week("a")
    now = district.now
    for jump in (4000, -4000, 90):
        district.now = now + dt.timedelta(days=jump)
        district.sync("a")
        district.log("a", 1)
        assert not any(purged(district, "a"))
    district.now = now
    for _ in range(15):
        district.log("b", 1)
        district.week("a", "b")
    assert purged(district, "a")[:2] == [True, True]


def test_what_the_office_never_had_is_told_as_lost_and_holds_nothing_up(district, told):
    district.keep("office")
    district.log("a", 2)
    for _ in range(17):
        district.week("a", "b")
        district.log("b", 1)
    assert purged(district, "a") == [True, True]
    district.put_back("office")
    shutil.rmtree(district.stick)
    district.log("a", 1)
    for _ in range(3):
        district.week("a", "b")
        district.now -= dt.timedelta(days=3)
    desk = told("a")
    assert (desk.lost, desk.reminders, desk.confirmed_up_to) == (2, ("events-lost",), 3)
    with open_home(district.office, writing=False) as home:
        notes = make_report(home, dt.date(2026, 11, 23), dt.date(2026, 11, 29)).report.notes
    assert any(note.startswith("Von einigen Einträgen kam nur die Nummer") for note in notes)
    district.log("a", 1)
    district.week("a")
    assert told("a").confirmed_up_to == 4
