"""Puts the pages of slips on sheets of paper: one each, two side by side, or a length of roll."""

from collections.abc import Iterator
from contextlib import contextmanager

from lotse_desk.paper.pdf_document import PdfDocument
from lotse_desk.paper.shapes import GREY, cut_down, rule
from lotse_desk.paper.sheets import Sheet

_MARK_LENGTH = 9.0
_MARK_FROM_EDGE = 12.0


class Press:
    """Fills sheets of one kind, page after page; `sheets` counts those begun."""

    def __init__(self, pdf: PdfDocument, sheet: Sheet) -> None:
        self._pdf, self._sheet = pdf, sheet
        self._pages = 0
        self.sheets = 0

    @contextmanager
    def page(self, height: float) -> Iterator[float]:
        """A page; what is painted inside lies the yielded distance from the left of the sheet.

        `height` is that of the page with its margins; it counts on a roll only.
        """
        side = self._pages % self._sheet.pages_side_by_side
        if side == 0:
            self._finish_sheet()
            self._pdf.begin_page(height if self._sheet.endless else None)
            self.sheets += 1
            self._mark()
        self._pages += 1
        yield side * self._sheet.width

    def close(self) -> None:
        """Finish the sheet begun last."""
        self._finish_sheet()

    def _finish_sheet(self) -> None:
        if self._pages:
            self._pdf.end_page()

    def _mark(self) -> None:
        with self._pdf.artifact():
            for height in self._sheet.marks:
                rule(_MARK_LENGTH, 0.5, GREY)(self._pdf, _MARK_FROM_EDGE, height)
            for cut in range(1, self._sheet.pages_side_by_side):
                cut_down(self._sheet.height)(self._pdf, cut * self._sheet.width, 0)
