"""The poster of a house: welcome in every language, hours, languages spoken here."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from lotse_desk.paper.bands import DrawMark, TextMark
from lotse_desk.paper.calendar_text import grouped_week, ranges_text
from lotse_desk.paper.cells import Cell
from lotse_desk.paper.pages import print_document
from lotse_desk.paper.pdf_structure import Element
from lotse_desk.paper.phrases import GERMAN, PLAIN_GERMAN, phrase_book, slip_languages
from lotse_desk.paper.sheets import A4
from lotse_desk.paper.slip_document import WeekdayHours
from lotse_desk.paper.slip_writer import SlipWriter
from lotse_desk.paper.text_layout import TextStyle, fitting_style

_SHEET = replace(A4, name="poster", margin=40, top=34, bottom=30, base=11.5, marks=())
WELCOME = ("welcome", "here_we_help")
"""Keys of the phrases that bid welcome."""
_AIRS = (1.0, 0.5, 0.1)
_COLUMNS = 2
_GAP = 16.0


@dataclass(frozen=True)
class Poster:
    """What the poster says; `languages` are those spoken in the house, BCP-47."""

    house: str
    town: str
    callback: str = ""
    hours: tuple[WeekdayHours, ...] = ()
    languages: tuple[str, ...] = ()
    sample: bool = False


def render_poster(poster: Poster, welcoming: Collection[str]) -> bytes:
    """One tagged A4 page; larger paper by the printer's own scaling.

    It bids welcome in the `welcoming` languages; the other slip languages stand by name.
    """
    foreign = [code for code in slip_languages() if code not in (GERMAN, PLAIN_GERMAN)]
    others = [code for code in foreign if code in welcoming]
    for air in _AIRS:
        writer = SlipWriter(_SHEET, GERMAN, Element("Document"))
        _write(writer, poster, others, [code for code in foreign if code not in welcoming], air)
        if sum(band.height for band in writer.bands) <= _SHEET.type_height - _SHEET.folio:
            break
    return print_document(poster.house, writer, sample=poster.sample)


def _write(
    writer: SlipWriter, poster: Poster, others: Sequence[str], named: Sequence[str], air: float
) -> None:
    """The poster with so much white space between its parts, as a share of the usual."""
    with writer.section(0):
        writer.field("title", lambda cell: _title(cell, poster), after=8 * air, keep=True)
        writer.rule(2.0, after=10 * air)
        for start in range(0, len(others), _COLUMNS):
            _write_welcome(writer, others[start : start + _COLUMNS], air)
        _write_names(writer, named)
        writer.rule(0.8, after=8 * air)
        if poster.hours:
            writer.field("hours", lambda cell: _hours(cell, poster.hours), after=6 * air)
        if poster.languages:
            _write_languages(writer, poster.languages)
        writer.field("free_help", lambda cell: _foot(cell, poster))
        if any(not phrase_book(code).is_reviewed(*WELCOME) for code in others):
            note = writer.german.internal["draft_note"]
            writer.field("notes", lambda cell: cell.paragraph(note, cell.sheet.small), after=0)


def _title(cell: Cell, poster: Poster) -> None:
    size = fitting_style(poster.house, (26, 23, 20, 18), cell.width, bold=True).size
    cell.paragraph(poster.house, TextStyle(size, bold=True, leading=0.95), tag="H1")
    cell.paragraph(poster.town, TextStyle(17))
    cell.skip(6)
    cell.paragraph(cell.phrase("welcome"), TextStyle(22, bold=True))
    cell.paragraph(cell.phrase("here_we_help"), TextStyle(14))


def _write_welcome(writer: SlipWriter, languages: Sequence[str], air: float) -> None:
    width = (_SHEET.type_width - (_COLUMNS - 1) * _GAP) / _COLUMNS
    marks: list[TextMark | DrawMark] = []
    for column, language in enumerate(languages):
        book, left = phrase_book(language), column * (width + _GAP)
        welcome = writer.text_mark(
            book["welcome"], TextStyle(12, bold=True), left, 0, width, book=book
        )
        sentence = writer.text_mark(
            book["here_we_help"], TextStyle(9, leading=0.95), left, welcome.bottom, width, book=book
        )
        marks += [welcome, sentence]
    writer.band(max(mark.bottom for mark in marks) + 5 * air, marks)


def _hours(cell: Cell, hours: Sequence[WeekdayHours]) -> Iterator[None]:
    cell.paragraph(cell.phrase("hours"), TextStyle(13, bold=True), tag="H2")
    groups = grouped_week(hours, cell.book.cldr)
    yield from cell.table([(days, ranges_text(ranges), False) for days, ranges in groups])


def _write_languages(writer: SlipWriter, languages: Sequence[str]) -> None:
    """Each language by its own name, for those who read no other."""
    known = [code for code in languages if code in slip_languages()]
    heading = writer.text_mark(
        writer.german["we_speak"], TextStyle(13, bold=True), 0, 0, _SHEET.type_width, tag="H2"
    )
    names = _names(writer, known, heading.bottom)
    writer.band(max(mark.bottom for mark in (heading, *names)) + 6, [heading, *names])


def _write_names(writer: SlipWriter, languages: Sequence[str]) -> None:
    """Languages whose welcome may not be printed, by their own names."""
    if not languages:
        return
    names = _names(writer, languages, 0.0)
    note = writer.text_mark(
        writer.german.internal["refused_here"],
        writer.sheet.small,
        0,
        max(name.bottom for name in names) + 3,
        _SHEET.type_width,
    )
    writer.band(note.bottom + 6, [*names, note])


def _names(writer: SlipWriter, languages: Sequence[str], top: float) -> list[TextMark]:
    marks: list[TextMark] = []
    x, y, height = 0.0, top, 0.0
    for code in languages:
        book = phrase_book(code)
        name = writer.text_mark(
            book.name, TextStyle(13), x, y, 150, book=book, align_end=book.right_to_left
        )
        marks.append(name)
        height = max(height, name.text.height)
        x += 160
        if x + 150 > _SHEET.type_width:
            x, y, height = 0.0, y + height, 0.0
    return marks


def _foot(cell: Cell, poster: Poster) -> None:
    cell.paragraph(cell.phrase("interpreting"), TextStyle(12))
    cell.paragraph(cell.phrase("free_help"), TextStyle(12, bold=True))
    if poster.callback:
        cell.paragraph(poster.callback, TextStyle(14, bold=True), label=cell.phrase("questions"))
