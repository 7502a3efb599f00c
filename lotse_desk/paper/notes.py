"""What ends a paper in two languages: which text counts, and that a translation is a draft."""

from lotse_desk.paper.cells import Cell
from lotse_desk.paper.slip_writer import SlipWriter


def write_notes(writer: SlipWriter, cell: Cell) -> None:
    """The notes in one column; nothing on a paper in German alone."""
    for note in closing_notes(writer, cell):
        cell.paragraph(note, cell.sheet.small)


def closing_notes(writer: SlipWriter, cell: Cell) -> list[str]:
    """The sentences themselves."""
    if writer.other is None:
        return []
    draft = [writer.german.internal["draft_note"]] if cell.german and writer.draft else []
    return [cell.phrase("courtesy"), *draft]
