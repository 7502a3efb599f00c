"""The slip a person takes along: German and their language side by side, several services."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lotse_desk.paper.bands import Band, Page, fill_pages
from lotse_desk.paper.bidi import neutralised
from lotse_desk.paper.cells import Cell
from lotse_desk.paper.claim_sheet import write_claim
from lotse_desk.paper.close_slip import write_closely
from lotse_desk.paper.discreet_card import write_card
from lotse_desk.paper.pages import mark_sample, paint_pages
from lotse_desk.paper.pdf_document import PdfDocument
from lotse_desk.paper.pdf_structure import Element
from lotse_desk.paper.phrases import GERMAN, phrase_book
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
    write_typed,
    write_warnings,
)
from lotse_desk.paper.slip_head import write_head
from lotse_desk.paper.slip_place import write_place
from lotse_desk.paper.slip_writer import SlipWriter
from lotse_desk.paper.text_layout import TextStyle, lay_out

_DENSER_AT_MOST = 0.85
"""Smaller type saves at most a sixth of the height: what needs more is not tried."""
_ABOVE_FOLD = 5.0
"""White space above the fold."""
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

    The last `claims` pages are claims, which hold no sample facts. `fold_kept`: all that the
    person keeps stands above the fold.
    """

    root: Element
    writer: SlipWriter
    pages: list[Page]
    claims: int = 0
    fold_kept: bool = False

    def ends_above(self, height: float) -> bool:
        """Whether all of it stands on one page above a height of the sheet."""
        filled = sum(page.filled for page in self.pages[: -self.claims or None])
        return len(self.pages) - self.claims == 1 and filled + self.writer.sheet.top <= height


def _fitting(document: SlipDocument, sheet: Sheet) -> _Composition:
    """The slip above the fold where it fits; else set closer where that saves a page."""
    composed = _compose(document, sheet)
    fold, fewer = sheet.fold, len(composed.pages) - composed.claims - 1
    if fold and not composed.ends_above(fold) and not document.discreet:
        marks_above = phrase_book(document.language).right_to_left
        close = _compose_close(document, sheet.close(marks_above=marks_above), fold)
        if close and (fewer or close.fold_kept):
            return close
    if not fewer or sheet.endless:
        return composed
    needed = sum(band.height for page in composed.pages for _, band in page.bands)
    if needed * _DENSER_AT_MOST > fewer * sheet.type_height:
        return composed
    denser = _compose(document, sheet.denser())
    return denser if len(denser.pages) < len(composed.pages) else composed


def _compose_close(document: SlipDocument, sheet: Sheet, fold: float) -> _Composition | None:
    """The only service set closely on one page; None if there are more, or it is longer.

    What the person keeps stands above the fold where it fits; the foot above it too or right
    below, where one tears.
    """
    if len(document.services) != 1:
        return None
    root = Element("Document")
    writer = SlipWriter(sheet, document.language, root)
    write_head(writer, document)
    write_closely(writer, document)
    pages = fill_pages(writer.bands, sheet.type_height)
    feet = list(_feet(writer, document))
    page, needed = pages[0], sum(foot.height for foot in feet)
    if len(pages) > 1 or page.filled + needed > sheet.type_height:
        return None
    above = fold - sheet.top - _ABOVE_FOLD
    kept = page.filled <= above
    for foot in feet:
        if page.filled + foot.height <= above:
            page.filled = above - foot.height
        else:
            page.filled = fold - sheet.top if kept else sheet.type_height - foot.height
        page.add(foot)
    claims = _claim_pages(writer, document)
    return _Composition(root, writer, [page, *claims], len(claims), fold_kept=kept)


def _compose(document: SlipDocument, sheet: Sheet) -> _Composition:
    root = Element("Document")
    writer = SlipWriter(sheet, document.language, root)
    write_head(writer, document)
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
        write_typed(writer, service)
        write_lines(writer, service)
        write_colophon(writer, service)


def _numbered(name: Bilingual, number: int) -> Bilingual:
    other = f"{number + 1}. {name.other}" if name.other else None
    return replace(name, de=f"{number + 1}. {name.de}", other=other)


def _feet(writer: SlipWriter, document: SlipDocument) -> Iterator[Band]:
    for number, service in enumerate(document.services):
        if service.code:
            with writer.section(number):
                yield foot_band(writer, document, number)


def _add_feet(writer: SlipWriter, document: SlipDocument, pages: list[Page], sheet: Sheet) -> None:
    """Tear-off feet at the foot of the last page, or of pages of their own."""
    feet = list(_feet(writer, document))
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

    several = len(document.services) > 1 and not document.discreet and not sheet.endless
    names = [_numbered(service.name, n).de for n, service in enumerate(document.services)]
    paint_pages(pdf, press, writer, pages, mark, running=names if several else ())


def _paint_sender(pdf: PdfDocument, document: SlipDocument) -> None:
    """Who sends it, small above the lines left free for the address (DIN 5008 form B)."""
    sender = ", ".join(part for part in (document.house, document.town) if part)
    laid = lay_out(neutralised(sender), TextStyle(7), _ADDRESS_WIDTH)
    with pdf.artifact():
        pdf.text(laid, _ADDRESS_LEFT, _ADDRESS_TOP)
        rule(_ADDRESS_WIDTH, 0.4, GREY)(pdf, _ADDRESS_LEFT, _ADDRESS_TOP + laid.height + 1)
