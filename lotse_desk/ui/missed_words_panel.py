"""Words without hits that go with the next exchange; each can be struck before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QVBoxLayout, QWidget

from lotse_desk.ui import exchange_acts
from lotse_desk.ui.actions import make_action
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.said import Said, trouble

if TYPE_CHECKING:
    from lotse_desk.ui.home_worker import HomeWorker

_LINES_SHOWN = 5


class MissedWordsPanel(QFrame):
    """Hidden while no word waits. What it shows counts as seen."""

    said = Signal(object)

    def __init__(self, desk: HomeWorker, group: QActionGroup, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._page = desk, parent
        self.setProperty("panel", True)
        self.strike = make_action(group, self.tr("Wort &streichen"), "Del", self._strike)
        heading = QLabel(
            self.tr(
                "Diese Wörter gehen mit. Zu ihnen wurde an drei Tagen nichts gefunden. "
                "Streichen Sie Namen und was niemand wissen soll."
            ),
            self,
        )
        heading.setWordWrap(True)
        self.words = QListWidget(self)
        self.words.setAccessibleName(self.tr("Wörter, die mitgehen"))
        self.words.setMaximumHeight(_LINES_SHOWN * self.fontMetrics().lineSpacing() * 3 // 2)
        button = KeyButton(self.strike, parent=self)
        button.setSizePolicy(button.sizePolicy().Policy.Maximum, button.sizePolicy().Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addWidget(heading)
        layout.addWidget(self.words)
        layout.addWidget(button)
        self._show(())

    def read(self) -> None:
        """Show the list as it is now, unless its page is out of sight: unseen words do not go."""
        if self._page.isVisible():
            self._desk.run(exchange_acts.missed_words, self._show)

    def _show(self, words: tuple[str, ...]) -> None:
        row = self.words.currentRow()
        self.words.clear()
        self.words.addItems(words)
        self.words.setCurrentRow(min(max(row, 0), len(words) - 1))
        self.strike.setEnabled(bool(words))
        self.setVisible(bool(words))

    def _strike(self) -> None:
        item = self.words.currentItem()
        if item is None:
            return
        word = item.text()
        act = partial(exchange_acts.strike_missed_word, word=word)
        self._desk.run(act, lambda _: self._struck(word), lambda e: self.said.emit(trouble(e)))

    def _struck(self, word: str) -> None:
        self.said.emit(
            Said(self.tr("Gestrichen: {word}. Das Wort geht nicht mit.").format(word=word))
        )
        self.read()
