"""The releases an office published, in a table: by digest and by number."""

from sqlite_utils import Database


class PublishedReleases:
    """Reads what `OfficeRegister` stored."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def numbers(self) -> dict[str, int]:
        """Number of every release by the SHA-256 of its file (hexadecimal), the newest first."""
        rows = self._database.execute("SELECT digest, number FROM release ORDER BY number DESC")
        return dict(rows.fetchall())

    def archive(self, number: int) -> bytes:
        """The file of a release; empty where it is not kept any more or never was."""
        row = self._database.execute(
            "SELECT archive FROM release WHERE number = ?", [number]
        ).fetchone()
        return bytes(row[0]) if row else b""
