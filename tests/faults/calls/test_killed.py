"""Each flow killed at its system calls, one after the other: before or after, nothing between."""

import pytest

pytestmark = pytest.mark.timeout(7200)


def test_killed_at_any_call_nobody_is_lost_or_counted_twice(trials, chosen, record_property):
    calls = trials.calls()
    points = chosen(calls, 8)
    killed = sum(trials.killed(call) for call in points)
    record_property("tried", f"{trials.name}: {len(calls)} calls, killed at {killed}")
    assert killed >= 0.8 * len(points)
