"""Day close: today's contacts, coarsened and shuffled, become history in one transaction."""

import datetime as dt
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from lotse_desk.desk import house_totals
from lotse_desk.domain.coarsening import LogPolicy, coarsen
from lotse_desk.domain.contacts import Contact, UnmetNeed
from lotse_desk.domain.iso_weeks import iso_week, quarter_of, weeks_before
from lotse_desk.domain.reference import Reference
from lotse_desk.domain.slip_codes import CODE_WEEKS
from lotse_desk.home.home import Home
from lotse_desk.home.log_policy import log_policy
from lotse_desk.storage.contacts import (
    AppendedEntry,
    HouseCell,
    HouseTotalStore,
    SlipCodeStore,
    TodayEntry,
    TodayStore,
)
from lotse_desk.storage.erasure import forget_deleted

OPEN_DAY = "counter.open_day"
_CODED_KINDS = ("referral", "return")


@dataclass(frozen=True)
class KeptEvent:
    """An event of this desk's log whose payload still exists."""

    id: str
    kind: str
    content: Mapping[str, Any]


class DeskEvents(Protocol):
    """The desk's event log, as far as the counter needs it; the caller opens transactions."""

    def append(self, kind: str, payload: Mapping[str, Any]) -> str:
        """Append an event to history; returns its id."""

    def kept(self, kinds: Collection[str]) -> Iterable[KeptEvent]:
        """Events of these kinds whose payload still exists, in the order of the log."""

    def purge(self, ids: Collection[str]) -> None:
        """Delete payload and nonce of these events; their places in the chain stay."""


@dataclass(frozen=True)
class _Outgoing:
    """An event about to be appended; `place` in the queue as far as undo needs it."""

    kind: str
    payload: Mapping[str, Any]
    counted: tuple[HouseCell, ...] = ()
    place: int | None = None


def begin_day(home: Home, events: DeskEvents, now: dt.datetime) -> None:
    """First thing of every act: close an earlier day that is still open. Opens transactions."""
    today = now.date().isoformat()
    open_day = home.settings.get(OPEN_DAY)
    if open_day == today:
        return
    with home.transaction():
        if open_day:
            _append_day(home, events, dt.date.fromisoformat(open_day))
            TodayStore(home.database).forget_appended()
        _delete_old_codes(home, events, now.date())
        home.settings.put(OPEN_DAY, today)
    forget_deleted(home.database)


def close_before_batch(home: Home, events: DeskEvents, now: dt.datetime) -> None:
    """Make everything logged so far part of history; undo still works until the day's end."""
    begin_day(home, events, now)
    with home.transaction():
        _append_day(home, events, now.date())
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


def _append_day(home: Home, events: DeskEvents, date: dt.date) -> None:
    today, codes = TodayStore(home.database), SlipCodeStore(home.database)
    entries = today.entries()
    outgoing = _of_entries(entries, date, log_policy(home), home.reference)
    made, returned = codes.take_today()
    outgoing += [
        _Outgoing(
            "referral", {"code": c.code, "service": c.service, "town": c.town, "week": c.week}
        )
        for c in made
    ]
    outgoing += [
        _Outgoing("return", {"code": r.code, "value": r.value, "week": r.week}) for r in returned
    ]
    secrets.SystemRandom().shuffle(outgoing)
    by_place: defaultdict[int | None, list[tuple[_Outgoing, str]]] = defaultdict(list)
    for item in outgoing:
        by_place[item.place].append((item, events.append(item.kind, item.payload)))
    HouseTotalStore(home.database).add(cell for item in outgoing for cell in item.counted)
    for place, entry in enumerate(entries):
        ids = tuple(event_id for _, event_id in by_place[place])
        counted = tuple(cell for item, _ in by_place[place] for cell in item.counted)
        today.remember(AppendedEntry(entry.kind, ids, counted))
    today.clear()


def _of_entries(
    entries: Iterable[TodayEntry], date: dt.date, policy: LogPolicy, reference: Reference
) -> list[_Outgoing]:
    outgoing: list[_Outgoing] = []
    week = iso_week(date)
    for place, entry in enumerate(entries):
        if entry.kind == "tally":
            count = entry.content["count"]
            payload = {**entry.content, "week": week, "half": entry.half}
            counted = house_totals.cells_of_tally(count, date, entry.half)
            outgoing.append(_Outgoing("tally", payload, counted, place))
            continue
        contact = contact_of(entry.content)
        coarse = coarsen(
            contact, entry.half, policy, lambda topic: reference.flagged([topic], "sensitive")
        )
        counted = house_totals.cells_of_contact(contact, date, entry.half, reference)
        outgoing.append(_Outgoing("contact", coarse.payload(week), counted, place))
        outgoing += [
            _Outgoing("hard-topic", {"topic": topic, "quarter": quarter_of(date)}, (), place)
            for topic in entry.content["hard"]
        ]
    return outgoing


def _delete_old_codes(home: Home, events: DeskEvents, today: dt.date) -> None:
    oldest = weeks_before(today, CODE_WEEKS - 1)
    SlipCodeStore(home.database).delete_before(oldest)
    old = [e.id for e in events.kept(_CODED_KINDS) if e.content.get("week", oldest) < oldest]
    if old:
        events.purge(old)
