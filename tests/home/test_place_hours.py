import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from lotse_desk.domain.hsds import Location, Organization, Schedule, Service, ServiceAtLocation
from lotse_desk.domain.supplement import Placement, ScheduleException
from lotse_desk.home.home import DESK, Home, create_home
from lotse_desk.home.open_states import is_open, open_states
from lotse_desk.home.place_hours import hours_of
from lotse_desk.home.places import places_of

MONDAY = dt.datetime(2026, 11, 23, 9)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with create_home(tmp_path / "home", role=DESK, name="Empfang 1") as home:
        home.settings.put("desk.town", "herten")
        home.directory.upsert(
            [
                Organization(id="body", name="Stadt"),
                Location(id="hall", name="Rathaus"),
                *(Service(id=s, organization_id="body") for s in ("own", "none", "both", "hall")),
                *(
                    ServiceAtLocation(id=f"{s}-{n}", service_id=s, location_id="hall")
                    for s, n in (("both", 1), ("both", 2), ("hall", 1))
                ),
                Schedule(id="1", service_id="own", byday="MO", opens_at="08:00", closes_at="10:00"),
                Schedule(id="2", service_id="both", byday="TU", opens_at="08:00", closes_at="9:00"),
                Schedule(
                    id="3",
                    service_at_location_id="both-2",
                    byday="MO",
                    opens_at="08:00",
                    closes_at="12:00",
                ),
                Schedule(
                    id="4", location_id="hall", byday="MO", opens_at="07:00", closes_at="09:30"
                ),
                Placement(id="p", service_at_location_id="both-1", by_appointment=True),
            ]
        )
        yield home


def closed(owner: str, entity: str, entity_id: str | None) -> ScheduleException:
    return ScheduleException(
        id=owner,
        entity=entity,
        entity_id=entity_id,
        from_date="2026-11-23",
        to_date="2026-11-23",
        kind="closed",
        origin="local",
    )


def services(home: Home) -> dict[str, Service]:
    return {service.id: service for service in home.directory.rows(Service)}


def test_a_place_has_its_own_hours_else_the_services_else_the_buildings(home: Home) -> None:
    found = hours_of(home, list(services(home).values()))
    ids = {
        service: [
            (place.link.id if place.link else None, [schedule.id for schedule in place.schedules])
            for place in places
        ]
        for service, places in found.items()
    }
    assert ids == {
        "own": [(None, ["1"])],
        "none": [],
        "both": [("both-1", ["2"]), ("both-2", ["3"])],
        "hall": [("hall-1", ["4"])],
    }
    assert [place.by_appointment for place in found["both"]] == [True, False]


def test_exceptions_hold_for_whom_they_name_and_nobody_else(home: Home) -> None:
    home.directory.upsert(
        [
            closed("everywhere", "all", None),
            closed("here", "town", "herten"),
            closed("elsewhere", "town", "marl"),
            closed("body", "organization", "body"),
            closed("nobody", "organization", None),
            closed("nowhere", "location", None),
            closed("hall", "location", "hall"),
            closed("door", "service_at_location", "both-2"),
        ]
    )
    found = hours_of(home, list(services(home).values()))
    named = {
        place.link.id if place.link else service: [e.id for e in place.exceptions]
        for service, places in found.items()
        for place in places
    }
    assert named == {
        "own": ["body", "everywhere", "here"],
        "both-1": ["body", "everywhere", "hall", "here"],
        "both-2": ["body", "door", "everywhere", "hall", "here"],
        "hall-1": ["body", "everywhere", "hall", "here"],
    }


def test_the_list_and_the_card_say_the_same(home: Home) -> None:
    found = services(home)
    states = open_states(home, list(found.values()), MONDAY)
    assert set(states) == {"own", "both", "hall"}
    assert all(is_open(state) for state in states.values())
    for service, state in states.items():
        assert state in [place.state_at(MONDAY) for place in places_of(home, found[service])]
