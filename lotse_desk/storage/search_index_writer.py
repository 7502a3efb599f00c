"""Writing the search index: records put in and taken out, and what became stale."""

import contextlib
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from lotse_desk.storage.database import transaction
from lotse_desk.storage.search_index import RecordFacts, SearchIndex, unpacked_terms


@dataclass(frozen=True)
class NewDocument:
    """A record to be indexed: its id, facts, the fingerprint of its texts, term -> impact."""

    id: str
    facts: RecordFacts
    fingerprint: str
    impacts: Mapping[str, int]


class SearchIndexWriter(SearchIndex):
    """The index tables of a home; the caller opens the transaction."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._ids: dict[str, int] = {}
        self._first_pending: int | None = None

    def transaction(self) -> contextlib.AbstractContextManager[Database]:
        """A transaction of its own, for indexing anew without any other change."""
        return transaction(self.database)

    def put_state(self, key: str, value: str) -> None:
        """Remember a fact about the index."""
        self.database.execute(
            "INSERT INTO search_state (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [key, value],
        )

    def stale(self) -> dict[str, list[str]]:
        """Entity -> ids of records that changed, came or went since they were indexed."""
        found: dict[str, list[str]] = {}
        for entity, record in self.database.execute(
            "SELECT DISTINCT entity, entity_id FROM search_stale"
        ):
            found.setdefault(entity, []).append(record)
        return found

    def begin(self) -> None:
        """Forget what an act that failed may have left in memory."""
        self._ids.clear()
        self._first_pending = None
        self.database.execute("DROP TABLE IF EXISTS temp.search_new_posting")

    def clear(self) -> None:
        """Empty the index: all records of the directory are to be indexed anew."""
        for table in ("search_posting", "search_document", "search_term", "search_stale"):
            self.database.execute(f"DELETE FROM {table}")  # noqa: S608 - own table names
        for entity in ("service", "master_text"):
            self.database.execute(
                f"INSERT INTO search_stale (entity, entity_id) SELECT '{entity}', id FROM {entity}"  # noqa: S608
            )

    def settle(self) -> None:
        """Nothing is stale any more; counts the documents."""
        self._take_pending()
        self.database.execute("DELETE FROM search_stale")
        count = self.database.execute("SELECT count(*) FROM search_document").fetchone()[0]
        self.put_state("documents", str(count))
        self.put_state("generation", str(int(self.state("generation") or 0) + 1))
        self._ids.clear()

    def fingerprints(self, entity: str, ids: Collection[str]) -> dict[str, str]:
        """Id -> fingerprint of what is indexed, of records of one entity."""
        return {
            row[0]: row[1]
            for row in self.chunked_rows(
                "entity_id, fingerprint",
                "SELECT entity_id, fingerprint FROM search_document"
                " WHERE entity = ? AND entity_id IN ({})",
                ids,
                [entity],
            )
        }

    def add_words(self, words: Iterable[str]) -> None:
        """Remember words for the dictionary of compounds."""
        self.database.conn.executemany(
            "INSERT OR IGNORE INTO search_word (word) VALUES (?)", ((word,) for word in words)
        )

    def put(self, entity: str, documents: Sequence[NewDocument]) -> None:
        """Index records of one entity anew."""
        self.remove(entity, [document.id for document in documents])
        numbers = self._numbers({term for document in documents for term in document.impacts})
        connection = self.database.conn
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
        self.database.execute(
            "INSERT INTO search_posting (term, impact, document)"
            " SELECT term, impact, document FROM temp.search_new_posting"
            " ORDER BY term, impact, document"
        )
        self.database.execute("DELETE FROM temp.search_new_posting")
        self._first_pending = None

    def remove(self, entity: str, ids: Collection[str]) -> None:
        """Take records out of the index; those that are not in it are no error."""
        connection = self.database.conn
        gone: Counter[int] = Counter()
        documents = list(
            self.chunked_rows(
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
            terms, impacts = unpacked_terms(bytes.fromhex(blob))
            connection.executemany(
                "DELETE FROM search_posting WHERE term = ? AND impact = ? AND document = ?",
                [(t, i, document) for t, i in zip(terms, impacts, strict=True)],
            )
            gone.subtract(terms)
            connection.execute("DELETE FROM search_document WHERE id = ?", [document])
        self._count(gone)

    def _count(self, changes: Counter[int]) -> None:
        """Add to the frequencies of terms, by id."""
        self.database.conn.executemany(
            "UPDATE search_term SET frequency = frequency + ? WHERE id = ?",
            [(change, term) for term, change in sorted(changes.items())],
        )

    def _numbers(self, terms: Collection[str]) -> dict[str, int]:
        """Term -> id, made where missing."""
        missing = [term for term in terms if term not in self._ids]
        if missing:
            self.database.conn.executemany(
                "INSERT OR IGNORE INTO search_term (term, frequency) VALUES (?, 0)",
                [(term,) for term in missing],
            )
            for term, number, _ in self.term_rows(missing):
                self._ids[term] = number
        return {term: self._ids[term] for term in terms}


def _packed(terms: Sequence[tuple[int, int]]) -> bytes:
    """Term ids (32 bits each), then their impacts (16 bits each), in the order of the ids."""
    ids = array("I", (term for term, _ in terms))
    impacts = array("H", (impact for _, impact in terms))
    return ids.tobytes() + impacts.tobytes()
