"""The neutral card of discreet topics: time, place, number and nothing that tells the topic."""

from dataclasses import replace

from lotse_desk.paper.cells import Cell
from lotse_desk.paper.slip_document import SlipDocument, SlipService, WriteIn
from lotse_desk.paper.slip_fields import write_appointment, write_hours, write_typed
from lotse_desk.paper.slip_place import write_lines_for_where
from lotse_desk.paper.slip_writer import SlipWriter
from lotse_desk.paper.text_layout import TextStyle


def write_card(writer: SlipWriter, document: SlipDocument) -> None:
    """For every service when and where to go and which number to call, with a line for the time.

    Names of services, bodies and buildings, documents, sentences, forms and links stay away.
    Where nobody knows the body, lines are left for address, room and number.
    """
    for number, service in enumerate(document.services):
        with writer.section(number):
            writer.rule(0.7, after=writer.sheet.base * 0.7)
            if not service.appointment:
                _write_appointment(writer)
            elif service.no_body:
                write_appointment(writer, service)
            write_typed(writer, replace(service, concern=""))
            if service.no_body:
                write_lines_for_where(writer, ("address", "room", "phone"))
            else:
                write_hours(writer, service, document.date)
                _write_where(writer, service)


def _write_appointment(writer: SlipWriter) -> None:
    def build(cell: Cell) -> None:
        cell.line(cell.phrase(WriteIn.APPOINTMENT.value))

    writer.field("write_in", build)


def _write_where(writer: SlipWriter, service: SlipService) -> None:
    style = TextStyle(writer.sheet.base * 1.8, bold=True)

    def build(cell: Cell) -> None:
        if service.address:
            cell.label("place")
        for line in service.address:
            cell.paragraph(line, german=not cell.german)
        if service.floor:
            cell.value(service.floor)
        if service.allocations:
            cell.label(service.allocations[0].rule)
            for allocation in service.allocations:
                cell.paragraph(allocation.room, style, label=f"{allocation.who}:")
        elif service.room:
            cell.paragraph(service.room, style, label=cell.phrase("room"))
        for phone in service.phones:
            cell.paragraph(phone.number, label=f"{cell.phrase('phone')}:")

    writer.field("place", build, (service.floor,))
