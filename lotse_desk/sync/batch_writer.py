"""Writing a batch: header, events, signature; packed and sealed for the office."""

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable

from lotse_desk.sync.batch_header import BatchHeader
from lotse_desk.sync.canonical import canonical
from lotse_desk.sync.events import Event, link
from lotse_desk.sync.frame import FileKind, frame
from lotse_desk.sync.keys import SigningKey, seal

BATCH_CONTEXT = b"lotse-desk batch 1\n"
_LEVEL = 6
MOST_EVENTS = 200_000
"""A desk with more to send writes several batches."""


def write_batch(
    header: BatchHeader, events: Iterable[Event], key: SigningKey, recipients: tuple[str, ...]
) -> bytes:
    """The batch file.

    Events are taken one by one; only packed bytes are kept. Raises `ValueError` if they are not
    what the header announces: a batch nobody could take in is never written.
    """
    packer = zlib.compressobj(_LEVEL)
    digest = hashlib.sha512()
    packed = bytearray()

    def put(line: bytes) -> None:
        digest.update(line)
        packed.extend(packer.compress(line))

    put(header.line() + b"\n")
    seq, chain = header.first - 1, bytes.fromhex(header.before)
    counts: Counter[str] = Counter()
    for event in events:
        if event.seq != seq + 1:
            raise ValueError(f"event {event.seq} follows {seq}")
        seq, chain = event.seq, link(chain, event)
        counts[event.kind] += 1
        put(event.line() + b"\n")
    if (seq, chain.hex(), dict(counts)) != (header.last, header.after, header.counts):
        raise ValueError("events differ from the header")
    signature = key.sign(BATCH_CONTEXT, digest.digest())
    trailer = canonical({"by": header.desk, "signature": signature})
    packed.extend(packer.compress(trailer + b"\n"))
    packed.extend(packer.flush())
    return frame(FileKind.BATCH, header.office, seal(bytes(packed), recipients))
