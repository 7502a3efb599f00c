"""What ends a slip: link, notes, and the feet torn off for internal post."""

from lotse_desk.domain.slip_codes import spaced
from lotse_desk.paper.bands import Band, DrawMark, TextMark
from lotse_desk.paper.cells import Cell
from lotse_desk.paper.notes import write_notes
from lotse_desk.paper.shapes import GREY, arrow, box, code128, cut_line, qr_code, rule
from lotse_desk.paper.slip_document import QrLink, SlipDocument
from lotse_desk.paper.slip_writer import SlipWriter
from lotse_desk.paper.text_layout import TextStyle, natural_width

_QR_PHRASES = {"https": "qr_https", "tel": "qr_tel", "geo": "qr_geo"}


def write_end(writer: SlipWriter, link: QrLink | None) -> None:
    """The link as QR code and in words, which text counts, and that a translation is a draft."""
    if link is None:
        if writer.other is not None:
            writer.field("notes", lambda cell: write_notes(writer, cell), after=0)
        return
    side = writer.sheet.base * 5.6
    code = link_code(writer, link, side)
    cells = writer.columns(first=side * 1.25)

    def build(cell: Cell) -> None:
        write_link(cell, link, in_words=cell is cells[0])
        write_notes(writer, cell)

    writer.fill(cells, build)
    writer.note("link", (link.label,))
    marks: list[TextMark | DrawMark] = [code]
    marks += [mark for cell in cells for mark in cell.marks]
    writer.band(max(side * 1.125, *(cell.y for cell in cells)), marks)


def link_code(writer: SlipWriter, link: QrLink, side: float) -> DrawMark:
    """The QR code of a link at the left; an eighth of its side must stay white around it."""
    figure = writer.parent.child("Figure", alt=f"{writer.german.internal['qr']}: {link.uri}")
    return DrawMark(qr_code(link.uri, side), 0, side / 32, side, side, figure)


def write_link(cell: Cell, link: QrLink, *, in_words: bool) -> None:
    """What the link is for and, `in_words`, what its code holds."""
    cell.label(link_purpose(link))
    if link.label:
        cell.value(link.label)
    if in_words:
        cell.paragraph(link_words(link), after=2)


def link_purpose(link: QrLink) -> str:
    """Key of the phrase that says what the link is for."""
    return _QR_PHRASES[link.uri.partition(":")[0]]


def link_words(link: QrLink) -> str:
    """What the code holds, for those who type it."""
    scheme, _, rest = link.uri.partition(":")
    return link.uri if scheme == "https" else rest.replace(",", ", ")


def foot_band(writer: SlipWriter, document: SlipDocument, number: int) -> Band:
    """A foot for the service with this number: code, bar code, what came of it to tick.

    Where there are several it says which one it belongs to, by name unless that must not be told.
    """
    service = document.services[number]
    sheet, internal = writer.sheet, writer.german.internal
    share = 0.8 if sheet.endless else 0.4 if sheet.stacked else 0.27
    bar_width, bar_height = sheet.type_width * share, sheet.base * 2.5
    top = sheet.base * 1.1
    address = ", ".join(part for part in (document.house, document.desk) if part)
    marks: list[TextMark | DrawMark] = [
        DrawMark(cut_line(sheet.type_width), 0, 0.3, sheet.type_width, 0.6)
    ]
    words = f"{internal['return_to']}: {address}"
    if len(document.services) > 1:
        name = "" if document.discreet else f" {service.name.de}"
        words = f"{words} · {number + 1}.{name}"
    sender = writer.text_mark(words, sheet.label, 0, top, sheet.type_width)
    marks.append(sender)
    y = sender.bottom + sheet.base * 0.5
    figure = writer.parent.child("Figure", alt=f"{internal['barcode']} {spaced(service.code)}")
    bars = code128(service.code, bar_width, bar_height)
    marks.append(DrawMark(bars, 0, y, bar_width, bar_height, figure))
    code = writer.text_mark(
        spaced(service.code),
        TextStyle(sheet.base * 1.25, bold=True),
        0,
        y + bar_height + 1.5,
        bar_width,
    )
    marks.append(code)
    left, below = (
        (0.0, code.bottom + sheet.base * 0.4) if sheet.stacked else (bar_width + sheet.gap, y)
    )
    marks += _outcomes(writer, left, below)
    return Band(max(mark.bottom for mark in marks), tuple(marks))


def _outcomes(writer: SlipWriter, left: float, top: float) -> list[TextMark | DrawMark]:
    sheet, internal = writer.sheet, writer.german.internal
    side = sheet.base * 0.86
    width = sheet.type_width - left
    columns = 2 if sheet.stacked else 3
    step, line = width / columns, sheet.base * 2.1
    marks: list[TextMark | DrawMark] = []
    for number, key in enumerate(("arrived", "helped", "missing_document")):
        row, column = divmod(number, columns)
        x, y = left + column * step, top + row * line
        label = writer.text_mark(internal[key], sheet.text, x + side * 1.6, y, step - side * 1.6)
        marks += [_tick(label, side), label]
    last = top + line * (2 if sheet.stacked else 1)
    label = writer.text_mark(internal["wrong_office"], sheet.text, left + side * 1.6, last, width)
    marks += [_tick(label, side), label]
    start = left + side * 1.6 + natural_width(internal["wrong_office"], sheet.text) + 6
    marks.append(DrawMark(arrow(14), start, last + sheet.base * 0.75, 14, 4))
    rest = left + width - start - 20
    marks.append(DrawMark(rule(rest, 0.5, GREY), start + 20, last + sheet.base * 1.15, rest, 0.5))
    return marks


def _tick(label: TextMark, side: float) -> DrawMark:
    """A box to tick before a label."""
    first = label.text.lines[0]
    middle = (first.height - side) / 2 + 0.4
    return DrawMark(box(side, side), label.x - side * 1.6, label.y + middle, side, side)
