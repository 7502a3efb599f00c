"""Responsible bodies, their places and their services as records."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lotse_desk.domain.hsds import (
    Accessibility,
    Address,
    Attribute,
    Contact,
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from lotse_desk.domain.record import Record
from lotse_desk.domain.reference import DISTRICT, Reference, Town
from lotse_desk.domain.supplement import (
    BODY_TAXONOMY,
    TOPIC_TAXONOMY,
    Allocation,
    Placement,
    RecordOrigin,
    ScheduleException,
    Synonym,
    Verification,
)

_FREQUENCIES = {"week": "WEEKLY", "month": "MONTHLY"}
TO_BE_CHECKED = "Zuständigkeit noch nicht geprüft"


def body_records(folder: Path, names: dict[str, str], reference: Reference) -> Iterator[Record]:
    """All records of bodies.json; `names` maps topic slugs to the names of their services."""
    file = json.loads((folder / "bodies.json").read_text("utf-8"))
    yield from _kinds(file["kinds"])
    for body in file["organizations"]:
        yield from _organization(body)
    for place in file["locations"]:
        yield from _location(place)
    taken: set[str] = set()
    for entry in file["services"]:
        for topic in entry["topics"]:
            service_id = _service_id(topic, entry, taken)
            taken.add(service_id)
            yield from _service(service_id, topic, names[topic], entry, reference)


def helpline_records(folder: Path) -> Iterator[Record]:
    """All records of helplines.json: national help lines, real, with their numbers."""
    file = json.loads((folder / "helplines.json").read_text("utf-8"))
    for line in file["helplines"]:
        key = line["id"]
        yield Organization(id=f"helpline.{key}", name=line["name"], website=line["url"] or None)
        yield Service(
            id=key,
            organization_id=f"helpline.{key}",
            name=f"{line['name']} {line['number']}",
            description=line["short_description"],
            url=line["url"] or None,
            status="active",
        )
        yield Phone(
            id=f"{key}.phone", service_id=key, number=line["number"], description=line["hours"]
        )
        yield ServiceArea(id=f"{key}.area", service_id=key, name="Deutschland", extent="de")
        for code in line["languages"]:
            yield Language(id=f"{key}.{code}", service_id=key, code=code)
        for topic in line["topics"]:
            yield _topic_link(key, topic)
        number = line["number"]
        for term in dict.fromkeys((number, number.replace(" ", ""), *line["words"])):
            yield Synonym(id=f"{key}.word.{term}", term=term, language="de", kind="lay", target=key)


def _kinds(names: dict[str, str]) -> Iterator[Record]:
    yield Taxonomy(
        id=BODY_TAXONOMY,
        name="Lotse Desk kinds of bodies",
        description="What an organization is: authority, partner, migrant organisation …",
    )
    for kind, name in names.items():
        yield TaxonomyTerm(
            id=f"{BODY_TAXONOMY}.{kind}",
            code=kind,
            name=name,
            taxonomy_id=BODY_TAXONOMY,
            language="de",
        )


def _organization(body: dict[str, Any]) -> Iterator[Record]:
    yield Organization(
        id=body["id"],
        name=body["name"],
        description=body.get("description") or None,
        website=body.get("url") or None,
    )
    yield Attribute(
        id=f"{body['id']}.kind",
        link_id=body["id"],
        link_entity=Organization.TABLE,
        link_type=BODY_TAXONOMY,
        taxonomy_term_id=f"{BODY_TAXONOMY}.{body['kind']}",
    )
    if body.get("sample"):
        yield _sample(Organization.TABLE, body["id"])


def _location(place: dict[str, Any]) -> Iterator[Record]:
    yield Location(
        id=place["id"],
        location_type="physical",
        organization_id=place["organization"],
        name=place["name"],
        transportation=place.get("directions") or None,
    )
    yield Address(
        id=f"{place['id']}.address",
        location_id=place["id"],
        address_1=place.get("street") or None,
        city=place["city"],
        state_province="NW",
        postal_code=place.get("postal_code") or None,
        country="DE",
        address_type="physical",
    )
    if place.get("step_free") is not None:
        yield Accessibility(
            id=f"{place['id']}.step-free",
            location_id=place["id"],
            description="stufenlos" if place["step_free"] else "nicht stufenlos",
        )
    if place.get("sample"):
        yield _sample("location", place["id"])


def _service_id(topic: str, entry: dict[str, Any], taken: set[str]) -> str:
    plain = f"{topic}.{entry['body']}"
    return plain if plain not in taken else f"{plain}.{entry['towns'][0]}"


def _service(
    service_id: str, topic: str, name: str, entry: dict[str, Any], reference: Reference
) -> Iterator[Record]:
    yield Service(
        id=service_id,
        organization_id=entry["body"],
        name=name,
        status="active",
        alert=TO_BE_CHECKED if entry["status"] == "to-be-checked" else None,
    )
    yield _topic_link(service_id, topic)
    for slug in _served(entry["towns"], reference):
        yield _area(service_id, reference.town(slug))
    if entry.get("unit"):
        yield Contact(id=f"{service_id}.unit", service_id=service_id, department=entry["unit"])
    if entry.get("sample"):
        yield _sample("service", service_id)
    if check := entry.get("checked"):
        yield Verification(
            id=f"{service_id}.checked",
            entity=Service.TABLE,
            entity_id=service_id,
            role=check["role"],
            on_date=check["on"],
            how=check["how"],
            next_due=check["next_due"],
        )
    for spoken in entry.get("languages") or ():
        yield Language(
            id=f"{service_id}.{spoken['code']}",
            service_id=service_id,
            code=spoken["code"],
            note=spoken.get("note") or None,
        )
    if entry.get("location"):
        yield from _at_location(service_id, entry)


def _at_location(service_id: str, entry: dict[str, Any]) -> Iterator[Record]:
    place_id = f"{service_id}@{entry['location']}"
    yield ServiceAtLocation(id=place_id, service_id=service_id, location_id=entry["location"])
    yield Placement(
        id=f"{place_id}.placement",
        service_at_location_id=place_id,
        floor=entry.get("floor") or None,
        room=entry.get("room") or None,
        by_appointment=bool(entry.get("by_appointment")),
    )
    for number, hours in enumerate(entry.get("hours") or ()):
        yield Schedule(
            id=f"{place_id}.hours{number}",
            service_at_location_id=place_id,
            freq=_FREQUENCIES[hours.get("every", "week")],
            byday=hours["days"],
            opens_at=hours["opens"],
            closes_at=hours["closes"],
        )
    for number, exception in enumerate(entry.get("exceptions") or ()):
        yield ScheduleException(
            id=f"{place_id}.exception{number}",
            entity=ServiceAtLocation.TABLE,
            entity_id=place_id,
            from_date=exception["from"],
            to_date=exception["to"],
            kind=exception["kind"],
            opens_at=exception.get("opens"),
            closes_at=exception.get("closes"),
            reason=exception["reason"],
        )
    for number, part in enumerate(entry.get("allocation") or ()):
        yield Allocation(
            id=f"{place_id}.allocation{number}",
            service_at_location_id=place_id,
            kind=part["kind"],
            range_from=part["from"],
            range_to=part["to"],
            room=part["room"],
        )


def _served(towns: list[str], reference: Reference) -> list[str]:
    """The towns of an entry; who serves every town serves the district as a whole."""
    everywhere = set(reference.towns) - {DISTRICT} <= set(towns)
    return [*towns, DISTRICT] if everywhere and DISTRICT not in towns else towns


def _topic_link(service_id: str, topic: str) -> Attribute:
    return Attribute(
        id=f"{service_id}.topic.{topic}",
        link_id=service_id,
        link_entity="service",
        link_type=TOPIC_TAXONOMY,
        taxonomy_term_id=topic,
    )


def _area(service_id: str, town: Town) -> ServiceArea:
    return ServiceArea(
        id=f"{service_id}.area.{town.slug}",
        service_id=service_id,
        name=town.name,
        extent=town.ars,
        extent_type="text",
    )


def _sample(entity: str, entity_id: str) -> RecordOrigin:
    return RecordOrigin(
        id=f"{entity}.{entity_id}.origin", entity=entity, entity_id=entity_id, sample=True
    )
