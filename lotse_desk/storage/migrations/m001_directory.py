"""The service directory: HSDS 3.1 tables, our own tables beside them, and settings."""

from sqlite_utils import Database

from lotse_desk.storage.migrations.registry import migrations

TABLES = """
CREATE TABLE organization (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT,
    alternate_name TEXT,
    description TEXT,
    email TEXT,
    website TEXT,
    tax_status TEXT,
    tax_id TEXT,
    year_incorporated REAL,
    legal_status TEXT,
    logo TEXT,
    uri TEXT,
    parent_organization_id TEXT REFERENCES organization(id)
) STRICT;
CREATE TABLE program (
    id TEXT PRIMARY KEY NOT NULL,
    organization_id TEXT REFERENCES organization(id),
    name TEXT,
    alternate_name TEXT,
    description TEXT
) STRICT;
CREATE TABLE service (
    id TEXT PRIMARY KEY NOT NULL,
    organization_id TEXT REFERENCES organization(id),
    program_id TEXT REFERENCES program(id),
    name TEXT,
    alternate_name TEXT,
    description TEXT,
    url TEXT,
    email TEXT,
    status TEXT,
    interpretation_services TEXT,
    application_process TEXT,
    fees_description TEXT,
    wait_time TEXT,
    fees TEXT,
    accreditations TEXT,
    eligibility_description TEXT,
    minimum_age REAL,
    maximum_age REAL,
    assured_date TEXT,
    assurer_email TEXT,
    licenses TEXT,
    alert TEXT,
    last_modified TEXT,
    additional_information TEXT
) STRICT;
CREATE TABLE location (
    id TEXT PRIMARY KEY NOT NULL,
    location_type TEXT,
    url TEXT,
    organization_id TEXT REFERENCES organization(id),
    name TEXT,
    alternate_name TEXT,
    description TEXT,
    transportation TEXT,
    latitude REAL,
    longitude REAL,
    external_identifier TEXT,
    external_identifier_type TEXT
) STRICT;
CREATE TABLE service_at_location (
    id TEXT PRIMARY KEY NOT NULL,
    service_id TEXT REFERENCES service(id),
    location_id TEXT REFERENCES location(id),
    description TEXT
) STRICT;
CREATE TABLE contact (
    id TEXT PRIMARY KEY NOT NULL,
    organization_id TEXT REFERENCES organization(id),
    service_id TEXT REFERENCES service(id),
    service_at_location_id TEXT REFERENCES service_at_location(id),
    location_id TEXT REFERENCES location(id),
    name TEXT,
    title TEXT,
    department TEXT,
    email TEXT
) STRICT;
CREATE TABLE phone (
    id TEXT PRIMARY KEY NOT NULL,
    location_id TEXT REFERENCES location(id),
    service_id TEXT REFERENCES service(id),
    organization_id TEXT REFERENCES organization(id),
    contact_id TEXT REFERENCES contact(id),
    service_at_location_id TEXT REFERENCES service_at_location(id),
    number TEXT,
    extension TEXT,
    type TEXT,
    description TEXT
) STRICT;
CREATE TABLE address (
    id TEXT PRIMARY KEY NOT NULL,
    location_id TEXT REFERENCES location(id),
    attention TEXT,
    address_1 TEXT,
    address_2 TEXT,
    city TEXT,
    region TEXT,
    state_province TEXT,
    postal_code TEXT,
    country TEXT,
    address_type TEXT
) STRICT;
CREATE TABLE schedule (
    id TEXT PRIMARY KEY NOT NULL,
    service_id TEXT REFERENCES service(id),
    location_id TEXT REFERENCES location(id),
    service_at_location_id TEXT REFERENCES service_at_location(id),
    valid_from TEXT,
    valid_to TEXT,
    dtstart TEXT,
    timezone TEXT,
    until TEXT,
    count INTEGER,
    wkst TEXT,
    freq TEXT,
    interval INTEGER,
    byday TEXT,
    byweekno TEXT,
    bymonthday TEXT,
    byyearday TEXT,
    description TEXT,
    opens_at TEXT,
    closes_at TEXT,
    schedule_link TEXT,
    attending_type TEXT,
    notes TEXT
) STRICT;
CREATE TABLE service_area (
    id TEXT PRIMARY KEY NOT NULL,
    service_id TEXT REFERENCES service(id),
    service_at_location_id TEXT REFERENCES service_at_location(id),
    name TEXT,
    description TEXT,
    extent TEXT,
    extent_type TEXT,
    uri TEXT
) STRICT;
CREATE TABLE required_document (
    id TEXT PRIMARY KEY NOT NULL,
    service_id TEXT REFERENCES service(id),
    document TEXT,
    uri TEXT
) STRICT;
CREATE TABLE language (
    id TEXT PRIMARY KEY NOT NULL,
    service_id TEXT REFERENCES service(id),
    location_id TEXT REFERENCES location(id),
    phone_id TEXT REFERENCES phone(id),
    name TEXT,
    code TEXT,
    note TEXT
) STRICT;
CREATE TABLE accessibility (
    id TEXT PRIMARY KEY NOT NULL,
    location_id TEXT REFERENCES location(id),
    description TEXT,
    details TEXT,
    url TEXT
) STRICT;
CREATE TABLE cost_option (
    id TEXT PRIMARY KEY NOT NULL,
    service_id TEXT REFERENCES service(id),
    valid_from TEXT,
    valid_to TEXT,
    option TEXT,
    currency TEXT,
    amount REAL,
    amount_description TEXT
) STRICT;
CREATE TABLE funding (
    id TEXT PRIMARY KEY NOT NULL,
    organization_id TEXT REFERENCES organization(id),
    service_id TEXT REFERENCES service(id),
    source TEXT
) STRICT;
CREATE TABLE organization_identifier (
    id TEXT PRIMARY KEY NOT NULL,
    organization_id TEXT REFERENCES organization(id),
    identifier_scheme TEXT,
    identifier_type TEXT,
    identifier TEXT
) STRICT;
CREATE TABLE url (
    id TEXT PRIMARY KEY NOT NULL,
    label TEXT,
    url TEXT,
    organization_id TEXT REFERENCES organization(id),
    service_id TEXT REFERENCES service(id)
) STRICT;
CREATE TABLE taxonomy (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT,
    description TEXT,
    uri TEXT,
    version TEXT
) STRICT;
CREATE TABLE taxonomy_term (
    id TEXT PRIMARY KEY NOT NULL,
    code TEXT,
    name TEXT,
    description TEXT,
    parent_id TEXT,
    taxonomy TEXT,
    language TEXT,
    taxonomy_id TEXT REFERENCES taxonomy(id),
    term_uri TEXT
) STRICT;
CREATE TABLE attribute (
    id TEXT PRIMARY KEY NOT NULL,
    link_id TEXT,
    taxonomy_term_id TEXT REFERENCES taxonomy_term(id),
    link_type TEXT,
    link_entity TEXT,
    value TEXT,
    label TEXT
) STRICT;
CREATE TABLE unit (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT,
    scheme TEXT,
    identifier TEXT,
    uri TEXT
) STRICT;
CREATE TABLE service_capacity (
    id TEXT PRIMARY KEY NOT NULL,
    service_id TEXT REFERENCES service(id),
    unit_id TEXT REFERENCES unit(id),
    available REAL,
    maximum REAL,
    description TEXT,
    updated TEXT
) STRICT;
CREATE TABLE metadata (
    id TEXT PRIMARY KEY NOT NULL,
    resource_id TEXT,
    resource_type TEXT,
    last_action_date TEXT,
    last_action_type TEXT,
    field_name TEXT,
    previous_value TEXT,
    replacement_value TEXT,
    updated_by TEXT
) STRICT;
CREATE TABLE meta_table_description (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT,
    language TEXT,
    character_set TEXT
) STRICT;
CREATE TABLE master_text (
    id TEXT PRIMARY KEY NOT NULL,
    topic TEXT NOT NULL,
    name TEXT NOT NULL,
    short_description TEXT,
    description TEXT,
    eligibility TEXT,
    cost TEXT,
    steps TEXT,
    claim_start TEXT,
    what_to_say TEXT,
    legal_basis TEXT
) STRICT;
CREATE TABLE master_name (
    id TEXT PRIMARY KEY NOT NULL,
    master_text_id TEXT NOT NULL REFERENCES master_text(id),
    name TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    checked INTEGER NOT NULL
) STRICT;
CREATE TABLE document (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL
) STRICT;
CREATE TABLE master_document (
    id TEXT PRIMARY KEY NOT NULL,
    master_text_id TEXT NOT NULL REFERENCES master_text(id),
    document_id TEXT NOT NULL REFERENCES document(id),
    position INTEGER NOT NULL
) STRICT;
CREATE TABLE translation (
    id TEXT PRIMARY KEY NOT NULL,
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    field TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    source_hash TEXT NOT NULL,
    state TEXT NOT NULL,
    by_role TEXT,
    on_date TEXT
) STRICT;
CREATE TABLE synonym (
    id TEXT PRIMARY KEY NOT NULL,
    term TEXT NOT NULL,
    language TEXT NOT NULL,
    kind TEXT NOT NULL,
    target TEXT NOT NULL
) STRICT;
CREATE TABLE schedule_exception (
    id TEXT PRIMARY KEY NOT NULL,
    entity TEXT NOT NULL,
    entity_id TEXT,
    from_date TEXT NOT NULL,
    to_date TEXT NOT NULL,
    kind TEXT NOT NULL,
    opens_at TEXT,
    closes_at TEXT,
    reason TEXT,
    origin TEXT NOT NULL
) STRICT;
CREATE TABLE verification (
    id TEXT PRIMARY KEY NOT NULL,
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    role TEXT NOT NULL,
    on_date TEXT NOT NULL,
    how TEXT,
    next_due TEXT
) STRICT;
CREATE TABLE allocation (
    id TEXT PRIMARY KEY NOT NULL,
    service_at_location_id TEXT NOT NULL REFERENCES service_at_location(id),
    kind TEXT NOT NULL,
    range_from TEXT NOT NULL,
    range_to TEXT NOT NULL,
    room TEXT,
    phone TEXT
) STRICT;
CREATE TABLE placement (
    id TEXT PRIMARY KEY NOT NULL,
    service_at_location_id TEXT NOT NULL REFERENCES service_at_location(id),
    building TEXT,
    floor TEXT,
    room TEXT,
    by_appointment INTEGER NOT NULL
) STRICT;
CREATE TABLE form (
    id TEXT PRIMARY KEY NOT NULL,
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT,
    body TEXT,
    languages TEXT,
    file TEXT,
    shelf_number TEXT
) STRICT;
CREATE TABLE record_origin (
    id TEXT PRIMARY KEY NOT NULL,
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    feed TEXT,
    source_id TEXT,
    sample INTEGER NOT NULL,
    placeholder INTEGER NOT NULL
) STRICT;
CREATE TABLE local_note (
    id TEXT PRIMARY KEY NOT NULL,
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    room TEXT,
    floor TEXT,
    door TEXT,
    note TEXT
) STRICT;
CREATE TABLE setting (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;
CREATE INDEX organization_parent_organization_id ON organization (parent_organization_id);
CREATE INDEX program_organization_id ON program (organization_id);
CREATE INDEX service_organization_id ON service (organization_id);
CREATE INDEX service_program_id ON service (program_id);
CREATE INDEX location_organization_id ON location (organization_id);
CREATE INDEX service_at_location_service_id ON service_at_location (service_id);
CREATE INDEX service_at_location_location_id ON service_at_location (location_id);
CREATE INDEX contact_organization_id ON contact (organization_id);
CREATE INDEX contact_service_id ON contact (service_id);
CREATE INDEX contact_service_at_location_id ON contact (service_at_location_id);
CREATE INDEX contact_location_id ON contact (location_id);
CREATE INDEX phone_location_id ON phone (location_id);
CREATE INDEX phone_service_id ON phone (service_id);
CREATE INDEX phone_organization_id ON phone (organization_id);
CREATE INDEX phone_contact_id ON phone (contact_id);
CREATE INDEX phone_service_at_location_id ON phone (service_at_location_id);
CREATE INDEX address_location_id ON address (location_id);
CREATE INDEX schedule_service_id ON schedule (service_id);
CREATE INDEX schedule_location_id ON schedule (location_id);
CREATE INDEX schedule_service_at_location_id ON schedule (service_at_location_id);
CREATE INDEX service_area_service_id ON service_area (service_id);
CREATE INDEX service_area_service_at_location_id ON service_area (service_at_location_id);
CREATE INDEX required_document_service_id ON required_document (service_id);
CREATE INDEX language_service_id ON language (service_id);
CREATE INDEX language_location_id ON language (location_id);
CREATE INDEX language_phone_id ON language (phone_id);
CREATE INDEX accessibility_location_id ON accessibility (location_id);
CREATE INDEX cost_option_service_id ON cost_option (service_id);
CREATE INDEX funding_organization_id ON funding (organization_id);
CREATE INDEX funding_service_id ON funding (service_id);
CREATE INDEX organization_identifier_organization_id ON organization_identifier (organization_id);
CREATE INDEX url_organization_id ON url (organization_id);
CREATE INDEX url_service_id ON url (service_id);
CREATE INDEX taxonomy_term_taxonomy_id ON taxonomy_term (taxonomy_id);
CREATE INDEX attribute_taxonomy_term_id ON attribute (taxonomy_term_id);
CREATE INDEX attribute_link_entity_link_id ON attribute (link_entity, link_id);
CREATE INDEX service_capacity_service_id ON service_capacity (service_id);
CREATE INDEX service_capacity_unit_id ON service_capacity (unit_id);
CREATE INDEX master_text_topic ON master_text (topic);
CREATE INDEX master_name_master_text_id ON master_name (master_text_id);
CREATE INDEX master_document_master_text_id ON master_document (master_text_id);
CREATE INDEX master_document_document_id ON master_document (document_id);
CREATE INDEX translation_entity_entity_id ON translation (entity, entity_id);
CREATE INDEX schedule_exception_entity_entity_id ON schedule_exception (entity, entity_id);
CREATE INDEX verification_entity_entity_id ON verification (entity, entity_id);
CREATE INDEX allocation_service_at_location_id ON allocation (service_at_location_id);
CREATE INDEX placement_service_at_location_id ON placement (service_at_location_id);
CREATE INDEX form_entity_entity_id ON form (entity, entity_id);
CREATE INDEX record_origin_entity_entity_id ON record_origin (entity, entity_id);
CREATE INDEX local_note_entity_entity_id ON local_note (entity, entity_id);
"""


@migrations()
def m001_directory(db: Database) -> None:
    """Create the directory and the settings table."""
    for statement in filter(str.strip, TABLES.split(";")):
        db.execute(statement)
