"""Each flow killed at its system calls, one after the other: before or after, nothing between."""

import pytest

pytestmark = pytest.mark.timeout(7200)


def test_killed_at_any_call_nobody_is_lost_or_counted_twice(trials, chosen, record_property):
    calls = trials.calls()
    points = chosen(calls, 6)
    killed, wrong = 0, []
    for call in points:
        try:
            killed += trials.killed(call)
        except AssertionError as error:
            wrong.append((call, str(error)))
            trials.fresh()
    record_property("tried", f"{trials.name}: {len(calls)} calls, killed at {killed}")
    assert not wrong
    assert killed >= 0.8 * len(points)
