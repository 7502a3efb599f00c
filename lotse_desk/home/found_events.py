"""Which events of a damaged log can be believed: each by its own digest, its place by the chain."""

from collections.abc import Iterable, Iterator

from lotse_desk.storage.readable_rows import FoundEvent
from lotse_desk.sync.canonical import NotCanonical
from lotse_desk.sync.events import ComingEvent, Event, check_event, commitment, genesis, link
from lotse_desk.sync.kinds import KIND, RecordUnfit


def believed(found: Iterable[FoundEvent], incarnation: str) -> Iterator[ComingEvent]:
    """The events with content that are what they were when they were logged, by their number.

    The content is proven by its commitment. The id is proven by the chain (the hash before it and
    its own) or by the index; where neither can be read, it is believed as it stands beside proven
    content, and where one of them says otherwise, it is not. `incarnation` may be empty.
    """
    before: tuple[int, bytes] = (0, genesis(incarnation)) if _is_id(incarnation) else (-1, b"")
    for row in found:
        seq, chain = before
        before = (row.seq, row.hash)
        event = whole_event(row)
        if event is None:
            continue
        if seq == row.seq - 1:
            proven = link(chain, event) == row.hash or row.indexed is True
        else:
            proven = row.indexed is not False
        if proven and event.payload is not None and event.nonce is not None:
            yield ComingEvent(event.id, event.nonce, event.kind, event.content())


def whole_event(row: FoundEvent) -> Event | None:
    """The row as an event if its parts fit each other; None where they do not."""
    if len(row.id) != 16 or len(row.p) != 32 or not KIND.match(row.kind):
        return None
    p = row.p.hex()
    if row.payload is None or row.nonce is None:
        return Event(row.seq, row.id.hex(), row.kind, p, None, None)
    payload = row.payload.encode()
    if len(row.nonce) != 16 or commitment(row.nonce.hex(), payload) != p:
        return None
    event = Event(row.seq, row.id.hex(), row.kind, p, payload, row.nonce.hex())
    try:
        check_event(event)
    except (RecordUnfit, NotCanonical):
        return None
    return event


def _is_id(text: str) -> bool:
    try:
        return len(bytes.fromhex(text)) == 16
    except ValueError:
        return False
