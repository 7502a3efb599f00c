"""Retention of a desk that never had an office: by the local date, and only after it was shown."""

import datetime as dt
import json
from dataclasses import dataclass

from lotse_desk.domain.iso_weeks import weeks_before
from lotse_desk.home.home import Home
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.trust_store import APPLIED

KEPT_WEEKS = 56
"""Thirteen months, as long as an office keeps single contacts."""
SHOWN_DAYS = 5
"""On so many days must the coming deletion have been shown, so one wrong clock deletes nothing."""
AHEAD_DAYS = 28
SHOWN = "retention.shown"


@dataclass(frozen=True)
class DeletionAhead:
    """Contacts of weeks before `before_week` (ISO) go on `on_date` at the earliest.

    `shown_days`: on how many days somebody could read that until now.
    """

    contacts: int
    before_week: str
    on_date: dt.date
    shown_days: int


def deletion_ahead(home: Home, today: dt.date) -> DeletionAhead | None:
    """What a desk without an office will delete within four weeks or as soon as it was shown.

    None for a desk that ever took in a release: there the dates of releases count. Reads only.
    """
    if home.settings.get(APPLIED):
        return None
    week = weeks_before(today + dt.timedelta(days=AHEAD_DAYS), KEPT_WEEKS)
    log = EventLog(home.database)
    last = log.last_before_week(week)
    if not last:
        return None
    shown = _shown(home)
    begun = min(shown, default=today)
    on_date = max(today, begun + dt.timedelta(days=AHEAD_DAYS))
    return DeletionAhead(log.contacts(1, last), week, on_date, len(shown))


def note_shown(home: Home, today: dt.date) -> None:
    """Remember that somebody could read today what will be deleted; nothing where nothing will."""
    ahead = deletion_ahead(home, today)
    with home.transaction():
        days = sorted({*_shown(home), today}) if ahead else []
        home.settings.put(SHOWN, json.dumps([day.isoformat() for day in days[:SHOWN_DAYS]]))


def delete_alone(home: Home, today: dt.date) -> int:
    """Delete payloads that are due; belongs to the caller's transaction. Returns how many."""
    ahead = deletion_ahead(home, today)
    if ahead is None or ahead.shown_days < SHOWN_DAYS:
        return 0
    begun = min(_shown(home))
    if (today - begun).days < AHEAD_DAYS:
        return 0
    log = EventLog(home.database)
    return log.purge_up_to(log.last_before_week(weeks_before(today, KEPT_WEEKS)))


def _shown(home: Home) -> list[dt.date]:
    return [dt.date.fromisoformat(day) for day in json.loads(home.settings.get(SHOWN, "[]"))]
