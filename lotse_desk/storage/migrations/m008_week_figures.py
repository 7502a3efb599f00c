"""The office: the week of each event, indexed, and figures of weeks kept until they change."""

from sqlite_utils import Database

from lotse_desk.storage.migrations.registry import migrations

# Whatever changes events of a week, or the town of a desk, drops what was kept. New events do so
# batch by batch (`OfficeLog`): a trigger for each of them would take longer than inserting it.
TABLES = """
ALTER TABLE received_event ADD COLUMN week TEXT;
UPDATE received_event SET week = json_extract(payload, '$.week')
    WHERE kind IN ('contact', 'tally', 'referral') AND payload IS NOT NULL;
CREATE INDEX received_event_week ON received_event (week, kind) WHERE week IS NOT NULL;
CREATE INDEX received_event_hard ON received_event (number) WHERE kind = 'hard-topic';
CREATE TABLE week_figures (
    week TEXT PRIMARY KEY NOT NULL,
    figures TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
TRIGGERS = (
    """
    CREATE TRIGGER week_figures_update AFTER UPDATE OF payload, undone, week ON received_event
    BEGIN DELETE FROM week_figures WHERE week IN (OLD.week, NEW.week); END
    """,
    """
    CREATE TRIGGER week_figures_delete AFTER DELETE ON received_event
    BEGIN DELETE FROM week_figures WHERE week = OLD.week; END
    """,
    """
    CREATE TRIGGER week_figures_town AFTER UPDATE OF town ON enrolled_desk
    WHEN OLD.town <> NEW.town
    BEGIN DELETE FROM week_figures; END
    """,
)


@migrations()
def m008_week_figures(db: Database) -> None:
    """Create the week of events, the table of kept figures and what empties it."""
    for statement in filter(str.strip, TABLES.split(";")):
        db.execute(statement)
    for trigger in TRIGGERS:
        db.execute(trigger)
