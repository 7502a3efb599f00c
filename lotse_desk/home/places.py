"""Where a service is offered: address, rooms, hours and exceptions put together."""

import re
from collections.abc import Iterable

from lotse_desk.domain.hsds import (
    Accessibility,
    Address,
    Location,
    Service,
    ServiceAtLocation,
)
from lotse_desk.domain.service_card import Place
from lotse_desk.domain.supplement import Allocation, LocalNote
from lotse_desk.home.home import Home
from lotse_desk.home.place_hours import PlaceHours, hours_of


def places_of(home: Home, service: Service) -> tuple[Place, ...]:
    """All places of a service, ordered by id; hours of the place, else of the service."""
    return tuple(
        _place(home, hours.link, hours)
        if hours.link
        else Place(id=service.id, schedules=hours.schedules, exceptions=hours.exceptions)
        for hours in hours_of(home, [service])[service.id]
    )


def _place(home: Home, link: ServiceAtLocation, hours: PlaceHours) -> Place:
    store = home.directory
    location = store.get(Location, link.location_id) if link.location_id else None
    addresses = store.where(Address, location_id=link.location_id) if location else []
    address = addresses[0] if addresses else None
    placement = hours.placement
    notes = store.where(LocalNote, entity="service_at_location", entity_id=link.id)
    note = notes[0] if notes else None
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
        by_appointment=hours.by_appointment,
        schedules=hours.schedules,
        exceptions=hours.exceptions,
        allocations=tuple(store.where(Allocation, service_at_location_id=link.id)),
    )


def _step_free(home: Home, location: Location | None) -> bool | None:
    if location is None:
        return None
    said = home.directory.where(Accessibility, location_id=location.id)
    return said_step_free(accessibility.description or "" for accessibility in said)


def said_step_free(texts: Iterable[str]) -> bool | None:
    """Whether descriptions of an accessibility say that a place has no steps; None if none does."""
    for text in texts:
        if _WITH_STEPS.search(text):
            return False
        if _STEP_FREE.search(text):
            return True
    return None


_STEP_FREE = re.compile(r"stufenlos|barrierefrei|rollstuhlgerecht|wheelchair|step.?free", re.I)
_WITH_STEPS = re.compile(
    r"(?:nicht|kein|not|no|without)\w*\s+(?:\w+\s+)?"
    r"(?:stufenlos|barrierefrei|rollstuhl|wheelchair|step.?free)",
    re.I,
)
