"""The desks an office knows, what it has of each, and what somebody should look after."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from lotse_desk.home.home import OFFICE, Home
from lotse_desk.office.enrolment import known_desk
from lotse_desk.office.intake import gaps
from lotse_desk.storage.office_log import LogState, OfficeLog
from lotse_desk.storage.office_register import ENROLLED, EnrolledDesk, OfficeRegister
from lotse_desk.storage.office_watch import OfficeWatch

SILENT_DAYS = 14
STILL_WORKING = "office.desks_still_working"
"""Setting: JSON, the desks that follow a desk which somebody knows to go on working, by desk."""
REMEMBERED_DAYS = 60
"""So long ago may be what a reminder of copies or of a revoked desk rests on."""
NEVER_SEEN, SILENT, MISSING, HELD, FORKED, CLONED, REPLACED, REVOKED_SENDS, LOST = (
    "never-seen",
    "silent",
    "events-missing",
    "batches-held",
    "history-forked",
    "cloned",
    "replaced",
    "revoked-sends",
    "events-lost",
)


@dataclass(frozen=True)
class ListedDesk:
    """A desk; `confirmed_up_to` and the last batch are of the log it wrote to last.

    `missing` are spans of event numbers known to exist and not here. `state`: enrolled, revoked,
    `since` that date (ISO). `seen_on` is the date of the last intake that brought anything of it,
    `silent_days` the days since then, or since it was enrolled. `follows` are the ids of desks it
    was before, `followed_by` of those that were this one. `copies` counts the machines that write
    under its id at once. `lost` events came without content. `reminders` say what to look after.
    """

    desk: str
    town: str
    name: str
    state: str
    confirmed_up_to: int
    last_batch: int | None
    last_batch_on: str | None
    missing: tuple[tuple[int, int], ...]
    since: str = ""
    seen_on: str | None = None
    silent_days: int | None = None
    follows: tuple[str, ...] = ()
    followed_by: tuple[str, ...] = ()
    copies: int = 1
    held: int = 0
    lost: int = 0
    reminders: tuple[str, ...] = ()


def list_desks(home: Home, today: dt.date) -> list[ListedDesk]:
    """All desks, by town and name; `today` is compared with the dates of intakes."""
    home.require(OFFICE)
    watched = _Watched(home, today)
    states = OfficeLog(home.database).states()
    return [
        watched.listed(desk, states.get(desk.id)) for desk in OfficeRegister(home.database).desks()
    ]


def note_still_working(home: Home, start: str) -> str:
    """Somebody knows that a desk works on beside those that follow it; returns its id.

    It is asked again where another one follows. `start`: the id or its first digits. Raises
    `NotFound`.
    """
    home.require(OFFICE)
    desk = known_desk(OfficeRegister(home.database).desks(), start).id
    follows = OfficeWatch(home.database).follows()
    noted = _still_working(home)
    noted[desk] = sorted(one for one, before in follows.items() if desk in before)
    with home.transaction():
        home.settings.put(STILL_WORKING, json.dumps(noted, sort_keys=True))
    return desk


def _still_working(home: Home) -> dict[str, list[str]]:
    noted: dict[str, list[str]] = json.loads(home.settings.get(STILL_WORKING, "{}"))
    return noted


class _Watched:
    """What is known of all desks, read once."""

    def __init__(self, home: Home, today: dt.date) -> None:
        watch = OfficeWatch(home.database)
        self._today = today
        self._remembered = (today - dt.timedelta(days=REMEMBERED_DAYS)).isoformat()
        self._missing: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for gap in gaps(home):
            self._missing[gap.desk].append((gap.first, gap.last))
        self._seen = watch.seen_on()
        self._dates = watch.intake_dates(self._remembered)
        self._forks, self._held, self._lost = watch.open_forks(), watch.held(), watch.lost()
        self._refused = watch.refused_since_revoked()
        self._follows, self._working = watch.follows(), _still_working(home)
        self._followed: defaultdict[str, set[str]] = defaultdict(set)
        for desk, before in self._follows.items():
            for one in before:
                self._followed[one].add(desk)
        self._desks = {desk.id: desk for desk in OfficeRegister(home.database).desks()}

    def listed(self, desk: EnrolledDesk, state: LogState | None) -> ListedDesk:
        seen = self._seen.get(desk.id)
        silent = self._days_since(seen or desk.on_date) if desk.state == ENROLLED else None
        copies = writing_at_once(self._grown_since_a_renewal(desk.id))
        missing = tuple(self._missing.get(desk.id, ()))
        facts = {
            NEVER_SEEN: silent is not None and seen is None and silent >= SILENT_DAYS,
            SILENT: silent is not None and seen is not None and silent >= SILENT_DAYS,
            MISSING: bool(missing),
            HELD: desk.id in self._held,
            FORKED: desk.id in self._forks,
            CLONED: copies > 1 and desk.state == ENROLLED,
            REPLACED: desk.state == ENROLLED and self._is_replaced(desk.id),
            REVOKED_SENDS: desk.state != ENROLLED
            and self._refused.get(desk.id, "") >= self._remembered,
            LOST: desk.id in self._lost,
        }
        return ListedDesk(
            desk.id,
            desk.town,
            desk.name,
            desk.state,
            state.up_to if state else 0,
            state.last_batch if state else None,
            state.last_batch_on if state else None,
            missing,
            since=desk.on_date,
            seen_on=seen,
            silent_days=silent,
            follows=tuple(sorted(self._follows.get(desk.id, ()))),
            followed_by=tuple(sorted(self._followed.get(desk.id, ()))),
            copies=copies,
            held=self._held.get(desk.id, 0),
            lost=self._lost.get(desk.id, 0),
            reminders=tuple(reminder for reminder, holds in facts.items() if holds),
        )

    def _is_replaced(self, desk: str) -> bool:
        """Whether another desk goes on as this one and nothing says that this one works on."""
        if self._followed.get(desk, set()) <= set(self._working.get(desk, ())):
            return False
        begun = self._followers_enrolled_on(desk)
        return bool(begun) and self._seen.get(desk, "") <= min(begun)

    def _grown_since_a_renewal(self, desk: str) -> dict[str, set[str]]:
        """Dates on which its logs grew, by incarnation: a copy renewed since writes no more."""
        renewed = max(self._followers_enrolled_on(desk), default="")
        grown = self._dates.get(desk, {})
        since = {life: {day for day in days if day > renewed} for life, days in grown.items()}
        return {life: days for life, days in since.items() if days}

    def _followers_enrolled_on(self, desk: str) -> list[str]:
        """Dates on which the desks were enrolled that go on as this one."""
        followers = [self._desks[one] for one in self._followed.get(desk, ()) if one in self._desks]
        return [one.on_date for one in followers if one.state == ENROLLED]

    def _days_since(self, date: str) -> int:
        return max(0, (self._today - dt.date.fromisoformat(date)).days)


def writing_at_once(dates: Mapping[str, set[str]]) -> int:
    """How many copies write under one id, from the dates on which the log of each life grew.

    A restored desk goes on in a new life and leaves the old one behind, of which a late file may
    still come. Two lives that both grew on at least two days since the later one began are two
    machines.
    """
    begun = {life: min(days) for life, days in dates.items()}
    beside: set[str] = set()
    for one, days in dates.items():
        for other in dates:
            later = max(begun[one], begun[other])
            if one != other and all(
                sum(day >= later for day in grown) > 1 for grown in (days, dates[other])
            ):
                beside |= {one, other}
    return max(1, len(beside))
