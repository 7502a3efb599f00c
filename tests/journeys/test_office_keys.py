"""Stories of the office's keys: changed, stolen, lost, split, typed back; real homes and files."""

import dataclasses
import datetime as dt
import os
import shutil
import stat

import pytest

from lotse_desk.domain.exchange_faults import (
    KeyFileThere,
    KeysOnExchangeMedium,
    KeysThereAlready,
    KeyUnknown,
    NoReleaseToRebuildFrom,
    ReadBackDiffers,
    ReleaseKeyMissing,
    RootKeysWanting,
    SealKeyMissing,
    SecondSignatureWanting,
)
from lotse_desk.domain.faults import DiskFailure, InvalidValue, NotFound
from lotse_desk.domain.hsds import Organization, Phone, Service
from lotse_desk.home.backup import back_up, restore
from lotse_desk.home.home import open_home
from lotse_desk.office.desk_list import list_desks
from lotse_desk.office.earlier_life import look_at_medium
from lotse_desk.office.enrolment import revoke
from lotse_desk.office.intake import take_in
from lotse_desk.office.key_ceremonies import (
    RECOVERY_FILE,
    ROOT_FILE,
    SECOND_FILE,
    add_second_signer,
    recover_keys,
    remove_second_signer,
    renew_recovery_key,
    renew_release_key,
    renew_root,
    renew_seal_key,
)
from lotse_desk.office.office_keys import (
    keys_still_here,
    office_keys,
    recipients,
    release_key,
    which_key,
)
from lotse_desk.office.publish import publish
from lotse_desk.office.rebuild import rebuild_office
from lotse_desk.office.recovery_sheet import write_sheet
from lotse_desk.storage.office_keys import KeyKind
from lotse_desk.storage.office_register import OfficeRegister
from lotse_desk.sync.archive import read_archive, write_archive
from lotse_desk.sync.key_files import lines_of, read_key, read_signing_key
from lotse_desk.sync.keys import SealIdentity, SigningKey, key_number
from lotse_desk.sync.release_writer import role_keys, write_root
from tests.proof.resigned import resigned


@pytest.fixture
def safe(district, tmp_path):
    """The stick from the safe: root key and recovery key are no longer at the office."""
    folder = tmp_path / "safe"
    shutil.move(district.office / "keys-to-take-away", folder)
    return folder


def office(district):
    return open_home(district.office, writing=True)


def act(district, ceremony, *arguments, **options):
    with office(district) as home:
        return ceremony(home, *arguments, district.now.date(), **options)


def keys(district):
    with open_home(district.office, writing=False) as home:
        return office_keys(home)


def roots(district):
    with open_home(district.office, writing=False) as home:
        return OfficeRegister(home.database).roots()


def lose_keys(district):
    shutil.rmtree(district.office / "keys")


def newest_release(of_kind, medium):
    return of_kind(medium, "r")[-1]


def test_what_there_is(district, safe):
    listed = keys(district)
    assert (len(listed.roots), listed.roots_needed, listed.second) == (1, 1, ())
    assert (listed.release.place, listed.seal.place) == ("file", "file")
    assert (listed.roots[0].place, listed.recovery.place) == ("away", "away")
    assert listed.lying_here == ()
    shutil.copytree(safe, district.office / "keys-to-take-away")
    assert {path.name for path in keys(district).lying_here} == {p.name for p in safe.iterdir()}
    with open_home(district.office, writing=False) as home:
        for name, kind in ((ROOT_FILE, KeyKind.ROOT), (RECOVERY_FILE, KeyKind.RECOVERY)):
            known = which_key(home, safe / name)
            assert (known.kind, known.state) == (kind, "holds")
        stranger = safe / "stranger.pem"
        stranger.write_bytes(SigningKey.generate().to_pem())
        assert which_key(home, stranger).state == "unknown"


def test_a_new_root_key_and_the_old_one_is_worth_nothing(district, safe, tmp_path):
    district.week("a", "b")
    old, new = safe / ROOT_FILE, tmp_path / "new"
    made = act(district, renew_root, [old], new)
    assert [path.name for path in made.files] == [ROOT_FILE]
    if os.name == "posix":
        assert stat.S_IMODE(made.files[0].stat().st_mode) == 0o600
    with pytest.raises(RootKeysWanting):
        act(district, renew_release_key, [old])
    with open_home(district.office, writing=False) as home:
        assert which_key(home, old).state == "replaced"
        assert which_key(home, made.files[0]).number == made.numbers[0]
        assert keys_still_here(home) == made.files
    act(district, renew_release_key, [made.files[0]])
    district.log("a", 2)
    district.week("a", "b")
    assert district.sync("a").confirmed_up_to == 2
    assert district.sync("b").problems == ()


def test_several_root_keys_of_which_some_are_needed(district, safe, tmp_path):
    made = act(district, renew_root, [safe / ROOT_FILE], tmp_path / "new", count=3, needed=2)
    assert len(made.files) == 3
    assert (keys(district).roots_needed, len(keys(district).roots)) == (2, 3)
    for too_few in (
        [made.files[0]],
        [made.files[1], made.files[1]],
        [made.files[2], safe / ROOT_FILE],
    ):
        with pytest.raises(RootKeysWanting):
            act(district, renew_release_key, too_few)
    act(district, renew_release_key, [made.files[2], made.files[0]])
    district.publish()
    assert district.sync("a").release is not None
    for count, needed in ((0, 0), (2, 3), (10, 1), (1, 0)):
        with pytest.raises(InvalidValue):
            act(district, renew_root, list(made.files), tmp_path / "x", count=count, needed=needed)


def test_new_keys_never_go_where_keys_lie_or_files_of_the_exchange(district, safe):
    before = {path: path.read_bytes() for path in safe.iterdir()}
    for folder, fault in (
        (safe, KeysThereAlready),
        (district.stick, KeysOnExchangeMedium),
        (district.stick / "schluessel", KeysOnExchangeMedium),
    ):
        for ceremony, first in (
            (renew_root, ([safe / ROOT_FILE], folder)),
            (renew_recovery_key, (folder,)),
        ):
            with pytest.raises(fault):
                act(district, ceremony, *first)
    assert {path: path.read_bytes() for path in safe.iterdir()} == before
    assert len(roots(district)) == 1


def test_a_new_key_for_envelopes_and_the_old_one_still_opens(district, of_kind):
    district.log("a", 1)
    district.sync("a")
    before = keys(district).seal.number
    act(district, renew_seal_key)
    listed = keys(district)
    assert listed.seal.number != before
    assert [key.number for key in listed.earlier_seals] == [before]
    taken = district.intake()
    assert (taken.accepted, taken.contacts) == (1, 1)
    district.log("b", 1)
    district.sync("b")  # knows the old one only
    district.publish()
    assert district.intake().contacts == 1
    district.log("a", 1)
    district.sync("a")
    shutil.copytree(district.office / "keys", district.folder / "all")
    for path in (district.office / "keys").iterdir():
        if path.read_bytes().startswith(b"AGE"):
            with open_home(district.office, writing=False) as home:
                if SealIdentity(path.read_text()).recipient != recipients(home)[0]:
                    path.unlink()
    assert district.intake().contacts == 1  # sealed for the new key


def test_an_earlier_key_for_envelopes_goes_after_eighteen_months(district):
    act(district, renew_seal_key)
    district.now += dt.timedelta(days=540)
    district.publish()
    act(district, renew_seal_key)
    assert len(keys(district).earlier_seals) == 2
    district.now += dt.timedelta(days=15)
    act(district, renew_seal_key)  # no release says that time went by
    assert len(keys(district).earlier_seals) == 3
    district.publish()
    act(district, renew_seal_key)
    assert len(keys(district).earlier_seals) == 3


def test_a_new_recovery_key_and_the_old_one_no_longer_opens(district, safe, tmp_path):
    made = act(district, renew_recovery_key, tmp_path / "new")
    district.publish()
    district.log("a", 1)
    district.sync("a")
    with open_home(district.office, writing=False) as home:
        assert which_key(home, safe / RECOVERY_FILE).state == "replaced"
    lose_keys(district)
    with office(district) as home:
        old = take_in(home, district.stick, district.now.date(), recovery_file=safe / RECOVERY_FILE)
        assert [file.reason for file in old.set_aside] == ["seal-unopened"]
        new = take_in(home, district.stick, district.now.date(), recovery_file=made.files[0])
        assert new.contacts == 1


def test_a_lost_office_pc_with_a_backup(district, safe, tmp_path):
    district.log("a", 2)
    district.week("a", "b")
    backup = tmp_path / "backup.sqlite3"
    back_up(district.office, backup)
    district.log("a", 1)
    district.log("b", 1)
    for name in ("a", "b"):
        district.sync(name)
    shutil.rmtree(district.office)
    restore(district.office, backup)
    with pytest.raises(SealKeyMissing):
        district.intake()
    with pytest.raises(ReleaseKeyMissing):
        district.publish()
    assert keys(district).seal.place == "nowhere"
    root, recovery = [safe / ROOT_FILE], safe / RECOVERY_FILE
    with pytest.raises(KeyUnknown):
        wrong = tmp_path / "wrong.txt"
        wrong.write_text(SealIdentity.generate().secret)
        act(district, recover_keys, root, wrong)
    act(district, recover_keys, root, recovery)
    with office(district) as home:
        taken = take_in(home, district.stick, district.now.date(), recovery_file=recovery)
    assert taken.contacts == 2
    stored = b"".join(path.read_bytes() for path in district.office.rglob("*") if path.is_file())
    assert recovery.read_bytes().strip() not in stored
    district.log("a", 1)
    district.week("a", "b")
    district.week("a", "b")
    assert district.contacts() == 5 == len(set(district.event_ids()))
    assert district.sync("a").problems == ()


def test_the_worst_case_no_backup_at_all(district, safe, of_kind):
    put(
        district.office,
        Organization(id="o", name="Muster"),
        Service(id="s", organization_id="o", name="Wohngeldstelle"),
        Phone(id="p", service_id="s", number="02361 53-0"),
    )
    with office(district) as home:
        revoke(home, desk_named(home, "Empfang b").desk, district.now.date())
    district.log("a", 3)
    district.week("a", "b")
    district.log("a", 1)
    district.sync("a")
    number = int(newest_release(of_kind, district.stick).name.split("-")[1])
    before = {desk.desk: (desk.name, desk.state) for desk in desks(district)}
    own = district.own_events("a")
    shutil.rmtree(district.office)
    made = rebuild_office(district.office, district.stick, [safe / ROOT_FILE], safe / RECOVERY_FILE)
    assert (made.release, made.desks, made.name) == (number, 2, "Leitstelle (Muster)")
    assert {desk.desk: (desk.name, desk.state) for desk in desks(district)} == before
    with open_home(district.office, writing=False) as home:
        assert [row.number for row in home.directory.rows(Phone)] == ["02361 53-0"]
        register = OfficeRegister(home.database)
        assert register.counter == number + 1000
    with office(district) as home:
        taken = take_in(
            home, district.stick, district.now.date(), recovery_file=safe / RECOVERY_FILE
        )
    assert (taken.contacts, taken.set_aside) == (4, ())
    for _ in range(3):
        district.week("a", "b")
    assert sorted(district.event_ids()) == sorted(own)
    assert district.sync("a").confirmed_up_to == len(own)
    assert [problem.reason for problem in district.sync("b").problems] == ["desk-revoked"]
    with open_home(district.desk("a"), writing=False) as home:
        assert [row.number for row in home.directory.rows(Phone)] == ["02361 53-0"]


def test_the_worst_case_needs_the_right_keys_and_a_release(district, safe, tmp_path):
    district.publish()
    other = tmp_path / "other"
    other.mkdir()
    (other / "root.pem").write_bytes(SigningKey.generate().to_pem())
    (other / "recovery.txt").write_text(SealIdentity.generate().secret)
    target = tmp_path / "again"
    root, recovery = safe / ROOT_FILE, safe / RECOVERY_FILE
    for source, root_file, recovery_file in (
        (district.stick, other / "root.pem", recovery),
        (district.stick, root, other / "recovery.txt"),
        (district.medium("empty"), root, recovery),
        (safe / ROOT_FILE, root, recovery),
    ):
        with pytest.raises(NoReleaseToRebuildFrom):
            rebuild_office(target, source, [root_file], recovery_file)
        assert not target.exists()


def test_batches_held_while_the_recovery_key_was_there_open_later(district, safe, of_kind):
    district.log("a", 3)
    for _ in range(2):
        district.week("a")
    district.log("a", 1)
    district.sync("a", district.medium("late"))
    release = newest_release(of_kind, district.stick)
    shutil.rmtree(district.office)
    rebuild_office(district.office, release, [safe / ROOT_FILE], safe / RECOVERY_FILE)
    with office(district) as home:
        taken = take_in(
            home,
            district.medium("late"),
            district.now.date(),
            recovery_file=safe / RECOVERY_FILE,
        )
    assert (taken.held, taken.contacts) == (1, 0)
    fresh = district.medium("fresh")
    district.publish(fresh)
    district.sync("a", fresh)
    done = district.intake(fresh)
    assert (done.contacts, done.set_aside) == (4, ())
    assert len(district.event_ids()) == len(set(district.event_ids())) == 4


def test_two_persons_publish(district, safe, tmp_path, of_kind):
    put(district.office, Organization(id="o", name="Muster"))
    put(district.office, Phone(id="p", organization_id="o", number="02361 53-0"))
    district.publish()
    district.sync("a")
    made = act(district, add_second_signer, [safe / ROOT_FILE], tmp_path / "person")
    put(district.office, Phone(id="p", organization_id="o", number="0900 1"))
    before, number = of_kind(district.stick, "r"), district.counter()
    with pytest.raises(SecondSignatureWanting) as wanting:
        district.publish()
    assert wanting.value.changed == 1
    assert wanting.value.changes == ("phone p, number: „02361 53-0“ → „0900 1“",)
    assert (of_kind(district.stick, "r"), district.counter()) == (before, number)
    for wrong in (safe / ROOT_FILE, keyed(tmp_path, SigningKey.generate())):
        with pytest.raises(KeyUnknown):
            publish_with(district, wrong)
    done = publish_with(district, made.files[0])
    assert [warning.new for warning in done.warnings] == ["0900 1"]
    assert district.sync("a").release == done.release
    again = district.publish(district.medium("second-stick"))
    assert again.release == done.release  # the same content needs nobody again
    number_of_key = keys(district).second[0].number
    with pytest.raises(NotFound):
        act(district, remove_second_signer, [safe / ROOT_FILE], "00000 00000")
    assert act(district, remove_second_signer, [safe / ROOT_FILE], number_of_key) == 0
    assert district.sync("a").problems == ()
    alone = district.publish()
    assert district.sync("a").release == alone.release
    with pytest.raises(KeyUnknown):
        publish_with(district, made.files[0])


def test_a_release_signed_by_one_of_two_is_refused_by_desks(district, safe, tmp_path):
    made = act(district, add_second_signer, [safe / ROOT_FILE], tmp_path / "person")
    district.sync("a")
    good = publish_with(district, made.files[0])
    members = read_archive((district.stick / good.file).read_bytes())
    with open_home(district.office, writing=False) as home:
        alone = release_key(home)
    other = SigningKey.generate()
    second = read_signing_key(made.files[0])
    for signers in ([alone], [alone, alone], [alone, other], [other, second], [second, second]):
        medium = district.medium(f"bad-{len(list(district.folder.iterdir()))}")
        (medium / "r.lotse").write_bytes(resigned(members, good.release + 5, signers))
        done = district.sync("a", medium)
        assert done.release is None
        assert [problem.reason for problem in done.problems] == ["release-invalid"]
    assert district.sync("a").release == good.release


def test_several_second_persons_and_a_stolen_signing_key(district, safe, tmp_path):
    first = act(district, add_second_signer, [safe / ROOT_FILE], tmp_path / "one")
    second = act(district, add_second_signer, [safe / ROOT_FILE], tmp_path / "two")
    assert publish_with(district, second.files[0]).release
    act(district, renew_release_key, [safe / ROOT_FILE])
    assert len(keys(district).second) == 2
    assert act(district, remove_second_signer, [safe / ROOT_FILE], first.numbers[0]) == 1
    with pytest.raises(SecondSignatureWanting):
        district.publish()
    with pytest.raises(KeyUnknown):
        publish_with(district, first.files[0])
    done = publish_with(district, second.files[0])
    assert district.sync("b").release == done.release


def test_the_sheet_typed_back_works(district, safe, tmp_path):
    out = tmp_path / "blatt.txt"
    with office(district) as home:
        write_sheet(home, [safe / ROOT_FILE], safe / RECOVERY_FILE, out, district.now.date())
        assert keys_still_here(home)[-1] == out
    if os.name == "posix":
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
    typed = [line.split(")  ")[1] for line in out.read_text().splitlines() if line[2:4] in NUMBERED]
    root, recovery = tmp_path / "root.txt", tmp_path / "recovery.txt"
    root.write_text("\n".join(line.lower().replace(" ", "") for line in typed[:4]))
    recovery.write_text("\r\n".join(f"{n}. {line}" for n, line in enumerate(typed[4:], 1)))
    with open_home(district.office, writing=False) as home:
        assert which_key(home, root).kind is KeyKind.ROOT
        assert which_key(home, recovery).kind is KeyKind.RECOVERY
    act(district, renew_release_key, [root])
    district.log("a", 1)
    district.week("a")
    shutil.rmtree(district.office)
    rebuild_office(district.office, district.stick, [root], recovery)
    for _ in range(2):
        district.week("a")
    assert district.contacts() == 1


def test_sheets_are_never_overwritten_and_hold_only_keys_that_hold(district, safe, tmp_path):
    out, root, recovery = tmp_path / "sheet.pdf", safe / ROOT_FILE, safe / RECOVERY_FILE
    day = district.now.date()
    with office(district) as home:
        for roots_given, recovery_given in (
            ([keyed(tmp_path, SigningKey.generate())], recovery),
            ([root], keyed(tmp_path, SealIdentity.generate())),
        ):
            with pytest.raises(KeyUnknown):
                write_sheet(home, roots_given, recovery_given, out, day)
        with pytest.raises(KeysOnExchangeMedium):
            write_sheet(home, [root], recovery, district.stick / "sheet.pdf", day)
        write_sheet(home, [root], recovery, out, day)
        before = out.read_bytes()
        assert before.startswith(b"%PDF")
        with pytest.raises(KeyFileThere):
            write_sheet(home, [root], None, out, day)
    assert out.read_bytes() == before


def test_a_desk_that_slept_through_thirty_releases_and_five_roots(district, safe, tmp_path):
    root = [safe / ROOT_FILE]
    district.week("a", "b")
    for number in range(30):
        if number % 6 == 0:
            made = act(district, renew_root, root, tmp_path / f"root-{number}")
            root = list(made.files)
        if number % 7 == 3:
            act(district, renew_release_key, root)
        if number % 11 == 5:
            act(district, renew_seal_key)
        district.publish()
        district.now += dt.timedelta(days=7)
    assert (len(roots(district)), district.counter()) == (10, 31)
    district.log("b", 2)
    done = district.sync("b")
    assert (done.problems, done.release) == ((), district.counter())
    district.week("b")
    assert district.sync("b").confirmed_up_to == 2
    assert district.sync("a").problems == ()
    assert district.contacts() == 2


def test_a_thief_who_counted_to_the_end_stops_nobody(district, safe, of_kind):
    """A stolen key publishes a far number, with recipients of its own; then it is renewed."""
    district.log("a", 2)
    for _ in range(2):
        district.week("a", "b")
    members = read_archive(newest_release(of_kind, district.stick).read_bytes())
    with open_home(district.office, writing=False) as home:
        stolen = release_key(home)
    thief = SealIdentity.generate().recipient
    forged = resigned(members, 9_000_000, [stolen], recipients=[thief, thief])
    (district.medium("evil") / "r.lotse").write_bytes(forged)
    assert district.sync("a", district.medium("evil")).release == 9_000_000
    district.log("a", 1)
    district.sync("a")
    assert [file.reason for file in district.intake().set_aside] == ["seal-unopened"]
    act(district, renew_release_key, [safe / ROOT_FILE])
    done = district.publish()
    assert done.release < 1000
    assert district.sync("a").release == done.release
    for _ in range(2):
        district.week("a", "b")
    assert district.contacts() == 3
    assert district.sync("a").confirmed_up_to == 3
    again = district.sync("a", district.medium("evil"))
    assert (again.release, [p.reason for p in again.problems]) == (None, ["release-invalid"])


def test_a_new_desk_and_one_that_never_saw_the_rotation(district, safe, tmp_path):
    made = act(district, renew_root, [safe / ROOT_FILE], tmp_path / "new")
    act(district, renew_release_key, list(made.files))
    district.add_desk("c")
    district.publish()
    for name in ("b", "c"):
        district.log(name, 1)
        district.week(name)
        assert district.sync(name).confirmed_up_to == 1


def test_releases_whose_roots_are_broken_change_nothing(district, safe, tmp_path):
    made = act(district, renew_root, [safe / ROOT_FILE], tmp_path / "new")
    act(district, renew_release_key, list(made.files))
    good = district.publish(district.medium("good"))
    members = read_archive((district.medium("good") / good.file).read_bytes())
    old, new = read_signing_key(safe / ROOT_FILE), read_signing_key(made.files[0])
    roles, stranger = role_keys(members["3.root.json"]), SigningKey.generate()
    mine = dataclasses.replace(roles, root=(stranger.public,), release=stranger.public)
    broken = (
        {"2.root.json": None},
        {"3.root.json": None},
        {"2.root.json": members["1.root.json"]},
        {"2.root.json": b"{}"},
        {"3.root.json": write_root(3, mine, [stranger])},
        {"3.root.json": write_root(3, mine, [old, stranger])},
        {"3.root.json": write_root(4, roles, [new])},
    )
    for number, changes in enumerate(broken):
        medium = district.medium(f"broken-{number}")
        kept = {name: changes.get(name, data) for name, data in members.items()}
        content = {name: data for name, data in kept.items() if data is not None}
        (medium / "r.lotse").write_bytes(write_archive(content))
        done = district.sync("a", medium)
        assert done.release is None
        assert [problem.reason for problem in done.problems] == ["release-invalid"]
    assert district.sync("a", district.medium("good")).release == good.release
    forged = dict(members)
    forged["4.root.json"] = write_root(4, mine, [old, stranger])
    medium = district.medium("forged")
    (medium / "r.lotse").write_bytes(resigned(forged, good.release + 1, [stranger]))
    assert district.sync("a", medium).release is None  # a replaced root key is worth nothing


def test_an_office_restored_to_before_a_rotation_takes_the_root_over(district, safe, tmp_path):
    district.week("a", "b")
    backup = tmp_path / "backup.sqlite3"
    back_up(district.office, backup)
    made = act(district, renew_root, [safe / ROOT_FILE], tmp_path / "new")
    act(district, renew_release_key, list(made.files))
    act(district, renew_seal_key)
    seal = keys(district).seal.number
    district.log("a", 1)
    district.week("a", "b")
    restore(district.office, backup)
    assert len(roots(district)) == 1
    district.log("a", 1)
    done = district.sync("a")
    assert done.left.events == 1
    taken = district.intake()
    assert taken.set_aside == ()
    assert len(roots(district)) == 3
    assert keys(district).seal.number == seal  # the key that opens is still in its store
    for _ in range(2):
        district.week("a", "b")
    assert district.sync("a").problems == ()
    assert district.contacts() == 2


def test_a_restored_office_without_the_new_release_key_says_so(district, safe, tmp_path):
    district.week("a")
    backup = tmp_path / "backup.sqlite3"
    back_up(district.office, backup)
    old_keys = tmp_path / "old-keys"
    shutil.copytree(district.office / "keys", old_keys)
    act(district, renew_release_key, [safe / ROOT_FILE])
    district.week("a")
    shutil.rmtree(district.office)
    restore(district.office, backup)
    shutil.rmtree(district.office / "keys", ignore_errors=True)
    shutil.copytree(old_keys, district.office / "keys")
    taken = district.intake()
    assert [problem.reason for problem in taken.problems] == ["release-key-missing"]
    with pytest.raises(ReleaseKeyMissing):
        district.publish()
    assert keys(district).release.place == "nowhere"
    act(district, renew_release_key, [safe / ROOT_FILE])
    for _ in range(2):
        district.log("a", 1)
        district.week("a")
    assert district.sync("a").problems == ()
    assert district.sync("a").confirmed_up_to == 2


@pytest.mark.parametrize(
    ("rotations", "told"), [(1, "roots-differ"), (3, "release-key-missing")], ids=["one", "three"]
)
def test_roots_of_two_lives_that_went_apart_come_together(
    district, safe, tmp_path, rotations, told
):
    """An office restored and renewed before it saw what its earlier life had published.

    Higher roots of the other life can still be followed, and with them goes the release key.
    """
    district.week("a", "b")
    backup = tmp_path / "backup.sqlite3"
    back_up(district.office, backup)
    for _ in range(rotations):
        act(district, renew_release_key, [safe / ROOT_FILE])
    district.publish(district.medium("far"))
    district.sync("a", district.medium("far"))
    shutil.rmtree(district.office)
    restore(district.office, backup)
    act(district, recover_keys, [safe / ROOT_FILE], safe / RECOVERY_FILE)
    district.log("a", 1)
    district.log("b", 1)
    district.week("a", "b")
    assert [p.reason for p in district.sync("a").problems] == ["release-invalid"]
    with office(district) as home:
        taken = take_in(
            home, district.medium("far"), district.now.date(), recovery_file=safe / RECOVERY_FILE
        )
    assert [problem.reason for problem in taken.problems] == [told]
    act(district, renew_release_key, [safe / ROOT_FILE])
    for _ in range(3):
        district.week("a", "b")
    assert district.sync("a").problems == district.sync("b").problems == ()
    assert district.contacts() == 2
    assert district.sync("a").confirmed_up_to == 1
    assert district.intake(district.medium("far")).problems == ()


def test_looking_at_a_medium_first_keeps_one_life(district, safe, tmp_path):
    district.week("a", "b")
    backup = tmp_path / "backup.sqlite3"
    back_up(district.office, backup)
    act(district, renew_release_key, [safe / ROOT_FILE])
    district.publish()
    district.sync("a")
    shutil.rmtree(district.office)
    restore(district.office, backup)
    life = act(district, look_at_medium, district.stick)
    assert {reason for _, reason in life.problems} == {"release-key-missing", "seal-key-missing"}
    assert len(roots(district)) == 2
    act(district, recover_keys, [safe / ROOT_FILE], safe / RECOVERY_FILE)
    for name in ("a", "b"):
        district.log(name, 1)
    for _ in range(2):
        district.week("a", "b")
    assert district.sync("a").problems == district.sync("b").problems == ()
    assert district.contacts() == 2


def test_another_life_that_changed_the_root_key_needs_both(district, safe, tmp_path):
    district.week("a", "b")
    backup = tmp_path / "backup.sqlite3"
    back_up(district.office, backup)
    made = act(district, renew_root, [safe / ROOT_FILE], tmp_path / "new")
    district.publish(district.medium("far"))
    district.sync("a", district.medium("far"))
    shutil.rmtree(district.office)
    restore(district.office, backup)
    act(district, recover_keys, [safe / ROOT_FILE], safe / RECOVERY_FILE)
    district.intake(district.medium("far"))
    act(district, renew_release_key, [safe / ROOT_FILE, made.files[0]])
    district.log("a", 1)
    for _ in range(3):
        district.week("a", "b")
    assert district.sync("a").problems == ()
    assert district.contacts() == 1


def test_a_stranger_with_our_first_root_moves_nothing(district, tmp_path):
    good = district.publish(district.medium("good"))
    members = read_archive((district.medium("good") / good.file).read_bytes())
    stranger = SigningKey.generate()
    mine = dataclasses.replace(
        role_keys(members["1.root.json"]), root=(stranger.public,), release=stranger.public
    )
    members["2.root.json"] = write_root(2, mine, [stranger])
    medium = district.medium("forged")
    (medium / "r.lotse").write_bytes(resigned(members, good.release + 50, [stranger]))
    before = district.counter()
    taken = district.intake(medium)
    assert (taken.restored, taken.problems, district.counter()) == (False, (), before)
    assert len(roots(district)) == 1


def test_a_revoked_desk_keeps_what_counted_and_comes_back_as_another(district):
    district.log("a", 2)
    district.week("a", "b")
    with office(district) as home:
        gone = desk_named(home, "Empfang a").desk
    district.log("a", 1)
    district.sync("a")  # under way when it is revoked
    with office(district) as home:
        revoke(home, gone, district.now.date())
    taken = district.intake()
    assert [file.reason for file in taken.set_aside] == ["sender-revoked"]
    assert district.contacts() == 2
    district.publish()
    assert [problem.reason for problem in district.sync("a").problems] == ["desk-revoked"]
    district.log("a", 1)
    assert district.sync("a").left.events == 0
    new = district.add_desk("again")
    assert new != gone
    district.publish()
    district.sync("again")
    district.log("again", 3)
    district.week("again")
    assert district.contacts() == 5
    assert {desk.desk: desk.state for desk in desks(district)}[gone] == "revoked"


BREAKS = [
    *((ceremony, at) for ceremony in ("root", "recovery", "second") for at in ("write", "read")),
    *((ceremony, "commit") for ceremony in ("root", "release", "seal", "recovery", "second")),
    *((ceremony, "put") for ceremony in ("release", "seal")),
    ("release", "delete"),
]


@pytest.mark.parametrize(("ceremony", "broken"), BREAKS)
def test_whatever_breaks_off_the_office_goes_on(
    district, safe, tmp_path, monkeypatch, ceremony, broken
):
    from lotse_desk.storage.office_keys import KeyBook
    from lotse_desk.sync import key_files
    from lotse_desk.sync.key_store import FileKeys

    def fail(*_given, **_named):
        if broken == "read":
            return False
        raise DiskFailure("keys", "no space left")

    acts = {
        "root": lambda home, day, to: renew_root(home, [safe / ROOT_FILE], to, day),
        "release": lambda home, day, _: renew_release_key(home, [safe / ROOT_FILE], day),
        "seal": lambda home, day, _: renew_seal_key(home, day),
        "recovery": lambda home, day, to: renew_recovery_key(home, to, day),
        "second": lambda home, day, to: add_second_signer(home, [safe / ROOT_FILE], to, day),
    }
    places = {
        "write": (key_files, "write_new"),
        "read": (key_files, "reads_back"),
        "put": (FileKeys, "put"),
        "commit": (KeyBook, "switch"),
        "delete": (FileKeys, "delete"),
    }
    with monkeypatch.context() as patch, office(district) as home:
        patch.setattr(*places[broken], fail)
        before = keys_in(home)
        with pytest.raises((DiskFailure, ReadBackDiffers)):
            acts[ceremony](home, district.now.date(), tmp_path / "first")
        happened = keys_in(home) != before
        assert happened == (broken == "delete")
        left = list((tmp_path / "first").glob("*")) if (tmp_path / "first").exists() else []
        assert happened or not left  # no key file that names nothing
    second = None
    if ceremony == "second" and happened:
        second = tmp_path / "first" / SECOND_FILE
    district.log("a", 1)
    for _ in range(2):
        district.sync("a")
        district.intake()
        publish_with(district, second)
        district.now += dt.timedelta(days=7)
    assert district.sync("a").confirmed_up_to == 1
    if broken != "delete":
        with office(district) as home:
            acts[ceremony](home, district.now.date(), tmp_path / "first")
            assert keys_in(home) != before


NUMBERED = ("1)", "2)", "3)", "4)")


def keys_in(home):
    listed = office_keys(home)
    return (listed.roots, listed.release, listed.second, listed.seal, listed.recovery)


def keyed(folder, key):
    path = folder / f"{key_number(str(len(list(folder.iterdir()))))}.txt"
    path.write_text("\n".join(lines_of(key)))
    assert read_key(path) == key
    return path


def publish_with(district, second):
    with office(district) as home:
        return publish(home, district.stick, district.now.date(), second_file=second)


def desks(district):
    with open_home(district.office, writing=False) as home:
        return list_desks(home, district.now.date())


def desk_named(home, name):
    from lotse_desk.home.clock import today

    return next(desk for desk in list_desks(home, today()) if desk.name == name)


def put(folder, *records):
    with open_home(folder, writing=True) as home, home.transaction():
        home.directory.upsert(records)


def test_an_office_made_before_keys_had_names_of_their_own_goes_on(district):
    for path in (district.office / "keys").iterdir():
        path.rename(path.with_name(f"{path.stem.rsplit('-', 1)[0]}.key"))
    district.publish()
    district.log("a", 3)
    district.week("a")
    district.week("a")
    assert district.contacts() == 3
