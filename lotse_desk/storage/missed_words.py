"""Words that found nothing, in tables: digests by day, the list that waits, what is settled."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True)
class WaitingWord:
    """A word on the list; `shown` once somebody at this desk has seen it there."""

    word: str
    shown: bool


class MissedWordStore:
    """The caller opens transactions. Digests are hex, days ISO dates."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, digest: str, day: str) -> int:
        """Note that a word found nothing on a day; returns on how many days it did."""
        self._database.execute(
            "INSERT OR IGNORE INTO missed_word_day (digest, day) VALUES (?, ?)", [digest, day]
        )
        row = self._database.execute(
            "SELECT count(*) FROM missed_word_day WHERE digest = ?", [digest]
        ).fetchone()
        return int(row[0])

    def is_settled(self, digest: str) -> bool:
        """Whether the word went its way already, or was struck."""
        return bool(
            self._database.execute(
                "SELECT 1 FROM settled_word WHERE digest = ?", [digest]
            ).fetchone()
        )

    def put(self, word: str, digest: str) -> None:
        """Put a word on the list, unless it stands there in another spelling."""
        self._database.execute(
            "INSERT OR IGNORE INTO missed_word (word, digest) SELECT ?1, ?2"
            " WHERE NOT EXISTS (SELECT 1 FROM missed_word WHERE digest = ?2)",
            [word, digest],
        )

    def waiting(self) -> list[WaitingWord]:
        """The list, in alphabetical order."""
        rows = self._database.execute("SELECT word, shown FROM missed_word ORDER BY word")
        return [WaitingWord(word, bool(shown)) for word, shown in rows]

    def mark_shown(self) -> None:
        """Somebody has seen the list as it is."""
        self._database.execute("UPDATE missed_word SET shown = 1")

    def settle(self, word: str, day: str) -> bool:
        """Take a word from the list for good; False where it is not on it."""
        row = self._database.execute(
            "DELETE FROM missed_word WHERE word = ? RETURNING digest", [word]
        ).fetchone()
        if row is None:
            return False
        self._database.execute("DELETE FROM missed_word_day WHERE digest = ?", [row[0]])
        self.settle_digest(row[0], day)
        return True

    def settle_digest(self, digest: str, day: str) -> None:
        """Remember that a word is done with."""
        self._database.execute(
            "INSERT OR REPLACE INTO settled_word (digest, day) VALUES (?, ?)", [digest, day]
        )

    def forget_before(self, noted: str, settled: str) -> None:
        """Delete days noted and words settled before these dates, and words with no day left."""
        self._database.execute("DELETE FROM missed_word_day WHERE day < ?", [noted])
        self._database.execute(
            "DELETE FROM missed_word WHERE digest NOT IN (SELECT digest FROM missed_word_day)"
        )
        self._database.execute("DELETE FROM settled_word WHERE day < ?", [settled])
