"""Reading and writing a medium while somebody may stop it, also where the medium falls silent."""

import queue
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from lotse_desk.sync.progress import Progress

Result = TypeVar("Result")
Signs = Callable[[int], object]

SILENT_S = 60.0
"""Seconds without a byte after which a medium counts as dead; a slow stick syncs 4 MB in these."""
_HEARD_EVERY_S = 0.1
_GRACE_S = 2.0
"""Seconds an act that was told to stop has to tidy up, before nobody waits for it any more."""


class _GivenUp(BaseException):
    """Nobody waits for this act any more."""


def attended(act: Callable[[Signs], Result], progress: Progress) -> Result:
    """What the act returns or raises; it runs in a thread of its own and gives signs of life.

    The signs (bytes moved) are told on in the thread that asked, which may stop the act by raising
    at any moment, also while the act waits for a medium that does not answer. Raises `TimeoutError`
    after a minute of silence, and then at once for whatever this progress is asked to attend. An
    act left alone ends at its next sign of life.
    """
    if progress.given_up:
        raise TimeoutError
    signs: queue.SimpleQueue[int | None] = queue.SimpleQueue()
    outcome: list[Result] = []
    raised: list[BaseException] = []
    alone = threading.Event()

    def sign(size: int = 0) -> None:
        if alone.is_set():
            raise _GivenUp
        signs.put(size)

    def run() -> None:
        try:
            outcome.append(act(sign))
        except BaseException as error:
            raised.append(error)
        finally:
            signs.put(None)

    thread = threading.Thread(target=run, daemon=True, name="medium")
    thread.start()
    try:
        _listen(signs, progress)
    except BaseException:
        alone.set()
        thread.join(_GRACE_S)
        raise
    if raised:
        raise raised[0]
    return outcome[0]


def _listen(signs: "queue.SimpleQueue[int | None]", progress: Progress) -> None:
    heard_at = time.monotonic()
    while True:
        try:
            size = signs.get(timeout=_HEARD_EVERY_S)
        except queue.Empty:
            progress.move()
            if time.monotonic() - heard_at > SILENT_S:
                progress.given_up = True
                raise TimeoutError from None
            continue
        if size is None:
            return
        heard_at = time.monotonic()
        progress.move(size)
