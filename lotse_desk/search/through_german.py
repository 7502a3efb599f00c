"""Phrases of the German lexicon met by a query in another language, word by word."""

from collections.abc import Collection, Iterator, Sequence
from itertools import product

from lotse_desk.search.entry import KIND_WEIGHTS
from lotse_desk.search.fold import words
from lotse_desk.search.lexicon import Found, Lexicon

_TRUST = 0.8
_SINGLE = 0.5
_NEGATIONS = ["nicht", "kein"]
_MOST_MEANINGS = 4
_MOST_WORDS = 8
_REACH = 3


def through_german(
    folded: Sequence[str],
    found: Sequence[Found],
    lexicon: Lexicon,
    negations: frozenset[int],
) -> Iterator[Found]:
    """German entries with topics that the words mean together, or alone where none has a topic.

    `found`: entries met in the query, also in other languages; what they point to in German
    stands in their place ("нема" + "грошей" is "kein" + "geld").
    """
    if len(folded) > _MOST_WORDS:
        return
    meanings, named = _meanings(found)
    if not meanings:
        return
    spans = _spans(meanings, negations)
    choices = [
        _NEGATIONS if negations.issuperset(span) else _with_synonyms(meanings[span], lexicon)
        for span in spans
    ]
    for chosen in _windows(spans):
        alone = len(chosen) == 1
        positions = tuple(place for number in chosen for place in spans[number])
        if alone and (negations.issuperset(positions) or not named.isdisjoint(positions)):
            continue
        met: set[str] = set()
        for phrase in product(*(choices[number][: 1 if alone else None] for number in chosen)):
            for entry in lexicon.meaning(phrase, "de"):
                if entry.topics and entry.term not in met:
                    met.add(entry.term)
                    weight = KIND_WEIGHTS[entry.kind] * (_SINGLE if alone else _TRUST)
                    yield Found(positions, entry, weight)


def _meanings(found: Sequence[Found]) -> tuple[dict[tuple[int, ...], list[str]], set[int]]:
    """Positions of an entry -> folded German words; and positions whose topics are known."""
    meanings: dict[tuple[int, ...], list[str]] = {}
    named: set[int] = set()
    for match in found:
        entry = match.entry
        if entry.topics or entry.letters or entry.situations:
            named.update(match.positions)
        if entry.german and entry.language != "de":
            known = meanings.setdefault(match.positions, [])
            known += [word for text in entry.german for word in words(text)]
    return meanings, named


def _spans(
    meanings: Collection[tuple[int, ...]], negations: frozenset[int]
) -> list[tuple[int, ...]]:
    """Where each meaning stands, the longest ones first chosen, and negations; in order."""
    spans: list[tuple[int, ...]] = []
    taken: set[int] = set()
    longest = sorted(meanings, key=lambda positions: (-len(positions), positions))
    for span in (*(s for s in longest if len(s) > 1), *((n,) for n in sorted(negations)), *longest):
        if taken.isdisjoint(span):
            taken.update(span)
            spans.append(span)
    return sorted(spans)


def _with_synonyms(meanings: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The first meaning, other German words for it, then the other meanings."""
    others = [
        folded
        for entry in lexicon.meaning(meanings[:1], "de")
        for text in entry.german
        for folded in words(text)
    ]
    return list(dict.fromkeys((*meanings[:2], *others[:2], *meanings[2:])))[:_MOST_MEANINGS]


def _windows(spans: Sequence[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """Numbers of spans that may be one phrase: threes, twos and ones that follow closely."""
    for size in (3, 2, 1):
        for start in range(len(spans) - size + 1):
            chosen = tuple(range(start, start + size))
            if spans[chosen[-1]][0] - spans[start][-1] <= _REACH:
                yield chosen
    for start in range(len(spans) - 2):
        if spans[start + 2][0] - spans[start][-1] <= _REACH:
            yield start, start + 2
