"""Rows out of single b-tree pages: whatever stands on a page that is still one.

After https://www.sqlite.org/fileformat2.html#b_tree_pages. A cell that does not hold together is
counted, never guessed.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from lotse_desk.storage.page_file import HEADER_BYTES, PageFile

Value = None | int | float | str | bytes
LEAF_TABLE, INNER_TABLE, LEAF_INDEX, INNER_INDEX = 0x0D, 0x05, 0x0A, 0x02
KINDS = frozenset({LEAF_TABLE, INNER_TABLE, LEAF_INDEX, INNER_INDEX})
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_LONGEST_PAYLOAD = 256 * 1024 * 1024


class NotReadable(ValueError):
    """What stands there is not what should: a cell, a record or a page."""


@dataclass(frozen=True)
class Row:
    """A record; `rowid` is None in an index or a table without rowids."""

    rowid: int | None
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Page:
    """A b-tree page taken apart; `unreadable` counts cells that did not hold together."""

    kind: int
    rows: tuple[Row, ...]
    children: tuple[int, ...]
    unreadable: int


def read_page(pages: PageFile, number: int) -> Page:
    """Take a page apart; raises `NotReadable` where it is no b-tree page."""
    try:
        data = pages.page(number)
    except OSError as error:
        raise NotReadable(str(error)) from error
    start = HEADER_BYTES if number == 1 else 0
    kind, _, cells, _, _ = struct.unpack(">BHHHB", data[start : start + 8])
    inner = kind in (INNER_TABLE, INNER_INDEX)
    first = start + (12 if inner else 8)
    if kind not in KINDS or first + 2 * cells > pages.usable:
        raise NotReadable("no b-tree page")
    rows: list[Row] = []
    children: list[int] = []
    unreadable = 0
    for (place,) in struct.iter_unpack(">H", data[first : first + 2 * cells]):
        try:
            if not first + 2 * cells <= place < pages.usable:
                raise NotReadable("cell outside the page")
            if inner:
                children.append(_page_number(data, place, pages))
            if kind != INNER_TABLE:
                rows.append(_row(pages, data, place + (4 if inner else 0), kind))
        except (NotReadable, IndexError, struct.error, UnicodeDecodeError, OverflowError):
            unreadable += 1
    if inner:
        try:
            children.append(_page_number(data, start + 8, pages))
        except NotReadable:
            unreadable += 1
    return Page(kind, tuple(rows), tuple(children), unreadable)


def _page_number(data: bytes, place: int, pages: PageFile) -> int:
    number = struct.unpack(">I", data[place : place + 4])[0]
    if not 1 < number <= pages.count:
        raise NotReadable("no such page")
    return int(number)


def _row(pages: PageFile, data: bytes, place: int, kind: int) -> Row:
    length, place = _varint(data, place)
    rowid = None
    if kind == LEAF_TABLE:
        rowid, place = _varint(data, place)
        rowid = rowid - 2**64 if rowid >= 2**63 else rowid
    if length > min(_LONGEST_PAYLOAD, pages.count * pages.size):
        raise NotReadable("longer than the file")
    return Row(rowid, tuple(_values(_payload(pages, data, place, length, kind))))


def _payload(pages: PageFile, data: bytes, place: int, length: int, kind: int) -> bytes:
    usable = pages.usable
    most = usable - 35 if kind == LEAF_TABLE else (usable - 12) * 64 // 255 - 23
    if length <= most:
        local = length
    else:
        least = (usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (usable - 4)
        local = local if local <= most else least
    if place + local + (4 if local < length else 0) > usable:
        raise NotReadable("cell beyond the page")
    payload = bytearray(data[place : place + local])
    number = int.from_bytes(data[place + local : place + local + 4]) if local < length else 0
    seen: set[int] = set()
    while len(payload) < length:
        if number in seen or not 1 < number <= pages.count:
            raise NotReadable("overflow chain broken")
        seen.add(number)
        try:
            more = pages.page(number)
        except OSError as error:
            raise NotReadable(str(error)) from error
        number = int.from_bytes(more[:4])
        payload += more[4 : min(usable, 4 + length - len(payload))]
    if local < length and number != 0:
        raise NotReadable("overflow chain goes on")
    return bytes(payload)


def _values(payload: bytes) -> Iterator[Value]:
    header, place = _varint(payload, 0)
    if header > len(payload) or header < 1:
        raise NotReadable("record header")
    kinds = []
    while place < header:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    if place != header:
        raise NotReadable("record header")
    for kind in kinds:
        length = _length(kind)
        if place + length > len(payload):
            raise NotReadable("record too short")
        yield _value(kind, payload[place : place + length])
        place += length
    if place != len(payload):
        raise NotReadable("record too long")


def _length(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    if kind in (10, 11):
        raise NotReadable("reserved kind of value")
    return 8 if kind == 7 else _INTEGER_BYTES.get(kind, 0)


def _value(kind: int, data: bytes) -> Value:
    if kind >= 12:
        return data.decode("utf-8") if kind % 2 else data
    if kind == 7:
        return float(struct.unpack(">d", data)[0])
    if kind in (8, 9):
        return kind - 8
    return None if kind == 0 else int.from_bytes(data, signed=True)


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for step in range(8):
        byte = data[place + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + step + 1
    return value << 8 | data[place + 8], place + 9
