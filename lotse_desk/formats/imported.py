"""What reading a feed gives: records, a report, and the account of its rows."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from lotse_desk.domain.problems import Problem
from lotse_desk.domain.record import Record


@dataclass(frozen=True)
class Imported:
    """What a feed held: records, and a problem for every row not taken as it was.

    `rows` counts the rows, objects, elements or pages read: `landed` are a record of their own,
    `merged` went into another one, `dropped` are no record; that is all of them.
    `own`: an export of this program, whose ids are the ids of our records.
    `tables`: those the feed tells all it knows of about its records; None for all there are.
    """

    format: str
    feed: str
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    rows: int
    dropped: int
    own: bool = False
    landed: int = 0
    merged: int = 0
    tables: frozenset[str] | None = None

    def counts(self) -> dict[str, int]:
        """Records per table, of tables that have any."""
        return dict(Counter(record.TABLE for record in self.records))

    def account(self) -> dict[str, int]:
        """The account of the rows: `read` = `landed` + `merged` + `dropped`."""
        return {
            "read": self.rows,
            "landed": self.landed,
            "merged": self.merged,
            "dropped": self.dropped,
        }


Known = Callable[[str, str], bool]
"""Whether a record of a table with an id is already there, outside the feed."""


def nothing_known(_table: str, _record_id: str) -> bool:
    """For a directory that holds nothing yet."""
    return False
