"""P1: a keystroke's search, in process, on directories of growing size."""

import datetime as dt
import json
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from lotse_desk.domain.hsds import Service
from lotse_desk.home.directory_import import import_directory
from lotse_desk.home.find import Wish, find, warm_up
from lotse_desk.home.home import DESK, Home, create_home, open_home
from lotse_desk.home.starter import starter_records
from tests.bench import floor, lay_words, synthetic

MAX_KEYSTROKES = 600
_BETWEEN_KEYS = 0.02
FILTERS: dict[str, dict[str, Any]] = {
    "group": {"group": "wohnen"},
    "speaks": {"speaks": "tr"},
    "step_free": {"step_free": True},
    "open_at": {"open_at": dt.datetime(2026, 11, 24, 9, 0)},
}


def figures(sizes: tuple[int, ...]) -> list[dict[str, Any]]:
    """For each number of services: milliseconds of a keystroke, and of FTS5 on the same texts."""
    rows = []
    for size in sizes:
        with _home(size) as (home, seconds):
            rows.append(measured(home, size) | {"indexing_s": round(seconds, 1)})
    return [*rows, _growth(rows[0], rows[-1])]


def _growth(small: dict[str, Any], large: dict[str, Any]) -> dict[str, Any]:
    """How many times slower a keystroke is in the largest directory than in the smallest."""
    return {
        "figure": "growth",
        "services": f"{small['services']} to {large['services']}",
        **{
            name: round(large[name] / small[name], 1)
            for name in ("median_ms", "p95_ms", "fts5_median_ms", "fts5_p95_ms")
        },
    }


def measured(home: Home, size: int) -> dict[str, Any]:
    """The figure on a home of so many services."""
    warm_up(home)
    took = sorted(find(home, typed, wish).took_ms for typed, wish in keystrokes())
    plain = sorted(floor.keystroke_times(home, (typed for typed, _ in keystrokes())))
    return {
        "figure": "P1",
        "services": size,
        "keystrokes": len(took),
        "median_ms": round(statistics.median(took), 1),
        "p95_ms": round(_p95(took), 1),
        "max_ms": round(took[-1], 1),
        **{f"p95_{name}_ms": _filtered(home, **wish) for name, wish in FILTERS.items()},
        "fts5_median_ms": round(statistics.median(plain), 1),
        "fts5_p95_ms": round(_p95(plain), 1),
        "database_mb": round((home.folder / "lotse-desk.sqlite3").stat().st_size / 1e6, 1),
    }


def _filtered(home: Home, **filters: Any) -> float:
    some = keystrokes()[: MAX_KEYSTROKES // 2]
    return round(_p95([find(home, t, replace(w, **filters)).took_ms for t, w in some]), 1)


def while_importing(size: int) -> list[dict[str, Any]]:
    """P8: a keystroke's search while a thread of the same process imports as many services."""
    with _home(size) as (home, _), tempfile.TemporaryDirectory() as folder:
        feed = Path(folder)
        (feed / "pages_de.json").write_text(json.dumps(_pages(size)), encoding="utf-8")
        warm_up(home)
        idle = _p95([find(home, typed, wish).took_ms for typed, wish in keystrokes()])
        busy: list[float] = []
        started = time.perf_counter()
        importing = threading.Thread(target=_import, args=(home.folder, feed))
        importing.start()
        while importing.is_alive():
            for typed, wish in keystrokes():
                busy.append(find(home, typed, wish).took_ms)
                if not importing.is_alive():
                    break
                time.sleep(_BETWEEN_KEYS)
        importing.join()
        return [
            {
                "figure": "P8",
                "services": size,
                "idle_p95_ms": round(idle, 1),
                "importing_p95_ms": round(_p95(busy), 1),
                "keystrokes": len(busy),
                "import_s": round(time.perf_counter() - started, 1),
                "ratio": round(_p95(busy) / idle, 1),
            }
        ]


def _pages(count: int) -> list[dict[str, object]]:
    """Made-up pages of a site, as its export gives them."""
    services = (r for r in synthetic.records(count, ()) if isinstance(r, Service))
    return [
        {
            "id": number,
            "path": f"/muster/de/seite-{number}/",
            "title": service.name,
            "content": f"<p>{'</p><p>'.join((service.description or '').split('. '))}</p>",
            "excerpt": "",
        }
        for number, service in enumerate(services, start=1)
    ]


def _import(folder: Path, feed: Path) -> None:
    with open_home(folder, writing=True) as home:
        import_directory(home, feed, "integreat")


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


def keystrokes() -> list[tuple[str, Wish]]:
    """What is typed letter by letter: lay words of all lists, in a random order, seeded."""
    typed: list[tuple[str, Wish]] = []
    phrases = [
        (row.words, row.language) for language in lay_words.LANGUAGES
        for row in lay_words.rows(language)
    ]  # fmt: skip
    random.Random(synthetic.SEED).shuffle(phrases)
    for words, language in phrases:
        wish = Wish(language=language, town="marl")
        typed += [(words[:end], wish) for end in range(1, len(words) + 1)]
        if len(typed) >= MAX_KEYSTROKES:
            break
    return typed[:MAX_KEYSTROKES]


@contextmanager
def _home(size: int) -> Iterator[tuple[Home, float]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "home"
        with create_home(path, role=DESK, name="Muster") as home:
            home.directory.upsert(starter_records(home.reference))
        started = time.perf_counter()
        with open_home(path, writing=True) as home, home.transaction():
            home.directory.upsert(synthetic.records(size))
        seconds = time.perf_counter() - started
        with open_home(path, writing=False) as home:
            yield home, seconds
