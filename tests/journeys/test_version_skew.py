"""Programs of different age talk: what is unknown is kept or passed over, what is too new waits."""

import json

import pytest

from lotse_desk.desk.enrolment import DESK_ID, STATE, signing_key
from lotse_desk.home.home import open_home
from lotse_desk.office.office_keys import release_key
from lotse_desk.office.setup import OFFICE_ID
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.office_log import OfficeLog
from lotse_desk.storage.office_register import OfficeRegister
from lotse_desk.storage.trust_store import APPLIED
from lotse_desk.sync.archive import read_archive
from lotse_desk.sync.frame import FileKind, frame
from lotse_desk.sync.release_writer import write_release
from lotse_desk.sync.targets import pack, target_file, unpack
from tests.proof.bad_files import Samples


def test_a_newer_desk_writes_kinds_and_names_the_office_does_not_know(district):
    newer = {"deep": [{"er": 1}], "ä": "\u2028"}
    with open_home(district.desk("a"), writing=True) as home, home.transaction():
        log = EventLog(home.database)
        log.append("from-next-year", newer)
        log.append("contact", {"concern": "way", "week": "2026-W48", "age-group": "x"})
    district.week("a")
    district.week("a")
    with open_home(district.office, writing=False) as home:
        found = {
            e.kind: json.loads(e.content)
            for e in OfficeLog(home.database).events(["from-next-year", "contact"])
        }
    assert found["from-next-year"] == newer
    assert found["contact"]["age-group"] == "x"
    assert district.contacts() == 1
    assert district.sync("a").confirmed_up_to == 2


def test_a_batch_of_the_next_format_waits_for_an_update(district, of_kind):
    district.log("a", 2)
    district.sync("a")
    (path,) = of_kind(district.stick, "b")
    data = bytearray(path.read_bytes())
    data[7:8] = b"2"
    path.write_bytes(data)
    for _ in range(2):
        taken = district.intake()
        assert [file.reason for file in taken.held_files] == ["file-too-new"]
        assert (taken.set_aside, taken.accepted) == ((), 0)
    data[7:8] = b"1"
    path.write_bytes(data)
    assert district.intake().contacts == 2


def test_a_header_of_the_next_format_waits_too(district, of_kind):
    with open_home(district.desk("a"), writing=False) as home:
        desk, key = home.settings.get(DESK_ID), signing_key(home)
    with open_home(district.office, writing=False) as home:
        recipient = home.settings.get("office.recipient")
        office = home.settings.get(OFFICE_ID)
    samples = Samples(recipient, key, key, key, Samples.make("").events, office, desk)
    header, *events = samples.lines
    newer = header.replace(b'"format":1', b'"format":2')
    (district.stick / "newer.lotse").write_bytes(samples.signed([newer, *events]))
    assert [file.reason for file in district.intake().held_files] == ["file-too-new"]
    more = header.replace(b'"counts"', b'"beyond":[1],"counts"')
    (district.stick / "newer.lotse").write_bytes(samples.signed([more, *events]))
    assert district.intake().contacts == len(events)


def newer_release(district, change, number=50):
    """The office's newest release with other targets, as a newer program would sign it."""
    with open_home(district.office, writing=False) as home:
        register = OfficeRegister(home.database)
        last = register.last_release()
        members = read_archive(last.archive)
        listed = json.loads(members["targets.json"])["signed"]["targets"]
        targets = {name.removesuffix(".jsonl.gz"): list(unpack(members[name])) for name in listed}
        targets["release"][0]["release"] = number
        change(targets)
        data = write_release(
            number,
            register.roots(),
            {name: pack(records) for name, records in targets.items()},
            [release_key(home)],
            office=home.settings.get(OFFICE_ID),
        )
    assert target_file("release") in read_archive(data)
    (district.stick / "newer.lotse").write_bytes(data)


def test_an_older_desk_takes_a_release_with_more_in_it(district):
    def more(targets):
        targets["from-next-year"] = [{"anything": 1.5}]
        targets["release"][0]["mood"] = "fine"
        targets["policy"][0]["beyond"] = {"deep": [1]}
        targets["desks"][0]["colour"] = "blue"
        targets["receipts"].append(
            {"desk": "0" * 32, "incarnation": "0" * 32, "up_to": 1, "hash": "00" * 32, "more": 1}
        )
        targets["directory"] += [
            {"table": "unheard-of", "id": "1", "x": 1},
            {
                "table": "organization",
                "id": "o1",
                "name": "Muster",
                "description": "Muster",
                "beyond": "x",
            },
        ]

    newer_release(district, more)
    done = district.sync("a")
    assert (done.release, done.problems) == (50, ())
    with open_home(district.desk("a"), writing=False) as home:
        assert [record.id for record in home.directory.everything() if record.id == "o1"] == ["o1"]
        assert home.settings.get(STATE) == "enrolled"


def test_a_newer_desk_takes_a_release_with_less_in_it(district):
    def less(targets):
        del targets["policy"]
        del targets["receipts"]

    district.log("a", 2)
    newer_release(district, less)
    done = district.sync("a")
    assert (done.release, done.confirmed_up_to, done.left.events) == (50, 0, 2)


def test_a_release_without_a_directory_empties_none(district):
    def less(targets):
        del targets["directory"]

    newer_release(district, less)
    done = district.sync("a")
    assert [problem.reason for problem in done.problems] == ["release-invalid"]
    assert done.release is None


@pytest.mark.parametrize("digit", [b"2", b"9"])
def test_a_request_of_the_next_format_is_told_and_left(district, digit):
    body = frame(FileKind.REQUEST, "0" * 32, b"{}")
    (district.stick / "newer.lotse").write_bytes(body[:7] + digit + body[8:])
    before = (district.stick / "newer.lotse").read_bytes()
    district.week("a")
    assert (district.stick / "newer.lotse").read_bytes() == before


def test_an_older_desk_is_told_of_a_release_it_cannot_read(district):
    with open_home(district.office, writing=False) as home:
        last = OfficeRegister(home.database).last_release()
    data = last.archive.replace(b'{"format":1,', b'{"format":2,')
    assert data != last.archive
    (district.stick / "newer.lotse").write_bytes(data)
    with open_home(district.desk("a"), writing=False) as home:
        before = home.settings.get(APPLIED)
    done = district.sync("a")
    assert done.release is None
    assert [p.reason for p in done.problems if p.file == "newer.lotse"] != []
    with open_home(district.desk("a"), writing=False) as home:
        assert home.settings.get(APPLIED) == before
