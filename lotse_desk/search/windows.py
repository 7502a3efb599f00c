"""Where in a query the words of one phrase may stand."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

from lotse_desk.search.entry import MAX_PHRASE

_PAIR_REACH = 3
_UNKNOWN_BETWEEN = 1


def windows(
    places: Sequence[int], count: int, negations: AbstractSet[int]
) -> Iterator[tuple[int, ...]]:
    """Positions of phrases: neighbours up to `MAX_PHRASE`, a whole short query, close pairs.

    `places`: the positions, in order, of words that stand in any phrase, of `count` words; an
    unknown word may stand between neighbours. A negation makes a pair with its neighbour only,
    for who cannot pay for a flat has one; with two other words one more may stand between.
    """
    if MAX_PHRASE < count == len(places) <= 2 * MAX_PHRASE:
        yield tuple(places)
    for size in range(min(MAX_PHRASE, len(places)), 0, -1):
        for start in range(len(places) - size + 1):
            window = tuple(places[start : start + size])
            if window[-1] - window[0] < size + _UNKNOWN_BETWEEN:
                yield window
    for first, second in combinations(range(len(places)), 2):
        ends = places[first], places[second]
        if second - first == 1:
            if ends[1] - ends[0] == _PAIR_REACH:
                yield ends
        elif ends[1] - ends[0] <= _PAIR_REACH and negations.isdisjoint(ends):
            yield ends
    yield from _negated(places, negations)


def _negated(places: Sequence[int], negations: AbstractSet[int]) -> Iterator[tuple[int, ...]]:
    """A negation, its neighbour and one more word, one or two words away."""
    for start, first in enumerate(places):
        for gap in (2, 3):
            if start + gap + 1 > len(places) - 1:
                break
            last = places[start + gap + 1]
            if last - first > gap + 1 + _UNKNOWN_BETWEEN:
                break
            begun = (first, places[start + 1])
            ended = (places[start + gap], last)
            if not negations.isdisjoint(begun):
                yield (*begun, last)
            if not negations.isdisjoint(ended):
                yield (first, *ended)
