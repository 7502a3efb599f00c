"""Typos: the nearest known words."""

from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.search.typos import Typos

KNOWN = ["wohngeld", "kindergeld", "jobcenter", "schuldnerberatung", "rente", "miete"]


def nearest(word: str) -> list[str]:
    return [guess for guess, _ in Typos(lambda: KNOWN).near(word)]


def test_one_edit_in_short_words_more_in_long_ones() -> None:
    assert nearest("wohngelt") == ["wohngeld"]
    assert nearest("jobcneter") == ["jobcenter"]
    assert nearest("schuldenberatung") == ["schuldnerberatung"]
    assert nearest("rentte") == ["rente"]


def test_words_too_far_away_are_not_guessed() -> None:
    assert nearest("xylophon") == []
    assert nearest("mist") == []


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789", max_size=100))
def test_any_word_has_an_answer(word: str) -> None:
    assert all(0 < likely <= 1 for _, likely in Typos(lambda: KNOWN).near(word))
