import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.domain.hours import TimeRange
from lotse_desk.domain.spoken_hours import parse_spoken_hours


def hours(opens: str, closes: str) -> TimeRange:
    return TimeRange(dt.time.fromisoformat(opens), dt.time.fromisoformat(closes))


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Donnerstag 14–16 Uhr", {3: (hours("14:00", "16:00"),)}),
        ("Mo, Mi 8:30-12:00", {0: (hours("08:30", "12:00"),), 2: (hours("08:30", "12:00"),)}),
        ("dienstags 9 bis 11 Uhr", {1: (hours("09:00", "11:00"),)}),
        ("nach Vereinbarung", {}),
        ("Montag 26–29 Uhr", {}),
        ("", {}),
    ],
)
def test_notes_people_write(note: str, expected: dict[int, tuple[TimeRange, ...]]) -> None:
    assert parse_spoken_hours(note) == expected


@given(st.text())
def test_any_note_is_read_without_error(note: str) -> None:
    assert all(0 <= day <= 6 for day in parse_spoken_hours(note))
