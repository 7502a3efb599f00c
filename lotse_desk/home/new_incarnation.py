"""What every restore must do before anything else: go on as somebody who may have forgotten."""

from pathlib import Path

from lotse_desk.domain.faults import WorldFault
from lotse_desk.home.home import DATABASE_NAME, DESK, Home
from lotse_desk.storage.database import storage_faults, stored_setting
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.office_register import RELEASE, OfficeRegister


def renew_after_restore(home: Home) -> str:
    """Give a restored home its new incarnation, in one transaction; returns it.

    A desk sends its events again under their old ids; an office counts its releases on far above,
    also above those of the database it replaces: a backup brought back twice never gives one
    number to two releases.
    """
    with home.transaction():
        if home.role == DESK:
            return EventLog(home.database).renew()
        published = _published(home.folder / DATABASE_NAME)
        return OfficeRegister(home.database).raise_after_restore(published)


def _published(present: Path) -> int:
    """The number of the last release of the database in place; 0 where nobody can read it."""
    if not present.is_file() or present.stat().st_size == 0:
        return 0
    try:
        with storage_faults(present):
            return int(stored_setting(present, RELEASE) or 0)
    except (WorldFault, ValueError):
        return 0
