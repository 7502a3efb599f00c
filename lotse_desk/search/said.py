"""Whether a query says all of a term of which it holds a word: Rente is not "Rente zu wenig"."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache

from lotse_desk.search.entry import Entry
from lotse_desk.search.fold import words
from lotse_desk.search.lexicon import Found, content_words
from lotse_desk.search.negations import is_negation

_UNSAID = 0.5
_NEARLY_SAID = 0.97
_IDLE = 0.5
_WHO = frozenset(
    words(
        """ich du er sie es wir ihr mich mir dich dir ihn ihm uns euch ihnen mein meine meinen
        meinem meiner dein deine sein seine unser unsere der die das den dem des ein eine einen
        einem einer eines ist sind war waren bin bist wird werden wurde wurden worden werde hat
        haben hatte habe man jemand jemanden und zu für"""
    )
)
_MEANT_ALIKE = (
    frozenset(words("will wollen wollte möchte möchten mag")),
    frozenset(words("bekommen bekommt bekomme kriege kriegen kriegt gekriegt bekam")),
    frozenset(words("kann können konnte könnte darf dürfen dürfte")),
    frozenset(words("muss müssen musste müsste soll sollen sollte sollten")),
)
_GERMAN = ("de", "de-simple")


def is_said(entry: Entry, said: AbstractSet[str]) -> bool:
    """Whether a single word met stands for the whole term of an entry.

    Of "wir bekommen ein Kind" only the last is a content word: the others must be there too, or
    half of them where a negation holds the rest together, as in "kann nicht mehr allein".
    `said`: the folded words of the query.
    """
    content = content_words(entry.folded, entry.language)
    others = [word for word in entry.folded if word not in content]
    negations = sum(is_negation(word, entry.language) for word in content)
    if len(content) - negations > 1 or not others:
        return True
    share = 0.5 if negations else 1.0
    return sum(word in said for word in others) >= share * len(others)


def as_said(found: Iterable[Found], text: str, importance: Sequence[float]) -> Iterator[Found]:
    """The entries met in a query; those of which the text says one word alone weigh half.

    So do those met by words that hardly tell queries apart ("weiß nicht"), where others do.
    `importance`: of the content words of the query.
    """
    said = frozenset(words(text))
    telling = max(importance, default=1.0) == 1.0
    for match in found:
        weight = match.weight
        if match.entry.topics:
            idle = telling and max(importance[place] for place in match.positions) < _IDLE
            weight *= _UNSAID if idle else _share_said(match.entry, said)
        yield match if weight == match.weight else replace(match, weight=weight)


def _share_said(entry: Entry, said: AbstractSet[str]) -> float:
    """What an entry counts by the words beside its content words, pronouns left out."""
    others, alone = _others(entry)
    there = sum(_is_there(word, said) for word in others)
    if there == len(others):
        return 1.0
    return _UNSAID if alone and 2 * there < len(others) else _NEARLY_SAID


def _is_there(word: str, said: AbstractSet[str]) -> bool:
    alike = next((group for group in _MEANT_ALIKE if word in group), None)
    return word in said if alike is None else not alike.isdisjoint(said)


@lru_cache(maxsize=20_000)
def _others(entry: Entry) -> tuple[tuple[str, ...], bool]:
    """The words of a term beside its content words, and whether there is only one of those."""
    content = content_words(entry.folded, entry.language)
    idle = _WHO if entry.language in _GERMAN else frozenset()
    others = (word for word in entry.folded if word not in content and word not in idle)
    return tuple(others) if content else (), len(content) == 1
