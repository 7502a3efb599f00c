"""Damaged homes: whatever is hit, no crash, nothing invented or doubled, and what is readable."""

import datetime as dt
import json
import random
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.domain.contacts import Contact
from lotse_desk.domain.faults import NoHome, NothingDamaged, NothingReadable
from lotse_desk.domain.slip_codes import new_code
from lotse_desk.home.backups import make_backup_now, make_due_backup
from lotse_desk.home.check import check_home
from lotse_desk.home.fault_sentences import sentence
from lotse_desk.home.home import DATABASE_NAME, open_home
from lotse_desk.home.recovery import Recovered, recover
from lotse_desk.storage.contacts import TodayStore
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.page_file import PageFile
from lotse_desk.storage.page_rows import LEAF_TABLE, NotReadable, read_page
from lotse_desk.storage.table_shapes import current_shapes

MONDAY = dt.datetime(2026, 11, 23, 9)
PAGE = 4096


@dataclass(frozen=True)
class Past:
    """A desk's folder as it was, and what is true of it."""

    folder: Path
    log: dict[str, bytes | None]
    today: dict[str, str]
    backed_up: frozenset[str]
    page_of: dict[str, int]

    def copy(self, to: Path) -> Path:
        shutil.copytree(self.folder, to / "home")
        return to / "home"


def state(folder: Path) -> tuple[dict[str, bytes | None], dict[str, str]]:
    with open_home(folder, writing=False) as home:
        log = {event.id: event.payload for event in EventLog(home.database).events()}
        entries = TodayStore(home.database).entries()
    return log, {entry.id: json.dumps(dict(entry.content), sort_keys=True) for entry in entries}


def work(folder: Path, days: range, contacts: int) -> None:
    for day in days:
        with open_home(folder, writing=True) as home:
            log = CounterLog(home, desk_events(home))
            now = MONDAY + dt.timedelta(days=day)
            for number in range(contacts):
                codes = {"wohngeld.stadt-marl": new_code()} if number % 3 == 0 else {}
                if codes:
                    log.store_codes(codes, now)
                log.log(Contact(topics=("wohngeld",), language="uk"), now)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Ten working days; a backup on the sixth in the middle of the day; today is the eleventh."""
    folder = tmp_path_factory.mktemp("past") / "home"
    set_up_desk(folder, town="marl", name="Empfang 1", empty=True)
    work(folder, range(6), 30)
    make_backup_now(folder, (MONDAY + dt.timedelta(days=5)).date())
    backed_up = frozenset(state(folder)[0])
    work(folder, range(5, 11), 30)
    log, today = state(folder)
    with open_home(folder, writing=True) as home:
        home.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Past(folder, log, today, backed_up, pages_of_events(folder / DATABASE_NAME))


def pages_of_events(path: Path) -> dict[str, int]:
    event = current_shapes()["event"]
    found = {}
    with PageFile(path) as pages:
        for number in range(2, pages.count + 1):
            try:
                page = read_page(pages, number)
            except NotReadable:
                continue
            if page.kind == LEAF_TABLE:
                for row in filter(event.fits, page.rows):
                    named = event.named(row)
                    if named and len(named["id"]) == 16 and len(named["hash"]) == 32:
                        found[named["id"].hex()] = number
    return found


def test_the_past_is_as_the_tests_need_it(past: Past) -> None:
    assert len(past.log) > len(past.backed_up) > 100
    assert len(past.today) == 30
    assert past.page_of.keys() == past.log.keys()


def recovered(folder: Path) -> Recovered:
    done = recover(folder, MONDAY.date())
    assert not [finding for finding in check_home(folder) if finding.code == "integrity"]
    return done


def nothing_invented(past: Past, folder: Path) -> set[str]:
    """Answers the ids of events the recovered home has."""
    log, today = state(folder)
    for event, payload in log.items():
        assert past.log.get(event, past.today.get(event)) is not None
        if event in past.log:
            assert payload == past.log[event]
    assert not log.keys() & today.keys()
    with open_home(folder, writing=False) as home:
        entries = TodayStore(home.database).entries()
    coming = [event.id for entry in entries for event in entry.events]
    assert len(coming) == len(set(coming))
    assert not set(coming) & log.keys()
    for entry, content in today.items():
        assert past.today.get(entry, content) == content
    return set(log)


def overwrite(path: Path, pages: set[int], noise: random.Random, kind: str = "noise") -> None:
    size = path.stat().st_size // PAGE
    with path.open("r+b") as file:
        for page in sorted(pages):
            file.seek(noise.randrange(size) * PAGE)
            content = {
                "noise": noise.randbytes(PAGE),
                "zeros": bytes(PAGE),
                "sector": noise.randbytes(512),
                "other page": file.read(PAGE),
            }[kind]
            file.seek(page * PAGE + (noise.randrange(8) * 512 if kind == "sector" else 0))
            file.write(content)


@settings(max_examples=12)
@given(data=st.data())
def test_whatever_pages_are_hit_the_rest_comes_back(past: Past, data: st.DataObject) -> None:
    count = (past.folder / DATABASE_NAME).stat().st_size // PAGE
    hit = data.draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count // 2))
    noise = random.Random(data.draw(st.integers()))
    with_backup = data.draw(st.booleans())
    kind = data.draw(st.sampled_from(["noise", "zeros", "sector", "other page"]))
    with tempfile.TemporaryDirectory() as place:
        folder = past.copy(Path(place))
        if not with_backup:
            shutil.rmtree(folder / "backups")
        overwrite(folder / DATABASE_NAME, hit, noise, kind)
        damaged = (folder / DATABASE_NAME).read_bytes()
        try:
            done = recovered(folder)
        except NothingDamaged:
            return
        except NothingReadable:
            assert not with_backup
            assert (folder / DATABASE_NAME).read_bytes() == damaged
            return
        assert (folder / done.set_aside).read_bytes() == damaged
        got = nothing_invented(past, folder)
        whole = {event for event, page in past.page_of.items() if page - 1 not in hit}
        assert got >= whole | (past.backed_up if with_backup else set())


def test_a_database_cut_short_comes_back_as_far_as_it_goes(past: Past, tmp_path: Path) -> None:
    folder = past.copy(tmp_path)
    path = folder / DATABASE_NAME
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(size - 20 * PAGE - 77)
    recovered(folder)
    left = {event for event, page in past.page_of.items() if page * PAGE <= size - 21 * PAGE}
    assert nothing_invented(past, folder) >= left | past.backed_up


def test_without_its_header_everything_else_comes_back(past: Past, tmp_path: Path) -> None:
    folder = past.copy(tmp_path)
    overwrite(folder / DATABASE_NAME, {0}, random.Random(1), "zeros")
    done = recovered(folder)
    assert nothing_invented(past, folder) == set(past.log)
    assert state(folder)[1] == past.today
    assert done.missing_events == 0


def test_without_header_and_backup_it_still_knows_whose_it_is(past: Past, tmp_path: Path) -> None:
    folder = past.copy(tmp_path)
    shutil.rmtree(folder / "backups")
    overwrite(folder / DATABASE_NAME, {0}, random.Random(1), "zeros")
    done = recovered(folder)
    assert done.backup is None
    assert nothing_invented(past, folder) == set(past.log)
    assert state(folder)[1] == past.today
    with open_home(folder, writing=False) as home, open_home(past.folder, writing=False) as before:
        assert (home.town, home.name, home.id) == (before.town, before.name, before.id)


def test_a_lost_wal_loses_only_what_stood_in_it(past: Past, tmp_path: Path) -> None:
    folder = past.copy(tmp_path)
    with open_home(folder, writing=True) as home:
        log = CounterLog(home, desk_events(home))
        log.log(Contact(topics=("wohngeld",)), MONDAY + dt.timedelta(days=10))
        shutil.copytree(folder, tmp_path / "died")
    died = tmp_path / "died"
    assert (died / f"{DATABASE_NAME}-wal").stat().st_size > 0
    overwrite(died / DATABASE_NAME, {0}, random.Random(1), "zeros")
    shutil.copytree(died, tmp_path / "without")
    (tmp_path / "without" / f"{DATABASE_NAME}-wal").unlink()
    recovered(died)
    assert len(state(died)[1]) == 31
    recovered(tmp_path / "without")
    assert state(tmp_path / "without")[1] == past.today


def test_a_database_that_is_gone_comes_back_from_the_backup(past: Past, tmp_path: Path) -> None:
    folder = past.copy(tmp_path)
    (folder / DATABASE_NAME).unlink()
    done = recovered(folder)
    assert (done.set_aside, done.tables) == ("", ())
    assert set(state(folder)[0]) == past.backed_up


def test_a_sound_database_is_left_alone(past: Past, tmp_path: Path) -> None:
    folder = past.copy(tmp_path)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(NothingDamaged):
        recover(folder, MONDAY.date())
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert after == before


def test_a_broken_chain_alone_is_damage_too(past: Past, tmp_path: Path) -> None:
    folder = past.copy(tmp_path)
    with open_home(folder, writing=True) as home, home.transaction():
        home.database.execute("UPDATE event SET hash = zeroblob(32) WHERE seq = 90")
    recovered(folder)
    assert nothing_invented(past, folder) == set(past.log)


def test_an_id_nobody_gave_is_not_taken(past: Past, tmp_path: Path) -> None:
    """A flipped bit in an id would count a contact twice: chain and index both know better."""
    folder = past.copy(tmp_path)
    with open_home(folder, writing=False) as home:
        length = EventLog(home.database).length
        victim = next(iter(EventLog(home.database).events(length)))
    data = bytearray((folder / DATABASE_NAME).read_bytes())
    place = data.find(bytes.fromhex(victim.id) + victim.kind.encode())
    assert place > 0
    data[place] ^= 1
    (folder / DATABASE_NAME).write_bytes(data)
    recovered(folder)
    assert nothing_invented(past, folder) == set(past.log) - {victim.id}


def test_a_damaged_newest_backup_gives_way_to_the_one_before(past: Past, tmp_path: Path) -> None:
    folder = past.copy(tmp_path)
    newest = make_due_backup(folder, (MONDAY + dt.timedelta(days=10)).date())
    assert newest is not None
    overwrite(newest, {3, 4}, random.Random(2))
    overwrite(folder / DATABASE_NAME, {0, 1, 2}, random.Random(3))
    done = recovered(folder)
    assert done.backup is not None
    assert done.backup.path != newest
    assert nothing_invented(past, folder) >= past.backed_up


def test_where_there_is_no_home_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(NoHome):
        recover(tmp_path / "nothing", MONDAY.date())
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / DATABASE_NAME).write_bytes(b"nothing of ours" * 400)
    with pytest.raises(NothingReadable) as caught:
        recover(tmp_path / "empty", MONDAY.date())
    assert "rescue" not in sentence(caught.value)
    left = {path.name for path in (tmp_path / "empty").iterdir()}
    assert left - {"writer.lock"} == {DATABASE_NAME}


def test_where_only_batches_are_left_the_way_to_them_is_named(tmp_path: Path) -> None:
    (tmp_path / "batches").mkdir()
    (tmp_path / "batches" / "b-1.lotse").write_bytes(b"sealed")
    with pytest.raises(NothingReadable) as caught:
        recover(tmp_path, MONDAY.date())
    assert "lotse-desk rescue" in sentence(caught.value)


def test_every_table_is_accounted_for(past: Past, tmp_path: Path) -> None:
    folder = past.copy(tmp_path)
    overwrite(folder / DATABASE_NAME, {0}, random.Random(1), "zeros")
    done = recovered(folder)
    assert {account.table for account in done.tables} == current_shapes().keys()
    assert done.taken("event") == len(past.log) - len(past.backed_up)
    assert done.taken("today_entry") == 30
