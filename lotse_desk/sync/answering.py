"""Asking places that may be dead: an answer within a time, or none."""

import queue
import threading
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

Result = TypeVar("Result")

ANSWER_S = 3.0
"""Seconds a volume has for its first answer: a disk that slept, a share beyond a slow line."""

_Answers = queue.SimpleQueue[tuple[tuple[Result, ...], BaseException | None]]
_unanswered: dict[str, threading.Thread] = {}
"""Places that were asked in vain, with the thread that still waits for them."""


def within(seconds: float, place: str, ask: Callable[[], Result]) -> Result:
    """What `ask` returns or raises of a place; raises `TimeoutError` once the time is over.

    A share whose server is gone holds up any call that touches it, and nothing can end that call:
    it goes on waiting in a thread of its own, which nobody waits for. As long as it does, the same
    place is not asked again. `ask` must let other threads run while it waits, as calls of Python's
    own `os` do.
    """
    return _answer(place, _started(place, ask), seconds)


def answers(
    seconds: float, asks: Mapping[str, Callable[[], object]]
) -> dict[str, BaseException | None]:
    """What each of several places, asked at the same time, raises: `TimeoutError`, `OSError`."""
    until = time.monotonic() + seconds
    waiting = {place: _started(place, ask) for place, ask in asks.items()}
    found: dict[str, BaseException | None] = {}
    for place, heard in waiting.items():
        try:
            _answer(place, heard, max(0.0, until - time.monotonic()))
            found[place] = None
        except (TimeoutError, OSError) as error:
            found[place] = error
    return found


def _started(place: str, ask: Callable[[], Result]) -> "tuple[_Answers[Result], threading.Thread]":
    heard: _Answers[Result] = queue.SimpleQueue()

    def run() -> None:
        try:
            heard.put(((ask(),), None))
        except BaseException as error:
            heard.put(((), error))

    earlier = _unanswered.get(place)
    if earlier is not None and earlier.is_alive():
        heard.put(((), TimeoutError()))
        return heard, earlier
    _unanswered.pop(place, None)
    thread = threading.Thread(target=run, daemon=True, name="asks a place")
    thread.start()
    return heard, thread


def _answer(
    place: str, asked: "tuple[_Answers[Result], threading.Thread]", seconds: float
) -> Result:
    heard, thread = asked
    try:
        answer, error = heard.get(timeout=seconds)
    except queue.Empty:
        _unanswered[place] = thread
        raise TimeoutError from None
    if error is not None:
        raise error
    return answer[0]
