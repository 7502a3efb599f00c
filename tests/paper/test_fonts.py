"""Bundled fonts cover what is printed; nothing else is ever used."""

import datetime as dt
import hashlib
import os
import re
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.locations import resources
from lotse_desk.paper.calendar_text import language_text, long_date, weekday_text
from lotse_desk.paper.fonts import Face, Family, family_runs, font_bytes, missing
from lotse_desk.paper.phrases import phrase_book, slip_languages
from lotse_desk.paper.text_layout import TextStyle, lay_out

FACES = [Face(family, bold) for family in Family for bold in (False, True)]


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file_name)
def test_the_files_are_static_and_the_ones_named_in_sources(face: Face) -> None:
    data = font_bytes(face)
    assert "fvar" not in TTFont(resources() / "fonts" / face.file_name)
    sources = (resources() / "fonts" / "SOURCES.md").read_text(encoding="utf-8")
    row = next(line for line in sources.splitlines() if face.file_name in line)
    assert hashlib.sha256(data).hexdigest() in row


def test_no_phrase_lacks_a_glyph(language: str) -> None:
    book = phrase_book(language)
    texts = [phrase.text for phrase in book.phrases.values()] + list(book.internal.values())
    assert missing("".join(texts) + book.name) == ""


def test_no_date_or_language_name_lacks_a_glyph(language: str) -> None:
    cldr = phrase_book(language).cldr
    texts = [long_date(dt.date(2026, month, 3), cldr) for month in range(1, 13)]
    texts += [weekday_text(day, cldr) for day in range(7)]
    texts += [language_text(other, cldr) for other in slip_languages()]
    assert missing("".join(texts)) == ""
    assert all(re.search(r"[٠-٩۰-۹]", text) is None for text in texts)


def test_letters_of_the_languages_to_come_are_there() -> None:
    assert missing("ţșăâî ğışçöü łńóśźż ëç êîûş ňàèéìòù čćđšž ñ œ Ґґєії щъыэё ҷӯ") == ""
    assert missing("پچژگکیەێۆڕڵ ټډړږښڼۍې ٹڈڑںےہھ") == ""
    assert missing("ሀለሐመሠረሰሸቀበተኀነአከወዐዘየደጀገጠጨጰጸፀፈፐ፡።፣") == ""


@given(st.text(max_size=60))
def test_runs_of_fonts_cover_the_text(text: str) -> None:
    assert sum(length for _, length in family_runs(text)) == len(text)


def test_a_missing_glyph_is_seen_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    laid = lay_out("Haus \U0001f3e0 漢", TextStyle(10), 300)
    assert "U+1F3E0" in caplog.text
    assert "U+6F22" in caplog.text
    pieces = [piece for run in laid.lines[0].runs for piece in run.pieces]
    shown = {text: shape for shape, text, _, _ in pieces}
    assert shown["漢"] == shown["\U0001f3e0"]
    assert shown["漢"][0][0] != 0


def test_the_log_names_code_points_only(caplog: pytest.LogCaptureFixture) -> None:
    lay_out("Geheimes Wort 字", TextStyle(10), 300)
    assert "Geheimes" not in caplog.text
    assert "字" not in caplog.text


_SCRIPT = """
from lotse_desk.paper.text_layout import TextStyle, lay_out
from PySide6.QtGui import QGuiApplication
print(round(lay_out("Wohngeld مرحبا", TextStyle(12), 300).lines[0].width, 2))
print(QGuiApplication.platformName())
"""


def test_layout_works_where_no_application_and_no_display_is() -> None:
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    }
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        capture_output=True,
        check=True,
        text=True,
        env=environment,
        cwd=resources().parent,
    )
    width, platform = done.stdout.split()
    here = lay_out("Wohngeld مرحبا", TextStyle(12), 300).lines[0].width
    assert float(width) == round(here, 2)
    assert platform == "offscreen"
