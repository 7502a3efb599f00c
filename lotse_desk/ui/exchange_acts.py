"""What the exchange page asks of the home; every function is one act in the desk's thread."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lotse_desk.desk.exchange import Synced
    from lotse_desk.desk.exchange_state import ExchangeState
    from lotse_desk.home.home import Home


class Cancelled(Exception):
    """The Lotse stopped the exchange before it began."""


def state(home: Home) -> ExchangeState:
    """Where this desk stands."""
    from lotse_desk.desk.exchange_state import exchange_state
    from lotse_desk.home import clock

    return exchange_state(home, clock.today())


def exchange(home: Home, folder: Path, cancelled: threading.Event) -> Synced:
    """Take in what the office left, leave what is new; raises `Cancelled` and medium faults."""
    from lotse_desk.desk.exchange import sync
    from lotse_desk.desk.exchange_state import note_exchange
    from lotse_desk.home import clock

    if cancelled.is_set():
        raise Cancelled
    result = sync(home, folder, clock.now())
    note_exchange(home, clock.today())
    return result


def confirm_office(home: Home, fingerprint: str) -> None:
    """Somebody compared the office's fingerprint by voice."""
    from lotse_desk.desk.release_intake import confirm_office as confirm

    confirm(home, fingerprint)
