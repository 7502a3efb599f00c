"""The slip a person takes along: German and their language side by side, several services."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lotse_desk.paper.bands import DrawMark, Page, TextMark, fill_pages
from lotse_desk.paper.bidi import neutralised
from lotse_desk.paper.calendar_text import language_text, long_date
from lotse_desk.paper.cells import Cell
from lotse_desk.paper.claim_sheet import write_claim
from lotse_desk.paper.discreet_card import write_card
from lotse_desk.paper.pages import mark_sample, paint_pages
from lotse_desk.paper.pdf_document import PdfDocument
from lotse_desk.paper.pdf_structure import Element
from lotse_desk.paper.phrases import GERMAN
from lotse_desk.paper.press import Press
from lotse_desk.paper.shapes import GREY, rule
from lotse_desk.paper.sheets import Sheet, sheet_named
from lotse_desk.paper.slip_document import (
    Bilingual,
    RenderedSlip,
    SlipDocument,
    SlipService,
    Untranslated,
)
from lotse_desk.paper.slip_feet import foot_band, write_end
from lotse_desk.paper.slip_fields import (
    write_colophon,
    write_details,
    write_documents,
    write_hours,
    write_lines,
    write_sentence,
    write_warnings,
)
from lotse_desk.paper.slip_place import write_place
from lotse_desk.paper.slip_writer import SlipWriter
from lotse_desk.paper.text_layout import TextStyle, lay_out, natural_width

_DENSER_AT_MOST = 0.85
"""Smaller type saves at most a sixth of the height: what needs more is not tried."""
_ADDRESS_LEFT, _ADDRESS_TOP, _ADDRESS_WIDTH = 71.0, 133.0, 227.0
"""The address field begins 25 mm from the left and 47 mm from the top; it is 80 mm wide."""


def render_slip(document: SlipDocument, paper: str = "a4") -> RenderedSlip:
    """Print one slip; see `render_slips`."""
    return render_slips((document,), paper)


def render_slips(documents: Sequence[SlipDocument], paper: str = "a4") -> RenderedSlip:
    """Print slips on a paper of `sheets.SHEETS` as one PDF.

    Each begins on a page of its own. Raises `UnknownValue` for another paper and for a language
    without phrases, `InvalidValue` for a link that is no https, tel or geo URI. Same documents,
    same bytes.
    """
    sheet = sheet_named(paper)
    size = (sheet.width * sheet.pages_side_by_side, sheet.height)
    pdf = PdfDocument(_title(documents[0]), GERMAN, size)
    press = Press(pdf, sheet)
    untranslated: list[Untranslated] = []
    draft = False
    for document in documents:
        composed = _fitting(document, sheet)
        _paint(pdf, press, composed, document)
        untranslated += composed.writer.untranslated
        draft = draft or composed.writer.draft
    press.close()
    return RenderedSlip(pdf.to_bytes(), press.sheets, tuple(untranslated), draft)


@dataclass(frozen=True)
class _Composition:
    """A slip laid out on pages, not painted yet; its structure hangs below `root`.

    The last `claims` pages are claims, which hold no sample facts.
    """

    root: Element
    writer: SlipWriter
    pages: list[Page]
    claims: int = 0


def _fitting(document: SlipDocument, sheet: Sheet) -> _Composition:
    """The slip on its sheet, in denser type where that saves a page."""
    composed = _compose(document, sheet)
    fewer = len(composed.pages) - 1
    if not fewer or sheet.endless:
        return composed
    needed = sum(band.height for page in composed.pages for _, band in page.bands)
    if needed * _DENSER_AT_MOST > fewer * sheet.type_height:
        return composed
    denser = _compose(document, sheet.denser())
    return denser if len(denser.pages) < len(composed.pages) else composed


def _compose(document: SlipDocument, sheet: Sheet) -> _Composition:
    root = Element("Document")
    writer = SlipWriter(sheet, document.language, root)
    _write_head(writer, document)
    if document.discreet:
        write_card(writer, document)
    else:
        for number, service in enumerate(document.services):
            _write_service(writer, document, service, number)
    write_end(writer, None if document.discreet else document.link)
    pages = fill_pages(
        writer.bands, sheet.type_height - sheet.folio, first=sheet.first_type_height - sheet.folio
    )
    _add_feet(writer, document, pages, sheet)
    claims = _claim_pages(writer, document)
    return _Composition(root, writer, [*pages, *claims], len(claims))


def _claim_pages(writer: SlipWriter, document: SlipDocument) -> list[Page]:
    """A page of its own for every service whose claim counts from today; none if discreet."""
    pages: list[Page] = []
    for number, service in enumerate(document.services):
        if service.claim and not document.discreet:
            writer.bands = []
            with writer.section(number):
                write_claim(writer, service, service.claim)
            pages += fill_pages(writer.bands, writer.sheet.type_height - writer.sheet.folio)
    return pages


def _title(document: SlipDocument) -> str:
    return neutralised(f"{document.house}, {document.date:%d.%m.%Y}")


def _write_head(writer: SlipWriter, document: SlipDocument) -> None:
    """Letterhead, title, language of the person, whom to call."""
    sheet = writer.sheet
    left = sheet.type_width * (1.0 if sheet.stacked else 0.56)
    name = writer.text_mark(document.house, TextStyle(sheet.base * 1.1, bold=True), 0, 0, left)
    place = writer.text_mark(
        ", ".join(part for part in (document.town, document.desk) if part),
        sheet.text,
        0,
        name.bottom,
        left,
    )
    marks: list[TextMark | DrawMark] = [name, place]
    y, start = (place.bottom, 0.0) if sheet.stacked else (0.0, left + sheet.gap)
    for book in writer.books:
        date = writer.text_mark(
            long_date(document.date, book.cldr),
            sheet.text,
            start,
            y,
            sheet.type_width - start,
            book=book,
            align_end=not book.right_to_left,
        )
        marks.append(date)
        y = date.bottom
    writer.band(max(y, place.bottom) + sheet.base * 0.5, marks, keep=True)
    writer.rule(1.4, after=sheet.base * 0.9)

    def title(cell: Cell) -> None:
        key = "card_title" if document.discreet else "title"
        cell.paragraph(cell.phrase(key), sheet.title, tag="H1", after=1)
        _write_person(cell, document)
        if document.callback:
            cell.paragraph(document.callback, label=f"{cell.phrase('questions')}:")
        if any(service.sample for service in document.services):
            cell.paragraph(cell.phrase("sample"), sheet.strong)

    writer.field("title", title, after=sheet.base * 0.9, keep=True)


def _write_person(cell: Cell, document: SlipDocument) -> None:
    """Which language, and whether an interpreter is needed: on one line where it fits."""
    parts = []
    if document.language != GERMAN:
        parts.append((cell.phrase("language"), language_text(document.language, cell.book.cldr)))
    if document.interpreter is not None:
        answer = cell.phrase("yes" if document.interpreter else "no")
        parts.append((cell.phrase("interpreter"), answer))
    together = " · ".join(f"{label}: {text}" for label, text in parts)
    if len(parts) == 2 and natural_width(together, cell.sheet.strong) <= cell.width:
        (label, text), (second, answer) = parts
        parts = [(label, f"{text} · {second}: {answer}")]
    for label, text in parts:
        cell.paragraph(text, label=f"{label}:")


def _write_service(
    writer: SlipWriter, document: SlipDocument, service: SlipService, number: int
) -> None:
    sheet = writer.sheet
    with writer.section(number):
        writer.rule(0.7, after=sheet.base * 0.7)

        name = _numbered(service.name, number) if len(document.services) > 1 else service.name

        def heading(cell: Cell) -> None:
            cell.value(name, sheet.heading, tag="H2")

        writer.field("name", heading, (name,), after=sheet.base * 0.5, keep=True)
        write_warnings(writer, service)
        write_place(writer, service)
        write_hours(writer, service, document.date)
        write_documents(writer, service)
        write_sentence(writer, service)
        write_details(writer, service)
        write_lines(writer, service)
        write_colophon(writer, service)


def _numbered(name: Bilingual, number: int) -> Bilingual:
    other = f"{number + 1}. {name.other}" if name.other else None
    return replace(name, de=f"{number + 1}. {name.de}", other=other)


def _add_feet(writer: SlipWriter, document: SlipDocument, pages: list[Page], sheet: Sheet) -> None:
    """Tear-off feet at the foot of the last page, or of pages of their own."""
    feet = []
    for number, service in enumerate(document.services):
        if service.code:
            with writer.section(number):
                feet.append(foot_band(writer, document, service))
    space = sheet.base * 0.9
    while feet:
        room = pages[-1].room
        fitting = 0
        used = 0.0
        for foot in feet:
            if used + foot.height + space > room and (fitting or pages[-1].bands):
                break
            used += foot.height + space
            fitting += 1
        if fitting < len(feet) and pages[-1].bands and pages[-1].filled and used == 0.0:
            pages.append(Page(sheet.type_height - sheet.folio))
            continue
        if not sheet.endless:
            pages[-1].filled += max(0.0, room - used)
        for foot in feet[:fitting]:
            pages[-1].filled += space
            pages[-1].add(foot)
        feet = feet[fitting:]
        if feet:
            pages.append(Page(sheet.type_height - sheet.folio))


def _paint(
    pdf: PdfDocument, press: Press, composition: _Composition, document: SlipDocument
) -> None:
    writer, pages = composition.writer, composition.pages
    pdf.structure.root.children += composition.root.children
    sheet = writer.sheet
    sample = any(service.sample for service in document.services)

    def mark(number: int, left: float, height: float) -> None:
        if sample and number <= len(pages) - composition.claims:
            mark_sample(pdf, sheet, number, left, height)
        if number == 1 and sheet.window:
            _paint_sender(pdf, document)

    paint_pages(pdf, press, writer, pages, mark)


def _paint_sender(pdf: PdfDocument, document: SlipDocument) -> None:
    """Who sends it, small above the lines left free for the address (DIN 5008 form B)."""
    sender = ", ".join(part for part in (document.house, document.town) if part)
    laid = lay_out(neutralised(sender), TextStyle(7), _ADDRESS_WIDTH)
    with pdf.artifact():
        pdf.text(laid, _ADDRESS_LEFT, _ADDRESS_TOP)
        rule(_ADDRESS_WIDTH, 0.4, GREY)(pdf, _ADDRESS_LEFT, _ADDRESS_TOP + laid.height + 1)
