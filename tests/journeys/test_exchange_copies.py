"""Stories of copies: cloned desks, images for a whole house, batches rescued from a broken home."""

import datetime as dt
import shutil
from dataclasses import replace

import pytest

from lotse_desk.desk.enrolment import identity, renew_identity
from lotse_desk.desk.exchange import sync
from lotse_desk.desk.place import make_new_place
from lotse_desk.desk.rescue import rescue_batches
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.domain.exchange_faults import MediumInsideHome, NothingToRescue
from lotse_desk.domain.faults import DatabaseDamaged, NoHome
from lotse_desk.home.home import DATABASE_NAME, open_home
from lotse_desk.office.desk_list import list_desks, writing_at_once
from lotse_desk.office.enrolment import enrol_file, waiting_requests


def listed(district, later=0):
    today = district.now.date() + dt.timedelta(days=later)
    with open_home(district.office, writing=False) as home:
        return {desk.desk: desk for desk in list_desks(home, today)}


def id_of(district, name):
    with open_home(district.desk(name), writing=False) as home:
        return identity(home).id


def enrol_all_waiting(district):
    with open_home(district.office, writing=True) as home:
        asked = waiting_requests(home, district.stick)
        for path, _ in asked:
            enrol_file(home, path, district.now.date())
    return [one.desk for _, one in asked]


def weeks(district, count, *names):
    """Weeks in which every desk logs something."""
    for _ in range(count):
        for name in names:
            district.log(name, 1)
        district.week(*names)


def all_arrived(district, *names):
    for _ in range(3):
        district.week(*names)
    ids = district.event_ids()
    assert len(ids) == len(set(ids)) == district.logged == district.contacts()
    for name in names:
        assert set(district.own_events(name)) <= set(ids)


def test_two_copies_of_a_desk_go_on_and_the_office_says_so(district):
    weeks(district, 1, "a", "b")
    district.keep("a")
    district.put_back("a", "clone")
    one = id_of(district, "a")
    weeks(district, 1, "a", "clone", "b")
    assert "history-forked" in listed(district)[one].reminders
    weeks(district, 3, "a", "clone", "b")
    desk = listed(district)[one]
    assert (desk.copies, desk.reminders) == (2, ("cloned",))
    assert listed(district)[id_of(district, "b")].copies == 1
    all_arrived(district, "a", "clone", "b")


def test_a_copy_that_becomes_a_place_of_its_own_loses_nothing(district):
    weeks(district, 1, "a")
    district.keep("a")
    district.put_back("a", "clone")
    weeks(district, 4, "a", "clone")
    district.log("clone", 3)
    with open_home(district.desk("clone"), writing=True) as home:
        made = renew_identity(home, "Empfang 2")
    district.sync("clone")
    assert enrol_all_waiting(district) == [made.id]
    weeks(district, 2, "a", "clone")
    all_arrived(district, "a", "clone")
    assert listed(district)[made.id].copies == 1
    old = listed(district, later=60)[id_of(district, "a")]
    assert old.copies == 1


def test_a_renewed_copy_is_no_reminder_at_the_next_intake(district):
    weeks(district, 1, "a")
    district.keep("a")
    for copy in ("clone", "third"):
        district.put_back("a", copy)
    weeks(district, 4, "a", "clone", "third")
    one = id_of(district, "a")
    assert listed(district)[one].copies == 3
    for copy, copies in (("clone", 2), ("third", 1)):
        with open_home(district.desk(copy), writing=True) as home:
            made = renew_identity(home, f"Empfang {copy}")
        district.sync(copy)
        assert enrol_all_waiting(district) == [made.id]
        weeks(district, 3, "a", "clone", "third")
        assert listed(district)[one].copies == copies
    assert listed(district)[one].reminders == ()
    all_arrived(district, "a", "clone", "third")


def test_a_desk_restored_twice_is_not_taken_for_copies(district):
    weeks(district, 2, "a")
    district.keep("a")
    for _ in range(2):
        weeks(district, 2, "a")
        for name in ("a",):
            district.sync(name)
        district.put_back("a")
        district.sync("a")
        weeks(district, 2, "a")
    assert listed(district)[id_of(district, "a")].copies == 1


@pytest.mark.parametrize(
    ("dates", "copies"),
    [
        ({}, 1),
        ({"a": {"1", "2", "3"}}, 1),
        ({"a": {"1", "2"}, "b": {"3", "4"}}, 1),
        ({"a": {"1", "2", "4"}, "b": {"3", "4"}}, 1),  # one late file
        ({"a": {"1", "3", "4"}, "b": {"3", "4"}}, 2),
        ({"a": {"1", "2", "3"}, "b": {"2", "3"}, "c": {"2", "3"}}, 3),
        ({"a": {"1", "2"}, "b": {"3", "4", "5"}, "c": {"4", "5"}}, 2),
    ],
)
def test_copies_are_told_from_lives(dates, copies):
    assert writing_at_once(dates) == copies


def test_an_image_cloned_to_many_pcs_with_one_machine_id(empty_district):
    """Nobody notices at first: all write under one id, nothing is lost, then each is renewed."""
    district, names = empty_district, [f"pc{number}" for number in range(4)]
    set_up_desk(district.desk("image"), town="marl", name="Empfang 1", empty=True)
    for name in names:
        shutil.copytree(district.desk("image"), district.desk(name))
        district.log(name, 2)
        district.sync(name)
    assert len(enrol_all_waiting(district)) == 1
    district.publish()
    weeks(district, 4, *names)
    [desk] = listed(district).values()
    assert desk.copies == len(names)
    assert "cloned" in desk.reminders
    ids = set(district.event_ids())
    assert len(ids) == len(district.event_ids())
    for number, name in enumerate(names[1:], 2):
        with open_home(district.desk(name), writing=True) as home:
            renew_identity(home, f"Empfang {number}")
        district.sync(name)
    assert len(enrol_all_waiting(district)) == len(names) - 1
    all_arrived(district, *names)
    assert len({id_of(district, name) for name in names}) == len(names)


def test_an_image_cloned_to_pcs_that_differ_asks_each_what_it_is(empty_district, monkeypatch):
    district = empty_district
    set_up_desk(district.desk("image"), town="marl", name="Vorlage", empty=True)
    for number in range(3):
        name = f"pc{number}"
        shutil.copytree(district.desk("image"), district.desk(name))
        with monkeypatch.context() as patch:
            patch.setattr("lotse_desk.home.home.machine_fingerprint", lambda: "another")
            patch.setattr("lotse_desk.desk.place.machine_fingerprint", lambda: "another")
            make_new_place(district.desk(name), name=f"Empfang {number}")
            district.log(name, number + 1)
            district.sync(name)
    assert len(enrol_all_waiting(district)) == 3
    district.publish()
    with monkeypatch.context() as patch:
        patch.setattr("lotse_desk.home.home.machine_fingerprint", lambda: "another")
        for number in range(3):
            district.sync(f"pc{number}")
    assert district.intake().contacts == 6
    assert {desk.name for desk in listed(district).values()} == {f"Empfang {n}" for n in range(3)}
    assert all(desk.follows == () and desk.copies == 1 for desk in listed(district).values())


@pytest.mark.parametrize("damage", ["deleted", "garbage", "empty"])
def test_kept_batches_are_rescued_without_a_database(district, damage):
    district.log("a", 3)
    district.sync("a", district.medium("lost-stick"))
    district.log("a", 2)
    district.sync("a", district.medium("lost-stick"))
    shutil.rmtree(district.medium("lost-stick"))
    database = district.desk("a") / DATABASE_NAME
    if damage == "deleted":
        database.unlink()
    else:
        database.write_bytes(b"\0garbage" * 1000 if damage == "garbage" else b"")
    with (
        pytest.raises((NoHome, DatabaseDamaged)),
        open_home(district.desk("a"), writing=True) as home,
    ):
        sync(home, district.stick, district.now)
    before = sorted(path.name for path in district.desk("a").iterdir())
    done = rescue_batches(district.desk("a"), district.stick)
    assert (done.copied, done.problems) == (2, ())
    assert sorted(path.name for path in district.desk("a").iterdir()) == before
    again = rescue_batches(district.desk("a"), district.stick)
    assert replace(again, problems=()) == replace(done, copied=0, there_already=2)
    assert district.intake().contacts == 5


def test_torn_and_foreign_files_are_not_rescued(district):
    district.log("a", 3)
    district.sync("a", district.medium("lost-stick"))
    kept = next((district.desk("a") / "batches").iterdir())
    (kept.parent / "b-torn.lotse").write_bytes(kept.read_bytes()[:-1])
    (kept.parent / "notes.txt").write_text("not ours")
    target = district.medium("rescue")
    done = rescue_batches(district.desk("a"), target)
    assert done.copied == 1
    assert [reason for _, reason in done.problems] == ["file-incomplete"]
    assert [path.name for path in target.iterdir()] == [kept.name]


def test_what_cannot_be_rescued_is_said(district, tmp_path):
    with pytest.raises(NothingToRescue):
        rescue_batches(district.desk("a"), district.stick)
    with pytest.raises(NoHome):
        rescue_batches(tmp_path / "nowhere", district.stick)
    district.log("a", 1)
    district.sync("a")
    with pytest.raises(MediumInsideHome):
        rescue_batches(district.desk("a"), district.desk("a"))
