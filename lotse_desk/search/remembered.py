"""Postings remembered between keystrokes: who types a letter more asks for the same words again."""

from collections.abc import Collection, Mapping
from typing import Generic, TypeVar

from lotse_desk.search.rank import Postings

_Value = TypeVar("_Value")
_LISTS, _COUNTS = 400, 20_000


class _Store(dict[tuple[str, int], _Value], Generic[_Value]):
    """Values by word, the oldest thrown out first."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def keep(self, key: tuple[str, int], value: _Value) -> _Value:
        while len(self) >= self._most:
            del self[next(iter(self))]
        self[key] = value
        return value


class RememberedPostings:
    """The postings of one state of an index; make a new one when the index has changed."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings
        self._size: int | None = None
        self._lists: _Store[Mapping[int, int]] = _Store(_LISTS)
        self._counts: _Store[int] = _Store(_COUNTS)

    def size(self) -> int:
        """Number of documents."""
        if self._size is None:
            self._size = self._postings.size()
        return self._size

    def frequencies(self, terms: Collection[str]) -> dict[str, int]:
        """Number of documents of each term that the index knows."""
        missing = {term for term in terms if (term, 0) not in self._counts}
        found = self._postings.frequencies(missing) if missing else {}
        counts = {term: self._counts[term, 0] for term in terms if term not in missing} | found
        for term in missing:
            self._counts.keep((term, 0), found.get(term, 0))
        return {term: count for term, count in counts.items() if count}

    def strongest(self, terms: Collection[str], limit: int) -> dict[str, Mapping[int, int]]:
        """Term -> document -> impact of the documents where it is strongest; not to be changed."""
        found = {term: known for term in terms if (known := self._lists.get((term, limit)))}
        missing = [term for term in terms if term not in found]
        if missing:
            for term, impacts in self._postings.strongest(missing, limit).items():
                found[term] = self._lists.keep((term, limit), impacts)
        return found

    def impacts(
        self, documents: Collection[int], terms: Collection[str]
    ) -> Mapping[int, Mapping[str, int]]:
        """Document -> term -> impact, of just these."""
        return self._postings.impacts(documents, terms)

    def completions(self, beginning: str, limit: int) -> list[str]:
        """Terms that begin like this, the most frequent first."""
        return self._postings.completions(beginning, limit)
