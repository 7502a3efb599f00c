"""Which indexed services a filter keeps: where a language is spoken, where places say what."""

import json
from collections.abc import Iterable

from sqlite_utils import Database

_SPEAKING = """
SELECT document.id FROM search_document AS document
JOIN language ON language.service_id = document.entity_id
WHERE document.entity = 'service' AND language.code = :code
UNION
SELECT document.id FROM language
JOIN service_at_location AS link ON link.location_id = language.location_id
JOIN search_document AS document
  ON document.entity = 'service' AND document.entity_id = link.service_id
WHERE language.code = :code
"""
_AT_PLACES = """
SELECT DISTINCT document.id FROM service_at_location AS link
JOIN search_document AS document
  ON document.entity = 'service' AND document.entity_id = link.service_id
WHERE link.location_id IN (SELECT value FROM json_each(:places))
"""


class IndexFilters:
    """Documents of the search index by what stands beside the texts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self) -> tuple[int, int]:
        """Changes with every change of the database, by this connection or another."""
        version = self._database.execute("PRAGMA data_version").fetchone()[0]
        return int(version), self._database.conn.total_changes

    def masters(self) -> frozenset[int]:
        """Documents of master texts, which many services inherit."""
        return self._documents("SELECT id FROM search_document WHERE entity = 'master_text'", {})

    def speaking(self, language: str) -> frozenset[int]:
        """Services that, or at one of whose places, somebody speaks a language (BCP-47)."""
        return self._documents(_SPEAKING, {"code": language})

    def accessibility(self) -> list[tuple[str, str]]:
        """(id of a location, what is said of how it can be reached) of all that say any."""
        rows = self._database.execute(
            "SELECT location_id, description FROM accessibility"
            " WHERE location_id IS NOT NULL AND description IS NOT NULL ORDER BY id"
        )
        return [(row[0], row[1]) for row in rows]

    def at_places(self, locations: Iterable[str]) -> frozenset[int]:
        """Services offered at one of these locations."""
        return self._documents(_AT_PLACES, {"places": json.dumps(sorted(locations))})

    def _documents(self, query: str, values: dict[str, str]) -> frozenset[int]:
        return frozenset(row[0] for row in self._database.execute(query, values))
