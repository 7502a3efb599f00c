"""The counter: today's contacts, codes on slips, returns of today, totals of the house."""

from sqlite_utils import Database

from lotse_desk.storage.migrations.registry import migrations

# `position` orders the queue for undo; it never leaves today's tables. Codes and returns have no
# rowid: nothing but their own random text orders them.
TABLES = """
CREATE TABLE today_entry (
    position INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL,
    half TEXT NOT NULL CHECK (half IN ('am', 'pm')),
    kind TEXT NOT NULL CHECK (kind IN ('contact', 'tally')),
    content TEXT NOT NULL
) STRICT;
CREATE TABLE today_event (
    position INTEGER PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('contact', 'tally')),
    event_ids TEXT NOT NULL,
    counted TEXT NOT NULL
) STRICT;
CREATE TABLE today_code (
    code TEXT PRIMARY KEY NOT NULL,
    service TEXT NOT NULL,
    town TEXT NOT NULL,
    week TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE slip_code (
    code TEXT PRIMARY KEY NOT NULL,
    service TEXT NOT NULL,
    town TEXT NOT NULL,
    week TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE today_return (
    code TEXT NOT NULL,
    value TEXT NOT NULL,
    week TEXT NOT NULL,
    PRIMARY KEY (code, value)
) STRICT, WITHOUT ROWID;
CREATE TABLE house_total (
    month TEXT NOT NULL,
    dimension TEXT NOT NULL,
    value TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (month, dimension, value)
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m002_counter(db: Database) -> None:
    """Create the tables of the counter."""
    for statement in filter(str.strip, TABLES.split(";")):
        db.execute(statement)
