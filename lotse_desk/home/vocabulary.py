"""The words search knows before it has read a record: lexicon and dictionary, as shipped."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from lotse_desk.domain.languages import LANGUAGES
from lotse_desk.home.board_numbers import board_numbers
from lotse_desk.home.reference import shipped_reference
from lotse_desk.home.vocabulary_cache import kept
from lotse_desk.locations import resources
from lotse_desk.search.fold import words
from lotse_desk.search.lexicon import Entry, Lexicon, LexiconProblem, parse_lexicon
from lotse_desk.search.shelf import Shelf, packed

_PARTS = "general/de.txt"
_NAME_BREAKS = re.compile(r"[,:;()/–]| und ")


@dataclass(frozen=True)
class Vocabulary:
    """`parts` are folded words that German compounds are made of, `topic_names` slug -> name."""

    lexicon: Lexicon
    parts: frozenset[str]
    topic_names: dict[str, str]


@cache
def shipped_vocabulary() -> Vocabulary:
    """Lexicon of resources/lexicon/ with the names of the topics; kept as long as the process."""
    written = {"de", *(path.stem for path in _tables(resources() / "lexicon"))}
    languages = [code for code in LANGUAGES if code in written]
    lexicon = Lexicon({language: partial(_shelf, language) for language in languages})
    names = {topic.slug: topic.name for topic in shipped_reference().topics.values()}
    dictionary = resources() / "lexicon" / _PARTS
    made_of = (dictionary.read_bytes(), *_made_of("de"))
    parts = kept("parts", made_of, lambda: " ".join(sorted(_parts(lexicon))).encode())
    return Vocabulary(lexicon, frozenset(parts.decode().split()), names)


def _shelf(language: str) -> Shelf:
    data = kept(
        f"lexicon-{language}", _made_of(language), lambda: packed(_entries(language), language)
    )
    return Shelf(data, language)


def _made_of(language: str) -> Iterator[bytes]:
    """What the entries of a language are read from."""
    if language == "de":
        yield repr(_topic_entries()).encode()
    for path in _tables(resources() / "lexicon"):
        if path.stem == language:
            yield path.read_bytes()


def _parts(lexicon: Lexicon) -> set[str]:
    """Words of the dictionary, single words of the German lexicon and what those point to."""
    text = (resources() / "lexicon" / _PARTS).read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    parts = {word for line in lines for word in words(line)}
    for entry in lexicon.entries("de"):
        parts.update(word for word in _german_words(entry) if len(word) >= 4)
    return parts


def lexicon_problems() -> dict[str, list[LexiconProblem]]:
    """File of the lexicon -> lines that could not be used."""
    folder = resources() / "lexicon"
    return {
        path.relative_to(folder).as_posix(): problems
        for path in _tables(folder)
        if (problems := parse_lexicon(path.read_text("utf-8"), path.stem)[1])
    }


def _entries(language: str) -> list[Entry]:
    """The entries of a language from all its tables; German ones with the names of topics."""
    entries = _topic_entries() if language == "de" else []
    for path in _tables(resources() / "lexicon"):
        if path.stem == language:
            entries += parse_lexicon(path.read_text("utf-8"), language)[0]
    return entries


def _german_words(entry: Entry) -> Iterator[str]:
    """Folded single words of a German entry, its term and what it points to."""
    if len(entry.folded) == 1:
        yield entry.folded[0]
    for target in entry.german:
        yield from words(target)


def parts_digest() -> str:
    """Changes with the dictionary of compounds; records are then to be indexed anew.

    The lexicon is looked up by queries alone, it may change without that.
    """
    return hashlib.sha256((resources() / "lexicon" / _PARTS).read_bytes()).hexdigest()[:16]


def _tables(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.csv"), *folder.glob("general/*.csv")])


def _topic_entries() -> list[Entry]:
    """The names of the topics as entries: whole, each of the things they list, their number."""
    entries = []
    numbers = board_numbers()
    for topic in shipped_reference().topics.values():
        names = {topic.name, topic.slug.replace("-", " ")}
        names.update(part.strip() for part in _NAME_BREAKS.split(topic.name))
        entries += [
            Entry(name, "de", "name", topics=(topic.slug,))
            for name in sorted(names)
            if 1 <= len(words(name)) <= 6 and len(name) > 2
        ]
        entries.append(Entry(str(numbers[topic.slug]), "de", "name", topics=(topic.slug,)))
    return entries
