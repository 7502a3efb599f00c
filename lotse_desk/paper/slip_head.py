"""The head of a slip: who hands it out and when, the title, the person's language."""

from lotse_desk.paper.bands import DrawMark, TextMark
from lotse_desk.paper.calendar_text import language_text, long_date
from lotse_desk.paper.cells import Cell
from lotse_desk.paper.notes import refused_words
from lotse_desk.paper.phrases import GERMAN
from lotse_desk.paper.slip_document import SlipDocument
from lotse_desk.paper.slip_writer import SlipWriter
from lotse_desk.paper.text_layout import TextStyle, natural_width


def write_head(writer: SlipWriter, document: SlipDocument) -> None:
    """Letterhead, title, language of the person, whom to call."""
    sheet = writer.sheet
    left = sheet.type_width * (1.0 if sheet.stacked else 0.56)
    name = writer.text_mark(document.house, TextStyle(sheet.base * 1.1, bold=True), 0, 0, left)
    place = writer.text_mark(
        ", ".join(part for part in (document.town, document.desk) if part),
        sheet.text,
        0,
        name.bottom,
        left,
    )
    marks: list[TextMark | DrawMark] = [name, place]
    y, start = (place.bottom, 0.0) if sheet.stacked else (0.0, left + sheet.gap)
    for book in writer.books:
        date = writer.text_mark(
            long_date(document.date, book.cldr),
            sheet.text,
            start,
            y,
            sheet.type_width - start,
            book=book,
            align_end=not book.right_to_left,
        )
        marks.append(date)
        y = date.bottom
    writer.band(max(y, place.bottom) + sheet.base * 0.5 * sheet.air, marks, keep=True)
    writer.rule(1.4, after=sheet.base * 0.9 * sheet.air)

    def title(cell: Cell) -> None:
        key = "card_title" if document.discreet else "title"
        cell.paragraph(cell.phrase(key), sheet.title, tag="H1", after=1)
        _write_person(cell, document)
        if any(service.sample for service in document.services):
            cell.paragraph(cell.phrase("sample"), sheet.strong)

    writer.field("title", title, after=sheet.base * 0.9 * sheet.air, keep=True)


def _write_person(cell: Cell, document: SlipDocument) -> None:
    """Which language, whether an interpreter is needed, whom to call."""
    parts = []
    if document.language != GERMAN:
        parts.append((cell.phrase("language"), language_text(document.language, cell.book.cldr)))
    if document.interpreter is not None:
        answer = cell.phrase("yes" if document.interpreter else "no")
        parts.append((cell.phrase("interpreter"), answer))
    together = " · ".join(f"{label}: {text}" for label, text in parts)
    if len(parts) == 2 and natural_width(together, cell.sheet.strong) <= cell.width:
        (label, text), (second, answer) = parts
        parts = [(label, f"{text} · {second}: {answer}")]
    if document.refused and cell.german:
        parts.append((cell.phrase("language"), refused_words(document.refused)))
    if document.callback:
        parts.append((cell.phrase("questions"), document.callback))
    for label, text in parts:
        cell.paragraph(text, label=f"{label}:")
