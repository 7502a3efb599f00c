"""An informal claim to hand in today, where the day of the claim counts (SGB I § 16 Abs. 2)."""

from lotse_desk.paper.bands import DrawMark, TextMark
from lotse_desk.paper.cells import Cell
from lotse_desk.paper.shapes import GREY, box, rule
from lotse_desk.paper.slip_document import Claim, SlipService
from lotse_desk.paper.slip_writer import SlipWriter
from lotse_desk.paper.text_layout import TextStyle

_LINES = ("surname", "birth", "address", "phone")


def write_claim(writer: SlipWriter, service: SlipService, claim: Claim) -> None:
    """A page with the claim in both languages, lines for the person, room for the stamp."""
    sheet = writer.sheet

    def title(cell: Cell) -> None:
        cell.paragraph(cell.phrase("claim_title"), sheet.title, tag="H2", after=2)
        cell.paragraph(cell.phrase("claim_why"))

    writer.field("claim", title, after=sheet.base * 1.4)
    writer.rule(0.7, after=sheet.base * 1.2)
    _write_addressee(writer, service)

    def request(cell: Cell) -> None:
        cell.paragraph(cell.phrase("claim_text"), after=3)
        cell.value(service.name, sheet.heading, after=4)
        cell.paragraph(cell.phrase("claim_follow"))
        if claim.written:
            cell.skip(4)
            cell.paragraph(cell.phrase("written_form"), sheet.strong)

    writer.field("claim", request, after=sheet.base * 1.2)
    for key in _LINES:
        _write_line(writer, key, sheet.type_width)
    _write_end(writer)


def _write_addressee(writer: SlipWriter, service: SlipService) -> None:
    sheet = writer.sheet
    marks: list[TextMark | DrawMark] = []
    label = writer.text_mark(writer.german.internal["to"], sheet.label, 0, 0, sheet.type_width)
    marks.append(label)
    y = label.bottom
    lines = [line for line in (service.body, *service.address) if line]
    for line in lines:
        mark = writer.text_mark(line, sheet.text, 0, y, sheet.type_width)
        marks.append(mark)
        y = mark.bottom
    if not lines:
        for _ in range(2):
            y += sheet.base * 2
            width = sheet.type_width / 2
            marks.append(DrawMark(rule(width, 0.5, GREY), 0, y, width, 0.5))
    writer.band(y + sheet.base * 1.4, marks)


def _write_line(writer: SlipWriter, key: str, width: float) -> None:
    """A line to write on with its name below it in both languages."""
    sheet = writer.sheet
    top = sheet.base * 2.4
    marks: list[TextMark | DrawMark] = [
        DrawMark(rule(width, 0.5, GREY), 0, top, width, 0.5),
        *_names(writer, key, 0, top + 1, width),
    ]
    bottom = max(mark.bottom for mark in marks)
    writer.band(bottom, marks)


def _write_end(writer: SlipWriter) -> None:
    """Date and signature at the left, the frame for the receipt stamp at the right."""
    sheet = writer.sheet
    narrow = sheet.endless
    width = sheet.type_width * (1.0 if narrow else 0.46)
    left = sheet.type_width - width
    height = sheet.base * 11
    down = sheet.base * 2
    marks: list[TextMark | DrawMark] = []
    for number, key in enumerate(("date", "signature")):
        top = down + sheet.base * (3 + 5.4 * number)
        marks.append(DrawMark(rule(width, 0.5, GREY), 0, top, width, 0.5))
        marks += _names(writer, key, 0, top + 1, width)
    if narrow:
        down = marks[-1].bottom + sheet.base
    stamp = writer.text_mark(
        writer.german.internal["receipt_stamp"], sheet.label, left + 8, down + 5, width - 16
    )
    frame = DrawMark(box(width, height, 0.8, 3), left, down, width, height)
    writer.band(down + height, [*marks, frame, stamp])


def _names(
    writer: SlipWriter, key: str, x: float, y: float, width: float
) -> list[TextMark | DrawMark]:
    style = TextStyle(writer.sheet.base * 0.78)
    return [
        writer.text_mark(
            book[key],
            style,
            x + number * width / 2,
            y,
            width / 2,
            book=book,
            align_end=number == 1 and not book.right_to_left,
        )
        for number, book in enumerate(writer.books)
    ]
