"""Receipts: what the office has of each log, and what a desk concludes from that."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

BELIEVED_DAYS = 14
"""So far beyond the date of the newest release a clock is believed when it comes to deleting."""


@dataclass(frozen=True)
class Receipt:
    """The office has this incarnation's log up to `up_to`, where its chain hash is `head`."""

    desk: str
    incarnation: str
    up_to: int
    head: bytes


@dataclass(frozen=True)
class Confirmed:
    """The office has the log up to here; may be less than before: the office was restored."""

    up_to: int


@dataclass(frozen=True)
class Unknown:
    """The office knows nothing of this incarnation: send everything again."""


@dataclass(frozen=True)
class Diverged:
    """The office has a history this desk does not: restored or cloned.

    The desk takes a new incarnation, keeps its events and their ids, and sends all again.
    """

    up_to: int


Conclusion: TypeAlias = Confirmed | Unknown | Diverged


def conclude(
    receipts: Iterable[Receipt],
    desk: str,
    incarnation: str,
    length: int,
    hash_at: Callable[[int], bytes],
) -> Conclusion:
    """Judge the receipts of a release for one desk.

    `length` is the number of events in the desk's log, `hash_at` its chain hash at 0..length.
    """
    for receipt in receipts:
        if (receipt.desk, receipt.incarnation) == (desk, incarnation):
            if receipt.up_to > length or hash_at(receipt.up_to) != receipt.head:
                return Diverged(receipt.up_to)
            return Confirmed(receipt.up_to)
    return Unknown()


def confirmed_twice(confirmations: Iterable[int]) -> int:
    """Up to where payloads may go, from what each applied release confirmed, newest first.

    Two successive releases must have confirmed it; with fewer nothing may go.
    """
    newest = [up_to for _, up_to in zip(range(2), confirmations, strict=False)]
    return min(newest) if len(newest) == 2 else 0


def purgeable(confirmations: Sequence[tuple[str, int]], days: int) -> int:
    """Up to where payloads may go: confirmed twice, and the second time `days` days ago.

    `confirmations` are date (ISO) and number of every applied release, newest first. Time is
    counted between the dates of releases, never by a clock; a number that fell since does not go.
    """
    limit, least = 0, confirmed_twice(up_to for _, up_to in confirmations)
    for (second, up_to), (_, before) in pairwise(confirmations):
        least = min(least, up_to, before)
        if (
            dt.date.fromisoformat(confirmations[0][0]) - dt.date.fromisoformat(second)
        ).days >= days:
            limit = max(limit, least)
    return limit


def retention_date(today: dt.date, release_date: dt.date | None) -> dt.date:
    """The date retention counts from: today, but not far beyond the newest signed release.

    So a clock that runs years ahead deletes nothing. Without a release there is only the clock.
    """
    if release_date is None:
        return today
    return min(today, release_date + dt.timedelta(days=BELIEVED_DAYS))
