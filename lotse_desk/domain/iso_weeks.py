"""ISO weeks (ISO 8601) as text, and the month, quarter and year their Thursday belongs to."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lotse_desk.domain.faults import InvalidValue

WEEK = re.compile(r"(\d{4})-W(\d{2})\Z")
_WEEK = dt.timedelta(weeks=1)
_LAST_SUNDAY = dt.date.max - dt.timedelta(days=dt.date.max.isoweekday())


def iso_week(date: dt.date) -> str:
    """The ISO week a date lies in, as `2026-W47`; texts of weeks sort like the weeks."""
    year, week, _ = date.isocalendar()
    return f"{year:04d}-W{week:02d}"


def monday(week: str) -> dt.date:
    """The first day of an ISO week; raises `InvalidValue`."""
    found = WEEK.match(week)
    if found:
        try:
            return dt.date.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError:
            pass
    raise InvalidValue("week", week[:20], "2026-W47")


def month_of(week: str) -> str:
    """The month of the week's Thursday, as `2026-11`."""
    thursday = monday(week) + dt.timedelta(days=3)
    return f"{thursday.year:04d}-{thursday.month:02d}"


def quarter_of(date: dt.date) -> str:
    """The calendar quarter of a date, as `2026-Q4`."""
    return f"{date.year:04d}-Q{(date.month + 2) // 3}"


def quarter_of_week(week: str) -> str:
    """The quarter of the week's Thursday."""
    return quarter_of(monday(week) + dt.timedelta(days=3))


def weeks_before(date: dt.date, weeks: int) -> str:
    """The ISO week that lies this many weeks before the date's own."""
    return iso_week(date - weeks * _WEEK)


@dataclass(frozen=True)
class Period:
    """Whole ISO weeks, both included."""

    first_week: str
    last_week: str

    @classmethod
    def around(cls, first: dt.date, last: dt.date) -> "Period":
        """The whole weeks that hold both dates.

        Raises `InvalidValue` if `last` is earlier, or its week ends after the last of all dates.
        """
        if last < first:
            raise InvalidValue("period", f"{first} – {last}", "--from nicht nach --to")
        if last > _LAST_SUNDAY:
            raise InvalidValue("period", f"{first} – {last}", f"--to nicht nach dem {_LAST_SUNDAY}")
        return cls(iso_week(first), iso_week(last))

    @property
    def first_day(self) -> dt.date:
        """The Monday it begins with."""
        return monday(self.first_week)

    @property
    def last_day(self) -> dt.date:
        """The Sunday it ends with."""
        return monday(self.last_week) + dt.timedelta(days=6)

    def weeks(self) -> Iterator[str]:
        """Its weeks in order."""
        count = (self.last_day - self.first_day).days // 7 + 1
        return (iso_week(self.first_day + number * _WEEK) for number in range(count))

    def months(self) -> tuple[str, ...]:
        """The months its weeks belong to, in order."""
        return tuple(dict.fromkeys(month_of(week) for week in self.weeks()))

    def quarters(self) -> tuple[str, ...]:
        """The quarters its weeks belong to, in order."""
        return tuple(dict.fromkeys(quarter_of_week(week) for week in self.weeks()))

    def whole_quarters(self) -> tuple[str, ...]:
        """The quarters all of whose weeks it holds, in order."""
        before = quarter_of_week(iso_week(self.first_day - _WEEK))
        after = quarter_of_week(iso_week(self.last_day + dt.timedelta(days=1)))
        return tuple(quarter for quarter in self.quarters() if quarter not in (before, after))
