"""The neutral card of discreet topics: time, place, number and nothing that tells the topic."""

from lotse_desk.paper.cells import Cell
from lotse_desk.paper.slip_document import EMPTY, SlipDocument
from lotse_desk.paper.slip_fields import write_hours
from lotse_desk.paper.slip_writer import SlipWriter
from lotse_desk.paper.text_layout import TextStyle


def write_card(writer: SlipWriter, document: SlipDocument) -> None:
    """For every service when and where to go and which number to call, without any name."""
    for number, service in enumerate(document.services):
        with writer.section(number):
            writer.rule(0.7, after=writer.sheet.base * 0.7)
            neutral = [
                *((f"{service.building}",) if service.building else ()),
                *service.address,
            ]
            rooms = [
                *((("", service.room),) if service.room else ()),
                *((allocation.who, allocation.room) for allocation in service.allocations),
            ]

            def place(
                cell: Cell,
                lines: list[str] = neutral,
                rooms: list[tuple[str, str]] = rooms,
                floor: str = "",
            ) -> None:
                cell.label("place")
                for line in lines:
                    cell.paragraph(line, german=not cell.german)
                for who, room in rooms:
                    room_label = f"{cell.phrase('room')} {who}".strip()
                    cell.paragraph(
                        room, TextStyle(cell.sheet.base * 1.8, bold=True), label=f"{room_label}:"
                    )

            write_hours(writer, service, document.date)
            writer.field("place", place, (EMPTY,))
            if service.floor:
                writer.field("floor", lambda cell, s=service: cell.value(s.floor), (service.floor,))
            if service.phones:

                def numbers(cell: Cell, phones: tuple[str, ...] = tuple(p.number for p in service.phones)) -> None:
                    for phone in phones:
                        cell.paragraph(phone, label=f"{cell.phrase('phone')}:")

                writer.field("phones", numbers)
