"""Open or closed, for many services at once."""

import datetime as dt
from collections.abc import Sequence

from lotse_desk.domain.hours import DayState, OpenState
from lotse_desk.domain.hsds import Service
from lotse_desk.home.home import Home
from lotse_desk.home.place_hours import hours_of


def open_states(
    home: Home, services: Sequence[Service], moment: dt.datetime
) -> dict[str, OpenState]:
    """Id of a service -> the best state among its places; services without hours are left out.

    An open place comes before one with hours, that before others.
    """
    return {
        service_id: min((place.state_at(moment) for place in places), key=_preference)
        for service_id, places in hours_of(home, services).items()
        if places
    }


def is_open(state: OpenState | None) -> bool:
    """Whether somebody can walk in at the moment of the state."""
    return state is not None and state.state is DayState.OPEN and state.until is not None


def _preference(state: OpenState) -> int:
    if is_open(state):
        return 0
    return 1 if state.next_day or state.state is DayState.BY_APPOINTMENT else 2
