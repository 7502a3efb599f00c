"""The words search knows before it has read a record: lexicon and dictionary, as shipped."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lotse_desk.home.reference import shipped_reference
from lotse_desk.locations import resources
from lotse_desk.search.fold import words
from lotse_desk.search.lexicon import Entry, Lexicon, LexiconProblem, parse_lexicon

_NAME_BREAKS = re.compile(r"[,:;()/–]| und ")


@dataclass(frozen=True)
class Vocabulary:
    """`parts` are folded words that German compounds are made of; `problems` maps files of the
    lexicon to lines not understood."""

    lexicon: Lexicon
    parts: frozenset[str]
    topic_names: dict[str, str]
    problems: dict[str, tuple[LexiconProblem, ...]]


@cache
def shipped_vocabulary() -> Vocabulary:
    """Lexicon of resources/lexicon/, with the names of the topics, read once a process."""
    folder = resources() / "lexicon"
    entries: list[Entry] = list(_topic_entries())
    problems: dict[str, tuple[LexiconProblem, ...]] = {}
    for path in _tables(folder):
        found, unread = parse_lexicon(path.read_text("utf-8"), path.stem)
        entries += found
        if unread:
            problems[path.relative_to(folder).as_posix()] = tuple(unread)
    lexicon = Lexicon(entries)
    text = (folder / "general" / "de.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    parts = frozenset(word for line in lines for word in words(line)) | frozenset(
        word for word in lexicon.german_words() if len(word) >= 4
    )
    names = {topic.slug: topic.name for topic in shipped_reference().topics.values()}
    return Vocabulary(lexicon, parts, names, problems)


def vocabulary_digest() -> str:
    """Changes with any file of the lexicon; records are then to be indexed anew."""
    folder = resources() / "lexicon"
    digest = hashlib.sha256()
    for path in [*_tables(folder), folder / "general" / "de.txt"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _tables(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.csv"), *folder.glob("general/*.csv")])


def _topic_entries() -> list[Entry]:
    """The names of the topics as entries: whole, and each of the things they list."""
    entries = []
    for topic in shipped_reference().topics.values():
        names = {topic.name, topic.slug.replace("-", " ")}
        names.update(part.strip() for part in _NAME_BREAKS.split(topic.name))
        entries += [
            Entry(name, "de", "name", topics=(topic.slug,))
            for name in sorted(names)
            if 1 <= len(words(name)) <= 6 and len(name) > 2
        ]
    return entries
