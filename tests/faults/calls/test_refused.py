"""Each flow with calls that fail, once or for good: a fault with a sentence, or it succeeds."""

import itertools
import os
from collections import Counter

import pytest

CHANGING = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "mkdir", "fallocate")
NAMING = ("rename", "unlink", "unlinkat", "mkdir", "chmod", "fchmod")
EVERY = (*CHANGING, "openat", "close", *NAMING)
FOR_GOOD = {
    "ENOSPC": CHANGING,
    "EDQUOT": CHANGING,
    "EIO": EVERY,
    "EACCES": ("openat", *NAMING),
    "EROFS": (*CHANGING, *NAMING),
}
"""What goes on failing once a disk has begun to fail in this way."""
pytestmark = pytest.mark.timeout(7200)
NIGHT = bool(os.environ.get("LOTSE_DESK_NIGHT"))


def from_then_on(calls, index, code):
    """Injections that make every later call of these names fail, too."""
    before = calls[: index + 1]
    for name in FOR_GOOD[code]:
        nth = max((call.nth for call in before if call.name == name), default=0)
        first = nth if calls[index].name == name else nth + 1
        yield f"{name}:error={code}:when={first}+"


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "for-good"])
def test_calls_that_fail_are_said_and_harm_nothing(trials, chosen, lasting, record_property):
    calls = trials.calls()
    codes = itertools.cycle(FOR_GOOD)
    for _ in range(len(trials.name) % len(FOR_GOOD)):
        next(codes)  # another flow begins with another
    said, wrong = Counter(), []
    for call in chosen(calls, 1):
        for code in FOR_GOOD if NIGHT else [next(codes)]:
            if lasting:
                injections = list(from_then_on(calls, calls.index(call), code))
            else:
                injections = [f"{call.name}:error={code}:when={call.nth}"]
            try:
                said[trials.refused(*injections)] += 1
            except AssertionError as error:
                wrong.append((call, injections, str(error)))
                trials.fresh()
    record_property("tried", f"{trials.name}: {len(calls)} calls, {dict(said)}")
    assert not wrong
    assert not lasting or set(said) - {""}


def test_files_that_cannot_grow_are_said_and_harm_nothing(trials, record_property):
    """Short writes by the system's own hand: a limit to the size of every file."""
    sizes = range(0, 700_000, 5003) if NIGHT else (0, 700, 9000, 300_001)
    said = Counter(trials.cut_short(size) for size in sizes)
    record_property("tried", f"{trials.name}: {len(sizes)} sizes, {dict(said)}")
    assert set(said) & {"disk-full", "disk-failure", "medium-full"}
