"""What a desk remembers of its exchanges: what left, what is confirmed, what was stopped."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.exchange import Synced, sync
from lotse_desk.desk.exchange_state import exchange_state
from lotse_desk.desk.history import KEPT, PastExchange, past_exchanges
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.domain.exchange_faults import MediumGone
from lotse_desk.domain.faults import WrongRole
from lotse_desk.home.home import Home, open_home
from lotse_desk.office.enrolment import enrol_file
from lotse_desk.office.intake import take_in
from lotse_desk.office.publish import publish
from lotse_desk.office.setup import set_up_office
from lotse_desk.storage.past_exchanges import ExchangeNote, PastExchanges

NOW = dt.datetime(2026, 11, 23, 9, 30)


@dataclass
class Story:
    """One desk, one office, one stick."""

    folder: Path
    home: Home
    stick: Path
    day: int = 0

    def sync(self) -> Synced:
        self.day += 1
        return sync(self.home, self.stick, NOW + dt.timedelta(days=self.day))

    def log(self, count: int) -> None:
        moment = NOW + dt.timedelta(days=self.day)
        CounterLog(self.home, desk_events(self.home)).tally("way", count, moment)

    def office(self) -> None:
        on = NOW.date() + dt.timedelta(days=self.day)
        with open_home(self.folder / "office", writing=True) as office:
            for request in self.stick.glob("q-*.lotse"):
                enrol_file(office, request, on)
            take_in(office, self.stick, on)
            publish(office, self.stick, on, keep_files=True)

    @property
    def newest(self) -> PastExchange:
        return past_exchanges(self.home)[0]


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    stick = tmp_path / "LOTSEN-STICK"
    stick.mkdir()
    set_up_office(tmp_path / "office", name="Leitstelle (Muster)", empty=True)
    set_up_desk(tmp_path / "home", town="marl", name="Empfang 1", empty=True)
    with open_home(tmp_path / "home", writing=True) as home:
        yield Story(tmp_path, home, stick)


def test_what_left_is_open_until_the_office_confirms_it(story: Story) -> None:
    assert past_exchanges(story.home) == []
    story.log(17)
    story.sync()
    assert story.newest == PastExchange(
        "2026-11-24", "LOTSEN-STICK", 0, 0, None, None, "nothing", 0, request=True
    )
    story.office()
    story.sync()
    left = story.newest
    assert (left.contacts, left.events, left.batch) == (17, 1, 1)
    assert (left.release, left.state) == (1, "open")
    story.office()
    story.sync()
    newest, before, first = past_exchanges(story.home)
    assert (before.state, before.contacts) == ("confirmed", 17)
    assert (newest.state, newest.release, newest.batch) == ("nothing", 2, None)
    assert first.state == "nothing"
    story.log(3)
    story.sync()
    assert [one.state for one in past_exchanges(story.home)] == [
        "open",
        "nothing",
        "confirmed",
        "nothing",
    ]


def test_an_exchange_that_failed_is_remembered_with_its_reason(story: Story) -> None:
    with pytest.raises(MediumGone):
        sync(story.home, story.folder / "abgezogen", NOW)
    assert (story.newest.state, story.newest.reason) == ("failed", "medium-gone")
    assert story.newest.place == "abgezogen"
    assert exchange_state(story.home, NOW.date()).exchanged_on == ""
    story.sync()
    assert exchange_state(story.home, NOW.date()).exchanged_on == "2026-11-24"


class Stopped(Exception):
    pass


@pytest.mark.parametrize("step", ["look", "take", "write"])
def test_an_exchange_stopped_between_steps_is_remembered(story: Story, step: str) -> None:
    story.sync()
    story.office()

    def begins(name: str) -> None:
        if name == step:
            raise Stopped

    with pytest.raises(Stopped):
        sync(story.home, story.stick, NOW, begins=begins)
    assert (story.newest.state, story.newest.reason) == ("stopped", "")
    assert story.newest.release == (1 if step == "write" else None)


def test_what_stops_a_program_stops_an_exchange(story: Story) -> None:
    def moved(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sync(story.home, story.stick, NOW, moved=moved)
    assert story.newest.state == "stopped"


def test_problems_are_counted(story: Story) -> None:
    (story.stick / "b-torn.lotse").touch()
    assert story.sync().problems
    assert story.newest.problems == 1


def test_the_oldest_are_forgotten(story: Story) -> None:
    past = PastExchanges(story.home.database)
    with story.home.transaction():
        for number in range(KEPT + 5):
            past.add(ExchangeNote("2026-11-23", "S", "done", "", number, 0, 0, None, None, 0), KEPT)
    kept = past_exchanges(story.home)
    assert len(kept) == KEPT
    assert (kept[0].events, kept[-1].events) == (KEPT + 4, 5)


def test_an_office_has_no_such_history(story: Story) -> None:
    with open_home(story.folder / "office", writing=False) as office, pytest.raises(WrongRole):
        past_exchanges(office)
