"""What a copy of a database says of itself, read without changing a byte beside it."""

import contextlib
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lotse_desk.storage.database import storage_faults

_WAITING = (
    "SELECT (SELECT coalesce(sum(CASE kind WHEN 'contact' THEN 1"
    " ELSE json_extract(payload, '$.count') END), 0) FROM event WHERE payload IS NOT NULL"
    " AND kind IN ('contact', 'tally') AND seq > ?)"
    " + (SELECT coalesce(sum(CASE kind WHEN 'contact' THEN 1"
    " ELSE json_extract(content, '$.count') END), 0) FROM today_entry)"
)


@dataclass(frozen=True)
class CopyFacts:
    """Settings by key, and contacts the office had not confirmed when the copy was made."""

    settings: Mapping[str, str]
    open_contacts: int


def copy_facts(path: Path) -> CopyFacts:
    """Read a copy that nobody writes; raises `DatabaseDamaged`, `DiskFailure`."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with storage_faults(path), contextlib.closing(sqlite3.connect(uri, uri=True)) as copy:
        settings = dict(copy.execute("SELECT key, value FROM setting").fetchall())
        confirmed = int(settings.get("exchange.confirmed", "0"))
        waiting = copy.execute(_WAITING, [confirmed]).fetchone()[0]
    return CopyFacts(settings, int(waiting))
