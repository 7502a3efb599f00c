"""Terms of the lexicon and what they mean, as its tables say it."""

import csv
from dataclasses import dataclass
from functools import cached_property

from lotse_desk.search.fold import words

MAX_PHRASE = 4
"""Words of the longest phrase that is met inside a longer query."""

KIND_WEIGHTS = {
    "name": 1.0, "lay": 0.95, "synonym": 0.95, "abbreviation": 1.0, "old-name": 1.0,
    "misspelling": 0.85, "letter": 0.8, "transliteration": 0.85, "general": 0.8,
}  # fmt: skip
LETTER_MARK, SITUATION_MARK = "letter:", "situation:"
"""What a target begins with that is no topic."""

_HEADER = ("term", "kind", "target")


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
