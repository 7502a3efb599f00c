"""The log of a desk: contacts, tallies, undo, returns and codes, one act at a time."""

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lotse_desk.desk import house_totals
from lotse_desk.desk.day_close import (
    DeskEvents,
    begin_day,
    close_before_batch,
    content_of,
    events_of,
)
from lotse_desk.domain.contacts import Contact
from lotse_desk.domain.faults import InvalidValue, NotFound, NothingToUndo
from lotse_desk.domain.hsds import Service
from lotse_desk.domain.iso_weeks import iso_week
from lotse_desk.domain.needed_languages import checked_language
from lotse_desk.domain.slip_codes import new_code, parse_code
from lotse_desk.domain.supplement import MasterText
from lotse_desk.home.home import DESK, Home
from lotse_desk.home.log_policy import log_policy
from lotse_desk.home.service_cards import topics_of
from lotse_desk.storage.contacts import (
    EntryKind,
    HouseTotalStore,
    SlipCode,
    SlipCodeStore,
    SlipReturn,
    TodayEntry,
    TodayStore,
)
from lotse_desk.sync.events import coming_event
from lotse_desk.sync.kinds import RecordUnfit, is_record_id

LARGEST_TALLY = 9999
MOST_VALUES = 40
"""Bounds of the exchange format (`sync.kinds`): what is logged today must be able to travel."""


@dataclass(frozen=True)
class Logged:
    """A contact just logged: its random id, valid today, and the codes of its slips by service."""

    id: str
    codes: dict[str, str]


class CounterLog:
    """The log of one desk; every public method is one act and opens its own transactions.

    `now` is local wall time. Every act first closes an earlier day that is still open.
    """

    def __init__(self, home: Home, events: DeskEvents) -> None:
        home.require(DESK)
        self._home = home
        self._events = events
        self._today = TodayStore(home.database)
        self._codes = SlipCodeStore(home.database)

    def log(
        self,
        contact: Contact,
        now: dt.datetime,
        *,
        services: Sequence[str] = (),
        hard: Iterable[str] = (),
        codes: dict[str, str] | None = None,
    ) -> Logged:
        """Log a contact. Services bring their topics and, where policy allows, a code each.

        `codes` (by service) are those of a slip just made with `propose_codes`; they are stored in
        the same act. Raises `UnknownValue`, `NotFound` (a service), `InvalidValue` for what could
        not travel to the office: more than 40 topics, languages or unmet needs.
        """
        hard = tuple(hard)
        complete = self._with_topics(contact, services).checked(self._home.reference)
        for language in (complete.language, *complete.slip_languages):
            checked_language(language)
        for topic in hard:
            self._home.reference.topic(topic)
        for several in (complete.topics, complete.slip_languages, complete.unmet):
            if len(several) > MOST_VALUES:
                raise InvalidValue("several", str(len(several)), f"höchstens {MOST_VALUES}")
        begin_day(self._home, self._events, now)
        entry = self._entry("contact", content_of(complete, hard), now)
        given = self.propose_codes(services) if codes is None else codes
        with _must_travel(), self._home.transaction():
            self._today.add(entry)
            self._codes.issue(self._stored_codes(given, now))
        return Logged(entry.id, given)

    def tally(self, concern: str, count: int, now: dt.datetime) -> str:
        """Log `count` contacts of one concern at once; returns the entry's id.

        Raises `UnknownValue`, `InvalidValue` unless 1 ≤ count ≤ 9999.
        """
        self._home.reference.code("concern", concern)
        if not 1 <= count <= LARGEST_TALLY:
            raise InvalidValue("count", str(count), f"1 bis {LARGEST_TALLY}")
        begin_day(self._home, self._events, now)
        entry = self._entry("tally", {"concern": concern, "count": count}, now)
        with self._home.transaction():
            self._today.add(entry)
        return entry.id

    def undo(self, now: dt.datetime) -> EntryKind:
        """Take back today's last contact or tally; says which it was.

        Deletes it, or appends `undo` where a batch already made it history. Codes of its slips
        stay: they are on paper. Raises `NothingToUndo`.
        """
        begin_day(self._home, self._events, now)
        with self._home.transaction():
            entry = self._today.take_last()
            if entry is not None:
                return entry.kind
            appended = self._today.take_last_appended()
            if appended is None:
                raise NothingToUndo
            for event_id in appended.event_ids:
                self._events.append(coming_event("undo", {"event": event_id}))
            HouseTotalStore(self._home.database).add(house_totals.taken_back(appended.counted))
        return appended.kind

    def propose_codes(self, services: Sequence[str]) -> dict[str, str]:
        """A fresh code for each service, not stored yet; none where policy switched them off."""
        if not log_policy(self._home).codes:
            return {}
        proposed: dict[str, str] = {}
        for service in dict.fromkeys(services):
            if not is_record_id(service):  # from a feed; a slip without a code is still a slip
                continue
            code = new_code()
            while self._codes.get(code) is not None or code in proposed.values():
                code = new_code()
            proposed[service] = code
        return proposed

    def store_codes(self, codes: dict[str, str], now: dt.datetime) -> None:
        """Store the codes of a slip that was made without logging a contact.

        Raises `InvalidValue` for a service whose id could not travel.
        """
        begin_day(self._home, self._events, now)
        with _must_travel(), self._home.transaction():
            self._codes.issue(self._stored_codes(codes, now))

    def record_return(self, code: str, value: str, now: dt.datetime) -> SlipCode | None:
        """Log what came of a slip, also of another desk's; returns the code if it is known here.

        Raises `InvalidValue` for a wrong check character, `UnknownValue`.
        """
        stored = parse_code(code)
        self._home.reference.code("return", value)
        begin_day(self._home, self._events, now)
        with _must_travel(), self._home.transaction():
            self._codes.add_return(SlipReturn(stored, value, iso_week(now.date())))
        return self._codes.get(stored)

    def begin_day(self, now: dt.datetime) -> None:
        """Close an earlier day that is still open; for the start of the window."""
        begin_day(self._home, self._events, now)

    def close_before_batch(self, now: dt.datetime) -> None:
        """Make contacts logged so far part of history, ready for a batch."""
        close_before_batch(self._home, self._events, now)

    def _with_topics(self, contact: Contact, services: Sequence[str]) -> Contact:
        brought = [topic for service in services for topic in self._topics(service)]
        return replace(contact, topics=tuple(dict.fromkeys((*contact.topics, *brought))))

    def _topics(self, record_id: str) -> tuple[str, ...]:
        directory = self._home.directory
        if directory.get(Service, record_id) is not None:
            return topics_of(self._home, record_id)
        master = directory.get(MasterText, record_id)
        if master is None:
            raise NotFound("service", record_id)
        return (master.topic,)

    def _stored_codes(self, codes: dict[str, str], now: dt.datetime) -> list[SlipCode]:
        week = iso_week(now.date())
        return [SlipCode(code, service, self._home.town, week) for service, code in codes.items()]

    def _entry(self, kind: EntryKind, content: Mapping[str, Any], now: dt.datetime) -> TodayEntry:
        half = half_of(now)
        with _must_travel():
            events = events_of(self._home, kind, content, half, now.date())
        return TodayEntry(events[0].id, half, kind, content, events)


def half_of(now: dt.datetime) -> str:
    """The half of the day: `am` before noon, else `pm`."""
    return "am" if now.hour < 12 else "pm"


@contextlib.contextmanager
def _must_travel() -> Iterator[None]:
    """What is logged today must be able to leave at the day's end."""
    try:
        yield
    except RecordUnfit as error:
        raise InvalidValue("record", str(error), "was ein Stapel fassen kann") from error
