"""Events and the hash chain that makes a desk's log one history.

p = SHA-256(nonce ‖ canonical payload); h0 = SHA-256(context ‖ incarnation);
hi = SHA-256(h(i-1) ‖ canonical {id, kind, p, seq}). Without payload and nonce (after retention)
an event keeps its place in the chain.
"""

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lotse_desk.sync.canonical import Json, canonical, read_canonical_object
from lotse_desk.sync.kinds import KIND, RecordUnfit, check_record

LOG_CONTEXT = b"lotse-desk log 1\n"
NONCE_BYTES = 16
LONGEST_LINE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a log; `payload` (canonical bytes) and `nonce` are None once purged.

    `seq` counts from 1; `id` and `nonce` are 32, `p` 64 hexadecimal digits.
    """

    seq: int
    id: str
    kind: str
    p: str
    payload: bytes | None
    nonce: str | None

    @property
    def purged(self) -> bool:
        """Whether only the place in the chain is left."""
        return self.payload is None

    def content(self) -> dict[str, Json]:
        """The payload as a value; empty for a purged event."""
        return {} if self.payload is None else read_canonical_object(self.payload)

    def line(self) -> bytes:
        """The event as it travels: one canonical JSON object, without a line end."""
        if self.payload is None:
            return link_bytes(self)
        return b'{"id":"%s","kind":"%s","nonce":"%s","payload":%s,"seq":%d}' % (
            self.id.encode(),
            self.kind.encode(),
            (self.nonce or "").encode(),
            self.payload,
            self.seq,
        )


@dataclass(frozen=True, slots=True)
class ComingEvent:
    """An event of the day that is still editable; what makes it unique is drawn already.

    So a copy of the home made during the day brings the same event, not another one.
    """

    id: str
    nonce: str
    kind: str
    payload: Mapping[str, Json]


def new_id() -> str:
    """A random 128-bit name as 32 hexadecimal digits; carries no clock."""
    return secrets.token_hex(16)


def coming_event(kind: str, payload: Mapping[str, Json]) -> ComingEvent:
    """Draw id and nonce, each of its own; raises `RecordUnfit` if the payload could not travel."""
    if not KIND.match(kind):
        raise RecordUnfit("kind")
    check_record(kind, payload)
    return ComingEvent(new_id(), secrets.token_hex(NONCE_BYTES), kind, payload)


def placed(seq: int, coming: ComingEvent) -> Event:
    """The event at its place in a log; raises `RecordUnfit` if the payload is not of its kind."""
    check_record(coming.kind, coming.payload)
    data = canonical(dict(coming.payload))
    p = commitment(coming.nonce, data)
    return Event(seq, coming.id, coming.kind, p, data, coming.nonce)


def commitment(nonce: str, payload: bytes) -> str:
    """p: binds a payload without telling it."""
    return hashlib.sha256(bytes.fromhex(nonce) + payload).hexdigest()


def genesis(incarnation: str) -> bytes:
    """h0: the hash before the first event of an incarnation (32 hexadecimal digits)."""
    return hashlib.sha256(LOG_CONTEXT + bytes.fromhex(incarnation)).digest()


def link_bytes(event: Event) -> bytes:
    """What the chain holds of an event: canonical {id, kind, p, seq}."""
    text = f'{{"id":"{event.id}","kind":"{event.kind}","p":"{event.p}","seq":{event.seq}}}'
    return text.encode()


def link(before: bytes, event: Event) -> bytes:
    """The hash after an event, from the hash before it."""
    return hashlib.sha256(before + link_bytes(event)).digest()


_FULL = re.compile(
    rb'\{"id":"([0-9a-f]{32})","kind":"([a-z][a-z-]{0,31})","nonce":"([0-9a-f]{32})",'
    rb'"payload":(\{.*\}),"seq":([1-9][0-9]{0,15})\}\Z'
)
_PURGED = re.compile(
    rb'\{"id":"([0-9a-f]{32})","kind":"([a-z][a-z-]{0,31})","p":"([0-9a-f]{64})",'
    rb'"seq":([1-9][0-9]{0,15})\}\Z'
)


def parse_line(line: bytes) -> Event:
    """The event of a line whose payload is not looked into; raises `RecordUnfit`."""
    if len(line) > LONGEST_LINE:
        raise RecordUnfit("too long")
    if full := _FULL.match(line):
        identity, kind, nonce, payload, seq = full.groups()
        event_nonce = nonce.decode()
        p = commitment(event_nonce, payload)
        return Event(int(seq), identity.decode(), kind.decode(), p, payload, event_nonce)
    if purged := _PURGED.match(line):
        identity, kind, digest, seq = purged.groups()
        return Event(int(seq), identity.decode(), kind.decode(), digest.decode(), None, None)
    raise RecordUnfit("not an event")


def check_event(event: Event) -> None:
    """Raise unless the payload is canonical and of its kind (`NotCanonical`, `RecordUnfit`)."""
    if event.payload is not None:
        _check_payload(event.kind, event.payload)


@lru_cache(maxsize=8192)
def _check_payload(kind: str, payload: bytes) -> None:
    # Contacts are drawn from closed lists, so the same payload comes again and again.
    check_record(kind, read_canonical_object(payload))
