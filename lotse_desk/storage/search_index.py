"""The search index in SQLite: terms, their strongest documents, and what became stale.

Postings are rows ordered by impact, not FTS5 lists: FTS5 must visit every document of a word to
rank it, so a common word costs more with every record; here a query reads only the strongest
documents of each word, and then looks the few best candidates up exactly.
"""

import json
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlite_utils import Database

_CHUNK = 400
_RECORD = "id, entity, entity_id, inherits, body, areas, topics"

_STRONGEST = """
SELECT json_group_array(json_array(search_term.term, json((
  SELECT json_group_array(json_array(document, impact)) FROM (
    SELECT document, impact FROM search_posting
    WHERE search_posting.term = search_term.id
    ORDER BY impact DESC LIMIT ?
  )
))))
FROM search_term WHERE search_term.term IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True)
class RecordFacts:
    """What find needs to know of a record besides its words.

    `inherits`: id of the master text whose texts hold for it; `body`: id of its organization;
    `areas`: extents of its service areas (ARS); `topics`: slugs.
    """

    inherits: str | None = None
    body: str = ""
    areas: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class IndexedRecord:
    """A record in the index: its document number, table, id and facts."""

    document: int
    entity: str
    id: str
    facts: RecordFacts


class SearchIndex:
    """The index tables of a home, for reading."""

    def __init__(self, database: Database) -> None:
        self.database = database

    # What ranking asks (search.rank.Postings, search.query.Vocabulary)

    def size(self) -> int:
        """Number of documents."""
        return int(self.state("documents") or 0)

    def frequencies(self, terms: Collection[str]) -> dict[str, int]:
        """Number of documents of each term that the index knows."""
        return {term: frequency for term, _, frequency in self.term_rows(terms) if frequency}

    def strongest(self, terms: Collection[str], limit: int) -> dict[str, Mapping[int, int]]:
        """Term -> document -> impact of the documents where it is strongest, strongest first.

        Terms the index does not know are left out.
        """
        row = self.database.conn.execute(_STRONGEST, [limit, json.dumps(list(terms))]).fetchone()
        return {term: dict(found) for term, found in json.loads(row[0])}

    def impacts(
        self, documents: Collection[int], terms: Collection[str]
    ) -> Mapping[int, Mapping[str, int]]:
        """Document -> term -> impact, of just these."""
        ids = [(number, term) for term, number, _ in self.term_rows(terms)]
        found: dict[int, dict[str, int]] = {}
        for document, blob in self.chunked_rows(
            "id, terms",
            "SELECT id, hex(terms) AS terms FROM search_document WHERE id IN ({})",
            documents,
        ):
            held, strengths = unpacked_terms(bytes.fromhex(blob))
            here: dict[str, int] = {}
            for number, term in ids:
                place = bisect_left(held, number)
                if place < len(held) and held[place] == number:
                    here[term] = strengths[place]
            found[document] = here
        return found

    def completions(self, beginning: str, limit: int) -> list[str]:
        """Terms that begin like this, the most frequent first."""
        rows = self._rows(
            "term",
            "SELECT term FROM search_term WHERE term >= ? AND term < ? AND frequency > 0"
            " ORDER BY frequency DESC, term LIMIT ?",
            (beginning, beginning + "\U0010ffff", limit),
        )
        return [row[0] for row in rows]

    # What find asks

    def records(self, documents: Collection[int]) -> dict[int, IndexedRecord]:
        """Document -> the record it stands for."""
        rows = self.chunked_rows(
            _RECORD,
            f"SELECT {_RECORD} FROM search_document WHERE id IN ({{}})",  # noqa: S608
            documents,
        )
        return {row[0]: _record(row) for row in rows}

    def heirs(self, master_ids: Collection[str]) -> dict[str, list[IndexedRecord]]:
        """Id of a master text -> the services that inherit from it."""
        found: dict[str, list[IndexedRecord]] = {}
        for row in self.chunked_rows(
            _RECORD,
            f"SELECT {_RECORD} FROM search_document WHERE inherits IN ({{}}) ORDER BY id",  # noqa: S608
            master_ids,
        ):
            found.setdefault(row[3], []).append(_record(row))
        return found

    def areas(self) -> list[tuple[int, str]]:
        """(document, areas with spaces between) of the records that name any."""
        return self._rows(
            "id, areas", "SELECT id, areas FROM search_document WHERE areas <> ''", ()
        )

    def words(self) -> list[str]:
        """Folded words that indexed texts brought into the dictionary of compounds."""
        return [row[0] for row in self._rows("word", "SELECT word FROM search_word", ())]

    def state(self, key: str) -> str:
        """A remembered fact about the index; empty if there is none."""
        row = self.database.execute(
            "SELECT value FROM search_state WHERE key = ?", [key]
        ).fetchone()
        return row[0] if row else ""

    def term_rows(self, terms: Collection[str]) -> Iterator[tuple[str, int, int]]:
        """(term, id, frequency) of the terms that the index knows."""
        return self.chunked_rows(
            "term, id, frequency",
            "SELECT term, id, frequency FROM search_term WHERE term IN ({})",
            terms,
        )

    def chunked_rows(
        self,
        columns: str,
        query: str,
        values: Iterable[str | int],
        first: Sequence[str | int] = (),
    ) -> Iterator[tuple[Any, ...]]:
        """Rows of a query with one `IN ({})`, asked in chunks."""
        rest = iter(values)
        while chunk := list(islice(rest, _CHUNK)):
            marks = ", ".join("?" * len(chunk))
            yield from self._rows(columns, query.format(marks), (*first, *chunk))

    def _rows(
        self, columns: str, query: str, parameters: Sequence[str | int]
    ) -> list[tuple[Any, ...]]:
        """All rows of a query in one step, as JSON.

        Python hands the interpreter over at every step of a cursor: row by row, a search would
        wait for a thread that imports as often as it reads rows.
        """
        row = self.database.conn.execute(
            f"SELECT json_group_array(json_array({columns})) FROM ({query})",  # noqa: S608
            parameters,
        ).fetchone()
        return [tuple(values) for values in json.loads(row[0])]


def _record(row: tuple[Any, ...]) -> IndexedRecord:
    document, entity, record, inherits, body, areas, topics = row
    facts = RecordFacts(inherits, body, tuple(areas.split()), tuple(topics.split()))
    return IndexedRecord(document, entity, record, facts)


def unpacked_terms(blob: bytes) -> "tuple[array[int], array[int]]":
    """Term ids and impacts of a document, in the order of the ids."""
    count = len(blob) // 6
    ids, impacts = array("I"), array("H")
    ids.frombytes(blob[: 4 * count])
    impacts.frombytes(blob[4 * count :])
    return ids, impacts
