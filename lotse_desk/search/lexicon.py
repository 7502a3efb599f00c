"""The lexicon: what people say, in every language, and which topic or German word they mean."""

import bisect
import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
_HEADER = ("term", "kind", "target")
_NEXT_TARGET = 0.85
_PAIR_REACH = 3
_GERMAN = ("de", "de-simple")


@dataclass(frozen=True)
class Entry:
    """A term and what it means: topics in order of likelihood, or German words to search for."""

    term: str
    language: str
    kind: str
    topics: tuple[str, ...] = ()
    german: tuple[str, ...] = ()

    @property
    def folded(self) -> list[str]:
        """The folded words of the term."""
        return words(self.term)


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
        row = _cells(line)
        if tuple(cell.strip() for cell in row[:3]) == _HEADER:
            continue
        if len(row) < 3:
            problems.append(LexiconProblem(number, "columns"))
            continue
        term, kind, target = (cell.strip() for cell in row[:3])
        if kind not in KIND_WEIGHTS:
            problems.append(LexiconProblem(number, "kind"))
        elif not words(term) or len(words(term)) > 2 * MAX_PHRASE:
            problems.append(LexiconProblem(number, "term"))
        elif not target.strip("= "):
            problems.append(LexiconProblem(number, "target"))
        else:
            entries.append(_entry(term, language, kind, target))
    return entries, problems


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line.strip("\r\n")], delimiter=";"), [])
    except csv.Error:
        return []


def _entry(term: str, language: str, kind: str, target: str) -> Entry:
    if "=" in target:
        german = tuple(word for part in target.split("=") for word in part.split())
        return Entry(term, language, kind, german=german)
    return Entry(term, language, kind, topics=tuple(target.replace(",", " ").split()))


class Lexicon:
    """Entries of all languages, found by folded, stemmed phrases."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._stemmed: dict[str, dict[tuple[str, ...], list[Entry]]] = {}
        self._exact: dict[str, list[Entry]] = {}
        self._sorted: list[str] = []
        self._loose: dict[str, list[Entry]] | None = None
        self.languages: tuple[str, ...] = ()
        self._entries = tuple(dict.fromkeys(entries))
        for entry in self._entries:
            self._file(entry)
        self._sorted = sorted(self._exact)
        self.languages = tuple(self._stemmed)

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def _file(self, entry: Entry) -> None:
        folded = words(entry.term)
        self._exact.setdefault(" ".join(folded), []).append(entry)
        language = "de" if entry.language in _GERMAN else entry.language
        key = phrase_key(content_words(folded, language) or folded, language)
        self._stemmed.setdefault(language, {}).setdefault(key, []).append(entry)

    def german_words(self) -> set[str]:
        """Folded single German words of the lexicon, terms and targets alike."""
        found: set[str] = set()
        for entry in self._entries:
            texts = (*entry.german, entry.term) if entry.language in _GERMAN else entry.german
            for text in texts:
                folded = words(text)
                if len(folded) == 1:
                    found.add(folded[0])
        return found

    def find(self, content: Sequence[str], language: str) -> list[Found]:
        """Entries whose phrase stands among the content words of a query, best first.

        The language is a hint: where it or German know a word, other languages are not asked.
        """
        preferred = ["de", language] if language not in _GERMAN else ["de"]
        found = self._find_in(content, preferred, 1.0)
        known = {position for match in found for position in match.positions}
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
        for language in languages:
            table = self._stemmed.get(language)
            if not table:
                continue
            stemmed = [stems.stem(word, language) for word in content]
            for positions in _windows(len(content)):
                key = tuple(sorted(stemmed[position] for position in positions))
                for entry in table.get(key, ()):
                    exact = " ".join(content[p] for p in positions) == " ".join(words(entry.term))
                    weight = KIND_WEIGHTS[entry.kind] * trust * (1.0 if exact else 0.92)
                    found.append(Found(positions, entry, weight))
        return found

    def like(self, word: str) -> list[Entry]:
        """Entries of a single word that sounds alike, or has the same consonants, as typed."""
        if self._loose is None:
            self._loose = {}
            for entry in self._entries:
                folded = words(entry.term)
                if len(folded) == 1:
                    self._loose.setdefault(sound(folded[0]), []).append(entry)
                    bare = skeleton(folded[0])
                    if entry.language in ("ar", "fa", "prs", "ps", "ur") and len(bare) >= 3:
                        self._loose.setdefault("|" + bare, []).append(entry)
        return self._loose.get(sound(word)) or (
            self._loose.get("|" + skeleton(word), []) if len(skeleton(word)) >= 3 else []
        )

    def complete(self, beginning: str, limit: int) -> list[Entry]:
        """Entries whose folded term begins like this, shortest terms first."""
        start = bisect.bisect_left(self._sorted, beginning)
        keys = []
        for key in self._sorted[start : start + 60]:
            if not key.startswith(beginning):
                break
            keys.append(key)
        keys.sort(key=len)
        return [entry for key in keys for entry in self._exact[key]][:limit]


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
    """Positions of phrases: neighbours up to `MAX_PHRASE`, and pairs that stand close."""
    for size in range(min(MAX_PHRASE, count), 0, -1):
        for start in range(count - size + 1):
            yield tuple(range(start, start + size))
    for first, second in combinations(range(count), 2):
        if 1 < second - first <= _PAIR_REACH:
            yield first, second
