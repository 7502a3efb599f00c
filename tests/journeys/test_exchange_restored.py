"""Stories of machines that forget: restored and cloned desks, a restored office."""

import shutil
from collections import Counter

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.domain.contacts import Contact
from lotse_desk.domain.slip_codes import new_code
from lotse_desk.home.backup import back_up, restore
from lotse_desk.home.home import open_home
from lotse_desk.office.desk_list import list_desks
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.office_log import OfficeLog
from lotse_desk.storage.office_register import OfficeRegister


def counter(district):
    with open_home(district.office, writing=False) as home:
        register = OfficeRegister(home.database)
        return register.counter, register.incarnation


def test_a_desk_restored_by_command(district, tmp_path):
    district.log("a", 3)
    district.week("a")
    back_up(district.desk("a"), tmp_path / "backup.sqlite3")
    district.log("a", 2)
    district.week("a")
    before = district.incarnation("a")
    renewed = restore(district.desk("a"), tmp_path / "backup.sqlite3")
    assert renewed == district.incarnation("a") != before
    district.log("a", 4)
    done = district.sync("a")
    assert done.left.events == 7
    taken = district.intake()
    assert (taken.contacts, taken.set_aside) == (4, ())
    district.everything_arrived("a")
    assert district.contacts() == 9


def test_a_desk_put_back_unnoticed(district):
    district.log("a", 3)
    district.week("a")
    district.keep("a")
    district.log("a", 2)
    district.week("a")
    district.put_back("a")
    district.log("a", 4)
    before = district.incarnation("a")
    done = district.sync("a")
    assert district.incarnation("a") != before
    assert done.left.events == 7
    district.everything_arrived("a")
    assert district.contacts() == 9


def test_a_desk_put_back_that_meets_only_old_files_forks_visibly(district):
    taken = district.fork("a")
    assert [file.reason for file in taken.set_aside] == ["history-forked"]
    assert taken.contacts == 0
    district.everything_arrived("a")
    assert district.contacts() == 5


def test_a_cloned_desk(district):
    district.log("a", 2)
    district.week("a")
    district.keep("a")
    district.put_back("a", "clone")
    district.log("a", 2)
    district.log("clone", 3)
    district.week("a", "clone")
    district.everything_arrived("a", "clone")
    assert district.incarnation("a") != district.incarnation("clone")
    assert district.contacts() == 7


def test_an_office_restored_by_command(district, tmp_path):
    district.log("a", 2)
    district.week("a", "b")
    back_up(district.office, tmp_path / "office.sqlite3")
    _, incarnation = counter(district)
    district.log("a", 3)
    district.log("b", 1)
    district.week("a", "b")
    shutil.rmtree(district.stick)
    published, _ = counter(district)
    restore(district.office, tmp_path / "office.sqlite3")
    assert counter(district)[0] == published + 1000
    assert counter(district)[1] != incarnation
    district.everything_arrived("a", "b")
    assert district.contacts() == 6


def test_an_office_put_back_unnoticed_with_idle_desks_and_a_new_stick(district):
    district.log("a", 2)
    district.week("a", "b")
    district.keep("office")
    for _ in range(3):
        district.log("a", 3)
        district.log("b", 1)
        district.week("a", "b")
    for name in ("a", "b"):
        district.sync(name)
    shutil.rmtree(district.stick)
    before, incarnation = counter(district)
    district.put_back("office")
    district.publish()
    district.everything_arrived("a", "b")
    assert district.contacts() == 14
    assert counter(district)[0] > before
    assert counter(district)[1] != incarnation


def test_both_put_back_at_once(district):
    district.log("a", 2)
    district.week("a", "b")
    district.keep("office")
    district.keep("a")
    for _ in range(3):
        district.log("a", 2)
        district.log("b", 2)
        district.week("a", "b")
    district.sync("b")
    district.put_back("office")
    district.put_back("a")
    shutil.rmtree(district.stick)
    district.log("a", 5)
    district.everything_arrived("a", "b")
    assert district.contacts() >= 2 + 6 + 5


def test_an_office_put_back_sees_its_own_later_releases(district):
    district.keep("office")
    for _ in range(3):
        district.week("a")
    before, _ = counter(district)
    district.put_back("office")
    taken = district.intake()
    assert taken.restored
    assert district.publish().release > before
    assert not district.intake().restored


def test_an_office_put_back_before_a_desk_was_enrolled(empty_district):
    district = empty_district
    district.add_desk("a")
    district.publish()
    district.keep("office")
    identity = district.add_desk("b")
    district.publish()
    district.log("b", 2)
    district.week("b")
    district.sync("b")
    district.put_back("office")
    shutil.rmtree(district.stick)
    district.log("a", 1)
    district.publish()
    request = district.sync("b").request
    assert request is not None
    assert [file.reason for file in district.intake().set_aside] == ["sender-unknown"]
    assert district.enrol(district.stick / request) == identity
    district.everything_arrived("a", "b")
    assert district.contacts() == 3


def test_held_batches_are_taken_as_soon_as_the_gap_closes(district, of_kind):
    district.log("a", 2)
    district.sync("a", district.medium("pile"))
    district.keep("office")
    district.intake(district.medium("pile"))
    district.publish()
    district.log("a", 3)
    assert district.sync("a").left.events == 3
    district.put_back("office")
    taken = district.intake()
    assert (taken.accepted, taken.held, taken.contacts) == (0, 1, 0)
    assert [(gap.first, gap.last) for gap in taken.gaps] == [(1, 2)]
    with open_home(district.office, writing=False) as home:
        listed = {desk.name: desk.missing for desk in list_desks(home, district.now.date())}
    assert listed["Empfang a"] == ((1, 2),)
    assert (district.intake().held, district.intake().accepted) == (1, 0)
    closing = district.intake(district.medium("pile"))
    assert (closing.accepted, closing.held, closing.gaps) == (2, 0, ())
    assert closing.contacts == district.contacts() == 5
    assert district.intake().duplicates == 1


def test_late_copies_of_an_earlier_life_do_not_hide_the_present_one(district, of_kind):
    district.log("a", 3)
    district.sync("a", district.medium("pile"))
    district.intake(district.medium("pile"))
    late = district.medium("late")
    shutil.copy(of_kind(district.medium("pile"), "b")[0], late)
    district.log("a", 2)
    restore_in_place(district, "a")
    district.log("a", 1)
    district.week("a")
    district.intake(late)
    with open_home(district.office, writing=False) as home:
        listed = {desk.name: desk for desk in list_desks(home, district.now.date())}
    assert listed["Empfang a"].confirmed_up_to == len(district.own_events("a")) == 6


def restore_in_place(district, name):
    back_up(district.desk(name), district.folder / "copy.sqlite3")
    restore(district.desk(name), district.folder / "copy.sqlite3")


def test_payloads_go_after_two_confirmations_and_ninety_days(district):
    district.log("a", 2)
    district.week("a")
    district.week("a")

    def kept():
        with open_home(district.desk("a"), writing=False) as home:
            return [event.purged for event in EventLog(home.database).events()]

    assert kept() == [False, False]
    for _ in range(11):
        district.log("b", 1)
        district.week("a", "b")
    assert kept() == [False, False]
    for _ in range(3):
        district.log("b", 1)
        district.week("a", "b")
    assert kept() == [True, True]
    assert district.contacts() == 16


def test_what_was_purged_travels_bare_and_holds_nothing_up(district):
    district.keep("office")
    district.log("a", 2)
    district.week("a")
    for _ in range(16):
        district.log("b", 1)
        district.week("a", "b")
    district.put_back("office")
    district.log("a", 1)
    shutil.rmtree(district.stick)
    district.everything_arrived("a", "b")
    with open_home(district.office, writing=False) as home:
        lost = OfficeLog(home.database).lost()
    assert lost["contact"] >= 2
    assert district.contacts() == 19 - lost["contact"]


def test_a_desk_restored_to_the_middle_of_a_day_counts_once(district, tmp_path):
    with open_home(district.desk("a"), writing=True) as home:
        log = CounterLog(home, desk_events(home))
        for _ in range(3):
            log.store_codes({"s": new_code()}, district.now)
            log.log(Contact(topics=("wohngeld",), language="ti"), district.now, hard=["wohngeld"])
        log.record_return(new_code(), "helped", district.now)
    back_up(district.desk("a"), tmp_path / "backup.sqlite3")
    district.keep("a")
    district.week("a")
    district.week("a")
    assert district.contacts() == 3
    restore(district.desk("a"), tmp_path / "backup.sqlite3")
    district.everything_arrived("a")
    district.put_back("a")
    district.everything_arrived("a")
    assert district.contacts() == 3
    assert events_by_kind(district) == {"contact": 3, "hard-topic": 3, "referral": 3, "return": 1}


def events_by_kind(district):
    kinds = ("contact", "hard-topic", "referral", "return")
    with open_home(district.office, writing=False) as home:
        return Counter(event.kind for event in OfficeLog(home.database).events(kinds))


def test_an_office_restored_twice_from_one_backup_never_uses_a_number_twice(district, tmp_path):
    back_up(district.office, tmp_path / "office.sqlite3")
    numbers = []
    for _ in range(2):
        restore(district.office, tmp_path / "office.sqlite3")
        shutil.rmtree(district.stick)
        numbers.append(district.publish().release)
    assert numbers[1] > numbers[0]
