"""What every restore must do before anything else: go on as somebody who may have forgotten."""

from lotse_desk.home.home import DESK, Home
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.office_register import OfficeRegister


def renew_after_restore(home: Home) -> str:
    """Give a restored home its new incarnation, in one transaction; returns it.

    A desk sends its events again under their old ids; an office counts its releases on far above.
    """
    with home.transaction():
        if home.role == DESK:
            return EventLog(home.database).renew()
        return OfficeRegister(home.database).raise_after_restore()
