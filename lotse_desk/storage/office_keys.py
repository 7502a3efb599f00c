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
    """The public side of a key; dates are ISO.

    `since` is empty where the key is older than the book, `until` while it holds.
    """

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

    def switch(
        self, kind: KeyKind, publics: Collection[str], on_date: str, known: Collection[str] = ()
    ) -> None:
        """Let exactly these keys hold from a day on; others of the kind end on it.

        `known` held before, though this book may not say since when.
        """
        ended = [
            (on_date, kind, entry.public)
            for entry in self.entries(kind)
            if entry.public not in publics and not entry.until
        ]
        self._database.conn.executemany(
            "UPDATE office_key SET until = ? WHERE kind = ? AND public = ?", ended
        )
        self._database.conn.executemany(
            "INSERT INTO office_key (kind, public, since) VALUES (?, ?, ?)"
            " ON CONFLICT (kind, public) DO UPDATE SET until = NULL",
            [(kind, public, "" if public in known else on_date) for public in publics],
        )

    def replace(self, kind: KeyKind, old: str, new: str, on_date: str) -> None:
        """Let one key hold in the place of another, which is in the book then, too."""
        self.switch(kind, [old], on_date, known=[old])
        self.switch(kind, [new], on_date)
