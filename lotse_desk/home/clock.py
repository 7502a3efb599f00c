"""The clock of the counter: local wall time in Germany, whatever the machine's zone."""

import datetime as dt
import os
from zoneinfo import ZoneInfo

from lotse_desk.domain.faults import InvalidValue

NOW_VARIABLE = "LOTSE_DESK_NOW"
"""Environment variable with an ISO local time that replaces the clock, for tests and demos."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_ZONE = ZoneInfo("Europe/Berlin")


def now() -> dt.datetime:
    """Naive local time of Europe/Berlin; raises `InvalidValue` for a broken variable."""
    given = os.environ.get(NOW_VARIABLE)
    if not given:
        return dt.datetime.now(_ZONE).replace(tzinfo=None)
    return parse_moment(given)


def today() -> dt.date:
    """The local date."""
    return now().date()


def parse_moment(text: str) -> dt.datetime:
    """A naive local time from ISO text; one with an offset is turned into local time.

    Raises `InvalidValue`, also for years no calendar of opening hours reaches.
    """
    try:
        moment = dt.datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            moment = moment.astimezone(_ZONE).replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        raise InvalidValue("time", text[:40], "ISO 8601 wie 2026-11-23T09:30") from error
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise InvalidValue("time", text[:40], f"ein Jahr von {_FIRST_YEAR} bis {_LAST_YEAR}")
    return moment


def parse_day(text: str) -> dt.date:
    """A date from ISO text; raises `InvalidValue`."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InvalidValue("date", text[:20], "JJJJ-MM-TT") from error
