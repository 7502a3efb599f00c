"""Stories of the office: lists of desks, changed keys, releases with a directory."""

import os
from pathlib import Path

import pytest

from lotse_desk.domain.exchange_faults import (
    DeskKeyChanged,
    FileIncomplete,
    FileNotOurs,
    FingerprintDiffers,
    KeysThereAlready,
    NoEnrolmentRequest,
    RootKeysWanting,
)
from lotse_desk.domain.faults import DiskFailure, InvalidValue, NotFound, Unreadable, WrongRole
from lotse_desk.domain.hsds import Organization, Phone, Service
from lotse_desk.domain.supplement import (
    Letter,
    LocalNote,
    ScheduleException,
    Situation,
    Translation,
    text_hash,
)
from lotse_desk.home.exchange_keys import names_of_keys
from lotse_desk.home.find import Wish, find, find_situation
from lotse_desk.home.home import open_home
from lotse_desk.office.desk_list import list_desks
from lotse_desk.office.enrolment import enrol_file, enrol_list, revoke, waiting_requests
from lotse_desk.office.intake import take_in
from lotse_desk.office.key_ceremonies import ROOT_FILE, renew_release_key
from lotse_desk.office.office_keys import keys_still_here
from lotse_desk.office.setup import set_up_office
from lotse_desk.storage.office_register import OfficeRegister
from lotse_desk.storage.trust_store import TrustStore
from lotse_desk.sync.key_store import FileKeys
from lotse_desk.sync.keys import SealIdentity, SigningKey


def put(folder, *records):
    with open_home(folder, writing=True) as home, home.transaction():
        home.directory.upsert(records)


def rows(folder, kind):
    with open_home(folder, writing=False) as home:
        return list(home.directory.rows(kind))


def test_a_release_carries_the_directory(district):
    put(
        district.office,
        Organization(id="o", name="Muster"),
        Service(id="s", organization_id="o", name="Wohngeldstelle", minimum_age=18.5),
        Phone(id="p", service_id="s", number="02361 53-0"),
        ScheduleException(
            id="x", entity="all", from_date="2026-12-24", to_date="2026-12-24", kind="closed"
        ),
    )
    note = LocalNote(id="n", entity="service", entity_id="s", note="Tür 3")
    closed = ScheduleException(
        id="own", entity="all", from_date="2026-12-01", to_date="2026-12-01", kind="closed",
        origin="local",
    )  # fmt: skip
    put(district.desk("a"), note, closed)
    published = district.publish()
    assert (published.changed, published.warnings) == (4, ())
    district.sync("a")
    assert rows(district.desk("a"), Service) == rows(district.office, Service)
    assert rows(district.desk("a"), LocalNote) == [note]
    assert {row.id for row in rows(district.desk("a"), ScheduleException)} == {"x", "own"}
    with open_home(district.office, writing=True) as home, home.transaction():
        home.directory.delete(ScheduleException, ["x"])
    put(district.office, Phone(id="p", service_id="s", number="0900 1"))
    published = district.publish()
    assert published.changed == 2
    warned = [(w.entity, w.entity_id, w.field, w.old, w.new) for w in published.warnings]
    assert warned == [("phone", "p", "number", "02361 53-0", "0900 1")]
    district.sync("a")
    assert [row.number for row in rows(district.desk("a"), Phone)] == ["0900 1"]
    assert [row.id for row in rows(district.desk("a"), ScheduleException)] == ["own"]
    with open_home(district.desk("a"), writing=False) as home:
        assert TrustStore(home.database).changed_since("phone", "p") == {"number": "2026-11-23"}


def test_a_release_carries_letters_and_situations_with_their_words(district):
    letter = Letter(
        id="letter.probe",
        slug="probe",
        name="Quastenbrief",
        deadline="Zwei Wochen.",
        deadline_days=14,
        next_step="Lesen lassen.",
        urgency="deadline",
        topics="widerspruch",
    )
    situation = Situation(
        id="situation.probe",
        slug="probe",
        name="Quastenflosser im Haus",
        topics="wohngeld",
    )
    name = Translation(
        id="letter.probe.name.tr",
        entity="letter",
        entity_id=letter.id,
        field="name",
        language="tr",
        text="püskül mektubu",
        source_hash=text_hash(letter.name),
    )
    put(district.office, letter, situation, name)
    district.publish()
    district.sync("a")
    assert rows(district.desk("a"), Letter) == [letter]
    assert rows(district.desk("a"), Situation) == [situation]
    with open_home(district.desk("a"), writing=False) as home:
        [told] = find(home, "püskül mektubu", Wish(language="tr")).letters
        assert (told.name.other, told.deadline_days) == (name.text, 14)
        assert find_situation(home, "probe").situations[0].name.de == situation.name
    with open_home(district.office, writing=True) as home, home.transaction():
        home.directory.delete(Letter, [letter.id])
    district.publish()
    district.sync("a")
    with open_home(district.desk("a"), writing=False) as home:
        assert find(home, "Quastenbrief").letters == ()


def test_nothing_new_is_the_same_release(district):
    one, two = district.publish(), district.publish(district.medium("other"))
    assert (one.release, one.file, two.changed) == (two.release, two.file, 0)
    district.log("a", 1)
    district.sync("a")
    district.intake()
    assert district.publish().release == one.release + 1


def list_of(district, *lines):
    path = district.medium("installers") / "liste.csv"
    path.write_text("\n".join(["fingerprint;town;name", *lines]), "utf-8-sig")
    return path


def test_thirty_desks_from_a_list(empty_district):
    district = empty_district
    names = [f"p{number}" for number in range(5)]
    for name in names:
        district.add_desk(name, enrol=False)
        district.sync(name, district.medium("installers"))
    path = list_of(
        district, *(f"{district.fingerprints[name]};marl;Empfang {name}" for name in names)
    )
    with open_home(district.office, writing=True) as home:
        assert len(enrol_list(home, path, district.now.date())) == 5
        assert len(enrol_list(home, path, district.now.date())) == 5
        assert len(list_desks(home, district.now.date())) == 5


def test_requests_waiting_on_a_medium(district):
    district.add_desk("c", enrol=False)
    request = district.sync("c").request
    district.sync("c", district.medium("stick"))
    with open_home(district.office, writing=True) as home:
        waiting = waiting_requests(home, district.stick)
        assert [(path.name, desk.name) for path, desk in waiting] == [(request, "Empfang c")]
        assert waiting[0][1].fingerprint == district.fingerprints["c"]
    district.enrol(district.stick / request)
    with open_home(district.office, writing=True) as home:
        assert waiting_requests(home, district.stick) == []


def test_a_list_with_one_mistake_enrols_nobody(empty_district):
    district = empty_district
    for name in ("p", "q"):
        district.add_desk(name, enrol=False)
        request = district.sync(name, district.medium("installers")).request
    good, other = district.fingerprints["p"], district.fingerprints["q"]
    path = list_of(district)
    for row_list, fault in (
        (f"{good};;\n{'1' * 30};;", NoEnrolmentRequest),
        (f"{good};herten;", InvalidValue),
        (f"{good};marl;Empfang 9", InvalidValue),
    ):
        path.write_text(f"fingerprint;town;name\n{row_list}\n", "utf-8")
        with open_home(district.office, writing=True) as home:
            with pytest.raises(fault):
                enrol_list(home, path, district.now.date())
            assert list_desks(home, district.now.date()) == []
    by_file = (
        (f"{good};{request}", FingerprintDiffers),
        (f"{other};x", Unreadable),
    )
    for row, fault in by_file:
        path.write_text(f"fingerprint;file\n{row}\n", "utf-8")
        with open_home(district.office, writing=True) as home, pytest.raises(fault):
            enrol_list(home, path, district.now.date())
    path.unlink()
    with open_home(district.office, writing=True) as home, pytest.raises(Unreadable):
        enrol_list(home, path, district.now.date())
    for text, fault in (
        ("finger\n1\n", InvalidValue),
        (f"fingerprint;town\n{'1' * 200_000};marl\n", Unreadable),
        ("fingerprint;town\n\ud800;marl\n", Unreadable),
    ):
        path.write_text(text, "utf-8", "surrogatepass")
        with open_home(district.office, writing=True) as home, pytest.raises(fault):
            enrol_list(home, path, district.now.date())


def test_requests_that_are_none(district, tmp_path):
    request = next(district.medium("post-a").iterdir())
    torn = tmp_path / "torn.lotse"
    torn.write_bytes(request.read_bytes()[:-1])
    other = tmp_path / "other.lotse"
    other.write_text("something else, long enough")
    with pytest.raises(FileIncomplete):
        district.enrol(torn)
    with pytest.raises(FileNotOurs):
        district.enrol(other)
    with pytest.raises(NoEnrolmentRequest):
        district.enrol(tmp_path)


def test_only_an_office_enrols_and_only_known_desks_are_revoked(district):
    request = next(district.medium("post-a").iterdir())
    with open_home(district.desk("a"), writing=True) as home:
        with pytest.raises(WrongRole):
            enrol_file(home, request, district.now.date())
        with pytest.raises(WrongRole):
            take_in(home, district.stick, district.now.date())
    with open_home(district.office, writing=True) as home:
        for name in ("", "ff", "00000000"):
            with pytest.raises(NotFound):
                revoke(home, name, district.now.date())


def test_the_release_key_changes_and_every_desk_follows(district):
    district.week("a", "b")
    with open_home(district.office, writing=True) as home:
        renew_release_key(home, [root_key_of(district)], district.now.date())
    district.log("a", 2)
    for _ in range(2):
        district.week("a", "b")
    assert district.sync("a").confirmed_up_to == 2
    assert district.sync("b").release is not None


def test_the_recovery_key_opens_what_the_office_cannot_any_more(district, of_kind):
    from lotse_desk.sync.batch_reader import open_seal, read_frame

    district.log("a", 1)
    district.sync("a")
    sheet = (district.office / "keys-to-take-away" / "recovery-key.txt").read_text().strip()
    data = of_kind(district.stick, "b")[0].read_bytes()
    framed = read_frame(data, data[12:28].hex())
    assert open_seal(framed, (SealIdentity(sheet),)).packed


def test_keys_are_never_overwritten_and_missed_until_taken_away(tmp_path):
    keys = tmp_path / "safe"
    set_up_office(tmp_path / "one", name="Leitstelle", keys_folder=keys, empty=True)
    before = {path.name: path.read_bytes() for path in keys.iterdir()}
    assert len(before) == 4
    with pytest.raises(KeysThereAlready):
        set_up_office(tmp_path / "two", name="Leitstelle", keys_folder=keys, empty=True)
    assert {path.name: path.read_bytes() for path in keys.iterdir()} == before
    with open_home(tmp_path / "one", writing=False) as home:
        assert keys_still_here(home)
        for path in sorted(keys.iterdir()):  # the sheet, which holds both secrets, is the last
            assert path in keys_still_here(home)
            path.unlink()
        assert not keys_still_here(home)


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_secrets_are_nobody_elses_from_their_first_byte(tmp_path, monkeypatch):
    modes = {}
    opened = os.open

    def open_noting(path, flags, mode=0o777, **more):
        if flags & os.O_CREAT:
            modes[Path(path).name] = mode
        return opened(path, flags, mode, **more)

    monkeypatch.setattr(os, "open", open_noting)
    set_up_office(tmp_path / "one", name="Leitstelle", empty=True)
    keys = [name for name in modes if "key" in name or "recovery" in name]
    assert len(keys) >= 5
    assert {modes[name] for name in keys} == {0o600}


def test_a_replaced_desk_asks_anew(district):
    with open_home(district.office, writing=True) as home:
        desk = list_desks(home, district.now.date())[0].desk
        revoke(home, desk, district.now.date())
    with pytest.raises(DeskKeyChanged):
        district.enrol(next(district.medium("post-a").iterdir()))
    district.add_desk("c")
    district.publish()
    district.log("c", 2)
    district.week("c")
    assert district.contacts() == 2


def root_key_of(district):
    return district.office / "keys-to-take-away" / ROOT_FILE


def secrets_of(district):
    return {path.name: path.read_bytes() for path in (district.office / "keys").iterdir()}


def test_a_wrong_root_key_changes_nothing(district, tmp_path):
    before = secrets_of(district)
    wrong = tmp_path / "wrong.pem"
    wrong.write_bytes(SigningKey.generate().to_pem())
    with open_home(district.office, writing=True) as home:
        with pytest.raises(RootKeysWanting):
            renew_release_key(home, [wrong], district.now.date())
        assert len(OfficeRegister(home.database).roots()) == 1
    assert secrets_of(district) == before
    district.log("a", 1)
    district.week("a")
    assert district.sync("a").confirmed_up_to == 1


@pytest.mark.parametrize("broken", [0, "commit", "delete"])
def test_a_renewal_that_breaks_off_leaves_an_office_that_publishes(district, monkeypatch, broken):
    stored = []

    def fail():
        raise DiskFailure("keys", "no space left")

    with monkeypatch.context() as patch, open_home(district.office, writing=True) as home:
        put = FileKeys.put

        def failing(self, name, secret):
            if len(stored) == broken:
                fail()
            stored.append(name)
            put(self, name, secret)

        patch.setattr(FileKeys, "put", failing)
        if broken == "commit":
            patch.setattr(OfficeRegister, "put_roots", lambda self, roots: fail())
        if broken == "delete":
            patch.setattr(FileKeys, "delete", lambda self, name: fail())
        with pytest.raises(DiskFailure):
            renew_release_key(home, [root_key_of(district)], district.now.date())
    district.log("a", 1)
    district.week("a")
    assert district.sync("a").confirmed_up_to == 1
    with open_home(district.office, writing=True) as home:
        renew_release_key(home, [root_key_of(district)], district.now.date())
    district.week("a")
    assert district.sync("a").problems == ()
    with open_home(district.office, writing=False) as home:
        needed = {f"{name}.key" for name in names_of_keys(home)}
    left = {name for name in set(secrets_of(district)) - needed if name.startswith("office-seal")}
    assert needed <= set(secrets_of(district))
    assert not left
