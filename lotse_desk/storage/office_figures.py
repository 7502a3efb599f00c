"""What the office counts from: events that stand, grouped by what they say."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database


@dataclass(frozen=True)
class CountedEvent:
    """So many events of a town that say the same."""

    town: str
    kind: str
    content: dict[str, Any]
    count: int


class OfficeFigures:
    """Reads the office's events for statistics, and keeps what was counted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def events(self, kinds: Collection[str], week: str) -> Iterator[CountedEvent]:
        """Events of an ISO week that are not undone, of these kinds, equal ones together."""
        marks = ", ".join("?" * len(kinds))
        return self._counted(f"e.week = ? AND e.kind IN ({marks})", [week, *kinds])

    def hard_topics(self) -> Iterator[CountedEvent]:
        """What desks found hard, whenever; it is told by quarter."""
        return self._counted("e.kind = 'hard-topic'", [])

    def weeks(self, first: str, last: str) -> list[str]:
        """ISO weeks between two, both included, that any event is of; leaps along the index."""
        rows = self._database.execute(
            "WITH RECURSIVE found(week) AS ("
            " SELECT min(week) FROM received_event WHERE week >= ?1 AND week <= ?2 UNION ALL"
            " SELECT (SELECT min(week) FROM received_event WHERE week > found.week AND week <= ?2)"
            " FROM found WHERE found.week IS NOT NULL)"
            " SELECT week FROM found WHERE week IS NOT NULL",
            [first, last],
        )
        return [week for (week,) in rows]

    def kept(self, first: str, last: str) -> dict[str, str]:
        """Figures kept for weeks between two, of which nothing changed since, by week."""
        rows = self._database.execute(
            "SELECT week, figures FROM week_figures WHERE week BETWEEN ? AND ?", [first, last]
        )
        return dict(rows.fetchall())

    @property
    def may_keep(self) -> bool:
        """Whether this connection may write."""
        return not self._database.execute("PRAGMA query_only").fetchone()[0]

    def keep(self, figures: Mapping[str, str]) -> None:
        """Keep figures of weeks; the caller opens the transaction."""
        self._database.conn.executemany(
            "INSERT OR REPLACE INTO week_figures (week, figures) VALUES (?, ?)",
            list(figures.items()),
        )

    def _counted(self, condition: str, values: Sequence[str]) -> Iterator[CountedEvent]:
        rows = self._database.execute(
            "SELECT d.town, e.kind, e.payload, count(*) FROM received_event e"  # noqa: S608
            " JOIN desk_log l ON l.number = e.log JOIN enrolled_desk d ON d.id = l.desk"
            f" WHERE {condition} AND e.undone = 0 AND e.payload IS NOT NULL"
            " GROUP BY d.town, e.kind, e.payload",
            values,
        )
        for town, kind, payload, count in rows:
            yield CountedEvent(town, kind, json.loads(payload), count)

    def desks_by_town(self) -> dict[str, int]:
        """How many desks are enrolled in each town that has any.

        One that another goes on as counts with that one: it may be the same place.
        """
        rows = self._database.execute(
            "SELECT town, count(*) FROM enrolled_desk WHERE state = 'enrolled' AND id NOT IN"
            " (SELECT e.earlier FROM earlier_desk e JOIN enrolled_desk f ON f.id = e.desk"
            " WHERE f.state = 'enrolled') GROUP BY town"
        )
        return {town: int(count) for town, count in rows}

    def batches(self) -> int:
        """How many batches were taken in."""
        row = self._database.execute(
            "SELECT count(*) FROM received_batch WHERE verdict = 'accepted'"
        ).fetchone()
        return int(row[0])

    def last_release(self) -> int:
        """The number of the last release; 0 before the first."""
        row = self._database.execute("SELECT coalesce(max(number), 0) FROM release").fetchone()
        return int(row[0])
