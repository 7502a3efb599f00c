"""Reading a zlib stream with a bound on what comes out."""

import zlib
from collections.abc import Iterator

from lotse_desk.domain.exchange_faults import FileOverLimit, SignatureWrong

CHUNK = 64 * 1024


def inflate(packed: bytes, limit: int) -> Iterator[bytes]:
    """Pieces of the plain text; raises `FileOverLimit` beyond `limit` bytes in all.

    A stream that is broken, cut or followed by anything raises `SignatureWrong`: what was sealed
    is not what anybody signed.
    """
    stream, total = zlib.decompressobj(), 0
    try:
        for start in range(0, len(packed), CHUNK):
            for piece in _pieces(stream, packed[start : start + CHUNK]):
                total += len(piece)
                if total > limit:
                    raise FileOverLimit(limit)
                yield piece
    except zlib.error as error:
        raise SignatureWrong from error
    if not stream.eof or stream.unused_data:
        raise SignatureWrong


def _pieces(stream: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    if stream.eof and packed:
        raise SignatureWrong
    piece = stream.decompress(packed, CHUNK)
    while piece or stream.unconsumed_tail:
        yield piece
        piece = stream.decompress(stream.unconsumed_tail, CHUNK)


def lines(packed: bytes, limit: int) -> Iterator[bytes]:
    """The lines of the plain text without their line ends; every line must have one."""
    rest = b""
    for piece in inflate(packed, limit):
        *whole, rest = (rest + piece).split(b"\n")
        yield from whole
        if len(rest) > 2 * CHUNK:
            raise SignatureWrong
    if rest:
        raise SignatureWrong
