"""Ranking: documents by what they share with a query, and why each was found.

Every word counts, none is required: a document's score is the sum over the words of the query of
importance x rarity (inverse document frequency) x impact, of the best reading of each word. Lists
of common words are read only as far as their strongest documents, so a common word costs no more
than a rare one, however large the directory.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from lotse_desk.search.analysis import IMPACT_SCALE, TOPIC_MARK
from lotse_desk.search.query import Query, QueryWord

_TOPIC_BOOST = 1.1
_TOPIC_FLOOR = 2.5
_OTHER_READINGS = 0.15
_INHERITED = 1.0


class Postings(Protocol):
    """What ranking asks of an index; documents are numbers, impacts 1 to `IMPACT_SCALE`."""

    def size(self) -> int:
        """Number of documents."""
        ...

    def frequencies(self, terms: Collection[str]) -> dict[str, int]:
        """Number of documents of each term that the index knows."""
        ...

    def strongest(self, term: str) -> Sequence[tuple[int, int]]:
        """(document, impact) of the documents where the term is strongest, bounded."""
        ...

    def impacts(
        self, documents: Collection[int], terms: Collection[str]
    ) -> Mapping[int, Mapping[str, int]]:
        """Document -> term -> impact, of just these."""
        ...


@dataclass(frozen=True)
class Scored:
    """A document with its score; `words` are the positions in `Query.words` that it answers,
    strongest first, each with the reading that counted; `topics` the guesses it carries."""

    document: int
    score: float
    words: tuple[tuple[int, int], ...]
    topics: tuple[str, ...]


def rank(query: Query, postings: Postings, limit: int) -> list[Scored]:
    """The best documents for a query, best first; at most `limit`."""
    size = postings.size()
    if not size or not (query.words or query.topics):
        return []
    marks = {TOPIC_MARK + guess.slug: guess for guess in query.topics}
    known = postings.frequencies(query.terms() | set(marks))
    rarity = {
        term: math.log(1 + (size - count + 0.5) / (count + 0.5)) for term, count in known.items()
    }
    lists: dict[str, dict[int, int]] = {
        term: dict(postings.strongest(term)) for term in known
    }
    candidates = _accumulate(query, rarity, lists, marks)
    best = sorted(candidates, key=candidates.__getitem__, reverse=True)[: max(3 * limit, 150)]
    cut = [term for term in known if known[term] > len(lists[term])]
    if cut:
        for document, impacts in postings.impacts(best, cut).items():
            for term, impact in impacts.items():
                lists[term][document] = impact
    scored = [_explain(document, query, rarity, lists, marks) for document in best]
    scored.sort(key=lambda hit: (-hit.score, hit.document))
    return scored[:limit]


def topic_boost(query: Query, rarity: Mapping[str, float]) -> float:
    """What a sure topic is worth: as much as the telling words of the query together, bounded."""
    total = sum(
        word.importance
        * max((rarity.get(t, 0.0) * w for r in word.readings[:1] for t, w in r.terms), default=0.0)
        for word in query.words
    )
    return _TOPIC_BOOST * min(max(total, _TOPIC_FLOOR), 4 * _TOPIC_FLOOR)


def _accumulate(
    query: Query,
    rarity: Mapping[str, float],
    lists: Mapping[str, Mapping[int, int]],
    marks: Mapping[str, object],
) -> dict[int, float]:
    totals: dict[int, float] = {}
    for word in query.words:
        best: dict[int, float] = {}
        for reading in word.readings:
            for document, amount in _reading_scores(reading.terms, rarity, lists).items():
                if amount > best.get(document, 0.0):
                    best[document] = amount
        for document, amount in best.items():
            totals[document] = totals.get(document, 0.0) + word.importance * amount
    boost = topic_boost(query, rarity)
    for guess in query.topics:
        for document, impact in lists.get(TOPIC_MARK + guess.slug, {}).items():
            amount = boost * guess.sureness * impact / IMPACT_SCALE
            totals[document] = totals.get(document, 0.0) + amount
    return totals


def _reading_scores(
    terms: Sequence[tuple[str, float]],
    rarity: Mapping[str, float],
    lists: Mapping[str, Mapping[int, int]],
) -> dict[int, float]:
    scores: dict[int, float] = {}
    for term, weight in terms:
        if term not in rarity:
            continue
        worth = weight * rarity[term] / IMPACT_SCALE
        for document, impact in lists[term].items():
            scores[document] = scores.get(document, 0.0) + worth * impact
    return scores


def _explain(
    document: int,
    query: Query,
    rarity: Mapping[str, float],
    lists: Mapping[str, Mapping[int, int]],
    marks: Mapping[str, object],
) -> Scored:
    """The exact score of one document, word by word."""
    total = 0.0
    answered: list[tuple[float, int, int]] = []
    for position, word in enumerate(query.words):
        amount, reading = _best_reading(document, word, rarity, lists)
        if amount > 0:
            total += word.importance * amount
            answered.append((word.importance * amount, position, reading))
    boost = topic_boost(query, rarity)
    topics = []
    for guess in query.topics:
        impact = lists.get(TOPIC_MARK + guess.slug, {}).get(document, 0)
        if impact:
            total += boost * guess.sureness * impact / IMPACT_SCALE
            topics.append(guess.slug)
    answered.sort(reverse=True)
    return Scored(document, total, tuple((p, r) for _, p, r in answered), tuple(topics))


def _best_reading(
    document: int,
    word: QueryWord,
    rarity: Mapping[str, float],
    lists: Mapping[str, Mapping[int, int]],
) -> tuple[float, int]:
    best, which = 0.0, 0
    for number, reading in enumerate(word.readings):
        amount = sum(
            weight * rarity[term] * lists[term].get(document, 0) / IMPACT_SCALE
            for term, weight in reading.terms
            if term in rarity
        )
        if amount > best:
            best, which = amount, number
    return best, which
