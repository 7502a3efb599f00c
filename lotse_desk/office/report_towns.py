"""Towns that are shown by themselves: none whose figures are those of one desk."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from lotse_desk.office.counting import Figures

LEAST_DESKS = 2
OTHER_TOWNS = "other-towns"
OTHER_TOWNS_LABEL = "Übrige Städte"
FOLDED_NOTE = (
    f"Städte mit nur einem Platz stehen zusammen unter „{OTHER_TOWNS_LABEL}“, nötigenfalls mit "
    "einer weiteren: Eine Zahl je Stadt wäre dort eine Zahl je Platz."
)
NOT_BY_TOWN = "entfällt: eine Zahl je Stadt wäre hier eine Zahl je Platz"

Key = TypeVar("Key", bound=tuple[str, ...])


def towns_to_fold(seen: Collection[str], desks: Mapping[str, int]) -> frozenset[str]:
    """Of the towns seen, those to be shown as one; `desks` are the enrolled desks of each.

    Never a single one: beside the total it would stand open all the same, so the town with the
    fewest desks joins it.
    """
    few = {town for town in seen if desks.get(town, 0) < LEAST_DESKS}
    others = sorted(set(seen) - few, key=lambda town: (desks[town], town))
    if len(few) == 1:
        few.update(others[:1])
    return frozenset(few)


def folded(figures: Figures, few: Collection[str]) -> Figures:
    """The figures with these towns as one; how many houses found a topic hard stays known."""
    if not few:
        return figures

    def fold(counts: Counter[Key]) -> Counter[Key]:
        moved: Counter[Key] = Counter()
        for key, n in counts.items():
            town = OTHER_TOWNS if key[0] in few else key[0]
            moved[(town, *key[1:])] += n  # type: ignore[index]
        return moved

    contacts: Counter[str] = Counter()
    for town, n in figures.contacts.items():
        contacts[OTHER_TOWNS if town in few else town] += n
    return replace(
        figures,
        contacts=contacts,
        by=defaultdict(Counter, {name: fold(counts) for name, counts in figures.by.items()}),
        sensitive=defaultdict(
            Counter, {name: fold(counts) for name, counts in figures.sensitive.items()}
        ),
        topics=fold(figures.topics),
        unmet=fold(figures.unmet),
        answers=fold(figures.answers),
    )
