"""The filters of find: which indexed records a wish leaves in."""

from collections.abc import Callable, Iterable

from lotse_desk.domain.reference import Reference
from lotse_desk.home.hits import Wish
from lotse_desk.home.places import said_step_free
from lotse_desk.search.analysis import TOPIC_MARK
from lotse_desk.storage.search_index import SearchIndex
from lotse_desk.storage.search_index_filters import IndexFilters


class Filters:
    """Documents that filters keep, remembered until the database changes."""

    def __init__(self, index: SearchIndex, reference: Reference) -> None:
        self._index = index
        self._tables = IndexFilters(index.database)
        self._reference = reference
        self._state = self._tables.state()
        self._known: dict[str, frozenset[int]] = {}

    def kept(self, wish: Wish) -> frozenset[int] | None:
        """The documents whose records the wish leaves in; None if it filters by no record."""
        kept = []
        if wish.speaks:
            speaks = wish.speaks
            kept.append(self._get(f"speaks {speaks}", lambda: self._tables.speaking(speaks)))
        if wish.step_free:
            kept.append(self._get("step-free", self._step_free))
        if wish.group:
            group = wish.group
            kept.append(self._get(f"group {group}", lambda: self._of_group(group)))
        return frozenset.intersection(*kept) if kept else None

    def to_be_ranked(self, kept: frozenset[int]) -> frozenset[int]:
        """What ranking must see for these: also master texts, by which heirs are found."""
        return kept | self._get("masters", self._tables.masters)

    def _get(self, name: str, read: Callable[[], frozenset[int]]) -> frozenset[int]:
        state = self._tables.state()
        if state != self._state:
            self._state = state
            self._known.clear()
        if name not in self._known:
            self._known[name] = read()
        return self._known[name]

    def _step_free(self) -> frozenset[int]:
        said: dict[str, list[str]] = {}
        for location, text in self._tables.accessibility():
            said.setdefault(location, []).append(text)
        return self._tables.at_places(place for place, texts in said.items() if _free(texts))

    def _of_group(self, group: str) -> frozenset[int]:
        marks = [TOPIC_MARK + t.slug for t in self._reference.topics.values() if t.group == group]
        found = self._index.strongest(marks, self._index.size()).values()
        return frozenset(document for documents in found for document in documents)


def _free(texts: Iterable[str]) -> bool:
    return said_step_free(texts) is True
