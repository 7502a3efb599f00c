"""Migration: the search index beside the directory, and triggers that say what became stale."""

from sqlite_utils import Database

from lotse_desk.storage.migrations.registry import migrations

TABLES = """
CREATE TABLE search_term (
    id INTEGER PRIMARY KEY NOT NULL,
    term TEXT NOT NULL UNIQUE,
    frequency INTEGER NOT NULL
) STRICT;
CREATE TABLE search_posting (
    term INTEGER NOT NULL,
    impact INTEGER NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (term, impact, document)
) STRICT, WITHOUT ROWID;
CREATE TABLE search_document (
    id INTEGER PRIMARY KEY NOT NULL,
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    inherits TEXT,
    body TEXT NOT NULL,
    areas TEXT NOT NULL,
    topics TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    terms BLOB NOT NULL,
    UNIQUE (entity, entity_id)
) STRICT;
CREATE INDEX search_document_inherits ON search_document (inherits) WHERE inherits IS NOT NULL;
CREATE TABLE search_word (
    word TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE search_stale (
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL
) STRICT;
CREATE TABLE search_state (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""

STALE = {
    "service": "SELECT 'service', {row}.id",
    "master_text": "SELECT 'master_text', {row}.id",
    "translation": "SELECT {row}.entity, {row}.entity_id"
    " WHERE {row}.entity IN ('service', 'master_text')",
    "attribute": "SELECT 'service', {row}.link_id WHERE {row}.link_entity = 'service'"
    " AND {row}.link_id IS NOT NULL",
    "required_document": "SELECT 'service', {row}.service_id WHERE {row}.service_id IS NOT NULL",
    "service_area": "SELECT 'service', {row}.service_id WHERE {row}.service_id IS NOT NULL",
    "record_origin": "SELECT 'service', {row}.entity_id WHERE {row}.entity = 'service'",
    "organization": "SELECT 'service', id FROM service WHERE organization_id = {row}.id",
    "master_name": "SELECT 'master_text', {row}.master_text_id",
    "master_document": "SELECT 'master_text', {row}.master_text_id",
    "document": "SELECT 'master_text', master_text_id FROM master_document"
    " WHERE document_id = {row}.id",
    "synonym": "SELECT 'service', {row}.target UNION ALL SELECT 'master_text', {row}.target",
}
"""Table -> the records whose index entries a changed row makes stale.

A record may be named more than once: in a trigger the conflict clause of the outer statement
rules, so that an upsert would trip over a unique constraint.
"""


@migrations()
def m003_search(db: Database) -> None:
    """Create the index and mark all records there are as stale."""
    for statement in TABLES.split(";"):
        db.execute(statement)
    for table, select in STALE.items():
        for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            db.execute(
                f"CREATE TRIGGER search_stale_{table}_{event.lower()} AFTER {event} ON {table}"
                f" BEGIN INSERT INTO search_stale (entity, entity_id)"
                f" {select.format(row=row)}; END"
            )
    for entity in ("service", "master_text"):
        db.execute(
            f"INSERT INTO search_stale (entity, entity_id) SELECT '{entity}', id FROM {entity}"  # noqa: S608
        )
