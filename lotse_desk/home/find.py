"""Find: from words to the services and master texts of a home that they ask for."""

import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from weakref import WeakKeyDictionary

from lotse_desk.domain.needed_languages import is_language
from lotse_desk.domain.turns import searching
from lotse_desk.home.explain import explain_query
from lotse_desk.home.finder import Finder
from lotse_desk.home.guidance import Guide
from lotse_desk.home.hits import (
    ALL_TOWNS,
    DEFAULT_LIMIT,
    BatchQuery,
    Found,
    Hit,
    LetterHit,
    SituationHit,
    Wish,
)
from lotse_desk.home.home import Home

__all__ = [
    "ALL_TOWNS",
    "DEFAULT_LIMIT",
    "BatchQuery",
    "Found",
    "Hit",
    "LetterHit",
    "SituationHit",
    "Wish",
    "find",
    "find_batch",
    "find_situation",
    "situations",
    "told_in",
    "warm_up",
]

_TURN = 0.0001
"""Seconds a thread keeps the interpreter while another waits for it."""


def find(home: Home, words: str, wish: Wish | None = None) -> Found:
    """What a home holds for these words, best first; any text is a valid query.

    Raises `UnknownValue` and `InvalidValue` for a wish that names unknown things.
    """
    with searching:
        return _found(home, words, wish or Wish())


def _found(home: Home, words: str, wish: Wish) -> Found:
    started = time.perf_counter()
    checked = wish.checked(home)
    finder = _finder(home)
    read = finder.reader.read(words, checked.language, typing=checked.typing)
    query = finder.guide.with_topics(read)
    return Found(
        hits=tuple(finder.hits(query, checked)),
        letters=finder.guide.letters(query.guidance, checked.language),
        situations=finder.guide.situations(query.guidance, checked.language),
        took_ms=(time.perf_counter() - started) * 1000,
        explanation=explain_query(query, home.reference) if checked.explain else None,
        missed=query.missed,
    )


def find_situation(home: Home, slug: str, wish: Wish | None = None) -> Found:
    """The services a situation of life calls for: for each topic, in order, who is responsible.

    Where nobody is, the topic's master text. The wish filters them; its `limit` counts nothing
    here, the set is whole. Raises `UnknownValue` and `InvalidValue`.
    """
    started = time.perf_counter()
    checked = (wish or Wish()).checked(home)
    finder = _finder(home)
    situation = finder.guide.situation(slug, checked.language)
    return Found(
        hits=finder.responsible(situation.topics, situation.name.de, checked),
        situations=(situation,),
        took_ms=(time.perf_counter() - started) * 1000,
    )


def told_in(home: Home, language: str, found: Found) -> Found:
    """The same answer with its letters and situations in the language of a person."""
    return _finder(home).guide.told_in(language, found)


def situations(home: Home, language: str = "de") -> tuple[SituationHit, ...]:
    """All situations of life a home knows, by their German names; loads nothing to search with."""
    return Guide(home.directory).all_situations(language)


def find_batch(
    home: Home, queries: Iterable[BatchQuery], wish: Wish | None = None
) -> Iterator[tuple[BatchQuery, Found]]:
    """The answers to many queries, in their order; a language nobody knows is no hint at all."""
    for query in queries:
        language = query.language if is_language(query.language) else "de"
        whole = replace(wish or Wish(), language=language, typing=False)
        yield query, find(home, query.words, whole)


def warm_up(home: Home) -> None:
    """Load lexicon and dictionary, so that the first keystroke is as fast as the others.

    Also lets threads take turns more often: at every query a search gives way to a thread that
    imports, and gets its turn back only after the interpreter's switch interval, 5 ms by default.
    """
    sys.setswitchinterval(_TURN)
    find(home, "wohngeld")
    _finder(home).reader.warm_up()


_finders: WeakKeyDictionary[Home, Finder] = WeakKeyDictionary()


def _finder(home: Home) -> Finder:
    generation = home.search_index.state("generation")
    finder = _finders.get(home)
    if finder is None or finder.generation != generation:
        finder = _finders[home] = Finder(home, generation)
    return finder
