"""Parts that need no window: tallies typed in, languages, the page of a service."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPalette, QTextDocument

from lotse_desk.domain.service_card import LocalText, Place, ServiceCard, SpokenLanguage, Telephone
from lotse_desk.domain.supplement import Allocation
from lotse_desk.home.reference import shipped_reference
from lotse_desk.ui.person_languages import on_keys, slip_languages
from lotse_desk.ui.service_page import ServicePage
from lotse_desk.ui.tally_line import TallyLine, parse_tally_line

CONCERNS = shipped_reference().lists["concern"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("+17 weg", TallyLine(17, "way")),
        ("+17 way", TallyLine(17, "way")),
        ("+", TallyLine(1, "way")),
        ("+3", TallyLine(3, "way")),
        ("+2 Termin", TallyLine(2, "appointment")),
        ("+ brief", TallyLine(1, "letter")),
        ("+1 öff", TallyLine(1, "way")),
        ("+5 zzz", TallyLine(5, "")),
        ("+1 a", TallyLine(1, "")),
        ("wohngeld", None),
        ("2+2", None),
    ],
)
def test_tally_lines(typed: str, expected: TallyLine | None) -> None:
    assert parse_tally_line(typed, CONCERNS) == expected


@given(st.text(max_size=40))
def test_any_text_is_a_tally_or_a_search(text: str) -> None:
    line = parse_tally_line(text, CONCERNS)
    if line is not None:
        assert text.strip().startswith("+")
        assert line.concern in ("", *CONCERNS)
        assert 0 <= line.count <= 9999


@given(st.lists(st.sampled_from([*slip_languages(), "vi", "gsg"])))
def test_keys_hold_german_first_and_the_most_needed(counted: list[str]) -> None:
    codes = [code for code, _ in on_keys(counted, 4)]
    assert codes[0] == "de"
    assert len(codes) == len(set(codes)) == 4
    wanted = [code for code in dict.fromkeys(counted) if code in slip_languages() and code != "de"]
    assert set(wanted[:3]) <= set(codes)


def text_of(card: ServiceCard, language: str = "ar", open_text: str = "") -> str:
    document = QTextDocument()
    moment = dt.datetime(2026, 11, 23, 9, 40)
    document.setHtml(ServicePage(card, language, moment, open_text, QPalette()).html())
    return document.toPlainText()


def card(**changes: object) -> ServiceCard:
    values: dict[str, object] = {
        "id": "x",
        "topics": ("wohngeld",),
        "flags": frozenset(),
        "texts": {"name": LocalText("Wohngeld", "إعانة السكن", "draft")},
    }
    return ServiceCard(**{**values, **changes})  # type: ignore[arg-type]


def test_a_page_says_everything_the_card_knows(qapp) -> None:
    text = text_of(
        card(
            texts={
                "name": LocalText("Wohngeld", "إعانة السكن", "draft"),
                "what_to_say": LocalText("Ich komme wegen Wohngeld.", "أتيت من أجل السكن"),
                "cost": LocalText("kostenlos"),
                "steps": LocalText("Antrag holen\nAntrag abgeben"),
            },
            documents=(LocalText("Mietvertrag", "عقد الإيجار"),),
            body="Stadt Herten",
            unit="Wohngeldstelle",
            places=(Place(id="p", name="Rathaus", room="214", floor="2. OG", step_free=True),),
            phones=(Telephone("02366 0", "Zentrale"),),
            languages=(SpokenLanguage("tr", "Do 14–16 Uhr"),),
            last_checked=dt.date(2026, 11, 2),
            sample=True,
        )
    )
    for words in (
        *("Wohngeld", "إعانة السكن", "Stadt Herten, Wohngeldstelle", "Raum 214", "2. OG"),
        *("stufenlos", "Mietvertrag", "عقد الإيجار", "Ich komme wegen Wohngeld.", "02366 0"),
        *("Türkisch (Do 14–16 Uhr)", "kostenlos", "Antrag abgeben", "02.11.2026", "MUSTER"),
        "Zeiten nicht bekannt",
    ):
        assert words in text, words


def test_a_topic_without_a_body_says_so(qapp) -> None:
    assert "nicht bekannt" in text_of(card())
    assert "Noch nie geprüft" in text_of(card())


@pytest.mark.parametrize(
    ("changed_on", "marked"),
    [(None, False), ("2026-11-02", True), ("2026-09-24", True), ("2026-09-23", False)],
)
def test_a_number_changed_not_long_ago_is_marked(qapp, changed_on, marked) -> None:
    day = dt.date.fromisoformat(changed_on) if changed_on else None
    text = text_of(card(phones=(Telephone("02366 0", "Zentrale", day), Telephone("02366 1"))))
    assert text.count("geändert am") == marked
    if marked:
        assert f"02366 0 Zentrale ▲ geändert am {day:%d.%m.%Y}" in text


@given(st.text(max_size=60))
def test_nothing_in_data_is_markup(hostile: str) -> None:
    name = f"A{hostile}<b>x</b><img src='y'>&amp;Z"
    shown = text_of(card(texts={"name": LocalText(name)}, body=f"<table>{hostile}"))
    assert "<b>x</b><img src='y'>&amp;Z" in shown
    assert "<table>" in shown


def test_where_letters_decide_no_single_room_is_named(qapp) -> None:
    part = Allocation(
        id="a",
        service_at_location_id="p",
        kind="letters",
        range_from="A",
        range_to="G",
        room="1.01",
    )
    text = text_of(card(body="Stadt", places=(Place(id="p", room="1.00", allocations=(part,)),)))
    assert "A–G: 1.01" in text
    assert "1.00" not in text
