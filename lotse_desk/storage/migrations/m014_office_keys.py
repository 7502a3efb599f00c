"""The office's keys by their public side: since when each holds, and when it ended."""

from sqlite_utils import Database

from lotse_desk.storage.migrations.registry import migrations


@migrations()
def m014_office_keys(db: Database) -> None:
    """Create the table; a key without a row was there before this version."""
    db.execute(
        "CREATE TABLE office_key ("
        " kind TEXT NOT NULL CHECK (kind IN ('root', 'release', 'second', 'seal', 'recovery')),"
        " public TEXT NOT NULL,"
        " since TEXT NOT NULL,"
        " until TEXT,"
        " PRIMARY KEY (kind, public)"
        ") STRICT, WITHOUT ROWID"
    )
