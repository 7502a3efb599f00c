"""The state of opening hours in a few German words, as lists show it."""

import datetime as dt

from lotse_desk.domain.hours import DayHours, DayState, OpenState

_DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


def open_text(state: OpenState, moment: dt.datetime) -> str:
    """For example "offen bis 12:30", "heute zu, Di 08:30", "nur mit Termin"; empty if unknown."""
    if state.state is DayState.OPEN and state.until is not None:
        return f"offen bis {state.until:%H:%M}"
    if state.state is DayState.CLOSED:
        return _closed_text(state, moment)
    return _PLAIN.get(state.state, "") + _because(state)


_PLAIN = {DayState.BY_APPOINTMENT: "nur mit Termin", DayState.EMERGENCY_ONLY: "nur Notfälle"}


def _closed_text(state: OpenState, moment: dt.datetime) -> str:
    if state.next_day is None:
        return "zu" + _because(state)
    opens = state.next_day.ranges[0].opens
    if state.next_day.date == moment.date():
        return f"jetzt zu, ab {opens:%H:%M}"
    return f"heute zu{_because(state)}, {_day(state.next_day, moment)} {opens:%H:%M}"


def _because(state: OpenState) -> str:
    return f" ({state.reason})" if state.reason else ""


def _day(day: DayHours, moment: dt.datetime) -> str:
    away = (day.date - moment.date()).days
    name = _DAYS[day.date.weekday()]
    return name if away < 7 else f"{name} {day.date:%d.%m.}"
