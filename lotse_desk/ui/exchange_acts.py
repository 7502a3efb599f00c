"""What the exchange page asks of the home; every function is one act in the desk's thread."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lotse_desk.desk.exchange import Synced
    from lotse_desk.desk.exchange_state import ExchangeState
    from lotse_desk.desk.history import PastExchange
    from lotse_desk.domain.faults import Fault
    from lotse_desk.home.home import Home

SEVERAL_OFFICES = "several-offices"
TELL_EVERY_S = 0.1
"""A picture needs no more; every block of a big file would bury the window in messages."""


class Cancelled(Exception):
    """The Lotse stopped the exchange; steps done stay done."""


@dataclass(frozen=True)
class Progress:
    """A step (look, take, write) and how far it is, in bytes; `total` 0 while nobody knows."""

    step: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class Exchanged:
    """What an exchange did, and with what `kind` of medium: stick, share, disk or empty."""

    synced: Synced
    kind: str


@dataclass(frozen=True)
class Standing:
    """Where this desk stands today, and whether its secret key is on this machine.

    `key_fault` is what keeps a key that may well be there from being read.
    """

    state: ExchangeState
    today: dt.date
    has_key: bool
    key_fault: Fault | None = None


def state(home: Home) -> ExchangeState:
    """What is open, who knows this desk, when the last exchange was."""
    from lotse_desk.desk.exchange_state import exchange_state
    from lotse_desk.home import clock

    return exchange_state(home, clock.today())


def standing(home: Home) -> Standing:
    """Where this desk stands, for the page."""
    from lotse_desk.desk.enrolment import has_key
    from lotse_desk.domain.faults import Fault
    from lotse_desk.home import clock

    now, today = state(home), clock.today()
    try:
        return Standing(now, today, has_key(home))
    except Fault as fault:
        return Standing(now, today, has_key=False, key_fault=fault)


def exchange(
    home: Home,
    folder: Path,
    cancelled: threading.Event,
    tell: Callable[[Progress], object],
    *,
    office_fingerprint: str | None = None,
    between: Callable[[], object] = lambda: None,
) -> Exchanged:
    """Take in what the office left, leave what is new.

    `tell` hears every step, in the desk's thread; `between` is called there again and again at
    moments when other acts may go first. Raises `Cancelled`, `FingerprintDiffers`, medium faults.
    """
    from lotse_desk.desk.exchange import sync
    from lotse_desk.desk.media import usual_medium
    from lotse_desk.home import clock

    teller = _Teller(cancelled, tell, between)
    synced = sync(
        home,
        folder,
        clock.now(),
        office_fingerprint,
        begins=teller.begins,
        moved=teller.moved,
        attended=True,
    )
    usual = usual_medium(home)
    return Exchanged(synced, usual.kind if usual is not None else "")


def history(home: Home) -> list[PastExchange]:
    """Past exchanges, the newest first."""
    from lotse_desk.desk.history import past_exchanges

    return past_exchanges(home)


def confirm_office(home: Home, fingerprint: str) -> None:
    """Somebody compared the office's fingerprint by voice."""
    from lotse_desk.desk.trusted_office import confirm_office as confirm

    confirm(home, fingerprint)


def enrol_anew(home: Home) -> None:
    """Make this desk another one to the office, with a key of its own; its log stays."""
    from lotse_desk.desk.enrolment import renew_identity

    renew_identity(home)


def missed_words(home: Home) -> tuple[str, ...]:
    """Words that go with the next exchange; from now on they count as seen."""
    from lotse_desk.desk.missed_words import show_missed

    return tuple(waiting.word for waiting in show_missed(home))


def strike_missed_word(home: Home, word: str) -> None:
    """A word that does not go."""
    from lotse_desk.desk.missed_words import strike
    from lotse_desk.home import clock

    strike(home, word, clock.today())


class _Teller:
    """Hears the exchange go on; stops it as soon as somebody asked for that."""

    def __init__(
        self,
        cancelled: threading.Event,
        tell: Callable[[Progress], object],
        between: Callable[[], object],
    ) -> None:
        self._cancelled, self._tell, self._between = cancelled, tell, between
        self._step, self._told = "", 0.0

    def begins(self, step: str) -> None:
        self._stop_if_asked()
        self._step, self._told = step, 0.0
        self._tell(Progress(step))
        self._between()

    def moved(self, done: int, total: int) -> None:
        self._stop_if_asked()
        now = time.monotonic()
        if done >= total or now - self._told >= TELL_EVERY_S:
            self._told = now
            self._tell(Progress(self._step, done, total))
        self._between()

    def _stop_if_asked(self) -> None:
        if self._cancelled.is_set():
            raise Cancelled
