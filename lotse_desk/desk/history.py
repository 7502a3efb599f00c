"""The desk's exchanges so far: what left, what the office confirmed, what is open."""

import datetime as dt
from dataclasses import dataclass

from lotse_desk.home.home import DESK, Home
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.past_exchanges import DONE, ExchangeNote, PastExchanges

KEPT = 200
CONFIRMED, OPEN, NOTHING = "confirmed", "open", "nothing"
REQUEST_LEFT = "request-left"
"""Reason of an exchange that is done: it left the request to be enrolled."""


@dataclass(frozen=True)
class PastExchange:
    """One exchange; `on` is an ISO date, `place` what the medium is called.

    `events` and `contacts` left in `batch`; None where nothing did. `release` was taken in then.
    `state`: what left is confirmed or open; nothing left; or the exchange was stopped or failed,
    for the kind of fault `reason` (what left before is counted all the same). `problems` counts
    files and facts that were reported. `request`: the request to be enrolled was left as well.
    """

    on: str
    place: str
    events: int
    contacts: int
    batch: int | None
    release: int | None
    state: str
    problems: int
    reason: str = ""
    request: bool = False


def past_exchanges(home: Home) -> list[PastExchange]:
    """The last exchanges, at most 200, newest first; reads only."""
    home.require(DESK)
    confirmed = EventLog(home.database).confirmed
    return [_past(note, confirmed) for note in PastExchanges(home.database).newest_first()]


class ExchangeRecord:
    """What one exchange does, written down at its end, however it ends."""

    def __init__(self, home: Home, today: dt.date) -> None:
        self._home, self._today = home, today
        self._written_before = self._newest_batch()
        self.place = ""
        self.release: int | None = None
        self.problems = 0

    def write(self, outcome: str = DONE, reason: str = "") -> None:
        """Note it; a transaction, or part of the caller's."""
        log = EventLog(self._home.database)
        left = [batch for batch in log.written() if batch.number > self._written_before]
        filled = [batch for batch in left if batch.last >= batch.first]
        note = ExchangeNote(
            on_date=self._today.isoformat(),
            place=self.place,
            outcome=outcome,
            reason=reason,
            events=sum(batch.last - batch.first + 1 for batch in filled),
            contacts=sum(log.contacts(batch.first, batch.last) for batch in filled),
            last=max((batch.last for batch in filled), default=0),
            batch=max((batch.number for batch in filled), default=None),
            release=self.release,
            problems=self.problems,
        )
        with self._home.transaction():
            PastExchanges(self._home.database).add(note, KEPT)

    def _newest_batch(self) -> int:
        written = EventLog(self._home.database).written()
        return written[0].number if written else 0


def _past(note: ExchangeNote, confirmed: int) -> PastExchange:
    if note.outcome != DONE:
        state = note.outcome
    elif not note.events:
        state = NOTHING
    else:  # numbers stay the same when a desk begins a new incarnation: they say what is confirmed
        state = CONFIRMED if note.last <= confirmed else OPEN
    return PastExchange(
        on=note.on_date,
        place=note.place,
        events=note.events,
        contacts=note.contacts,
        batch=note.batch,
        release=note.release,
        state=state,
        problems=note.problems,
        reason=note.reason if note.outcome != DONE else "",
        request=note.outcome == DONE and note.reason == REQUEST_LEFT,
    )
