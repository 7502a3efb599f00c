"""What the office can tell of each desk beside its log: seen when, forked, held, lost, followed."""

from collections import defaultdict

from sqlite_utils import Database


class OfficeWatch:
    """Questions over all desks at once, each answered in one reading; dates are ISO."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def seen_on(self) -> dict[str, str]:
        """The date of the last intake that brought anything signed by a desk, by desk."""
        rows = self._database.execute(
            "SELECT d.id, (SELECT b.on_date FROM received_batch b WHERE b.desk = d.id"
            " AND b.reason IS NOT 'sender-revoked' ORDER BY b.on_date DESC LIMIT 1)"
            " FROM enrolled_desk d"
        )
        return {desk: on_date for desk, on_date in rows if on_date is not None}

    def intake_dates(self, since: str) -> dict[str, dict[str, set[str]]]:
        """Dates on which logs grew, by desk and incarnation."""
        dates: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        rows = self._database.execute(
            "SELECT DISTINCT desk, incarnation, on_date FROM received_batch"
            " WHERE verdict = 'accepted' AND desk IS NOT NULL AND on_date >= ?",
            [since],
        )
        for desk, incarnation, on_date in rows:
            dates[desk][incarnation].add(on_date)
        return {desk: dict(by_log) for desk, by_log in dates.items()}

    def open_forks(self) -> dict[str, int]:
        """Files set aside as another history that no later log goes on from, by desk."""
        return self._counts(
            "SELECT f.desk, count(*) FROM received_batch f WHERE f.verdict = 'set-aside'"
            " AND f.reason = 'history-forked' AND f.desk IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM desk_log l WHERE l.previous = f.incarnation) GROUP BY f.desk"
        )

    def held(self) -> dict[str, int]:
        """Held batches by desk."""
        return self._counts(
            "SELECT desk, count(*) FROM received_batch WHERE verdict = 'held' GROUP BY desk"
        )

    def refused_since_revoked(self) -> dict[str, str]:
        """The date a revoked desk's file came in last, by desk."""
        return self._pairs(
            "SELECT desk, max(on_date) FROM received_batch WHERE verdict = 'set-aside'"
            " AND reason = 'sender-revoked' AND desk IS NOT NULL GROUP BY desk"
        )

    def lost(self) -> dict[str, int]:
        """Events of which only the place in the chain ever came, by desk."""
        return self._counts(
            "SELECT l.desk, count(*) FROM received_event e JOIN desk_log l ON l.number = e.log"
            " WHERE e.payload IS NULL AND e.kind NOT IN ('referral', 'return') GROUP BY l.desk"
        )

    def note_earlier(self, desk: str, earlier: tuple[str, ...]) -> None:
        """Remember which desks a desk says it was before; the caller opens the transaction."""
        self._database.conn.executemany(
            "INSERT INTO earlier_desk (desk, earlier) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(desk, one) for one in earlier if one != desk],
        )

    def note_name(self, desk: str, name: str, before: str) -> None:
        """Remember the name a desk had until now; the caller opens the transaction."""
        self._database.execute(
            "INSERT INTO former_name (desk, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [desk, before],
        )
        self._database.execute("DELETE FROM former_name WHERE desk = ? AND name = ?", [desk, name])

    def former_names(self) -> set[tuple[str, str]]:
        """Desk and name for every name a desk had before."""
        return set(self._database.execute("SELECT desk, name FROM former_name").fetchall())

    def follows(self) -> dict[str, set[str]]:
        """Desks that a desk was before, by its own word or as its log goes on from theirs."""
        earlier: dict[str, set[str]] = defaultdict(set)
        rows = self._database.execute(
            "SELECT e.desk, e.earlier FROM earlier_desk e JOIN enrolled_desk d ON d.id = e.earlier"
            " UNION SELECT l.desk, b.desk FROM desk_log l"
            " JOIN desk_log b ON b.incarnation = l.previous WHERE b.desk <> l.desk"
        )
        for desk, before in rows:
            earlier[desk].add(before)
        return dict(earlier)

    def _pairs(self, query: str) -> dict[str, str]:
        return dict(self._database.execute(query).fetchall())

    def _counts(self, query: str) -> dict[str, int]:
        return dict(self._database.execute(query).fetchall())
