"""Which of our topics a foreign name means, as the lexicon knows it."""

from collections.abc import Sequence

from lotse_desk.formats.topic_mapping import ProposeTopics
from lotse_desk.search.fold import words
from lotse_desk.search.lexicon import Lexicon, content_words, target_weights

_PART_OF_A_NAME = 0.6
"""How surely a word means the whole name when it is next to nothing of it."""


def proposer(lexicon: Lexicon) -> ProposeTopics:
    """A function from a name to topics with weights, best first.

    A topic weighs its entry's weight, less the more of the name's words say something else, and
    less where the lexicon wavers between topics.
    """

    def propose(name: str) -> Sequence[tuple[str, float]]:
        content = content_words(words(name[:_LONGEST_NAME]), "de")[:_MOST_WORDS]
        if not content:
            return []
        covered: dict[str, set[int]] = {}
        likely: dict[str, float] = {}
        for match in lexicon.find(content, "de"):
            for slug, weight in target_weights(match.entry.topics):
                covered.setdefault(slug, set()).update(match.positions)
                likely[slug] = max(likely.get(slug, 0.0), weight * match.weight)
        weights = {
            slug: likely[slug] * _share(len(positions), len(content))
            for slug, positions in covered.items()
        }
        ordered = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
        if len(ordered) > 1 and ordered[1][1] >= ordered[0][1] * _AS_GOOD_AS:
            return [(slug, weight * _WAVERING) for slug, weight in ordered]
        return ordered

    return propose


_MOST_WORDS = 12
_LONGEST_NAME = 300
_AS_GOOD_AS = 0.8
_WAVERING = 0.8


def _share(covered: int, words_of_name: int) -> float:
    return _PART_OF_A_NAME + (1 - _PART_OF_A_NAME) * covered / words_of_name
