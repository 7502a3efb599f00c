"""Opening a feed: a file, a folder or a zip archive on a disk becomes named files."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from lotse_desk.domain.faults import DiskFailure, Unreadable
from lotse_desk.domain.problems import Problem
from lotse_desk.formats.source import (
    DEFAULT_BOUNDS,
    Bounds,
    Entry,
    Feed,
    feed_of_files,
    feed_of_zip,
    is_archive_name,
    is_zip,
)

MAX_DEPTH = 8
"""Folders below the named one that are looked into."""


def open_feed(path: Path, bounds: Bounds = DEFAULT_BOUNDS) -> Feed:
    """Open a feed; its name is that of the file or folder, without ending.

    Links are not followed. Raises `DiskFailure`, `TooLarge`, `Unreadable`.
    """
    try:
        if path.is_dir():
            return _feed_of_folder(path, bounds)
        if not path.exists():
            raise Unreadable(str(path), "missing")
        if not path.is_file():
            raise Unreadable(str(path), "not-a-file")
        with path.open("rb") as stream:
            head = stream.read(4)
        if is_zip(head) and path.suffix.lower() != ".xlsx":
            return feed_of_zip(path.stem, path.open("rb"), bounds)
        return feed_of_files(path.stem, [Entry(path.name, _opener(path))], bounds)
    except OSError as error:
        raise DiskFailure(str(path), error.strerror or type(error).__name__) from error


def _feed_of_folder(folder: Path, bounds: Bounds) -> Feed:
    skipped: list[Problem] = []
    entries = [
        Entry(found.relative_to(folder).as_posix(), _opener(found))
        for found in _files(folder, folder, skipped, MAX_DEPTH)
    ]
    return feed_of_files(folder.resolve().name, entries, bounds, skipped)


def _files(folder: Path, base: Path, skipped: list[Problem], depth: int) -> Iterator[Path]:
    for item in sorted(os.scandir(folder), key=lambda item: item.name):
        path = Path(item.path)
        where = path.relative_to(base).as_posix()
        if item.name.startswith("."):
            continue
        if item.is_symlink():
            skipped.append(Problem(where, "Eine Verknüpfung.", "Ihr wurde nicht gefolgt."))
        elif item.is_dir(follow_symlinks=False):
            if depth:
                yield from _files(path, base, skipped, depth - 1)
            else:
                skipped.append(Problem(where, "Zu tief liegender Ordner.", "Nicht gelesen."))
        elif not item.is_file(follow_symlinks=False):
            skipped.append(Problem(where, "Keine gewöhnliche Datei.", "Nicht gelesen."))
        elif is_archive_name(item.name):
            skipped.append(Problem(where, "Ein Archiv im Ordner.", "Nicht geöffnet."))
        else:
            yield path


def _opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")
