"""What ends a paper: which text counts, that a translation is a draft or may not be printed."""

from collections.abc import Sequence

from lotse_desk.paper.calendar_text import language_text
from lotse_desk.paper.cells import Cell
from lotse_desk.paper.phrases import GERMAN, phrase_book
from lotse_desk.paper.slip_writer import SlipWriter


def write_notes(writer: SlipWriter, cell: Cell, refused: Sequence[str] = ()) -> None:
    """The notes in one column; on a paper in German alone, which languages were `refused`."""
    for note in closing_notes(writer, cell, refused):
        cell.paragraph(note, cell.sheet.small)


def closing_notes(writer: SlipWriter, cell: Cell, refused: Sequence[str] = ()) -> list[str]:
    """The sentences themselves."""
    if writer.other is None:
        return [refused_words(refused)] if refused else []
    draft = [writer.german.internal["draft_note"]] if cell.german and writer.draft else []
    return [cell.phrase("courtesy"), *draft]


def refused_words(languages: Sequence[str]) -> str:
    """Languages asked for and why the paper is German."""
    names = ", ".join(language_text(code, GERMAN) for code in languages)
    return f"{names} ({phrase_book(GERMAN).internal['refused']})"
