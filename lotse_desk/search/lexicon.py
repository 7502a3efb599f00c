"""The lexicon: what people say, in every language, and which topic or German word they mean."""

import bisect
import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import combinations

from lotse_desk.search import stems
from lotse_desk.search.fold import skeleton, sound, words
from lotse_desk.search.functionwords import is_function_word, is_negation

MAX_PHRASE = 4
"""Words of the longest phrase."""

KIND_WEIGHTS = {
    "name": 1.0, "lay": 0.95, "synonym": 0.95, "abbreviation": 1.0, "old-name": 1.0,
    "misspelling": 0.85, "letter": 0.8, "transliteration": 0.85, "general": 0.8,
}  # fmt: skip
LETTER_MARK, SITUATION_MARK = "letter:", "situation:"
"""What a target begins with that is no topic."""

_HEADER = ("term", "kind", "target")
_NEXT_TARGET = 0.85
_PAIR_REACH = 3
_GERMAN = ("de", "de-simple")


@dataclass(frozen=True)
class Entry:
    """A term and what it means, in order of likelihood.

    Topics, kinds of letters and situations by their slugs, or German words to search for.
    """

    term: str
    language: str
    kind: str
    topics: tuple[str, ...] = ()
    german: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The folded words of the term."""
        return tuple(words(self.term))


@dataclass(frozen=True)
class LexiconProblem:
    """A line that could not be used: 1-based number and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Found:
    """An entry met in a query: positions of the content words it covers, and how surely."""

    positions: tuple[int, ...]
    entry: Entry
    weight: float


def parse_lexicon(text: str, language: str) -> tuple[list[Entry], list[LexiconProblem]]:
    """Read a `term;kind;target` table; lines that cannot be used are reported, not raised."""
    entries: list[Entry] = []
    problems: list[LexiconProblem] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        row = [cell.strip() for cell in _cells(line)]
        if tuple(row[:3]) == _HEADER:
            continue
        read = _entry(row, language)
        if isinstance(read, Entry):
            entries.append(read)
        else:
            problems.append(LexiconProblem(number, read))
    return entries, problems


def _cells(line: str) -> list[str]:
    if '"' not in line:
        return line.split(";")
    try:
        return next(csv.reader([line.strip("\r\n")], delimiter=";"), [])
    except csv.Error:
        return []


def _entry(row: list[str], language: str) -> Entry | str:
    """The entry of a row, or which column is wrong."""
    return make_entry(row[0], language, row[1], row[2]) if len(row) >= 3 else "columns"


def make_entry(term: str, language: str, kind: str, target: str) -> Entry | str:
    """The entry of a term, or what is wrong: kind, target or term."""
    if kind not in KIND_WEIGHTS:
        return "kind"
    if not target.strip("= "):
        return "target"
    plain: list[str] = []
    marked: dict[str, list[str]] = {LETTER_MARK: [], SITUATION_MARK: []}
    for word in target.replace("=" if "=" in target else ",", " ").split():
        mark = next((mark for mark in marked if word.startswith(mark)), None)
        (plain if mark is None else marked[mark]).append(word.removeprefix(mark or ""))
    entry = Entry(
        term,
        language,
        kind,
        topics=() if "=" in target else tuple(plain),
        german=tuple(plain) if "=" in target else (),
        letters=tuple(marked[LETTER_MARK]),
        situations=tuple(marked[SITUATION_MARK]),
    )
    return entry if 1 <= len(entry.folded) <= 2 * MAX_PHRASE else "term"


class _Shelf:
    """The entries of one language, by what they are looked up by."""

    def __init__(self, language: str, entries: Iterable[Entry]) -> None:
        self.entries = tuple(dict.fromkeys(entries))
        self.stemmed: dict[tuple[str, ...], list[Entry]] = {}
        self.exact: dict[str, list[Entry]] = {}
        for entry in self.entries:
            folded = entry.folded
            self.exact.setdefault(" ".join(folded), []).append(entry)
            content = content_words(folded, language)
            telling = any(not is_negation(word) for word in content)
            key = phrase_key(content if telling else folded, language)
            self.stemmed.setdefault(key, []).append(entry)

    @cached_property
    def sorted(self) -> list[str]:
        """Folded terms in order."""
        return sorted(self.exact)

    @cached_property
    def loose(self) -> dict[str, list[Entry]]:
        """Entries of one word by sound, those of unvowelled scripts also by their consonants."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if len(entry.folded) != 1:
                continue
            found.setdefault(sound(entry.folded[0]), []).append(entry)
            bare = skeleton(entry.folded[0])
            if entry.language in _UNVOWELLED and len(bare) >= _MIN_CONSONANTS:
                found.setdefault(_CONSONANTS + bare, []).append(entry)
        return found


_UNVOWELLED = frozenset({"ar", "fa", "prs", "ps", "ur"})
_CONSONANTS = "|"
_MIN_CONSONANTS = 3


class Lexicon:
    """Entries of all languages, found by folded, stemmed phrases; a language is read when asked."""

    def __init__(
        self,
        sources: Mapping[str, Callable[[], Iterable[Entry]]],
        base: "Lexicon | None" = None,
    ) -> None:
        """`sources`: language -> a function that reads its entries; they come before `base`'s."""
        self._sources = dict(sources)
        self._shelves: dict[str, _Shelf] = {}
        self._base = base

    def entries(self, language: str) -> tuple[Entry, ...]:
        """All entries of a language."""
        found = (entry for shelf in self._stack(language) for entry in shelf.entries)
        return tuple(dict.fromkeys(found))

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

    def _stack(self, language: str) -> list[_Shelf]:
        """The shelves of a language, this lexicon's own before those of its base."""
        stack = self._base._stack(language) if self._base else []
        if language not in self._sources:
            return stack
        shelf = self._shelves.get(language)
        if shelf is None:
            shelf = self._shelves[language] = _Shelf(language, self._sources[language]())
        return [shelf, *stack]

    def find(self, content: Sequence[str], language: str) -> list[Found]:
        """Entries whose phrase stands among the content words of a query, best first.

        The language is a hint: where it or German know a word, other languages are not asked.
        """
        preferred = _preferred(language)
        found = self._find_in(content, preferred, 1.0)
        known = {position for match in found for position in match.positions}
        if len(known) < len(content):
            rest = [other for other in self.languages if other not in preferred]
            for match in self._find_in(content, rest, 0.9):
                if not known.issuperset(match.positions):
                    found.append(match)
        found.sort(key=lambda match: (-len(match.positions), -match.weight))
        return found

    def _find_in(
        self, content: Sequence[str], languages: Sequence[str], trust: float
    ) -> list[Found]:
        found: list[Found] = []
        windows = list(_windows(len(content)))
        for language in languages:
            tables = [shelf.stemmed for shelf in self._stack(language)]
            stemmed = [stems.stem(word, language) for word in content]
            for positions in windows:
                key = tuple(sorted(stemmed[position] for position in positions))
                for table in tables:
                    for entry in table.get(key, ()):
                        exact = tuple(content[p] for p in positions) == entry.folded
                        weight = KIND_WEIGHTS[entry.kind] * trust * (1.0 if exact else 0.92)
                        found.append(Found(positions, entry, weight))
        return found

    def like(self, word: str, language: str) -> list[Entry]:
        """Entries of one word that sounds alike, or has the same consonants, as it was typed."""
        keys = [sound(word)]
        if len(skeleton(word)) >= _MIN_CONSONANTS:
            keys.append(_CONSONANTS + skeleton(word))
        preferred = _preferred(language)
        rest = [other for other in self.languages if other not in preferred]
        for languages in (preferred, rest):
            for key in keys:
                found = [
                    entry
                    for code in languages
                    for shelf in self._stack(code)
                    for entry in shelf.loose.get(key, ())
                ]
                if found:
                    return found
        return []

    def complete(self, beginning: str, language: str, limit: int) -> list[Entry]:
        """Entries in German and the language whose term begins like this, short ones first."""
        found: list[tuple[int, str, list[Entry]]] = []
        for shelf in (shelf for code in _preferred(language) for shelf in self._stack(code)):
            terms = shelf.sorted
            start = bisect.bisect_left(terms, beginning)
            for key in terms[start : start + _COMPLETIONS_READ]:
                if not key.startswith(beginning):
                    break
                found.append((len(key), key, shelf.exact[key]))
        found.sort(key=lambda term: term[:2])
        return [entry for _, _, entries in found for entry in entries][:limit]


_COMPLETIONS_READ = 60


def _preferred(language: str) -> list[str]:
    return ["de"] if language in _GERMAN else ["de", language]


def content_words(folded: Sequence[str], language: str) -> list[str]:
    """The words that say something: function words left out, negations kept."""
    return [word for word in folded if is_negation(word) or not is_function_word(word, language)]


def phrase_key(folded: Sequence[str], language: str) -> tuple[str, ...]:
    """The stems of a phrase, in no order: people turn phrases round."""
    return tuple(sorted(stems.stem(word, language) for word in folded))


def target_weights(topics: Sequence[str]) -> list[tuple[str, float]]:
    """Topics of an entry with how likely each is meant."""
    return [(topic, _NEXT_TARGET**rank) for rank, topic in enumerate(topics)]


def _windows(count: int) -> Iterator[tuple[int, ...]]:
    """Positions of phrases: neighbours up to `MAX_PHRASE`, a whole short query, close pairs."""
    if MAX_PHRASE < count <= 2 * MAX_PHRASE:
        yield tuple(range(count))
    for size in range(min(MAX_PHRASE, count), 0, -1):
        for start in range(count - size + 1):
            yield tuple(range(start, start + size))
    for first, second in combinations(range(count), 2):
        if 1 < second - first <= _PAIR_REACH:
            yield first, second
