"""The desk's exchanges so far, in a table."""

from dataclasses import dataclass

from sqlite_utils import Database

DONE, STOPPED, FAILED = "done", "stopped", "failed"


@dataclass(frozen=True)
class ExchangeNote:
    """One exchange: `place` is what the medium is called, `on_date` ISO, `last` the last event.

    `outcome` is done, stopped or failed, `reason` the kind of the fault or of what else was left;
    `batch` and `release` are None where none was written or taken in.
    """

    on_date: str
    place: str
    outcome: str
    reason: str
    events: int
    contacts: int
    last: int
    batch: int | None
    release: int | None
    problems: int


class PastExchanges:
    """Notes of exchanges; the caller opens transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, note: ExchangeNote, keep: int) -> None:
        """Note an exchange, and forget all but the newest `keep`."""
        number = self._database.execute(
            "INSERT INTO past_exchange (on_date, place, outcome, reason, events, contacts, last,"
            " batch, release, problems) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number",
            [
                note.on_date,
                note.place,
                note.outcome,
                note.reason,
                note.events,
                note.contacts,
                note.last,
                note.batch,
                note.release,
                note.problems,
            ],
        ).fetchone()[0]
        self._database.execute("DELETE FROM past_exchange WHERE number <= ?", [number - keep])

    def newest_first(self) -> list[ExchangeNote]:
        """All notes kept."""
        rows = self._database.execute(
            "SELECT on_date, place, outcome, reason, events, contacts, last, batch, release,"
            " problems FROM past_exchange ORDER BY number DESC"
        )
        return [ExchangeNote(*row) for row in rows]
