import gzip
import io
import zipfile

import pytest

from lotse_desk.domain.exchange_faults import (
    FileForAnotherOffice,
    FileIncomplete,
    FileNotOurs,
    FileOverLimit,
    FileRefused,
    FileTooNew,
    ReleaseInvalid,
    ReleaseRolledBack,
)
from lotse_desk.sync import archive, targets
from lotse_desk.sync.archive import read_archive, write_archive
from lotse_desk.sync.frame import HEAD_LENGTH, FileKind, kind_of
from lotse_desk.sync.keys import SigningKey
from lotse_desk.sync.release_reader import first_trust, open_release, verify_release
from lotse_desk.sync.release_writer import (
    RoleKeys,
    role_keys,
    root_fingerprint,
    write_release,
    write_root,
)
from lotse_desk.sync.targets import pack, target_file, unpack

OFFICE = "0f" * 16


class SampleOffice:
    def __init__(self):
        self.root_key, self.release_key = SigningKey.generate(), SigningKey.generate()
        keys = RoleKeys((self.root_key.public,), self.release_key.public)
        self.roots = [write_root(1, keys, [self.root_key])]
        self.signers = [self.release_key]

    def rotate(self, *, root=False, release=True):
        signers = [self.root_key]
        if root:
            self.root_key = SigningKey.generate()
            signers.append(self.root_key)
        if release:
            self.release_key = SigningKey.generate()
            self.signers = [self.release_key]
        keys = RoleKeys((self.root_key.public,), self.release_key.public)
        self.roots.append(write_root(len(self.roots) + 1, keys, signers))

    def release(self, number, **content):
        packed = {name: pack(records) for name, records in content.items()}
        packed["release"] = pack([{"release": number, "office": OFFICE}])
        return write_release(number, self.roots, packed, self.signers, office=OFFICE)


@pytest.fixture
def office():
    return SampleOffice()


def take(data, trust=None):
    offered = open_release(data)
    return verify_release(offered, trust or first_trust(offered))


def test_there_and_back(office):
    rows = [{"table": "service", "id": "a", "amount": 1.5}, {"table": "phone", "name": "ä\u2028"}]
    data = office.release(3, directory=rows)
    assert kind_of(data[:HEAD_LENGTH]) is FileKind.RELEASE
    release = take(data)
    assert release.number == release.trust.release == 3
    assert list(release.records("directory")) == rows
    assert list(release.records("trainings")) == []
    assert release.trust.fingerprint == root_fingerprint(office.roots[0])
    assert data == office.release(3, directory=rows)


def test_a_virus_gate_can_look_inside(office):
    with zipfile.ZipFile(io.BytesIO(office.release(1))) as opened:
        assert opened.namelist()[0] == "mimetype"
        assert opened.testzip() is None


def test_skipping_releases_is_harmless_going_back_is_not(office):
    old, newer, newest = (office.release(number) for number in (1, 2, 9))
    trust = take(newer).trust
    assert take(newest, trust).number == 9
    for data in (old, newer):
        with pytest.raises(ReleaseRolledBack):
            take(data, trust)
    with pytest.raises(ReleaseRolledBack):
        take(office.release(2, directory=[{"other": "content"}]), trust)


def test_keys_change_and_a_desk_that_slept_follows(office):
    first = take(office.release(1)).trust
    office.rotate()
    office.rotate(root=True)
    second = take(office.release(2), first).trust
    assert second.first_root == first.first_root
    assert second.root == office.roots[2]
    office.rotate(root=True, release=False)
    assert take(office.release(3), first).number == 3
    third = take(office.release(3), second).trust
    assert third.fingerprint == root_fingerprint(office.roots[0])


def test_a_replaced_release_key_is_worth_nothing(office):
    trust = take(office.release(1)).trust
    thief = office.release_key
    office.rotate()
    trust = take(office.release(2), trust).trust
    office.signers = [thief]
    with pytest.raises(ReleaseInvalid):
        office.release(3)
    stolen = SampleOffice()
    stolen.roots, stolen.signers = office.roots[:1], [thief]
    with pytest.raises(FileRefused):
        take(stolen.release(3), trust)


def test_another_office_is_not_this_one(office):
    trust = take(office.release(1)).trust
    with pytest.raises(FileForAnotherOffice):
        take(SampleOffice().release(2), trust)


def test_a_root_nobody_signed_is_refused(office):
    trust = take(office.release(1)).trust
    other = SampleOffice()
    other.roots.insert(0, office.roots[0])
    other.roots[1] = write_root(
        2, RoleKeys((other.root_key.public,), other.release_key.public), [other.root_key]
    )
    with pytest.raises(ReleaseInvalid):
        take(other.release(2), trust)


def test_two_persons(office):
    second = SigningKey.generate()
    keys = RoleKeys(
        (office.root_key.public,),
        office.release_key.public,
        second=(second.public,),
        targets_threshold=2,
    )
    office.roots.append(write_root(2, keys, [office.root_key]))
    assert role_keys(office.roots[1]) == keys
    with pytest.raises(ReleaseInvalid):
        office.release(1)
    office.signers = [office.release_key, second]
    assert take(office.release(1)).number == 1


def test_cut_at_any_length_it_is_incomplete(office):
    data = office.release(1)
    for length in range(0, len(data), 11):
        with pytest.raises(FileIncomplete):
            open_release(data[:length])


def test_a_flip_anywhere_changes_nothing_or_is_refused(office):
    data = office.release(1, directory=[{"a": 1}])
    wanted = take(data).targets
    for place in range(0, len(data), 13):
        flipped = bytearray(data)
        flipped[place] ^= 0x08
        try:
            assert take(bytes(flipped)).targets == wanted
        except FileRefused:
            continue


def rebuilt(data, **changes):
    members = read_archive(data)
    for name, content in changes.items():
        members[name] = content
    return write_archive(members)


def test_targets_are_what_the_office_signed(office):
    data = office.release(1, directory=[{"a": 1}])
    changed = rebuilt(data, **{target_file("directory"): pack([{"a": 2}])})
    with pytest.raises(ReleaseInvalid):
        take(changed)
    members = read_archive(data)
    del members[target_file("directory")]
    with pytest.raises(ReleaseInvalid):
        take(write_archive(members))
    added = rebuilt(data, **{target_file("lexicon"): pack([{"a": 2}])})
    assert target_file("lexicon") not in take(added).targets


def test_the_number_outside_is_only_a_hint(office):
    data = office.release(1)
    lying = rebuilt(
        data, **{"about.json": b'{"format":1,"office":"%s","release":99}' % (b"0f" * 16)}
    )
    assert take(lying).number == 1
    for about, fault in (
        (b'{"format":2}', FileTooNew),
        (b"", ReleaseInvalid),
        (b'{"format":1,"office":"x","release":1}', ReleaseInvalid),
    ):
        with pytest.raises(fault):
            open_release(rebuilt(data, **{"about.json": about}))


@pytest.mark.parametrize(
    "name",
    ["../evil.jsonl.gz", "sub/x.jsonl.gz", "x.exe", "0.root.json", "X.jsonl.gz", "a\\b.json"],
)
def test_names_nobody_of_us_would_write(office, name):
    target = io.BytesIO(office.release(1))
    with zipfile.ZipFile(target, "a") as opened:
        opened.writestr(name, b"x")
    with pytest.raises(ReleaseInvalid):
        read_archive(target.getvalue())
    with pytest.raises(ValueError, match=r"."):
        write_archive({name: b""})


def test_bounds_of_an_archive(office, monkeypatch):
    target = io.BytesIO(office.release(1))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("bomb.jsonl.gz", b"\0" * 5_000_000)
    data = target.getvalue()
    read_archive(data)
    monkeypatch.setattr(archive, "MEMBER_LIMIT", 1_000_000)
    with pytest.raises(FileOverLimit):
        read_archive(data)
    monkeypatch.setattr(archive, "TOTAL_LIMIT", 1_000_000)
    with pytest.raises(FileOverLimit):
        read_archive(data)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 2)
    with pytest.raises(ReleaseInvalid):
        read_archive(data)
    monkeypatch.setattr(archive, "ARCHIVE_LIMIT", 1000)
    with pytest.raises(FileOverLimit):
        read_archive(data)


def test_any_other_zip_is_not_ours():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as opened:
        opened.writestr("letter.txt", b"x" * 200)
    with pytest.raises(FileNotOurs):
        open_release(target.getvalue())


def test_targets_that_cannot_be_read(monkeypatch):
    for data in (b"", b"no gzip", pack([{"a": 1}])[:-5]):
        with pytest.raises(ReleaseInvalid):
            list(unpack(data))

    for line in (b"[]\n", b"{\n", b"NaN\n", b'{"a":1}', b"[" * 100_000 + b"\n"):
        with pytest.raises(ReleaseInvalid):
            list(unpack(gzip.compress(line)))
    monkeypatch.setattr(targets, "INFLATED_LIMIT", 100)
    with pytest.raises(FileOverLimit):
        list(unpack(pack([{"a": "x" * 60}] * 3)))


def test_packing_depends_on_nothing_but_content():
    assert pack([{"b": 1, "a": 2}]) == pack([{"a": 2, "b": 1}])
