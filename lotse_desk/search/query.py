"""From words to a query: what each word may mean, what it weighs, which topics are meant."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Protocol

from lotse_desk.search.analysis import Analyser
from lotse_desk.search.commonplace import is_commonplace
from lotse_desk.search.content import (
    FUNCTION_WORD,
    ContentReader,
    Word,
    binding,
    german_shares,
    negations,
    telling,
)
from lotse_desk.search.fold import MAX_TEXT, words
from lotse_desk.search.functionwords import is_function_word
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
from lotse_desk.search.said import as_said
from lotse_desk.search.script import likely_languages, readable_languages
from lotse_desk.search.through_german import through_german
from lotse_desk.search.tongue import tongue
from lotse_desk.search.typos import Typos

_READING = 0.75
_SYNONYM = 0.15
_TOPIC_WORDS = 0.3
_FALSE_FRIEND = 0.35
"""What a word counts as it stands when the lexicon knows what it means in another language."""
_PHRASE = 1.2
_LEAST = 0.16
"""Below this a term of a reading is left out: it would cost time and decide nothing."""
_COMPLETION = 0.55
_FOREIGN = 0.3
"""What the beginning of an index term counts for a word in another script."""
_TYPO = 0.7
_LIKE = 0.7
_MIN_PREFIX = 2
_MIN_CUT = 4
"""Letters a word cut short by a full stop has at least."""
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
        self._content = ContentReader(analyser, lexicon)
        self._topic_names = topic_names
        self._vocabulary = vocabulary
        self._typos = typos

    def read(self, text: str, language: str = "de", *, typing: bool = True) -> Query:
        """The query of a text in a language; never raises.

        While `typing`, a last word that no space ends also stands for the words it begins.
        """
        text = text[:MAX_TEXT]
        possible = readable_languages(text, self._lexicon.languages)
        likely = likely_languages(text, possible)
        language = tongue(text, language, self._lexicon, likely, self._content.is_german)
        content = self._content.read(text, language)
        known = self._vocabulary.frequencies({word.own_term for word in content})
        for word in content:
            word.known = word.own_term in known
        found = self._lexicon.find(
            [w.folded for w in content],
            language,
            [place for place, word in enumerate(content) if self._is_german(word)],
            possible,
            negations=binding(content),
            german_shares=german_shares(content),
        )
        found = list(as_said(found, text, [word.importance for word in content]))
        for position in (position for match in found for position in match.positions):
            content[position].explained = True
        phrases: list[QueryWord] = []
        self._read_entries(content, found, phrases, language)
        open_end = typing and bool(text) and text[-1].isalnum() and bool(content)
        typed = words(text) if open_end else []
        whole = open_end and (
            content[-1].known or any(len(content) - 1 in m.positions for m in found)
        )
        begun_at = _cut_short(text, content)
        if typed and typed[-1] == content[-1].folded:
            begun_at.add(len(content) - 1)
        for position in sorted(begun_at):
            found += self._complete(content[position], position, language)
        found += self._mend(content, language, possible)
        found += through_german(
            [word.folded for word in content], found, self._lexicon, negations(content)
        )
        query_words = [
            QueryWord(word.surface, word.importance, different(word.readings))
            for word in {id(word): word for word in content}.values()
            if word.readings
        ]
        german = not content or content[-1].german == 1
        asked = guidance(
            text,
            [word.surface for word in content],
            telling(content),
            [*found, *self._mended_phrases(content, language)],
            list(begun(self._lexicon, typed, len(content), language, whole=whole, german=german)),
        )
        return Query(
            text,
            (*query_words, *phrases),
            self._topics(content, found),
            asked,
            self._missed(content, found),
        )

    def _is_german(self, word: Word) -> bool:
        if word.importance == FUNCTION_WORD:
            return True
        return word.german == 1.0 and self._content.is_german(word.folded)

    def warm_up(self) -> None:
        """Load what is loaded only when the first unknown word is looked for."""
        self._lexicon.find(["unbekannteswort"], "de")
        self._lexicon.like("unbekannteswort", "de")
        self._typos.near("wortt")

    def _read_entries(
        self,
        content: Sequence[Word],
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
                if is_function_word(word, "de") or is_commonplace(word, "de"):
                    continue
                for term, part in self._analyser.german_terms(word):
                    if share * part >= _LEAST:
                        weights[term] = max(weights.get(term, 0.0), share * part)
        if not weights:
            return None
        if entry.german:
            return Reading(tuple(weights.items()), " ".join(german), LEXICON, entry)
        return Reading(tuple(weights.items()), how=TOPIC, entry=entry)

    def _complete(self, begun: Word, position: int, language: str) -> list[Found]:
        """What a word of which only the beginning stands there may become."""
        if len(begun.folded) < _MIN_PREFIX:
            return []
        for term in self._vocabulary.completions(begun.folded, _MAX_COMPLETIONS):
            if term != begun.folded:
                begun.readings.append(
                    Reading(((term, _COMPLETION * max(begun.german, _FOREIGN)),), how=BEGUN)
                )
        return [
            Found((position,), entry, _COMPLETION)
            for entry in self._lexicon.complete(begun.folded, language, 8, german=begun.german == 1)
            if entry.topics and len(begun.folded) > _MIN_PREFIX
        ]

    def _mend(self, content: Sequence[Word], language: str, possible: Sequence[str]) -> list[Found]:
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
            others = () if self._is_german(word) else possible
            for entry in self._lexicon.like(word.folded, language, others)[:4]:
                weight = _LIKE * (word.german if _is_german(entry) else 1.0)
                found.append(Found((position,), entry, weight))
                reading = self._reading(entry, weight) if weight else None
                if reading:
                    word.readings.append(reading)
            for guess, near in self._typos.near(word.folded) if word.german else ():
                weight = near * word.german
                word.mended = word.mended or guess
                terms = tuple(
                    (t, w * _TYPO * weight) for t, w in self._content.own_terms(guess, language)
                )
                word.readings.append(Reading(terms, guess, MISSPELT))
                for match in self._lexicon.find([guess], language, [0]):
                    found.append(Found((position,), match.entry, _TYPO * weight * match.weight))
                    reading = self._reading(match.entry, _TYPO * weight)
                    if reading:
                        word.readings.append(reading)
        return found

    def _missed(self, content: Sequence[Word], found: Sequence[Found]) -> tuple[str, ...]:
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

    def _mended_phrases(self, content: Sequence[Word], language: str) -> list[Found]:
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

    def _topics(self, content: Sequence[Word], found: Sequence[Found]) -> tuple[TopicGuess, ...]:
        """Topics by sureness: the words a phrase explains count for the longest phrase only."""
        most = telling(content) or 1
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
            share = 0.55 + 0.45 * min(1.0, size / most)
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


def _cut_short(text: str, content: Sequence[Word]) -> set[int]:
    """Places of words nobody knows that end with a full stop, as in "Mehrb. Alleinerz."."""
    ended = {
        said[0] for token in text.split() if token[-1] == "." and len(said := words(token)) == 1
    }
    return {
        position
        for position, word in enumerate(content)
        if word.folded in ended
        and not (word.known or word.explained)
        and len(word.folded) >= _MIN_CUT
    }


def _is_german(entry: Entry) -> bool:
    """Whether an entry explains a German word."""
    return entry.language in _GERMAN
