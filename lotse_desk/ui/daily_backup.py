"""The backup of the day: made by itself while the window is open, in a thread of its own."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from lotse_desk.ui import backup_acts
from lotse_desk.ui.home_worker import HomeWorker
from lotse_desk.ui.said import Said, trouble

EVERY_MS = 60 * 60 * 1000
"""A window stays open for days; a backup that failed is tried again."""


class DailyBackup(QObject):
    """Begins when the window asks it to; what fails is said, and nothing waits for it."""

    said = Signal(object)
    made = Signal()
    damaged = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.worker = HomeWorker(folder, writing=False, parent=self)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.make_if_due)

    def make_if_due(self) -> None:
        """Make today's backup if there is none; look again every hour."""
        self._timer.start()
        self.worker.run_without_home(
            partial(backup_acts.make_due, self._folder), self._done, self._failed
        )

    def pause(self) -> None:
        """Begin nothing while the home is brought back."""
        self._timer.stop()

    def close(self) -> None:
        """Let a backup under way finish."""
        self._timer.stop()
        self.worker.close()

    def _done(self, path: Path | None) -> None:
        if path is not None:
            self.made.emit()

    def _failed(self, error: Exception) -> None:
        from lotse_desk.domain.faults import DatabaseDamaged

        if isinstance(error, DatabaseDamaged):
            self.damaged.emit(error)
        words = self.tr("Die Sicherung von heute ist nicht gelungen. {why}")
        self.said.emit(Said(words.format(why=trouble(error).text), trouble=True))
