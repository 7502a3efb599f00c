"""When to come, what to bring and everything else a service says, field by field."""

import datetime as dt
from collections.abc import Iterator

from lotse_desk.domain.hours import DayState, TimeRange
from lotse_desk.domain.slip_codes import spaced
from lotse_desk.paper.bands import DrawMark, TextMark
from lotse_desk.paper.calendar_text import (
    day_in_words,
    grouped_week,
    language_text,
    numeric_date,
    ranges_text,
    short_day,
    time_text,
)
from lotse_desk.paper.cells import Cell
from lotse_desk.paper.shapes import box
from lotse_desk.paper.slip_document import Bilingual, Phone, SlipDay, SlipService, WriteIn
from lotse_desk.paper.slip_writer import SlipWriter
from lotse_desk.paper.text_layout import TextStyle

_STATE_PHRASES = {
    DayState.CLOSED: "closed",
    DayState.BY_APPOINTMENT: "by_appointment",
    DayState.EMERGENCY_ONLY: "emergency_only",
    DayState.UNKNOWN: "unknown_hours",
}


def write_warnings(writer: SlipWriter, service: SlipService) -> None:
    """What changed since a date, beside a thick bar."""
    for warning in service.warnings:

        def build(cell: Cell, warning: Bilingual = warning) -> None:
            top = cell.y
            cell.paragraph(cell.phrase("warning"), cell.sheet.label, indent=9)
            cell.value(warning, cell.sheet.strong, indent=9)
            cell.side_bar(top)

        writer.field("warnings", build, (warning,))


def write_hours(writer: SlipWriter, service: SlipService, today: dt.date) -> None:
    """The typed appointment, the real hours of the next days and the usual week."""
    if service.appointment:
        write_appointment(writer, service)
    if service.next_days or service.week:
        reasons = [day.reason for day in service.next_days]

        def build(cell: Cell) -> Iterator[None]:
            cell.label("hours")
            days = (
                service.next_days[1:] if opening_status(cell, service, today) else service.next_days
            )
            yield
            if days:
                later = is_open_later(service, today)
                yield from cell.table([day_row(cell, day, today, later=later) for day in days])
            yield from _usual_week(cell, service)

        writer.field("hours", build, reasons, times=_next_range(service))
    if service.appointment_needed is not None:
        key = "appointment_needed" if service.appointment_needed else "appointment_not_needed"
        style = writer.sheet.strong if service.appointment_needed else writer.sheet.text
        writer.field(key, lambda cell: cell.paragraph(cell.phrase(key), style))


def _next_range(service: SlipService) -> TimeRange | None:
    """From when to when it is open next."""
    days = [service.next_opening, *service.next_days]
    return next((day.ranges[0] for day in days if day and day.ranges), None)


def write_appointment(writer: SlipWriter, service: SlipService) -> None:
    """The appointment typed at the counter, to be seen at once."""
    appointment = service.appointment
    assert appointment is not None

    def build(cell: Cell) -> None:
        cell.label("your_appointment")
        text = day_in_words(appointment.date, cell.book.cldr)
        if appointment.time:
            text = f"{text}, {time_text(appointment.time)}"
            if cell.book.right_to_left:
                text = text.replace(", ", "، ")
        cell.paragraph(text, TextStyle(cell.sheet.base * 1.3, bold=True))

    writer.field("appointment", build)


def opening_status(cell: Cell, service: SlipService, today: dt.date) -> bool:
    """One bold line where today is of no use: closed, and when next. True if it was needed."""
    first = service.next_days[0] if service.next_days else None
    shut = first is not None and first.date == today and first.state is DayState.CLOSED
    upcoming = service.next_opening
    if shut and first is not None:
        reason = _reason(cell, first)
        cell.paragraph(f"{cell.phrase('closed_today')}{reason}", cell.sheet.strong)
    if upcoming and upcoming.ranges and not is_open_later(service, today):
        day = day_in_words(upcoming.date, cell.book.cldr)
        hours = ranges_text(upcoming.ranges, comma(cell))
        cell.paragraph(
            f"{day}{comma(cell)}{hours}",
            cell.sheet.strong,
            label=f"{cell.phrase('next_opening')}:",
            after=2,
        )
    return shut


def is_open_later(service: SlipService, today: dt.date) -> bool:
    """Whether today is still of use: open, and the next opening is not on another day."""
    first, upcoming = next(iter(service.next_days), None), service.next_opening
    if first is None or first.date != today or first.state is not DayState.OPEN:
        return False
    return upcoming is None or upcoming.date == today


def day_row(cell: Cell, day: SlipDay, today: dt.date, *, later: bool) -> tuple[str, str, bool]:
    """The day, its hours, and whether it stands out: today, while it is of use."""
    name = short_day(day.date, cell.book.cldr)
    if day.date == today:
        name = f"{name} ({cell.phrase('today')})"
    if day.state is DayState.OPEN:
        hours = ranges_text(day.ranges, comma(cell))
    else:
        hours = cell.phrase(_STATE_PHRASES[day.state])
    return name, f"{hours}{_reason(cell, day)}", day.date == today and later


def _reason(cell: Cell, day: SlipDay) -> str:
    if not day.reason:
        return ""
    return f" ({day.reason.de if cell.german or not day.reason.other else day.reason.other})"


def _usual_week(cell: Cell, service: SlipService) -> Iterator[None]:
    groups = grouped_week(service.week, cell.book.cldr)
    if not groups or (cell.sheet.endless and service.next_days):
        return
    if service.next_days:
        cell.skip(3)
        cell.paragraph(cell.phrase("usual_week"), cell.sheet.label)
    yield from cell.table(
        [(days, ranges_text(hours, comma(cell)), False) for days, hours in groups]
    )


def write_documents(writer: SlipWriter, service: SlipService) -> None:
    """What to bring, with boxes to tick off what is already there."""
    if not service.documents:
        return

    def build(cell: Cell) -> Iterator[None]:
        cell.paragraph(
            f"({cell.phrase('ticked')})",
            cell.sheet.small,
            label=cell.phrase("bring"),
            after=2,
        )
        yield
        yield from cell.ticks(service.documents)

    writer.field("documents", build, service.documents)


def write_sentence(writer: SlipWriter, service: SlipService) -> None:
    """The sentence to show or say at the counter, framed; German first, it is read there."""
    if not service.sentence:
        return
    beside = writer.beside("sentence", inset=9)
    cells = writer.columns(inset=9, first=max((mark.width + 6 for mark in beside), default=0.0))

    def build(cell: Cell) -> None:
        cell.skip(6)
        cell.label("show")
        cell.value(service.sentence, TextStyle(cell.sheet.base * 1.15, bold=cell.german))

    writer.fill(cells, build)
    writer.note("sentence", (service.sentence,))
    height = max(cell.y for cell in cells) + 7
    width = writer.sheet.type_width
    marks: list[TextMark | DrawMark] = [*beside, *(m for cell in cells for m in cell.marks)]
    marks.append(DrawMark(box(width, height, 0.6, 3), 0, 0, width, height))
    writer.band(height + writer.sheet.base * 0.8, marks)


def write_details(writer: SlipWriter, service: SlipService) -> None:
    """The way there, phones, languages, cost and the form handed out."""
    writer.labelled("directions", service.directions)
    writer.labelled("step_free", service.step_free)
    if service.phones or service.spoken or service.cost or service.form:
        _note_details(writer, service)
        contents = [phone.label for phone in service.phones]
        writer.field("phones", lambda cell: _contacts(cell, service), contents)


def details_in(writer: SlipWriter, cell: Cell, service: SlipService) -> None:
    """The same in one column, written with other things."""
    for key, content in (("directions", service.directions), ("step_free", service.step_free)):
        if content:
            cell.value(content, label=f"{cell.phrase(key)}:")
        if cell.german:
            writer.note(key, (content,))
    _contacts(cell, service)
    if cell.german:
        writer.note("phones", [phone.label for phone in service.phones])
        _note_details(writer, service)


def _contacts(cell: Cell, service: SlipService) -> None:
    for phone in service.phones:
        _phone(cell, phone)
    if service.spoken:
        cell.paragraph(_spoken(cell, service), label=f"{cell.phrase('spoken')}:")
    for key, content in (("cost", service.cost), ("form", service.form)):
        if content:
            cell.value(content, label=f"{cell.phrase(key)}:")


def _note_details(writer: SlipWriter, service: SlipService) -> None:
    writer.note("cost", (service.cost,))
    writer.note("form", (service.form,))


def write_typed(writer: SlipWriter, service: SlipService) -> None:
    """Deadline and concern typed at the counter; the concern in the words it was typed in."""
    if not service.deadline and not service.concern:
        return

    def build(cell: Cell) -> None:
        if service.deadline:
            day = day_in_words(service.deadline, cell.book.cldr)
            cell.paragraph(day, cell.sheet.strong, label=f"{cell.phrase(WriteIn.DEADLINE)}:")
        if service.concern:
            label = f"{cell.phrase(WriteIn.CONCERN)}:"
            if cell.book.right_to_left:
                cell.paragraph(label.rstrip(":"), cell.sheet.label)
                cell.paragraph(service.concern, german=True)
            else:
                cell.paragraph(service.concern, label=label)

    writer.field("write_in", build)


def write_lines(writer: SlipWriter, service: SlipService) -> None:
    """Lines for the pen: appointment, deadline, concern."""
    if service.write_in:

        def build(cell: Cell) -> None:
            for key in service.write_in:
                cell.line(cell.phrase(key.value))

        writer.field("write_in", build)


def write_colophon(writer: SlipWriter, service: SlipService) -> None:
    """When the facts were last checked, and the code of the service."""
    if not service.checked and not service.code:
        return

    def build(cell: Cell) -> None:
        if parts := colophon(writer, cell, service):
            cell.paragraph(" · ".join(parts), cell.sheet.small)

    writer.field("checked", build)


def colophon(writer: SlipWriter, cell: Cell, service: SlipService) -> list[str]:
    """Both in words; the code stands in the German column alone."""
    parts = []
    if service.checked:
        parts.append(f"{cell.phrase('checked')}: {numeric_date(service.checked)}")
    if service.code and cell.german:
        parts.append(f"{writer.german.internal['code']}: {spaced(service.code)}")
    return parts


def _phone(cell: Cell, phone: Phone) -> None:
    label = cell.phrase("phone")
    if phone.label:
        of = phone.label.de if cell.german or not phone.label.other else phone.label.other
        label = f"{label} ({of})"
    cell.paragraph(phone.number, label=f"{label}:")


def _spoken(cell: Cell, service: SlipService) -> str:
    parts = []
    for spoken in service.spoken:
        name = language_text(spoken.language, cell.book.cldr)
        when = comma(cell).join(
            f"{days} {ranges_text(hours, comma(cell))}"
            for days, hours in grouped_week(spoken.hours, cell.book.cldr)
        )
        parts.append(f"{name} ({when})" if when else name)
    return comma(cell).join(parts)


def comma(cell: Cell) -> str:
    """The comma of the column's script with the space after it."""
    return "، " if cell.book.right_to_left else ", "
