"""Open or closed, for many services at once: the hours of `places`, read in few queries."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TypeVar

from lotse_desk.domain.hours import DayState, OpenState, state_at
from lotse_desk.domain.hsds import Schedule, Service, ServiceAtLocation
from lotse_desk.domain.supplement import Placement, ScheduleException
from lotse_desk.home.home import Home

_Row = TypeVar("_Row")


def open_states(
    home: Home, services: Sequence[Service], moment: dt.datetime
) -> dict[str, OpenState]:
    """Id of a service -> the best state among its places; services without hours are left out.

    An open place comes before one with hours, that before others.
    """
    store = home.directory
    ids = [service.id for service in services]
    links = store.where_in(ServiceAtLocation, "service_id", ids)
    link_ids = [link.id for link in links]
    location_ids = sorted({link.location_id for link in links if link.location_id})
    of_service = _grouped(store.where_in(Schedule, "service_id", ids), "service_id")
    of_link = _grouped(
        store.where_in(Schedule, "service_at_location_id", link_ids), "service_at_location_id"
    )
    of_location = _grouped(store.where_in(Schedule, "location_id", location_ids), "location_id")
    placements = {
        placement.service_at_location_id: placement
        for placement in store.where_in(Placement, "service_at_location_id", link_ids)
    }
    places = _grouped(links, "service_id")
    exceptions = _exceptions(home, services, links)
    found: dict[str, OpenState] = {}
    for service in services:
        own = of_service.get(service.id, [])
        owners = ("all", None), ("town", home.town), ("organization", service.organization_id)
        general = [e for owner in owners for e in exceptions.get(_owner(*owner), ())]
        states = []
        for link in places.get(service.id, ()):
            hours = of_link.get(link.id) or own or of_location.get(link.location_id or "", [])
            placement = placements.get(link.id)
            closures = chain(
                general,
                exceptions.get(_owner("service_at_location", link.id), ()),
                exceptions.get(_owner("location", link.location_id), ()),
            )
            states.append(
                state_at(
                    moment,
                    hours,
                    sorted(closures, key=lambda exception: exception.id),
                    by_appointment=bool(placement and placement.by_appointment),
                )
            )
        if not states and own:
            states = [state_at(moment, own, sorted(general, key=lambda e: e.id))]
        if states:
            found[service.id] = min(states, key=_preference)
    return found


def is_open(state: OpenState | None) -> bool:
    """Whether somebody can walk in at the moment of the state."""
    return state is not None and state.state is DayState.OPEN and state.until is not None


def _preference(state: OpenState) -> int:
    if is_open(state):
        return 0
    return 1 if state.next_day or state.state is DayState.BY_APPOINTMENT else 2


def _exceptions(
    home: Home, services: Sequence[Service], links: Sequence[ServiceAtLocation]
) -> dict[tuple[str, str], list[ScheduleException]]:
    """Exceptions by what they hold for."""
    wanted: dict[str, set[str]] = {
        "town": {home.town},
        "organization": {s.organization_id for s in services if s.organization_id},
        "service_at_location": {link.id for link in links},
        "location": {link.location_id for link in links if link.location_id},
    }
    found = home.directory.where(ScheduleException, entity="all")
    for entity, ids in wanted.items():
        found += home.directory.where_in(ScheduleException, "entity_id", sorted(ids), entity=entity)
    grouped: dict[tuple[str, str], list[ScheduleException]] = {}
    for exception in found:
        grouped.setdefault(_owner(exception.entity, exception.entity_id), []).append(exception)
    return grouped


def _owner(entity: str, entity_id: str | None) -> tuple[str, str]:
    return entity, "" if entity == "all" else entity_id or ""


def _grouped(rows: Iterable[_Row], column: str) -> dict[str, list[_Row]]:
    grouped: dict[str, list[_Row]] = {}
    for row in rows:
        grouped.setdefault(getattr(row, column), []).append(row)
    return grouped
