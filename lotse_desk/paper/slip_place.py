"""Where to go: the room, large, with the body and its address beside it."""

from lotse_desk.paper.bands import DrawMark, TextMark
from lotse_desk.paper.cells import Cell
from lotse_desk.paper.shapes import box
from lotse_desk.paper.slip_document import Allocation, SlipService
from lotse_desk.paper.slip_writer import SlipWriter
from lotse_desk.paper.text_layout import TextStyle, fitting_style, natural_width

ROOM_SIZE = 40.0
_ROOM_SIZES = (ROOM_SIZE, 32.0, 26.0, 20.0, 15.0)
_PADDING = 9.0
_DETAILS_WIDTH = 15.0
"""Width that body and address need beside rooms, as a multiple of the type size."""


def write_place(writer: SlipWriter, service: SlipService) -> None:
    """The room box (one for each allocation), body, building, floor and address."""
    if service.no_body:
        _write_unknown(writer)
        return
    sheet = writer.sheet
    marks: list[TextMark | DrawMark] = []
    height = left = 0.0
    if service.allocations:
        marks, left, height = write_allocations(writer, service)
    elif service.room:
        marks, left, height = room_box(writer, Allocation("", service.room), 0.0)
    if marks:
        left += sheet.gap * 0.7
        if sheet.stacked or sheet.type_width - left < _DETAILS_WIDTH * sheet.base:
            writer.band(height + sheet.base * 0.5, marks, keep=True)
            marks, left, height = [], 0.0, 0.0
    details, below = address_marks(writer, service, left, sheet.type_width)
    marks += details
    if marks:
        writer.band(max(height, below) + sheet.base * 0.9 * sheet.air, marks)


def room_box(
    writer: SlipWriter, allocation: Allocation, x: float, widest: float | None = None
) -> tuple[list[TextMark | DrawMark], float, float]:
    """A framed room number, with who it is for and their phone; marks, width and height."""
    sheet, room, who = writer.sheet, allocation.room, allocation.who
    widest = widest or sheet.type_width * 0.5
    sizes = [size * (sheet.base / 10 if sheet.plain else 1.0) for size in _ROOM_SIZES]
    style = fitting_style(room, sizes, widest - 2 * _PADDING, bold=True)
    style = TextStyle(style.size, bold=True, leading=0.86)
    label_width = sum(natural_width(book["room"], sheet.label) for book in writer.books) + 16
    width = min(
        max(natural_width(room, style) + 2 * _PADDING + 4, label_width + 2 * _PADDING, 112), widest
    )
    inner = width - 2 * _PADDING
    marks: list[TextMark | DrawMark] = []
    y = 5.0
    if who:
        marks.append(writer.text_mark(who, sheet.heading, x + _PADDING, y, inner))
        y = marks[-1].bottom
    else:
        labels = [
            writer.text_mark(
                book["room"],
                sheet.label,
                x + _PADDING,
                y,
                inner,
                book=book,
                align_end=number == 1 and not book.right_to_left,
            )
            for number, book in enumerate(writer.books)
        ]
        marks += labels
        y = max(label.bottom for label in labels)
    number = writer.text_mark(room, style, x + _PADDING, y - 2, inner)
    marks.append(number)
    if allocation.phone:
        marks.append(
            writer.text_mark(allocation.phone, sheet.label, x + _PADDING, number.bottom, inner)
        )
    height = marks[-1].bottom + 2
    marks.append(DrawMark(box(width, height, 1.3, 3), x, 0, width, height))
    return marks, width, height


def write_allocations(
    writer: SlipWriter, service: SlipService
) -> tuple[list[TextMark | DrawMark], float, float]:
    """A box for each allocation; marks, width and height of the last row, still to be written."""

    def rule(cell: Cell) -> None:
        cell.label(service.allocations[0].rule)

    writer.field("room", rule, after=2, keep=True)
    marks: list[TextMark | DrawMark] = []
    x = height = 0.0
    for allocation in service.allocations:
        part, width, part_height = room_box(writer, allocation, x)
        if x and x + width > writer.sheet.type_width:
            writer.band(height + 6, marks, keep=True)
            marks, x, height = [], 0.0, 0.0
            part, width, part_height = room_box(writer, allocation, x)
        marks += part
        x += width + 8
        height = max(height, part_height)
    return marks, x - 8, height


def address_marks(
    writer: SlipWriter, service: SlipService, left: float, right: float, *, body: bool = True
) -> tuple[list[TextMark | DrawMark], float]:
    """Body, building, floor and address: names as on doors and maps; where they end."""
    sheet = writer.sheet
    width = right - left
    marks: list[TextMark | DrawMark] = []
    y = 0.0

    def put(text: str, style: TextStyle) -> None:
        nonlocal y
        if text:
            mark = writer.text_mark(text, style, left, y, width)
            marks.append(mark)
            y = mark.bottom

    if body:
        put(service.body, TextStyle(sheet.base * 1.12, bold=True, leading=sheet.leading))
    building = ", ".join(part for part in (service.building, service.floor.de) if part)
    top = y
    put(building, sheet.text)
    if writer.other and service.floor.other and service.floor.other != service.floor.de:
        after = natural_width(building, sheet.text) + sheet.base
        floor = service.floor.other
        if after + natural_width(floor, sheet.text) > width:
            after, top = 0.0, y
        end = writer.other.right_to_left
        mark = writer.text_mark(
            floor, sheet.text, left + after, top, width - after, book=writer.other, align_end=end
        )
        marks.append(mark)
        y = max(y, mark.bottom)
    writer.note("floor", (service.floor,))
    together = ", ".join(service.address)
    on_one_line = sheet.air < 1 and natural_width(together, sheet.text) <= width
    for line in (together,) if on_one_line else service.address:
        put(line, sheet.text)
    return marks, y


def _write_unknown(writer: SlipWriter) -> None:
    """No responsible body is known: say so and leave lines for where."""

    def build(cell: Cell) -> None:
        cell.paragraph(cell.phrase("no_body"), cell.sheet.strong)

    writer.field("no_body", build)
    write_lines_for_where(writer, ("office", "address", "room", "phone"))


def write_lines_for_where(writer: SlipWriter, keys: tuple[str, ...]) -> None:
    """Labelled lines for the pen: where to go, by whom to be called."""

    def build(cell: Cell) -> None:
        for key in keys:
            cell.line(cell.phrase(key))

    writer.field("no_body", build)
