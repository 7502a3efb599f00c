import hashlib
import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.sync.events import (
    Event,
    check_event,
    commitment,
    genesis,
    link,
    link_bytes,
    new_id,
    parse_line,
)
from lotse_desk.sync.kinds import RecordUnfit, check_record, contacts_in
from tests.proof.sample_events import new_event, purged

CONTACT = {"concern": "way", "week": "2026-W40"}

contents = st.dictionaries(
    st.text(min_size=1, max_size=8).filter(str.isidentifier),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.integers(0, 10**6),
    max_size=4,
)


@given(contents, st.integers(1, 10**12))
def test_an_event_travels_unchanged(content, seq):
    event = new_event(seq, "some-new-kind", content)
    line = event.line()
    assert parse_line(line) == event
    assert line == rfc8785.dumps(json.loads(line))
    assert link_bytes(event) == rfc8785.dumps(
        {"id": event.id, "kind": event.kind, "p": event.p, "seq": seq}
    )


def test_a_purged_event_keeps_its_place_in_the_chain():
    event = new_event(7, "contact", CONTACT)
    bare = purged(event)
    assert bare.purged
    assert parse_line(bare.line()) == bare
    assert link(b"\0" * 32, bare) == link(b"\0" * 32, event)


def test_the_chain_is_what_the_format_says():
    incarnation, identity, nonce = "ab" * 16, "cd" * 16, "ef" * 16
    payload = b'{"concern":"way","week":"2026-W40"}'
    p = hashlib.sha256(bytes.fromhex(nonce) + payload).hexdigest()
    assert commitment(nonce, payload) == p
    start = hashlib.sha256(b"lotse-desk log 1\n" + bytes.fromhex(incarnation)).digest()
    assert genesis(incarnation) == start
    element = f'{{"id":"{identity}","kind":"contact","p":"{p}","seq":1}}'.encode()
    event = Event(1, identity, "contact", p, payload, nonce)
    assert link(start, event) == hashlib.sha256(start + element).digest()


@given(st.sampled_from(["seq", "id", "kind", "p"]))
def test_every_part_changes_the_hash(part):
    event = new_event(1, "contact", CONTACT)
    changed = {
        "seq": Event(2, event.id, event.kind, event.p, None, None),
        "id": Event(1, new_id(), event.kind, event.p, None, None),
        "kind": Event(1, event.id, "tally", event.p, None, None),
        "p": Event(1, event.id, event.kind, "00" * 32, None, None),
    }[part]
    assert link(b"", changed) != link(b"", event)


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("contact", {"week": "2026-W40"}),
        ("contact", {"concern": "way", "week": "2026-W54"}),
        ("contact", {"concern": "Way", "week": "2026-W40"}),
        ("contact", {"concern": "way", "week": "2026-W40", "topics": "wohngeld"}),
        ("contact", {"concern": "way", "week": "2026-W40", "topics": ["a"] * 41}),
        ("contact", {"concern": "way", "week": "2026-W40", "half": "noon"}),
        ("contact", {"concern": "way", "week": "2026-W40", "unmet": [{"topic": "x"}]}),
        ("contact", {"concern": "way", "week": "2026-W40", "language": None}),
        ("tally", {"concern": "way", "count": 0, "week": "2026-W40"}),
        ("tally", {"concern": "way", "count": True, "week": "2026-W40"}),
        ("tally", {"concern": "way", "count": "3", "week": "2026-W40"}),
        ("referral", {"code": "x", "service": "s", "town": "marl", "week": "2026-W40"}),
        ("return", {"code": "3479ACDE"}),
        ("hard-topic", {"topic": "wohngeld", "quarter": "2026-Q5"}),
        ("missed-word", {"word": "zwei Worte"}),
        ("undo", {"event": "1"}),
        ("proposal", {"entity": "service", "entity_id": "s", "field": "na-me"}),
        ("Contact", {}),
        ("x" * 33, {}),
    ],
)
def test_a_record_that_is_not_of_its_kind_is_never_made(kind, payload):
    with pytest.raises(RecordUnfit):
        new_event(1, kind, payload)


def test_unknown_fields_and_kinds_pass():
    check_record("contact", CONTACT | {"age": "30-39"})
    check_record("from-next-year", {"anything": [1]})
    assert contacts_in("from-next-year", {"count": 7}) == 0


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b'{"id":"00","kind":"contact","p":"00","seq":1}',
        new_event(1, "contact", CONTACT).line() + b" ",
        new_event(1, "contact", CONTACT).line().replace(b'"seq":1', b'"seq":01'),
        new_event(1, "contact", CONTACT).line().replace(b'"seq":1', b'"seq":0'),
        b'{"id":"' + b"0" * 70_000,
    ],
)
def test_a_line_that_is_no_event(line):
    with pytest.raises(RecordUnfit):
        parse_line(line)


def test_content_that_is_not_canonical_is_found():
    payload = b'{"week":"2026-W40","concern":"way"}'
    event = Event(1, new_id(), "contact", commitment("00" * 16, payload), payload, "00" * 16)
    with pytest.raises(ValueError, match="spelling"):
        check_event(parse_line(event.line()))


def test_contacts():
    assert contacts_in("contact", CONTACT) == 1
    assert contacts_in("tally", {"count": 17}) == 17
    assert contacts_in("referral", {}) == 0
