"""What the terms and columns of feeds mean here, in tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

OPEN, PROPOSED, CONFIRMED = "open", "proposed", "confirmed"
"""States: the lexicon is not sure, the lexicon is sure, somebody has decided."""


@dataclass(frozen=True)
class TermTopic:
    """A term of a feed and a topic of ours it may mean; an empty `topic` stands for none.

    `term` is the id of a taxonomy_term here, `weight` how sure the lexicon is, 0 to 1.
    """

    feed: str
    term: str
    topic: str
    state: str
    weight: float = 0.0


class TermTopicStore:
    """The caller opens transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, feed: str | None = None) -> list[TermTopic]:
        """All of one feed or of all feeds, by feed and term, the likeliest topic first."""
        rows = self._database.execute(
            "SELECT feed, term, topic, state, weight FROM term_topic"
            " WHERE ?1 IS NULL OR feed = ?1 ORDER BY feed, term, weight DESC, topic",
            [feed],
        )
        return [TermTopic(*row) for row in rows]

    def replace_found(self, feed: str, found: Iterable[TermTopic]) -> None:
        """Put what the lexicon says now in the place of what it said; decisions stay."""
        self._database.execute(
            "DELETE FROM term_topic WHERE feed = ? AND state <> ?", [feed, CONFIRMED]
        )
        self._database.conn.executemany(
            "INSERT OR IGNORE INTO term_topic (feed, term, topic, state, weight)"
            " SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM term_topic"
            " WHERE feed = ?1 AND term = ?2 AND state = 'confirmed')",
            [(one.feed, one.term, one.topic, one.state, one.weight) for one in found],
        )

    def confirm(self, feed: str, term: str, topics: Iterable[str]) -> None:
        """Somebody has decided: the term means these topics and no others."""
        self._forget(feed, term)
        self._database.conn.executemany(
            "INSERT INTO term_topic (feed, term, topic, state, weight) VALUES (?, ?, ?, ?, 1)",
            [(feed, term, topic, CONFIRMED) for topic in dict.fromkeys(topics)],
        )

    def reopen(self, feed: str, term: str) -> None:
        """Nobody has decided; the lexicon is asked again with the next import."""
        self._forget(feed, term)
        self._database.execute(
            "INSERT INTO term_topic (feed, term, topic, state) VALUES (?, ?, '', ?)",
            [feed, term, OPEN],
        )

    def columns(self) -> dict[str, dict[str, str]]:
        """What columns of lists mean: feed to title to meaning."""
        found: dict[str, dict[str, str]] = {}
        for feed, title, meaning in self._database.execute(
            "SELECT feed, title, meaning FROM list_column ORDER BY feed, title"
        ):
            found.setdefault(feed, {})[title] = meaning
        return found

    def keep_columns(self, feed: str, columns: Mapping[str, str]) -> None:
        """Remember what columns of a list mean; those not named keep their meaning."""
        self._database.conn.executemany(
            "INSERT OR REPLACE INTO list_column (feed, title, meaning) VALUES (?, ?, ?)",
            [(feed, title, meaning) for title, meaning in columns.items()],
        )

    def _forget(self, feed: str, term: str) -> None:
        self._database.execute("DELETE FROM term_topic WHERE feed = ? AND term = ?", [feed, term])
