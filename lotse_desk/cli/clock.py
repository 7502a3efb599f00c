"""The clock of commands: local wall time, or the moment LOTSE_DESK_NOW names."""

import datetime as dt
import os

from lotse_desk.domain.faults import InvalidValue

NOW_VARIABLE = "LOTSE_DESK_NOW"
"""For tests and the demo: local time as ISO text, `2026-11-23T09:30`; acts take it for now."""


def now() -> dt.datetime:
    """Local wall time without a zone, whole seconds; raises `InvalidValue`."""
    named = os.environ.get(NOW_VARIABLE)
    if not named:
        return dt.datetime.now(dt.UTC).astimezone().replace(tzinfo=None, microsecond=0)
    try:
        moment = dt.datetime.fromisoformat(named)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None:
        raise InvalidValue(NOW_VARIABLE, named[:40], "2026-11-23T09:30")
    return moment
