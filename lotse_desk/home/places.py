"""Where a service is offered: address, rooms, hours and exceptions put together."""

from lotse_desk.domain.hsds import (
    Accessibility,
    Address,
    Location,
    Schedule,
    Service,
    ServiceAtLocation,
)
from lotse_desk.domain.service_card import Place
from lotse_desk.domain.supplement import Allocation, LocalNote, Placement, ScheduleException
from lotse_desk.home.home import Home


def places_of(home: Home, service: Service) -> tuple[Place, ...]:
    """All places of a service, ordered by id; hours of the place, else of the service."""
    store = home.directory
    own_hours = store.where(Schedule, service_id=service.id)
    links = store.where(ServiceAtLocation, service_id=service.id)
    places = tuple(_place(home, service, link, own_hours) for link in links)
    if not places and own_hours:
        exceptions = _exceptions(home, service, None)
        return (Place(id=service.id, schedules=tuple(own_hours), exceptions=exceptions),)
    return places


def _place(
    home: Home, service: Service, link: ServiceAtLocation, own_hours: list[Schedule]
) -> Place:
    store = home.directory
    location = store.get(Location, link.location_id) if link.location_id else None
    addresses = store.where(Address, location_id=link.location_id) if location else []
    address = addresses[0] if addresses else None
    placements = store.where(Placement, service_at_location_id=link.id)
    placement = placements[0] if placements else None
    notes = store.where(LocalNote, entity="service_at_location", entity_id=link.id)
    note = notes[0] if notes else None
    hours = store.where(Schedule, service_at_location_id=link.id) or own_hours
    if not hours and location:
        hours = store.where(Schedule, location_id=location.id)
    street = " ".join(filter(None, (address.address_1, address.address_2))) if address else ""
    return Place(
        id=link.id,
        name=(location.name or "") if location else "",
        street=street,
        postal_code=(address.postal_code or "") if address else "",
        city=(address.city or "") if address else "",
        directions=(location.transportation or "") if location else "",
        building=(placement.building or "") if placement else "",
        floor=(note and note.floor) or (placement and placement.floor) or "",
        room=(note and note.room) or (placement and placement.room) or "",
        local_note=" ".join(filter(None, (note.door, note.note))) if note else "",
        step_free=_step_free(home, location),
        by_appointment=bool(placement and placement.by_appointment),
        schedules=tuple(hours),
        exceptions=_exceptions(home, service, link),
        allocations=tuple(store.where(Allocation, service_at_location_id=link.id)),
    )


def _exceptions(
    home: Home, service: Service, link: ServiceAtLocation | None
) -> tuple[ScheduleException, ...]:
    owners = [("organization", service.organization_id), ("all", None), ("town", home.town)]
    if link is not None:
        owners += [("service_at_location", link.id), ("location", link.location_id)]
    found = [
        exception
        for entity, entity_id in owners
        for exception in home.directory.where(ScheduleException, entity=entity, entity_id=entity_id)
    ]
    return tuple(sorted(found, key=lambda exception: exception.id))


def _step_free(home: Home, location: Location | None) -> bool | None:
    if location is None:
        return None
    for accessibility in home.directory.where(Accessibility, location_id=location.id):
        text = (accessibility.description or "").casefold()
        if "nicht stufenlos" in text:
            return False
        if "stufenlos" in text or "wheelchair" in text or "barrierefrei" in text:
            return True
    return None
