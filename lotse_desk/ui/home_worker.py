"""A thread that has a home open and runs acts on it one after the other."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from lotse_desk.home.home import Home

T = TypeVar("T")
Done = Callable[[T], object]
Failed = Callable[[Exception], object]


class HomeWorker(QObject):
    """Owns one connection to the home; the one with `writing` owns all writes of the desk.

    Acts run in the order they were given. What they return or raise is delivered in the thread
    of the window, by a queued signal. Errors nobody asked for come out of `failed`.
    """

    failed = Signal(object)
    _came_home = Signal(object)

    def __init__(self, folder: Path, *, writing: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._writing = writing
        self._executor = ThreadPoolExecutor(1, "desk" if writing else "reader")
        self._open = contextlib.ExitStack()
        self._home: Home | None = None
        self._newest: Counter[str] = Counter()
        self._closed = threading.Event()
        self._meanwhile: deque[Callable[[], None]] = deque()
        self._came_home.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def open(self, done: Done[None], failed: Failed) -> None:
        """Open the home in the thread; may be tried again after a failure."""
        self._submit(self._open_home, done, failed)

    def let_go(self, done: Callable[[], object]) -> None:
        """Close the home after the acts under way; it can be opened again."""
        self._submit(self._close_home, lambda _: done(), lambda _: done())

    def run(
        self,
        act: Callable[[Home], T],
        done: Done[T] | None = None,
        failed: Failed | None = None,
        *,
        meanwhile: bool = False,
    ) -> None:
        """Run an act after all that were given before.

        One with `meanwhile` may go earlier: where a long act under way lets others go first, never
        before another such act. It opens its own transactions.
        """
        self._submit(lambda: self._act(act), done, failed, meanwhile=meanwhile)

    def catch_up(self) -> None:
        """Called by a long act, in its thread: run what may go meanwhile.

        Does nothing inside a transaction: what begins then would belong to it.
        """
        while self._meanwhile and self._home is not None and not self._home.in_transaction:
            self._next_meanwhile()

    def run_latest(
        self,
        channel: str,
        act: Callable[[Home], T],
        done: Done[T],
        failed: Failed | None = None,
        *,
        meanwhile: bool = False,
    ) -> None:
        """Run an act unless a newer one of the same channel has been given since.

        `meanwhile` as in `run`.
        """
        self._newest[channel] += 1
        mine = self._newest[channel]

        def is_newest() -> bool:
            return self._newest[channel] == mine

        def guarded() -> tuple[bool, Any]:
            return (True, self._act(act)) if is_newest() else (False, None)

        def deliver(result: tuple[bool, Any]) -> None:
            if result[0] and is_newest():
                done(result[1])

        self._submit(guarded, deliver, failed, meanwhile=meanwhile)

    def run_without_home(
        self, act: Callable[[], T], done: Done[T] | None = None, failed: Failed | None = None
    ) -> None:
        """Run something that opens what it needs itself, such as the first set-up."""
        self._submit(act, done, failed)

    def close(self) -> None:
        """Wait for acts under way, then close the home; nothing is delivered any more."""
        if self._closed.is_set():
            return
        self._closed.set()
        self._executor.submit(self._open.close)
        self._executor.shutdown(wait=True)
        self._home = None

    def _submit(
        self,
        work: Callable[[], T],
        done: Done[T] | None,
        failed: Failed | None,
        *,
        meanwhile: bool = False,
    ) -> None:
        if self._closed.is_set():
            return

        def task() -> None:
            try:
                result = work()
            except Exception as error:
                on_failure = failed or self.failed.emit
                outcome, value = on_failure, error
            else:
                outcome, value = done, result  # type: ignore[assignment]
            if outcome is not None and not self._closed.is_set():
                self._came_home.emit(lambda: outcome(value))

        if meanwhile:
            self._meanwhile.append(task)
        self._executor.submit(self._next_meanwhile if meanwhile else task)

    def _next_meanwhile(self) -> None:
        """The oldest of them; none is left where it went earlier."""
        if self._meanwhile:
            self._meanwhile.popleft()()

    def _open_home(self) -> None:
        from lotse_desk.home.home import open_home

        self._open.close()
        self._home = self._open.enter_context(open_home(self._folder, writing=self._writing))

    def _close_home(self) -> None:
        self._home = None
        self._open.close()

    def _act(self, act: Callable[[Home], T]) -> T:
        if self._home is None:
            from lotse_desk.domain.faults import NoHome

            raise NoHome(str(self._folder))
        with self._home.naming_faults():
            return act(self._home)

    @Slot(object)
    def _deliver(self, delivery: Callable[[], None]) -> None:
        if not self._closed.is_set():
            delivery()


class Workers:
    """The threads of a window: one that writes, one that searches, one for paper and long lists."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        self.desk = HomeWorker(folder, writing=True, parent=parent)
        self.reader = HomeWorker(folder, writing=False, parent=parent)
        self.papers = HomeWorker(folder, writing=False, parent=parent)

    def __iter__(self) -> Iterator[HomeWorker]:
        return iter((self.desk, self.reader, self.papers))

    def close(self) -> None:
        """Let acts under way finish."""
        for worker in self:
            worker.close()
