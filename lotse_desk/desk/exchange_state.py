"""Where a desk stands in the exchange: enrolled or not, what is open, when it last took place."""

import datetime as dt
from dataclasses import dataclass

from lotse_desk.desk.enrolment import STATE, identity
from lotse_desk.desk.trusted_office import FINGERPRINT_CONFIRMED, OFFICE_NAME, known_trust
from lotse_desk.domain.iso_weeks import Period
from lotse_desk.home.home import DESK, Home
from lotse_desk.storage.contacts import TodayStore
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.trust_store import APPLIED, APPLIED_ON

EXCHANGED_ON = "desk.exchanged_on"
REMIND_AFTER_DAYS = 7


@dataclass(frozen=True)
class ExchangeState:
    """`state`: empty before the first release, else unknown, enrolled or revoked.

    `open_contacts` counts what the office has not confirmed, today's entries included. Dates are
    ISO, empty where there is none. `office_fingerprint` is given until somebody confirmed it.
    """

    state: str
    desk_fingerprint: str
    office_name: str
    office_fingerprint: str | None
    open_contacts: int
    exchanged_on: str
    release: int
    release_on: str
    reminder: bool


def exchange_state(home: Home, today: dt.date) -> ExchangeState:
    """The state now; reads only."""
    home.require(DESK)
    log = EventLog(home.database)
    trust = known_trust(home)
    unconfirmed = trust is not None and not home.settings.get(FINGERPRINT_CONFIRMED)
    entries = TodayStore(home.database).entries()
    not_closed = sum(int(entry.content.get("count", 1)) for entry in entries)
    open_contacts = log.contacts(log.confirmed + 1, log.length) + not_closed
    exchanged_on = home.settings.get(EXCHANGED_ON)
    return ExchangeState(
        state=home.settings.get(STATE),
        desk_fingerprint=identity(home).fingerprint,
        office_name=home.settings.get(OFFICE_NAME),
        office_fingerprint=trust.fingerprint if trust is not None and unconfirmed else None,
        open_contacts=open_contacts,
        exchanged_on=exchanged_on,
        release=int(home.settings.get(APPLIED, "0")),
        release_on=home.settings.get(APPLIED_ON),
        reminder=open_contacts > not_closed and _long_ago(log, exchanged_on, today),
    )


def note_exchange(home: Home, today: dt.date) -> None:
    """Remember that an exchange took place."""
    with home.transaction():
        home.settings.put(EXCHANGED_ON, today.isoformat())


def _long_ago(log: EventLog, exchanged_on: str, today: dt.date) -> bool:
    """Whether a week has passed since the last exchange or, before the first, since the start.

    A closed contact keeps its week only, so before the first exchange the last day of the earliest
    week counts: the reminder may come late, never too early.
    """
    if exchanged_on:
        since = dt.date.fromisoformat(exchanged_on)
    else:
        weeks = [str(event.content()["week"]) for event in log.kept(("contact", "tally"))]
        since = min((Period(week, week).last_day for week in weeks), default=today)
    return (today - since).days >= REMIND_AFTER_DAYS
