import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.domain.hours import (
    DayState,
    TimeRange,
    hours_on,
    next_days,
    parse_date,
    parse_time,
    state_at,
    week_grid,
)
from lotse_desk.domain.hsds import Schedule
from lotse_desk.domain.supplement import ScheduleException

MONDAY = dt.date(2026, 11, 23)
MORNING = TimeRange(dt.time(8, 30), dt.time(12, 0))
AFTERNOON = TimeRange(dt.time(14, 0), dt.time(16, 0))


def weekly(days: str, opens: str, closes: str, **more: object) -> Schedule:
    return Schedule(
        id=f"{days}{opens}", freq="WEEKLY", byday=days, opens_at=opens, closes_at=closes, **more
    )


SPLIT = [weekly("MO,TU,TH", "08:30", "12:00"), weekly("TH", "14:00", "16:00")]


def closure(first: str, last: str, **more: str) -> ScheduleException:
    values = {"id": f"{first}{more.get('origin', '')}", "entity": "all", "kind": "closed", **more}
    return ScheduleException(from_date=first, to_date=last, **values)


def test_a_split_day_has_both_ranges() -> None:
    thursday = hours_on(MONDAY + dt.timedelta(days=3), SPLIT)
    assert thursday.state is DayState.OPEN
    assert thursday.ranges == (MORNING, AFTERNOON)


def test_a_weekday_without_hours_is_closed_and_no_hours_at_all_are_unknown() -> None:
    wednesday = MONDAY + dt.timedelta(days=2)
    assert hours_on(wednesday, SPLIT).state is DayState.CLOSED
    assert hours_on(wednesday, []).state is DayState.UNKNOWN


def test_nrw_holidays_are_closed_and_named() -> None:
    all_saints = dt.date(2027, 11, 1)
    hours = hours_on(all_saints, SPLIT)
    assert (hours.state, hours.reason) == (DayState.CLOSED, "Allerheiligen")


def test_by_appointment_is_a_state_of_its_own() -> None:
    assert hours_on(MONDAY, SPLIT, by_appointment=True).state is DayState.BY_APPOINTMENT


def test_a_local_closure_wins_over_the_release() -> None:
    released = closure("2026-11-23", "2026-11-23", kind="emergency-only")
    local = closure("2026-11-23", "2026-11-23", origin="local", reason="Personalversammlung")
    hours = hours_on(MONDAY, SPLIT, [released, local])
    assert (hours.state, hours.reason) == (DayState.CLOSED, "Personalversammlung")


def test_special_hours_replace_the_grid() -> None:
    special = closure(
        "2026-11-23", "2026-11-23", kind="special-hours", opens_at="10:00", closes_at="11:00"
    )
    assert hours_on(MONDAY, SPLIT, [special]).ranges == (TimeRange(dt.time(10), dt.time(11)),)


def test_the_state_at_a_moment_says_until_when_or_when_next() -> None:
    at_nine = state_at(dt.datetime.combine(MONDAY, dt.time(9)), SPLIT)
    assert (at_nine.state, at_nine.until) == (DayState.OPEN, dt.time(12))
    at_noon = state_at(dt.datetime.combine(MONDAY, dt.time(12)), SPLIT)
    assert at_noon.state is DayState.CLOSED
    assert at_noon.next_day is not None
    assert at_noon.next_day.date == MONDAY + dt.timedelta(days=1)
    in_the_break = state_at(dt.datetime(2026, 11, 26, 13), SPLIT)
    assert in_the_break.next_day is not None
    assert in_the_break.next_day.ranges == (AFTERNOON,)


def test_the_next_opening_skips_holidays_and_closures() -> None:
    christmas_eve_evening = dt.datetime(2026, 12, 24, 18)
    closed_between_the_years = [closure("2026-12-28", "2027-01-03")]
    state = state_at(christmas_eve_evening, SPLIT, closed_between_the_years)
    assert state.next_day is not None
    assert state.next_day.date == dt.date(2027, 1, 4)


def test_monthly_and_fortnightly_rules_hold_only_on_their_days() -> None:
    first_monday = Schedule(
        id="m",
        freq="MONTHLY",
        byday="1MO",
        dtstart="2026-01-01",
        opens_at="10:00",
        closes_at="11:00",
    )
    assert hours_on(dt.date(2026, 12, 7), [first_monday]).state is DayState.OPEN
    assert hours_on(dt.date(2026, 12, 14), [first_monday]).state is DayState.CLOSED
    fortnightly = weekly("MO", "09:00", "10:00", interval=2, dtstart="2026-11-23")
    states = [hours_on(MONDAY + dt.timedelta(weeks=n), [fortnightly]).state for n in range(3)]
    assert states == [DayState.OPEN, DayState.CLOSED, DayState.OPEN]


def test_validity_bounds_include_both_days() -> None:
    bounded = weekly("MO", "09:00", "10:00", valid_from="2026-11-23", valid_to="2026-11-30")
    states = [hours_on(MONDAY + dt.timedelta(weeks=n), [bounded]).state for n in (-1, 0, 1, 2)]
    assert states == [DayState.CLOSED, DayState.OPEN, DayState.OPEN, DayState.CLOSED]


def test_a_broken_rule_is_closed_and_never_an_error() -> None:
    broken = Schedule(id="b", freq="SOMETIMES", opens_at="09:00", closes_at="10:00", count=3)
    assert hours_on(MONDAY, [broken]).state is DayState.CLOSED


def test_two_special_ranges_of_one_day_both_hold() -> None:
    special = {"kind": "special-hours", "reason": "Markttag"}
    early = closure("2026-11-23", "2026-11-23", **special, opens_at="08:00", closes_at="10:00")
    late = closure("2026-11-23", "2026-11-24", **special, opens_at="14:00", closes_at="16:00")
    late = ScheduleException(**{**vars(late), "id": "late"})
    hours = hours_on(MONDAY, SPLIT, [late, early])
    assert [r.opens.hour for r in hours.ranges] == [8, 14]


def test_a_place_by_appointment_shows_no_hours_to_walk_in_after_a_holiday() -> None:
    christmas = dt.datetime(2026, 12, 25, 10)
    state = state_at(christmas, SPLIT, by_appointment=True)
    assert (state.state, state.next_day) == (DayState.CLOSED, None)


@pytest.mark.parametrize("freq", ["SECONDLY", "MINUTELY", "HOURLY"])
def test_rules_that_count_in_hours_or_less_are_answered_at_once(freq: str) -> None:
    busy = weekly("MO", "09:00", "10:00", dtstart="2000-01-01")
    busy = Schedule(**{**vars(busy), "freq": freq})
    started = time.perf_counter()
    assert hours_on(MONDAY, [busy]).state is DayState.CLOSED
    assert time.perf_counter() - started < 1


def test_a_daily_rule_since_the_year_one_is_answered_at_once() -> None:
    ancient = Schedule(
        id="a", freq="DAILY", interval=2, dtstart="0001-01-01", opens_at="09:00", closes_at="10:00"
    )
    started = time.perf_counter()
    hours_on(MONDAY, [ancient])
    assert time.perf_counter() - started < 1


def test_the_week_grid_shows_regular_hours() -> None:
    grid = week_grid(SPLIT, MONDAY)
    assert grid[3] == (MORNING, AFTERNOON)
    assert grid[2] == ()


@pytest.mark.parametrize("text", ["25:00", "08:61", "morgens", "", None])
def test_impossible_times_are_no_time(text: str | None) -> None:
    assert parse_time(text) is None


def test_impossible_dates_are_no_date() -> None:
    assert parse_date("2026-02-30") is None
    assert parse_date("2026-02-28T10:00:00Z") == dt.date(2026, 2, 28)


@given(
    moment=st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2035, 12, 31)),
    days=st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1),
    hours=st.tuples(st.times(), st.times()),
)
def test_open_now_agrees_with_the_hours_of_the_day(
    moment: dt.datetime, days: set[str], hours: tuple[dt.time, dt.time]
) -> None:
    opens, closes = (f"{t.hour:02}:{t.minute:02}" for t in hours)
    schedules = [weekly(",".join(sorted(days)), opens, closes)]
    today = hours_on(moment.date(), schedules)
    state = state_at(moment, schedules)
    inside = any(r.opens <= moment.time() < r.closes for r in today.ranges)
    assert (state.state is DayState.OPEN) == inside
    if state.next_day is not None:
        assert state.next_day.date >= moment.date()
    assert len(next_days(moment.date(), 7, schedules)) == 7
