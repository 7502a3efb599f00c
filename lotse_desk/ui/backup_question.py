"""The question before a backup is brought back, with the key from paper where it is sealed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lotse_desk.ui import backup_acts
from lotse_desk.ui.home_worker import HomeWorker
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.recovery_key_field import RecoveryKeyField
from lotse_desk.ui.reflow_grid import ReflowGrid
from lotse_desk.ui.running_text import RunningText

Act = Callable[..., object]
"""Takes the folder of the home and, for a sealed backup, `key`."""
Words = Callable[[object], str]


@dataclass(frozen=True)
class Meant:
    """What a yes would do, and how its end is told; `sealed` is a backup that needs a key."""

    question: str
    act: Act
    words: Words
    sealed: Path | None = None
    hint: str = ""


class BackupQuestion(QFrame):
    """Hidden while nothing is asked; only then `yes` and `no` are switched off."""

    def __init__(self, yes: QAction, no: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._yes, self._no = yes, no
        self._meant: Meant | None = None
        self.setProperty("banner", True)
        self.words = RunningText(self.tr("Frage"), self)
        self.hint = RunningText(self.tr("Was einzutippen ist"), self)
        self.key = RecoveryKeyField(self)
        self._yes_button = KeyButton(yes, primary=True, parent=self)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(20, 16, 20, 16)
        inner.setSpacing(12)
        for part in (self.words, self.hint, self.key):
            inner.addWidget(part)
        inner.addWidget(ReflowGrid([self._yes_button, KeyButton(no, parent=self)], 2))
        self.forget()

    @property
    def asked(self) -> bool:
        """Whether it waits for a yes or no."""
        return self._meant is not None

    def ask(self, meant: Meant, area: QScrollArea) -> None:
        """Show what would happen; the key is asked where the backup needs one."""
        self._meant = meant
        self.words.setText(meant.question)
        self.hint.setText(meant.hint)
        self.key.forget()
        self.key.setVisible(meant.sealed is not None)
        self.show()
        self._yes.setEnabled(True)
        self._no.setEnabled(True)
        first = self._yes_button if meant.sealed is None else self.key
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: area.ensureWidgetVisible(self))

    def forget(self) -> None:
        """Nothing is asked any more."""
        self._meant = None
        self.key.forget()
        self.hide()
        self._yes.setEnabled(False)
        self._no.setEnabled(False)

    def act_on_yes(
        self,
        reader: HomeWorker,
        go: Callable[[Act, Words], object],
        wrong: Callable[[Exception], object],
    ) -> None:
        """Give the act that was meant; for a sealed backup only once its key fits.

        `wrong` hears what is the matter with the key; then the question stays.
        """
        meant = self._meant
        if meant is None:
            return
        sealed = meant.sealed
        if sealed is None:
            go(meant.act, meant.words)
            return
        reader.run_without_home(
            partial(backup_acts.key_for, self.key.toPlainText(), sealed),
            lambda key: go(partial(meant.act, key=key), meant.words),
            wrong,
        )

    def show_wrong(self, error: Exception) -> None:
        """Put the cursor where the key differs from the paper."""
        self.key.show_line(int(getattr(error, "line", 0)))
