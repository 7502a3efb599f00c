"""When a language is spoken, read from the note of an HSDS language row.

Notes like "Donnerstag 14–16 Uhr" or "Mo, Mi 8:30-12:00" are understood; any other note is kept
as a note and yields no hours.
"""

import datetime as dt
import re

from lotse_desk.domain.hours import TimeRange

_DAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
_DAY = re.compile(
    r"\b(mo|di|mi|do|fr|sa|so)"
    r"(?:ntag|enstag|ttwoch|nnerstag|eitag|mstag|nntag)?s?\b\.?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:–|-|bis)\s*(\d{1,2})(?:[:.](\d{2}))?")


def parse_spoken_hours(note: str) -> dict[int, tuple[TimeRange, ...]]:
    """Weekday (0 Monday) to ranges; empty where the note says no day or no time."""
    found: dict[int, list[TimeRange]] = {}
    for part in re.split(r"[;]|\bund\b(?=\s*(?:mo|di|mi|do|fr|sa|so))", note, flags=re.IGNORECASE):
        days = [_DAYS.index(day.lower()) for day in _DAY.findall(part)]
        ranges = [r for match in _RANGE.findall(part) if (r := _time_range(*match)) is not None]
        for day in days:
            found.setdefault(day, []).extend(ranges)
    return {day: tuple(sorted(set(ranges))) for day, ranges in sorted(found.items()) if ranges}


def _time_range(opens_h: str, opens_m: str, closes_h: str, closes_m: str) -> TimeRange | None:
    try:
        opens = dt.time(int(opens_h), int(opens_m or 0))
        closes = dt.time(int(closes_h), int(closes_m or 0))
    except ValueError:
        return None
    return TimeRange(opens, closes) if opens < closes else None
