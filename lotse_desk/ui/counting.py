"""Acts of the counter on their way into the log: that they wait is said, and none is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from lotse_desk.home.home import Home
    from lotse_desk.ui.home_worker import HomeWorker

T = TypeVar("T")
LATE_MS = 1000


class Counting(QObject):
    """Gives acts to the desk's thread, where they go between the steps of an exchange.

    `late` comes once when one has waited a second, `failed` for each that is not in the log.
    """

    late = Signal()
    failed = Signal()

    def __init__(self, desk: HomeWorker, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting = 0
        self._afterwards: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LATE_MS)
        self._timer.timeout.connect(self.late)

    @property
    def waiting(self) -> int:
        """How many are not in the log yet."""
        return self._waiting

    def run(
        self,
        act: Callable[[Home], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Run an act that logs something."""

        def logged(result: T) -> None:
            done(result)
            self._came_back()

        def not_logged(error: Exception) -> None:
            self._afterwards = None  # somebody must read why
            failed(error)
            self.failed.emit()
            self._came_back()

        self._waiting += 1
        if not self._timer.isActive():
            self._timer.start()
        self._desk.run(act, logged, not_logged, meanwhile=True)

    def finish_then(self, afterwards: Callable[[], object]) -> bool:
        """Whether somebody must wait until all is in the log; then `afterwards`."""
        if not self._waiting:
            return False
        self._afterwards = afterwards
        return True

    def _came_back(self) -> None:
        self._waiting -= 1
        if self._waiting:
            return
        self._timer.stop()
        afterwards, self._afterwards = self._afterwards, None
        if afterwards is not None:
            afterwards()
