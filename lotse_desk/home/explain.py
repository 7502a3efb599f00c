"""Why a record was found, for Lotsen in a few words and in full with `--explain`."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotse_desk.domain.reference import Reference
from lotse_desk.search.guidance import Guess
from lotse_desk.search.query import Query
from lotse_desk.search.rank import Reasons

ARROW = " → "
_MAX_REASONS = 4


@dataclass(frozen=True)
class Explanation:
    """How a query was read: a line for each word, and each topic, letter, situation thought of."""

    words: tuple[str, ...]
    topics: tuple[str, ...]
    letters: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()


def reasons(query: Query, answered: Reasons, reference: Reference) -> tuple[str, ...]:
    """A few reasons, strongest first: "Mietzuschuss → Wohngeld", or the word itself."""
    why: list[str] = []
    for guess in query.topics:
        if guess.slug in answered.topics and guess.slug in reference.topics:
            name = reference.topics[guess.slug].name
            same = guess.because.casefold() == name.casefold()
            why.append(name if same else f"{guess.because}{ARROW}{name}")
    explained = {guess.because for guess in query.topics if guess.slug in answered.topics}
    for position, reading in answered.words:
        word = query.words[position]
        because = word.readings[reading].because
        if because:
            why.append(f"{word.surface}{ARROW}{because}")
        elif not any(word.surface in phrase for phrase in explained):
            why.append(word.surface)
    return tuple(dict.fromkeys(why))[:_MAX_REASONS]


def explain_query(query: Query, reference: Reference) -> Explanation:
    """Every word with its importance and readings, all that is meant with its sureness."""
    words = tuple(
        f"{word.surface} (×{word.importance:g}): "
        + "; ".join(
            (f"{reading.because}: " if reading.because else "")
            + ", ".join(f"{term} {weight:.2f}" for term, weight in reading.terms)
            for reading in word.readings
        )
        for word in query.words
    )
    topics = tuple(
        f"{guess.because}{ARROW}{reference.topics[guess.slug].name} ({guess.sureness:.2f})"
        for guess in query.topics
        if guess.slug in reference.topics
    )
    return Explanation(
        words, topics, _sureness(query.guidance.letters), _sureness(query.guidance.situations)
    )


def _sureness(guesses: Sequence[Guess]) -> tuple[str, ...]:
    return tuple(f"{g.because}{ARROW}{g.slug} ({g.sureness:.2f})" for g in guesses)


def explain_hit(query: Query, answered: Reasons) -> tuple[str, ...]:
    """Words and topics that made the score, strongest first."""
    words = tuple(
        f"{query.words[position].surface}: {query.words[position].readings[reading].because}"
        if query.words[position].readings[reading].because
        else query.words[position].surface
        for position, reading in answered.words
    )
    return (*(f"#{slug}" for slug in answered.topics), *words)
