"""The office: what came of slips, counted without codes once codes are deleted."""

from sqlite_utils import Database

from lotse_desk.storage.migrations.registry import migrations

STATEMENTS = """
CREATE TABLE slip_answer_total (
    town TEXT NOT NULL,
    week TEXT NOT NULL,
    answer TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (town, week, answer)
) STRICT, WITHOUT ROWID;
ALTER TABLE received_event ADD COLUMN code_counted INTEGER NOT NULL DEFAULT 0;
CREATE INDEX received_event_coded ON received_event (number)
    WHERE kind IN ('referral', 'return') AND payload IS NOT NULL;
"""


@migrations()
def m005_office_codes(db: Database) -> None:
    """Create the totals; mark events whose code is counted and deleted."""
    for statement in filter(str.strip, STATEMENTS.split(";")):
        db.execute(statement)
