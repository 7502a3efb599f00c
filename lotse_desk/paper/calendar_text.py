"""Dates, times and names of languages as text: CLDR words, European digits, HH:mm."""

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_day_names

from lotse_desk.domain.hours import TimeRange
from lotse_desk.domain.needed_languages import german_name
from lotse_desk.paper.bidi import neutralised
from lotse_desk.paper.cldr_locales import cldr_locale
from lotse_desk.paper.phrases import GERMAN, phrase_book, slip_languages
from lotse_desk.paper.slip_document import WeekdayHours

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def time_text(time: dt.time) -> str:
    """`HH:mm` in every language."""
    return time.strftime("%H:%M")


def range_text(hours: TimeRange) -> str:
    """`HH:mm–HH:mm` in every language."""
    return f"{time_text(hours.opens)}–{time_text(hours.closes)}"


def ranges_text(ranges: Iterable[TimeRange], separator: str = ", ") -> str:
    """Several ranges; the separator is the language's comma."""
    return separator.join(map(range_text, ranges))


@lru_cache(maxsize=512)
def long_date(day: dt.date, cldr: str) -> str:
    """Weekday, day, month and year in words."""
    return _plain(format_date(day, "full", locale=cldr_locale(cldr)))


@lru_cache(maxsize=512)
def short_day(day: dt.date, cldr: str) -> str:
    """Short weekday with day and month in figures, in German order: `Di 24.11.`"""
    dot = "." if cldr == "de" else ""
    return f"{weekday_text(day.weekday(), cldr)} {day:%d.%m}{dot}"


@lru_cache(maxsize=512)
def day_in_words(day: dt.date, cldr: str) -> str:
    """Weekday in full and the date in figures as on German letters: `Dienstag, 24.11.2026`."""
    name = get_day_names("wide", context="stand-alone", locale=cldr_locale(cldr))[day.weekday()]
    return f"{_plain(name)} {numeric_date(day)}"


@lru_cache(maxsize=512)
def numeric_date(day: dt.date) -> str:
    """`TT.MM.JJJJ`, as it stands on German letters."""
    return day.strftime("%d.%m.%Y")


@lru_cache(maxsize=256)
def weekday_text(weekday: int, cldr: str) -> str:
    """Short name of a weekday, 0 Monday … 6 Sunday."""
    names = get_day_names("abbreviated", context="stand-alone", locale=cldr_locale(cldr))
    return _plain(names[weekday])


_CLDR_NAMES = {"prs": "fa_AF", "kmr": "ku"}
"""Languages that CLDR names under another code."""


@lru_cache(maxsize=2048)
def language_text(language: str, cldr: str) -> str:
    """Name of a language (BCP-47) in another; in German where CLDR has none."""
    if cldr == GERMAN:
        return german_name(language)
    if language in slip_languages() and phrase_book(language).cldr == cldr:
        return phrase_book(language).name
    code = _CLDR_NAMES.get(language, language)
    try:
        name = Locale.parse(code, sep="_").get_display_name(cldr)
    except (UnknownLocaleError, ValueError):
        name = Locale.parse(cldr).languages.get(code)
    return _plain(name or german_name(language))


def grouped_week(
    week: Sequence[WeekdayHours], cldr: str
) -> list[tuple[str, tuple[TimeRange, ...]]]:
    """Weekdays with the same hours as one entry (`Mo–Mi, Fr`), days without hours left out."""
    groups: dict[tuple[TimeRange, ...], list[int]] = {}
    for day in sorted(week, key=lambda d: d.weekday):
        if day.ranges:
            groups.setdefault(day.ranges, []).append(day.weekday)
    return [(_spans(days, cldr), ranges) for ranges, days in groups.items()]


def _spans(days: Sequence[int], cldr: str) -> str:
    """Three or more neighbouring days as a span, others one by one."""
    comma = "، " if Locale.parse(cldr).text_direction == "rtl" else ", "
    names = []
    for _, run in itertools.groupby(enumerate(days), key=lambda placed: placed[1] - placed[0]):
        span = [weekday_text(day, cldr) for _, day in run]
        names += [f"{span[0]} – {span[-1]}"] if len(span) > 2 else span
    return comma.join(names)


def _plain(text: str) -> str:
    return neutralised(text.translate(_DIGITS))
