"""From whatever a feed holds to a value of a column, or nothing and the reason why."""

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from dateutil.parser import isoparse

from lotse_desk.formats.schema import Kind, bounds

Value = str | float | int | bool | None

_BERLIN_OFFSETS = (dt.timedelta(hours=1), dt.timedelta(hours=2))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_NOT_IN_IDS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_GERMAN_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?(?:\s*Uhr)?", re.I
)
_HALF_DAY_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:[:.]\d{2})?\s*([ap])\.?\s?m\.?", re.I)
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\S.*)")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
_GERMAN_NUMBER = re.compile(r"[+-]?\d{1,3}(\.\d{3})*,\d+|[+-]?\d+,\d+")
_SHOWN = 40


@dataclass(frozen=True)
class Read:
    """A value as a column can hold it; `reason` says in German what had to be left out."""

    value: Value
    reason: str | None = None


def read_value(kind: Kind, column: str, raw: object, day: str | None = None) -> Read:
    """Read a cell or JSON value; what cannot be becomes None with the reason.

    `day` is the ISO date from which on a time holds, for times given in another zone.
    """
    if isinstance(raw, (dict, list)):
        return _nested(kind, column, raw)
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return Read(None)
    if kind in (Kind.NUMBER, Kind.INTEGER):
        return _number(kind, column, raw)
    if kind is Kind.TIME:
        return _time(_plain(raw), day)
    return _READERS[kind](raw)


def read_text(raw: object) -> Read:
    """Text as given, without control characters; what is not a plain value is no text."""
    if raw is None or isinstance(raw, (dict, list)):
        return Read(None)
    given = _plain(raw)
    cleaned = _CONTROL.sub("", given)
    reason = None if cleaned == given else "Unsichtbare Steuerzeichen im Text."
    return Read(cleaned if cleaned.strip() else None, reason)


def read_id(raw: object) -> Read:
    """An id: one line of text without white space around it and control characters in it."""
    if raw is None or isinstance(raw, (dict, list)):
        return Read(None)
    given = _plain(raw).strip()
    cleaned = without_control(given).strip()
    reason = None if cleaned == given else "Unsichtbare Steuerzeichen in der Kennung."
    return Read(cleaned or None, reason)


def shown(raw: object) -> str:
    """A value as a report quotes it: one line, not too long."""
    text = _CONTROL.sub("", " ".join(_plain(raw).split()))
    return f"„{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}“"


def without_control(text: str) -> str:
    """Text as one line that any screen and any encoding can show."""
    return _NOT_IN_IDS.sub("", text)


def number_of(count: int, one: str, many: str) -> str:
    """A number with its noun: `1 Zeile`, `2 Zeilen`."""
    return f"{count} {one if count == 1 else many}"


def _plain(raw: object) -> str:
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    return str(raw)


def _nested(kind: Kind, column: str, raw: dict[object, object] | list[object]) -> Read:
    if not raw:
        return Read(None)
    if (
        kind is Kind.TEXT
        and isinstance(raw, list)
        and not any(isinstance(item, (dict, list)) for item in raw)
    ):
        parts = [read_text(item).value for item in raw if item is not None]
        joined = "; ".join(str(part) for part in parts if part)
        return Read(joined or None, "Eine Liste steht, wo ein Text stehen soll.")
    return Read(None, "Verschachtelte Angaben stehen, wo ein einzelner Wert stehen soll.")


def _boolean(raw: object) -> Read:
    word = _plain(raw).strip().lower()
    if word in ("true", "1", "yes", "ja", "wahr"):
        return Read(True)
    if word in ("false", "0", "no", "nein", "falsch"):
        return Read(False)
    return Read(None, f"Weder ja noch nein: {shown(raw)}.")


def _number(kind: Kind, column: str, raw: object) -> Read:
    text = _plain(raw).strip()
    if _GERMAN_NUMBER.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    if not _NUMBER.fullmatch(text):
        return Read(None, f"Keine Zahl: {shown(raw)}.")
    number = float(text)
    low, high = bounds(column)
    if not math.isfinite(number) or not low <= number <= high:
        return Read(None, f"Unmögliche Zahl: {shown(raw)}.")
    if kind is Kind.INTEGER:
        if not number.is_integer():
            return Read(None, f"Keine ganze Zahl: {shown(raw)}.")
        return Read(int(number))
    return Read(number)


def _date(raw: object) -> Read:
    given = _plain(raw)
    text = given.strip()
    german = _GERMAN_DATE.fullmatch(text)
    try:
        if german:
            day, month, year = map(int, german.groups())
            return Read(dt.date(year, month, day).isoformat())
        iso = _ISO_DATE.match(text)
        if iso is None:
            return Read(None, f"Kein Datum: {shown(given)}.")
        if iso.end() < len(text):
            isoparse(text)
        year, month, day = map(int, iso.groups())
        return Read(dt.date(year, month, day).isoformat())
    except ValueError:
        return Read(None, f"Unmögliches Datum: {shown(given)}.")


def _datetime(raw: object) -> Read:
    given = _plain(raw)
    text = given.strip()
    try:
        if _ISO_DATE.match(text) is None:
            raise ValueError(text)
        isoparse(text.replace(" ", "T", 1))
    except ValueError:
        read = _date(text)
        if read.value is None:
            return Read(None, f"Kein Zeitpunkt: {shown(given)}.")
        return read
    return Read(text)


def _time(given: str, day: str | None) -> Read:
    stamp = _STAMP.fullmatch(given.strip())
    if stamp and _date(stamp[1]).value:
        given, day = stamp[2], stamp[1]
    match = _CLOCK.fullmatch(_whole_day(given.strip()))
    if match is None:
        return Read(None, f"Keine Uhrzeit: {shown(given)}.")
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    if (hour, minute, second) == (24, 0, 0):
        return Read("23:59", "24:00 Uhr gibt es nur als Ende des Tages.")
    if hour > 23 or minute > 59 or second > 59:
        return Read(None, f"Unmögliche Uhrzeit: {shown(given)}.")
    clock = dt.time(hour, minute)
    zone = match.group(4)
    if zone is None:
        return Read(clock.strftime("%H:%M"))
    return _in_berlin(clock, _offset(zone), day)


def _whole_day(text: str) -> str:
    """A time of the English twelve-hour clock as one of the day's 24 hours."""
    match = _HALF_DAY_CLOCK.fullmatch(text)
    if match is None or not 1 <= int(match[1]) <= 12:
        return text
    hour = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0)
    return f"{hour}:{match[2] or '00'}"


def _offset(zone: str) -> dt.timedelta:
    if zone.upper() == "Z":
        return dt.timedelta()
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    size = dt.timedelta(hours=hours, minutes=minutes)
    return -size if zone[0] == "-" else size


@lru_cache
def _berlin() -> dt.tzinfo:
    """The zone from the data dateutil brings along; loading them takes time few runs need."""
    from dateutil.zoneinfo import get_zonefile_instance

    zone = get_zonefile_instance().get("Europe/Berlin")
    assert zone is not None, "dateutil brings the zone along"
    return zone


def _in_berlin(clock: dt.time, offset: dt.timedelta, day: str | None) -> Read:
    if offset in _BERLIN_OFFSETS:
        return Read(clock.strftime("%H:%M"))
    if abs(offset) >= dt.timedelta(hours=24):
        return Read(None, "Die Uhrzeit hat eine unmögliche Zeitzone.")
    date = dt.date.fromisoformat(day) if day else dt.date(2000, 1, 15)
    if date.year in (dt.MINYEAR, dt.MAXYEAR):
        date = date.replace(year=2000)
    local = dt.datetime.combine(date, clock, dt.timezone(offset)).astimezone(_berlin())
    reason = "Die Uhrzeit steht in einer anderen Zeitzone; sie gilt jetzt für deutsche Zeit."
    return Read(local.strftime("%H:%M"), reason)


_READERS: dict[Kind, Callable[[object], Read]] = {
    Kind.TEXT: read_text,
    Kind.REFERENCE: read_id,
    Kind.BOOLEAN: _boolean,
    Kind.DATE: _date,
    Kind.DATETIME: _datetime,
}
