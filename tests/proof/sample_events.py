"""Events for tests: one of this moment, and one after retention."""

from collections.abc import Mapping
from dataclasses import replace

from lotse_desk.sync.canonical import Json
from lotse_desk.sync.events import Event, coming_event, placed


def new_event(seq: int, kind: str, payload: Mapping[str, Json]) -> Event:
    """An event drawn now; raises `RecordUnfit` if the payload is not of its kind."""
    return placed(seq, coming_event(kind, payload))


def purged(event: Event) -> Event:
    """The event as retention leaves it."""
    return replace(event, payload=None, nonce=None)
