"""What was deleted leaves the files too, not only the tables."""

from sqlite_utils import Database


def forget_deleted(database: Database) -> bool:
    """Empty the write-ahead log, which still holds pages as they were before a deletion.

    The pages of the database itself are overwritten by `secure_delete`. Returns False where a
    reader keeps the log; then the next deletion or the last closing connection empties it. Outside
    a transaction only.
    """
    busy = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy
