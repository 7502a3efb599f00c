"""The recovery sheet: printed or saved where somebody says so; only then its key holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lotse_desk.ui import backup_acts
from lotse_desk.ui.backup_dialogs import ask_for_sheet
from lotse_desk.ui.home_worker import HomeWorker
from lotse_desk.ui.printing import PrintJob, PrintResult, SlipPrinter
from lotse_desk.ui.said import Said, trouble

if TYPE_CHECKING:
    from lotse_desk.home.recovery_key import RecoverySheet

AskWhere = Callable[[QWidget, Callable[[str], None], Callable[[], None]], object]


class SheetPrinting(QObject):
    """`said` what became of it; `busy` while it is under way; `kept`: a new sheet holds."""

    said = Signal(object)
    busy = Signal(bool)
    kept = Signal()

    def __init__(
        self, folder: Path, worker: HomeWorker, printer: SlipPrinter, page: QWidget
    ) -> None:
        super().__init__(page)
        self._folder, self._worker, self._printer, self._page = folder, worker, printer, page
        self.ask_where: AskWhere = ask_for_sheet

    def print(self) -> None:
        """Make a new sheet and print it; the system asks on which printer."""
        self._make(self._print)

    def save(self) -> None:
        """Make a new sheet and ask where its file should go."""
        self._make(self._ask_where)

    def _make(self, then: Callable[[RecoverySheet], object]) -> None:
        self.busy.emit(True)
        act = partial(backup_acts.new_sheet, self._folder)
        self._worker.run_without_home(act, then, self._failed)

    def _print(self, sheet: RecoverySheet) -> None:
        self._printer.print(PrintJob(sheet.pdf, asks=True), partial(self._printed, sheet))

    def _printed(self, sheet: RecoverySheet, result: PrintResult) -> None:
        if result is PrintResult.PRINTED:
            self._worker.run_without_home(
                partial(backup_acts.keep_sheet, self._folder, sheet),
                lambda _: self._holds(sheet),
                self._failed,
            )
        elif result is PrintResult.CANCELLED:
            self._left()
        else:
            self._ask_where(sheet)

    def _ask_where(self, sheet: RecoverySheet) -> None:
        self.ask_where(self._page, partial(self._save, sheet), self._left)

    def _save(self, sheet: RecoverySheet, path: str) -> None:
        self._worker.run_without_home(
            partial(backup_acts.save_sheet, self._folder, sheet, Path(path)),
            lambda _: self._holds(sheet),
            self._failed,
        )

    def _holds(self, sheet: RecoverySheet) -> None:
        self.busy.emit(False)
        words = self.tr(
            "Das Wiederherstellungsblatt Nr. {number} gilt ab jetzt. Sehen Sie nach, ob es gut "
            "lesbar ist, und schließen Sie es ein. Der Schlüssel steht nur darauf."
        )
        self.said.emit(Said(words.format(number=sheet.key.number)))
        self.kept.emit()

    def _left(self) -> None:
        self.busy.emit(False)
        self.said.emit(Said(self.tr("Kein neues Wiederherstellungsblatt; es bleibt, wie es war.")))

    def _failed(self, error: Exception) -> None:
        self.busy.emit(False)
        self.said.emit(trouble(error))
        self.kept.emit()
