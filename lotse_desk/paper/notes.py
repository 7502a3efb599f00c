"""What ends a paper in two languages: which text counts, and that a translation is a draft."""

from lotse_desk.paper.cells import Cell
from lotse_desk.paper.slip_writer import SlipWriter


def write_notes(writer: SlipWriter, cell: Cell) -> None:
    """The notes in one column; nothing on a paper in German alone."""
    if writer.other is None:
        return
    cell.paragraph(cell.phrase("courtesy"), cell.sheet.small)
    if cell.german and writer.draft:
        cell.paragraph(writer.german.internal["draft_note"], cell.sheet.small)
