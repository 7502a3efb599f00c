"""The floor: plain SQLite FTS5 with the same stems and compound parts, ranked by its own bm25."""

import sqlite3
import time
from collections.abc import Iterable, Iterator

from lotse_desk.domain.hsds import Service
from lotse_desk.domain.supplement import MasterText, Translation
from lotse_desk.home.home import Home
from lotse_desk.home.indexing import analyser_of
from lotse_desk.search import german, stems
from lotse_desk.search.analysis import Analyser
from lotse_desk.search.fold import words


class PlainFts5:
    """One FTS5 table with name and text, filled from a home; queries are words joined by OR."""

    def __init__(self, home: Home, kind: type[Service] | type[MasterText] = Service) -> None:
        """`kind`: services, or the master texts that services of a starter directory inherit."""
        self._analyser: Analyser = analyser_of(home.search_index)
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE page USING fts5(name, text)")
        self._ids: list[str] = []
        other: dict[str, list[str]] = {}
        for translation in home.directory.rows(Translation):
            if translation.entity == kind.TABLE:
                terms = (stems.stem(w, translation.language) for w in words(translation.text))
                other.setdefault(translation.entity_id, []).extend(terms)
        for record in home.directory.rows(kind):
            text = [*self._terms(record.description or ""), *other.get(record.id, ())]
            self._connection.execute(
                "INSERT INTO page (rowid, name, text) VALUES (?, ?, ?)",
                (len(self._ids), " ".join(self._terms(record.name or "")), " ".join(text)),
            )
            self._ids.append(record.id)

    def search(self, query: str, limit: int = 10, *, prefix: bool = False) -> list[str]:
        """Ids of the best records; with `prefix` the last word also stands for its beginnings."""
        terms = [f'"{term}"' for term in dict.fromkeys(self._terms(query))]
        last = words(query)[-1:]
        if prefix and last:
            terms.append(f'"{last[0]}"*')
        if not terms:
            return []
        rows = self._connection.execute(
            "SELECT rowid FROM page WHERE page MATCH ? ORDER BY bm25(page, 5.0, 1.0) LIMIT ?",
            (" OR ".join(terms), limit),
        )
        return [self._ids[row[0]] for row in rows]

    def _terms(self, text: str) -> Iterator[str]:
        for word in words(text):
            yield german.stem(word)
            for part in self._analyser.splitter.split(word):
                yield german.stem(part)


def keystroke_times(home: Home, typed: Iterable[str]) -> list[float]:
    """Milliseconds of each keystroke's match on the services of a home."""
    table = PlainFts5(home)
    times = []
    for query in typed:
        started = time.perf_counter()
        table.search(query, prefix=True)
        times.append((time.perf_counter() - started) * 1000)
    return times
