"""The desk: words that found nothing, as digests until a third day makes them worth telling."""

from sqlite_utils import Database

from lotse_desk.storage.migrations.registry import migrations

STATEMENTS = """
CREATE TABLE missed_word_day (
    digest TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (digest, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE missed_word (
    word TEXT PRIMARY KEY NOT NULL,
    digest TEXT NOT NULL,
    shown INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE settled_word (
    digest TEXT PRIMARY KEY NOT NULL,
    day TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m010_missed_words(db: Database) -> None:
    """Create the tables of missed words."""
    for statement in filter(str.strip, STATEMENTS.split(";")):
        db.execute(statement)
