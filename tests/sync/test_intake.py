from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.domain.exchange_faults import HistoryForked
from lotse_desk.sync.batch_reader import read_batch
from lotse_desk.sync.events import genesis, link
from lotse_desk.sync.intake import (
    Append,
    Duplicate,
    Fork,
    Hold,
    KnownEvent,
    KnownLog,
    plan_batch,
    sort_events,
)
from lotse_desk.sync.receipts import (
    Confirmed,
    Diverged,
    Receipt,
    Unknown,
    conclude,
    confirmed_twice,
)
from tests.proof.sample_events import new_event, purged

CONTACT = {"concern": "way", "week": "2026-W40"}


@dataclass
class OneLog:
    """An office that knows a desk's log up to some number; hashes below `kept` are gone."""

    up_to: int | None
    hashes: list[bytes] = field(default_factory=list)
    kept: int = 0

    def known_log(self, _desk, _incarnation):
        return None if self.up_to is None else KnownLog(self.up_to, self.hashes[self.up_to])

    def known_hash(self, _desk, _incarnation, seq):
        return self.hashes[seq] if seq >= self.kept else None


def chain(desk):
    return [desk.hash_at(seq) for seq in range(len(desk.events) + 1)]


def plan(desk, office, logs, first, last=None):
    data = desk.batch(first, last)
    return plan_batch(read_batch(data, office, (desk.office_seal,), desk.roster), logs)


def test_a_first_batch(desk, office):
    assert plan(desk, office, OneLog(None), 1) == Append(0)
    assert plan(desk, office, OneLog(None), 3) == Hold(1, 2)
    assert plan(desk, office, OneLog(None), 1, 0) == Duplicate()


@pytest.mark.parametrize(
    ("known", "first", "last", "expected"),
    [
        (2, 3, 4, Append(2)),
        (2, 1, 4, Append(2)),
        (2, 2, 3, Append(2)),
        (2, 4, 4, Hold(3, 3)),
        (4, 1, 4, Duplicate()),
        (4, 2, 3, Duplicate()),
        (0, 1, 2, Append(0)),
        (0, 3, 4, Hold(1, 2)),
        (4, 5, 4, Duplicate()),
        (3, 5, 4, Hold(4, 4)),
        (4, 3, 2, Duplicate()),
    ],
)
def test_what_is_known_decides(desk, office, known, first, last, expected):
    assert plan(desk, office, OneLog(known, chain(desk)), first, last) == expected


@pytest.mark.parametrize(("known", "first", "last"), [(4, 1, 4), (2, 1, 4), (2, 3, 4), (4, 1, 3)])
def test_another_history_is_a_fork(desk, office, known, first, last):
    hashes = chain(desk)
    desk.events = [new_event(seq, "contact", CONTACT) for seq in range(1, 5)]
    expected = Fork(last if last < known else known)
    assert plan(desk, office, OneLog(known, hashes), first, last) == expected


def test_an_old_batch_whose_hashes_are_no_longer_kept_changes_nothing(desk, office):
    logs = OneLog(4, chain(desk), kept=4)
    assert plan(desk, office, logs, 1, 2) == Duplicate()


def test_events_are_sorted_by_what_is_known(desk):
    a, b, c, d = desk.events
    known = {
        b.id: KnownEvent(b.kind, b.p, has_content=True),
        c.id: KnownEvent(c.kind, c.p, has_content=False),
        d.id: KnownEvent(d.kind, d.p, has_content=True),
    }
    result = sort_events([a, b, c, purged(d)], known)
    assert (result.new, result.again, result.regained) == (
        (a,),
        (b, purged(d)),
        (c,),
    )


def test_an_id_twice_in_a_batch_counts_once(desk):
    event = desk.events[0]
    result = sort_events([purged(event), event, event], {})
    assert result.new == (purged(event),)
    assert result.regained == (event,)
    assert result.again == (event,)


@pytest.mark.parametrize("other", [("tally", None), ("contact", "00" * 32)])
def test_a_known_id_with_other_content_is_a_fork(desk, other):
    event = desk.events[1]
    known = {event.id: KnownEvent(other[0], other[1] or event.p, has_content=True)}
    with pytest.raises(HistoryForked) as caught:
        sort_events(desk.events, known)
    assert caught.value.seq == 2


def test_what_a_desk_concludes(desk):
    def judge(*receipts):
        return conclude(receipts, desk.desk, desk.incarnation, 4, desk.hash_at)

    def receipt(up_to, head, incarnation=desk.incarnation, who=desk.desk):
        return Receipt(who, incarnation, up_to, head)

    assert judge() == Unknown()
    assert judge(receipt(3, desk.hash_at(3), incarnation="22" * 16)) == Unknown()
    assert judge(receipt(3, desk.hash_at(3), who="d2" * 16)) == Unknown()
    assert judge(receipt(4, desk.hash_at(4))) == Confirmed(4)
    assert judge(receipt(0, genesis(desk.incarnation))) == Confirmed(0)
    assert judge(receipt(3, desk.hash_at(4))) == Diverged(3)
    assert judge(receipt(5, link(desk.hash_at(4), desk.events[0]))) == Diverged(5)


@given(st.lists(st.integers(0, 50), max_size=5))
def test_payloads_go_only_after_two_confirmations(confirmations):
    limit = confirmed_twice(confirmations)
    if len(confirmations) < 2:
        assert limit == 0
    else:
        assert limit == min(confirmations[:2])
