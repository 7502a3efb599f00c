"""The directory as one flat list, a line for each service at each place, for spreadsheets."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from lotse_desk.domain.hsds import (
    Address,
    Attribute,
    CostOption,
    Language,
    Location,
    Organization,
    Phone,
    RequiredDocument,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
)
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import TOPIC_TAXONOMY, MasterText, Placement, RecordOrigin

HEADER = (
    "Kennung",
    "Name",
    "Beschreibung",
    "Stelle",
    "Ort der Leistung",
    "Straße",
    "PLZ",
    "Ort",
    "Raum",
    "Telefon",
    "E-Mail",
    "Internet",
    "Öffnungszeiten",
    "Zuständig für",
    "Wer darf kommen",
    "Mitbringen",
    "Kosten",
    "So stellt man den Antrag",
    "Sprachen",
    "Themen",
    "Stand",
    "Hinweis",
)
"""Titles of the columns of `service_rows`."""

AnyRecord = TypeVar("AnyRecord", bound=Record)
_LINKS = ("service_id", "location_id", "service_at_location_id", "link_id", "entity_id")
_WEEKDAYS = {"MO": "Mo", "TU": "Di", "WE": "Mi", "TH": "Do", "FR": "Fr", "SA": "Sa", "SU": "So"}


def service_rows(records: Iterable[Record]) -> list[tuple[str, ...]]:
    """A row under `HEADER` for each service at each of its places, ordered by name."""
    return sorted(_Directory(records).rows(), key=lambda row: (row[1].casefold(), row))


class _Directory:
    """Records by id and by what they belong to."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._by_id: dict[tuple[type[Record], str], Record] = {}
        self._linked: dict[tuple[type[Record], str], list[Record]] = defaultdict(list)
        self._masters: dict[str, MasterText] = {}
        for record in sorted(records, key=lambda row: (row.TABLE, row.id)):
            self._by_id[type(record), record.id] = record
            if isinstance(record, MasterText):
                self._masters[record.topic] = record
            for column in _LINKS:
                linked = getattr(record, column, None)
                if isinstance(linked, str):
                    self._linked[type(record), linked].append(record)

    def rows(self) -> Iterable[tuple[str, ...]]:
        for (kind, _), record in self._by_id.items():
            if kind is Service and isinstance(record, Service):
                places = self._of(ServiceAtLocation, record.id)
                for place in places or (None,):
                    yield self._row(record, place)

    def _row(self, service: Service, place: ServiceAtLocation | None) -> tuple[str, ...]:
        location = self._get(Location, place.location_id) if place else None
        body = self._get(Organization, service.organization_id)
        topics = self._topics(service)
        master = next((self._masters[slug] for slug in topics if slug in self._masters), None)
        address = next(iter(self._of(Address, location.id if location else None)), None)
        owners = [owner.id for owner in (place, service, location, body) if owner]
        inside = self._of(Placement, place.id if place else None)
        return tuple(
            cell or ""
            for cell in (
                service.id,
                service.name or (master.name if master else None),
                service.description or (master.description if master else None),
                body.name if body else None,
                location.name if location else None,
                _joined((address.address_1, address.address_2)) if address else None,
                address.postal_code if address else None,
                address.city if address else None,
                _joined(row.room for row in inside),
                _joined(self._phones(owners)),
                service.email or (body.email if body else None),
                service.url or (body.website if body else None),
                self._hours(owners),
                _joined(area.name for area in self._of(ServiceArea, service.id)),
                service.eligibility_description or (master.eligibility if master else None),
                _joined(row.document for row in self._of(RequiredDocument, service.id)),
                service.fees_description or self._costs(service, master),
                service.application_process or (master.steps if master else None),
                _joined(row.code or row.name for row in self._of(Language, service.id)),
                _joined(topics),
                service.assured_date or service.last_modified,
                self._marks(service),
            )
        )

    def _of(self, kind: type[AnyRecord], key: str | None) -> list[AnyRecord]:
        return [row for row in self._linked[kind, key or ""] if isinstance(row, kind)]

    def _get(self, kind: type[AnyRecord], key: str | None) -> AnyRecord | None:
        found = self._by_id.get((kind, key or ""))
        return found if isinstance(found, kind) else None

    def _topics(self, service: Service) -> list[str]:
        return [
            link.taxonomy_term_id
            for link in self._of(Attribute, service.id)
            if link.link_type == TOPIC_TAXONOMY and link.taxonomy_term_id
        ]

    def _phones(self, owners: list[str]) -> list[str]:
        """The numbers that stand nearest to the service: its place's before its own."""
        for owner in owners:
            numbers = [row.number for row in self._of(Phone, owner) if row.number]
            if numbers:
                return numbers
        return []

    def _hours(self, owners: list[str]) -> str | None:
        for owner in owners:
            schedules = self._of(Schedule, owner)
            if schedules:
                return _joined(_hours(schedule) for schedule in schedules)
        return None

    def _costs(self, service: Service, master: MasterText | None) -> str | None:
        costs = _joined(
            _joined((row.option, row.amount_description), ": ")
            for row in self._of(CostOption, service.id)
        )
        return costs or (master.cost if master else None)

    def _marks(self, service: Service) -> str | None:
        origins = [row for row in self._of(RecordOrigin, service.id) if row.entity == "service"]
        mark = "Muster" if any(row.sample for row in origins) else None
        return _joined((mark, service.alert))


def _hours(schedule: Schedule) -> str | None:
    days = _joined(
        (_WEEKDAYS.get(day.strip(), day.strip()) for day in (schedule.byday or "").split(",")), ", "
    )
    times = _joined((schedule.opens_at, schedule.closes_at), "–")
    return _joined((days, times), " ") or schedule.description


def _joined(parts: Iterable[str | None], between: str = "; ") -> str | None:
    return between.join(dict.fromkeys(part for part in parts if part)) or None
