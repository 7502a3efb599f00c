"""Neutralising and isolating text for either direction of writing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.paper.bidi import (
    END_ISOLATE,
    LTR_ISOLATE,
    RTL_ISOLATE,
    is_steering,
    isolated,
    neutralised,
    unbroken,
)


def bracketed(text: str) -> str:
    shown = isolated(text, right_to_left=True)
    return shown.replace(LTR_ISOLATE, "[").replace(END_ISOLATE, "]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("الهاتف 02361 53-0", "الهاتف [02361 53-0]"),
        ("الهاتف +49 2361 53-0.", "الهاتف [+49 2361 53-0]."),
        ("من 08:00–12:00، 13:30–16:00", "من [08:00–12:00]، [13:30–16:00]"),
        ("يوم 24.11. فقط", "يوم [24.11.] فقط"),
        ("يوم 24.11.2026.", "يوم [24.11.2026]."),
        ("المبلغ 12,50 €", "المبلغ [12,50 €]"),
        ("في Rathausplatz 3, 45657 Recklinghausen.", "في [Rathausplatz 3, 45657 Recklinghausen]."),
        ("إعانة السكن (Wohngeld).", "إعانة السكن [(Wohngeld)]."),
        ("غرفة A–K: 2.14", "غرفة [A–K: 2.14]"),
        ("§ 16 SGB I", "[§ 16 SGB I]"),
        ("مشوره: trans*, inter* و queer", "مشوره: [trans*, inter*] و [queer]"),
        ("انظر https://a.de/x?y=1&z=2#c.", "انظر [https://a.de/x?y=1&z=2#c]."),
        ("كلمة", "كلمة"),
    ],
)
def test_what_stands_in_one_isolate(text: str, shown: str) -> None:
    assert bracketed(text) == shown


def test_arabic_in_a_left_to_right_paragraph_is_isolated() -> None:
    assert isolated("Frau ليلى ناصر, Raum 2", right_to_left=False) == (
        f"Frau {RTL_ISOLATE}ليلى ناصر{END_ISOLATE}, Raum 2"
    )


@given(st.text(max_size=80), st.booleans())
def test_isolates_are_balanced_and_add_nothing_else(text: str, right_to_left: bool) -> None:
    clean = neutralised(text)
    shown = unbroken(isolated(clean, right_to_left=right_to_left))
    assert "".join(c for c in shown if not is_steering(c)) == clean
    depth = 0
    for character in shown:
        depth += character in (LTR_ISOLATE, RTL_ISOLATE)
        depth -= character == END_ISOLATE
        assert 0 <= depth <= 1
    assert depth == 0


@given(st.text(alphabet=st.characters(), max_size=80))
def test_nothing_that_steers_survives(text: str) -> None:
    clean = neutralised(text)
    categories = {unicodedata.category(c) for c in clean if c not in "\u200c\u200d"}
    assert categories.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})
    assert neutralised(clean) == clean


def test_control_characters_become_spaces_and_directions_vanish() -> None:
    assert neutralised("a\x00b\tc\r\nd\u202ee\u2066f\u00adg\ufeff") == "a b c defg"
