"""The protocol as a whole: desks, an office and sticks, in any order of events.

Desks and office keep their state in memory and leave every decision to the engine; see
`tests/proof`. What must hold is the numbered list of docs/formats/exchange.md.
"""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotse_desk.sync.batch_reader import DeskKey
from tests.proof.parties import Desk, Office, Source, without_seal
from tests.proof.world import NAMES, World, history, shorter

STEPS = 30
FROM_SEEDS, PARTS, DRAWN = 1800, 6, 200
FIRST_SEED = int(os.environ.get("LOTSE_DESK_SEED", "0"))
"""Another start draws other histories: `LOTSE_DESK_SEED=5000000 make test`."""
NIGHT = 1_000_000
steps = st.tuples(st.sampled_from(NAMES), st.integers(0, 255), st.integers(0, 255))


def fails(one):
    try:
        World().play(one)
    except AssertionError:
        return True
    return False


def play_seeds(first, count):
    for seed in range(first, first + count):
        drawn = history(seed, STEPS)
        try:
            World().play(drawn)
        except AssertionError as error:
            pytest.fail(f"seed {seed}: {error}; shortest: {shorter(drawn, fails)}")


@pytest.mark.parametrize("part", range(PARTS))
def test_histories_from_seeds(part):
    each = FROM_SEEDS // PARTS
    play_seeds(FIRST_SEED + part * each, each)


@settings(max_examples=DRAWN, deadline=None)
@given(st.lists(steps, max_size=STEPS))
def test_histories_drawn(drawn):
    World().play(drawn)


@pytest.mark.night
@pytest.mark.timeout(0)
@pytest.mark.parametrize("part", range(100))
def test_a_million_histories(part):
    play_seeds(1_000_000 + part * NIGHT // 100, NIGHT // 100)


@pytest.mark.night
@settings(max_examples=20_000, deadline=None)
@given(st.lists(steps, min_size=30, max_size=120))
def test_long_histories_drawn(drawn):
    World().play(drawn)


def test_clocks_decide_nothing_but_how_long_payloads_stay():
    """The same histories with clocks that jump the other way lead to the same logs."""
    for seed in range(60):
        drawn = [*history(seed, STEPS), ("clock", seed, 0), ("month", 0, 0)]
        other = [(name, 255 - a if name == "clock" else a, b) for name, a, b in drawn]
        one, two = World().play(drawn), World().play(other)
        assert one.office.places == two.office.places
        assert {key: chain.hashes for key, chain in one.office.logs.items()} == {
            key: chain.hashes for key, chain in two.office.logs.items()
        }
        assert [desk.confirmed for desk in one.desks] == [desk.confirmed for desk in two.desks]


@settings(max_examples=60, deadline=None)
@given(
    lengths=st.lists(st.integers(1, 3), min_size=1, max_size=4),
    again=st.lists(st.integers(0, 11), min_size=1, max_size=5),
    order=st.randoms(use_true_random=False),
)
def test_intake_does_not_depend_on_order(lengths, again, order):
    """All batches of one history lead to the same office, however they arrive."""
    source = Source()
    desk, files = Desk.new(source), []
    desk.state = "enrolled"
    with without_seal():
        for length in lengths:
            for _ in range(length):
                desk.append(source.coming("contact", {"concern": "way", "week": "2026-W40"}))
            files += [data for data, _, _ in desk.batches([], even_if_empty=False)]
        for confirmed in again:
            desk.confirmed = confirmed % len(desk.log.events)
            files += [data for data, _, _ in desk.batches([], even_if_empty=False)]
        one, other = (Office("aa" * 16, roster={desk.id: DeskKey(desk.public)}) for _ in range(2))
        for data in files:
            one.take(data, source)
        shuffled = [*files, *files[: len(again)]]
        order.shuffle(shuffled)
        for data in shuffled:
            other.take(data, source)
    assert {r.event.id: r.event for r in one.records} == {
        r.event.id: r.event for r in other.records
    }
    assert {key: chain.hashes for key, chain in one.logs.items()} == {
        key: chain.hashes for key, chain in other.logs.items()
    }
    assert not one.held
    assert not other.held
    assert set(other.places) == {event.id for event in desk.log.events}
