"""What a desk remembers of its exchanges: what left, where to, and how it ended."""

from sqlite_utils import Database

from lotse_desk.storage.migrations.registry import migrations

# `last` is the sequence number up to which events left; whether they were confirmed since is asked
# of the log. `place` is what the medium is called, never a path.
TABLE = """
CREATE TABLE past_exchange (
    number INTEGER PRIMARY KEY NOT NULL,
    on_date TEXT NOT NULL,
    place TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'stopped', 'failed')),
    reason TEXT NOT NULL DEFAULT '',
    events INTEGER NOT NULL,
    contacts INTEGER NOT NULL,
    last INTEGER NOT NULL,
    batch INTEGER,
    release INTEGER,
    problems INTEGER NOT NULL
) STRICT
"""


@migrations()
def m013_past_exchanges(db: Database) -> None:
    """Create the table."""
    db.execute(TABLE)
