"""From words to a query: what each word may mean, what it weighs, which topics are meant."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from lotse_desk.search import stems
from lotse_desk.search.analysis import Analyser
from lotse_desk.search.fold import MAX_TEXT, words
from lotse_desk.search.functionwords import is_commonplace, is_function_word, is_negation
from lotse_desk.search.guidance import begun, explained_by_guidance, guidance
from lotse_desk.search.lexicon import Entry, Found, Lexicon, target_weights
from lotse_desk.search.reading import (
    BEGUN,
    LEXICON,
    MISSPELT,
    TOPIC,
    Query,
    QueryWord,
    Reading,
    TopicGuess,
    different,
    scaled,
)
from lotse_desk.search.script import likely_languages, readable_languages
from lotse_desk.search.through_german import through_german
from lotse_desk.search.tongue import tongue
from lotse_desk.search.typos import Typos

MAX_WORDS = 40
"""Different words of a query that count; further ones are passed over."""
MAX_LETTERS = 64
"""Letters of a word that are read."""

_FUNCTION_WORD = 0.08
_COMMONPLACE = 0.2
_READING = 0.75
_SYNONYM = 0.15
_TOPIC_WORDS = 0.3
_FALSE_FRIEND = 0.35
"""What a word counts as it stands when the lexicon knows what it means in another language."""
_PHRASE = 1.2
_LEAST = 0.16
"""Below this a term of a reading is left out: it would cost time and decide nothing."""
_COMPLETION = 0.55
_TYPO = 0.7
_LIKE = 0.7
_MIN_PREFIX = 2
_MAX_COMPLETIONS = 12


_GERMAN = ("de", "de-simple")


class Vocabulary(Protocol):
    """The terms an index holds."""

    def frequencies(self, terms: Collection[str]) -> dict[str, int]:
        """Number of documents of each term that the index knows."""
        ...

    def completions(self, beginning: str, limit: int) -> list[str]:
        """Terms that begin like this, the most frequent first."""
        ...


@dataclass
class _Word:
    """A content word while the query is read."""

    surface: str
    folded: str
    importance: float
    known: bool = False
    explained: bool = False
    mended: str = ""
    readings: list[Reading] = field(default_factory=list)


class QueryReader:
    """Reads queries with a dictionary, a lexicon and the vocabulary of an index."""

    def __init__(
        self,
        analyser: Analyser,
        lexicon: Lexicon,
        topic_names: dict[str, str],
        vocabulary: Vocabulary,
        typos: Typos,
    ) -> None:
        """`topic_names`: slug -> German name, as reasons show it and as further search words."""
        self._analyser = analyser
        self._lexicon = lexicon
        self._topic_names = topic_names
        self._vocabulary = vocabulary
        self._typos = typos

    def read(self, text: str, language: str = "de", *, typing: bool = True) -> Query:
        """The query of a text in a language; never raises.

        While `typing`, a last word that no space ends also stands for the words it begins.
        """
        text = text[:MAX_TEXT]
        first = [word[:MAX_LETTERS] for word in words(text)[:MAX_WORDS]]
        possible = readable_languages(text, self._lexicon.languages)
        likely = likely_languages(text, possible)
        language = tongue(first, language, self._lexicon, likely, self._is_german)
        content = self._content(text, language)
        german = [
            place
            for place, word in enumerate(content)
            if word.importance == _FUNCTION_WORD or self._is_german(word.folded)
        ]
        found = self._lexicon.find([w.folded for w in content], language, german, possible)
        for position in (position for match in found for position in match.positions):
            content[position].explained = True
        phrases: list[QueryWord] = []
        self._read_entries(content, found, phrases, language)
        open_end = typing and bool(text) and text[-1].isalnum() and bool(content)
        typed = words(text) if open_end else []
        whole = open_end and (
            content[-1].known or any(len(content) - 1 in m.positions for m in found)
        )
        if typed and typed[-1] == content[-1].folded:
            found += self._complete(content, language)
        found += self._mend(content, language, possible)
        found += list(through_german([word.folded for word in content], found, self._lexicon))
        query_words = [
            QueryWord(word.surface, word.importance, different(word.readings))
            for word in content
            if word.readings
        ]
        asked = guidance(
            text,
            [word.surface for word in content],
            sum(word.importance == 1.0 for word in content),
            [*found, *self._mended_phrases(content, language)],
            list(begun(self._lexicon, typed, len(content), language, whole=whole)),
        )
        return Query(
            text,
            (*query_words, *phrases),
            self._topics(content, found),
            asked,
            self._missed(content, found),
        )

    def _is_german(self, folded: str) -> bool:
        known = self._analyser.splitter.is_german(folded)
        return known or self._lexicon.is_telling(folded, "de")

    def warm_up(self) -> None:
        """Load what is loaded only when the first unknown word is looked for."""
        self._lexicon.find(["unbekannteswort"], "de")
        self._lexicon.like("unbekannteswort", "de")
        self._typos.near("wortt")

    def _content(self, text: str, language: str) -> list[_Word]:
        seen: dict[str, _Word] = {}
        for surface in text.split():
            for folded in (word[:MAX_LETTERS] for word in words(surface)):
                if folded in seen or len(seen) >= MAX_WORDS:
                    continue
                shown = surface.strip(".,;:!?\"'()[]") if len(words(surface)) == 1 else folded
                seen[folded] = _Word(shown[:60], folded, 1.0)
        content = []
        for word in seen.values():
            if is_function_word(word.folded, language):
                word.importance = _FUNCTION_WORD
            elif is_commonplace(word.folded):
                word.importance = _COMMONPLACE
            word.readings.append(Reading(self._own_terms(word.folded, language)))
            content.append(word)
        known = self._vocabulary.frequencies({_own_term(word) for word in content})
        for word in content:
            word.known = _own_term(word) in known
        telling = [w for w in content if w.importance == 1.0 or is_negation(w.folded)]
        if not telling or all(is_negation(w.folded) for w in telling):
            return content
        return [w for w in content if w.importance > _FUNCTION_WORD or is_negation(w.folded)]

    def _own_terms(self, folded: str, language: str) -> tuple[tuple[str, float], ...]:
        weights = dict(self._analyser.german_terms(folded))
        if language not in _GERMAN:
            weights.setdefault(stems.stem(folded, language), 1.0)
        weights.setdefault(folded, 1.0)
        return tuple(weights.items())

    def _read_entries(
        self,
        content: Sequence[_Word],
        found: Sequence[Found],
        phrases: list[QueryWord],
        language: str,
    ) -> None:
        explained = {
            position
            for match in found
            if match.entry.language == language and language not in _GERMAN
            if match.entry.topics or match.entry.german
            for position in match.positions
        }
        for position in explained:
            content[position].readings[0] = scaled(content[position].readings[0], _FALSE_FRIEND)
        together: dict[str, list[Reading]] = {}
        for match in found:
            known = _is_german(match.entry) and all(content[p].known for p in match.positions)
            reading = self._reading(match.entry, match.weight, known=known)
            if reading is None:
                continue
            if len(match.positions) == 1:
                content[match.positions[0]].readings.append(reading)
            else:
                surface = " ".join(content[position].surface for position in match.positions)
                together.setdefault(surface, []).append(reading)
        phrases += [
            QueryWord(surface, _PHRASE, different(readings))
            for surface, readings in together.items()
        ]

    def _reading(self, entry: Entry, weight: float, *, known: bool = False) -> Reading | None:
        """The index terms of an entry: its German words, or the names of its topics.

        `known`: German words that texts use themselves, so that other words for them are only a
        hint.
        """
        if entry.german:
            german, share = entry.german, (_SYNONYM if known else _READING) * weight
        else:
            names = [self._topic_names.get(slug, "") for slug in entry.topics[:2]]
            german, share = tuple(names), _TOPIC_WORDS * weight
        weights: dict[str, float] = {}
        for text in german:
            for word in words(text):
                if is_function_word(word, "de") or is_commonplace(word):
                    continue
                for term, part in self._analyser.german_terms(word):
                    if share * part >= _LEAST:
                        weights[term] = max(weights.get(term, 0.0), share * part)
        if not weights:
            return None
        if entry.german:
            return Reading(tuple(weights.items()), " ".join(german), LEXICON, entry)
        return Reading(tuple(weights.items()), how=TOPIC, entry=entry)

    def _complete(self, content: Sequence[_Word], language: str) -> list[Found]:
        last = content[-1]
        if len(last.folded) < _MIN_PREFIX:
            return []
        for term in self._vocabulary.completions(last.folded, _MAX_COMPLETIONS):
            if term != last.folded:
                last.readings.append(Reading(((term, _COMPLETION),), how=BEGUN))
        position = len(content) - 1
        return [
            Found((position,), entry, _COMPLETION)
            for entry in self._lexicon.complete(last.folded, language, 8)
            if entry.topics and len(last.folded) > _MIN_PREFIX
        ]

    def _mend(
        self, content: Sequence[_Word], language: str, possible: Sequence[str]
    ) -> list[Found]:
        """Readings for words that neither the index nor the lexicon knows."""
        unknown = [
            (position, word)
            for position, word in enumerate(content)
            if not (word.known or word.explained)
            and word.importance == 1.0
            and len(word.folded) >= 4
        ]
        found: list[Found] = []
        for position, word in unknown[:8]:
            others = () if self._is_german(word.folded) else possible
            for entry in self._lexicon.like(word.folded, language, others)[:4]:
                found.append(Found((position,), entry, _LIKE))
                reading = self._reading(entry, _LIKE)
                if reading:
                    word.readings.append(reading)
            for guess, weight in self._typos.near(word.folded, language):
                word.mended = word.mended or guess
                terms = tuple((t, w * _TYPO * weight) for t, w in self._own_terms(guess, language))
                word.readings.append(Reading(terms, guess, MISSPELT))
                for match in self._lexicon.find([guess], language, [0]):
                    found.append(Found((position,), match.entry, _TYPO * weight * match.weight))
                    reading = self._reading(match.entry, _TYPO * weight)
                    if reading:
                        word.readings.append(reading)
        return found

    def _missed(self, content: Sequence[_Word], found: Sequence[Found]) -> tuple[str, ...]:
        explained = explained_by_guidance(found)
        unread = [
            word
            for position, word in enumerate(content)
            if not word.known
            and position not in explained
            and len(word.readings) == 1
            and word.importance == 1.0
        ]
        terms = {term for word in unread for term, _ in word.readings[0].terms}
        known = self._vocabulary.frequencies(terms)
        return tuple(
            word.surface
            for word in unread
            if not any(term in known for term, _ in word.readings[0].terms)
        )

    def _mended_phrases(self, content: Sequence[_Word], language: str) -> list[Found]:
        """Phrases that stand there once misspelt words are mended."""
        mended = {position for position, word in enumerate(content) if word.mended}
        if not mended or len(content) == 1:
            return []
        read = [word.mended or word.folded for word in content]
        return [
            replace(match, weight=_TYPO * match.weight)
            for match in self._lexicon.find(read, language, range(len(read)))
            if len(match.positions) > 1 and mended.intersection(match.positions)
        ]

    def _topics(self, content: Sequence[_Word], found: Sequence[Found]) -> tuple[TopicGuess, ...]:
        """Topics by sureness: the words a phrase explains count for the longest phrase only."""
        telling = sum(1 for word in content if word.importance == 1.0) or 1
        explained: dict[int, int] = {}
        for match in found:
            if match.entry.topics:
                for position in match.positions:
                    explained[position] = max(explained.get(position, 0), len(match.positions))
        guesses: dict[str, TopicGuess] = {}
        for match in found:
            size = len(match.positions)
            if not match.entry.topics or all(explained[p] > size for p in match.positions):
                continue
            share = 0.55 + 0.45 * min(1.0, size / telling)
            surface = " ".join(content[position].surface for position in match.positions)
            for slug, likely in target_weights(match.entry.topics):
                sureness = match.weight * likely * share
                known = guesses.get(slug)
                if known is None:
                    guesses[slug] = TopicGuess(slug, sureness, surface)
                elif known.because != surface:
                    both = 1 - (1 - known.sureness) * (1 - 0.6 * sureness)
                    because = known.because if known.sureness >= sureness else surface
                    guesses[slug] = TopicGuess(slug, both, because)
                elif sureness > known.sureness:
                    guesses[slug] = TopicGuess(slug, sureness, surface)
        return tuple(sorted(guesses.values(), key=lambda guess: -guess.sureness)[:12])


def _own_term(word: _Word) -> str:
    """The index term of a word as it stands: its stem."""
    return word.readings[0].terms[0][0]


def _is_german(entry: Entry) -> bool:
    """Whether an entry explains a German word."""
    return entry.language in _GERMAN
