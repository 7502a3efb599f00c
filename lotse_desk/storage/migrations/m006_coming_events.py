"""Today's tables: id and nonce of each event to come, drawn when it was logged."""

from sqlite_utils import Database

from lotse_desk.storage.migrations.registry import migrations

# `events` is empty in entries logged before: theirs are drawn when the day is closed.
STATEMENTS = """
ALTER TABLE today_entry ADD COLUMN events TEXT NOT NULL DEFAULT '[]';
ALTER TABLE today_code ADD COLUMN event_id TEXT NOT NULL DEFAULT '';
ALTER TABLE today_code ADD COLUMN nonce TEXT NOT NULL DEFAULT '';
ALTER TABLE today_return ADD COLUMN event_id TEXT NOT NULL DEFAULT '';
ALTER TABLE today_return ADD COLUMN nonce TEXT NOT NULL DEFAULT '';
UPDATE today_code SET event_id = lower(hex(randomblob(16))), nonce = lower(hex(randomblob(16)));
UPDATE today_return SET event_id = lower(hex(randomblob(16))), nonce = lower(hex(randomblob(16)));
"""


@migrations()
def m006_coming_events(db: Database) -> None:
    """Add the columns; codes and returns of today get theirs at once."""
    for statement in filter(str.strip, STATEMENTS.split(";")):
        db.execute(statement)
