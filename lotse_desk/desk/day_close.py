"""Day close: today's contacts, coarsened and shuffled, become history in one transaction."""

import datetime as dt
import logging
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from lotse_desk.desk import house_totals
from lotse_desk.desk.lone_retention import delete_alone
from lotse_desk.desk.missed_words import take_shown
from lotse_desk.domain.coarsening import coarsen
from lotse_desk.domain.contacts import Contact, UnmetNeed
from lotse_desk.domain.iso_weeks import iso_week, quarter_of, weeks_before
from lotse_desk.domain.slip_codes import CODE_WEEKS
from lotse_desk.home.home import Home
from lotse_desk.home.log_policy import log_policy
from lotse_desk.storage.contacts import (
    AppendedEntry,
    EntryKind,
    HouseCell,
    HouseTotalStore,
    SlipCodeStore,
    TodayEntry,
    TodayStore,
)
from lotse_desk.storage.erasure import forget_deleted
from lotse_desk.sync.events import ComingEvent, coming_event
from lotse_desk.sync.kinds import RecordUnfit
from lotse_desk.sync.receipts import retention_date

OPEN_DAY = "counter.open_day"
_CODED_KINDS = ("referral", "return")
_logger = logging.getLogger("lotse_desk")


@dataclass(frozen=True)
class KeptEvent:
    """An event of this desk's log whose payload still exists."""

    id: str
    kind: str
    content: Mapping[str, Any]


class DeskEvents(Protocol):
    """The desk's event log, as far as the counter needs it; the caller opens transactions."""

    def append(self, event: ComingEvent) -> str:
        """Append an event to history; returns its id. Raises `RecordUnfit`."""

    def kept(self, kinds: Collection[str]) -> Iterable[KeptEvent]:
        """Events of these kinds whose payload still exists, in the order of the log."""

    def purge(self, ids: Collection[str]) -> None:
        """Delete payload and nonce of these events; their places in the chain stay."""

    @property
    def release_date(self) -> dt.date | None:
        """The signed date of the office's release applied last; None before the first."""


def begin_day(home: Home, events: DeskEvents, now: dt.datetime) -> None:
    """First thing of every act: close an earlier day that is still open. Opens transactions."""
    today = now.date().isoformat()
    open_day = home.settings.get(OPEN_DAY)
    if open_day == today:
        return
    with home.transaction():
        if open_day:
            codes = SlipCodeStore(home.database).take_today()
            _append_day(home, events, dt.date.fromisoformat(open_day), codes)
            TodayStore(home.database).forget_appended()
        _delete_old_codes(home, events, now.date())
        delete_alone(home, now.date())
        home.settings.put(OPEN_DAY, today)
    forget_deleted(home.database)


def close_before_batch(home: Home, events: DeskEvents, now: dt.datetime) -> None:
    """Make contacts logged so far part of history; undo still works until the day's end.

    Missed words that somebody here has seen on the list go with them. Codes and returns wait for
    the day's end: in a batch of few contacts they would tell whose they are.
    """
    begin_day(home, events, now)
    with home.transaction():
        _append_day(home, events, now.date(), take_shown(home, now.date()))
    forget_deleted(home.database)


def content_of(contact: Contact, hard: Iterable[str]) -> dict[str, Any]:
    """What today's entry holds of a contact and of its topics marked hard."""
    return {**asdict(contact), "hard": sorted(set(hard))}


def contact_of(content: Mapping[str, Any]) -> Contact:
    """The contact in the content of today's entry."""
    fields = {name: value for name, value in content.items() if name != "hard"}
    fields["topics"] = tuple(fields["topics"])
    fields["slip_languages"] = tuple(fields["slip_languages"])
    fields["unmet"] = tuple(UnmetNeed(**need) for need in fields["unmet"])
    return Contact(**fields)


def events_of(
    home: Home, kind: EntryKind, content: Mapping[str, Any], half: str, date: dt.date
) -> tuple[ComingEvent, ...]:
    """What an entry will be in the log: itself, coarsened, then its topics marked hard.

    Drawn when it is logged, so that a copy of the home made during the day closes to the same
    events. Raises `RecordUnfit`.
    """
    week = iso_week(date)
    if kind == "tally":
        return (coming_event("tally", {**content, "week": week, "half": half}),)
    reference = home.reference
    coarse = coarsen(
        contact_of(content),
        half,
        log_policy(home),
        lambda topic: reference.flagged([topic], "sensitive"),
    )
    hard = ({"topic": topic, "quarter": quarter_of(date)} for topic in content["hard"])
    return (
        coming_event("contact", coarse.payload(week)),
        *(coming_event("hard-topic", payload) for payload in hard),
    )


def _append_day(
    home: Home, events: DeskEvents, date: dt.date, more: Iterable[ComingEvent] = ()
) -> None:
    """Append today's entries and with them `more`, in an order that says nothing."""
    today = TodayStore(home.database)
    entries = today.entries()
    outgoing: list[tuple[ComingEvent, int | None]] = []
    for place, entry in enumerate(entries):
        coming = entry.events or events_of(home, entry.kind, entry.content, entry.half, date)
        outgoing += [(event, place) for event in coming]
    outgoing += [(event, None) for event in more]
    secrets.SystemRandom().shuffle(outgoing)
    ids: defaultdict[int | None, list[str]] = defaultdict(list)
    for event, queue_place in outgoing:
        try:
            ids[queue_place].append(events.append(event))
        except RecordUnfit as unfit:  # could not travel; all others of the day do
            _logger.warning("passed over at day close: %s", unfit)
    for place, entry in enumerate(entries):
        counted = _cells(home, entry, date)
        HouseTotalStore(home.database).add(counted)
        today.remember(AppendedEntry(entry.kind, tuple(ids[place]), counted))
    today.clear()


def _cells(home: Home, entry: TodayEntry, date: dt.date) -> tuple[HouseCell, ...]:
    if entry.kind == "tally":
        return house_totals.cells_of_tally(entry.content["count"], date, entry.half)
    return house_totals.cells_of_contact(
        contact_of(entry.content), date, entry.half, home.reference
    )


def _delete_old_codes(home: Home, events: DeskEvents, today: dt.date) -> None:
    oldest = weeks_before(retention_date(today, events.release_date), CODE_WEEKS - 1)
    SlipCodeStore(home.database).delete_before(oldest)
    old = [e.id for e in events.kept(_CODED_KINDS) if e.content.get("week", oldest) < oldest]
    if old:
        events.purge(old)
