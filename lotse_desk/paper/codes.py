"""Bar codes as vectors: Code 128 of a referral code, QR codes of checked links."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import segno
from reportlab.graphics.barcode.code128 import Code128

from lotse_desk.domain.faults import InvalidValue

_LINK = re.compile(r"(?:https://[^\s\x00-\x20\"<>\\^`{|}]+|tel:\+?[0-9]+|geo:-?[0-9.]+,-?[0-9.]+)")

Bar = tuple[float, float]
"""Left edge and width of a dark bar, in modules."""


@lru_cache(maxsize=256)
def code128_bars(text: str) -> tuple[tuple[Bar, ...], int]:
    """The dark bars of a Code 128 symbol and its width in modules, without quiet zones."""
    symbol = Code128(text, quiet=0, barWidth=1)
    symbol.validate()
    symbol.encode()
    symbol.decompose()
    bars: list[Bar] = []
    at = 0
    for letter in symbol.decomposed:  # upper case is a bar, lower case a gap, A one module wide
        width = ord(letter.upper()) - ord("A") + 1
        if letter.isupper():
            bars.append((at, width))
        at += width
    return tuple(bars), at


@lru_cache(maxsize=64)
def qr_rows(uri: str) -> tuple[tuple[Bar, ...], ...]:
    """The dark runs of every row of a QR code (ISO/IEC 18004, level M, no quiet zone).

    Raises `InvalidValue` for anything but an https, tel or geo URI.
    """
    if not _LINK.fullmatch(uri):
        raise InvalidValue("link", uri[:40], "https, tel oder geo")
    return _rows_of(uri)


def key_rows(key: str) -> tuple[tuple[Bar, ...], ...]:
    """The same for a secret key, which nobody remembers here."""
    return _rows_of(key)


def _rows_of(text: str) -> tuple[tuple[Bar, ...], ...]:
    symbol = segno.make_qr(text, error="m", boost_error=False)
    return tuple(tuple(_dark_runs(row)) for row in symbol.matrix_iter(border=0))


def _dark_runs(row: Iterable[int]) -> Iterator[Bar]:
    start: int | None = None
    for place, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield (start, place - start)
            start = None
