"""Feeds made in the test or taken from the folder of real ones."""

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from lotse_desk.formats.source import Feed, SourceFile

MakeFeed = Callable[[dict[str, "str | bytes"]], Feed]


@pytest.fixture(scope="session")
def feed() -> MakeFeed:
    """Makes a feed of named files."""

    def make(files: dict[str, str | bytes], name: str = "muster") -> Feed:
        return Feed(
            name,
            tuple(
                SourceFile(path, content if isinstance(content, bytes) else content.encode())
                for path, content in sorted(files.items())
            ),
        )

    return make


@pytest.fixture(scope="session")
def real_feed(shared_data: Path) -> Callable[[str], Feed]:
    """Reads a feed from the shared folder."""

    def read(path: str) -> Feed:
        folder = shared_data / path
        paths = [folder] if folder.is_file() else sorted(folder.rglob("*"))
        base = folder.parent if folder.is_file() else folder
        return Feed(
            folder.name,
            tuple(
                SourceFile(found.relative_to(base).as_posix(), found.read_bytes())
                for found in paths
                if found.is_file()
            ),
        )

    return read


class _Pieces(io.RawIOBase):
    """Bytes that are made while they are read, so that no file need be as large as they are."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
        given, self._rest = self._rest[: len(view)], self._rest[len(view) :]
        view[: len(given)] = given
        return len(given)


@pytest.fixture(scope="session")
def made_file() -> Callable[[str, Callable[[], Iterable[bytes]]], SourceFile]:
    """Makes a file of a feed whose bytes are made anew each time it is opened."""

    def make(name: str, pieces: Callable[[], Iterable[bytes]]) -> SourceFile:
        def opened() -> BinaryIO:
            return io.BufferedReader(_Pieces(iter(pieces())))

        return SourceFile(name, opener=opened)

    return make
