"""What a Lotse types for a slip: dates as people write them."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.domain.faults import InvalidValue
from lotse_desk.home.noted import LONGEST_CONCERN, Noted, read_appointment, read_noted
from lotse_desk.paper.slip_document import Appointment

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "date", "time"),
    [
        ("25.11.2026 9:30", "2026-11-25", "09:30"),
        ("25.11. 9:30", "2026-11-25", "09:30"),
        ("25.11., 9.30 Uhr", "2026-11-25", "09:30"),
        ("Mi 25.11. um 14 Uhr", "2026-11-25", "14:00"),
        ("Mittwoch, 25.11.", "2026-11-25", None),
        ("25.11.26", "2026-11-25", None),
        ("3.1.", "2027-01-03", None),
        ("29.2.", "2028-02-29", None),
        ("2026-11-25 09:30", "2026-11-25", "09:30"),
        ("2026-11-25T09:30", "2026-11-25", "09:30"),
    ],
)
def test_dates_as_people_write_them(typed: str, date: str, time: str | None) -> None:
    expected = Appointment(
        dt.date.fromisoformat(date), dt.time.fromisoformat(time) if time else None
    )
    assert read_appointment(typed, TODAY) == expected


@pytest.mark.parametrize(
    "typed", ["morgen", "25", "31.11.", "25.13.", "25.11. 25:00", "22.11.2026", "1.1.2020 8:00"]
)
def test_what_is_no_day_to_come_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_appointment(typed, TODAY)
    assert refused.value.kind_of_value == "date"


def test_empty_fields_stay_lines_for_the_pen() -> None:
    assert read_noted("", " ", "\t", TODAY) == Noted()
    assert not Noted()


def test_a_concern_is_one_line_and_has_an_end() -> None:
    assert read_noted("", "", "Brief \n  verstehen", TODAY).concern == "Brief verstehen"
    with pytest.raises(InvalidValue):
        read_noted("", "", "x" * (LONGEST_CONCERN + 1), TODAY)


@given(st.dates(TODAY, dt.date(2099, 12, 31)), st.times())
def test_what_is_written_in_full_is_read_back(date: dt.date, time: dt.time) -> None:
    found = read_appointment(f"{date:%d.%m.%Y} {time:%H:%M}", TODAY)
    assert (found.date, found.time) == (date, time.replace(second=0, microsecond=0))


@given(st.text(max_size=40))
def test_no_text_raises_anything_else(text: str) -> None:
    with contextlib.suppress(InvalidValue):
        assert read_appointment(text, TODAY).date >= TODAY
