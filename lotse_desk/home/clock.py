"""The clock of the counter: local wall time in Germany, whatever the machine's zone."""

import datetime as dt
import os
from zoneinfo import ZoneInfo

from lotse_desk.domain.faults import InvalidValue

NOW_VARIABLE = "LOTSE_DESK_NOW"
"""Environment variable with an ISO local time that replaces the clock, for tests and demos."""
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
    """A naive local time from ISO text; one with an offset is turned into local time."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidValue("time", text[:40], "ISO 8601 wie 2026-11-23T09:30") from error
    return moment if moment.tzinfo is None else moment.astimezone(_ZONE).replace(tzinfo=None)
