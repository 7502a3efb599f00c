"""Stories of the exchange: what gets lost, doubled, late, renamed and torn still counts once."""

import shutil

import pytest

from lotse_desk.domain.exchange_faults import DeskKeyChanged, FingerprintDiffers
from lotse_desk.home.home import open_home
from lotse_desk.office.desk_list import list_desks
from lotse_desk.office.enrolment import revoke


def test_from_request_to_receipt(empty_district):
    district = empty_district
    district.add_desk("a", enrol=False)
    district.log("a", 3)
    first = district.sync("a")
    assert (first.enrolled, first.left.events) == (False, 0)
    assert district.sync("a").request == first.request
    with pytest.raises(FingerprintDiffers):
        district.enrol(district.stick / first.request, "1" * 30)
    district.enrol(district.stick / first.request, district.fingerprints["a"])
    assert district.publish().release == 1
    second = district.sync("a")
    assert (second.enrolled, second.release, second.left.events) == (True, 1, 3)
    taken = district.intake()
    assert (taken.accepted, taken.contacts) == (1, 3)
    district.publish()
    third = district.sync("a")
    assert (third.release, third.confirmed_up_to, third.left.events) == (2, 3, 0)
    assert district.contacts() == 3


def test_a_second_sync_leaves_nothing_new(district, of_kind):
    district.log("a", 2)
    one, two = district.sync("a"), district.sync("a")
    assert (one.left.batch, one.left.events) == (two.left.batch, 2)
    assert two.left.events == 0
    assert len(of_kind(district.stick, "b")) == 1
    other = district.sync("a", district.medium("other"))
    assert other.left.events == 2
    assert len(of_kind(district.medium("other"), "b")) == 1


def test_a_lost_stick_loses_nothing(district):
    district.log("a", 2)
    district.sync("a", district.medium("lost"))
    district.log("a", 3)
    district.week("a")
    assert district.contacts() == 5


def test_copies_count_once(district, of_kind):
    district.log("a", 2)
    district.sync("a")
    batch = of_kind(district.stick, "b")[0]
    (district.stick / "Kopie").mkdir()
    shutil.copy(batch, district.stick / "Kopie" / "zweite Kopie.lotse")
    taken = district.intake()
    assert (taken.accepted, taken.duplicates, taken.contacts) == (1, 1, 2)
    again = district.intake()
    assert (again.accepted, again.duplicates, again.contacts) == (0, 2, 0)
    assert district.contacts() == 2


def test_late_batches_change_nothing(district, of_kind):
    for _ in range(3):
        district.log("a", 2)
        district.sync("a", district.medium("pile"))
    files = of_kind(district.medium("pile"), "b")
    assert len(files) == 3
    late = district.medium("late")
    shutil.copy(files[2], late)
    assert district.intake(late).contacts == 6
    for file in files[:2]:
        shutil.copy(file, late)
    taken = district.intake(late)
    assert (taken.accepted, taken.duplicates, taken.set_aside) == (0, 3, ())
    assert district.contacts() == 6


def test_renamed_moved_and_without_extension(district, of_kind):
    district.log("a", 2)
    district.log("b", 1)
    district.sync("a")
    district.sync("b")
    deep = district.medium("gate") / "geprüft" / "2026 (1)"
    deep.mkdir(parents=True)
    for number, file in enumerate(of_kind(district.stick, "b")):
        shutil.copy(file, deep / f"Anhang {number}.dat")
    assert district.intake(district.medium("gate")).accepted == 2
    release = district.publish(district.medium("gate"))
    (district.medium("gate") / release.file).rename(deep / "AUSGABE.ZIP")
    assert district.sync("a", district.medium("gate")).confirmed_up_to == 2


def test_a_torn_batch_waits_and_the_next_contains_it(district, of_kind):
    district.log("a", 2)
    district.sync("a")
    batch = of_kind(district.stick, "b")[0]
    batch.write_bytes(batch.read_bytes()[:-100])
    taken = district.intake()
    assert [file.reason for file in taken.set_aside] == ["file-incomplete"]
    assert batch.exists()
    district.publish()
    district.log("a", 1)
    assert district.sync("a").left.events == 3
    assert district.intake().contacts == 3


def test_a_torn_release_is_passed_over(district):
    first = district.publish().release
    district.log("a", 1)
    district.sync("a")
    district.intake()
    torn = district.stick / district.publish().file
    torn.write_bytes(torn.read_bytes()[:-50])
    done = district.sync("a")
    assert (done.release, done.confirmed_up_to) == (None, 0)
    assert [(p.file, p.reason) for p in done.problems] == [(torn.name, "file-incomplete")]
    assert first == 1


def test_undo_of_what_already_left(district):
    district.log("a", 3)
    district.sync("a")
    district.undo("a")
    district.sync("a")
    taken = district.intake()
    assert taken.contacts + 0 == district.contacts() == 2


def test_undo_arriving_in_any_order(district, of_kind):
    district.log("a", 3)
    district.week("a")
    assert district.contacts() == 3
    district.log("a", 1)
    district.sync("a")
    district.undo("a")
    district.sync("a")
    assert district.intake().contacts == 0
    assert district.contacts() == 3
    assert len(of_kind(district.stick, "b")) == 3


def test_districts_share_a_stick(district, tmp_path):
    other = type(district)(tmp_path / "elsewhere")
    other.folder.mkdir()
    other.found_office()
    other.add_desk("a")
    for one in (district, other):
        one.log("a", 2)
        one.publish(district.stick)
    for one in (district, other):
        done = one.sync("a", district.stick)
        assert done.enrolled
        assert done.problems == ()
    for one in (district, other):
        taken = one.intake(district.stick)
        assert (taken.contacts, taken.accepted, taken.passed_over) == (2, 1, 1)
        assert taken.set_aside == ()


def test_two_desks_do_not_disturb_each_other(district):
    for _ in range(3):
        district.log("a", 2)
        district.log("b", 3)
        district.week("a", "b")
    assert district.contacts() == 15
    with open_home(district.office, writing=False) as home:
        listed = list_desks(home, district.now.date())
    assert [desk.confirmed_up_to for desk in listed] == [6, 9]
    assert all(desk.last_batch == 3 for desk in listed)


def test_a_revoked_desk_is_heard_no_more(district, of_kind):
    district.log("a", 1)
    district.sync("a")
    with open_home(district.office, writing=True) as home:
        desk = revoke(home, list_desks(home, district.now.date())[0].desk[:8], district.now.date())
    taken = district.intake()
    assert [file.reason for file in taken.set_aside] == ["sender-revoked"]
    district.publish()
    done = district.sync("a")
    assert not done.enrolled
    assert [problem.reason for problem in done.problems] == ["desk-revoked"]
    assert len(of_kind(district.stick, "b")) == 1
    with pytest.raises(DeskKeyChanged):
        district.enrol(next(district.medium("post-a").iterdir()))
    assert desk


def test_the_offices_fingerprint_is_asked_for_until_confirmed(empty_district):
    district = empty_district
    with open_home(district.office, writing=False) as home:
        from lotse_desk.office.setup import identity

        right = identity(home).fingerprint
    district.add_desk("a")
    district.publish()
    with pytest.raises(FingerprintDiffers):
        district.sync("a", fingerprint="0" * 30)
    first = district.sync("a")
    assert first.office_fingerprint == right
    with pytest.raises(FingerprintDiffers):
        district.sync("a", fingerprint="0" * 30)
    assert district.sync("a", fingerprint=right.replace(" ", "")).office_fingerprint is None
    assert district.sync("a").office_fingerprint is None


def test_sealed_copies_are_kept_twelve_deep(district):
    for _ in range(15):
        district.log("a", 1)
        district.sync("a", district.medium("lost"))
    kept = sorted((district.desk("a") / "batches").iterdir())
    assert len(kept) == 12
    rescue = district.medium("rescue")
    for file in kept:
        shutil.copy(file, rescue)
    assert district.intake(rescue).contacts == 15


def test_a_clock_in_the_past_is_only_a_warning(district):
    district.log("a", 1)
    district.week("a")
    district.now = district.now.replace(year=2020)
    district.log("a", 1)
    done = district.sync("a")
    assert "clock-before-release" in [problem.reason for problem in done.problems]
    district.intake()
    assert district.contacts() == 2
