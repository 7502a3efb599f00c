"""The slip just made: on its way to the printer, once more, or into a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
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


@dataclass(frozen=True)
class HeldSlip:
    """A slip; `german_instead` where there are no slips in the person's language."""

    pdf: bytes
    german_instead: bool = False


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
        self._slip: HeldSlip | None = None
        self._folder: Path | None = None
        self.times_forgotten = 0
        actions.reprint.triggered.connect(self._reprint)
        actions.save_slip.triggered.connect(self.save)

    def print(self, slip: HeldSlip, times_forgotten: int) -> None:
        """Send a new slip to the printer.

        It is held unless something was forgotten since it was asked for: then it belongs to a
        person who is gone.
        """
        if times_forgotten == self.times_forgotten:
            self._hold(slip)
        self._send(slip)

    def save(self) -> None:
        """Save the slip where the Lotse says."""
        if self._slip is not None:
            self._ask_file(self.tr("zettel.pdf"), partial(self._save, self._slip))

    def forget(self) -> None:
        """Drop the slip, also one that is still being made."""
        self.times_forgotten += 1
        self._hold(None)

    def _hold(self, slip: HeldSlip | None) -> None:
        self._slip = slip
        for action in (self._actions.reprint, self._actions.save_slip):
            action.setEnabled(slip is not None)

    def _reprint(self) -> None:
        if self._slip is not None:
            self._send(self._slip)

    def _send(self, slip: HeldSlip) -> None:
        printer = self._house.printer
        job = PrintJob(slip.pdf, printer.name, printer.asks)
        self._printer.print(job, partial(self._printed, slip))

    def _printed(self, slip: HeldSlip, result: PrintResult) -> None:
        if result is PrintResult.PRINTED:
            self.said.emit(Said(self._printed_words(slip)))
        elif result is PrintResult.NO_PRINTER and self._folder is not None:
            self._save(slip, _free_name(self._folder))
        elif slip is not self._slip:
            words = self.tr("Gezählt, aber nicht gedruckt. Der Zettel ist schon verworfen.")
            self.said.emit(Said(words, trouble=True))
        elif result is PrintResult.CANCELLED:
            words = self.tr(
                "Gezählt, nicht gedruckt: abgebrochen. Strg+Umschalt+P fragt noch einmal, "
                "Strg+Z nimmt den letzten Eintrag zurück."
            )
            self.said.emit(Said(words, trouble=True))
        elif result is PrintResult.NO_PRINTER:
            words = self.tr(
                "Gezählt, aber nicht gedruckt. Hier ist kein Drucker: Wohin sollen die Zettel? "
                "Strg+Umschalt+S fragt noch einmal."
            )
            self.said.emit(Said(words, trouble=True))
            self.save()
        else:
            words = self.tr(
                "Gezählt, aber nicht gedruckt: Der Drucker nahm den Zettel nicht an. "
                "Der Kontakt zählt mit Zettel, obwohl es kein Papier gibt. Strg+Umschalt+P druckt "
                "noch einmal, Strg+Umschalt+S speichert als Datei, Strg+Z nimmt den letzten "
                "Eintrag zurück."
            )
            self.said.emit(Said(words, trouble=True))

    def _printed_words(self, slip: HeldSlip) -> str:
        if slip.german_instead:
            return self.tr(
                "Gezählt und auf Deutsch gedruckt: In dieser Sprache gibt es keinen Zettel."
            )
        return self.tr("Gezählt und gedruckt.")

    def _save(self, slip: HeldSlip, path: Path) -> None:
        self._papers.run_without_home(
            lambda: save_as_file(slip.pdf, path),
            lambda _: self._saved(slip, path),
            self._not_saved,
        )

    def _saved(self, slip: HeldSlip, path: Path) -> None:
        self._folder = path.parent
        words = self.tr("Gezählt. Zettel gespeichert: {path}. Nach dem Drucken bitte löschen.")
        if slip.german_instead:
            words = self.tr(
                "Gezählt. Zettel auf Deutsch gespeichert, in dieser Sprache gibt es keinen: "
                "{path}. Nach dem Drucken bitte löschen."
            )
        self.said.emit(Said(words.format(path=path)))

    def _not_saved(self, error: Exception) -> None:
        self._folder = None
        words = self.tr("Gezählt, aber der Zettel ist nicht gespeichert.")
        self.said.emit(Said(f"{words} {trouble(error).text}", trouble=True))


def _free_name(folder: Path) -> Path:
    """A name no file in the folder has; it says nothing about the slip."""
    names = (folder / f"zettel-{number}.pdf" for number in count(1))
    return next(path for path in names if not path.exists())
