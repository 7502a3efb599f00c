"""Filled pages onto paper: bands, folios, and a document of one writer from first to last page."""

from collections.abc import Callable, Sequence
from functools import partial

from lotse_desk.paper.bands import Page, fill_pages
from lotse_desk.paper.bidi import neutralised
from lotse_desk.paper.pdf_document import PdfDocument
from lotse_desk.paper.phrases import GERMAN
from lotse_desk.paper.press import Press
from lotse_desk.paper.shapes import word_across
from lotse_desk.paper.sheets import Sheet
from lotse_desk.paper.slip_writer import SlipWriter
from lotse_desk.paper.text_layout import lay_out, natural_width

MarkPage = Callable[[int, float, float], None]
"""Paints below everything else: number of the page, its left edge and height on the sheet."""


SAMPLE_WORD = "MUSTER"


def print_document(title: str, writer: SlipWriter, *, sample: bool = False) -> bytes:
    """The PDF of all that a writer wrote; with `sample` every page bears MUSTER."""
    sheet = writer.sheet
    pdf = PdfDocument(neutralised(title), GERMAN, (sheet.width, sheet.height))
    pdf.structure.root.children += writer.parent.children
    press = Press(pdf, sheet)
    pages = fill_pages(writer.bands, sheet.type_height - sheet.folio)
    paint_pages(pdf, press, writer, pages, partial(mark_sample, pdf, sheet) if sample else None)
    press.close()
    return pdf.to_bytes()


def mark_sample(pdf: PdfDocument, sheet: Sheet, _number: int, left: float, height: float) -> None:
    """MUSTER across a page whose facts are invented."""
    with pdf.artifact():
        word_across(SAMPLE_WORD, sheet.width / 4.6, 52)(pdf, left + sheet.width / 2, height / 2)


def paint_pages(
    pdf: PdfDocument,
    press: Press,
    writer: SlipWriter,
    pages: Sequence[Page],
    mark: MarkPage | None = None,
    *,
    running: Sequence[str] = (),
) -> None:
    """Paint pages with their numbers, each on the next place of the press.

    `running` names the services: where one goes on, its name stands beside the page's number.
    """
    sheet = writer.sheet
    for number, page in enumerate(pages, start=1):
        height = sheet.top + page.filled + sheet.bottom if sheet.endless else sheet.height
        with press.page(height) as left:
            if mark:
                mark(number, left, height)
            top = max(sheet.top, sheet.window) if number == 1 else sheet.top
            for y, band in page.bands:
                band.paint(pdf, left + sheet.margin, top + y)
            if len(pages) > 1 and not sheet.endless:
                _paint_folio(pdf, writer, left, number, len(pages))
            if running and number > 1:
                owner = page.first_owner
                if owner is not None and owner == pages[number - 2].last_owner:
                    _paint_running(pdf, writer, left, running[owner])


def _paint_folio(pdf: PdfDocument, writer: SlipWriter, left: float, page: int, pages: int) -> None:
    sheet = writer.sheet
    width = sheet.type_width / 2
    with pdf.artifact():
        for place, book in enumerate(writer.books):
            text = book["page"].replace("{page}", str(page)).replace("{pages}", str(pages))
            at_right = place == 1
            laid = lay_out(
                text,
                sheet.small,
                width,
                rtl=book.right_to_left,
                align_end=at_right != book.right_to_left,
            )
            top = sheet.height - sheet.bottom - laid.height
            pdf.text(laid, left + sheet.margin + (width if at_right else 0), top)


def _paint_running(pdf: PdfDocument, writer: SlipWriter, left: float, name: str) -> None:
    """The name of the service that goes on, small above the type area, on one line."""
    sheet = writer.sheet
    laid = lay_out(_on_one_line(name, sheet), sheet.small, sheet.type_width)
    with pdf.artifact():
        pdf.text(laid, left + sheet.margin, sheet.top - laid.height - 1)


def _on_one_line(name: str, sheet: Sheet) -> str:
    """As many words of the name as stand beside each other; it is told in full where it begins."""
    shown, words = neutralised(name), neutralised(name).split()
    while len(words) > 1 and natural_width(shown, sheet.small) > sheet.type_width:
        words.pop()
        shown = f"{' '.join(words)} …"
    while natural_width(shown, sheet.small) > sheet.type_width:
        shown = f"{shown[: len(shown) * 3 // 4]}…"
    return shown
