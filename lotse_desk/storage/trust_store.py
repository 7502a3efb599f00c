"""What a desk trusts in tables: the office's metadata, changes that invite fraud, origins."""

from collections.abc import Iterable, Mapping

from sqlite_utils import Database

APPLIED, APPLIED_ON = "exchange.release", "exchange.release_on"
"""Settings: number and signed date (ISO) of the release applied last."""


class TrustStore:
    """The office's root and metadata as this desk trusts them; the caller opens transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> dict[str, bytes]:
        """Files by name; empty while no office is known."""
        rows = self._database.execute("SELECT name, content FROM trusted_metadata")
        return {name: bytes(content) for name, content in rows}

    def store(self, files: Mapping[str, bytes]) -> None:
        """Put these files in the place of all before."""
        self._database.execute("DELETE FROM trusted_metadata")
        self._database.conn.executemany(
            "INSERT INTO trusted_metadata (name, content) VALUES (?, ?)", list(files.items())
        )

    def note_changes(
        self, changes: Iterable[tuple[str, str, str]], release: int, on_date: str
    ) -> None:
        """Remember entity, id and field of changes that invite fraud, and since when."""
        self._database.conn.executemany(
            "INSERT INTO fraud_prone_change (entity, entity_id, field, release, on_date)"
            " VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET release = excluded.release, on_date = excluded.on_date",
            [(*change, release, on_date) for change in changes],
        )

    def release_origins(self) -> set[str]:
        """Ids of the origins (`record_origin`) that the release applied last brought."""
        return {row[0] for row in self._database.execute("SELECT id FROM release_origin")}

    def put_release_origins(self, ids: Iterable[str]) -> None:
        """Put these ids in the place of all before."""
        self._database.execute("DELETE FROM release_origin")
        self._database.conn.executemany(
            "INSERT INTO release_origin (id) VALUES (?)", [(one,) for one in ids]
        )

    def changed_since(self, entity: str, entity_id: str) -> dict[str, str]:
        """Fields of a record that invite fraud and changed, with the date of the release."""
        rows = self._database.execute(
            "SELECT field, on_date FROM fraud_prone_change WHERE entity = ? AND entity_id = ?",
            [entity, entity_id],
        )
        return dict(rows.fetchall())
