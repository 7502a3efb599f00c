"""A search goes before work in the background: whoever imports stops for a moment while it runs.

Threads of one process share one interpreter. Without this a keystroke beside an import takes at
least twice as long, and as much longer as the system happens to switch late.
"""

import threading

LONGEST_WAIT = 0.05
"""Seconds that work waits for a search at one place at most; it is never stopped for good."""


class _Searches:
    """How many searches run; entered by each."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running = 0
        self._nobody = threading.Event()
        self._nobody.set()

    def __enter__(self) -> None:
        with self._lock:
            self._running += 1
            self._nobody.clear()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._running -= 1
            if not self._running:
                self._nobody.set()

    def wait_for_none(self, seconds: float) -> None:
        if not self._nobody.is_set():
            self._nobody.wait(seconds)


searching = _Searches()
"""Entered while a search runs: `with searching:`."""


def give_way() -> None:
    """Wait while somebody searches, at most `LONGEST_WAIT`; called between records."""
    searching.wait_for_none(LONGEST_WAIT)
