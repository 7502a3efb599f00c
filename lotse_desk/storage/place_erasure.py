"""What a copied home must forget before another place goes on with it."""

from dataclasses import dataclass

from sqlite_utils import Database

_OF_THE_PLACE = (
    *("event", "confirmation", "written_batch", "past_exchange"),
    *("today_entry", "today_event", "today_code", "today_return"),
    *("slip_code", "house_total"),
    *("missed_word_day", "missed_word", "settled_word"),
)
"""Everything people at the place entered or the program counted; the directory stays."""


@dataclass(frozen=True)
class NotSent:
    """What the office cannot have yet: events above a number, and rows of today."""

    events: int
    entries_of_today: int
    codes_of_today: int

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.events or self.entries_of_today or self.codes_of_today)


def not_sent(database: Database, confirmed: int) -> NotSent:
    """Count what lies above the number the office confirmed, and what is not history yet."""
    return NotSent(
        _count(database, "event WHERE seq > ?", confirmed),
        _count(database, "today_entry WHERE ?", 1),
        _count(database, "today_code WHERE ?", 1) + _count(database, "today_return WHERE ?", 1),
    )


def erase_place(database: Database) -> None:
    """Empty all tables of the place; the caller opens the transaction."""
    for table in _OF_THE_PLACE:
        database.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the tuple above


def _count(database: Database, rest: str, value: int) -> int:
    row = database.execute(f"SELECT count(*) FROM {rest}", [value]).fetchone()  # noqa: S608
    return int(row[0])
