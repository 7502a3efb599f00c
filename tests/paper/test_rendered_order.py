"""What stands where on the rendered page: read from glyph boxes, not from extracted text."""

import ctypes
import re
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from lotse_desk.domain.languages import RIGHT_TO_LEFT
from lotse_desk.paper.slip import render_slip
from lotse_desk.paper.slip_document import Allocation, SlipDocument, SlipService


def visual_lines(pdf: bytes) -> list[str]:
    """The characters of every rendered line from left to right, whatever the reading order."""
    lines: list[str] = []
    for page in pypdfium2.PdfDocument(pdf):
        text_page = page.get_textpage()
        boxes = []
        for index in range(text_page.count_chars()):
            character = chr(pdfium.FPDFText_GetUnicode(text_page.raw, index))
            origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
            if not pdfium.FPDFText_GetCharOrigin(text_page.raw, index, origin_x, origin_y):
                continue
            left, _, right, _ = text_page.get_charbox(index, loose=True)
            if right > left and not character.isspace():
                boxes.append((round(origin_y.value, 1), left, right, character))
        rows: dict[float, list[tuple[float, float, str]]] = {}
        for base, left, right, character in boxes:
            rows.setdefault(base, []).append((left, right, character))
        for base in sorted(rows, reverse=True):
            lines.append(_joined(sorted(rows[base])))
    return lines


def _joined(row: list[tuple[float, float, str]]) -> str:
    text, end = "", None
    for left, right, character in row:
        if end is not None and left - end > 0.8:
            text += " "
        text += character
        end = right
    return text


@pytest.fixture(params=sorted(RIGHT_TO_LEFT))
def rtl_lines(
    request: pytest.FixtureRequest, printed: Callable[[str, str], bytes], paper: str
) -> list[str]:
    return visual_lines(printed(request.param, paper))


def test_phone_numbers_read_from_left_to_right_in_arabic(rtl_lines: list[str]) -> None:
    arabic_lines = [line for line in rtl_lines if any("\u0600" <= c <= "\u06ff" for c in line)]
    shown = [line for line in arabic_lines if "02361" in line]
    assert shown
    assert all("02361 53-0" in line for line in shown)
    assert not any("0-53" in line for line in rtl_lines)


def test_time_ranges_read_from_left_to_right_in_arabic(rtl_lines: list[str]) -> None:
    together = "\n".join(rtl_lines)
    assert together.count("08:00–12:00") >= 4
    assert together.count("13:30–16:00") >= 2
    assert "12:00–08:00" not in together
    assert "16:00–13:30" not in together


@pytest.mark.parametrize("paper", ["letter", "a5"], indirect=True)
def test_the_earlier_range_stands_where_arabic_begins(rtl_lines: list[str]) -> None:
    found = (re.findall(r"\d\d:\d\d–\d\d:\d\d", line) for line in rtl_lines if "23.11" in line)
    ranges = next(ranges for ranges in found if len(ranges) == 4)
    assert ranges == ["08:00–12:00", "13:30–16:00", "13:30–16:00", "08:00–12:00"]


def test_latin_names_and_dates_in_arabic(rtl_lines: list[str]) -> None:
    together = "\n".join(rtl_lines)
    assert "(Wohngeld(" in together.replace(")", "(")  # the reader mirrors one of a pair
    assert "25.11.2026" in together
    assert "23.11.2026" in together
    assert "02.11.2026" in together


def test_rooms_by_letters_keep_their_order(
    service: Callable[..., SlipService], slip: Callable[..., SlipDocument]
) -> None:
    rooms = (Allocation("A–K", "2.14"), Allocation("L–Z", "2.16"))
    document = slip("ar", replace(service("ar"), room="", allocations=rooms))
    together = "\n".join(visual_lines(render_slip(document).pdf))
    assert "A–K" in together
    assert "L–Z" in together
    assert "2.14" in together


def test_nothing_leaves_the_margins(
    language: str,
    paper: str,
    printed: Callable[[str, str], bytes],
    stays_inside: Callable[[bytes, str], None],
) -> None:
    stays_inside(printed(language, paper), paper)


def test_nothing_lies_on_text(
    language: str,
    paper: str,
    printed: Callable[[str, str], bytes],
    nothing_overprinted: Callable[[bytes], None],
) -> None:
    nothing_overprinted(printed(language, paper))
