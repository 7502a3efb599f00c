"""Why a record was found, for Lotsen in a few words and in full with `--explain`."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lotse_desk.domain.reference import Reference
from lotse_desk.search.guidance import Guess
from lotse_desk.search.rank import Reasons
from lotse_desk.search.reading import (
    AS_TYPED,
    BEGUN,
    LEXICON,
    MISSPELT,
    TOPIC,
    Query,
    QueryWord,
    Reading,
)

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
    topics = tuple(
        f"{guess.because}{ARROW}{reference.topics[guess.slug].name} ({guess.sureness:.2f})"
        for guess in query.topics
        if guess.slug in reference.topics
    )
    return Explanation(
        tuple(line for word in query.words for line in _word_lines(word)),
        topics,
        _sureness(query.guidance.letters),
        _sureness(query.guidance.situations),
    )


def _word_lines(word: QueryWord) -> Iterator[str]:
    """A line for the word, then one for each way it is read."""
    yield f"»{word.surface}«, zählt {word.importance:g}-fach:"
    for reading in word.readings:
        terms = ", ".join(f"{term} {weight:.2f}" for term, weight in reading.terms)
        yield f"   {_how(reading)}: {terms}"


def _how(reading: Reading) -> str:
    entry = reading.entry
    term = f"»{entry.term}« ({entry.language})" if entry else ""
    if reading.how == LEXICON:
        return f"Wortschatz {term} heißt »{reading.because}«"
    if reading.how == TOPIC:
        return f"Wortschatz {term} meint {', '.join(entry.topics) if entry else ''}"
    if reading.how == BEGUN:
        return "Anfang eines Wortes"
    if reading.how == MISSPELT:
        return f"verschrieben für »{reading.because}«"
    return "wie getippt, mit Stamm und Wortteilen"


def _sureness(guesses: Sequence[Guess]) -> tuple[str, ...]:
    return tuple(f"{g.because}{ARROW}{g.slug} ({g.sureness:.2f})" for g in guesses)


def explain_hit(
    query: Query,
    answered: Reasons,
    fields_of: Mapping[str, Collection[str]],
    reference: Reference,
) -> tuple[str, ...]:
    """Topics and words that made the score with their points and fields, the strongest first.

    `fields_of`: index term -> fields of the record that hold it.
    """
    because = {guess.slug: guess.because for guess in query.topics}
    lines = [
        (points, f"Thema {reference.topics[slug].name}, wegen »{because[slug]}«")
        for slug, points in zip(answered.topics, answered.topic_points, strict=True)
        if slug in reference.topics
    ]
    for (position, number), points in zip(answered.words, answered.word_points, strict=True):
        word = query.words[position]
        reading = word.readings[number]
        held = {field for term, _ in reading.terms for field in fields_of.get(term, ())}
        where = ", ".join(name for field, name in _FIELDS.items() if field in held)
        line = f"»{word.surface}«"
        if reading.how != AS_TYPED:
            line += f" ({_how(reading)})"
        lines.append((points, line + (f" in {where}" if where else "")))
    lines.sort(key=lambda line: -line[0])
    return tuple(f"{points:.2f} {line}" for points, line in lines)


_FIELDS = {
    "name": "Name",
    "synonyms": "weiteren Namen",
    "summary": "Kurztext",
    "text": "Text",
}
