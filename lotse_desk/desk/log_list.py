"""What stands in this desk's log: today's entries as logged, earlier ones as exported."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lotse_desk.desk.day_close import OPEN_DAY, DeskEvents, KeptEvent
from lotse_desk.domain.iso_weeks import iso_week
from lotse_desk.home.home import Home
from lotse_desk.storage.contacts import EntryKind, TodayEntry, TodayStore

_KINDS = ("contact", "tally", "undo")


@dataclass(frozen=True)
class ListedEntry:
    """A contact or tally that counts.

    `date` (ISO) stands at today's entries not yet closed, else it is empty; `half` is empty where
    it was left out. `content` as logged or, once closed, as exported.
    """

    kind: EntryKind
    id: str
    week: str
    half: str
    date: str
    content: dict[str, Any]


def listed(
    home: Home, events: DeskEvents, today: dt.date, since: dt.date | None = None
) -> list[ListedEntry]:
    """Entries from the ISO week of `since` on, oldest week first, those not yet closed last."""
    first_week = iso_week(since) if since else ""
    closed = [e for e in _closed(events) if e.week >= first_week]
    not_closed: list[ListedEntry] = []
    if open_day := home.settings.get(OPEN_DAY):
        day = dt.date.fromisoformat(open_day)
        if since is None or since <= day:
            entries = TodayStore(home.database).entries()
            not_closed = [_open(entry, day, today) for entry in entries]
    return sorted(closed, key=lambda entry: entry.week) + not_closed


def _closed(events: DeskEvents) -> Iterator[ListedEntry]:
    kept = list(events.kept(_KINDS))
    undone = {event.content["event"] for event in kept if event.kind == "undo"}
    for event in kept:
        if event.id not in undone and (kind := _kind(event)):
            content = {k: v for k, v in event.content.items() if k not in ("week", "half")}
            week, half = event.content["week"], event.content.get("half", "")
            yield ListedEntry(kind, event.id, week, half, "", content)


def _kind(event: KeptEvent) -> EntryKind | None:
    if event.kind == "contact":
        return "contact"
    return "tally" if event.kind == "tally" else None


def _open(entry: TodayEntry, day: dt.date, today: dt.date) -> ListedEntry:
    date = day.isoformat() if day == today else ""
    return ListedEntry(entry.kind, entry.id, iso_week(day), entry.half, date, dict(entry.content))
