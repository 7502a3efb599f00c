"""Events counted: contacts and mentions by town and value, before anything is hidden."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Protocol

from lotse_desk.domain.iso_weeks import Period, month_of

NOT_GIVEN = "not-given"
OPEN = "open"
CONTACT_DIMENSIONS = (
    "concern",
    "language",
    "residence",
    "channel",
    "interpreter",
    "outcome",
    "month",
)
COARSENED = ("residence", "channel", "outcome")
"""Told of every contact, while language and interpreter are left out of sensitive ones."""
CONTACT_KINDS = ("contact", "tally")
SLIP_KIND = "referral"


class EventCount(Protocol):
    """So many events of a town that say the same."""

    @property
    def town(self) -> str:
        """Slug of the desk's town."""

    @property
    def kind(self) -> str:
        """Kind of event."""

    @property
    def content(self) -> dict[str, Any]:
        """The payload."""

    @property
    def count(self) -> int:
        """How many."""


ByTown = Counter[tuple[str, str]]
"""Counts by town and value."""


@dataclass
class Figures:
    """Counts of one period.

    `by` holds contacts by town and value for each dimension, `sensitive` those of them whose
    language was left out because a topic is sensitive; `unmet` by town, topic and reason;
    `answers` slips by town and what came of them, `open` where nothing came back.
    """

    contacts: Counter[str] = field(default_factory=Counter)
    by: dict[str, ByTown] = field(default_factory=lambda: defaultdict(Counter))
    sensitive: dict[str, ByTown] = field(default_factory=lambda: defaultdict(Counter))
    topics: ByTown = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    unmet: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    answers: ByTown = field(default_factory=Counter)
    hard: ByTown = field(default_factory=Counter)


def count(
    events: Iterable[EventCount],
    returns: Iterable[tuple[str, str]],
    period: Period,
    answered: Mapping[tuple[str, str], int] | None = None,
    contacts: Figures | None = None,
) -> Figures:
    """Count what lies in the period.

    A tally of n counts as n contacts; a month is that of the week's Thursday. Hard topics are told
    by quarter, so only whole quarters of the period count. `returns` are all
    there are, in order, whenever they came: the last one told of a code is what came of the slip.
    `answered` counts slips of the period whose codes are deleted, by town and answer; `contacts`
    are those counted already, to which the others are added.
    """
    figures = contacts or Figures()
    months = {week: month_of(week) for week in period.weeks()}
    quarters = frozenset(period.whole_quarters())
    latest = dict(returns)
    figures.answers.update(answered or {})
    for event in events:
        content = event.content
        if event.kind == "hard-topic":
            if content["quarter"] in quarters:
                figures.hard[event.town, content["topic"]] += event.count
        elif content.get("week") not in months:
            continue
        elif event.kind == SLIP_KIND:
            figures.answers[event.town, latest.get(content["code"], OPEN)] += event.count
        elif event.kind in CONTACT_KINDS:
            _count_contact(figures, event, months[content["week"]])
    return figures


def _count_contact(figures: Figures, event: EventCount, month: str) -> None:
    content, town = event.content, event.town
    n = event.count * (content["count"] if event.kind == "tally" else 1)
    figures.contacts[town] += n
    for dimension in CONTACT_DIMENSIONS:
        value = month if dimension == "month" else content.get(dimension, NOT_GIVEN)
        figures.by[dimension][town, value] += n
        if event.kind == "contact" and dimension in COARSENED and "language" not in content:
            figures.sensitive[dimension][town, value] += n
    topics = sorted(set(content.get("topics", ())))
    for topic in topics:
        figures.topics[town, topic] += n
    for pair in combinations(topics, 2):
        figures.pairs[pair] += n
    for topic, reason in _needs(content):
        figures.unmet[town, topic, reason] += n


def _needs(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for need in content.get("unmet", ()):
        yield need["topic"], need["reason"]
