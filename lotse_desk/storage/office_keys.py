"""The office's key book in a table: public sides, since when they hold, when they ended."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlite_utils import Database


class KeyKind(StrEnum):
    """What a key of the office is for."""

    ROOT = "root"
    RELEASE = "release"
    SECOND = "second"
    SEAL = "seal"
    RECOVERY = "recovery"


@dataclass(frozen=True)
class BookedKey:
    """The public side of a key; dates are ISO, `until` is empty while it holds."""

    kind: KeyKind
    public: str
    since: str
    until: str


class KeyBook:
    """Entries are never removed; the caller opens transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(self, kind: KeyKind) -> list[BookedKey]:
        """All keys of a kind, oldest first."""
        rows = self._database.execute(
            "SELECT public, since, coalesce(until, '') FROM office_key WHERE kind = ?"
            " ORDER BY since, until IS NULL, until, public",
            [kind],
        )
        return [BookedKey(kind, *row) for row in rows]

    def switch(self, kind: KeyKind, publics: Collection[str], on_date: str) -> None:
        """Let exactly these keys hold from a day on; those known and not named end on it."""
        for entry in self.entries(kind):
            if entry.public not in publics and not entry.until:
                self._database.execute(
                    "UPDATE office_key SET until = ? WHERE kind = ? AND public = ?",
                    [on_date, kind, entry.public],
                )
        self._database.conn.executemany(
            "INSERT INTO office_key (kind, public, since) VALUES (?, ?, ?)"
            " ON CONFLICT (kind, public) DO UPDATE SET until = NULL",
            [(kind, public, on_date) for public in publics],
        )
