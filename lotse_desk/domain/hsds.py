"""The tables of Open Referral HSDS 3.1 as flat records, one class a table, names as published.

Source: Human Services Data Specification 3.1, tabular data package, mended where it lacks the
keys of `unit` and `service_capacity`. Text is kept as given; a missing value is None.
"""

from dataclasses import dataclass
from typing import ClassVar

from lotse_desk.domain.record import Record


@dataclass(frozen=True, kw_only=True)
class HsdsRecord(Record):
    """A row of a table of HSDS itself."""


@dataclass(frozen=True, kw_only=True)
class Organization(HsdsRecord):
    """A body that provides services."""

    TABLE: ClassVar[str] = "organization"
    name: str | None = None
    alternate_name: str | None = None
    description: str | None = None
    email: str | None = None
    website: str | None = None
    tax_status: str | None = None
    tax_id: str | None = None
    year_incorporated: float | None = None
    legal_status: str | None = None
    logo: str | None = None
    uri: str | None = None
    parent_organization_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Program(HsdsRecord):
    """A grouping of services of one organization."""

    TABLE: ClassVar[str] = "program"
    organization_id: str | None = None
    name: str | None = None
    alternate_name: str | None = None
    description: str | None = None


@dataclass(frozen=True, kw_only=True)
class Service(HsdsRecord):
    """A service of one organization."""

    TABLE: ClassVar[str] = "service"
    organization_id: str | None = None
    program_id: str | None = None
    name: str | None = None
    alternate_name: str | None = None
    description: str | None = None
    url: str | None = None
    email: str | None = None
    status: str | None = None
    interpretation_services: str | None = None
    application_process: str | None = None
    fees_description: str | None = None
    wait_time: str | None = None
    fees: str | None = None
    accreditations: str | None = None
    eligibility_description: str | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    assured_date: str | None = None
    assurer_email: str | None = None
    licenses: str | None = None
    alert: str | None = None
    last_modified: str | None = None
    additional_information: str | None = None


@dataclass(frozen=True, kw_only=True)
class Location(HsdsRecord):
    """A place, physical or not, where services are offered."""

    TABLE: ClassVar[str] = "location"
    location_type: str | None = None
    url: str | None = None
    organization_id: str | None = None
    name: str | None = None
    alternate_name: str | None = None
    description: str | None = None
    transportation: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    external_identifier: str | None = None
    external_identifier_type: str | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceAtLocation(HsdsRecord):
    """A service offered at a location."""

    TABLE: ClassVar[str] = "service_at_location"
    service_id: str | None = None
    location_id: str | None = None
    description: str | None = None


@dataclass(frozen=True, kw_only=True)
class Contact(HsdsRecord):
    """A function or, with consent, a named person to turn to."""

    TABLE: ClassVar[str] = "contact"
    organization_id: str | None = None
    service_id: str | None = None
    service_at_location_id: str | None = None
    location_id: str | None = None
    name: str | None = None
    title: str | None = None
    department: str | None = None
    email: str | None = None


@dataclass(frozen=True, kw_only=True)
class Phone(HsdsRecord):
    """A telephone number."""

    TABLE: ClassVar[str] = "phone"
    location_id: str | None = None
    service_id: str | None = None
    organization_id: str | None = None
    contact_id: str | None = None
    service_at_location_id: str | None = None
    number: str | None = None
    extension: str | None = None
    type: str | None = None
    description: str | None = None


@dataclass(frozen=True, kw_only=True)
class Address(HsdsRecord):
    """An address of a location."""

    TABLE: ClassVar[str] = "address"
    location_id: str | None = None
    attention: str | None = None
    address_1: str | None = None
    address_2: str | None = None
    city: str | None = None
    region: str | None = None
    state_province: str | None = None
    postal_code: str | None = None
    country: str | None = None
    address_type: str | None = None


@dataclass(frozen=True, kw_only=True)
class Schedule(HsdsRecord):
    """Opening hours in RRULE terms; times are local HH:MM."""

    TABLE: ClassVar[str] = "schedule"
    service_id: str | None = None
    location_id: str | None = None
    service_at_location_id: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    dtstart: str | None = None
    timezone: str | None = None
    until: str | None = None
    count: int | None = None
    wkst: str | None = None
    freq: str | None = None
    interval: int | None = None
    byday: str | None = None
    byweekno: str | None = None
    bymonthday: str | None = None
    byyearday: str | None = None
    description: str | None = None
    opens_at: str | None = None
    closes_at: str | None = None
    schedule_link: str | None = None
    attending_type: str | None = None
    notes: str | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceArea(HsdsRecord):
    """The area whose residents a service is for; `extent` holds an ARS (12 digits) as text."""

    TABLE: ClassVar[str] = "service_area"
    service_id: str | None = None
    service_at_location_id: str | None = None
    name: str | None = None
    description: str | None = None
    extent: str | None = None
    extent_type: str | None = None
    uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class RequiredDocument(HsdsRecord):
    """A document to bring."""

    TABLE: ClassVar[str] = "required_document"
    service_id: str | None = None
    document: str | None = None
    uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class Language(HsdsRecord):
    """A language spoken at a service, location or telephone."""

    TABLE: ClassVar[str] = "language"
    service_id: str | None = None
    location_id: str | None = None
    phone_id: str | None = None
    name: str | None = None
    code: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Accessibility(HsdsRecord):
    """How a location can be reached and used."""

    TABLE: ClassVar[str] = "accessibility"
    location_id: str | None = None
    description: str | None = None
    details: str | None = None
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class CostOption(HsdsRecord):
    """What a service costs."""

    TABLE: ClassVar[str] = "cost_option"
    service_id: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    option: str | None = None
    currency: str | None = None
    amount: float | None = None
    amount_description: str | None = None


@dataclass(frozen=True, kw_only=True)
class Funding(HsdsRecord):
    """Where the money of a service or organization comes from."""

    TABLE: ClassVar[str] = "funding"
    organization_id: str | None = None
    service_id: str | None = None
    source: str | None = None


@dataclass(frozen=True, kw_only=True)
class OrganizationIdentifier(HsdsRecord):
    """An identifier of an organization in a scheme."""

    TABLE: ClassVar[str] = "organization_identifier"
    organization_id: str | None = None
    identifier_scheme: str | None = None
    identifier_type: str | None = None
    identifier: str | None = None


@dataclass(frozen=True, kw_only=True)
class Url(HsdsRecord):
    """A further web address."""

    TABLE: ClassVar[str] = "url"
    label: str | None = None
    url: str | None = None
    organization_id: str | None = None
    service_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Taxonomy(HsdsRecord):
    """A controlled vocabulary."""

    TABLE: ClassVar[str] = "taxonomy"
    name: str | None = None
    description: str | None = None
    uri: str | None = None
    version: str | None = None


@dataclass(frozen=True, kw_only=True)
class TaxonomyTerm(HsdsRecord):
    """A term of a taxonomy."""

    TABLE: ClassVar[str] = "taxonomy_term"
    code: str | None = None
    name: str | None = None
    description: str | None = None
    parent_id: str | None = None
    taxonomy: str | None = None
    language: str | None = None
    taxonomy_id: str | None = None
    term_uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class Attribute(HsdsRecord):
    """Links a record to a taxonomy term."""

    TABLE: ClassVar[str] = "attribute"
    link_id: str | None = None
    taxonomy_term_id: str | None = None
    link_type: str | None = None
    link_entity: str | None = None
    value: str | None = None
    label: str | None = None


@dataclass(frozen=True, kw_only=True)
class Unit(HsdsRecord):
    """A unit in which capacity is counted."""

    TABLE: ClassVar[str] = "unit"
    name: str | None = None
    scheme: str | None = None
    identifier: str | None = None
    uri: str | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceCapacity(HsdsRecord):
    """How much of a service is available."""

    TABLE: ClassVar[str] = "service_capacity"
    service_id: str | None = None
    unit_id: str | None = None
    available: float | None = None
    maximum: float | None = None
    description: str | None = None
    updated: str | None = None


@dataclass(frozen=True, kw_only=True)
class Metadata(HsdsRecord):
    """A change made to a record."""

    TABLE: ClassVar[str] = "metadata"
    resource_id: str | None = None
    resource_type: str | None = None
    last_action_date: str | None = None
    last_action_type: str | None = None
    field_name: str | None = None
    previous_value: str | None = None
    replacement_value: str | None = None
    updated_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class MetaTableDescription(HsdsRecord):
    """A description of a table."""

    TABLE: ClassVar[str] = "meta_table_description"
    name: str | None = None
    language: str | None = None
    character_set: str | None = None


HSDS_TABLES: dict[str, type[HsdsRecord]] = {
    record.TABLE: record
    for record in (
        Organization,
        Program,
        Service,
        Location,
        ServiceAtLocation,
        Contact,
        Phone,
        Address,
        Schedule,
        ServiceArea,
        RequiredDocument,
        Language,
        Accessibility,
        CostOption,
        Funding,
        OrganizationIdentifier,
        Url,
        Taxonomy,
        TaxonomyTerm,
        Attribute,
        Unit,
        ServiceCapacity,
        Metadata,
        MetaTableDescription,
    )
}
