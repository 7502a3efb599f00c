"""The directory: kinds of letters and situations of life, and what makes search read them anew."""

from sqlite_utils import Database

from lotse_desk.storage.migrations.registry import migrations

TABLES = """
CREATE TABLE letter (
    id TEXT PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    senders TEXT,
    description TEXT,
    deadline TEXT,
    deadline_days INTEGER,
    next_step TEXT,
    urgency TEXT NOT NULL,
    topics TEXT,
    legal_basis TEXT
) STRICT;
CREATE TABLE situation (
    id TEXT PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    topics TEXT,
    first_step TEXT
) STRICT;
CREATE INDEX letter_slug ON letter (slug);
CREATE INDEX situation_slug ON situation (slug);
"""

STALE = {
    "letter": "SELECT 'letter', {row}.id",
    "situation": "SELECT 'situation', {row}.id",
    "translation": "SELECT {row}.entity, {row}.entity_id"
    " WHERE {row}.entity IN ('letter', 'situation')",
}
"""They are no documents of the index, but its generation changes with them."""


@migrations()
def m009_letters_and_situations(db: Database) -> None:
    """Create both tables and the triggers."""
    for statement in filter(str.strip, TABLES.split(";")):
        db.execute(statement)
    for table, select in STALE.items():
        for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            db.execute(
                f"CREATE TRIGGER search_stale_guidance_{table}_{event.lower()}"
                f" AFTER {event} ON {table}"
                f" BEGIN INSERT INTO search_stale (entity, entity_id)"
                f" {select.format(row=row)}; END"
            )
