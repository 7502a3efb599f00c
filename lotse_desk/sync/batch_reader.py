"""Reading a batch by steps: each step checks one thing and returns a new type.

size and frame -> unseal -> inflate and signature -> header -> every record and the chain. Only a
`VerifiedBatch` can be merged. The packed bytes stay in memory, the events never all at once.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lotse_desk.domain.exchange_faults import (
    ChainBroken,
    FileForAnotherOffice,
    HeaderInvalid,
    RecordInvalid,
    SenderRevoked,
    SenderUnknown,
    SignatureWrong,
)
from lotse_desk.sync.batch_header import LONGEST_HEADER, BatchHeader, read_header
from lotse_desk.sync.batch_writer import BATCH_CONTEXT, MOST_EVENTS
from lotse_desk.sync.canonical import NotCanonical
from lotse_desk.sync.events import Event, check_event, genesis, link, parse_line
from lotse_desk.sync.frame import FileKind, Framed, unframe
from lotse_desk.sync.inflate import inflate, lines
from lotse_desk.sync.keys import SealIdentity, unseal, verify
from lotse_desk.sync.kinds import RecordUnfit

BATCH_LIMIT = 64 * 1024 * 1024
INFLATED_LIMIT = 128 * 1024 * 1024
HASH_BYTES = 32

_TRAILER = re.compile(rb'\{"by":"([0-9a-f]{32})","signature":"([0-9a-f]{128})"\}\n\Z')
_TRAILER_LENGTH = len(b'{"by":"","signature":""}\n') + 32 + 128


@dataclass(frozen=True)
class DeskKey:
    """What the office knows of a desk for checking its signature."""

    public_key: str
    revoked: bool = False


@dataclass(frozen=True)
class UnsealedBatch:
    """Opened with a key of this office; written by anybody."""

    office: str
    packed: bytes


@dataclass(frozen=True)
class SignedBatch:
    """Signed as a whole by an enrolled desk."""

    office: str
    packed: bytes
    desk: str


@dataclass(frozen=True)
class AnnouncedBatch:
    """With a header this version understands, of the desk that signed."""

    packed: bytes
    header: BatchHeader


@dataclass(frozen=True)
class VerifiedBatch:
    """Every record fits its kind, and the chain leads from `before` to `after`.

    `chain` holds the chain hashes at `first` - 1 to `last`, one after the other.
    """

    packed: bytes
    header: BatchHeader
    chain: bytes

    def events(self, after: int = 0) -> Iterator[Event]:
        """The events with sequence numbers above `after`, in order."""
        first, count = self.header.first, self.header.events
        for number, line in enumerate(lines(self.packed, INFLATED_LIMIT)):
            if 0 < number <= count and first + number - 1 > after:
                yield parse_line(line)

    def hash_at(self, seq: int) -> bytes:
        """The chain hash at a sequence number from `first` - 1 to `last`."""
        place = (seq - self.header.first + 1) * HASH_BYTES
        return self.chain[place : place + HASH_BYTES]


def read_frame(data: bytes, office: str) -> Framed:
    """Step 1: size, kind, format, completeness, addressee."""
    framed = unframe(data, FileKind.BATCH, BATCH_LIMIT)
    if framed.office != office:
        raise FileForAnotherOffice
    return framed


def open_seal(framed: Framed, identities: tuple[SealIdentity, ...]) -> UnsealedBatch:
    """Step 2: unseal; raises `SealUnopened`."""
    return UnsealedBatch(framed.office, unseal(framed.body, identities))


def authenticate(batch: UnsealedBatch, roster: Mapping[str, DeskKey]) -> SignedBatch:
    """Step 3: inflate within bounds and check the signature over all but the last line.

    Raises `FileOverLimit`, `SignatureWrong`, `SenderUnknown`, `SenderRevoked`.
    """
    digest, tail = hashlib.sha512(), b""
    for piece in inflate(batch.packed, INFLATED_LIMIT):
        tail += piece
        digest.update(tail[:-_TRAILER_LENGTH])
        tail = tail[-_TRAILER_LENGTH:]
    trailer = _TRAILER.match(tail)
    if trailer is None:
        raise SignatureWrong
    desk, signature = trailer[1].decode(), trailer[2].decode()
    known = roster.get(desk)
    if known is None:
        raise SenderUnknown(desk)
    verify(known.public_key, signature, BATCH_CONTEXT, digest.digest())
    if known.revoked:
        raise SenderRevoked(desk)
    return SignedBatch(batch.office, batch.packed, desk)


def announce(batch: SignedBatch) -> AnnouncedBatch:
    """Step 4: the header; raises `FileTooNew`, `HeaderInvalid`."""
    line = next(lines(batch.packed, INFLATED_LIMIT))
    if len(line) > LONGEST_HEADER:
        raise HeaderInvalid("too long")
    header = read_header(line)
    if header.desk != batch.desk:
        raise HeaderInvalid("desk")
    if header.office != batch.office:
        raise HeaderInvalid("office")
    if header.events > MOST_EVENTS:
        raise HeaderInvalid("to")
    if header.first == 1 and header.before != genesis(header.incarnation).hex():
        raise HeaderInvalid("before")
    return AnnouncedBatch(batch.packed, header)


def check_records(batch: AnnouncedBatch) -> VerifiedBatch:
    """Step 5: every record against its schema, then the chain.

    Raises `RecordInvalid`, `ChainBroken`.
    """
    header, count = batch.header, batch.header.events
    head = bytes.fromhex(header.before)
    chain = bytearray(head)
    counts: Counter[str] = Counter()
    for number, line in enumerate(lines(batch.packed, INFLATED_LIMIT)):
        if number > count + 1:
            raise HeaderInvalid("to")
        if number in (0, count + 1):
            continue
        try:
            event = parse_line(line)
            check_event(event)
        except (RecordUnfit, NotCanonical) as error:
            raise RecordInvalid(number + 1, str(error)) from error
        if event.seq != header.first + number - 1:
            raise ChainBroken(header.first + number - 1)
        counts[event.kind] += 1
        head = link(head, event)
        chain += head
    if number != count + 1:
        raise HeaderInvalid("to")
    if head.hex() != header.after:
        raise ChainBroken(header.last)
    if dict(counts) != header.counts:
        raise HeaderInvalid("counts")
    return VerifiedBatch(batch.packed, header, bytes(chain))


def read_batch(
    data: bytes, office: str, identities: tuple[SealIdentity, ...], roster: Mapping[str, DeskKey]
) -> VerifiedBatch:
    """All steps in order."""
    framed = read_frame(data, office)
    return check_records(announce(authenticate(open_seal(framed, identities), roster)))
