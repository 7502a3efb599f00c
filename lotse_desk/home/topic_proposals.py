"""Which of our topics a foreign name means, as the lexicon knows it."""

from collections.abc import Sequence

from lotse_desk.domain.turns import give_way
from lotse_desk.formats.topic_mapping import ProposeTopics
from lotse_desk.search.fold import words
from lotse_desk.search.lexicon import Lexicon, content_words, target_weights

_MOST_WORDS = 12
_LONGEST_NAME = 300
_AS_GOOD_AS = 0.8
_WAVERING = 0.8


def proposer(lexicon: Lexicon) -> ProposeTopics:
    """A function from a name to topics with weights, best first.

    A name means a topic where all its words together are a term of the lexicon; a term that is
    only part of the name says too little. A topic weighs what its term weighs, less where the
    lexicon wavers between topics.
    """

    def propose(name: str) -> Sequence[tuple[str, float]]:
        give_way()
        content = content_words(words(name[:_LONGEST_NAME]), "de")
        if not content or len(content) > _MOST_WORDS:
            return []
        weights: dict[str, float] = {}
        for match in lexicon.find(content, "de"):
            if len(match.positions) == len(content):
                for slug, weight in target_weights(match.entry.topics):
                    weights[slug] = max(weights.get(slug, 0.0), weight * match.weight)
        ordered = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
        if len(ordered) > 1 and ordered[1][1] >= ordered[0][1] * _AS_GOOD_AS:
            return [(slug, weight * _WAVERING) for slug, weight in ordered]
        return ordered

    return propose
