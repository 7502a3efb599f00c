"""Hours and exceptions of the places of services, read for many services in few queries."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lotse_desk.domain.hours import OpenState, state_at
from lotse_desk.domain.hsds import Schedule, Service, ServiceAtLocation
from lotse_desk.domain.supplement import Placement, ScheduleException
from lotse_desk.home.home import Home

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class PlaceHours:
    """When one place of a service is open; without a link, the service's own hours."""

    link: ServiceAtLocation | None
    schedules: tuple[Schedule, ...]
    exceptions: tuple[ScheduleException, ...]
    placement: Placement | None = None

    @property
    def by_appointment(self) -> bool:
        """Whether nobody is seen there without one."""
        return bool(self.placement and self.placement.by_appointment)

    def state_at(self, moment: dt.datetime) -> OpenState:
        """Open, closed until when, by appointment or unknown at a local moment."""
        return state_at(moment, self.schedules, self.exceptions, by_appointment=self.by_appointment)


def hours_of(home: Home, services: Sequence[Service]) -> dict[str, tuple[PlaceHours, ...]]:
    """Id of a service -> the hours of its places, ordered by id.

    A place has its own hours, else those of the service, else those of the building. A service
    with hours and no place has one entry; one with neither has none.
    """
    store, town = home.directory, home.town
    ids = [service.id for service in services]
    links = store.where_in(ServiceAtLocation, "service_id", ids)
    link_ids = [link.id for link in links]
    location_ids = sorted({link.location_id for link in links if link.location_id})
    of_service = _grouped(store.where_in(Schedule, "service_id", ids), "service_id")
    of_link = _grouped(
        store.where_in(Schedule, "service_at_location_id", link_ids), "service_at_location_id"
    )
    of_location = _grouped(store.where_in(Schedule, "location_id", location_ids), "location_id")
    placements = _grouped(
        store.where_in(Placement, "service_at_location_id", link_ids), "service_at_location_id"
    )
    exceptions = _exceptions(
        home,
        {
            "town": [town],
            "organization": sorted({s.organization_id for s in services if s.organization_id}),
            "service_at_location": link_ids,
            "location": location_ids,
        },
    )
    places = _grouped(links, "service_id")
    found: dict[str, tuple[PlaceHours, ...]] = {}
    for service in services:
        own = of_service.get(service.id, [])
        general = ("all", None), ("town", town), ("organization", service.organization_id)
        hours = [
            PlaceHours(
                link,
                tuple(of_link.get(link.id) or own or of_location.get(link.location_id or "", [])),
                _of_owners(
                    exceptions,
                    (*general, ("service_at_location", link.id), ("location", link.location_id)),
                ),
                next(iter(placements.get(link.id, ())), None),
            )
            for link in places.get(service.id, ())
        ]
        if not hours and own:
            hours = [PlaceHours(None, tuple(own), _of_owners(exceptions, general))]
        found[service.id] = tuple(hours)
    return found


_Owner = tuple[str, str | None]
_Exceptions = Mapping[_Owner, Sequence[ScheduleException]]


def _exceptions(home: Home, wanted: Mapping[str, Sequence[str]]) -> _Exceptions:
    """Exceptions by what they hold for: the kind of record and its id."""
    store = home.directory
    found: dict[_Owner, list[ScheduleException]] = {
        ("all", None): store.where(ScheduleException, entity="all")
    }
    ids = sorted({owner for owners in wanted.values() for owner in owners})
    for exception in store.where_in(ScheduleException, "entity_id", ids):
        found.setdefault((exception.entity, exception.entity_id), []).append(exception)
    return found


def _of_owners(exceptions: _Exceptions, owners: Iterable[_Owner]) -> tuple[ScheduleException, ...]:
    found = [exception for owner in owners for exception in exceptions.get(owner, ())]
    return tuple(sorted(found, key=lambda exception: exception.id))


def _grouped(rows: Iterable[_Row], column: str) -> dict[str, list[_Row]]:
    grouped: dict[str, list[_Row]] = {}
    for row in rows:
        grouped.setdefault(getattr(row, column), []).append(row)
    return grouped
