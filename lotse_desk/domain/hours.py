"""Opening hours: week grid, exceptions and holidays turned into the state of a day or moment.

Local time Europe/Berlin throughout, naive datetimes. Rules are RRULE terms of HSDS schedules.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import holidays
from dateutil.rrule import rrulestr

from lotse_desk.domain.hsds import Schedule
from lotse_desk.domain.supplement import LOCAL_ORIGIN, ScheduleException

LOOK_AHEAD_DAYS = 28
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_LONGEST_RECURRENCE = dt.timedelta(days=20 * 366)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class DayState(StrEnum):
    """What a day is like at a place."""

    OPEN = "open"
    CLOSED = "closed"
    BY_APPOINTMENT = "by-appointment"
    EMERGENCY_ONLY = "emergency-only"
    UNKNOWN = "unknown"


@dataclass(frozen=True, order=True)
class TimeRange:
    """From `opens` to `closes`, local wall time; a range past midnight ends at 23:59."""

    opens: dt.time
    closes: dt.time


@dataclass(frozen=True)
class DayHours:
    """The hours of one date; `reason` names the holiday or closure."""

    date: dt.date
    state: DayState
    ranges: tuple[TimeRange, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class OpenState:
    """The state at a moment.

    `until` when it is open now; `next_day` the next day with hours after this moment, if it
    lies within four weeks.
    """

    state: DayState
    until: dt.time | None = None
    next_day: DayHours | None = None
    reason: str = ""


def hours_on(
    day: dt.date,
    schedules: Sequence[Schedule],
    exceptions: Sequence[ScheduleException] = (),
    *,
    by_appointment: bool = False,
) -> DayHours:
    """The hours of a day: local exceptions win over released ones, those over holidays and grid."""
    valid = _exceptions_on(day, exceptions)
    if valid:
        return _exceptional(day, valid)
    holiday = nrw_holidays(day.year).get(day)
    if holiday:
        return DayHours(day, DayState.CLOSED, reason=holiday)
    if by_appointment:
        return DayHours(day, DayState.BY_APPOINTMENT)
    timed = [s for s in schedules if parse_time(s.opens_at) and parse_time(s.closes_at)]
    if not timed:
        return DayHours(day, DayState.UNKNOWN)
    ranges = tuple(sorted({_range(s) for s in timed if _holds(s, day)}))
    return DayHours(day, DayState.OPEN if ranges else DayState.CLOSED, ranges)


def state_at(
    moment: dt.datetime,
    schedules: Sequence[Schedule],
    exceptions: Sequence[ScheduleException] = (),
    *,
    by_appointment: bool = False,
) -> OpenState:
    """Whether it is open at a moment, until when, and otherwise when next."""
    today = hours_on(moment.date(), schedules, exceptions, by_appointment=by_appointment)
    if today.state in (DayState.BY_APPOINTMENT, DayState.EMERGENCY_ONLY, DayState.UNKNOWN):
        return OpenState(today.state, reason=today.reason)
    now = moment.time()
    for opening in today.ranges:
        if opening.opens <= now < opening.closes:
            return OpenState(DayState.OPEN, until=opening.closes)
    later = tuple(r for r in today.ranges if r.opens > now)
    if later:
        following: DayHours | None = DayHours(today.date, today.state, later)
    else:
        following = next_open_day(
            moment.date(), schedules, exceptions, by_appointment=by_appointment
        )
    return OpenState(DayState.CLOSED, next_day=following, reason=today.reason)


def next_open_day(
    after: dt.date,
    schedules: Sequence[Schedule],
    exceptions: Sequence[ScheduleException] = (),
    *,
    by_appointment: bool = False,
) -> DayHours | None:
    """The first open day after a date, within four weeks."""
    for offset in range(1, LOOK_AHEAD_DAYS + 1):
        day = after + dt.timedelta(days=offset)
        hours = hours_on(day, schedules, exceptions, by_appointment=by_appointment)
        if hours.state is DayState.OPEN:
            return hours
    return None


def next_days(
    first: dt.date,
    count: int,
    schedules: Sequence[Schedule],
    exceptions: Sequence[ScheduleException] = (),
    *,
    by_appointment: bool = False,
) -> tuple[DayHours, ...]:
    """The hours of `count` dates from `first` on."""
    return tuple(
        hours_on(
            first + dt.timedelta(days=offset), schedules, exceptions, by_appointment=by_appointment
        )
        for offset in range(count)
    )


def week_grid(schedules: Iterable[Schedule], day: dt.date) -> dict[int, tuple[TimeRange, ...]]:
    """Weekday (0 Monday … 6 Sunday) to its regular ranges, of schedules valid at `day`."""
    grid: dict[int, set[TimeRange]] = {number: set() for number in range(7)}
    for schedule in schedules:
        if not (parse_time(schedule.opens_at) and parse_time(schedule.closes_at)):
            continue
        if schedule.freq not in (None, "", "WEEKLY", "DAILY") or not _valid(schedule, day):
            continue
        for number in _weekdays(schedule):
            grid[number].add(_range(schedule))
    return {number: tuple(sorted(ranges)) for number, ranges in grid.items()}


@lru_cache(maxsize=8)
def nrw_holidays(year: int) -> dict[dt.date, str]:
    """Public holidays of North Rhine-Westphalia in a year, names in German."""
    return dict(holidays.country_holidays("DE", subdiv="NW", years=year, language="de"))


def parse_time(text: str | None) -> dt.time | None:
    """Wall time from `HH:MM`, `HH:MM:SS` or with an offset, which is dropped; else None."""
    if not text:
        return None
    try:
        parsed = dt.time.fromisoformat(text.strip())
    except ValueError:
        return None
    return parsed.replace(tzinfo=None, second=0, microsecond=0)


def parse_date(text: str | None) -> dt.date | None:
    """A date from ISO text, also of a datetime; None where there is none or it is impossible."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _exceptions_on(
    day: dt.date, exceptions: Iterable[ScheduleException]
) -> list[ScheduleException]:
    """What holds on the day: the exception that wins and others of its owner and kind."""
    valid = [e for e in exceptions if e.from_date <= day.isoformat() <= e.to_date]
    if not valid:
        return []
    first = min(valid, key=lambda e: (e.origin != LOCAL_ORIGIN, e.id))
    owner = (first.origin, first.entity, first.entity_id, first.kind)
    return [e for e in valid if (e.origin, e.entity, e.entity_id, e.kind) == owner]


def _exceptional(day: dt.date, valid: Sequence[ScheduleException]) -> DayHours:
    reason = next((e.reason for e in valid if e.reason), "")
    if valid[0].kind == "special-hours":
        ranges = {
            TimeRange(opens, closes)
            for e in valid
            if (opens := parse_time(e.opens_at)) and (closes := parse_time(e.closes_at))
        }
        if ranges:
            return DayHours(day, DayState.OPEN, tuple(sorted(ranges)), reason)
    if valid[0].kind == "emergency-only":
        return DayHours(day, DayState.EMERGENCY_ONLY, reason=reason)
    return DayHours(day, DayState.CLOSED, reason=reason)


def _range(schedule: Schedule) -> TimeRange:
    opens, closes = parse_time(schedule.opens_at), parse_time(schedule.closes_at)
    if opens is None or closes is None:
        raise ValueError("a schedule without times has no range")
    return TimeRange(opens, closes if closes > opens else dt.time(23, 59))


def _weekdays(schedule: Schedule) -> tuple[int, ...]:
    named = [part.strip()[-2:].upper() for part in (schedule.byday or "").split(",")]
    found = tuple(WEEKDAYS.index(part) for part in named if part in WEEKDAYS)
    if found:
        return found
    start = parse_date(schedule.dtstart)
    if schedule.freq == "WEEKLY" and start:
        return (start.weekday(),)
    return tuple(range(7)) if schedule.freq == "DAILY" else ()


def _valid(schedule: Schedule, day: dt.date) -> bool:
    start, end = parse_date(schedule.valid_from), parse_date(schedule.valid_to)
    return (start is None or start <= day) and (end is None or day <= end)


def _holds(schedule: Schedule, day: dt.date) -> bool:
    if not _valid(schedule, day):
        return False
    plain_week = schedule.freq in (None, "", "WEEKLY", "DAILY") and not (
        schedule.interval and schedule.interval > 1
    )
    if plain_week and not schedule.count and not schedule.until:
        start = parse_date(schedule.dtstart)
        return day.weekday() in _weekdays(schedule) and (start is None or start <= day)
    return _recurs(schedule, day)


@lru_cache(maxsize=4096)
def _recurs(schedule: Schedule, day: dt.date) -> bool:
    """Whether the full RRULE of the schedule falls on the day.

    A broken rule, one that counts in hours or less, or one that began too long ago to be counted
    to the day never does.
    """
    freq = schedule.freq or "WEEKLY"
    start = parse_date(schedule.dtstart) or parse_date(schedule.valid_from) or day.replace(day=1)
    if freq not in _FREQUENCIES or not dt.timedelta() <= day - start <= _LONGEST_RECURRENCE:
        return False
    until = parse_date(schedule.until)
    terms = {
        "FREQ": freq,
        "INTERVAL": schedule.interval,
        "COUNT": None if until else schedule.count,  # RFC 5545 forbids both
        "UNTIL": until.strftime("%Y%m%dT235959") if until else None,
        "WKST": schedule.wkst,
        "BYDAY": schedule.byday,
        "BYWEEKNO": schedule.byweekno,
        "BYMONTHDAY": schedule.bymonthday,
        "BYYEARDAY": schedule.byyearday,
    }
    rule = ";".join(f"{name}={value}" for name, value in terms.items() if value)
    wanted = dt.datetime.combine(day, dt.time())
    try:
        recurrence = rrulestr(rule, dtstart=dt.datetime.combine(start, dt.time()))
        return bool(recurrence.between(wanted, wanted, inc=True))
    except (ValueError, OverflowError):
        return False
