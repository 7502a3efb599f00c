"""German words for days and opening hours on the screen."""

import datetime as dt
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from lotse_desk.domain.hours import DayHours, DayState, TimeRange

_DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


def day_name(day: dt.date) -> str:
    """For example "Mo 23.11."."""
    return f"{_DAYS[day.weekday()]} {day:%d.%m.}"


def ranges(times: Iterable[TimeRange]) -> str:
    """For example "08:30–12:00, 14:00–16:00"."""
    return ", ".join(f"{part.opens:%H:%M}–{part.closes:%H:%M}" for part in times)


def hours_of_day(day: DayHours) -> str:
    """The hours of a day, or why there are none."""
    if day.state is DayState.OPEN:
        return ranges(day.ranges) + (f" ({day.reason})" if day.reason else "")
    words = {
        DayState.CLOSED: _tr("geschlossen"),
        DayState.BY_APPOINTMENT: _tr("nur mit Termin"),
        DayState.EMERGENCY_ONLY: _tr("nur Notfälle"),
        DayState.UNKNOWN: _tr("nicht bekannt"),
    }[day.state]
    return f"{words} ({day.reason})" if day.reason else words


def _tr(text: str) -> str:
    return QCoreApplication.translate("", text)
