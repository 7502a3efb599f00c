"""Towns, topics, responsibilities and closed lists: the facts all parts share."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from lotse_desk.domain.faults import UnknownValue

Fact = TypeVar("Fact")

DISTRICT = "kreis"
LISTS = ("concern", "outcome", "channel", "interpreter", "reason", "return", "residence")


@dataclass(frozen=True)
class Town:
    """A town of the district or the district itself; `ars` is 12 digits."""

    slug: str
    name: str
    kind: str
    ags: str
    ars: str
    postal_codes: tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """A topic of the vocabulary shared by search, log and statistics.

    `served_by` holds kinds of bodies, `condition` when which of them, `flags` some of claim,
    sensitive, discreet, staff.
    """

    slug: str
    name: str
    group: str
    served_by: tuple[str, ...]
    condition: str
    flags: frozenset[str]

    @property
    def to_be_checked(self) -> bool:
        """Several bodies may serve it and nobody knows yet which one when."""
        return len(self.served_by) > 1 and not self.condition


@dataclass(frozen=True)
class Responsibility:
    """Who serves as a kind of body in some towns."""

    body: str
    towns: tuple[str, ...]
    served_by: str
    source: str


@dataclass(frozen=True)
class Reference:
    """All shared facts; look-ups raise `UnknownValue`."""

    towns: Mapping[str, Town]
    topics: Mapping[str, Topic]
    responsibilities: tuple[Responsibility, ...]
    lists: Mapping[str, Mapping[str, str]]
    groups: tuple[str, ...] = field(default=())

    def town(self, slug: str) -> Town:
        """The town with this slug."""
        return _known("town", slug, self.towns)

    def topic(self, slug: str) -> Topic:
        """The topic with this slug."""
        return _known("topic", slug, self.topics)

    def code(self, name_of_list: str, code: str) -> str:
        """The code itself if it stands in the closed list of that name."""
        _known(name_of_list, code, self.lists[name_of_list])
        return code

    def flagged(self, slugs: Iterable[str], flag: str) -> bool:
        """Whether any of the topics carries the flag; unknown topics carry none."""
        return any(slug in self.topics and flag in self.topics[slug].flags for slug in slugs)

    def town_of_postal_code(self, postal_code: str) -> Town | None:
        """The town a postal code lies in, if it lies in the district."""
        for town in self.towns.values():
            if postal_code in town.postal_codes:
                return town
        return None


def parse_reference(towns: str, topics: str, responsibilities: str, lists: str) -> Reference:
    """Read the four semicolon-separated tables, given as text."""
    topic_rows = [
        Topic(
            row["slug"],
            row["name_de"],
            row["group"],
            tuple(filter(None, row["served_by"].split(","))),
            row["condition"],
            frozenset(row["flags"].split()),
        )
        for row in _rows(topics)
    ]
    named: dict[str, dict[str, str]] = {name: {} for name in LISTS}
    for row in _rows(lists):
        named.setdefault(row["list"], {})[row["code"]] = row["name_de"]
    return Reference(
        towns={
            row["slug"]: Town(
                row["slug"],
                row["name"],
                row["class"],
                row["ags"],
                row["ars"],
                tuple(row["plz"].split()),
            )
            for row in _rows(towns)
        },
        topics={topic.slug: topic for topic in topic_rows},
        responsibilities=tuple(
            Responsibility(
                row["body"], tuple(row["towns"].split()), row["served_by"], row["source"]
            )
            for row in _rows(responsibilities)
        ),
        lists=named,
        groups=tuple(dict.fromkeys(topic.group for topic in topic_rows)),
    )


def _rows(text: str) -> Iterable[dict[str, str]]:
    return csv.DictReader(io.StringIO(text), delimiter=";")


def _known(kind: str, value: str, known: Mapping[str, Fact]) -> Fact:
    if value not in known:
        raise UnknownValue(kind, value, tuple(known))
    return known[value]
