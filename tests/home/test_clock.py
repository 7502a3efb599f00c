import datetime as dt

import pytest

from lotse_desk.domain.faults import InvalidValue
from lotse_desk.home.clock import now, parse_day, parse_moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-23T09:30", dt.datetime(2026, 11, 23, 9, 30)),
        ("2026-11-23T09:30+00:00", dt.datetime(2026, 11, 23, 10, 30)),
        ("2026-07-01T00:30+05:00", dt.datetime(2026, 6, 30, 21, 30)),
    ],
)
def test_moments_are_local_wall_time(text: str, moment: dt.datetime) -> None:
    assert parse_moment(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gestern",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:00-12:00",
        "0001-01-02T10:00",
        "9999-12-31T23:00",
        "2026-13-01T00:00",
    ],
)
def test_moments_nobody_can_mean_are_wrong_use(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidValue):
        parse_moment(text)
    if text:
        monkeypatch.setenv("LOTSE_DESK_NOW", text)
        with pytest.raises(InvalidValue):
            now()


def test_days_are_iso_dates() -> None:
    assert parse_day("2026-11-23") == dt.date(2026, 11, 23)
    with pytest.raises(InvalidValue):
        parse_day("23.11.2026")
