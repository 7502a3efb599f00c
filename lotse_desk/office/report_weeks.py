"""Contacts of a period counted week by week; a week in which nothing changed is counted once."""

import datetime as dt
import json
from collections import Counter
from typing import Any

from lotse_desk.domain.iso_weeks import Period
from lotse_desk.home.home import OFFICE, Home
from lotse_desk.office.counting import CONTACT_KINDS, Figures, count
from lotse_desk.storage.office_figures import OfficeFigures

_COUNTERS = ("topics", "pairs", "unmet")
_BY_DIMENSION = ("by", "sensitive")


def contacts_of(home: Home, period: Period) -> Figures:
    """Contacts and tallies of the period; what was counted anew is kept, if the home is writable.

    Slips and hard topics are not among them.
    """
    store = OfficeFigures(home.database)
    kept = store.kept(period.first_week, period.last_week)
    counted: dict[str, str] = {}
    figures = Figures()
    for week in store.weeks(period.first_week, period.last_week):
        text = kept.get(week)
        if text is None:
            events = store.events(CONTACT_KINDS, week)
            text = counted[week] = _written(count(events, [], Period(week, week)))
        _add(figures, json.loads(text))
    if counted and store.may_keep:
        with home.transaction():
            store.keep(counted)
    return figures


def count_weeks(home: Home, first: dt.date, last: dt.date) -> None:
    """Count and keep the weeks around two dates that changed, for reports that only read.

    Raises `WrongRole`, `InvalidValue` if `last` is before `first`.
    """
    home.require(OFFICE)
    contacts_of(home, Period.around(first, last))


def _written(figures: Figures) -> str:
    document: dict[str, Any] = {"contacts": dict(figures.contacts)}
    for name in _COUNTERS:
        document[name] = _lines(getattr(figures, name))
    for name in _BY_DIMENSION:
        document[name] = {key: _lines(counts) for key, counts in getattr(figures, name).items()}
    return json.dumps(document, separators=(",", ":"))


def _add(figures: Figures, document: dict[str, Any]) -> None:
    figures.contacts.update(document["contacts"])
    for name in _COUNTERS:
        _add_lines(getattr(figures, name), document[name])
    for name in _BY_DIMENSION:
        for dimension, lines in document[name].items():
            _add_lines(getattr(figures, name)[dimension], lines)


def _lines(counts: Counter[tuple[str, ...]]) -> list[list[str | int]]:
    return [[*key, n] for key, n in counts.items()]


def _add_lines(counts: Counter[tuple[str, ...]], lines: list[list[Any]]) -> None:
    for *key, n in lines:
        counts[tuple(key)] += n
