"""P5 and P6: batches out and in, against bare inserts of the same rows; desks by the hundred.

Every measured step runs in a process of its own, so that its peak memory is its own.
"""

import datetime as dt
import multiprocessing
import random
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from lotse_desk.desk.exchange import sync
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.domain.iso_weeks import iso_week
from lotse_desk.home.home import DATABASE_NAME, open_home
from lotse_desk.office.enrolment import enrol_file
from lotse_desk.office.intake import take_in
from lotse_desk.office.office_keys import recipients
from lotse_desk.office.publish import publish
from lotse_desk.office.setup import OFFICE_ID, set_up_office
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.office_register import ENROLLED, EnrolledDesk, OfficeRegister
from lotse_desk.sync.batch_header import BatchHeader
from lotse_desk.sync.batch_writer import write_batch
from lotse_desk.sync.events import Event, coming_event, genesis, link, new_id
from lotse_desk.sync.frame import FileKind, new_name
from lotse_desk.sync.keys import SigningKey
from tests.proof.sample_events import new_event

Result = TypeVar("Result")

NOW = dt.datetime(2026, 11, 23, 9, 30)
CONTACTS, WEEK_OF_A_DESK = 100_000, 250
SEED = 20261123
ROUNDS = 3
_TOPICS = ("wohngeld", "kita", "buergergeld", "schulden", "pflegegrad", "kindergeld")
_LANGUAGES = ("de", "de", "de", "tr", "ar", "uk", "ru", "pl", "other")


def figures(desks: tuple[int, ...]) -> list[dict[str, Any]]:
    """P5 for one desk, then a week of ever more desks taken in by one office."""
    return [*_one_desk(), *(_week(count) for count in desks)]


def _one_desk() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk, office, stick = folder / "desk", folder / "office", folder / "stick"
        stick.mkdir()
        _apart(partial(_enrolled, desk, office, stick))
        _apart(partial(_log, desk, CONTACTS))
        out, taken = [], []
        for number in range(ROUNDS):
            copies = [folder / f"{path.name}-{number}" for path in (desk, office, stick)]
            for path, copy in zip((desk, office, stick), copies, strict=True):
                shutil.copytree(path, copy)
            out.append(_apart(partial(_leave, copies[0], copies[2])))
            taken.append(_apart(partial(_take, copies[1], copies[2])))
            floors = [
                _floor(copies[0], ("event",)),
                _floor(copies[1], ("received_event", "log_entry")),
            ]
            for copy in copies:
                shutil.rmtree(copy)
        rows = []
        for step, measured, floor in (("out", out, floors[0]), ("in", taken, floors[1])):
            seconds = statistics.median(row[0] for row in measured)
            rows.append(
                {
                    "figure": f"P5 {step}",
                    "contacts": CONTACTS,
                    "s": round(seconds, 2),
                    "bare_inserts_s": round(floor, 2),
                    "ratio": round(seconds / floor, 2),
                    "memory_grew_mb": round(max(row[1] for row in measured), 1),
                }
            )
        return rows


def _week(desks: int) -> dict[str, Any]:
    """A week of so many desks: made in a process of its own, taken in by another."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office, stick = folder / "office", folder / "stick"
        stick.mkdir()
        _apart(partial(_many_desks, office, stick, desks))
        seconds, grown, peak = _apart(partial(_take, office, stick))
        return {
            "figure": "P6" if desks == 8000 else "intake",
            "desks": desks,
            "contacts": desks * WEEK_OF_A_DESK,
            "s": round(seconds, 1),
            "ms_per_desk": round(seconds / desks * 1000, 1),
            "peak_mb": round(peak),
            "memory_grew_mb": round(grown, 1),
        }


def _enrolled(desk: Path, office: Path, stick: Path) -> None:
    set_up_office(office, name="Leitstelle (Muster)", empty=True)
    fingerprint = set_up_desk(desk, town="marl", name="Empfang 1", empty=True).fingerprint
    with open_home(desk, writing=True) as home:
        request = sync(home, stick, NOW).request
    with open_home(office, writing=True) as home:
        enrol_file(home, stick / str(request), NOW.date(), fingerprint)
        publish(home, stick, NOW.date())
    with open_home(desk, writing=True) as home:
        sync(home, stick, NOW)


def _log(desk: Path, contacts: int) -> None:
    with open_home(desk, writing=True) as home, home.transaction():
        log = EventLog(home.database)
        for payload in _contacts(contacts, SEED):
            log.append_coming(coming_event("contact", payload))


def _leave(desk: Path, stick: Path) -> tuple[float, float, float]:
    with open_home(desk, writing=True) as home:
        return _timed(lambda: sync(home, stick, NOW).left.contacts, CONTACTS)


def _take(office: Path, stick: Path) -> tuple[float, float, float]:
    with open_home(office, writing=True) as home:
        contacts = sum(1 for _ in stick.glob("b-*.lotse"))
        expected = contacts * WEEK_OF_A_DESK if contacts > 1 else None
        return _timed(lambda: take_in(home, stick, NOW.date()).contacts, expected)


def _timed(act: Callable[[], int], expected: int | None) -> tuple[float, float, float]:
    """Seconds, growth and peak of memory in MB; the act must count what is expected."""
    before = _peak()
    started = time.perf_counter()
    counted = act()
    seconds = time.perf_counter() - started
    if counted == 0 or expected not in (None, counted):
        raise SystemExit(f"{counted} contacts instead of {expected}")
    return seconds, _peak() - before, _peak()


def _many_desks(office: Path, stick: Path, desks: int) -> None:
    set_up_office(office, name="Leitstelle (Muster)", empty=True)
    with open_home(office, writing=True) as home, home.transaction():
        register, sealed_for = OfficeRegister(home.database), recipients(home)
        for number in range(desks):
            key, desk = SigningKey.generate(), new_id()
            register.put_desk(
                EnrolledDesk(desk, key.public, "marl", f"Empfang {number}", ENROLLED, "2026-11-23")
            )
            header, events = _batch(home.settings.get(OFFICE_ID), desk, number)
            data = write_batch(header, events, key, sealed_for)
            (stick / new_name(FileKind.BATCH)).write_bytes(data)


def _batch(office: str, desk: str, number: int) -> tuple[BatchHeader, list[Event]]:
    incarnation = new_id()
    events = [
        new_event(seq, "contact", payload)
        for seq, payload in enumerate(_contacts(WEEK_OF_A_DESK, number), 1)
    ]
    chain = genesis(incarnation)
    for event in events:
        chain = link(chain, event)
    header = BatchHeader(
        office=office,
        desk=desk,
        incarnation=incarnation,
        previous=None,
        number=1,
        first=1,
        last=len(events),
        before=genesis(incarnation).hex(),
        after=chain.hex(),
        release=0,
        office_incarnation=None,
        counts=dict(Counter(event.kind for event in events)),
    )
    return header, events


def _contacts(count: int, seed: int) -> Iterator[dict[str, Any]]:
    draw = random.Random(seed)
    for _ in range(count):
        yield {
            "concern": draw.choice(("first-advice", "way", "appointment")),
            "topics": draw.sample(_TOPICS, draw.randint(1, 2)),
            "language": draw.choice(_LANGUAGES),
            "residence": "this-town",
            "channel": "counter",
            "interpreter": "not-needed",
            "outcome": draw.choice(("informed", "referred")),
            "week": iso_week(NOW.date()),
            "half": draw.choice(("am", "pm")),
        }


def _floor(home: Path, tables: tuple[str, ...]) -> float:
    """Seconds of bare inserts of the rows of these tables into the same tables, indexes and all."""
    times = []
    for number in range(ROUNDS):
        target = home.parent / f"floor-{number}.sqlite3"
        with closing(sqlite3.connect(home / DATABASE_NAME)) as source:
            made = source.execute(
                "SELECT sql FROM sqlite_master WHERE tbl_name IN"
                f" ({', '.join('?' * len(tables))}) AND type IN ('table', 'index')"
                " AND sql IS NOT NULL ORDER BY type DESC",
                tables,
            ).fetchall()
            rows = {one: source.execute(f"SELECT * FROM {one}").fetchall() for one in tables}
        with closing(sqlite3.connect(target, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            for (statement,) in made:
                connection.execute(statement)
            started = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            for table, lines in rows.items():
                marks = ", ".join("?" * len(lines[0]))
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", lines)
            connection.execute("COMMIT")
            times.append(time.perf_counter() - started)
        target.unlink()
    return statistics.median(times)


def _apart(act: Callable[[], Result]) -> Result:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(act)


def _peak() -> float:
    """Peak memory of this process so far, MB; where /proc tells it, without what its parent had."""
    status = Path("/proc/self/status")
    if status.is_file():
        lines = dict(line.split(":", 1) for line in status.read_text("ascii").splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
