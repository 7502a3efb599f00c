"""Batches that lie: rightly framed and, mostly, rightly signed, but not what the format says."""

import hashlib
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from lotse_desk.sync.batch_writer import BATCH_CONTEXT
from lotse_desk.sync.canonical import canonical
from lotse_desk.sync.events import Event, commitment, link
from lotse_desk.sync.frame import FileKind, frame
from lotse_desk.sync.keys import SigningKey
from tests.proof.parties import OFFICE, OTHER_OFFICE, WEEK, Chain, Desk, Source

CONTACT = {"concern": "way", "week": WEEK}


def signed(
    lines: Iterable[bytes],
    key: SigningKey,
    by: str,
    *,
    office: str = OFFICE,
    behind: bytes = b"",
    seal: Callable[[bytes], bytes] = bytes,
) -> bytes:
    """A batch file of any lines; `behind` follows the packed stream within the seal."""
    body = b"".join(line + b"\n" for line in lines)
    signature = key.sign(BATCH_CONTEXT, hashlib.sha512(body).digest())
    trailer = canonical({"by": by, "signature": signature}) + b"\n"
    return frame(FileKind.BATCH, office, seal(zlib.compress(body + trailer) + behind))


def _whole(desk: Desk, events: list[Event] | None = None, **changes: object) -> list[bytes]:
    """Header (changed) and events of all of a desk's log."""
    events = desk.log.events if events is None else events
    last = changes.pop("last", len(desk.log.events))
    header = replace(desk.header(1, len(desk.log.events)), last=last, **changes)
    return [header.line(), *(event.line() for event in events)]


def _chained(desk: Desk, events: list[Event], **changes: object) -> list[bytes]:
    """The same with a chain and counts that fit the events."""
    head = desk.log.hashes[0]
    for event in events:
        head = link(head, event)
    counts = dict(Counter(event.kind for event in events))
    return _whole(desk, events, after=head.hex(), counts=counts, **changes)


def wrong_counts(desk: Desk, _: Desk) -> bytes:
    counts = {"contact": len(desk.log.events) + 1}
    return signed(_whole(desk, counts=counts), desk.key, desk.id)


def wrong_hash_after(desk: Desk, _: Desk) -> bytes:
    return signed(_whole(desk, after="ab" * 32), desk.key, desk.id)


def altered_in_the_middle(desk: Desk, _: Desk) -> bytes:
    first, *rest = desk.log.events
    payload = canonical({"concern": "other", "week": WEEK})
    first = replace(first, payload=payload, p=commitment(first.nonce, payload))
    return signed(_whole(desk, [first, *rest]), desk.key, desk.id)


def wrong_hash_before(desk: Desk, _: Desk) -> bytes:
    head = b"\1" * 32
    before = head.hex()
    for event in desk.log.events:
        head = link(head, event)
    return signed(_whole(desk, before=before, after=head.hex()), desk.key, desk.id)


def a_number_left_out(desk: Desk, _: Desk) -> bytes:
    events = [*desk.log.events]
    events[-1] = replace(events[-1], seq=events[-1].seq + 1)
    return signed(_chained(desk, events), desk.key, desk.id)


def one_event_too_many(desk: Desk, _: Desk) -> bytes:
    return signed(_whole(desk, last=len(desk.log.events) - 1), desk.key, desk.id)


def one_event_too_few(desk: Desk, _: Desk) -> bytes:
    return signed(_whole(desk)[:-1], desk.key, desk.id)


def for_another_desk(desk: Desk, other: Desk) -> bytes:
    return signed(_chained(other, other.log.events), desk.key, desk.id)


def in_anothers_name(desk: Desk, other: Desk) -> bytes:
    return signed(_chained(other, other.log.events), desk.key, other.id)


def for_another_office_inside(desk: Desk, _: Desk) -> bytes:
    return signed(_whole(desk, office=OTHER_OFFICE), desk.key, desk.id)


def not_of_its_kind(desk: Desk, _: Desk) -> bytes:
    first, *rest = desk.log.events
    payload = canonical({"concern": "way", "week": "yesterday"})
    first = replace(
        first, kind="contact", payload=payload, p=commitment(first.nonce or "", payload)
    )
    return signed(_chained(desk, [first, *rest]), desk.key, desk.id)


def not_canonical(desk: Desk, _: Desk) -> bytes:
    header, *events = _whole(desk)
    return signed([header.replace(b'":', b'": ', 1), *events], desk.key, desk.id)


def something_behind(desk: Desk, _: Desk) -> bytes:
    return signed(_whole(desk), desk.key, desk.id, behind=b"more")


LIES: tuple[Callable[[Desk, Desk], bytes], ...] = (
    wrong_counts,
    wrong_hash_after,
    altered_in_the_middle,
    wrong_hash_before,
    a_number_left_out,
    one_event_too_many,
    one_event_too_few,
    for_another_desk,
    in_anothers_name,
    for_another_office_inside,
    not_of_its_kind,
    not_canonical,
    something_behind,
)
"""Each is refused; the desk that lies has at least two events."""


def with_anothers_id(desk: Desk, known: Event) -> bytes:
    """A log of the lying desk in which an id another desk's event has bears other content."""
    payload = canonical(CONTACT)
    nonce = "77" * 16
    event = Event(1, known.id, "contact", commitment(nonce, payload), payload, nonce)
    liar = replace(desk, log=Chain.of(desk.incarnation, [event]))
    return signed(_chained(liar, [event]), desk.key, desk.id)


def liar(source: Source) -> Desk:
    """A desk with two events that nobody ever counts."""
    desk = Desk.new(source)
    for _ in range(2):
        desk.append(source.coming("contact", CONTACT))
    return desk
