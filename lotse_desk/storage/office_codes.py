"""Codes of slips at the office: old ones become totals and are deleted."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

_CODED = "kind IN ('referral', 'return') AND payload IS NOT NULL"
_WEEK = "coalesce(json_extract(payload, '$.week'), '')"


@dataclass(frozen=True)
class Referral:
    """A code that was given out, by the town of its desk and ISO week."""

    code: str
    town: str
    week: str


class OfficeCodeStore:
    """Codes and the totals that outlive them; the caller opens transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def referrals_before(self, week: str) -> list[Referral]:
        """Codes given out in earlier ISO weeks that no total counts yet."""
        rows = self._database.execute(
            "SELECT json_extract(e.payload, '$.code'), d.town, json_extract(e.payload, '$.week')"
            " FROM received_event e JOIN desk_log l ON l.number = e.log"
            " JOIN enrolled_desk d ON d.id = l.desk"
            " WHERE e.kind IN ('referral', 'return') AND e.payload IS NOT NULL"
            " AND e.kind = 'referral' AND e.undone = 0 AND e.code_counted = 0"
            " AND json_extract(e.payload, '$.week') < ?",
            [week],
        )
        return [Referral(*row) for row in rows]

    def returns(self) -> list[tuple[str, str]]:
        """Code and value of all returns, in the order they came in."""
        rows = self._database.execute(
            "SELECT json_extract(payload, '$.code'), json_extract(payload, '$.value')"  # noqa: S608
            f" FROM received_event WHERE {_CODED} AND kind = 'return' AND undone = 0"
            " ORDER BY number"
        )
        return [(code, value) for code, value in rows]

    def add_totals(self, totals: Mapping[tuple[str, str, str], int]) -> None:
        """Add counts by town, ISO week and answer."""
        self._database.conn.executemany(
            "INSERT INTO slip_answer_total (town, week, answer, count) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET count = count + excluded.count",
            [(*key, count) for key, count in totals.items()],
        )

    def totals(self, first_week: str, last_week: str) -> dict[tuple[str, str], int]:
        """Counts by town and answer over ISO weeks, both included."""
        rows = self._database.execute(
            "SELECT town, answer, sum(count) FROM slip_answer_total"
            " WHERE week BETWEEN ? AND ? GROUP BY town, answer",
            [first_week, last_week],
        )
        return {(town, answer): count for town, answer, count in rows}

    def delete_before(self, week: str) -> int:
        """Delete payload and nonce of codes of earlier ISO weeks; returns how many."""
        return int(
            self._database.execute(
                "UPDATE received_event SET payload = NULL, nonce = NULL, code_counted = 1"  # noqa: S608
                f" WHERE {_CODED} AND {_WEEK} < ?",
                [week],
            ).rowcount
        )
