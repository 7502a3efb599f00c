"""Stories of desks that become others to the office: restored elsewhere, renamed, moved, copied."""

import contextlib
import datetime as dt
import json
import shutil
import sqlite3

import pytest

from lotse_desk.desk import enrolment
from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.enrolment import has_key, identity, renew_identity, request_of, signing_key
from lotse_desk.desk.place import make_new_place, rename_place, require_handed_over, waiting_here
from lotse_desk.domain.contacts import Contact
from lotse_desk.domain.exchange_faults import (
    DeskKeyChanged,
    DeskKeyMissing,
    DeskTownChanged,
    FingerprintDiffers,
    NotHandedOver,
)
from lotse_desk.domain.faults import HomeOnOtherMachine, InvalidValue, NotFound
from lotse_desk.home.backup import back_up, restore
from lotse_desk.home.home import DATABASE_NAME, open_home
from lotse_desk.home.moved_home import settle_here
from lotse_desk.office.desk_list import list_desks, note_still_working
from lotse_desk.office.enrolment import enrol_file, enrol_list, revoke, waiting_requests
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.office_figures import OfficeFigures
from lotse_desk.sync.enrolment import EnrolmentRequest, read_request, write_request


def listed(district):
    with open_home(district.office, writing=False) as home:
        return {desk.desk: desk for desk in list_desks(home, district.now.date())}


def id_of(district, name):
    with open_home(district.desk(name), writing=False) as home:
        return identity(home).id


def renew(district, name, called=None):
    with open_home(district.desk(name), writing=True) as home:
        return renew_identity(home, called)


def waiting(district, medium=None):
    with open_home(district.office, writing=False) as home:
        return waiting_requests(home, medium or district.stick)


def enrol(district, request, **how):
    with open_home(district.office, writing=True) as home:
        return enrol_file(home, request, district.now.date(), **how)


@pytest.fixture
def on_another_pc(monkeypatch):
    """Within it the program believes to run on another machine."""

    @contextlib.contextmanager
    def there(name="another"):
        with monkeypatch.context() as patch:
            for module in ("home.home", "home.moved_home", "home.backup", "desk.place"):
                patch.setattr(f"lotse_desk.{module}.machine_fingerprint", lambda: name)
            yield

    return there


def restored_elsewhere(district, name, target):
    """The desk's last backup on a new PC, where its key is not."""
    back_up(district.desk(name), district.folder / f"{name}.sqlite3")
    restore(district.desk(target), district.folder / f"{name}.sqlite3")


def test_a_desk_restored_on_a_new_pc_is_enrolled_anew_and_counts_once(district):
    district.log("a", 3)
    district.week("a")
    district.log("a", 2)
    restored_elsewhere(district, "a", "new")
    district.log("new", 4)
    old = id_of(district, "a")
    with pytest.raises(DeskKeyMissing):
        district.sync("new")
    with open_home(district.desk("new"), writing=False) as home:
        assert not has_key(home)
    made = renew(district, "new")
    assert made.id != old
    done = district.sync("new")
    assert (done.enrolled, done.left.events, done.left.contacts) == (False, 9, 9)
    assert [file.reason for file in district.intake().set_aside] == ["sender-unknown"]
    [(path, asked)] = waiting(district)
    assert (asked.desk, asked.fingerprint, asked.was) == (made.id, made.fingerprint, "")
    assert [(one.desk, one.state) for one in asked.follows] == [(old, "enrolled")]
    enrolled = enrol(district, path, fingerprint=made.fingerprint, replaces=old[:8])
    assert enrolled.replaced == old
    assert district.intake().contacts == 6
    district.everything_arrived("new")
    assert district.contacts() == 9
    desks = listed(district)
    assert desks[made.id].follows == (old,)
    assert desks[old].followed_by == (made.id,)
    assert desks[old].state == "revoked"
    assert waiting(district) == []


def test_the_office_proposes_to_revoke_the_one_before_only_where_it_fell_silent(district):
    district.log("a", 2)
    district.week("a")
    district.keep("a")
    old, made = id_of(district, "a"), renew(district, "a")
    request = district.sync("a").request
    enrol(district, district.stick / request)
    district.week("a")
    assert "replaced" in listed(district)[old].reminders
    district.keep("office")
    with open_home(district.office, writing=True) as home:
        with pytest.raises(NotFound):
            note_still_working(home, "0" * 32)
        assert note_still_working(home, old[:6]) == old
    assert "replaced" not in listed(district)[old].reminders
    district.put_back("office")
    assert "replaced" in listed(district)[old].reminders
    district.put_back("a", "original")
    district.log("original", 1)
    district.week("original")
    assert "replaced" not in listed(district)[old].reminders
    district.everything_arrived("a", "original")
    assert district.contacts() == 3
    assert listed(district)[made.id].follows == (old,)


def test_a_place_under_two_ids_is_one_place_in_reports(district):
    for name in ("a", "b"):
        district.log(name, 1)
    renew(district, "a")
    district.week("a", "b")
    enrol(district, district.stick / district.sync("a").request)
    with open_home(district.office, writing=False) as home:
        assert OfficeFigures(home.database).desks_by_town() == {"marl": 2}
        assert len(list_desks(home, district.now.date())) == 3


def test_who_follows_shows_without_the_request_naming_it(district):
    district.log("a", 1)
    district.week("a")
    old = id_of(district, "a")
    renew(district, "a")
    with open_home(district.desk("a"), writing=True) as home, home.transaction():
        home.settings.put(enrolment.EARLIER, "[]")
    made = enrol(district, district.stick / district.sync("a").request)
    assert made.follows == ()
    district.week("a")
    assert listed(district)[made.desk].follows == (old,)


def test_a_renewal_that_breaks_off_leaves_the_desk_as_it_was(district, monkeypatch):
    before, request = id_of(district, "a"), None
    with monkeypatch.context() as patch:
        patch.setattr(enrolment, "take_identity", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            renew(district, "a")
    assert id_of(district, "a") == before
    district.log("a", 1)
    assert district.sync("a").left.events == 1
    assert district.intake().contacts == 1
    promoting = enrolment.replace_desk_key
    with monkeypatch.context() as patch:
        calls = []
        patch.setattr(
            enrolment,
            "replace_desk_key",
            lambda *given: 1 / 0 if calls else calls.append(promoting(*given)),
        )
        with pytest.raises(ZeroDivisionError):
            renew(district, "a")
    assert id_of(district, "a") != before
    request = district.sync("a").request
    enrol(district, district.stick / request)
    district.everything_arrived("a")
    renew(district, "a")
    with open_home(district.desk("a"), writing=False) as home:
        assert signing_key(home).public == request_of(home).public_key


def test_a_backup_from_before_a_renewal_needs_another_one(district, tmp_path):
    district.log("a", 2)
    back_up(district.desk("a"), tmp_path / "before.sqlite3")
    first = id_of(district, "a")
    second = renew(district, "a").id
    district.log("a", 1)
    enrol(district, district.stick / district.sync("a").request)
    district.everything_arrived("a")
    restore(district.desk("a"), tmp_path / "before.sqlite3")
    assert id_of(district, "a") == first
    district.log("a", 1)
    with pytest.raises(DeskKeyMissing):
        district.sync("a")
    third = renew(district, "a").id
    made = enrol(district, district.stick / district.sync("a").request)
    assert {one.desk for one in made.follows} == {first}
    district.everything_arrived("a")
    assert district.contacts() == 4
    assert set(listed(district)) >= {first, second, third}


def test_a_desk_renewed_several_times_names_all_it_was(district):
    ids = [id_of(district, "a")]
    for _ in range(10):
        ids.insert(0, renew(district, "a").id)
    with open_home(district.desk("a"), writing=False) as home:
        request = request_of(home)
    assert request.follows == tuple(ids[1:9])
    district.log("a", 1)
    enrol(district, district.stick / district.sync("a").request)
    district.everything_arrived("a")


def test_undo_works_across_lives(district):
    district.log("a", 2)
    district.log("b", 1)
    district.sync("a")
    district.sync("b")
    district.intake()
    assert district.contacts() == 3
    renew(district, "a")
    with open_home(district.desk("a"), writing=True) as home:
        log = CounterLog(home, desk_events(home))
        assert log.undo(district.now) == "contact"
    enrol(district, district.stick / district.sync("a").request)
    assert district.intake().contacts == -1
    assert district.contacts() == 2
    district.everything_arrived("a", "b")
    assert district.contacts() == 2


def test_a_batch_of_the_former_life_that_comes_late_changes_nothing(district):
    district.log("a", 2)
    late = district.medium("late")
    district.sync("a", late)
    renew(district, "a")
    enrol(district, district.stick / district.sync("a").request)
    district.everything_arrived("a")
    assert district.contacts() == 2
    taken = district.intake(late)
    assert (taken.contacts, taken.set_aside) == (0, ())
    assert district.contacts() == 2


def test_a_renamed_desk_keeps_its_key_and_the_office_takes_the_name_after_comparing(district):
    district.log("a", 1)
    before = id_of(district, "a")
    with open_home(district.desk("a"), writing=True) as home:
        with pytest.raises(InvalidValue):
            rename_place(home, "")
        made = rename_place(home, "Empfang Nord")
    assert made.id == before
    done = district.sync("a")
    assert (done.enrolled, done.left.events) == (True, 1)
    assert district.intake().contacts == 1
    [(path, asked)] = waiting(district)
    assert (asked.name, asked.was) == ("Empfang Nord", "Empfang a")
    with pytest.raises(FingerprintDiffers):
        enrol(district, path, fingerprint=district.fingerprints["a"])
    enrol(district, path, fingerprint=made.fingerprint)
    assert listed(district)[before].name == "Empfang Nord"
    assert waiting(district) == []
    assert waiting(district, district.medium("post-a")) == []
    district.week("a")
    assert district.sync("a").enrolled
    assert district.sync("a", district.medium("fresh")).request is None


def test_of_several_requests_of_a_desk_the_latest_counts_wherever_the_others_lie(district):
    one, two = district.medium("one"), district.medium("two")
    desk = district.add_desk("c", enrol=False)
    district.sync("c", one)
    for name, medium in (("Nord", one), ("Süd", two)):
        with open_home(district.desk("c"), writing=True) as home:
            rename_place(home, f"Empfang {name}")
        district.sync("c", medium)
    [(path, asked)] = waiting(district, one)
    assert (asked.name, asked.was) == ("Empfang Nord", "")
    enrol(district, path)
    assert waiting(district, one) == []
    [(path, asked)] = waiting(district, two)
    assert (asked.name, asked.was) == ("Empfang Süd", "Empfang Nord")
    enrol(district, path)
    assert waiting(district, one) == waiting(district, two) == []
    with open_home(district.desk("c"), writing=True) as home:
        rename_place(home, "Empfang Nord")
    district.publish(one)
    district.sync("c", one)
    [(path, asked)] = waiting(district, one)
    assert (asked.name, asked.was) == ("Empfang Nord", "Empfang Süd")
    district.now += dt.timedelta(days=7)
    district.publish(one)
    left = [read_request(file.read_bytes()) for file in one.glob("q-*.lotse")]
    assert [request.number for request in left if request.desk == desk] == [3]
    enrol(district, path)
    assert listed(district)[desk].name == "Empfang Nord"
    assert waiting(district, one) == waiting(district, two) == []


def test_no_request_moves_a_desk_and_its_contacts_to_another_town(district):
    with open_home(district.desk("a"), writing=False) as home:
        own = request_of(home)
        asked = EnrolmentRequest(own.desk, own.public_key, "herten", own.name)
        path = district.stick / "q-moved.lotse"
        path.write_bytes(write_request(asked, signing_key(home)))
    with pytest.raises(DeskTownChanged):
        enrol(district, path)
    assert listed(district)[own.desk].town == "marl"


def test_replacing_names_an_enrolled_desk_and_never_oneself(district):
    made = renew(district, "a")
    request = district.stick / district.sync("a").request
    for wrong in ("ffffff", "", made.id):
        if wrong:
            with pytest.raises(NotFound):
                enrol(district, request, replaces=wrong)
    assert made.id not in listed(district)


def test_a_restored_office_remembers_whom_it_revoked_as_soon_as_it_sees_its_own_release(district):
    desk = id_of(district, "a")
    district.log("a", 1)
    district.sync("a")
    district.keep("office")
    with open_home(district.office, writing=True) as home:
        revoke(home, desk[:8], district.now.date())
    district.publish()
    district.put_back("office")
    taken = district.intake()
    assert ("Empfang a", "revoked-again") in [(one.file, one.reason) for one in taken.problems]
    assert [one.reason for one in taken.set_aside] == ["sender-revoked"]
    assert listed(district)[desk].state == "revoked"
    assert listed(district)[id_of(district, "b")].state == "enrolled"
    assert district.intake().problems == ()


def test_a_revoked_desk_that_is_wanted_again_is_renewed_and_loses_nothing(district):
    district.log("a", 2)
    with open_home(district.office, writing=True) as home:
        revoke(home, id_of(district, "a"), district.now.date())
    district.publish()
    assert [one.reason for one in district.sync("a").problems] == ["desk-revoked"]
    district.log("a", 1)
    made = renew(district, "a")
    done = district.sync("a")
    assert (done.problems, done.left.contacts) == ((), 3)
    enrol(district, district.stick / done.request, fingerprint=made.fingerprint)
    district.everything_arrived("a")
    assert district.contacts() == 3


def test_a_list_replaces_too(district):
    old, made = id_of(district, "a"), renew(district, "a")
    district.sync("a")
    names = district.stick / "liste.csv"
    names.write_text(f"fingerprint;replaces\n{made.fingerprint};{old[:6]}\n")
    with open_home(district.office, writing=True) as home:
        [enrolled] = enrol_list(home, names, district.now.date())
    assert (enrolled.desk, enrolled.replaced) == (made.id, old)
    with pytest.raises(DeskKeyChanged):
        enrol(district, next(district.medium("post-a").glob("q-*")))


def test_a_folder_moved_to_another_pc_goes_on_as_the_same_desk(district, on_another_pc):
    district.log("a", 2)
    district.week("a")
    before, life = id_of(district, "a"), district.incarnation("a")
    with on_another_pc():
        with pytest.raises(HomeOnOtherMachine):
            district.log("a", 1)
        assert settle_here(district.desk("a")) == district.incarnation("a") != life
        district.log("a", 1)
        assert district.sync("a").left.events == 3
    with pytest.raises(HomeOnOtherMachine):
        district.sync("a")
    assert district.intake().contacts == 1
    settle_here(district.desk("a"))
    district.everything_arrived("a")
    assert id_of(district, "a") == before
    assert district.contacts() == 3


def test_a_desk_may_go_when_everything_is_confirmed(district):
    with open_home(district.desk("a"), writing=True) as home:
        CounterLog(home, desk_events(home)).log(
            Contact(topics=("wohngeld",)), district.now, codes={"s": "ABCDEFGH"}
        )
        with pytest.raises(NotHandedOver):
            require_handed_over(home)
    district.week("a")
    with open_home(district.desk("a"), writing=False) as home:
        assert waiting_here(home).events == 1
    district.week("a")
    with open_home(district.desk("a"), writing=False) as home:
        assert waiting_here(home).events == 1  # the code, which left after its day
    district.sync("a")
    with open_home(district.desk("a"), writing=False) as home:
        require_handed_over(home)


def contents(folder):
    """All bytes of what a home holds but the lock."""
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


def test_a_copied_home_becomes_a_new_place_and_carries_nobodys_contacts(district, on_another_pc):
    district.log("a", 3)
    district.week("a")
    back_up(district.desk("a"), district.folder / "a.sqlite3")
    restore(district.desk("a"), district.folder / "a.sqlite3")  # leaves a database set aside
    district.log("a", 2)
    copy, events = district.desk("copy"), district.own_events("a")
    shutil.copytree(district.desk("a"), copy)
    assert all(bytes.fromhex(one) in contents(copy) for one in events)
    with on_another_pc():
        with pytest.raises(NotHandedOver) as refused:
            make_new_place(copy, name="Empfang neu")
        assert (refused.value.events, refused.value.of_today) == (3, 2)
        made = make_new_place(copy, name="Empfang neu", town="herten", original_has_all=True)
        assert not any(bytes.fromhex(one) in contents(copy) for one in events)
        assert list(copy.glob("set-aside-*")) == []
        assert district.own_events("copy") == []
        district.log("copy", 1)
        asked = district.sync("copy").request
    assert made.id != id_of(district, "a")
    assert enrol(district, district.stick / asked).follows == ()
    for _ in range(3):
        with on_another_pc():
            district.sync("copy")
        district.week("a")
    district.everything_arrived("a")
    assert district.contacts() == 6
    assert {desk.town for desk in listed(district).values()} == {"marl", "herten"}
    assert listed(district)[made.id].follows == ()


def test_the_tables_a_new_place_forgets_are_all_that_people_fill(district):
    """A table that came later must be thought of: everything else is known to be no contact."""
    kept = {"setting", "trusted_metadata", "fraud_prone_change", "release_origin"}
    make_new_place(district.desk("a"), name="Empfang neu")
    with sqlite3.connect(district.desk("a") / DATABASE_NAME) as database:
        tables = {
            row[0]
            for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not row[0].startswith(("sqlite_", "_", "search_"))
        }
        of_desk = {
            *("event", "confirmation", "written_batch", "past_exchange", "today_entry"),
            *("today_event", "today_code", "today_return", "slip_code", "house_total"),
            *("missed_word_day", "missed_word", "settled_word"),
        }
        assert of_desk <= tables
        for table in of_desk:
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert kept <= tables
    with open_home(district.desk("a"), writing=False) as home:
        assert EventLog(home.database).previous is None
        assert json.loads(home.settings.get(enrolment.EARLIER, "[]") or "[]") == []
