"""Boards to point at: the language card, and numbered pictograms of a group of topics."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from lotse_desk.paper.bands import DrawMark, TextMark
from lotse_desk.paper.calendar_text import language_text
from lotse_desk.paper.cells import Cell
from lotse_desk.paper.notes import write_notes
from lotse_desk.paper.pages import print_document
from lotse_desk.paper.pdf_structure import Element
from lotse_desk.paper.phrases import GERMAN, PLAIN_GERMAN, phrase_book, slip_languages
from lotse_desk.paper.pictograms import group_pictogram, pictogram, topic_pictogram
from lotse_desk.paper.shapes import box
from lotse_desk.paper.sheets import A4
from lotse_desk.paper.slip_document import Bilingual
from lotse_desk.paper.slip_writer import SlipWriter
from lotse_desk.paper.text_layout import TextStyle, fitting_style

Item = TypeVar("Item")

_SHEET = replace(A4, name="board", margin=34, top=30, bottom=28, marks=())
_GAP = 9.0
_PADDING = 7.0
_TOPIC_COLUMNS = 3
_LOWEST_TOPIC = 108.0
_LANGUAGE_COLUMNS = 2
_LANGUAGE_HEIGHT = 52.0


@dataclass(frozen=True)
class BoardTopic:
    """A topic to point at; its number typed in search chooses it."""

    slug: str
    number: int
    name: Bilingual


@dataclass(frozen=True)
class Board:
    """A group of topics on a page of its own."""

    group: str
    topics: tuple[BoardTopic, ...]


def render_boards(boards: Sequence[Board], language: str, refused: Sequence[str] = ()) -> bytes:
    """The boards as one tagged PDF in German and a language; a group begins on a page.

    `refused` languages are named as such.

    Raises `UnknownValue` for a language without phrases.
    """
    writer = SlipWriter(_SHEET, language, Element("Document"))
    for number, board in enumerate(boards):
        with writer.section(number):
            _write_board(writer, board, refused, first=number == 0)
    return print_document("Zeigetafel", writer)


def render_language_card(speaking: Collection[str]) -> bytes:
    """Every slip language by its own name, as one tagged PDF.

    Those `speaking` say "I speak …" in their language, the others only their name.
    """
    writer = SlipWriter(_SHEET, GERMAN, Element("Document"))
    with writer.section(0):
        writer.field("title", _language_title, after=10, keep=True)
        languages = [code for code in slip_languages() if code != PLAIN_GERMAN]
        for row in _rows(languages, _LANGUAGE_COLUMNS):
            _write_languages(writer, row, speaking)
        _write_state(writer, languages, speaking)
    return print_document("Sprachkarte", writer)


def _write_board(writer: SlipWriter, board: Board, refused: Sequence[str], *, first: bool) -> None:
    if not first:
        writer.new_page()
    side = 34.0
    cells = writer.columns(first=side + _GAP)

    def title(cell: Cell) -> None:
        cell.paragraph(cell.phrase(f"group.{board.group}"), TextStyle(18, bold=True), tag="H1")
        cell.paragraph(cell.phrase("point_topic"))
        if refused:
            write_notes(writer, cell, refused)
        elif cell.german and writer.draft:
            cell.paragraph(writer.german.internal["draft_note"], cell.sheet.small)

    writer.fill(cells, title)
    picture = DrawMark(pictogram(group_pictogram(board.group), side), 0, 2, side, side)
    height = max(side, *(cell.y for cell in cells)) + 10
    writer.band(height, [picture, *(mark for cell in cells for mark in cell.marks)], keep=True)
    for row in _rows(board.topics, _TOPIC_COLUMNS):
        _write_topics(writer, row)


def _write_topics(writer: SlipWriter, topics: Sequence[BoardTopic]) -> None:
    width = (_SHEET.type_width - (_TOPIC_COLUMNS - 1) * _GAP) / _TOPIC_COLUMNS
    marks: list[TextMark | DrawMark] = []
    for column, topic in enumerate(topics):
        marks += _topic_marks(writer, topic, column * (width + _GAP), width)
    height = max(_LOWEST_TOPIC, *(mark.bottom + _PADDING for mark in marks))
    for column in range(len(topics)):
        frame = box(width, height, 0.9, 5)
        marks.append(DrawMark(frame, column * (width + _GAP), 0, width, height))
    writer.band(height + _GAP, marks)


def _topic_marks(
    writer: SlipWriter, topic: BoardTopic, left: float, width: float
) -> list[TextMark | DrawMark]:
    inner = width - 2 * _PADDING
    number = writer.text_mark(
        str(topic.number), TextStyle(23, bold=True), left + _PADDING, _PADDING - 3, inner
    )
    side = 50.0
    picture = DrawMark(
        pictogram(topic_pictogram(topic.slug), side),
        left + width - _PADDING - side,
        _PADDING,
        side,
        side,
    )
    marks: list[TextMark | DrawMark] = [number, picture]
    y = _PADDING + side + 4
    if topic.name.other and writer.other:
        name = writer.text_mark(
            topic.name.other,
            TextStyle(9.5, bold=True, leading=0.9),
            left + _PADDING,
            y,
            inner,
            book=writer.other,
        )
        marks.append(name)
        y = name.bottom + 1
    style = TextStyle(8.2 if topic.name.other else 10.5, bold=not topic.name.other, leading=0.9)
    marks.append(writer.text_mark(topic.name.de, style, left + _PADDING, y, inner))
    return marks


def _language_title(cell: Cell) -> None:
    cell.paragraph(cell.phrase("point_language"), TextStyle(18, bold=True), tag="H1")


def _write_state(writer: SlipWriter, languages: Sequence[str], speaking: Collection[str]) -> None:
    """Whether drafts are among them, or languages are told by name alone."""
    drafts = any(not phrase_book(code).is_reviewed("i_speak") for code in speaking)
    note = "draft_note" if drafts else "refused_here" if set(languages) - set(speaking) else ""
    if note:
        words = writer.german.internal[note]
        writer.field("notes", lambda cell: cell.paragraph(words, cell.sheet.small))


def _write_languages(
    writer: SlipWriter, languages: Sequence[str], speaking: Collection[str]
) -> None:
    width = (_SHEET.type_width - (_LANGUAGE_COLUMNS - 1) * _GAP) / _LANGUAGE_COLUMNS
    marks: list[TextMark | DrawMark] = []
    for column, language in enumerate(languages):
        left = column * (width + _GAP)
        book = phrase_book(language)
        inner = width - 2 * _PADDING
        first, told = book["i_speak"], (book.name, book)
        if language not in speaking:
            first, told = book.name, (language_text(language, GERMAN), writer.german)
        style = fitting_style(first, (14, 12.5, 11), inner, bold=True)
        sentence = writer.text_mark(first, style, left + _PADDING, 3, inner, book=book)
        name = writer.text_mark(
            told[0], TextStyle(10), left + _PADDING, sentence.bottom, inner, book=told[1]
        )
        frame = box(width, _LANGUAGE_HEIGHT, 0.9, 5)
        marks += [sentence, name, DrawMark(frame, left, 0, width, _LANGUAGE_HEIGHT)]
    writer.band(_LANGUAGE_HEIGHT + _GAP, marks)


def _rows(items: Sequence[Item], columns: int) -> list[Sequence[Item]]:
    return [items[start : start + columns] for start in range(0, len(items), columns)]
