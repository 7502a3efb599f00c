"""How long large feeds take to read and how much memory they need, each in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lotse_desk.formats.reading import read_feed
from lotse_desk.home.feed_files import open_feed

MIB = 1 << 20
TEXT = "Beratung, Hilfe und Anträge für alle, die im Kreis wohnen. " * 15


def figures(sizes: tuple[int, ...]) -> list[dict[str, Any]]:
    """A row for each format and size in MiB: seconds, rows, MiB of memory at the most."""
    return [_measured(name, size) for name in FEEDS for size in sizes]


def _measured(name: str, size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        with path.open("wb") as stream:
            for piece in FEEDS[name](size * MIB):
                stream.write(piece)
        command = [sys.executable, "-m", "tests.bench.feeds", str(path)]
        answer = subprocess.run(command, check=True, capture_output=True, env={**os.environ})
    found: dict[str, Any] = json.loads(answer.stdout)
    return {"feed": name, "mib": size, **found}


def _csv(size: int) -> Iterator[bytes]:
    yield b"id,name,description,url,status,phones\n"
    written = number = 0
    while written < size:
        line = (
            f'{number},Dienst {number},"{TEXT}",https://a.example/{number},active,02361 {number}\n'
        ).encode()
        yield line
        written += len(line)
        number += 1


def _json(size: int) -> Iterator[bytes]:
    yield b'{"services": ['
    written = number = 0
    while written < size:
        service = {
            "id": str(number),
            "name": f"Dienst {number}",
            "description": TEXT,
            "phones": [{"id": f"p{number}", "number": f"02361 {number}"}],
        }
        piece = (b"," if number else b"") + json.dumps(service, ensure_ascii=False).encode()
        yield piece
        written += len(piece)
        number += 1
    yield b"]}"


def _xml(size: int) -> Iterator[bytes]:
    yield b"<Source>"
    written = number = 0
    while written < size:
        piece = (
            f"<Agency><Key>{number}</Key><Name>Stelle {number}</Name><Site><Key>{number}</Key>"
            f"<Name>Haus</Name><SiteService><Key>{number}</Key><Name>Dienst {number}</Name>"
            f"<Description>{TEXT}</Description><Phone><PhoneNumber>02361 {number}</PhoneNumber>"
            "</Phone></SiteService></Site></Agency>"
        ).encode()
        yield piece
        written += len(piece)
        number += 1
    yield b"</Source>"


FEEDS: dict[str, Callable[[int], Iterator[bytes]]] = {
    "services.csv": _csv,
    "services.json": _json,
    "agencies.xml": _xml,
}


def _read(path: Path) -> dict[str, Any]:
    before = time.perf_counter()
    imported = read_feed(open_feed(path))
    seconds = time.perf_counter() - before
    peak = _peak()
    return {
        "format": imported.format,
        "rows": imported.rows,
        "records": len(imported.records),
        "seconds": round(seconds, 1),
        "peak_mib": peak,
    }


def _peak() -> int | None:
    """MiB this process held at the most; None where the system does not say."""
    if sys.platform == "win32":
        return None
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used // MIB if sys.platform == "darwin" else used // 1024


if __name__ == "__main__":
    print(json.dumps(_read(Path(sys.argv[1]))))
