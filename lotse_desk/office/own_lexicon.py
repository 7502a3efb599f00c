"""The office's own words for topics: taken from a table, travelling with every release."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lotse_desk.domain.disk_faults import disk_faults
from lotse_desk.domain.faults import NotFound, TooLarge
from lotse_desk.domain.needed_languages import checked_language
from lotse_desk.domain.supplement import Letter, Situation, Synonym
from lotse_desk.formats.decoding import decode
from lotse_desk.formats.source import SourceFile
from lotse_desk.home.home import OFFICE, Home
from lotse_desk.search.entry import (
    LETTER_MARK,
    SITUATION_MARK,
    Entry,
    LexiconProblem,
    parse_lexicon,
)
from lotse_desk.search.fold import fold

_MOST_BYTES = 5_000_000
_OWN = "lexicon."
"""Ids of words that came in this way begin so; words of single records have other ids."""


@dataclass(frozen=True)
class TakenWords:
    """How many words were new; lines that could not be used, by 1-based number."""

    added: int
    problems: tuple[LexiconProblem, ...]


def own_words(home: Home) -> tuple[Synonym, ...]:
    """All words the office added, by language and term."""
    added = (s for s in home.directory.rows(Synonym) if s.id.startswith(_OWN))
    return tuple(sorted(added, key=lambda s: (s.language, s.term, s.target)))


def add_words(home: Home, path: Path, language: str) -> TakenWords:
    """Take in a `term;kind;target` table of words of one language; known ones stay as they are.

    Opens a transaction. Raises `WrongRole`, `UnknownValue` (language), `TooLarge`, `Unreadable`,
    disk faults.
    """
    home.require(OFFICE)
    checked_language(language)
    words: dict[str, Synonym] = {}
    problems: list[LexiconProblem] = []
    for number, line in enumerate(_text(path).splitlines(), start=1):
        entries, unread = parse_lexicon(line, language)
        problems += [LexiconProblem(number, problem.reason) for problem in unread]
        for synonym in (synonym for entry in entries for synonym in _synonyms(entry)):
            if _is_target(home, synonym.target):
                words[synonym.id] = synonym
            else:
                problems.append(LexiconProblem(number, "target"))
    known = {synonym.id for synonym in own_words(home)}
    fresh = [synonym for identity, synonym in words.items() if identity not in known]
    with home.transaction():
        home.directory.upsert(fresh)
    return TakenWords(len(fresh), tuple(problems))


def remove_word(home: Home, term: str, language: str) -> int:
    """Take back a word the office added, with all it points to; returns how many entries went.

    Opens a transaction. Raises `WrongRole`, `NotFound`.
    """
    home.require(OFFICE)
    found = [s.id for s in own_words(home) if (s.language, s.term) == (language, term)]
    if not found:
        raise NotFound("missed-word", term[:40])
    with home.transaction():
        home.directory.delete(Synonym, found)
    return len(found)


def _text(path: Path) -> str:
    with disk_faults(path):
        if path.stat().st_size > _MOST_BYTES:
            raise TooLarge(str(path), _MOST_BYTES)
        return decode(SourceFile(str(path), path.read_bytes())).text


def _synonyms(entry: Entry) -> Iterator[Synonym]:
    for target in (
        *(["=" + " ".join(entry.german)] if entry.german else entry.topics),
        *(f"{LETTER_MARK}{slug}" for slug in entry.letters),
        *(f"{SITUATION_MARK}{slug}" for slug in entry.situations),
    ):
        key = "\0".join((entry.language, fold(entry.term), target))
        yield Synonym(
            id=_OWN + hashlib.sha256(key.encode()).hexdigest()[:24],
            term=entry.term,
            language=entry.language,
            kind=entry.kind,
            target=target,
        )


def _is_target(home: Home, target: str) -> bool:
    for mark, kind in ((LETTER_MARK, Letter), (SITUATION_MARK, Situation)):
        if target.startswith(mark):
            return bool(home.directory.where(kind, slug=target.removeprefix(mark)))
    return target.startswith("=") or target in home.reference.topics
