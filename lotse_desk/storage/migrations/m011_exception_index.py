"""Exceptions of hours, found by what they are about."""

from sqlite_utils import Database

from lotse_desk.storage.migrations.registry import migrations


@migrations()
def m011_exception_index(db: Database) -> None:
    """Create the index."""
    db.execute("CREATE INDEX schedule_exception_entity_id ON schedule_exception (entity_id)")
