"""Hundreds of bad files on one medium: office and desk take none of them, and nothing changes."""

import dataclasses
import random
import time
import zlib

import pytest

from lotse_desk.desk.enrolment import DESK_ID, signing_key
from lotse_desk.desk.exchange import sync
from lotse_desk.domain.exchange_faults import FileRefused
from lotse_desk.home.home import open_home
from lotse_desk.office.intake import take_in
from lotse_desk.office.office_keys import recipients
from lotse_desk.office.setup import OFFICE_ID
from lotse_desk.storage.event_log import EventLog
from lotse_desk.sync.batch_header import read_header
from tests.proof import bad_files
from tests.proof.bad_files import Samples

SEED = 20261122
NOTES = ("received_batch", "sqlite_sequence", "past_exchange")
"""Tables in which a home may note that it met a file; `setting` too, but not what decides."""
NOTED_SETTINGS = ("desk.", "media.", "exchange.usual", "office.release_left")


def contents(home):
    """All tables but notes, as they are."""
    tables = [row[0] for row in home.database.execute("SELECT name FROM sqlite_master")]
    found = {}
    for table in tables:
        kind = home.database.execute(
            "SELECT type, sql FROM sqlite_master WHERE name = ?", [table]
        ).fetchone()
        if kind[0] != "table" or table.startswith(NOTES) or "VIRTUAL" in kind[1]:
            continue
        rows = home.database.execute(f'SELECT * FROM "{table}"').fetchall()
        if table == "setting":
            rows = [row for row in rows if not row[0].startswith(NOTED_SETTINGS)]
        found[table] = sorted(map(repr, rows))
    return found


def no_header(header, draw):
    """A header spoilt so that it is none any more."""
    while True:
        spoilt = bad_files.spoilt_json(header, draw)
        try:
            read_header(spoilt)
        except FileRefused:
            return spoilt


@pytest.fixture
def bad(district):
    """Bad batches signed by an enrolled desk, bad requests and releases, in one folder."""
    district.log("a", 3)
    district.week("a", "b")
    with open_home(district.desk("a"), writing=False) as home:
        samples = Samples.make("")
        samples = dataclasses.replace(
            samples, key=signing_key(home), desk=home.settings.get(DESK_ID)
        )
    with open_home(district.office, writing=False) as home:
        samples = dataclasses.replace(
            samples, recipient=recipients(home)[0], office=home.settings.get(OFFICE_ID)
        )
    draw, files = random.Random(SEED), []
    header, *events = samples.lines
    good_release = max(district.stick.glob("r-*"), key=lambda path: path.stat().st_mtime_ns)
    release = good_release.read_bytes()
    members = sorted(bad_files.read_archive(release))
    for _ in range(40):
        files += [
            samples.signed([no_header(header, draw), *events]),
            samples.signed([header, *events[:-1], bad_files.spoilt_json(events[-1], draw)]),
            samples.sealed(bad_files.spoilt(zlib.compress(header), draw)),
            bad_files.spoilt(samples.request(), draw),
            bad_files.spoilt(samples.batch(), draw)[:-1],
            release[: draw.randrange(len(release))],
        ]
        name = draw.choice(members)
        spoilt = bad_files.spoilt(bad_files.read_archive(release)[name], draw)
        files.append(bad_files.repacked(release, name, spoilt))
    files += [samples.release(number) for number in (1, 2, 90, 99_999)]
    for deep in bad_files.deep_json():
        files.append(samples.signed([header, deep, *events[1:]]))
    files.append(samples.sealed(bad_files.inflating(150_000_000)))
    medium = district.medium("bad")
    for number, data in enumerate(files):
        (medium / f"{number:04}.lotse").write_bytes(data)
    return medium, len(files)


def test_nothing_changes(district, bad):
    medium, count = bad
    assert count >= 280
    with open_home(district.office, writing=True) as home:
        before, begin = contents(home), time.process_time()
        taken = take_in(home, medium, district.now.date())
        assert contents(home) == before
    assert (taken.accepted, taken.contacts) == (0, 0)
    assert {file.reason for file in taken.held_files} <= {"file-too-new"}
    with open_home(district.desk("a"), writing=True) as home:
        sync(home, district.stick, district.now)
        before, applied = contents(home), EventLog(home.database).confirmed
        done = sync(home, medium, district.now)
        after = contents(home)
        before.pop("written_batch", None), after.pop("written_batch", None)
        assert after == before
        assert done.confirmed_up_to == applied
    assert time.process_time() - begin < 30
    district.log("a", 2)
    district.week("a", "b")
    assert district.contacts() == 5
