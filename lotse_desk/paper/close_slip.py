"""One service set closely, to stand above the fold: where and when side by side."""

from dataclasses import replace

from lotse_desk.paper.bands import DrawMark, TextMark
from lotse_desk.paper.cells import Cell
from lotse_desk.paper.joint_hours import JointHours
from lotse_desk.paper.notes import closing_notes
from lotse_desk.paper.shapes import GREY, box, rule
from lotse_desk.paper.slip_document import EMPTY, Allocation, QrLink, SlipDocument, SlipService
from lotse_desk.paper.slip_feet import link_code, link_purpose, link_words
from lotse_desk.paper.slip_fields import (
    colophon,
    details_in,
    write_appointment,
    write_documents,
    write_typed,
    write_warnings,
)
from lotse_desk.paper.slip_place import (
    address_marks,
    room_box,
    write_allocations,
    write_place,
)
from lotse_desk.paper.slip_writer import SlipWriter

_ROOM_WIDTH, _PLACE_WIDTH = 0.27, 0.42
"""Shares of the type area: a room box at most, and all of where to go."""
_QR_SIDE = 45.0


def write_closely(writer: SlipWriter, document: SlipDocument) -> None:
    """All that the only service of a slip says, below a head already written."""
    service, sheet = document.services[0], writer.sheet
    with writer.section(0):
        writer.rule(0.7, after=sheet.base * 0.4)

        def name(cell: Cell) -> None:
            cell.value(service.name, sheet.heading, tag="H2")

        writer.field("name", name, (service.name,), after=2)
        write_warnings(writer, service)
        if service.appointment:
            write_appointment(writer, service)
        link = _write_where_and_when(writer, document, service)
        write_documents(writer, service)
        _write_sentence(writer, service)
        write_typed(writer, service)
        _write_lines(writer, service)
        _write_rest(writer, link, service)


def _write_where_and_when(
    writer: SlipWriter, document: SlipDocument, service: SlipService
) -> QrLink | None:
    """Room and address at the left, hours of both languages at the right.

    Answers the link if there was no room for it below the address.
    """
    sheet, link = writer.sheet, document.link
    marks: list[TextMark | DrawMark] = []
    left = bottom = place = 0.0
    if service.no_body:
        write_place(writer, service)
    else:
        place = sheet.type_width * _PLACE_WIDTH
        marks, bottom = _place(writer, service, place)
        left = place + sheet.gap
    hours = JointHours(writer, left, sheet.type_width - left)
    hours.write(document, service)
    writer.note("hours", [day.reason for day in service.next_days])
    end = max((mark.bottom for mark in hours.marks), default=0.0)
    if link and place and end - bottom >= _QR_SIDE:
        marks += _code_below(writer, link, bottom + _QR_SIDE / 8, place)
        link = None
    marks += hours.marks
    if marks:
        writer.band(max(bottom, *(mark.bottom for mark in marks)) + sheet.base * 0.4, marks)
    return link


def _code_below(
    writer: SlipWriter, link: QrLink, top: float, right: float
) -> list[TextMark | DrawMark]:
    """The QR code with its purpose in both languages and in words beside it."""
    code = link_code(writer, link, _QR_SIDE)
    marks: list[TextMark | DrawMark] = [replace(code, y=top)]
    left, y = _QR_SIDE * 1.2, top
    for book in writer.books:
        purpose = writer.text_mark(
            book[link_purpose(link)], writer.sheet.label, left, y, right - left, book=book
        )
        marks.append(purpose)
        y = purpose.bottom
    style = writer.sheet.small
    marks.append(writer.text_mark(link_words(link), style, left, y, right - left))
    return marks


def _place(
    writer: SlipWriter, service: SlipService, width: float
) -> tuple[list[TextMark | DrawMark], float]:
    """The room with the address beside it; where it ends.

    Rooms by allocation stand above, and so does the body where there is a room.
    """
    marks: list[TextMark | DrawMark] = []
    left = height = 0.0
    if service.allocations:
        boxes, _, bottom = write_allocations(writer, service)
        writer.band(bottom + 3, boxes)
    elif service.room:
        style = writer.sheet.strong
        body = writer.text_mark(service.body, style, 0, 0, writer.sheet.type_width)
        writer.band(body.bottom + 2, [body])
        widest = writer.sheet.type_width * _ROOM_WIDTH
        marks, left, height = room_box(writer, Allocation("", service.room), 0.0, widest)
        left += writer.sheet.gap * 0.6
    address, below = address_marks(writer, service, left, width, body=not left)
    return [*marks, *address], max(height, below)


def _write_sentence(writer: SlipWriter, service: SlipService) -> None:
    """The sentence to show or say at the counter, framed."""
    if not service.sentence:
        return
    cells = writer.columns(inset=7)

    def build(cell: Cell) -> None:
        cell.skip(3)
        cell.value(service.sentence, label=f"{cell.phrase('show')}:")

    writer.fill(cells, build)
    writer.note("sentence", (service.sentence,))
    height = max(cell.y for cell in cells) + 4
    width = writer.sheet.type_width
    marks: list[TextMark | DrawMark] = [mark for cell in cells for mark in cell.marks]
    marks.append(DrawMark(box(width, height, 0.6, 3), 0, 0, width, height))
    writer.band(height + writer.sheet.base * 0.3, marks)


def _write_lines(writer: SlipWriter, service: SlipService) -> None:
    """Lines for the pen side by side, each with its name below it in both languages."""
    if not service.write_in:
        return
    sheet = writer.sheet
    share = (sheet.type_width - sheet.gap * (len(service.write_in) - 1)) / len(service.write_in)
    top = sheet.base * 1.9
    marks: list[TextMark | DrawMark] = []
    for number, key in enumerate(service.write_in):
        x = number * (share + sheet.gap)
        marks.append(DrawMark(rule(share, 0.5, GREY), x, top, share, 0.5))
        width = share / len(writer.books)
        marks += [
            writer.text_mark(
                book[key.value],
                sheet.small,
                x + place * width,
                top + 0.5,
                width,
                book=book,
                align_end=place == 1 and not book.right_to_left,
            )
            for place, book in enumerate(writer.books)
        ]
    writer.band(max(mark.bottom for mark in marks) + sheet.base * 0.3, marks)


def _write_rest(writer: SlipWriter, link: QrLink | None, service: SlipService) -> None:
    """The other details with the link beside them, when it was checked, which text counts."""
    marks: list[TextMark | DrawMark] = []
    left = 0.0
    if link:
        marks = [link_code(writer, link, _QR_SIDE)]
        left = _QR_SIDE * 1.2
    cells = writer.columns(first=left)

    def build(cell: Cell) -> None:
        details_in(writer, cell, service)
        if link:
            _write_link(cell, link, service)
        notes = [*colophon(writer, cell, service), *closing_notes(writer, cell)]
        if notes:
            cell.paragraph(" · ".join(notes), cell.sheet.small)

    writer.fill(cells, build)
    if link:
        writer.note("link", (link.label,))
    marks += [mark for cell in cells for mark in cell.marks]
    if marks:
        writer.band(max(mark.bottom for mark in marks), marks)


def _write_link(cell: Cell, link: QrLink, service: SlipService) -> None:
    """What the code leads to; whose page it is only where that is not the body named above."""
    purpose = f"{cell.phrase(link_purpose(link))}:"
    label = EMPTY if service.body.startswith(link.label.de) else link.label
    if label:
        cell.value(label, label=purpose)
        cell.paragraph(link_words(link))
    else:
        cell.paragraph(link_words(link), label=purpose)
