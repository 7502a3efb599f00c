import hashlib
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.domain.exchange_faults import (
    ChainBroken,
    FileForAnotherOffice,
    FileIncomplete,
    FileNotOurs,
    FileOverLimit,
    FileRefused,
    FileTooNew,
    HeaderInvalid,
    RecordInvalid,
    SealUnopened,
    SenderRevoked,
    SenderUnknown,
    SignatureWrong,
)
from lotse_desk.sync import batch_reader
from lotse_desk.sync.batch_header import BatchHeader
from lotse_desk.sync.batch_reader import DeskKey, read_batch
from lotse_desk.sync.batch_writer import BATCH_CONTEXT, write_batch
from lotse_desk.sync.canonical import canonical
from lotse_desk.sync.events import commitment, genesis
from lotse_desk.sync.frame import FileKind, frame
from lotse_desk.sync.keys import SealIdentity, SigningKey, seal
from tests.proof.sample_events import new_event, purged


def sealed_lines(desk, office, lines, *, packed=None, by=None):
    """A batch of arbitrary lines, rightly signed and sealed."""
    body = b"".join(line + b"\n" for line in lines)
    signature = desk.key.sign(BATCH_CONTEXT, hashlib.sha512(body).digest())
    trailer = canonical({"by": by or desk.desk, "signature": signature}) + b"\n"
    plain = zlib.compress(body + trailer) if packed is None else packed
    return frame(FileKind.BATCH, office, seal(plain, (desk.office_seal.recipient,)))


def read(desk, data, office):
    return read_batch(data, office, (desk.office_seal,), desk.roster)


def test_what_was_written_reads_back(desk, office):
    batch = read(desk, desk.batch(), office)
    assert batch.header == desk.header()
    assert list(batch.events()) == desk.events
    assert list(batch.events(after=2)) == desk.events[2:]
    assert [batch.hash_at(seq) for seq in range(5)] == [desk.hash_at(seq) for seq in range(5)]


def test_a_part_of_a_log_with_purged_events(desk, office):
    desk.events[2] = purged(desk.events[2])
    batch = read(desk, desk.batch(2), office)
    assert list(batch.events()) == desk.events[1:]
    assert batch.hash_at(1) == desk.hash_at(1)


def test_the_recovery_key_opens_it_too(desk, office):
    batch = read_batch(desk.batch(), office, (desk.recovery_seal,), desk.roster)
    assert batch.header.events == 4


def test_cut_at_every_byte_it_is_incomplete(desk, office):
    data = desk.batch()
    for length in range(len(data)):
        with pytest.raises(FileIncomplete):
            read(desk, data[:length], office)


def test_anything_behind_it_makes_it_incomplete(desk, office):
    with pytest.raises(FileIncomplete):
        read(desk, desk.batch() + b"\0", office)


def test_a_flip_anywhere_is_refused(desk, office):
    data = desk.batch()
    for place in range(0, len(data), 3):
        flipped = bytearray(data)
        flipped[place] ^= 1 << (place % 8)
        with pytest.raises(FileRefused):
            read(desk, bytes(flipped), office)


def test_a_flip_with_a_mended_digest_is_refused(desk, office):
    data = desk.batch()
    for place in range(68, len(data), 7):
        body = bytearray(data[68:])
        body[place - 68] ^= 0x10
        with pytest.raises(SealUnopened):
            read(desk, frame(FileKind.BATCH, office, bytes(body)), office)


@given(st.binary(max_size=300))
def test_any_bytes_in_a_seal_are_refused(noise):
    identity = SealIdentity.generate()
    sealed = frame(FileKind.BATCH, "0f" * 16, seal(noise, (identity.recipient,)))
    with pytest.raises(SignatureWrong):
        read_batch(sealed, "0f" * 16, (identity,), {})


def test_strangers(desk, office):
    data = desk.batch()
    with pytest.raises(FileForAnotherOffice):
        read(desk, data, "aa" * 16)
    with pytest.raises(SealUnopened):
        read_batch(data, office, (SealIdentity.generate(),), desk.roster)
    with pytest.raises(SenderUnknown):
        read_batch(data, office, (desk.office_seal,), {})
    with pytest.raises(SenderRevoked):
        roster = {desk.desk: DeskKey(desk.key.public, revoked=True)}
        read_batch(data, office, (desk.office_seal,), roster)
    with pytest.raises(SignatureWrong):
        roster = {desk.desk: DeskKey(SigningKey.generate().public)}
        read_batch(data, office, (desk.office_seal,), roster)
    with pytest.raises(FileNotOurs):
        read(desk, b"PK" + data[2:], office)


def test_a_desk_cannot_speak_for_another(desk, make_desk, office):
    other = make_desk(desk="d2" * 16)
    lines = [desk.header().line(), *(event.line() for event in desk.events)]
    data = sealed_lines(other, office, lines)
    with pytest.raises(HeaderInvalid):
        read_batch(data, office, (desk.office_seal,), desk.roster | other.roster)


def test_a_newer_frame_or_header_is_too_new(desk, office):
    data = bytearray(desk.batch())
    data[7] = ord("2")
    with pytest.raises(FileTooNew):
        read(desk, bytes(data), office)
    newer = desk.header().line().replace(b'"format":1', b'"format":2')
    with pytest.raises(FileTooNew):
        read(desk, sealed_lines(desk, office, [newer]), office)


def altered(desk, **changes):
    return [replace(desk.header(), **changes).line(), *(event.line() for event in desk.events)]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"last": 3}, FileRefused),
        ({"last": 5}, RecordInvalid),
        ({"first": 2}, FileRefused),
        ({"after": "00" * 32}, ChainBroken),
        ({"before": "00" * 32}, HeaderInvalid),
        ({"counts": {"contact": 3}}, HeaderInvalid),
        ({"counts": {"contact": 0}}, HeaderInvalid),
        ({"office": "aa" * 16}, HeaderInvalid),
        ({"incarnation": "AB" * 16}, HeaderInvalid),
        ({"previous": "x"}, HeaderInvalid),
        ({"release": -1}, HeaderInvalid),
        ({"incarnation": "22" * 16}, HeaderInvalid),
    ],
)
def test_a_header_that_does_not_fit_is_refused(desk, office, changes, fault):
    with pytest.raises(fault):
        read(desk, sealed_lines(desk, office, altered(desk, **changes)), office)


def test_records_that_do_not_fit_are_refused(desk, office):
    header, *events = altered(desk)
    with pytest.raises(ChainBroken):
        read(desk, sealed_lines(desk, office, [header, events[1], events[0], *events[2:]]), office)
    with pytest.raises(RecordInvalid) as caught:
        read(desk, sealed_lines(desk, office, [header, events[0], b"{}", *events[2:]]), office)
    assert caught.value.line == 3
    with pytest.raises(HeaderInvalid):
        read(desk, sealed_lines(desk, office, [header, *events, events[0]]), office)
    with pytest.raises(RecordInvalid):
        read(desk, sealed_lines(desk, office, [header, *events[:3]]), office)
    for strange in ([], [b""], [b"null"], [b'{"format":1}'], [b"[" * 60_000]):
        with pytest.raises((HeaderInvalid, FileTooNew)):
            read(desk, sealed_lines(desk, office, strange), office)


def test_a_record_of_the_wrong_form_is_refused(desk, office):
    payload = b'{"concern":"way","week":"yesterday"}'
    bad = replace(desk.events[3], payload=payload, p=commitment(desk.events[3].nonce, payload))
    desk.events[3] = bad
    with pytest.raises(RecordInvalid):
        read(desk, desk.batch(), office)


def test_what_inflates_beyond_the_bound_is_refused(desk, office, monkeypatch):
    bomb = zlib.compress(b"\n" * (20 * 1024 * 1024), 9)
    data = sealed_lines(desk, office, [], packed=bomb)
    with pytest.raises(SignatureWrong):
        read(desk, data, office)
    monkeypatch.setattr(batch_reader, "INFLATED_LIMIT", 1024 * 1024)
    with pytest.raises(FileOverLimit):
        read(desk, data, office)
    monkeypatch.setattr(batch_reader, "BATCH_LIMIT", 1000)
    with pytest.raises(FileOverLimit):
        read(desk, data, office)


def test_something_packed_behind_the_stream_is_refused(desk, office):
    lines = b"".join(line + b"\n" for line in altered(desk))
    for packed in (zlib.compress(lines) + b"x", zlib.compress(lines)[:-1], b"", b"x"):
        with pytest.raises(SignatureWrong):
            read(desk, sealed_lines(desk, office, [], packed=packed), office)


def test_a_batch_nobody_could_take_is_never_written(desk):
    with pytest.raises(ValueError, match="differ"):
        write_batch(desk.header(), desk.events[:3], desk.key, (desk.office_seal.recipient,))
    with pytest.raises(ValueError, match="follows"):
        write_batch(desk.header(), desk.events[::2], desk.key, (desk.office_seal.recipient,))


def test_two_writings_of_the_same_events_differ_outside_but_not_inside(desk, office):
    one, two = desk.batch(), desk.batch()
    assert one != two
    assert list(read(desk, one, office).events()) == list(read(desk, two, office).events())


def test_nothing_of_an_event_can_be_read_outside(desk):
    data = desk.batch()
    for word in (b"first-advice", b"wohngeld", desk.desk.encode(), desk.events[0].id.encode()):
        assert word not in data


def test_unknown_kinds_and_fields_arrive_raw(make_desk, office):
    desk = make_desk()
    desk.events = [
        new_event(1, "from-next-year", {"deep": [{"er": 1}]}),
        new_event(2, "contact", {"concern": "way", "week": "2026-W40", "age": "x"}),
    ]
    assert list(read(desk, desk.batch(), office).events()) == desk.events


def test_a_header_from_the_next_version_with_more_names_is_read(desk, office):
    header = desk.header().line().replace(b'"counts"', b'"beyond":[1],"counts"')
    data = sealed_lines(desk, office, [header, *(event.line() for event in desk.events)])
    assert isinstance(read(desk, data, office).header, BatchHeader)


def test_a_first_batch_begins_at_the_beginning(desk, office):
    assert desk.header().before == genesis(desk.incarnation).hex()
