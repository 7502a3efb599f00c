"""The privacy notice for the counter: what is counted, what is not, in German and a language."""

from collections.abc import Sequence
from dataclasses import replace

from lotse_desk.paper.cells import Cell
from lotse_desk.paper.notes import write_notes
from lotse_desk.paper.pages import print_document
from lotse_desk.paper.pdf_structure import Element
from lotse_desk.paper.sheets import A4
from lotse_desk.paper.slip_writer import Build, SlipWriter
from lotse_desk.paper.text_layout import TextStyle

_SENTENCES = ("no_name", "language", "slip", "code", "other_office", "rights")
_SHEET = replace(A4, name="privacy", marks=())
_STYLE = TextStyle(14)


def render_privacy_notice(house: str, language: str, refused: Sequence[str] = ()) -> bytes:
    """One tagged page; `refused` languages are named as such.

    Raises `UnknownValue` for a language without phrases.
    """
    writer = SlipWriter(_SHEET, language, Element("Document"))
    with writer.section(0):
        sender = writer.text_mark(house, TextStyle(12, bold=True), 0, 0, _SHEET.type_width)
        writer.band(sender.bottom + 6, [sender], keep=True)
        writer.rule(1.4, after=18)
        writer.field("title", _title, after=18, keep=True)
        for sentence in _SENTENCES:
            writer.field(sentence, _paragraph(f"privacy_{sentence}"), after=14)
        writer.field("courtesy", lambda cell: write_notes(writer, cell, refused))
    return print_document(f"{house}, Datenschutz", writer)


def _title(cell: Cell) -> None:
    cell.paragraph(cell.phrase("privacy_title"), TextStyle(19, bold=True), tag="H1")


def _paragraph(key: str) -> Build:
    def build(cell: Cell) -> None:
        cell.paragraph(cell.phrase(key), _STYLE)

    return build
