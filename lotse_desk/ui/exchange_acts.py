"""What the exchange page asks of the home; every function is one act in the desk's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lotse_desk.desk.exchange import Synced
    from lotse_desk.desk.exchange_state import ExchangeState
    from lotse_desk.home.home import Home


STEPS = ("look", "take", "write")


class Cancelled(Exception):
    """The Lotse stopped the exchange between two steps; steps done stay done."""


def state(home: Home) -> ExchangeState:
    """Where this desk stands."""
    from lotse_desk.desk.exchange_state import exchange_state
    from lotse_desk.home import clock

    return exchange_state(home, clock.today())


def exchange(
    home: Home, folder: Path, cancelled: threading.Event, tell: Callable[[str], object]
) -> Synced:
    """Take in what the office left, leave what is new.

    `tell` hears every step, in the desk's thread. Raises `Cancelled` and medium faults.
    """
    from lotse_desk.desk.exchange import sync
    from lotse_desk.desk.exchange_state import note_exchange
    from lotse_desk.home import clock

    def begins(step: str) -> None:
        if cancelled.is_set():
            raise Cancelled
        tell(step)

    result = sync(home, folder, clock.now(), begins=begins)
    note_exchange(home, clock.today())
    return result


def confirm_office(home: Home, fingerprint: str) -> None:
    """Somebody compared the office's fingerprint by voice."""
    from lotse_desk.desk.release_intake import confirm_office as confirm

    confirm(home, fingerprint)


def missed_words(home: Home) -> tuple[str, ...]:
    """Words that go with the next exchange; from now on they count as seen."""
    from lotse_desk.desk.missed_words import show_missed

    return tuple(waiting.word for waiting in show_missed(home))


def strike_missed_word(home: Home, word: str) -> None:
    """A word that does not go."""
    from lotse_desk.desk.missed_words import strike
    from lotse_desk.home import clock

    strike(home, word, clock.today())
