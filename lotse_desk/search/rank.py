"""Ranking: documents by what they share with a query, and why each was found.

Every word counts, none is required: a document's score is the sum over the words of the query of
importance x rarity (inverse document frequency) x impact, of the best reading of each word. Lists
of common words are read only as far as their strongest documents, so a common word costs no more
than a rare one, however large the directory.
"""

import heapq
import math
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

from lotse_desk.search.analysis import IMPACT_SCALE, TOPIC_MARK
from lotse_desk.search.reading import Query

_TOPIC_BOOST = 1.1
_TOPIC_FLOOR = 2.5
_TOPIC_CEILING = 10.0
_REFINED = 50
"""Candidates whose impacts are looked up exactly, where lists were cut."""


class Postings(Protocol):
    """What ranking asks of an index; documents are numbers, impacts 1 to `IMPACT_SCALE`."""

    def size(self) -> int:
        """Number of documents."""
        ...

    def frequencies(self, terms: Collection[str]) -> dict[str, int]:
        """Number of documents of each term that the index knows."""
        ...

    def strongest(self, terms: Collection[str], limit: int) -> Mapping[str, Mapping[int, int]]:
        """Term -> document -> impact of the documents where it is strongest, of known terms."""
        ...

    def impacts(
        self, documents: Collection[int], terms: Collection[str]
    ) -> Mapping[int, Mapping[str, int]]:
        """Document -> term -> impact, of just these."""
        ...

    def completions(self, beginning: str, limit: int) -> list[str]:
        """Terms that begin like this, the most frequent first."""
        ...


@dataclass(frozen=True)
class Scored:
    """A document with its score."""

    document: int
    score: float


@dataclass(frozen=True)
class Reasons:
    """What of a query a document answers.

    `words`: (position in `Query.words`, number of the reading that counted), strongest first;
    `topics`: slugs of the guesses it carries, surest first; the points are what each adds to the
    score, in the same order.
    """

    words: tuple[tuple[int, int], ...]
    topics: tuple[str, ...]
    word_points: tuple[float, ...] = ()
    topic_points: tuple[float, ...] = ()


@dataclass(frozen=True)
class _Term:
    """A term of a reading: what an impact is worth, the impacts read, and those looked up."""

    worth: float
    impacts: Mapping[int, int]
    looked_up: Mapping[int, int]


@dataclass(frozen=True)
class _Word:
    """A word of the query over an index: its readings, each a list of terms it knows."""

    position: int
    importance: float
    readings: tuple[tuple[int, tuple[_Term, ...]], ...]


class Ranking:
    """The best documents for a query, and why each is among them."""

    def __init__(
        self,
        query: Query,
        postings: Postings,
        *,
        limit: int,
        elsewhere: AbstractSet[int] = frozenset(),
        share_elsewhere: float = 1.0,
        only: AbstractSet[int] | None = None,
    ) -> None:
        """`elsewhere`: documents for people who live elsewhere, that count only a share.

        `only`: the documents that may be found at all; lists are then read further.
        """
        self._topics: list[tuple[str, _Term]] = []
        self._words: list[_Word] = []
        self.best: list[Scored] = []
        size = postings.size()
        if not size:
            return
        marks = {TOPIC_MARK + guess.slug for guess in query.topics}
        known = postings.frequencies(query.terms() | marks)
        rarity = {t: math.log(1 + (size - n + 0.5) / (n + 0.5)) for t, n in known.items()}
        rare = only is not None and len(only) < size * _FEW
        lists = _lists(query, postings, known, _FILTERED_FURTHER if rare else 1)
        if only is not None:
            lists = {term: _kept(impacts, only) for term, impacts in lists.items()}
        exact: dict[str, dict[int, int]] = {term: {} for term in lists}
        self._read(query, rarity, lists, exact)
        totals = self._accumulated()
        if elsewhere:
            for document in totals:
                if document in elsewhere:
                    totals[document] *= share_elsewhere
        best = heapq.nlargest(max(limit, _REFINED), totals, key=totals.__getitem__)
        cut = [term for term, impacts in lists.items() if known[term] > len(impacts)]
        if cut and best:
            for document, impacts in postings.impacts(best, cut).items():
                for term, impact in impacts.items():
                    exact[term][document] = impact
            for document in best:
                share = share_elsewhere if document in elsewhere else 1.0
                totals[document] = self._score(document) * share
            best.sort(key=lambda document: (-totals[document], document))
        self.best = [Scored(document, totals[document]) for document in best[:limit]]

    def reasons(self, document: int) -> Reasons:
        """What of the query a document answers."""
        answered = []
        for word in self._words:
            amounts = [(_amount(document, terms), number) for number, terms in word.readings]
            best, number = max(amounts, default=(0.0, 0), key=lambda pair: pair[0])
            if best > 0:
                answered.append((word.importance * best, word.position, number))
        answered.sort(reverse=True)
        topics = [(slug, _amount(document, (term,))) for slug, term in self._topics]
        carried = [(slug, points) for slug, points in topics if points]
        return Reasons(
            tuple((p, r) for _, p, r in answered),
            tuple(slug for slug, _ in carried),
            tuple(points for points, _, _ in answered),
            tuple(points for _, points in carried),
        )

    def _read(
        self,
        query: Query,
        rarity: Mapping[str, float],
        lists: Mapping[str, Mapping[int, int]],
        exact: Mapping[str, Mapping[int, int]],
    ) -> None:
        for position, word in enumerate(query.words):
            readings = tuple(
                (number, terms)
                for number, reading in enumerate(word.readings)
                if (
                    terms := tuple(
                        _Term(weight * rarity[term] / IMPACT_SCALE, lists[term], exact[term])
                        for term, weight in reading.terms
                        if term in rarity
                    )
                )
            )
            if readings:
                self._words.append(_Word(position, word.importance, readings))
        boost = _topic_boost(query, rarity) / IMPACT_SCALE
        for guess in query.topics:
            term = TOPIC_MARK + guess.slug
            if term in lists:
                worth = boost * guess.sureness
                self._topics.append((guess.slug, _Term(worth, lists[term], exact[term])))

    def _accumulated(self) -> dict[int, float]:
        """Document -> score, as far as the lists reach."""
        totals: dict[int, float] = {}
        for word in self._words:
            for document, amount in _best_of(word).items():
                totals[document] = totals.get(document, 0.0) + word.importance * amount
        for _, term in self._topics:
            for document, impact in term.impacts.items():
                totals[document] = totals.get(document, 0.0) + term.worth * impact
        return totals

    def _score(self, document: int) -> float:
        """The exact score of a document whose impacts are all known."""
        total = sum(_amount(document, (term,)) for _, term in self._topics)
        for word in self._words:
            total += word.importance * max(_amount(document, terms) for _, terms in word.readings)
        return total


def _lists(
    query: Query, postings: Postings, known: Mapping[str, int], further: int
) -> dict[str, Mapping[int, int]]:
    """Term -> document -> impact; terms that count little are read less far.

    Hints of a word that texts use themselves are not read at all: they are only looked up in the
    best documents.
    """
    weights = {term: 1.0 for term in known if term.startswith(TOPIC_MARK)}
    hints: set[str] = set()
    for word in query.words:
        held = [(term, w) for r in word.readings for term, w in r.terms if term in known]
        used = any(weight >= _SURE for _, weight in held)
        for term, weight in held:
            if used and weight < _HINT:
                hints.add(term)
            else:
                weights[term] = max(weights.get(term, 0.0), word.importance * weight)
    lists: dict[str, Mapping[int, int]] = dict.fromkeys(hints - weights.keys(), _NOT_READ)
    far = [term for term, weight in weights.items() if weight > _HALF]
    near = [term for term, weight in weights.items() if weight <= _HALF]
    for terms, limit in ((far, _FAR), (near, _NEAR)):
        if terms:
            lists.update(postings.strongest(terms, further * limit))
    return lists


def _kept(impacts: Mapping[int, int], only: AbstractSet[int]) -> Mapping[int, int]:
    return {document: impact for document, impact in impacts.items() if document in only}


_FAR, _NEAR, _HALF = 500, 150, 0.5
_SURE, _HINT = 0.9, 0.3
_NOT_READ: Mapping[int, int] = {}
_FILTERED_FURTHER, _FEW = 2, 0.25


def _best_of(word: _Word) -> dict[int, float]:
    """Document -> what its best reading of the word amounts to."""
    best: dict[int, float] = {}
    for _, terms in word.readings:
        if len(terms) == 1:
            worth = terms[0].worth
            scores = {document: worth * i for document, i in terms[0].impacts.items()}
        else:
            scores = {}
            for term in terms:
                worth = term.worth
                for document, impact in term.impacts.items():
                    scores[document] = scores.get(document, 0.0) + worth * impact
        if best:
            for document, amount in scores.items():
                if amount > best.get(document, 0.0):
                    best[document] = amount
        else:
            best = scores
    return best


def _amount(document: int, terms: Sequence[_Term]) -> float:
    """What terms together add to the score of a document; the innermost loop of all."""
    amount = 0.0
    for term in terms:
        impact = term.impacts.get(document) or term.looked_up.get(document)
        if impact:
            amount += term.worth * impact
    return amount


def _topic_boost(query: Query, rarity: Mapping[str, float]) -> float:
    """What a sure topic is worth: as much as the telling words of the query together, bounded."""
    total = 0.0
    for word in query.words:
        own = word.readings[0].terms
        total += word.importance * max((rarity.get(t, 0.0) * w for t, w in own), default=0.0)
    return _TOPIC_BOOST * min(max(total, _TOPIC_FLOOR), _TOPIC_CEILING)
