"""The office: what a desk was and was called before; events of which only the place came."""

from sqlite_utils import Database

from lotse_desk.storage.migrations.registry import migrations

# `earlier` may be an id the office never knew: the desk itself says whom it follows.
STATEMENTS = """
CREATE TABLE earlier_desk (
    desk TEXT NOT NULL REFERENCES enrolled_desk(id),
    earlier TEXT NOT NULL,
    PRIMARY KEY (desk, earlier)
) STRICT, WITHOUT ROWID;
CREATE TABLE former_name (
    desk TEXT NOT NULL REFERENCES enrolled_desk(id),
    name TEXT NOT NULL,
    PRIMARY KEY (desk, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX received_event_lost ON received_event (log)
    WHERE payload IS NULL AND kind NOT IN ('referral', 'return');
"""


@migrations()
def m015_identities(db: Database) -> None:
    """Create the tables and the index."""
    for statement in filter(str.strip, STATEMENTS.split(";")):
        db.execute(statement)
