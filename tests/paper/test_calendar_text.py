"""Weekdays and dates in words: each language its own, whatever was printed before."""

import json
import subprocess
import sys

from lotse_desk.locations import resources
from lotse_desk.paper.phrases import slip_languages

_SCRIPT = """
import datetime, json, sys
from lotse_desk.paper.calendar_text import day_in_words, long_date, short_day
from lotse_desk.paper.phrases import phrase_book
days = [datetime.date(2026, 9, 28) + datetime.timedelta(number) for number in range(7)]
told = {}
for language in sys.argv[1:]:
    cldr = phrase_book(language).cldr
    told[language] = [f(day, cldr) for day in days for f in (short_day, day_in_words, long_date)]
print(json.dumps(told))
"""


def told(languages: list[str]) -> dict[str, list[str]]:
    """What a fresh process says when it is asked in this order."""
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, *languages],
        capture_output=True,
        check=True,
        text=True,
        cwd=resources().parent,
    )
    content: dict[str, list[str]] = json.loads(done.stdout)
    return content


def test_days_do_not_depend_on_the_languages_printed_before() -> None:
    languages = list(slip_languages())
    assert told(languages) == told(languages[::-1])


def test_turkish_after_pashto() -> None:
    days = told(["ps", "tr"])["tr"]
    assert days[6:9] == ["Çar 30.09", "Çarşamba 30.09.2026", "30 Eylül 2026 Çarşamba"]
