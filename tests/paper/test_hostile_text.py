"""Hostile strings in every field change nothing but the text."""

import dataclasses
import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotse_desk.paper.sheets import A4
from lotse_desk.paper.slip import render_slip
from lotse_desk.paper.slip_document import SlipDocument, SlipService

NAUGHTY = [
    "\u202e02361 53-0\u202c",
    "\u2066\u2066\u2067unbalanced",
    "\u2069\u2069close",
    "<b>fett</b><script>alert(1)</script>&amp;",
    "(Tj) ET Q /Artifact BMC \\) > ]] TJ",
    "endstream endobj trailer <</Root 1 0 R>>",
    "\x00\x01\x07\x1b[31m\x7f\x9b",
    "Zeile\r\nZeile\u2028Zeile\u2029Zeile\x0b\x0c",
    "\ufeff\u200b\u200e\u200f\u061c\u00ad",
    "\ud800 halb \udfff",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3f3\ufe0f",
    "Z\u0351\u0352\u0353a\u0354\u0355\u0356l\u0357g\u0358o\u0359" * 4,
    "{page} {pages} {0} %s %n ${HOME} {{7*7}}",
    "مرحبا 123 (abc) العالم 45-67",
    "שלום 12:00–08:00",
    "漢字かな交じり文",
    "ﷺ ﷽ ﻻ",
    "x" * 500,
    "Wort " * 100,
    "'; DROP TABLE service; --",
    '=HYPERLINK("https://example.org")',
    "https://example.org javascript:alert(1)",
    "\u0644\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652",
    "\u200c\u200d\u200c\u200d",
    "ｆｕｌｌｗｉｄｔｈ １２３",
    "   ",
    "A\u0301\u0301\u0301\u0301\u0301",
]

_DECIDING = {"language", "code", "uri"}


def with_text(value: Any, text: str) -> Any:
    """The same document with every free text replaced."""
    if isinstance(value, tuple):
        return tuple(with_text(item, text) for item in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(value):
        content = getattr(value, field.name)
        if field.name in _DECIDING:
            continue
        if type(content) is str:
            changes[field.name] = text
        elif isinstance(content, tuple) and content and type(content[0]) is str:
            changes[field.name] = tuple(text for _ in content)
        elif isinstance(content, tuple) or dataclasses.is_dataclass(content):
            changes[field.name] = with_text(content, text)
    return dataclasses.replace(value, **changes)


def assert_sound(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert not opened.check_pdf_syntax()
        assert "/OpenAction" not in opened.Root
        assert all("/Annots" not in page for page in opened.pages)
        fonts = {f.objgen: f for page in opened.pages for f in page.Resources.Font.values()}
        names = {str(font.BaseFont).partition("+")[2] for font in fonts.values()}
        assert all(name.startswith("Noto") for name in names)
    for page in pypdfium2.PdfDocument(pdf):
        for item in page.get_objects():
            left, bottom, right, top = item.get_bounds()
            if right > 22:
                assert left >= A4.margin - 3
                assert right <= A4.width - A4.margin + 3
                assert bottom >= A4.bottom - 3
                assert top <= A4.height - A4.top + 8


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
@pytest.mark.parametrize("language", ["tr", "ar"])
def test_in_every_field(text: str, language: str, slip: Callable[..., SlipDocument]) -> None:
    assert_sound(render_slip(with_text(slip(language), text)).pdf)


@settings(max_examples=15)
@given(text=st.text(max_size=120))
def test_any_text_in_every_field(text: str, slip: Callable[..., SlipDocument]) -> None:
    assert_sound(render_slip(with_text(slip("ar"), text)).pdf)


def test_the_same_text_with_and_without_controls_is_the_same_slip(
    slip: Callable[..., SlipDocument],
) -> None:
    plain = with_text(slip("ar"), "Haus Linde 12")
    steered = with_text(slip("ar"), "\u202eHaus\u2066 Linde\u0000 12\u200f")
    assert render_slip(plain).pdf == render_slip(steered).pdf


def test_a_service_of_nothing_prints(slip: Callable[..., SlipDocument]) -> None:
    from lotse_desk.paper.slip_document import Bilingual

    assert_sound(render_slip(slip("ar", SlipService(name=Bilingual("")))).pdf)


def test_a_slip_without_services_prints() -> None:
    import datetime as dt

    bare = SlipDocument(house="", town="", desk="", date=dt.date(2026, 1, 1))
    assert_sound(render_slip(bare).pdf)
