"""Hours of two languages in one table: what is the same in both stands once, between them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from lotse_desk.domain.hours import DayState
from lotse_desk.paper.bands import DrawMark, TextMark
from lotse_desk.paper.calendar_text import grouped_week, ranges_text
from lotse_desk.paper.cells import Cell
from lotse_desk.paper.pdf_structure import Element
from lotse_desk.paper.phrases import GERMAN
from lotse_desk.paper.slip_document import SlipDay, SlipDocument, SlipService
from lotse_desk.paper.slip_fields import comma, day_row, is_open_later, opening_status
from lotse_desk.paper.slip_writer import SlipWriter
from lotse_desk.paper.text_layout import TextStyle, lay_out, natural_width

Row = tuple[str, str, bool]
"""A day, its hours, and whether it stands out."""

_GAP = 7.0


class JointHours:
    """Written from the top down into `width` points from `left` on; `marks` is what it wrote."""

    def __init__(self, writer: SlipWriter, left: float, width: float) -> None:
        self.marks: list[TextMark | DrawMark] = []
        self._writer, self._left, self._width = writer, left, width
        self._y = 0.0

    def write(self, document: SlipDocument, service: SlipService) -> None:
        """Whether an appointment is needed, the next days and the usual week."""
        today, days = document.date, service.next_days
        cells = self._cells()
        for cell in cells:
            if service.next_days or service.week:
                cell.label("hours")
            if opening_status(cell, service, today):
                days = service.next_days[1:]
            if service.appointment_needed is not None:
                needed = service.appointment_needed
                key = "appointment_needed" if needed else "appointment_not_needed"
                cell.paragraph(cell.phrase(key), cell.sheet.strong if needed else None)
        self._take(cells)
        self._table(
            [
                [_told(run, cell, today, later=is_open_later(service, today)) for cell in cells]
                for run in _runs(_told_apart(days, service, today))
            ]
        )
        weeks = [_usual_week(cell, service) for cell in cells]
        if weeks[0] and service.next_days:
            self._y += 1.5
            cells = self._cells()
            for cell in cells:
                cell.paragraph(cell.phrase("usual_week"), cell.sheet.label)
            self._take(cells)
        self._table([list(row) for row in zip(*weeks, strict=True)])

    def _cells(self) -> list[Cell]:
        """A cell for each language, side by side."""
        books = self._writer.books
        share = (self._width - _GAP * (len(books) - 1)) / len(books)
        cells = [
            self._writer.cell(book, self._left + number * (share + _GAP), share)
            for number, book in enumerate(books)
        ]
        for cell in cells:
            cell.y = self._y
        return cells

    def _take(self, cells: Sequence[Cell]) -> None:
        for cell in cells:
            self.marks += cell.marks
            self._y = max(self._y, cell.y)

    def _table(self, rows: Sequence[Sequence[Row]]) -> None:
        """The days of each language at its own side, the hours between them."""
        if not rows:
            return
        strong = self._writer.sheet.strong
        sides = zip(*rows, strict=True)
        days = [max(natural_width(day, strong) for day, _, _ in side) + _GAP for side in sides]
        table = self._writer.parent.child("Table")
        for row in rows:
            self._row(table.child("TR"), row, days)

    def _row(self, line: Element, row: Sequence[Row], days: Sequence[float]) -> None:
        """Hours in figures stand once; words stand beside each other or, if long, below."""
        hours = [text for _, text, _ in row]
        if not any(map(str.isalpha, "".join(hours))):
            hours = [hours[0]] * len(row)
        style = self._writer.sheet.strong if row[0][2] else self._writer.sheet.text
        between = self._width - sum(days)
        once = len(set(hours)) == 1
        beside = once or sum(natural_width(text, style) for text in hours) + _GAP <= between
        first = line.child("TH", scope="Row")
        middle = line.child("TD")
        top = self._y
        self._set(0, row[0][0], style, (self._left, top, days[0] - _GAP), first)
        at = (self._left + days[0], top, between if beside else self._width - days[0])
        self._set(0, hours[0], style, at, middle)
        for place in range(1, len(row)):
            top = top if beside else self._y
            head = line.child("TH", scope="Row")
            if not once:
                at = (self._left, top, self._width - days[place])
                self._set(place, hours[place], style, at, middle)
            at = (self._left + self._width - days[place] + _GAP, top, days[place] - _GAP)
            self._set(place, row[place][0], style, at, head)

    def _set(
        self, place: int, text: str, style: TextStyle, at: tuple[float, float, float], to: Element
    ) -> None:
        """A text in the language with this number; `at` is x, y and width.

        German begins at the left, the other language at the right.
        """
        book = self._writer.books[place]
        x, y, width = at
        laid = lay_out(
            text,
            style,
            width,
            rtl=book.right_to_left,
            align_end=place > 0 and not book.right_to_left,
            strut=self._writer.strut,
        )
        language = None if book.language == GERMAN else book.pdf_language
        self.marks.append(TextMark(laid, x, y, to.child("P", language=language)))
        self._y = max(self._y, y + laid.height)


def _told_apart(days: Sequence[SlipDay], service: SlipService, today: dt.date) -> list[SlipDay]:
    """All next days, or today alone where all of them are as in the usual week told below."""
    usual = {day.weekday: day.ranges for day in service.week}
    as_usual = (
        not day.reason
        and day.state in (DayState.OPEN, DayState.CLOSED)
        and day.ranges == usual.get(day.date.weekday(), ())
        for day in days
    )
    return [day for day in days if day.date == today] if usual and all(as_usual) else [*days]


def _runs(days: Sequence[SlipDay]) -> list[list[SlipDay]]:
    """Neighbouring days that are all closed, or all by appointment, are told in one row."""
    runs: list[list[SlipDay]] = []
    for day in days:
        if runs and not day.ranges and replace(day, date=runs[-1][0].date) == runs[-1][0]:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _told(days: Sequence[SlipDay], cell: Cell, today: dt.date, *, later: bool) -> Row:
    """One day, or a run of days from the first to the last."""
    rows = [day_row(cell, day, today, later=later) for day in days]
    (first, hours, _), (last, _, _) = rows[0], rows[-1]
    name = first if len(rows) == 1 else f"{first} – {last}"
    return name, hours, any(bold for _, _, bold in rows)


def _usual_week(cell: Cell, service: SlipService) -> list[Row]:
    groups = grouped_week(service.week, cell.book.cldr)
    return [(days, ranges_text(ranges, comma(cell)), False) for days, ranges in groups]
