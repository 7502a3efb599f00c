"""What the office counts from: events that stand, grouped by what they say."""

import json
from collections.abc import Collection, Iterator
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
    """Reads the office's events for statistics; changes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def events(self, kinds: Collection[str]) -> Iterator[CountedEvent]:
        """Events of these kinds that have content and are not undone, equal ones together."""
        marks = ", ".join("?" * len(kinds))
        rows = self._database.execute(
            "SELECT d.town, e.kind, e.payload, count(*) FROM received_event e"  # noqa: S608
            " JOIN desk_log l ON l.number = e.log JOIN enrolled_desk d ON d.id = l.desk"
            f" WHERE e.undone = 0 AND e.payload IS NOT NULL AND e.kind IN ({marks})"
            " GROUP BY d.town, e.kind, e.payload",
            list(kinds),
        )
        for town, kind, payload, count in rows:
            yield CountedEvent(town, kind, json.loads(payload), count)

    def desks_by_town(self) -> dict[str, int]:
        """How many desks are enrolled in each town that has any."""
        rows = self._database.execute(
            "SELECT town, count(*) FROM enrolled_desk WHERE state = 'enrolled' GROUP BY town"
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
