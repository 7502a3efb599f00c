"""Today's contacts, codes on slips, returns of today and totals of the house, in tables."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlite_utils import Database

from lotse_desk.sync.events import ComingEvent, coming_event

EntryKind = Literal["contact", "tally"]


@dataclass(frozen=True)
class TodayEntry:
    """A contact or tally not yet appended to the log.

    `half` is am or pm, `id` that of the first of its `events`, `content` JSON. `events` are what
    it will be in the log: itself, coarsened, and its topics marked hard; empty only in entries of
    a version before.
    """

    id: str
    half: str
    kind: EntryKind
    content: Mapping[str, Any]
    events: tuple[ComingEvent, ...] = ()


@dataclass(frozen=True)
class AppendedEntry:
    """What undo needs to find events appended on their own day; `counted`: totals' cells."""

    kind: EntryKind
    event_ids: tuple[str, ...]
    counted: tuple["HouseCell", ...]


@dataclass(frozen=True)
class SlipCode:
    """A code with where it sends to; `town` is the desk's, `week` ISO. Never with a contact."""

    code: str
    service: str
    town: str
    week: str


@dataclass(frozen=True)
class SlipReturn:
    """What came of a slip, as told today; `value` from the list `return`."""

    code: str
    value: str
    week: str


@dataclass(frozen=True)
class HouseCell:
    """A cell of the house's totals; month as `2026-11`."""

    month: str
    dimension: str
    value: str
    count: int


class TodayStore:
    """Contacts and tallies of the day that is still editable; the caller opens transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, entry: TodayEntry) -> None:
        """Put an entry behind all others of today."""
        self._database.execute(
            "INSERT INTO today_entry (id, half, kind, content, events) VALUES (?, ?, ?, ?, ?)",
            [
                entry.id,
                entry.half,
                entry.kind,
                json.dumps(dict(entry.content)),
                json.dumps([[e.id, e.nonce, e.kind, dict(e.payload)] for e in entry.events]),
            ],
        )

    def entries(self) -> list[TodayEntry]:
        """All entries in the order they were made."""
        rows = self._database.execute(
            "SELECT id, half, kind, content, events FROM today_entry ORDER BY position"
        )
        return [_entry(row) for row in rows]

    def take_last(self) -> TodayEntry | None:
        """Delete the entry made last and return it; None where there is none."""
        rows = self._database.execute(
            "DELETE FROM today_entry WHERE position = (SELECT max(position) FROM today_entry)"
            " RETURNING id, half, kind, content, events"
        ).fetchall()
        return _entry(rows[0]) if rows else None

    def clear(self) -> None:
        """Delete all entries."""
        self._database.execute("DELETE FROM today_entry")

    def remember(self, appended: AppendedEntry) -> None:
        """Keep, until the day's end, what undo needs; the last remembered is undone first."""
        cells = [[cell.month, cell.dimension, cell.value, cell.count] for cell in appended.counted]
        self._database.execute(
            "INSERT INTO today_event (kind, event_ids, counted) VALUES (?, ?, ?)",
            [appended.kind, json.dumps(appended.event_ids), json.dumps(cells)],
        )

    def take_last_appended(self) -> AppendedEntry | None:
        """Delete the appended entry remembered last and return it."""
        rows = self._database.execute(
            "DELETE FROM today_event WHERE position = (SELECT max(position) FROM today_event)"
            " RETURNING kind, event_ids, counted"
        ).fetchall()
        if not rows:
            return None
        kind, event_ids, counted = rows[0]
        cells = tuple(HouseCell(*cell) for cell in json.loads(counted))
        return AppendedEntry(kind, tuple(json.loads(event_ids)), cells)

    def forget_appended(self) -> None:
        """Delete what undo needed of events already appended."""
        self._database.execute("DELETE FROM today_event")


class SlipCodeStore:
    """Codes and returns, apart from all contacts; the caller opens transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def issue(self, codes: Iterable[SlipCode]) -> None:
        """Store codes made today; raises `RecordUnfit` for a service whose id cannot travel."""
        coming = [(c, coming_event("referral", asdict(c))) for c in codes]
        self._database.conn.executemany(
            "INSERT INTO today_code (code, service, town, week, event_id, nonce)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [(c.code, c.service, c.town, c.week, e.id, e.nonce) for c, e in coming],
        )

    def get(self, code: str) -> SlipCode | None:
        """The code, if this desk issued it and still has it."""
        row = self._database.execute(
            "SELECT code, service, town, week FROM today_code WHERE code = :code"
            " UNION ALL SELECT code, service, town, week FROM slip_code WHERE code = :code",
            {"code": code},
        ).fetchone()
        return SlipCode(*row) if row else None

    def add_return(self, returned: SlipReturn) -> None:
        """Store a return; the same one told twice on a day is one. Raises `RecordUnfit`."""
        coming = coming_event("return", asdict(returned))
        self._database.execute(
            "INSERT OR IGNORE INTO today_return (code, value, week, event_id, nonce)"
            " VALUES (?, ?, ?, ?, ?)",
            [returned.code, returned.value, returned.week, coming.id, coming.nonce],
        )

    def take_today(self) -> list[ComingEvent]:
        """Events of today's codes and returns, which leave today's tables; codes stay as codes.

        They are kept in alphabetical order, so that not even their place on a page of the file
        tells which was issued first.
        """
        codes = [
            (event_id, nonce, SlipCode(*row))
            for event_id, nonce, *row in self._database.execute(
                "SELECT event_id, nonce, code, service, town, week FROM today_code ORDER BY code"
            )
        ]
        returns = [
            (event_id, nonce, SlipReturn(*row))
            for event_id, nonce, *row in self._database.execute(
                "SELECT event_id, nonce, code, value, week FROM today_return ORDER BY code, value"
            )
        ]
        self._database.execute("DELETE FROM today_code")
        self._database.execute("DELETE FROM today_return")
        self._database.conn.executemany(
            "INSERT OR IGNORE INTO slip_code (code, service, town, week) VALUES (?, ?, ?, ?)",
            [(c.code, c.service, c.town, c.week) for _, _, c in codes],
        )
        return [
            *(ComingEvent(event_id, nonce, "referral", asdict(c)) for event_id, nonce, c in codes),
            *(ComingEvent(event_id, nonce, "return", asdict(r)) for event_id, nonce, r in returns),
        ]

    def delete_before(self, week: str) -> int:
        """Delete codes of earlier ISO weeks; returns how many."""
        return int(self._database.execute("DELETE FROM slip_code WHERE week < ?", [week]).rowcount)


class HouseTotalStore:
    """Counts of the house by month, dimension and value; the caller opens transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, cells: Iterable[HouseCell]) -> None:
        """Add counts to their cells; negative ones take back."""
        self._database.conn.executemany(
            "INSERT INTO house_total (month, dimension, value, count) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET count = count + excluded.count",
            [(c.month, c.dimension, c.value, c.count) for c in cells],
        )
        self._database.execute("DELETE FROM house_total WHERE count = 0")

    def between(self, first_month: str, last_month: str) -> list[HouseCell]:
        """All cells of these months, ordered."""
        rows = self._database.execute(
            "SELECT month, dimension, value, count FROM house_total"
            " WHERE month BETWEEN ? AND ? ORDER BY month, dimension, value",
            [first_month, last_month],
        )
        return [HouseCell(*row) for row in rows]


def _entry(row: tuple[Any, ...]) -> TodayEntry:
    entry_id, half, kind, content, events = row
    coming = tuple(ComingEvent(*event) for event in json.loads(events))
    return TodayEntry(entry_id, half, kind, json.loads(content), coming)
