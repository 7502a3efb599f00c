"""Writes bands for one slip: both columns of every field, and what stayed untranslated."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from lotse_desk.domain.hours import TimeRange
from lotse_desk.paper.bands import Band, DrawMark, TextMark
from lotse_desk.paper.cells import Cell, band_of
from lotse_desk.paper.fonts import Family, family_of
from lotse_desk.paper.pdf_structure import Element
from lotse_desk.paper.phrases import GERMAN, PLAIN_GERMAN, PhraseBook, phrase_book
from lotse_desk.paper.pictograms import field_pictogram, pictogram
from lotse_desk.paper.shapes import clock_face, rule
from lotse_desk.paper.sheets import Sheet
from lotse_desk.paper.slip_document import Bilingual, Untranslated
from lotse_desk.paper.text_layout import LaidText, TextStyle, lay_out

_PICTOGRAM = 2.1
_PICTOGRAM_COLUMN = 2.8
"""Side of a pictogram, and the column it stands in, as multiples of the type size."""

Build = Callable[[Cell], Iterator[None] | None]
"""Writes a field into a column; where it yields, the columns line up before they go on."""


class SlipWriter:
    """The bands of a slip in the making, in reading order.

    The German column is complete and stands at the left; the person's language stands beside it
    at the right and, where it is written from right to left, is mirrored in itself.
    """

    def __init__(self, sheet: Sheet, language: str, root: Element) -> None:
        self.sheet = sheet
        self.german = phrase_book(GERMAN)
        self.other: PhraseBook | None = None if language == GERMAN else phrase_book(language)
        self.strut = max((family_of(book.name) for book in self.books), key=list(Family).index)
        self.bands: list[Band] = []
        self.untranslated: list[Untranslated] = []
        self.draft = bool(self.other and self.other.has_drafts)
        self.parent = root
        self._service: int | None = None

    @contextmanager
    def section(self, service: int) -> Iterator[None]:
        """What is written inside belongs to the service with this number, from 0."""
        outer, self.parent = self.parent, self.parent.child("Sect")
        self._service, begun = service, len(self.bands)
        yield
        self.bands[begun:] = [replace(band, owner=service) for band in self.bands[begun:]]
        self.parent, self._service = outer, None

    @property
    def books(self) -> tuple[PhraseBook, ...]:
        """The languages of the columns; plain German on plain paper stands alone."""
        if self.other is None:
            return (self.german,)
        if self.sheet.plain and self.other.language == PLAIN_GERMAN:
            return (self.other,)
        return (self.german, self.other)

    def columns(self, inset: float = 0.0, first: float = 0.0) -> list[Cell]:
        """Empty cells across the type area, `first` points of it left free at the left."""
        start, width = first + inset, self.sheet.type_width - first - 2 * inset
        if self.sheet.stacked or len(self.books) == 1:
            return [self.cell(book, start, width) for book in self.books]
        column = (width - self.sheet.gap) / 2
        return [
            self.cell(book, x, column)
            for book, x in zip(self.books, (start, start + column + self.sheet.gap), strict=True)
        ]

    def fill(self, cells: Sequence[Cell], build: Build) -> None:
        """Write a field into cells that stand side by side in step, or one below the other."""
        if not self.sheet.stacked:
            _write_in_step(cells, build)
            return
        y = cells[0].y
        for number, cell in enumerate(cells):
            cell.y = y + (self.sheet.base * 0.35 if number else 0.0)
            for _ in build(cell) or ():
                pass
            y = cell.y

    def cell(self, book: PhraseBook, x: float, width: float) -> Cell:
        """An empty cell of a language at a place across the type area."""
        return Cell(
            self.sheet,
            book,
            x=x,
            width=width,
            parent=self.parent,
            strut=self.strut,
            alone=len(self.books) == 1,
        )

    def field(
        self,
        name: str,
        build: Build,
        contents: Sequence[Bilingual] = (),
        *,
        after: float | None = None,
        keep: bool = False,
        times: TimeRange | None = None,
    ) -> None:
        """Write a field in all columns; `contents` are its translated texts, for the record.

        On plain paper a pictogram stands beside it, and clocks that show `times`.
        """
        beside = self.beside(name, times)
        cells = self.columns(first=self.sheet.base * _PICTOGRAM_COLUMN if self.sheet.plain else 0.0)
        self.fill(cells, build)
        self.note(name, contents)
        space = self.sheet.base * 0.6 * self.sheet.air if after is None else after
        band = band_of(cells, after=space, keep=keep)
        height = max((mark.bottom + space for mark in beside), default=0.0)
        self.bands.append(
            replace(band, marks=(*beside, *band.marks), height=max(band.height, height))
        )

    def beside(
        self, name: str, times: TimeRange | None = None, *, inset: float = 0.0
    ) -> list[DrawMark]:
        """On plain paper the pictogram of a field and, below it, clocks that show times."""
        if not self.sheet.plain:
            return []
        side = self.sheet.base * _PICTOGRAM
        marks: list[DrawMark] = []
        if picture := field_pictogram(name):
            marks.append(DrawMark(pictogram(picture, side), inset, inset, side, side))
        for time in (times.opens, times.closes) if times else ():
            top = marks[-1].bottom + side * 0.15 if marks else inset
            marks.append(DrawMark(clock_face(time, side), inset, top, side, side))
        return marks

    def labelled(self, name: str, content: Bilingual) -> None:
        """Write a translated text under the phrase of the same name; nothing if it is empty."""
        if not content:
            return

        def build(cell: Cell) -> None:
            cell.value(content, label=f"{cell.phrase(name)}:")

        self.field(name, build, (content,))

    def note(self, name: str, contents: Sequence[Bilingual]) -> None:
        """Remember which of these texts print in German only, and whether drafts print."""
        if self.other is None:
            return
        if any(content.de and not content.other for content in contents):
            self.untranslated.append(Untranslated(self._service, name))
        self.draft = self.draft or any(c.draft for c in contents if c.other)

    def rule(self, thickness: float, after: float, *, keep: bool = True, grey: float = 0.0) -> None:
        """A line across the type area."""
        width = self.sheet.type_width
        mark = DrawMark(rule(width, thickness, grey), 0, thickness / 2, width, thickness)
        self.bands.append(Band(after, (mark,), keep))

    def band(
        self, height: float, marks: Sequence[TextMark | DrawMark], *, keep: bool = False
    ) -> None:
        """A band with marks placed by hand."""
        self.bands.append(Band(height, tuple(marks), keep))

    def new_page(self) -> None:
        """What follows begins a page."""
        self.bands.append(Band(0.0, keep=True, begins_page=True))

    def text_mark(
        self,
        text: str,
        style: TextStyle,
        x: float,
        y: float,
        width: float,
        *,
        book: PhraseBook | None = None,
        align_end: bool = False,
        tag: str = "P",
    ) -> TextMark:
        """A paragraph at a place of the band; without a book it is German."""
        language = book or self.german
        laid: LaidText = lay_out(
            text,
            style,
            width,
            rtl=language.right_to_left,
            align_end=align_end,
            strut=family_of(language.name),
        )
        element = self.parent.child(
            tag, language=None if language.language == GERMAN else language.pdf_language
        )
        return TextMark(laid, x, y, element)


def _write_in_step(cells: Sequence[Cell], build: Build) -> None:
    runs = [run for run in map(build, cells) if run is not None]
    for _ in itertools.zip_longest(*runs):
        lowest = max(cell.y for cell in cells)
        for cell in cells:
            cell.y = lowest
