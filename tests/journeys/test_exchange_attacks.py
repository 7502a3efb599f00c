"""Stories of theft and bad luck: stolen keys beside true releases, lost pages, old copies."""

import datetime as dt
import gzip
import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from lotse_desk.desk.enrolment import DESK_ID
from lotse_desk.desk.place import make_new_place, rename_place
from lotse_desk.desk.rescue import rescue_batches
from lotse_desk.desk.trusted_office import RECIPIENTS
from lotse_desk.domain.exchange_faults import DeskKeyChanged, MediumFailure
from lotse_desk.home.backup import restore
from lotse_desk.home.backups import make_backup_now
from lotse_desk.home.home import DATABASE_NAME, open_home
from lotse_desk.home.recovery import recover
from lotse_desk.office import intake
from lotse_desk.office.desk_list import list_desks
from lotse_desk.office.enrolment import enrol_file, enrol_list, waiting_requests
from lotse_desk.office.intake import take_in
from lotse_desk.office.key_ceremonies import (
    RECOVERY_FILE,
    ROOT_FILE,
    renew_release_key,
    renew_seal_key,
)
from lotse_desk.office.office_keys import recipients, release_key
from lotse_desk.office.rebuild import rebuild_office
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.trust_store import APPLIED
from lotse_desk.sync.archive import read_archive
from lotse_desk.sync.batch_reader import read_batch
from lotse_desk.sync.keys import SealIdentity, SigningKey
from lotse_desk.sync.medium import Medium
from tests.proof.resigned import resigned

PAGE = 4096


@pytest.fixture
def safe(district, tmp_path):
    folder = tmp_path / "safe"
    shutil.move(district.office / "keys-to-take-away", folder)
    return folder


def ceremony(district, act, *arguments):
    with open_home(district.office, writing=True) as home:
        return act(home, *arguments, district.now.date())


def stolen_key(district):
    with open_home(district.office, writing=False) as home:
        return release_key(home)


def forged(archive, number, key, **changes):
    """A release of a thief: the same content with a word of his own, signed with a stolen key."""
    return resigned(read_archive(archive.read_bytes()), number, [key], **changes)


def sealed_for(district, name):
    with open_home(district.desk(name), writing=False) as home:
        return json.loads(home.settings.get(RECIPIENTS))


def own_recipients(district):
    with open_home(district.office, writing=False) as home:
        return list(recipients(home))


def test_a_renewed_key_beats_any_number_in_the_same_exchange(district, safe, of_kind):
    """The thief's release and the true one under the next root lie side by side."""
    district.publish()
    stolen, thief = stolen_key(district), SealIdentity.generate().recipient
    evil = forged(of_kind(district.stick, "r")[-1], 9000, stolen, recipients=[thief, thief])
    ceremony(district, renew_release_key, [safe / ROOT_FILE])
    true = district.publish().release
    (district.stick / "z.lotse").write_bytes(evil)
    district.log("a", 1)
    assert district.sync("a").release == true
    assert sealed_for(district, "a") == own_recipients(district)
    assert district.intake().contacts == 1


def test_a_new_desk_does_not_begin_with_what_a_replaced_key_signed(district, safe, of_kind):
    district.add_desk("c")
    district.publish()
    stolen, thief = stolen_key(district), SealIdentity.generate().recipient
    evil = forged(of_kind(district.stick, "r")[-1], 9000, stolen, recipients=[thief, thief])
    ceremony(district, renew_release_key, [safe / ROOT_FILE])
    true = district.publish().release
    (district.stick / "z.lotse").write_bytes(evil)
    assert district.sync("c").release == true
    assert sealed_for(district, "c") == own_recipients(district)


def test_an_office_rebuilt_beside_a_thiefs_release_lets_nobody_in(district, safe, of_kind):
    district.publish()
    stolen, stranger = stolen_key(district), SigningKey.generate()
    known = {"desk": "ee" * 16, "public_key": stranger.public, "state": "enrolled"}
    evil = forged(
        of_kind(district.stick, "r")[-1],
        9000,
        stolen,
        desks=[{**known, "town": "marl", "name": "Fremd"}],
    )
    ceremony(district, renew_release_key, [safe / ROOT_FILE])
    true = district.publish().release
    (district.stick / "z.lotse").write_bytes(evil)
    shutil.rmtree(district.office)
    made = rebuild_office(district.office, district.stick, [safe / ROOT_FILE], safe / RECOVERY_FILE)
    assert (made.release, made.desks) == (true, 2)
    with open_home(district.office, writing=False) as home:
        assert "Fremd" not in {desk.name for desk in list_desks(home, district.now.date())}


def test_another_recovery_key_is_never_taken_over_in_silence(district, safe, of_kind):
    """Who may sign a release must not become one whom all batches are sealed for, unseen."""
    district.publish()
    seal, thief = own_recipients(district)[0], SealIdentity.generate().recipient
    evil = forged(
        of_kind(district.stick, "r")[-1], 50, stolen_key(district), recipients=[seal, thief]
    )
    (district.stick / "z.lotse").write_bytes(evil)
    told = [problem.reason for problem in district.intake().problems]
    assert own_recipients(district) == [seal, thief]
    assert "recovery-key-differs" in told


def test_what_is_no_recipient_is_never_taken_over(district, safe, of_kind):
    district.publish()
    seal, recovery = own_recipients(district)
    evil = forged(
        of_kind(district.stick, "r")[-1], 50, stolen_key(district), recipients=[seal, "age1nobody"]
    )
    (district.stick / "z.lotse").write_bytes(evil)
    district.intake()
    assert own_recipients(district) == [seal, recovery]
    assert [problem.reason for problem in district.sync("a").problems] == ["release-invalid"]
    district.log("a", 1)
    assert district.sync("a").left.contacts == 1


def test_a_batch_whose_events_an_office_lost_is_read_again_and_not_deleted(district, of_kind):
    """The stick holds the only copy: the desk's PC is gone, the office's pages are, too."""
    make_backup_now(district.office, district.now.date())
    district.log("a", 3)
    district.sync("a")
    assert district.intake().contacts == 3
    district.publish()
    lose_events(district.office / DATABASE_NAME)
    recover(district.office, district.now.date())
    assert district.contacts() == 0
    shutil.rmtree(district.desk("a"))
    district.publish()
    assert of_kind(district.stick, "b")
    district.intake()
    assert district.contacts() == 3


def lose_events(path):
    """As where the pages of the events and the first one are gone."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA secure_delete = ON")
        for table in ("log_entry", "received_event"):
            database.execute(f"DELETE FROM {table}")
    damage(path)


def damage(path):
    """The first page gone: nobody can open it, everything else can be read."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.write(bytes(PAGE))


def test_a_list_never_lets_back_in_whom_it_revokes(district, tmp_path):
    post = tmp_path / "post"
    post.mkdir()
    district.add_desk("c", enrol=False)
    asked = district.sync("c", district.medium("post-c")).request
    shutil.copy(district.medium("post-c") / asked, post / "c.lotse")
    again = district.sync("a", district.medium("post-a")).request or next(
        path.name for path in district.medium("post-a").glob("q-*")
    )
    shutil.copy(district.medium("post-a") / again, post / "a.lotse")
    with open_home(district.office, writing=True) as home:
        known = {desk.name: desk.desk for desk in list_desks(home, district.now.date())}
        rows = (
            ("fingerprint", "replaces"),
            (district.fingerprints["c"], known["Empfang a"]),
            (district.fingerprints["a"], ""),
        )
        (post / "list.csv").write_text("\n".join(";".join(row) for row in rows))
        with pytest.raises(DeskKeyChanged):
            enrol_list(home, post / "list.csv", district.now.date())
        states = {desk.name: desk.state for desk in list_desks(home, district.now.date())}
    assert states == {"Empfang a": "enrolled", "Empfang b": "enrolled"}


def test_a_new_place_knows_the_batch_it_left(district, of_kind):
    """Numbers of batches begin anew in a copied home; what was sealed for others before, too."""
    for _ in range(3):
        district.log("a", 1)
        district.week("a")
    ceremony(district, renew_seal_key)
    district.publish()
    district.sync("a")
    shutil.copytree(district.desk("a"), district.desk("n"))
    make_new_place(district.desk("n"), name="Empfang n", original_has_all=True)
    stick = district.medium("of-n")
    district.log("n", 2)
    district.sync("n", stick)
    district.sync("n", stick)
    assert len(of_kind(stick, "b")) == 1


def test_days_are_counted_from_the_release_that_confirmed(district):
    """A number given again under a new key counts from its own date, not a thief's."""
    with open_home(district.desk("a"), writing=True) as home, home.transaction():
        log = EventLog(home.database)
        log.confirm(12, "2000-01-01", 0)
        log.confirm(12, "2026-11-23", 0)
        dates = [date for date, _ in log.confirmations()]
    assert dates[0] == "2026-11-23"
    assert dt.date.fromisoformat(dates[-1]).year == 2026


def test_a_receipt_below_nothing_is_no_release(district, of_kind):
    district.publish()
    with open_home(district.desk("a"), writing=False) as home:
        log = EventLog(home.database)
        own = {"desk": home.settings.get(DESK_ID), "incarnation": log.incarnation}
    evil = forged(
        of_kind(district.stick, "r")[-1],
        50,
        stolen_key(district),
        receipts=[{**own, "up_to": -1, "hash": "00" * 32}],
    )
    (district.stick / "z.lotse").write_bytes(evil)
    district.log("a", 1)
    done = district.sync("a")
    assert [problem.reason for problem in done.problems] == ["release-invalid"]
    assert done.left.contacts == 1


def test_a_number_given_by_a_life_the_office_forgot_is_not_given_again(district, of_kind):
    """Put back unnoticed; a desk that was slow tells of it, the newest releases are elsewhere."""
    district.keep("office")
    slow, fast = district.medium("slow"), district.medium("fast")
    given = set()
    for _ in range(4):
        district.now += dt.timedelta(days=1)
        given.add(district.publish(fast).release)
        if not of_kind(slow, "r"):
            shutil.copy(of_kind(fast, "r")[-1], slow)
    district.log("a", 1)
    district.sync("a", slow)
    for path in of_kind(slow, "r"):
        path.unlink()
    district.put_back("office")
    assert district.intake(slow).restored
    assert district.publish(slow).release not in given


def test_held_batches_are_looked_at_only_when_their_time_came(district, of_kind, monkeypatch):
    """A desk that goes wrong leaves many; each file taken must not open all of them again."""
    box, one, last = (district.medium(name) for name in ("box", "one", "last"))
    for _ in range(6):
        district.log("a", 1)
        district.sync("a", one)
        confirm_all(district, "a")
    batches = of_kind(one, "b")
    for path in batches[2:]:
        shutil.copy(path, box)
    assert district.intake(box).held == 4
    opened = []
    monkeypatch.setattr(intake, "read_batch", lambda *given: opened.append(1) or read_batch(*given))
    shutil.copy(batches[0], last)
    assert district.intake(last).contacts == 1
    assert len(opened) == 1
    shutil.copy(batches[1], last)
    assert district.intake(last).contacts == 5


def test_held_batches_of_a_lost_key_survive_damage(district, safe):
    """They are kept sealed anew, so their bytes are not those of the file that came."""
    box, first = district.medium("box"), district.medium("first")
    district.log("a", 1)
    district.sync("a", first)
    confirm_all(district, "a")
    district.log("a", 1)
    district.sync("a", box)
    with open_home(district.office, writing=True) as home:
        taken = take_in(home, box, district.now.date(), recovery_file=safe / RECOVERY_FILE)
    assert taken.held == 1
    damage(district.office / DATABASE_NAME)
    recover(district.office, district.now.date())
    assert district.intake(first).contacts == 2


def test_a_release_that_cannot_be_read_back_does_not_stop_the_next(district, of_kind, monkeypatch):
    """A bad sector in an old copy of the same size."""
    district.publish()
    bad = of_kind(district.stick, "r")[-1]
    read = Medium.read

    def failing(self, file):
        if file.path == bad:
            raise MediumFailure(str(bad), "EIO")
        return read(self, file)

    monkeypatch.setattr(Medium, "read", failing)
    assert district.publish().file != bad.name


def confirm_all(district, name):
    """As if a release had confirmed everything: the next batch begins behind it."""
    with open_home(district.desk(name), writing=True) as home, home.transaction():
        log = EventLog(home.database)
        log.confirm(1, "2026-11-23", log.length)


def test_a_restored_desk_keeps_the_batches_only_its_disk_still_has(district):
    """The stick is lost, then yesterday's backup comes back: the kept copies hold what is gone."""
    district.week("a")
    backup = make_backup_now(district.desk("a"), district.now.date())
    district.log("a", 3)
    district.sync("a", district.medium("lost"))
    restore(district.desk("a"), backup)
    district.log("a", 1)
    district.week("a")
    saved = district.medium("saved")
    rescue_batches(district.desk("a"), saved)
    district.intake(saved)
    assert district.contacts() == 4


def test_kept_batches_do_not_grow_without_end(district):
    for _ in range(15):
        district.log("a", 1)
        district.sync("a")
    assert len(list((district.desk("a") / "batches").iterdir())) == 12


def test_a_request_for_another_name_stays_until_somebody_saw_it(district, of_kind):
    """The office publishes on every visit; whoever looks through the requests comes later."""
    district.week("a")
    with open_home(district.desk("a"), writing=True) as home:
        rename_place(home, "Empfang oben")
    for _ in range(3):
        district.week("a")
    with open_home(district.office, writing=True) as home:
        asked = waiting_requests(home, district.stick)
        assert [request.name for _, request in asked] == ["Empfang oben"]
        enrol_file(home, asked[0][0], district.now.date())
    for _ in range(3):
        district.week("a")
    assert of_kind(district.stick, "q") == []


@pytest.mark.parametrize(
    "row",
    [
        {"table": "phone", "id": "p", "number": "1", "service_id": "nowhere"},
        {"table": "location", "id": "l", "name": "Muster", "latitude": "north"},
        {"table": "organization", "id": "o", "name": "Muster", "year_incorporated": 2**70},
    ],
    ids=["refers to nothing", "words for a number", "a number too large"],
)
def test_a_directory_no_table_takes_does_not_stop_the_desk(district, of_kind, row):
    before = district.publish().release
    lines = gzip.compress(json.dumps(row).encode() + b"\n")
    evil = forged(of_kind(district.stick, "r")[-1], 50, stolen_key(district), directory=lines)
    (district.stick / "z.lotse").write_bytes(evil)
    district.log("a", 1)
    done = district.sync("a")
    assert [problem.reason for problem in done.problems] == ["release-invalid"]
    assert (done.left.contacts, district.intake().contacts) == (1, 1)
    with open_home(district.desk("a"), writing=False) as home:
        assert home.settings.get(APPLIED) == str(before)
