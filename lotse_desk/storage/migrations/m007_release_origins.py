"""The desk: which origins of records came with the office's last release."""

from sqlite_utils import Database

from lotse_desk.storage.migrations.registry import migrations

# What a desk under an office had before is taken for the release's, as it was until now.
STATEMENTS = """
CREATE TABLE release_origin (id TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO release_origin (id) SELECT id FROM record_origin
    WHERE EXISTS (SELECT 1 FROM setting WHERE key = 'exchange.release');
"""


@migrations()
def m007_release_origins(db: Database) -> None:
    """Create the table, filled at a desk that has a release."""
    for statement in filter(str.strip, STATEMENTS.split(";")):
        db.execute(statement)
