"""Recovery sheets: keys in lines a person can type back, large, one A4 each."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lotse_desk.paper.bands import DrawMark
from lotse_desk.paper.cells import Cell
from lotse_desk.paper.pages import print_document
from lotse_desk.paper.pdf_structure import Element
from lotse_desk.paper.phrases import GERMAN
from lotse_desk.paper.shapes import key_code
from lotse_desk.paper.sheets import A4
from lotse_desk.paper.slip_writer import SlipWriter
from lotse_desk.paper.text_layout import TextStyle

_SHEET = replace(A4, name="recovery", marks=(), base=12)
_TITLE = TextStyle(24, bold=True)
_KEY_TITLE = TextStyle(14, bold=True)
_GROUPS = TextStyle(24, bold=True)
_LINE_NUMBER = TextStyle(14)
_CODE_SIDE = 96.0
_NUMBER_WIDTH, _GROUP_WIDTH, _LINE_HEIGHT = 36.0, 104.0, 33.0


@dataclass(frozen=True)
class PrintedKey:
    """A key by title and purpose; `lines` of groups parted by spaces, the last one the check."""

    title: str
    purpose: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class KeySheet:
    """One page: whose keys these are, the keys, and what to do with them.

    A desk's sheet has no `fingerprint`; `code` is a key to be read by a hand scanner, or empty.
    """

    place: str
    fingerprint: str
    day: dt.date
    keys: tuple[PrintedKey, ...]
    note: str
    steps: tuple[str, ...]
    warning: str
    code: str = ""


def render_key_sheets(sheets: Sequence[KeySheet]) -> bytes:
    """A tagged PDF with a page for every sheet. What stands on it goes nowhere else."""
    writer = SlipWriter(_SHEET, GERMAN, Element("Document"))
    for number, sheet in enumerate(sheets):
        if number:
            writer.new_page()
        with writer.section(number):
            writer.field("title", _head(sheet), after=8)
            for key in sheet.keys:
                _write_key(writer, key)
            if sheet.code:
                _write_code(writer, sheet.code)
            writer.field("note", _paragraphs((sheet.note,)), after=8)
            writer.rule(0.7, after=8)
            writer.field("steps", _steps(sheet.steps), after=8)
            writer.field("warning", _warning(sheet.warning))
    return print_document("Wiederherstellungsblatt", writer)


def _head(sheet: KeySheet) -> Callable[[Cell], None]:
    def build(cell: Cell) -> None:
        cell.paragraph("Wiederherstellungsblatt", _TITLE, tag="H1", after=4)
        cell.paragraph(f"{sheet.place} · Stand {sheet.day:%d.%m.%Y}", TextStyle(13), after=6)
        if sheet.fingerprint:
            cell.paragraph("Fingerabdruck der Leitstelle:", cell.sheet.label)
            cell.paragraph(sheet.fingerprint, TextStyle(17, bold=True))

    return build


def _write_key(writer: SlipWriter, key: PrintedKey) -> None:
    writer.rule(1.4, after=8)

    def build(cell: Cell) -> None:
        cell.paragraph(key.title, _KEY_TITLE, tag="H2", after=2)
        cell.paragraph(key.purpose)

    writer.field("key", build, after=7, keep=True)
    last = len(key.lines)
    for number, line in enumerate(key.lines, start=1):
        marks = [writer.text_mark(f"{number})", _LINE_NUMBER, 0.0, 7.0, _NUMBER_WIDTH)]
        for place, group in enumerate(line.split(" ")):
            left = _NUMBER_WIDTH + place * _GROUP_WIDTH
            marks.append(writer.text_mark(group, _GROUPS, left, 0.0, _GROUP_WIDTH))
        height = _LINE_HEIGHT + (8.0 if number == last else 0.0)
        writer.band(height, marks, keep=number != last)


def _write_code(writer: SlipWriter, key: str) -> None:
    """The key once more, for a hand scanner, at the right edge."""
    left = writer.sheet.type_width - _CODE_SIDE
    mark = DrawMark(key_code(key, _CODE_SIDE), left, 0.0, _CODE_SIDE, _CODE_SIDE)
    writer.band(_CODE_SIDE + 8.0, [mark])


def _paragraphs(texts: Sequence[str]) -> Callable[[Cell], None]:
    def build(cell: Cell) -> None:
        for text in texts:
            cell.paragraph(text, after=3)

    return build


def _steps(steps: Sequence[str]) -> Callable[[Cell], None]:
    return _paragraphs([f"{number}. {step}" for number, step in enumerate(steps, start=1)])


def _warning(text: str) -> Callable[[Cell], None]:
    def build(cell: Cell) -> None:
        cell.paragraph(text, cell.sheet.strong)

    return build
