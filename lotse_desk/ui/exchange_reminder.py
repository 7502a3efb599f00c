"""A standing word at every page that the exchange is due, with the key that leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lotse_desk.ui import exchange_acts
from lotse_desk.ui.exchange_words import reminder_sentence
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.said import Said

if TYPE_CHECKING:
    from lotse_desk.ui.home_worker import HomeWorker

ASK_EVERY_MS = 60 * 60 * 1000
"""A window may stay open for days."""


class ExchangeReminder(QObject):
    """Says it once in words, then stays as a button until there was an exchange."""

    said = Signal(object)

    def __init__(self, desk: HomeWorker, show_page: QAction, parent: QWidget) -> None:
        """`show_page` brings the exchange page to the front and has its key."""
        super().__init__(parent)
        self._desk = desk
        self.widget = QWidget(parent)  # a button itself is shown whenever its action is
        self.button = KeyButton(show_page, self.tr("▲ Austausch fällig"), parent=self.widget)
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self.widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button)
        self.widget.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(ASK_EVERY_MS)
        self._timer.timeout.connect(self.ask)

    def start(self) -> None:
        """There is time now; from now on it asks every hour."""
        self._timer.start()
        self.ask()

    def ask(self) -> None:
        """Look whether an exchange is due."""
        self._desk.run_latest("reminder", exchange_acts.standing, self._show)

    def _show(self, standing: exchange_acts.Standing) -> None:
        due = standing.state.reminder
        news = due and self.widget.isHidden()
        self.widget.setVisible(due)
        if news:
            self.said.emit(Said(reminder_sentence(standing.state, standing.today), trouble=True))
