"""Asking volumes that may be dead: an answer within a time, or none."""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

Result = TypeVar("Result")

ANSWER_S = 3.0
"""Seconds a volume has for its first answer: a disk that slept, a share beyond a slow line."""

_Answers = queue.SimpleQueue[tuple[tuple[Result, ...], BaseException | None]]


def within(seconds: float, ask: Callable[[], Result]) -> Result:
    """What `ask` returns or raises; raises `TimeoutError` once the time is over.

    A share whose server is gone holds up any call that touches it, and nothing can end that call:
    it goes on waiting in a thread of its own, which nobody waits for. `ask` must let other threads
    run while it waits, as calls of Python's own `os` do.
    """
    return _answer(_started(ask), seconds)


def answers(seconds: float, asks: Sequence[Callable[[], object]]) -> list[BaseException | None]:
    """What each of several, asked at the same time, raises, with `TimeoutError` for no answer."""
    until = time.monotonic() + seconds
    waiting = [_started(ask) for ask in asks]
    found: list[BaseException | None] = []
    for one in waiting:
        try:
            _answer(one, max(0.0, until - time.monotonic()))
            found.append(None)
        except (TimeoutError, OSError) as error:
            found.append(error)
    return found


def _started(ask: Callable[[], Result]) -> "_Answers[Result]":
    heard: _Answers[Result] = queue.SimpleQueue()

    def run() -> None:
        try:
            heard.put(((ask(),), None))
        except BaseException as error:
            heard.put(((), error))

    threading.Thread(target=run, daemon=True, name="volume").start()
    return heard


def _answer(heard: "_Answers[Result]", seconds: float) -> Result:
    try:
        answer, error = heard.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if error is not None:
        raise error
    return answer[0]
