"""What a Lotse types for one slip: appointment, deadline, concern. Printed, never stored."""

import datetime as dt
import re
from dataclasses import dataclass

from lotse_desk.domain.faults import InvalidValue
from lotse_desk.paper.slip_document import Appointment

LONGEST_CONCERN = 120
_DATE = r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.?\s*(?P<year>\d{4}|\d{2})?"
_ISO = r"(?P<isoyear>\d{4})-(?P<isomonth>\d{2})-(?P<isoday>\d{2})"
_TIME = r"(?:[\s,T]+(?:um\s+)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?:\s*Uhr)?)?"
_TYPED = re.compile(rf"(?:\w{{2,10}}\.?,?\s+)?(?:{_DATE}|{_ISO}){_TIME}", re.IGNORECASE)
_EXPECTED = "25.11. 9:30"


@dataclass(frozen=True)
class Noted:
    """Typed for the first service of a slip; what is empty stays a line for the pen."""

    appointment: Appointment | None = None
    deadline: dt.date | None = None
    concern: str = ""

    def __bool__(self) -> bool:
        return bool(self.appointment or self.deadline or self.concern)


NOTHING = Noted()


def read_noted(appointment: str, deadline: str, concern: str, today: dt.date) -> Noted:
    """What was typed in three fields, each may be empty; raises `InvalidValue`."""
    words = " ".join(concern.split())
    if len(words) > LONGEST_CONCERN:
        raise InvalidValue("noted-concern", f"{words[:20]}…", f"bis {LONGEST_CONCERN} Zeichen")
    last = read_appointment(deadline, today) if deadline.strip() else None
    return Noted(
        read_appointment(appointment, today) if appointment.strip() else None,
        last.date if last else None,
        words,
    )


def read_appointment(text: str, today: dt.date) -> Appointment:
    """A date as people write it, with or without time; without a year the next such date.

    Raises `InvalidValue`, also for a date gone by.
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        raise InvalidValue("date", text.strip()[:30], _EXPECTED)
    parts = {name: int(value) for name, value in found.groupdict().items() if value}
    try:
        date = _date(parts, today)
        time = dt.time(parts["hour"], parts.get("minute", 0)) if "hour" in parts else None
    except ValueError as error:
        raise InvalidValue("date", text.strip()[:30], _EXPECTED) from error
    if date < today:
        raise InvalidValue("date", text.strip()[:30], "ein Tag, der noch kommt")
    return Appointment(date, time)


def _date(parts: dict[str, int], today: dt.date) -> dt.date:
    if "isoyear" in parts:
        return dt.date(parts["isoyear"], parts["isomonth"], parts["isoday"])
    day, month, year = parts["day"], parts["month"], parts.get("year")
    if year is not None:
        return dt.date(year + 2000 if year < 100 else year, month, day)
    for year in range(today.year, today.year + 9):  # a 29 February comes within eight years
        try:
            date = dt.date(year, month, day)
        except ValueError:
            continue
        if date >= today:
            return date
    raise ValueError("no such day")
