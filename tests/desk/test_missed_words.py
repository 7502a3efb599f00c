"""Missed words: three different days, seen before they go, and nothing readable before that."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.desk import missed_words
from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.domain.faults import NotFound
from lotse_desk.home.home import DATABASE_NAME, Home

DAY = dt.timedelta(days=1)


def waiting(home: Home) -> list[str]:
    return [word.word for word in missed_words.waiting_words(home)]


def sent(home: Home, moment: dt.datetime) -> list[str]:
    events = desk_events(home)
    CounterLog(home, events).close_before_batch(moment)
    return sorted(event.content["word"] for event in events.kept(["missed-word"]))


def missed_on(home: Home, word: str, days: int, moment: dt.datetime) -> None:
    for day in range(days):
        missed_words.note_missed(home, [word], moment.date() + day * DAY)


def test_a_word_is_told_on_its_third_day_and_only_once_seen(
    home: Home, morning: dt.datetime
) -> None:
    for _ in range(5):
        missed_words.note_missed(home, ["Flurbelschein"], morning.date())
    missed_words.note_missed(home, ["flurbelschein"], morning.date() + DAY)
    assert waiting(home) == []
    missed_words.note_missed(home, ["Flurbelschein"], morning.date() + 2 * DAY)
    assert waiting(home) == ["flurbelschein"]
    later = morning + 2 * DAY
    assert sent(home, later) == []
    missed_words.show_missed(home)
    assert sent(home, later) == ["flurbelschein"]
    assert waiting(home) == []
    missed_on(home, "Flurbelschein", 4, morning)
    assert waiting(home) == []


def test_a_struck_word_never_goes(home: Home, morning: dt.datetime) -> None:
    missed_on(home, "Schimanski", 3, morning)
    missed_on(home, "Blubbergeld", 3, morning)
    missed_words.show_missed(home)
    missed_words.strike(home, "schimanski", morning.date())
    with pytest.raises(NotFound):
        missed_words.strike(home, "schimanski", morning.date())
    missed_on(home, "Schimanski", 3, morning)
    missed_words.show_missed(home)
    assert sent(home, morning) == ["blubbergeld"]


def test_before_the_third_day_no_file_holds_the_word(home: Home, morning: dt.datetime) -> None:
    missed_on(home, "Schimanski", 2, morning)
    held = b"".join(p.read_bytes() for p in Path(home.folder).glob(f"{DATABASE_NAME}*"))
    assert b"schimanski" not in held.lower()


def test_days_far_apart_do_not_add_up(home: Home, morning: dt.datetime) -> None:
    for week in (0, 7, 14):
        missed_words.note_missed(home, ["flurbel"], morning.date() + dt.timedelta(weeks=week))
    assert waiting(home) == []


@given(word=st.text(max_size=40))
def test_only_single_words_of_letters_count(word: str) -> None:
    if missed_words._is_single_word(word):
        assert not any(character.isspace() or character.isdigit() for character in word)
        assert len(word) <= 30


@pytest.mark.parametrize("said", ["0171 234567", "DE89370400440532013000", "a b", "ab", "x" * 31])
def test_numbers_and_phrases_are_never_noted(home: Home, morning: dt.datetime, said: str) -> None:
    missed_on(home, said, 3, morning)
    assert waiting(home) == []


def test_foreign_scripts_count_as_words(home: Home, morning: dt.datetime) -> None:
    for word in ("فلوربل", "флурбель", "ፍሉርበል"):
        missed_on(home, word, 3, morning)
    assert sorted(waiting(home)) == sorted(["فلوربل", "флурбель", "ፍሉርበል"])


def test_a_word_nobody_looked_at_goes_after_twelve_weeks(home: Home, morning: dt.datetime) -> None:
    missed_on(home, "Schimanski", 3, morning)
    assert waiting(home) == ["schimanski"]
    missed_words.note_missed(home, ["flurbel"], morning.date() + dt.timedelta(weeks=13))
    assert waiting(home) == []


def test_a_word_is_struck_however_it_is_written(home: Home, morning: dt.datetime) -> None:
    missed_on(home, "Schimanski", 3, morning)
    missed_words.strike(home, "SCHIMANSKI", morning.date())
    assert waiting(home) == []
