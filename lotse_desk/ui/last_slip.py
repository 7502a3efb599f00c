"""The slip just made: on its way to the printer, once more, or into a file."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lotse_desk.ui.printing import PrintJob, PrintResult, SlipPrinter, save_as_file
from lotse_desk.ui.said import Said, trouble

if TYPE_CHECKING:
    from lotse_desk.ui.counter_actions import CounterActions
    from lotse_desk.ui.home_worker import HomeWorker
    from lotse_desk.ui.house import House

AskFile = Callable[[str, Callable[[Path], None]], None]


class LastSlip(QObject):
    """Held in memory until the next one; never stored unless the Lotse saves it."""

    said = Signal(object)

    def __init__(
        self,
        house: House,
        papers: HomeWorker,
        printer: SlipPrinter,
        ask_file: AskFile,
        actions: CounterActions,
    ) -> None:
        super().__init__(actions)
        self._house, self._papers, self._printer = house, papers, printer
        self._ask_file, self._actions = ask_file, actions
        self._pdf = b""
        self._folder: Path | None = None
        actions.reprint.triggered.connect(self._send)
        actions.save_slip.triggered.connect(self.save)
        printer.printed.connect(self._printed)

    def print(self, pdf: bytes) -> None:
        """Send a new slip to the printer."""
        self._hold(pdf)
        self._send()

    def save(self) -> None:
        """Save the slip where the Lotse says."""
        if self._pdf:
            self._ask_file(self.tr("zettel.pdf"), self._save)

    def forget(self) -> None:
        """Drop the slip."""
        self._hold(b"")

    def _hold(self, pdf: bytes) -> None:
        self._pdf = pdf
        for action in (self._actions.reprint, self._actions.save_slip):
            action.setEnabled(bool(pdf))

    def _send(self) -> None:
        if self._pdf:
            self._printer.print(PrintJob(self._pdf, self._house.printer))

    def _printed(self, result: PrintResult) -> None:
        if result is PrintResult.PRINTED:
            self.said.emit(Said(self.tr("Gezählt und gedruckt.")))
        elif result is PrintResult.NO_PRINTER:
            self._save_instead()
        else:
            words = self.tr(
                "Gezählt, aber nicht gedruckt: Der Drucker nahm den Zettel nicht an. "
                "Strg+Umschalt+P druckt noch einmal, Strg+Umschalt+S speichert ihn als Datei."
            )
            self.said.emit(Said(words, trouble=True))

    def _save_instead(self) -> None:
        """Without a printer: where the last one went, or where the Lotse says."""
        if self._folder is not None:
            self._save(_free_name(self._folder))
            return
        words = self.tr("Gezählt. Hier ist kein Drucker: Wohin sollen die Zettel?")
        self.said.emit(Said(words, trouble=True))
        self.save()

    def _save(self, path: Path) -> None:
        self._folder = path.parent
        pdf = self._pdf
        words = self.tr("Zettel gespeichert: {path}").format(path=path)
        self._papers.run_without_home(
            lambda: save_as_file(pdf, path),
            lambda _: self.said.emit(Said(words)),
            lambda error: self.said.emit(trouble(error)),
        )


def _free_name(folder: Path) -> Path:
    """A name no file in the folder has; it says nothing about the slip."""
    names = (folder / f"zettel-{number}.pdf" for number in count(1))
    return next(path for path in names if not path.exists())
