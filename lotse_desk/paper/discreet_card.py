"""The neutral card of discreet topics: time, place, number and nothing that tells the topic."""

from lotse_desk.paper.cells import Cell
from lotse_desk.paper.slip_document import SlipDocument, SlipService
from lotse_desk.paper.slip_fields import write_hours
from lotse_desk.paper.slip_writer import SlipWriter
from lotse_desk.paper.text_layout import TextStyle


def write_card(writer: SlipWriter, document: SlipDocument) -> None:
    """For every service when and where to go and which number to call.

    Names of services, bodies and buildings, documents, sentences, forms and links stay away.
    """
    for number, service in enumerate(document.services):
        with writer.section(number):
            writer.rule(0.7, after=writer.sheet.base * 0.7)
            write_hours(writer, service, document.date)
            _write_where(writer, service)


def _write_where(writer: SlipWriter, service: SlipService) -> None:
    style = TextStyle(writer.sheet.base * 1.8, bold=True)
    rooms = [("", service.room)] if service.room else []
    rooms += [(allocation.who, allocation.room) for allocation in service.allocations]

    def build(cell: Cell) -> None:
        if service.address:
            cell.label("place")
        for line in service.address:
            cell.paragraph(line, german=not cell.german)
        if service.floor:
            cell.value(service.floor)
        for who, room in rooms:
            cell.paragraph(room, style, label=f"{cell.phrase('room')} {who}".strip())
        for phone in service.phones:
            cell.paragraph(phone.number, label=f"{cell.phrase('phone')}:")

    writer.field("place", build, (service.floor,))
