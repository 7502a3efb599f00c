"""The office: what a desk was and was called before; events of which only the place came."""

from sqlite_utils import Database

from lotse_desk.storage.migrations.registry import migrations

# `earlier` may be an id the office never knew: the desk itself says whom it follows. The indexes
# are for what is asked of all desks after every intake: not every batch there ever was is read.
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
CREATE INDEX received_batch_held ON received_batch (desk) WHERE verdict = 'held';
CREATE INDEX received_batch_aside ON received_batch (desk) WHERE verdict = 'set-aside';
CREATE INDEX received_batch_seen ON received_batch (desk, on_date);
CREATE INDEX received_batch_grown ON received_batch (on_date, desk, incarnation)
    WHERE verdict = 'accepted';
CREATE INDEX received_event_lost ON received_event (log)
    WHERE payload IS NULL AND kind NOT IN ('referral', 'return');
"""


@migrations()
def m015_identities(db: Database) -> None:
    """Create the tables and indexes."""
    for statement in filter(str.strip, STATEMENTS.split(";")):
        db.execute(statement)
