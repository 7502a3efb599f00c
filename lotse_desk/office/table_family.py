"""Tables that share totals: lists, lists crossed with each other, values missing in some events."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from lotse_desk.domain.report import Row, Table
from lotse_desk.domain.suppression import hidden_in_cross_table, hidden_in_list, small

Key = TypeVar("Key", bound=tuple[str, ...])
TOO_FEW = "entfällt: zu wenige Fälle"


@dataclass(frozen=True)
class Heading:
    """What a table says of itself."""

    name: str
    title: str
    unit: str


@dataclass(frozen=True)
class Side:
    """One dimension of a table: values in order, how many each, under which heading.

    `missing` counts, under its own code and label, what has no value of this dimension.
    """

    heading: str
    named: Mapping[str, str]
    counts: Mapping[str, int]
    k: int
    missing: tuple[str, str, int] = ("", "", 0)

    @property
    def given(self) -> int:
        """The sum of all values given."""
        return sum(self._values)

    @property
    def total(self) -> int:
        """The sum with what has no value."""
        return self.given + self.missing[2]

    @cached_property
    def hidden(self) -> tuple[bool, ...]:
        """Which values are hidden in the list; all, where nothing of the list may be shown."""
        if self.withheld or small(self.given, self.k):
            return (True,) * len(self._values)
        return tuple(self._cells[: len(self._values)])

    @property
    def withheld(self) -> bool:
        """Whether not even the list may be shown.

        The number without a value is the same in several tables, so it never serves to hide
        another one: it is hidden where it is small, else shown; then the others must be enough.
        """
        missing = self.missing[2]
        return small(self.total, self.k) or (
            small(self.given, self.k) and not small(missing, self.k)
        )

    @property
    def may_be_crossed(self) -> bool:
        """Whether the sum of the values given is known, so that crossed tables may add up to it."""
        return not self.withheld and not small(self.missing[2], self.k)

    def table(self, heading: Heading) -> Table:
        """The list."""
        dimensions = (self.heading,)
        if self.withheld:
            return _withheld(heading, dimensions)
        cells = zip(self.named.items(), self._values, self.hidden, strict=True)
        rows = [Row((code,), (label,), None if hides else n) for (code, label), n, hides in cells]
        code, label, missing = self.missing
        if code:
            shown = None if small(missing, self.k) else missing
            rows.append(Row((code,), (label,), shown))
        return Table(heading.name, heading.title, heading.unit, dimensions, tuple(rows), self.total)

    @property
    def _values(self) -> list[int]:
        return [self.counts.get(code, 0) for code in self.named]

    @cached_property
    def _cells(self) -> list[bool]:
        missing = self.missing[2]
        return hidden_in_list(
            [*self._values, missing] if small(missing, self.k) else self._values, self.k
        )


def crossed(
    heading: Heading,
    down: Side,
    across: Side,
    counts: Mapping[tuple[str, str], int],
) -> Table:
    """Two lists crossed; their values are the totals.

    `down` lists all there is; `across` may miss values, and then every line's number without a
    value is shown or hidden alike in all tables of this family.
    """
    dimensions = (down.heading, across.heading)
    if down.withheld or not across.may_be_crossed:
        return _withheld(heading, dimensions)
    values = [[counts.get((code, other), 0) for other in across.named] for code in down.named]
    given = [
        [sum(line), down.counts.get(code, 0) - sum(line)]
        for code, line in zip(down.named, values, strict=True)
    ]
    hidden_given = hidden_in_cross_table(
        given, down.k, hidden_rows=down.hidden, hidden_columns=(False, False)
    )
    hidden = hidden_in_cross_table(
        values,
        down.k,
        hidden_rows=[
            hides or total_hidden
            for (hides, _), total_hidden in zip(hidden_given, down.hidden, strict=True)
        ],
        hidden_columns=across.hidden,
    )
    rows: list[Row] = []
    for i, (code, label) in enumerate(down.named.items()):
        rows += [
            Row((code, other), (label, other_label), None if hidden[i][j] else values[i][j])
            for j, (other, other_label) in enumerate(across.named.items())
        ]
        missing, missing_label, _ = across.missing
        if missing:
            shown = None if hidden_given[i][1] else given[i][1]
            rows.append(Row((code, missing), (label, missing_label), shown))
    return Table(heading.name, heading.title, heading.unit, dimensions, tuple(rows), down.total)


def nested(heading: Heading, parents: Side, children: Mapping[str, Side]) -> Table:
    """Lists whose totals are the values of another list; a hidden total hides its whole list."""
    inner = next(iter(children.values())).heading if children else ""
    dimensions = (parents.heading, inner)
    if parents.withheld:
        return _withheld(heading, dimensions)
    rows: list[Row] = []
    for (parent, label), parent_hidden in zip(parents.named.items(), parents.hidden, strict=True):
        child = children[parent]
        hidden = [True] * len(child.named) if parent_hidden else child.hidden
        rows += [
            Row((parent, code), (label, name), None if hides else child.counts.get(code, 0))
            for (code, name), hides in zip(child.named.items(), hidden, strict=True)
        ]
    return Table(heading.name, heading.title, heading.unit, dimensions, tuple(rows), parents.total)


def summed(counts: Mapping[Key, int], place: int) -> Counter[str]:
    """Counts by one part of their keys."""
    totals: Counter[str] = Counter()
    for key, n in counts.items():
        totals[key[place]] += n
    return totals


def _withheld(heading: Heading, dimensions: Sequence[str]) -> Table:
    return Table(heading.name, heading.title, heading.unit, tuple(dimensions), (), None, TOO_FEW)
