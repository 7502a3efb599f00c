"""A report of figures: tables of counts with their labels, fit to leave a house."""

import datetime as dt
from dataclasses import dataclass, field

from lotse_desk.domain.iso_weeks import Period

NOT_PERSONS = "Kontakte, nicht Personen"
HIDDEN_SIGN = "."
"""Printed for a hidden cell, as official statistics do."""


@dataclass(frozen=True)
class Row:
    """A count under one code for each dimension of its table; None where it is hidden."""

    codes: tuple[str, ...]
    labels: tuple[str, ...]
    count: int | None


@dataclass(frozen=True)
class Table:
    """Counts over one or two dimensions.

    `total` is None where there is none to show. `withheld` says in German why a table has no rows
    at all, or nothing.
    """

    name: str
    title: str
    unit: str
    dimensions: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int | None
    withheld: str = ""


@dataclass(frozen=True)
class Report:
    """All tables of one period; `contacts` is None where they are fewer than `k`.

    `asked` are the dates somebody named, `period` the whole weeks around them; `sources` says from
    what the figures were made: batches taken in and the number of the last release.
    """

    office: str
    period: Period
    asked: tuple[dt.date, dt.date]
    k: int
    contacts: int | None
    tables: tuple[Table, ...]
    sources: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
