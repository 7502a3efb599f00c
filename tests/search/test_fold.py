"""Folding: one spelling for all the ways a word is typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.search.fold import fold, skeleton, sound, words

GERMAN = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=6)


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing_and_never_raises(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == " ".join(once.split())


@given(st.text(max_size=200))
def test_letters_of_the_latin_alphabet_and_digits_remain_lower_case(text: str) -> None:
    assert fold(text) == fold(text).casefold()
    assert not any(unicodedata.category(character) == "Mn" for character in fold(text))


@given(st.text(max_size=60))
def test_sound_and_skeleton_never_raise(text: str) -> None:
    for word in words(text):
        assert isinstance(sound(word), str)
        assert isinstance(skeleton(word), str)


@pytest.mark.parametrize(("umlaut", "two", "one"), [("ä", "ae", "a"), ("ö", "oe", "o")])
@given(before=GERMAN, after=st.text("bcdfghklmnprstz", min_size=1, max_size=6))
def test_umlauts_meet_both_ways(umlaut: str, two: str, one: str, before: str, after: str) -> None:
    spellings = {before + vowel + after for vowel in (umlaut, two, one)}
    assert len({fold(spelling) for spelling in spellings}) == 1


@given(
    before=st.text("bcdfghklmnprstz", min_size=1, max_size=6),
    after=st.text("bcdfghklmnprstz", min_size=1, max_size=6),
)
def test_u_umlaut_meets_both_ways_after_a_consonant(before: str, after: str) -> None:
    assert fold(f"{before}ü{after}") == fold(f"{before}ue{after}") == fold(f"{before}u{after}")


@pytest.mark.parametrize(
    "spellings",
    [
        ("Bürgerbüro", "Buergerbuero", "BURGERBURO", "bürgerbüro"),
        ("Straße", "Strasse", "STRASSE", "STRAẞE"),
        ("geändert", "geaendert", "geandert"),
        ("İkamet", "ikamet", "ıkamet"),
        ("çocuk parası", "cocuk parasi"),
        ("Łódź", "lodz"),
        ("كرايه", "کرایه"),
        ("أسرة", "اسرة", "أُسْرَة"),
        ("مدرسة", "مدرسه"),
        ("أطفال", "اطفال"),
        ("зв'язок", "звязок", "зв’язок"),
        ("ребёнок", "ребенок"),
        ("квартира", "kvartira"),
        ("ሰላም", "ሠላም"),
        ("ዓመት", "ኣመት"),
        ("ﬁnanzamt", "finanzamt"),
        ("می‌خواهم", "میخواهم"),
    ],
)
def test_spellings_of_one_word_meet(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize("word", ["neue", "bauen", "Steuer", "Frauen", "Quelle", "abenteuer"])
def test_ue_that_is_no_umlaut_stays(word: str) -> None:
    assert fold(word) == word.lower()


@pytest.mark.parametrize("text", ["", " \t\n", "\x00\x01", "😀🏠", "\u202e\u2066", "***\"'()-^:"])
def test_what_holds_no_letter_folds_to_nothing(text: str) -> None:
    assert fold(text) == ""


@pytest.mark.parametrize(
    ("typed", "meant"), [("zhytlo", "житло"), ("sozjalamt", "Sozialamt"), ("arbeid", "Arbeit")]
)
def test_words_written_by_ear_sound_alike(typed: str, meant: str) -> None:
    assert sound(fold(typed)) == sound(fold(meant))


def test_arabic_typed_in_latin_letters_has_the_same_consonants() -> None:
    assert skeleton(fold("sakan")) == skeleton(fold("سكن"))
