"""The menu of papers that are no slips: boards, poster, leaflet, list of today, quick card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from lotse_desk.ui import paper_acts
from lotse_desk.ui.actions import action_group, make_action
from lotse_desk.ui.last_slip import AskFile
from lotse_desk.ui.page import MenuEntries
from lotse_desk.ui.person_languages import slip_languages
from lotse_desk.ui.printing import PrintJob, PrintResult, SlipPrinter, save_as_file
from lotse_desk.ui.said import Said, trouble

if TYPE_CHECKING:
    from lotse_desk.home.home import Home
    from lotse_desk.ui.home_worker import HomeWorker
    from lotse_desk.ui.house import House

Make = Callable[["Home"], bytes]


@dataclass(frozen=True)
class PaperTools:
    """What makes and prints paper."""

    house: House
    papers: HomeWorker
    printer: SlipPrinter
    ask_file: AskFile


class PaperMenu(QObject):
    """Makes a paper and prints it, or saves it where there is no printer.

    `language` and `topic` tell for whom and about what, as the counter stands.
    """

    said = Signal(object)

    def __init__(
        self,
        tools: PaperTools,
        language: Callable[[], str],
        topic: Callable[[], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._tools, self._language, self._topic = tools, language, topic
        self.group: QActionGroup = action_group(self)
        for text, key, act in (
            (self.tr("&Sprachkarte zum Zeigen"), "Ctrl+F1", self._language_card),
            (self.tr("&Zeigetafeln mit Bildern und Nummern"), "Ctrl+F2", self._boards),
            (self.tr("&Merkblatt zur gezeigten Leistung"), "Ctrl+F3", self._leaflet),
            (self.tr("&Heute im Haus"), "Ctrl+F5", self._today),
            (self.tr("&Plakat des Hauses"), "Ctrl+F6", self._poster),
            (self.tr("&Datenschutz am Schalter"), "Ctrl+F7", self._privacy),
            (self.tr("&Kurzkarte der Tasten"), "Ctrl+F8", self._quick_card),
        ):
            make_action(self.group, text, key, act)
        self._keys: MenuEntries = []

    def menu(self, keys: MenuEntries) -> tuple[str, list[QAction | None]]:
        """The menu; `keys` are the menus whose keys the quick card shows."""
        self._keys = keys
        return self.tr("Pa&pier"), list(self.group.actions())

    # Papers

    def _language_card(self) -> None:
        self._make("sprachkarte.pdf", paper_acts.language_card)

    def _boards(self) -> None:
        language = self._printed_language()
        self._make(f"zeigetafeln-{language}.pdf", partial(paper_acts.boards, language=language))

    def _leaflet(self) -> None:
        topic, language = self._topic(), self._printed_language()
        if not topic:
            words = self.tr("Kein Thema gewählt. Erst eine Leistung suchen.")
            self.said.emit(Said(words, trouble=True))
            return
        act = partial(paper_acts.leaflet, topic=topic, language=language)
        self._make(f"merkblatt-{language}.pdf", act)

    def _today(self) -> None:
        self._make("heute.pdf", paper_acts.today)

    def _poster(self) -> None:
        self._make("plakat.pdf", paper_acts.poster)

    def _privacy(self) -> None:
        language = self._printed_language()
        act = partial(paper_acts.privacy_notice, language=language)
        self._make(f"datenschutz-{language}.pdf", act)

    def _quick_card(self) -> None:
        groups = [
            (title.replace("&", ""), [_key_and_words(action) for action in actions if action])
            for title, actions in self._keys
        ]
        title = self.tr("Tasten am Schalter")
        self._make("kurzkarte.pdf", partial(paper_acts.quick_card, title=title, groups=groups))

    # Inside

    def _printed_language(self) -> str:
        language = self._language()
        return language if language in slip_languages() else "de"

    def _make(self, name: str, act: Make) -> None:
        self.said.emit(Said(self.tr("Das Papier wird gemacht …")))
        self._tools.papers.run(act, partial(self._print, name), self._failed)

    def _print(self, name: str, pdf: bytes) -> None:
        printer = self._tools.house.printer
        job = PrintJob(pdf, printer.name, printer.asks)
        self._tools.printer.print(job, partial(self._printed, name, pdf))

    def _printed(self, name: str, pdf: bytes, result: PrintResult) -> None:
        if result is PrintResult.PRINTED:
            self.said.emit(Said(self.tr("Gedruckt.")))
            return
        if result is PrintResult.CANCELLED:
            self.said.emit(Said(self.tr("Nicht gedruckt: abgebrochen.")))
            return
        words = self.tr("Nicht gedruckt. Wohin soll die Datei?")
        self.said.emit(Said(words, trouble=True))
        self._tools.ask_file(name, partial(self._save, pdf))

    def _save(self, pdf: bytes, path: Path) -> None:
        words = self.tr("Gespeichert: {path}").format(path=path)
        self._tools.papers.run_without_home(
            lambda: save_as_file(pdf, path), lambda _: self.said.emit(Said(words)), self._failed
        )

    def _failed(self, error: Exception) -> None:
        self.said.emit(trouble(error))


def _key_and_words(action: QAction) -> tuple[str, str]:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return keys, action.text().replace("&", "")
