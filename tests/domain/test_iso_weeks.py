import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.domain.faults import InvalidValue
from lotse_desk.domain.iso_weeks import (
    Period,
    iso_week,
    monday,
    month_of,
    quarter_of,
    quarter_of_week,
    weeks_before,
)

DATES = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))
LAST_SUNDAY = dt.date(9999, 12, 26)


def test_weeks_at_the_turn_of_a_year() -> None:
    assert iso_week(dt.date(2027, 1, 1)) == "2026-W53"
    assert monday("2026-W53") == dt.date(2026, 12, 28)
    assert month_of("2026-W53") == "2026-12"
    assert quarter_of_week("2026-W53") == "2026-Q4"
    assert month_of("2026-W01") == "2026-01"
    assert quarter_of(dt.date(2026, 11, 23)) == "2026-Q4"
    assert weeks_before(dt.date(2027, 1, 4), 1) == "2026-W53"


@pytest.mark.parametrize("text", ["2026-W54", "2025-W53", "2026-W00", "2026W10", "2026-W1", ""])
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        monday(text)


@given(DATES, DATES)
def test_a_period_is_whole_weeks_around_both_dates(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    period = Period.around(first, last)
    assert period.first_day <= first <= last <= period.last_day
    assert period.first_day.weekday() == 0
    assert period.last_day.weekday() == 6
    weeks = list(period.weeks())
    assert weeks == sorted(set(weeks))
    assert (weeks[0], weeks[-1]) == (iso_week(first), iso_week(last))
    assert set(period.months()) == {month_of(week) for week in weeks}


@given(DATES)
def test_a_week_belongs_to_the_month_of_its_thursday(date: dt.date) -> None:
    thursday = monday(iso_week(date)) + dt.timedelta(days=3)
    assert month_of(iso_week(date)) == thursday.strftime("%Y-%m")


def test_a_period_does_not_run_backwards() -> None:
    with pytest.raises(InvalidValue):
        Period.around(dt.date(2026, 2, 1), dt.date(2026, 1, 1))


def test_a_period_may_end_with_the_last_whole_week_of_all() -> None:
    period = Period.around(dt.date(9999, 12, 13), LAST_SUNDAY)
    assert list(period.weeks()) == ["9999-W50", "9999-W51"]
    assert period.last_day == LAST_SUNDAY
    assert Period.around(dt.date.min, dt.date(1, 1, 8)).months() == ("0001-01",)


@pytest.mark.parametrize("last", [LAST_SUNDAY + dt.timedelta(days=1), dt.date.max])
def test_a_week_that_no_calendar_ends_is_refused(last: dt.date) -> None:
    with pytest.raises(InvalidValue):
        Period.around(dt.date(2026, 1, 1), last)
