"""Stories of what must be told: nothing is believed, held, dropped or left out in silence."""

import datetime as dt
import json

import pytest

from lotse_desk.cli.command_line import run
from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.exchange_state import exchange_state
from lotse_desk.domain.exchange_faults import FingerprintDiffers, ReleaseInvalid
from lotse_desk.domain.slip_codes import new_code
from lotse_desk.home.carrying import carry_files
from lotse_desk.home.home import open_home
from lotse_desk.home.log_policy import SETTING, log_policy
from lotse_desk.office.enrolment import enrol_file
from lotse_desk.office.publish import publish
from lotse_desk.office.setup import identity, set_up_office
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.office_log import OfficeLog
from lotse_desk.storage.office_register import FURTHEST_AHEAD
from lotse_desk.storage.received_batches import ReceivedBatches
from lotse_desk.storage.trust_store import APPLIED
from lotse_desk.sync import walk

TOO_MANY = ("", "too-many-entries")


def put_setting(folder, key, value):
    with open_home(folder, writing=True) as home, home.transaction():
        home.settings.put(key, value)


def told(problems):
    return [(problem.file, problem.reason) for problem in problems]


@pytest.mark.parametrize("claimed", [2**53 - 1, FURTHEST_AHEAD + 2])
def test_a_desk_cannot_stop_publication_with_a_number_that_cannot_be(district, of_kind, claimed):
    put_setting(district.desk("a"), APPLIED, str(claimed))
    district.log("a", 2)
    district.sync("a")
    [batch] = of_kind(district.stick, "b")
    for contacts in (2, 0):
        taken = district.intake()
        assert (taken.contacts, taken.set_aside, taken.restored) == (contacts, (), False)
        assert told(taken.problems) == [(batch.name, "release-not-believed")]
    assert district.counter() == 1
    assert district.publish().release == 2


def test_a_number_that_can_be_is_believed(district):
    put_setting(district.desk("a"), APPLIED, str(FURTHEST_AHEAD + 1))
    district.log("a", 1)
    district.sync("a")
    taken = district.intake()
    assert (taken.restored, taken.problems) == (True, ())
    assert district.publish().release > FURTHEST_AHEAD + 1


def held_and_too_new(district, of_kind):
    district.keep("office")
    district.log("a", 2)
    district.week("a")
    district.sync("a")
    district.put_back("office")
    for batch in of_kind(district.stick, "b"):
        batch.unlink()
    district.log("a", 1)
    district.sync("a")
    [held] = of_kind(district.stick, "b")
    data = bytearray(held.read_bytes())
    data[7:8] = b"2"
    (district.stick / "b-next-year.lotse").write_bytes(data)
    return held


def test_files_that_are_held_are_named_with_the_reason(district, of_kind, capsys):
    held = held_and_too_new(district, of_kind)
    taken = district.intake()
    assert taken.held == 2
    assert told(taken.held_files) == [
        (held.name, "events-missing"),
        ("b-next-year.lotse", "file-too-new"),
    ]
    capsys.readouterr()
    words = ["--home", str(district.office), "office", "intake", str(district.stick)]
    assert run([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["held_files"] == [
        {"file": held.name, "reason": "events-missing"},
        {"file": "b-next-year.lotse", "reason": "file-too-new"},
    ]
    assert run(words) == 0
    said = capsys.readouterr().out
    assert "b-next-year.lotse: Die Datei stammt von einer neueren Version." in said
    assert f"{held.name}: Der Stapel wartet hier" in said


def test_a_held_batch_that_opens_no_more_is_told_and_kept(district, of_kind):
    assert district.hold_back("a").held == 1
    with open_home(district.office, writing=True) as home, home.transaction():
        files = ReceivedBatches(home.database)
        [held] = files.held()
        damaged = files.sealed(held.number)[:-1] + b"\0"
        files.keep_sealed(held.number, damaged)
    taken = district.intake(district.medium("pile"))
    assert told(taken.set_aside) == [(held.name, "file-incomplete")]
    assert taken.accepted == 1
    with open_home(district.office, writing=False) as home:
        files = ReceivedBatches(home.database)
        [kept] = files.set_aside()
        assert (kept.number, kept.header) == (held.number, held.header)
        assert files.sealed(held.number) == damaged


def test_a_medium_that_was_not_looked_at_to_its_end_is_told(district, monkeypatch):
    other = district.medium("other")
    monkeypatch.setattr(walk, "MOST_ENTRIES", 0)
    assert TOO_MANY in told(district.sync("a").problems)
    assert TOO_MANY in told(district.intake().problems)
    assert TOO_MANY in district.publish().problems
    assert TOO_MANY in carry_files(district.stick, other, district.office).problems
    assert carry_files(other, district.stick, district.office).problems == (TOO_MANY,)


def test_a_release_torn_on_the_medium_is_left_again_under_another_name(district, of_kind):
    [torn] = of_kind(district.stick, "r")
    torn.write_bytes(torn.read_bytes()[:-1])
    published = district.publish()
    assert (district.stick / published.file).is_file()
    assert published.file != torn.name


@pytest.mark.parametrize(
    "policy",
    [
        '{"languages": null}',
        '{"languages": [1]}',
        '{"codes": 1}',
        '{"suppressed_below": true}',
        "[]",
    ],
)
def test_a_malformed_policy_changes_nothing_at_a_desk(district, monkeypatch, policy):
    put_setting(district.office, SETTING, policy)
    with pytest.raises(ReleaseInvalid):
        district.publish()
    with monkeypatch.context() as patch:  # an office that publishes it all the same
        patch.setattr("lotse_desk.home.policy._checked", lambda _, said: said)
        published = district.publish()
    done = district.sync("a")
    assert (done.release, told(done.problems)) == (None, [(published.file, "release-invalid")])
    district.log("a", 1)
    put_setting(district.office, SETTING, '{"languages": ["tr"], "from-next-year": 1}')
    assert district.sync("a", district.stick).release is None
    published = district.publish()
    assert district.sync("a").release == published.release
    with open_home(district.desk("a"), writing=False) as home:
        assert log_policy(home).languages == {"tr"}


@pytest.fixture
def two_offices(empty_district):
    """A desk not enrolled yet; its office and a stranger's, both of which enrolled it."""
    district = empty_district
    district.add_desk("a", enrol=False)
    request = district.sync("a").request
    stranger = district.folder / "stranger"
    made = set_up_office(stranger, name="Fremd (Muster)", empty=True)
    put_setting(stranger, "office.release", "5000")
    with open_home(stranger, writing=True) as home:
        enrol_file(home, district.stick / request, district.now.date())
    district.enrol(district.stick / request)
    return district, stranger, made.fingerprint


def publish_from(district, office, medium):
    with open_home(office, writing=True) as home:
        return publish(home, medium, district.now.date())


def test_of_two_offices_that_name_a_desk_none_is_taken_unasked(two_offices):
    district, stranger, _ = two_offices
    foreign = publish_from(district, stranger, district.stick)
    own = district.publish()
    district.log("a", 1)
    done = district.sync("a")
    assert (done.enrolled, done.release, done.left.events) == (False, None, 0)
    assert sorted(told(done.problems)) == sorted(
        [(own.file, "several-offices"), (foreign.file, "several-offices")]
    )
    with pytest.raises(FingerprintDiffers):
        district.sync("a", fingerprint="12345 " * 6)
    with open_home(district.office, writing=False) as home:
        right = identity(home).fingerprint
    done = district.sync("a", fingerprint=right)
    assert (done.release, done.left.events) == (own.release, 1)
    assert told(done.problems) == [(foreign.file, "another-office")]
    assert district.intake().contacts == 1


def test_after_a_stranger_was_trusted_the_true_office_is_not_ignored_in_silence(two_offices):
    district, stranger, strange_print = two_offices
    publish_from(district, stranger, district.stick)
    done = district.sync("a")
    assert (done.release, done.office_fingerprint) == (5001, strange_print)
    own = district.publish()
    assert told(district.sync("a").problems) == [(own.file, "another-office")]


def test_an_office_that_does_not_name_the_desk_is_nobodys_business(two_offices):
    district, _, _ = two_offices
    other = district.folder / "other-district"
    set_up_office(other, name="Nebenan (Muster)", empty=True)
    publish_from(district, other, district.stick)
    own = district.publish()
    done = district.sync("a")
    assert (done.release, done.problems) == (own.release, ())
    assert district.sync("a").problems == ()


def test_a_clock_years_ahead_deletes_no_code_at_desk_and_office(district):
    now = district.now
    with open_home(district.desk("a"), writing=True) as home:
        CounterLog(home, desk_events(home)).store_codes({"s": new_code()}, now)
    district.now = now + dt.timedelta(days=1)
    district.sync("a")
    assert district.intake().accepted == 1
    district.now = now.replace(year=2031)
    district.sync("a")
    district.intake()
    assert len(referrals(district)) == 1
    assert len(own_referrals(district)) == 1
    district.now = now
    for _ in range(10):
        district.week("a")
    assert (referrals(district), own_referrals(district)) == ([], [])


def referrals(district):
    with open_home(district.office, writing=False) as home:
        return [e for e in OfficeLog(home.database).events(["referral"]) if e.content]


def own_referrals(district):
    with open_home(district.desk("a"), writing=False) as home:
        return EventLog(home.database).kept(["referral"])


def test_a_sync_by_command_counts_as_an_exchange(district, monkeypatch):
    monkeypatch.setenv("LOTSE_DESK_NOW", "2026-11-23T10:00")
    assert run(["--home", str(district.desk("a")), "sync", str(district.stick)]) == 0
    with open_home(district.desk("a"), writing=False) as home:
        assert exchange_state(home, district.now.date()).exchanged_on == "2026-11-23"


@pytest.mark.parametrize("broken", [KeyboardInterrupt, RuntimeError])
def test_what_broke_off_claims_no_more_than_is_true(district, monkeypatch, capsys, broken):
    """Day close and release were done already when writing broke off."""

    def break_off(*_more, **_named):
        raise broken

    district.publish()
    district.log("a", 1)
    district.now += dt.timedelta(days=1)
    district.publish()
    monkeypatch.setattr("lotse_desk.desk.exchange.leave_batches", break_off)
    assert run(["--home", str(district.desk("a")), "sync", str(district.stick)]) != 0
    said = capsys.readouterr().err
    assert "nichts geändert" not in said
    assert "Jeder fertige Schritt bleibt" in said
    with open_home(district.desk("a"), writing=False) as home:
        assert exchange_state(home, district.now.date()).release > 1
