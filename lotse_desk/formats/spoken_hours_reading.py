"""Reads opening hours as people write them: `Mo-Mi 8-12 Uhr, Do 14:00–17:30`."""

import re

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES = {
    name: day
    for day, names in zip(
        _DAYS,
        (
            ("mo", "montag", "montags"),
            ("di", "dienstag", "dienstags"),
            ("mi", "mittwoch", "mittwochs"),
            ("do", "donnerstag", "donnerstags"),
            ("fr", "freitag", "freitags"),
            ("sa", "samstag", "samstags"),
            ("so", "sonntag", "sonntags"),
        ),
        strict=True,
    )
    for name in names
}
_LONGEST = 500
_DASH = r"\s*(?:-|–|—|bis)\s*"
_DAY = "|".join(sorted(_NAMES, key=len, reverse=True))
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?(?:\s*(?:Uhr|h))?"
_RANGE = re.compile(rf"{_CLOCK}{_DASH}{_CLOCK}", re.I)
_SPAN = re.compile(rf"\b({_DAY})\b\.?(?:{_DASH}\b({_DAY})\b\.?)?", re.I)
_FILLERS = re.compile(r"\b(?:und|u\.|sowie|von|uhr|jeweils|zusätzlich)\b|[\s,;:&+/.]+", re.I)


def read_hours(text: str) -> list[dict[str, str]] | None:
    """Columns of `schedule` for each range of hours; None when any word is not understood.

    Days that come before a range share it; ranges that follow each other share the days.
    """
    if len(text) > _LONGEST:
        return None
    found: list[dict[str, str]] = []
    days: list[str] = []
    fresh = True
    place = 0
    while place < len(text):
        filler = _FILLERS.match(text, place)
        if filler:
            place = filler.end()
            continue
        span = _SPAN.match(text, place)
        if span:
            days = [*([] if fresh else days), *_between(span[1], span[2])]
            fresh, place = False, span.end()
            continue
        hours = _RANGE.match(text, place)
        opens, closes = _times(hours) if hours else (None, None)
        if hours is None or opens is None or closes is None or not days:
            return None
        found.append(
            {"freq": "WEEKLY", "byday": ",".join(days), "opens_at": opens, "closes_at": closes}
        )
        fresh, place = True, hours.end()
    return found or None


def _between(first: str, last: str | None) -> list[str]:
    start = _DAYS.index(_NAMES[first.lower()])
    end = _DAYS.index(_NAMES[last.lower()]) if last else start
    return list(_DAYS[start : end + 1]) if start <= end else [*_DAYS[start:], *_DAYS[: end + 1]]


def _times(match: re.Match[str]) -> tuple[str | None, str | None]:
    opens, closes = ((int(match[place]), int(match[place + 1] or 0)) for place in (1, 3))
    if opens >= closes or closes > (23, 59) or max(opens[1], closes[1]) > 59:
        return None, None
    return f"{opens[0]:02}:{opens[1]:02}", f"{closes[0]:02}:{closes[1]:02}"
