"""The desk's event log, as the counter sees it."""

from collections.abc import Collection, Mapping
from typing import Any

from lotse_desk.desk.day_close import KeptEvent
from lotse_desk.home.home import Home
from lotse_desk.storage.event_log import EventLog


class DeskEventLog:
    """The log of the home's desk; answers `day_close.DeskEvents`."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def append(self, kind: str, payload: Mapping[str, Any]) -> str:
        """Append an event; returns its id."""
        return self._log.append(kind, payload).id

    def kept(self, kinds: Collection[str]) -> list[KeptEvent]:
        """Events of these kinds whose payload still exists, in the order of the log."""
        return [KeptEvent(e.id, e.kind, e.content()) for e in self._log.kept(kinds)]

    def purge(self, ids: Collection[str]) -> None:
        """Delete payload and nonce of these events."""
        self._log.purge(ids)


def desk_events(home: Home) -> DeskEventLog:
    """The event log of an open home."""
    return DeskEventLog(EventLog(home.database))
