"""The lexicon: what people say, in every language, and which topic or German word they mean."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, partial

from lotse_desk.search.entry import (
    KIND_WEIGHTS,
    LETTER_MARK,
    MAX_PHRASE,
    SITUATION_MARK,
    Entry,
    LexiconProblem,
    make_entry,
    parse_lexicon,
)
from lotse_desk.search.shelf import (
    NEGATION,
    Met,
    Shelf,
    content_words,
    packed,
    phrase_key,
    sound_keys,
    term_stem,
    term_stems,
)
from lotse_desk.search.windows import windows

__all__ = [
    "LETTER_MARK",
    "MAX_PHRASE",
    "SITUATION_MARK",
    "Entry",
    "Found",
    "Lexicon",
    "LexiconProblem",
    "content_words",
    "make_entry",
    "parse_lexicon",
    "target_weights",
]

_NEXT_TARGET = 0.85
_OTHER_FORM = 0.92
_GERMAN = ("de", "de-simple")
_ALL_GERMAN: Mapping[int, float] = {}
Source = Callable[[], Iterable[Entry] | Shelf]


@dataclass(frozen=True)
class Found:
    """An entry met in a query: positions of the content words it covers, and how surely."""

    positions: tuple[int, ...]
    entry: Entry
    weight: float


class Lexicon:
    """Entries of all languages, found by folded, stemmed phrases; a language is read when asked."""

    def __init__(
        self,
        sources: Mapping[str, Source],
        base: "Lexicon | None" = None,
    ) -> None:
        """`sources`: language -> a function that reads its entries; they come before `base`'s."""
        self._sources = dict(sources)
        self._shelves: dict[str, Shelf] = {}
        self._base = base

    def entries(self, language: str) -> tuple[Entry, ...]:
        """All entries of a language."""
        found = (entry for shelf in self._stack(language) for entry in shelf.entries())
        return tuple(dict.fromkeys(found))

    def words(self, language: str) -> set[str]:
        """The folded words of all entries of a language."""
        terms = (term for shelf in self._stack(language) for term in shelf.terms())
        return {word for term in terms for word in term.split()}

    def extended(self, entries: Iterable[Entry]) -> "Lexicon":
        """This lexicon with more entries; what it has read is shared."""
        more: dict[str, list[Entry]] = {}
        for entry in entries:
            more.setdefault("de" if entry.language in _GERMAN else entry.language, []).append(entry)
        return Lexicon({code: partial(tuple, added) for code, added in more.items()}, self)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages there are entries of."""
        below = self._base.languages if self._base else ()
        return tuple(dict.fromkeys((*below, *self._sources)))

    def _stack(self, language: str) -> list[Shelf]:
        """The shelves of a language, this lexicon's own before those of its base."""
        stack = self._base._stack(language) if self._base else []
        if language not in self._sources:
            return stack
        shelf = self._shelves.get(language)
        if shelf is None:
            read = self._sources[language]()
            if not isinstance(read, Shelf):
                read = Shelf(packed(read, language), language)
            shelf = self._shelves[language] = read
        return [shelf, *stack]

    def is_telling(self, word: str, language: str) -> bool:
        """Whether a folded word, in some form, stands in a term of a language."""
        found = {term_stem(word, language), *term_stems([word], language)}
        return any(shelf.is_telling(stem) for shelf in self._stack(language) for stem in found)

    def find(
        self,
        content: Sequence[str],
        language: str,
        german: Collection[int] = (),
        possible: Sequence[str] | None = None,
        *,
        negations: AbstractSet[int] = frozenset(),
        german_shares: Mapping[int, float] = _ALL_GERMAN,
    ) -> list[Found]:
        """Entries whose phrase stands among the content words of a query, best first.

        The language is a hint: where it or German know a word, other languages are not asked.
        `german`: positions of words that are German, whether an entry explains them or not;
        `possible`: the only other languages to be asked; `negations`: positions of words that bind
        their neighbours; `german_shares`: what German entries count for words in other scripts.
        """
        preferred = _preferred(language)
        found = self._find_in(content, preferred, 1.0, negations, german_shares)
        known = {position for match in found for position in match.positions}.union(german)
        if len(known) < len(content):
            rest = self._others(preferred, possible)
            for match in self._find_in(content, rest, 0.9, negations):
                if not known.issuperset(match.positions):
                    found.append(match)
        found.sort(key=lambda match: (-len(match.positions), -match.weight))
        return found

    def meaning(self, folded: Sequence[str], language: str) -> list[Entry]:
        """Entries of a language whose phrase is just these folded words, in any order and form."""
        key = phrase_key(term_stems(folded, language))
        return [met.entry for shelf in self._stack(language) for met in shelf.phrases(key)]

    def _find_in(
        self,
        content: Sequence[str],
        languages: Sequence[str],
        trust: float,
        negations: AbstractSet[int],
        german_shares: Mapping[int, float] = _ALL_GERMAN,
    ) -> list[Found]:
        found: list[Found] = []
        for language in languages:
            stemmed = [term_stem(word, language) for word in content]
            shares = german_shares if language in _GERMAN else _ALL_GERMAN
            for shelf in self._stack(language):
                telling = [
                    p for p, s in enumerate(stemmed) if shares.get(p, 1.0) and shelf.is_telling(s)
                ]
                for positions in windows(telling, len(content), negations):
                    share = min(shares.get(p, 1.0) for p in positions) if shares else 1.0
                    key = [stemmed[p] for p in positions]
                    if key.count(NEGATION) == len(key):
                        key = term_stems([content[p] for p in positions], language)
                    for met in shelf.phrases(phrase_key(key)):
                        exact = met.folded == " ".join(content[p] for p in positions)
                        weight = KIND_WEIGHTS[met.entry.kind] * trust * share
                        weight *= 1.0 if exact else _OTHER_FORM
                        found.append(Found(positions, met.entry, weight))
        return found

    def like(self, word: str, language: str, possible: Sequence[str] | None = None) -> list[Entry]:
        """Entries of one word that sounds alike, or has the same consonants, as it was typed.

        In German and the language; where those know none, in the `possible` others.
        """
        keys = sound_keys(word)
        preferred = _preferred(language)
        for languages in (preferred, self._others(preferred, possible)):
            for key in keys:
                found = [
                    entry
                    for code in languages
                    for shelf in self._stack(code)
                    for entry in shelf.alike(key)
                ]
                if found:
                    return found
        return []

    def _others(self, preferred: Sequence[str], possible: Sequence[str] | None) -> list[str]:
        others = self.languages if possible is None else possible
        return [language for language in others if language not in preferred]

    def complete(
        self, beginning: str, language: str, limit: int, *, german: bool = True
    ) -> list[Entry]:
        """Entries in German and the language whose term begins like this, short ones first."""
        found: list[Met] = []
        asked = [code for code in _preferred(language) if german or code not in _GERMAN]
        for shelf in (shelf for code in asked for shelf in self._stack(code)):
            found += shelf.beginning(beginning, _COMPLETIONS_READ)
        found.sort(key=lambda met: (len(met.folded), met.folded))
        return [met.entry for met in found[:limit]]


_COMPLETIONS_READ = 60


def _preferred(language: str) -> list[str]:
    return ["de"] if language in _GERMAN else ["de", language]


def target_weights(topics: Sequence[str]) -> list[tuple[str, float]]:
    """Topics of an entry with how likely each is meant."""
    return [(topic, _NEXT_TARGET**rank) for rank, topic in enumerate(topics)]
