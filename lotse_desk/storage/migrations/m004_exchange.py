"""The exchange: the desk's log and trust; the office's register, logs and releases."""

from sqlite_utils import Database

from lotse_desk.storage.migrations.registry import migrations

# Ids, hashes and nonces are kept as bytes. `event` is the desk's own log; `received_event` and
# `log_entry` are the office's: an event once, and its place in every incarnation's log it came in.
TABLES = """
CREATE TABLE event (
    seq INTEGER PRIMARY KEY NOT NULL,
    id BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    p BLOB NOT NULL,
    nonce BLOB,
    payload TEXT,
    hash BLOB NOT NULL,
    CHECK ((nonce IS NULL) = (payload IS NULL))
) STRICT;
CREATE INDEX event_kind_kept ON event (kind) WHERE payload IS NOT NULL;
CREATE TABLE confirmation (
    release INTEGER PRIMARY KEY NOT NULL,
    on_date TEXT NOT NULL,
    up_to INTEGER NOT NULL
) STRICT;
CREATE TABLE written_batch (
    number INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    incarnation TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    release INTEGER NOT NULL,
    on_date TEXT NOT NULL
) STRICT;
CREATE TABLE trusted_metadata (
    name TEXT PRIMARY KEY NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE TABLE fraud_prone_change (
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    field TEXT NOT NULL,
    release INTEGER NOT NULL,
    on_date TEXT NOT NULL,
    PRIMARY KEY (entity, entity_id, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE enrolled_desk (
    id TEXT PRIMARY KEY NOT NULL,
    public_key TEXT NOT NULL,
    town TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('enrolled', 'revoked')),
    on_date TEXT NOT NULL
) STRICT;
CREATE TABLE received_batch (
    number INTEGER PRIMARY KEY NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    desk TEXT REFERENCES enrolled_desk(id),
    incarnation TEXT,
    batch INTEGER,
    first INTEGER,
    last INTEGER,
    release INTEGER,
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'duplicate', 'held', 'set-aside')),
    reason TEXT,
    on_date TEXT NOT NULL,
    sealed BLOB
) STRICT;
CREATE INDEX received_batch_desk ON received_batch (desk, incarnation);
CREATE TABLE desk_log (
    number INTEGER PRIMARY KEY NOT NULL,
    desk TEXT NOT NULL REFERENCES enrolled_desk(id),
    incarnation TEXT NOT NULL,
    previous TEXT,
    up_to INTEGER NOT NULL,
    head BLOB NOT NULL,
    last_batch INTEGER REFERENCES received_batch(number),
    UNIQUE (desk, incarnation)
) STRICT;
CREATE TABLE received_event (
    number INTEGER PRIMARY KEY NOT NULL,
    id BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    p BLOB NOT NULL,
    nonce BLOB,
    payload TEXT,
    contacts INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0,
    log INTEGER NOT NULL REFERENCES desk_log(number),
    batch INTEGER NOT NULL REFERENCES received_batch(number)
) STRICT;
CREATE TABLE log_entry (
    log INTEGER NOT NULL REFERENCES desk_log(number),
    seq INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES received_event(number),
    hash BLOB NOT NULL,
    PRIMARY KEY (log, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE received_undo (
    desk TEXT NOT NULL REFERENCES enrolled_desk(id),
    event_id BLOB NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (desk, event_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE root_metadata (
    version INTEGER PRIMARY KEY NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE TABLE release (
    number INTEGER PRIMARY KEY NOT NULL,
    on_date TEXT NOT NULL,
    office_incarnation TEXT NOT NULL,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    content_digest TEXT NOT NULL,
    archive BLOB NOT NULL
) STRICT;
"""


@migrations()
def m004_exchange(db: Database) -> None:
    """Create the tables of the exchange."""
    for statement in filter(str.strip, TABLES.split(";")):
        db.execute(statement)
