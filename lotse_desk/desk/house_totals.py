"""Totals of the house: counts by weekday and half, topic and language, never by contact."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lotse_desk.domain.contacts import Contact
from lotse_desk.domain.iso_weeks import iso_week, month_of
from lotse_desk.domain.reference import Reference
from lotse_desk.home.home import Home
from lotse_desk.home.log_policy import log_policy
from lotse_desk.storage.contacts import HouseCell, HouseTotalStore

WEEKDAY_HALF, TOPIC, LANGUAGE = "weekday-half", "topic", "language"
WITHHELD = "withheld"
"""Stands for half-day and language of contacts with a sensitive topic."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class HouseTotal:
    """A count over the asked months; None where a sensitive topic is under the policy's bound."""

    dimension: str
    value: str
    count: int | None


def cells_of_contact(
    contact: Contact, date: dt.date, half: str, reference: Reference
) -> tuple[HouseCell, ...]:
    """Where a contact counts. The month is that of the week's Thursday."""
    named = (*contact.topics, *(need.topic for need in contact.unmet))
    sensitive = reference.flagged(named, "sensitive")
    day = WITHHELD if sensitive else f"{WEEKDAYS[date.weekday()]}-{half}"
    return _cells(
        date,
        [
            (WEEKDAY_HALF, day),
            (LANGUAGE, WITHHELD if sensitive else contact.language),
            *((TOPIC, topic) for topic in contact.topics),
        ],
    )


def cells_of_tally(count: int, date: dt.date, half: str) -> tuple[HouseCell, ...]:
    """Where a tally counts: neither topics nor languages are known of it."""
    return _cells(date, [(WEEKDAY_HALF, f"{WEEKDAYS[date.weekday()]}-{half}")], count)


def taken_back(cells: Iterable[HouseCell]) -> tuple[HouseCell, ...]:
    """The cells that undo the given ones."""
    return tuple(HouseCell(c.month, c.dimension, c.value, -c.count) for c in cells)


def house_totals(home: Home, first_month: str, last_month: str) -> list[HouseTotal]:
    """Sums over the months (`2026-11`, both included), ordered by dimension and value.

    Uncut inside the house, except sensitive topics under the policy's bound. Topics have no sum
    beside them from which a hidden one could be computed.
    """
    sums: Counter[tuple[str, str]] = Counter()
    for cell in HouseTotalStore(home.database).between(first_month, last_month):
        sums[cell.dimension, cell.value] += cell.count
    bound = log_policy(home).suppressed_below
    return [
        HouseTotal(dimension, value, None if _hidden(home, dimension, value, n, bound) else n)
        for (dimension, value), n in sorted(sums.items())
    ]


def _hidden(home: Home, dimension: str, value: str, count: int, bound: int) -> bool:
    return dimension == TOPIC and count < bound and home.reference.flagged([value], "sensitive")


def _cells(
    date: dt.date, values: Iterable[tuple[str, str]], count: int = 1
) -> tuple[HouseCell, ...]:
    month = month_of(iso_week(date))
    return tuple(HouseCell(month, dimension, value, count) for dimension, value in values)
