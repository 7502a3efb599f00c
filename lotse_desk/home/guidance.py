"""The letters and situations of a home: their names as words to search for, and as answers."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TypeVar

from lotse_desk.domain.faults import UnknownValue
from lotse_desk.domain.service_card import LocalText
from lotse_desk.domain.supplement import Letter, Situation, Translation, text_hash
from lotse_desk.home.explain import ARROW
from lotse_desk.home.hits import Found, LetterHit, SituationHit
from lotse_desk.search.fold import words
from lotse_desk.search.guidance import Guess, Guidance
from lotse_desk.search.lexicon import MAX_PHRASE, Entry
from lotse_desk.search.reading import Query, TopicGuess
from lotse_desk.storage.directory import DirectoryStore

_LEADING_TOPICS = 3
"""Topics of a letter or situation searched for where the words themselves name none."""
_LED = 0.6
_ALTERNATIVE = " oder "
_BREAK = re.compile(r"[(:（［]")
AnyGuide = TypeVar("AnyGuide", Letter, Situation)


class Guide:
    """Letters and situations as one state of a home's directory has them."""

    def __init__(self, directory: DirectoryStore) -> None:
        self._directory = directory
        self._letters = {letter.slug: letter for letter in directory.rows(Letter)}
        self._situations = {situation.slug: situation for situation in directory.rows(Situation)}

    def sources(self, languages: Iterable[str]) -> dict[str, Callable[[], list[Entry]]]:
        """Their names as entries of the lexicon, read when a language is asked for."""
        return {language: partial(self._entries, language) for language in languages}

    def with_topics(self, query: Query) -> Query:
        """The query; where its words name no topic, with those of the surest letter, situation."""
        if query.topics:
            return query
        told = [
            (guess, record.topic_slugs)
            for guesses, records in (
                (query.guidance.letters, self._letters),
                (query.guidance.situations, self._situations),
            )
            for guess in guesses[:1]
            if (record := records.get(guess.slug)) is not None
        ]
        topics = {
            slug: TopicGuess(slug, guess.sureness * _LED, guess.because)
            for guess, slugs in told
            for slug in slugs[:_LEADING_TOPICS]
        }
        return replace(query, topics=tuple(topics.values()))

    def letters(self, asked: Guidance, language: str) -> tuple[LetterHit, ...]:
        """The letters there are of those asked for, in their order."""
        return tuple(
            LetterHit(
                id=letter.id,
                slug=letter.slug,
                name=texts["name"],
                deadline=texts["deadline"],
                deadline_days=letter.deadline_days,
                next_step=texts["next_step"],
                urgency=letter.urgency,
                topics=letter.topic_slugs,
                why=_why(guess, letter.name),
            )
            for guess, letter, texts in self._told(
                asked.letters, self._letters, ("name", "deadline", "next_step"), language
            )
        )

    def situations(self, asked: Guidance, language: str) -> tuple[SituationHit, ...]:
        """The situations there are of those asked for, in their order."""
        return tuple(
            SituationHit(
                id=situation.id,
                slug=situation.slug,
                name=texts["name"],
                topics=situation.topic_slugs,
                why=_why(guess, situation.name),
                first=texts["first_step"],
            )
            for guess, situation, texts in self._told(
                asked.situations, self._situations, ("name", "first_step"), language
            )
        )

    def told_in(self, language: str, found: Found) -> Found:
        """The same answer with its letters and situations in another language."""
        asked = Guidance(
            tuple(Guess(hit.slug, 1.0, "") for hit in found.letters),
            tuple(Guess(hit.slug, 1.0, "") for hit in found.situations),
        )
        letters = self.letters(asked, language)
        situations = self.situations(asked, language)
        return replace(
            found,
            letters=tuple(
                replace(hit, why=old.why) for hit, old in zip(letters, found.letters, strict=True)
            ),
            situations=tuple(
                replace(hit, why=old.why)
                for hit, old in zip(situations, found.situations, strict=True)
            ),
        )

    def situation(self, slug: str, language: str) -> SituationHit:
        """One situation, asked for by its slug; raises `UnknownValue`."""
        if slug not in self._situations:
            raise UnknownValue("situation", slug, tuple(sorted(self._situations)))
        return self.situations(Guidance(situations=(Guess(slug, 1.0, ""),)), language)[0]

    def all_situations(self, language: str) -> tuple[SituationHit, ...]:
        """All situations by their German names."""
        named = sorted(self._situations.values(), key=lambda s: (s.name.casefold(), s.slug))
        asked = Guidance(situations=tuple(Guess(s.slug, 1.0, "") for s in named))
        return self.situations(asked, language)

    def _entries(self, language: str) -> list[Entry]:
        if language != "de":
            return self._translated.get(language, [])
        return [
            entry
            for record in self._records()
            for name in _german_names(record.name)
            for entry in _entry(record, name, "de")
        ]

    @cached_property
    def _translated(self) -> dict[str, list[Entry]]:
        """Language -> entries of the names in it."""
        by_id = {record.id: record for record in self._records()}
        found: dict[str, list[Entry]] = {}
        for translation in self._directory.where_in(
            Translation, "entity_id", list(by_id), field="name"
        ):
            record = by_id[translation.entity_id]
            for name in dict.fromkeys((translation.text, _head(translation.text))):
                entries = found.setdefault(translation.language, [])
                entries += _entry(record, name, translation.language)
        return found

    def _records(self) -> Iterator[Letter | Situation]:
        yield from self._letters.values()
        yield from self._situations.values()

    def _told(
        self,
        guesses: Sequence[Guess],
        records: Mapping[str, AnyGuide],
        fields: Sequence[str],
        language: str,
    ) -> Iterator[tuple[Guess, AnyGuide, dict[str, LocalText]]]:
        known = [guess for guess in guesses if guess.slug in records]
        translated = self._translations([records[guess.slug] for guess in known], language)
        for guess in known:
            record = records[guess.slug]
            texts = {
                field: _local(getattr(record, field), translated.get((record.id, field)))
                for field in fields
            }
            yield guess, record, texts

    def _translations(
        self, records: Sequence[Letter | Situation], language: str
    ) -> dict[tuple[str, str], Translation]:
        if language == "de" or not records:
            return {}
        found = self._directory.where_in(
            Translation,
            "entity_id",
            [record.id for record in records],
            entity=records[0].TABLE,
            language=language,
        )
        return {(translation.entity_id, translation.field): translation for translation in found}


def _entry(record: Letter | Situation, name: str, language: str) -> list[Entry]:
    """The entry of a name, or nothing where it is too long to be met."""
    if not 1 <= len(words(name)) <= 2 * MAX_PHRASE:
        return []
    if isinstance(record, Letter):
        return [Entry(name, language, "name", letters=(record.slug,))]
    return [Entry(name, language, "name", situations=(record.slug,))]


def _german_names(name: str) -> Iterable[str]:
    """The name, as far as a bracket, and alternatives of one word each."""
    head = _head(name)
    alternatives = head.split(_ALTERNATIVE)
    single = all(len(words(alternative)) == 1 for alternative in alternatives)
    return dict.fromkeys((name, head, *(alternatives if single else ())))


def _head(name: str) -> str:
    """What stands before the first bracket or colon."""
    return _BREAK.split(name)[0].strip()


def _local(german: str | None, translation: Translation | None) -> LocalText:
    if not german or translation is None:
        return LocalText(german or "")
    current = translation.source_hash == text_hash(german)
    return LocalText(german, translation.text if current else None, translation.state)


def _why(guess: Guess, name: str) -> tuple[str, ...]:
    if not guess.because:
        return ()
    if guess.because.casefold() == name.casefold():
        return (name,)
    return (f"{guess.because}{ARROW}{name}",)
