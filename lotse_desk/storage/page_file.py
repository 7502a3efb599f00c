"""The pages of a database file nobody may be able to open, with what its WAL changed.

After https://www.sqlite.org/fileformat2.html; nothing is asked of SQLite, nothing is written.
"""

import struct
from pathlib import Path

PAGE_SIZES = frozenset(2**power for power in range(9, 17))
USUAL_PAGE_SIZE = 4096
HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\0"
_WAL_HEADER, _FRAME_HEADER = 32, 24
_WAL_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
"""First four bytes of a WAL, and in which byte order its checksums are."""


class PageFile:
    """Pages by number, from 1; a page the WAL holds in a committed frame comes from there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        head = _first_bytes(path, HEADER_BYTES)
        wal = path.with_name(f"{path.name}-wal")
        wal_head = _first_bytes(wal, _WAL_HEADER) if wal.is_file() else b""
        self.size = _page_size(head, wal_head)
        """Bytes of a page."""
        reserved = head[20] if head.startswith(_MAGIC) else 0
        self.usable = self.size - reserved if reserved <= 32 else self.size
        """Bytes of a page that hold content."""
        self._file = path.open("rb")
        self._changed = _committed_frames(wal, self.size) if wal_head else {}
        in_file = -(-path.stat().st_size // self.size)
        self.count = max([in_file, *self._changed])
        """How many pages there are; the last may be cut."""

    def __enter__(self) -> "PageFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def page(self, number: int) -> bytes:
        """The bytes of a page, filled up with zeros where the file ends before it does.

        Raises `OSError` where the disk does not give them.
        """
        if number in self._changed:
            return self._changed[number]
        self._file.seek((number - 1) * self.size)
        return self._file.read(self.size).ljust(self.size, b"\0")


def _first_bytes(path: Path, length: int) -> bytes:
    with path.open("rb") as file:
        return file.read(length).ljust(length, b"\0")


def _page_size(head: bytes, wal_head: bytes) -> int:
    told = struct.unpack(">H", head[16:18])[0]
    size = 65536 if told == 1 else told
    if head.startswith(_MAGIC) and size in PAGE_SIZES:
        return int(size)
    if wal_head and struct.unpack(">I", wal_head[:4])[0] in _WAL_MAGIC:
        size = struct.unpack(">I", wal_head[8:12])[0]
        if size in PAGE_SIZES:
            return int(size)
    return USUAL_PAGE_SIZE


def _committed_frames(wal: Path, page_size: int) -> dict[int, bytes]:
    """The newest committed content of each page in a WAL; a torn end counts for nothing."""
    committed: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    with wal.open("rb") as file:
        head = file.read(_WAL_HEADER)
        magic, _, size, _, *_ = struct.unpack(">8I", head)
        order = _WAL_MAGIC.get(magic)
        if order is None or size != page_size:
            return {}
        sums = _checksum(head[:24], (0, 0), order)
        if sums != struct.unpack(">2I", head[24:32]):
            return {}
        while len(frame := file.read(_FRAME_HEADER + page_size)) == _FRAME_HEADER + page_size:
            number, commit = struct.unpack(">2I", frame[:8])
            sums = _checksum(frame[:8], sums, order)
            sums = _checksum(frame[_FRAME_HEADER:], sums, order)
            if frame[8:16] != head[16:24] or sums != struct.unpack(">2I", frame[16:24]):
                break
            waiting[number] = frame[_FRAME_HEADER:]
            if commit:
                committed.update(waiting)
                waiting.clear()
    return committed


def _checksum(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
