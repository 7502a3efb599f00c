"""Lists of words by language, met in every way of spelling a language knows."""

from collections.abc import Mapping

from lotse_desk.search.fold import words
from lotse_desk.search.spelling import respelt

_SHARED = {"de-simple": "de", "prs": "fa"}
"""Languages that use the words of another: plain German those of German, Dari those of Persian."""


def spelt(texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Folded words by language (BCP-47), of texts that list them, also as they are respelt."""
    lists = {
        language: frozenset(
            spelling for word in words(text) for spelling in (word, respelt(word, language))
        )
        for language, text in texts.items()
    }
    return lists | {language: lists[other] for language, other in _SHARED.items()}


def is_listed(word: str, language: str, lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether a folded word, or how it is respelt, stands in the list of a language."""
    known = lists.get(language, ())
    return word in known or respelt(word, language) in known
