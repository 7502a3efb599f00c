"""When a desk reminds of the exchange."""

import datetime as dt

import pytest

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.exchange_state import exchange_state, note_exchange
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.home.home import open_home

SUNDAY = dt.datetime(2026, 11, 22, 10)


def day(number: int) -> dt.datetime:
    return SUNDAY + dt.timedelta(days=number)


@pytest.fixture
def home(tmp_path):  # type: ignore[no-untyped-def]
    set_up_desk(tmp_path / "home", town="herten", name="Empfang 1", empty=True)
    with open_home(tmp_path / "home", writing=True) as opened:
        yield opened


def reminds(home, days_later: int) -> bool:  # type: ignore[no-untyped-def]
    CounterLog(home, desk_events(home)).begin_day(day(days_later))
    return exchange_state(home, day(days_later).date()).reminder


@pytest.mark.parametrize("first", range(7))
def test_before_the_first_exchange_nobody_is_reminded_within_a_week(home, first: int) -> None:
    CounterLog(home, desk_events(home)).tally("way", 1, day(first))
    later = first + 1
    while not reminds(home, later):
        later += 1
    assert 7 <= later - first <= 13


def test_after_an_exchange_seven_days_count(home) -> None:
    CounterLog(home, desk_events(home)).tally("way", 1, day(0))
    assert not reminds(home, 1)
    note_exchange(home, day(1).date())
    assert not reminds(home, 7)
    assert reminds(home, 8)


def test_without_contacts_of_earlier_days_nobody_is_reminded(home) -> None:
    assert not reminds(home, 30)
    CounterLog(home, desk_events(home)).tally("way", 1, day(30))
    assert not reminds(home, 30)
