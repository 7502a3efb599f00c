"""A query as read: what each word may mean, what it weighs, which topics are meant."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lotse_desk.search.entry import Entry
from lotse_desk.search.guidance import Guidance

AS_TYPED, LEXICON, TOPIC, BEGUN, MISSPELT = "as-typed", "lexicon", "topic", "begun", "misspelt"


@dataclass(frozen=True)
class Reading:
    """One meaning of a word: index terms with weights, and the German word that says why.

    `how` it came about: `AS_TYPED`, `LEXICON`, `TOPIC`, `BEGUN` or `MISSPELT`; `entry` the term of
    the lexicon, if one was met.
    """

    terms: tuple[tuple[str, float], ...]
    because: str = ""
    how: str = AS_TYPED
    entry: Entry | None = None


@dataclass(frozen=True)
class QueryWord:
    """A word or phrase of the query: the best of its readings counts, times its importance."""

    surface: str
    importance: float
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class TopicGuess:
    """A topic the lexicon thinks of: how surely (0 to 1), and for which words of the query."""

    slug: str
    sureness: float
    because: str


@dataclass(frozen=True)
class Query:
    """What was asked, as read."""

    text: str
    words: tuple[QueryWord, ...] = ()
    topics: tuple[TopicGuess, ...] = ()
    guidance: Guidance = field(default_factory=Guidance)
    missed: tuple[str, ...] = ()
    """Words as typed that neither index nor lexicon nor typos know anything for."""

    def terms(self) -> set[str]:
        """All index terms of all readings."""
        return {term for word in self.words for r in word.readings for term, _ in r.terms}


def different(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Readings without those of the same terms that weigh less."""
    best: dict[tuple[str, ...], Reading] = {}
    for reading in readings:
        terms = tuple(term for term, _ in reading.terms)
        known = best.get(terms)
        if known is None or reading.terms[0][1] > known.terms[0][1]:
            best[terms] = reading
    return tuple(best.values())


def scaled(reading: Reading, factor: float) -> Reading:
    """The same reading with all its terms weighing more or less."""
    return replace(reading, terms=tuple((t, weight * factor) for t, weight in reading.terms))
