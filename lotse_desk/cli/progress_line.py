"""One line that says how far reading and writing has come, on a terminal only."""

import sys
import time

_WORDS = {"look": "Wird angesehen", "take": "Wird gelesen", "write": "Wird geschrieben und geprüft"}
_EVERY_S = 0.2
_WIDTH = 60


class ProgressLine:
    """Hears steps and bytes; silent where standard error is no terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._step = ""
        self._next = 0.0

    def begins(self, step: str) -> None:
        """A step begins."""
        self._step, self._next = _WORDS[step], 0.0

    def moved(self, done: int, total: int) -> None:
        """So many bytes of so many."""
        if not self._shown or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _EVERY_S
        amount = f" {done / 1e6:.1f} von {total / 1e6:.1f} MB" if total else ""
        self._put(f"{self._step} …{amount}")

    def clear(self) -> None:
        """Leave the line to what is said next."""
        if self._shown:
            self._put("")

    def _put(self, text: str) -> None:
        sys.stderr.write(f"\r{text:<{_WIDTH}}\r" if not text else f"\r{text:<{_WIDTH}}")
        sys.stderr.flush()
