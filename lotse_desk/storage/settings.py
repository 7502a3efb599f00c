"""Settings of a home: small values by key."""

from sqlite_utils import Database


class SettingStore:
    """Text values by key; the caller opens the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, default: str = "") -> str:
        """The value, or the default where none was ever put."""
        row = self._database.execute("SELECT value FROM setting WHERE key = ?", [key]).fetchone()
        return row[0] if row else default

    def put(self, key: str, value: str) -> None:
        """Set or replace a value."""
        self._database.execute(
            "INSERT INTO setting (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [key, value],
        )
