"""Feeds made in the test or taken from the folder of real ones."""

from collections.abc import Callable
from pathlib import Path

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
