"""One column of a slip: paragraphs, ticks, times and lines set in its language and direction."""

from collections.abc import Iterator, Sequence

from lotse_desk.paper.bands import Band, DrawMark, TextMark
from lotse_desk.paper.fonts import Family
from lotse_desk.paper.pdf_structure import Element
from lotse_desk.paper.phrases import GERMAN, PhraseBook
from lotse_desk.paper.shapes import GREY, bar, box, rule
from lotse_desk.paper.sheets import Sheet
from lotse_desk.paper.slip_document import Bilingual
from lotse_desk.paper.text_layout import TextStyle, lay_out, natural_width


class Cell:
    """A column within a band, written from top to bottom.

    Everything is placed from the column's start side: the left, or the right where the language
    is written from right to left.
    """

    def __init__(
        self,
        sheet: Sheet,
        book: PhraseBook,
        *,
        x: float,
        width: float,
        parent: Element,
        strut: Family,
        alone: bool = False,
    ) -> None:
        """`alone`: no German column stands beside it, so German text needs no excuse."""
        self.sheet, self.book, self.strut = sheet, book, strut
        self.alone = alone
        self.x, self.width = x, width
        self.parent = parent
        self.y = 0.0
        self.marks: list[TextMark | DrawMark] = []
        self.untranslated = False

    @property
    def german(self) -> bool:
        """Whether this is the German column."""
        return self.book.language == GERMAN

    def phrase(self, key: str) -> str:
        """A fixed phrase in the column's language."""
        return self.book[key]

    def paragraph(
        self,
        text: str,
        style: TextStyle | None = None,
        *,
        tag: str = "P",
        label: str = "",
        indent: float = 0.0,
        after: float = 0.0,
        german: bool = False,
        parent: Element | None = None,
    ) -> None:
        """Set a paragraph; with `german` it is German text in another language's column."""
        rtl = self.book.right_to_left and not german
        laid = lay_out(
            text,
            style or self.sheet.text,
            self.width - indent,
            label=label,
            rtl=rtl,
            align_end=german and self.book.right_to_left,
            strut=self.strut,
        )
        language = None if self.german else "de" if german else self.book.pdf_language
        element = (parent or self.parent).child(tag, language=language)
        self.marks.append(TextMark(laid, self._text_x(indent), self.y, element))
        self.y += laid.height + after

    def label(self, key: str, after: float = 1.0) -> None:
        """The name of a field on a line of its own."""
        self.paragraph(self.phrase(key), self.sheet.label, after=after)

    def value(
        self,
        content: Bilingual,
        style: TextStyle | None = None,
        *,
        label: str = "",
        tag: str = "P",
        indent: float = 0.0,
        after: float = 0.0,
        parent: Element | None = None,
    ) -> None:
        """Set a text in this column's language; without translation the German one, saying so."""
        if self.german or self.alone or content.other:
            text = content.de if self.german else content.other or content.de
            self.paragraph(
                text, style, label=label, tag=tag, indent=indent, after=after, parent=parent
            )
            return
        self.untranslated = True
        if label:
            self.paragraph(label, self.sheet.label, indent=indent, parent=parent)
        self.paragraph(content.de, style, tag=tag, indent=indent, german=True, parent=parent)
        self.paragraph(
            f"({self.phrase('german_only')})",
            self.sheet.small,
            indent=indent,
            after=after,
            parent=parent,
        )

    def ticks(self, items: Sequence[Bilingual]) -> Iterator[None]:
        """A list with a box to tick before every item; yields after each."""
        side = self.sheet.base * 0.86
        listing = self.parent.child("L", language=self._language)
        for item in items:
            body = listing.child("LI").child("LBody")
            first_line = lay_out("x", self.sheet.text, self.width, strut=self.strut)
            self._draw(side, side, first_line.lines[0].baseline - side * 0.94)
            self.value(
                item, self.sheet.text, indent=side * 1.7, after=1.2 * self.sheet.air, parent=body
            )
            yield

    def table(self, rows: Sequence[tuple[str, str, bool]]) -> Iterator[None]:
        """Rows of (day, hours, bold), the days as wide as the widest; yields after each."""
        styles = {False: self.sheet.text, True: self.sheet.strong}
        widest = max(natural_width(day, styles[bold]) for day, _, bold in rows)
        indent = min(widest + self.sheet.base * 0.9, self.width * 0.5)
        table = self.parent.child("Table", language=self._language)
        for day, hours, bold in rows:
            row = table.child("TR")
            start = self.y
            width = indent - self.sheet.base * 0.6
            self._narrow(day, styles[bold], width, row.child("TH", scope="Row"))
            below_day, self.y = self.y, start
            self.paragraph(hours, styles[bold], indent=indent, parent=row.child("TD"))
            self.y = max(self.y, below_day)
            yield

    def _narrow(self, text: str, style: TextStyle, width: float, parent: Element) -> None:
        """A paragraph in the first `width` points of the column."""
        x, full = self.x, self.width
        if self.book.right_to_left:
            self.x += full - width
        self.width = width
        self.paragraph(text, style, parent=parent)
        self.x, self.width = x, full

    def line(self, label: str) -> None:
        """A label with a line beside it to write on."""
        self.y += self.sheet.base * 0.75
        label_width = min(natural_width(label, self.sheet.label) + 5, self.width * 0.6)
        top = self.y
        self.paragraph(label, self.sheet.label)
        rest = self.width - label_width
        x = self.x if self.book.right_to_left else self.x + label_width
        self.marks.append(DrawMark(rule(rest, 0.5, GREY), x, self.y - 2, rest, 0.5))
        self.y = max(self.y, top + self.sheet.base * 1.3) + 1

    def side_bar(self, top: float) -> None:
        """A thick bar at the start side from `top` to here."""
        x = self.x + self.width - 2.4 if self.book.right_to_left else self.x
        height = self.y - top
        self.marks.append(DrawMark(bar(height, 2.4), x, top, 2.4, height))

    def skip(self, distance: float) -> None:
        """Leave white space."""
        self.y += distance

    @property
    def _language(self) -> str | None:
        return None if self.german else self.book.pdf_language

    def _text_x(self, indent: float) -> float:
        return self.x if self.book.right_to_left else self.x + indent

    def _draw(self, width: float, height: float, down: float) -> None:
        x = self.x + self.width - width if self.book.right_to_left else self.x
        self.marks.append(DrawMark(box(width, height), x, self.y + down, width, height))


def band_of(cells: Sequence[Cell], *, after: float = 0.0, keep: bool = False) -> Band:
    """One band of columns side by side, in reading order."""
    marks = tuple(mark for cell in cells for mark in cell.marks)
    return Band(max(cell.y for cell in cells) + after, marks, keep)
