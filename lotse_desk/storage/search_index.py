"""The search index in SQLite: terms, their strongest documents, and what became stale.

Postings are rows ordered by impact, not FTS5 lists: FTS5 must visit every document of a word to
rank it, so a common word costs more with every record; here a query reads only the strongest
documents of each word, and then looks the few best candidates up exactly.
"""

import contextlib
import json
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlite_utils import Database

from lotse_desk.storage.database import transaction

_CHUNK = 400
_RECORD = "id, entity, entity_id, inherits, body, areas, topics"


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
class NewDocument:
    """A record to be indexed: its id, facts, the fingerprint of its texts, term -> impact."""

    id: str
    facts: RecordFacts
    fingerprint: str
    impacts: Mapping[str, int]


@dataclass(frozen=True)
class IndexedRecord:
    """A record in the index: its document number, table, id and facts."""

    document: int
    entity: str
    id: str
    facts: RecordFacts


class SearchIndex:
    """The index tables of a home; the caller opens the transaction for writing."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ids: dict[str, int] = {}
        self._first_pending: int | None = None

    # What ranking asks (search.rank.Postings, search.query.Vocabulary)

    def size(self) -> int:
        """Number of documents."""
        return int(self.state("documents") or 0)

    def frequencies(self, terms: Collection[str]) -> dict[str, int]:
        """Number of documents of each term that the index knows."""
        return {term: frequency for term, _, frequency in self._terms(terms) if frequency}

    def strongest(self, term: str, limit: int) -> Sequence[tuple[int, int]]:
        """(document, impact) of the documents where a term is strongest, strongest first."""
        return self._rows(
            "document, impact",
            "SELECT document, impact FROM search_posting"
            " WHERE term = (SELECT id FROM search_term WHERE term = ?)"
            " ORDER BY impact DESC LIMIT ?",
            (term, limit),
        )

    def impacts(
        self, documents: Collection[int], terms: Collection[str]
    ) -> Mapping[int, Mapping[str, int]]:
        """Document -> term -> impact, of just these."""
        ids = [(number, term) for term, number, _ in self._terms(terms)]
        found: dict[int, dict[str, int]] = {}
        for document, blob in self._in(
            "id, terms",
            "SELECT id, hex(terms) AS terms FROM search_document WHERE id IN ({})",
            documents,
        ):
            held, strengths = _unpacked(bytes.fromhex(blob))
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
        rows = self._in(
            _RECORD,
            f"SELECT {_RECORD} FROM search_document WHERE id IN ({{}})",  # noqa: S608
            documents,
        )
        return {row[0]: _record(row) for row in rows}

    def heirs(self, master_ids: Collection[str]) -> dict[str, list[IndexedRecord]]:
        """Id of a master text -> the services that inherit from it."""
        found: dict[str, list[IndexedRecord]] = {}
        for row in self._in(
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
        row = self._database.execute(
            "SELECT value FROM search_state WHERE key = ?", [key]
        ).fetchone()
        return row[0] if row else ""

    # Writing

    def transaction(self) -> contextlib.AbstractContextManager[Database]:
        """A transaction of its own, for indexing anew without any other change."""
        return transaction(self._database)

    def put_state(self, key: str, value: str) -> None:
        """Remember a fact about the index."""
        self._database.execute(
            "INSERT INTO search_state (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [key, value],
        )

    def stale(self) -> dict[str, list[str]]:
        """Entity -> ids of records that changed, came or went since they were indexed."""
        found: dict[str, list[str]] = {}
        for entity, record in self._database.execute(
            "SELECT DISTINCT entity, entity_id FROM search_stale"
        ):
            found.setdefault(entity, []).append(record)
        return found

    def begin(self) -> None:
        """Forget what an act that failed may have left in memory."""
        self._ids.clear()
        self._first_pending = None
        self._database.execute("DROP TABLE IF EXISTS temp.search_new_posting")

    def mark_all_stale(self) -> None:
        """All indexed documents are to be made anew: the dictionary has changed."""
        self._database.execute(
            "INSERT INTO search_stale (entity, entity_id)"
            " SELECT entity, entity_id FROM search_document"
        )
        self._database.execute("UPDATE search_document SET fingerprint = ''")

    def settle(self) -> None:
        """Nothing is stale any more; counts the documents."""
        self._take_pending()
        self._database.execute("DELETE FROM search_stale")
        count = self._database.execute("SELECT count(*) FROM search_document").fetchone()[0]
        self.put_state("documents", str(count))
        self.put_state("generation", str(int(self.state("generation") or 0) + 1))
        self._ids.clear()

    def fingerprints(self, entity: str, ids: Collection[str]) -> dict[str, str]:
        """Id -> fingerprint of what is indexed, of records of one entity."""
        return {
            row[0]: row[1]
            for row in self._in(
                "entity_id, fingerprint",
                "SELECT entity_id, fingerprint FROM search_document"
                " WHERE entity = ? AND entity_id IN ({})",
                ids,
                [entity],
            )
        }

    def add_words(self, words: Iterable[str]) -> None:
        """Remember words for the dictionary of compounds."""
        self._database.conn.executemany(
            "INSERT OR IGNORE INTO search_word (word) VALUES (?)", ((word,) for word in words)
        )

    def put(self, entity: str, documents: Sequence[NewDocument]) -> None:
        """Index records of one entity anew."""
        self.remove(entity, [document.id for document in documents])
        numbers = self._numbers({term for document in documents for term in document.impacts})
        connection = self._database.conn
        postings: list[tuple[int, int, int]] = []
        for new in documents:
            terms = sorted((numbers[term], impact) for term, impact in new.impacts.items())
            facts = new.facts
            cursor = connection.execute(
                "INSERT INTO search_document (entity, entity_id, inherits, body, areas, topics,"
                " fingerprint, terms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    entity,
                    new.id,
                    facts.inherits,
                    facts.body,
                    " ".join(facts.areas),
                    " ".join(facts.topics),
                    new.fingerprint,
                    _packed(terms),
                ],
            )
            number = cursor.lastrowid or 0
            postings += [(term, impact, number) for term, impact in terms]
        connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS search_new_posting"
            " (term INTEGER, impact INTEGER, document INTEGER)"
        )
        connection.executemany(
            "INSERT INTO temp.search_new_posting (term, impact, document) VALUES (?, ?, ?)",
            postings,
        )
        if postings and self._first_pending is None:
            self._first_pending = postings[0][2]
        self._count(Counter(term for term, _, _ in postings))

    def _take_pending(self) -> None:
        """Move new postings to their places in one ordered pass over the index.

        Put there one document after the other they would touch pages all over it, again and
        again; at 100,000 services that took an hour instead of minutes.
        """
        if self._first_pending is None:
            return
        self._database.execute(
            "INSERT INTO search_posting (term, impact, document)"
            " SELECT term, impact, document FROM temp.search_new_posting"
            " ORDER BY term, impact, document"
        )
        self._database.execute("DELETE FROM temp.search_new_posting")
        self._first_pending = None

    def remove(self, entity: str, ids: Collection[str]) -> None:
        """Take records out of the index; those that are not in it are no error."""
        connection = self._database.conn
        gone: Counter[int] = Counter()
        documents = list(
            self._in(
                "id, terms",
                "SELECT id, hex(terms) AS terms FROM search_document"
                " WHERE entity = ? AND entity_id IN ({})",
                ids,
                [entity],
            )
        )
        if self._first_pending is not None and any(
            document >= self._first_pending for document, _ in documents
        ):
            self._take_pending()
        for document, blob in documents:
            terms, impacts = _unpacked(bytes.fromhex(blob))
            connection.executemany(
                "DELETE FROM search_posting WHERE term = ? AND impact = ? AND document = ?",
                [(t, i, document) for t, i in zip(terms, impacts, strict=True)],
            )
            gone.subtract(terms)
            connection.execute("DELETE FROM search_document WHERE id = ?", [document])
        self._count(gone)

    def _count(self, changes: Counter[int]) -> None:
        """Add to the frequencies of terms, by id."""
        self._database.conn.executemany(
            "UPDATE search_term SET frequency = frequency + ? WHERE id = ?",
            [(change, term) for term, change in sorted(changes.items())],
        )

    def _numbers(self, terms: Collection[str]) -> dict[str, int]:
        """Term -> id, made where missing."""
        missing = [term for term in terms if term not in self._ids]
        if missing:
            self._database.conn.executemany(
                "INSERT OR IGNORE INTO search_term (term, frequency) VALUES (?, 0)",
                [(term,) for term in missing],
            )
            for term, number, _ in self._terms(missing):
                self._ids[term] = number
        return {term: self._ids[term] for term in terms}

    def _terms(self, terms: Collection[str]) -> Iterator[tuple[str, int, int]]:
        return self._in(
            "term, id, frequency",
            "SELECT term, id, frequency FROM search_term WHERE term IN ({})",
            terms,
        )

    def _in(
        self,
        columns: str,
        query: str,
        values: Collection[str] | Collection[int],
        first: Sequence[str | int] = (),
    ) -> Iterator[tuple[Any, ...]]:
        """Rows of a query with one `IN ({})`, asked in chunks."""
        rest = iter(values)
        while chunk := list(islice(rest, _CHUNK)):
            marks = ", ".join("?" * len(chunk))
            parameters: list[str | int] = [*first, *chunk]
            yield from self._rows(columns, query.format(marks), parameters)

    def _rows(
        self, columns: str, query: str, parameters: Sequence[str | int]
    ) -> list[tuple[Any, ...]]:
        """All rows of a query in one step, as JSON.

        Python hands the interpreter over at every step of a cursor: row by row, a search would
        wait for a thread that imports as often as it reads rows.
        """
        row = self._database.conn.execute(
            f"SELECT json_group_array(json_array({columns})) FROM ({query})",  # noqa: S608
            parameters,
        ).fetchone()
        return [tuple(values) for values in json.loads(row[0])]


def _record(row: tuple[Any, ...]) -> IndexedRecord:
    document, entity, record, inherits, body, areas, topics = row
    facts = RecordFacts(inherits, body, tuple(areas.split()), tuple(topics.split()))
    return IndexedRecord(document, entity, record, facts)


def _packed(terms: Sequence[tuple[int, int]]) -> bytes:
    """Term ids (32 bits each), then their impacts (16 bits each), in the order of the ids."""
    ids = array("I", (term for term, _ in terms))
    impacts = array("H", (impact for _, impact in terms))
    return ids.tobytes() + impacts.tobytes()


def _unpacked(blob: bytes) -> "tuple[array[int], array[int]]":
    count = len(blob) // 6
    ids, impacts = array("I"), array("H")
    ids.frombytes(blob[: 4 * count])
    impacts.frombytes(blob[4 * count :])
    return ids, impacts
