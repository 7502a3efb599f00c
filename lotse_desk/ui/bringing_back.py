"""Backups in the window: one a day, their page, and a home let go while one is brought back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from lotse_desk.home.system_words import in_german
from lotse_desk.ui.backups_page import BackupsPage
from lotse_desk.ui.daily_backup import DailyBackup
from lotse_desk.ui.home_worker import HomeWorker, Workers
from lotse_desk.ui.printing import SlipPrinter
from lotse_desk.ui.said import Said, trouble


class BringingBack(QObject):
    """`begun`: the home is let go now; `finished`: it may be opened again."""

    said = Signal(object)
    begun = Signal()
    finished = Signal()

    def __init__(
        self, folder: Path, workers: Workers, printer: SlipPrinter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._workers = workers
        self.daily = DailyBackup(folder, self)
        self._reader = HomeWorker(folder, writing=False, parent=self)
        self.page = BackupsPage(folder, self.daily.worker, self._reader, printer)
        self.page.said.connect(self.said)
        self.page.bring_back.connect(self._let_go)
        self.page.again.connect(self.finished)
        self.daily.said.connect(self.said)
        self.daily.made.connect(self.page.read)
        self.daily.damaged.connect(self.found_damaged)

    def found_damaged(self, error: Exception) -> None:
        """Somebody met damage: the page offers the way out."""
        finding = in_german(str(getattr(error, "finding", "")))
        self.page.show_damaged(
            self.tr("Befund: {finding}").format(finding=finding)
            if finding
            else self.tr("Befund: Die Datenbank ist nicht mehr da.")
        )

    def close(self) -> None:
        """Let a backup under way finish."""
        self.daily.close()
        self._reader.close()

    def _let_go(self, act: Callable[[Path], object], words: Callable[[object], str]) -> None:
        """Once no thread has the home open, run the act on its folder."""
        self.begun.emit()
        self.daily.pause()
        waiting = list(self._workers)

        def gone() -> None:
            waiting.pop()
            if not waiting:
                self.daily.worker.run_without_home(
                    partial(act, self._folder),
                    lambda answer: self._ended(Said(words(answer))),
                    lambda error: self._ended(trouble(error)),
                )

        for worker in self._workers:
            worker.let_go(gone)

    def _ended(self, said: Said) -> None:
        self.page.show_sound()
        self.page.ended(said)
        self.said.emit(said)
        self.finished.emit()
