"""How far reading and writing a medium has come; whoever hears it may stop it by raising."""

from collections.abc import Callable

Begins = Callable[[str], object]
Moved = Callable[[int, int], object]


class Progress:
    """Counts bytes within a step and tells them on.

    `stopped` says that the listener raised, `given_up` that the medium was silent for too long.

    `begins` hears the name of each step, `moved` the bytes done and those known to be done in this
    step: both grow, done never above all. `moved` is also called without news, so that a listener
    may raise at any moment; what it raises goes through.
    """

    def __init__(
        self, begins: Begins = lambda _: None, moved: Moved = lambda _done, _total: None
    ) -> None:
        self._begins, self._moved = begins, moved
        self._done = self._total = 0
        self.stopped = self.given_up = False

    def begin(self, step: str) -> None:
        """A step begins; bytes count anew."""
        self._done = self._total = 0
        self._tell(lambda: self._begins(step))

    def expect(self, size: int) -> None:
        """So many bytes more will be moved in this step."""
        self._total += size

    def move(self, size: int = 0) -> None:
        """So many bytes were moved; none is a sign of life."""
        self._done += size
        self._total = max(self._total, self._done)
        self._tell(lambda: self._moved(self._done, self._total))

    def _tell(self, act: Callable[[], object]) -> None:
        try:
            act()
        except BaseException:
            self.stopped = True
            raise
