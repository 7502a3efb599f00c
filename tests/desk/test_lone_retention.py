"""A desk without an office deletes by the local date, and only what it showed before."""

import datetime as dt

import pytest

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.lone_retention import AHEAD_DAYS, SHOWN_DAYS, deletion_ahead, note_shown
from lotse_desk.domain.contacts import Contact
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.trust_store import APPLIED

START = dt.datetime(2025, 9, 1, 9, 30)


def day(number):
    return START + dt.timedelta(days=number)


def kept(home):
    return [event for event in EventLog(home.database).events() if not event.purged]


@pytest.fixture
def old_log(home):
    """Two contacts of one day, one of a year later."""
    log = CounterLog(home, desk_events(home))
    for now in (day(0), day(0), day(365)):
        log.log(Contact(topics=("wohngeld",)), now)
    log.begin_day(day(366))
    assert len(kept(home)) == 3
    return log


def show(home, *days):
    for number in days:
        note_shown(home, day(number).date())


def test_nothing_is_said_before_its_time(home, old_log):
    assert deletion_ahead(home, day(360).date()) is None
    ahead = deletion_ahead(home, day(371).date())
    assert (ahead.contacts, ahead.shown_days) == (2, 0)
    assert ahead.on_date == day(371 + AHEAD_DAYS).date()


def test_what_nobody_was_shown_stays(home, old_log):
    for number in range(371, 800, 30):
        old_log.begin_day(day(number))
    assert len(kept(home)) == 3


def test_what_was_shown_goes_four_weeks_later_and_the_rest_stays(home, old_log):
    show(home, *range(371, 371 + SHOWN_DAYS))
    old_log.begin_day(day(398))
    assert len(kept(home)) == 3
    old_log.begin_day(day(399))
    assert [event.seq for event in kept(home)] == [3]
    assert EventLog(home.database).length == 3
    assert EventLog(home.database).broken_links() == []
    assert deletion_ahead(home, day(399).date()) is None


def test_a_clock_that_jumps_deletes_nothing(home, old_log):
    show(home, *range(371, 371 + SHOWN_DAYS - 1))
    for number in (5000, 371, 9000, 372):
        old_log.begin_day(day(number))
    assert len(kept(home)) == 3
    show(home, 5000)
    old_log.begin_day(day(373))
    assert len(kept(home)) == 3
    show(home, 100)  # the clock is right again, and nothing is due
    old_log.begin_day(day(5000))
    assert len(kept(home)) == 3


def test_a_desk_with_an_office_is_left_alone(home, old_log):
    show(home, *range(371, 371 + SHOWN_DAYS))
    with home.transaction():
        home.settings.put(APPLIED, "1")
    assert deletion_ahead(home, day(400).date()) is None
    old_log.begin_day(day(400))
    assert len(kept(home)) == 3
