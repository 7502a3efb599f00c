"""The desk's event log, as the counter sees it."""

import datetime as dt
from collections.abc import Collection

from lotse_desk.desk.day_close import KeptEvent
from lotse_desk.home.home import Home
from lotse_desk.storage.event_log import EventLog
from lotse_desk.sync.events import ComingEvent


class DeskEventLog:
    """The log of the home's desk; answers `day_close.DeskEvents`."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def append(self, event: ComingEvent) -> str:
        """Append an event; returns its id. Raises `RecordUnfit`."""
        return self._log.append_coming(event).id

    def kept(self, kinds: Collection[str]) -> list[KeptEvent]:
        """Events of these kinds whose payload still exists, in the order of the log."""
        return [KeptEvent(e.id, e.kind, e.content()) for e in self._log.kept(kinds)]

    def purge(self, ids: Collection[str]) -> None:
        """Delete payload and nonce of these events."""
        self._log.purge(ids)

    @property
    def release_date(self) -> dt.date | None:
        """The signed date of the release applied last; None before the first."""
        return self._log.release_date


def desk_events(home: Home) -> DeskEventLog:
    """The event log of an open home."""
    return DeskEventLog(EventLog(home.database))
