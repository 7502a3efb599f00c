"""One exchange while it runs and what came of it: steps, bytes, cancelling, the result."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lotse_desk.ui import colours, exchange_acts
from lotse_desk.ui.actions import make_action
from lotse_desk.ui.announcement import announce
from lotse_desk.ui.exchange_media import SHARE, STICK, size_text
from lotse_desk.ui.exchange_words import (
    Outcome,
    failure_outcome,
    outcome_of,
    stopped_outcome,
)
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.running_text import RunningText
from lotse_desk.ui.said import Said

if TYPE_CHECKING:
    from lotse_desk.ui.home_worker import HomeWorker

_PARTS = 1000
"""Length of the bar; sizes in bytes do not fit a bar's numbers."""
_RESULT_STAYS_S = 15 * 60


class ExchangeRun(QWidget):
    """The desk's thread exchanges; the window stays free, and Escape is answered at once."""

    said = Signal(object)
    wanted = Signal()
    begun = Signal()
    worked = Signal(object)
    ended = Signal()
    _came = Signal(object)

    def __init__(self, desk: HomeWorker, group: QActionGroup, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind = ""
        self._ended_at = 0.0
        self._cancel_asked: threading.Event | None = None
        self._afterwards: Callable[[], object] | None = None
        self.go = make_action(
            group, self.tr("&Austauschen"), ("Ctrl+Return", "Ctrl+Enter"), self.wanted.emit
        )
        self.stop = make_action(group, self.tr("Ab&brechen"), "Esc", self.cancel)
        self.stop.setEnabled(False)
        self._make_parts()
        self._came.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether an exchange is under way."""
        return self._cancel_asked is not None

    def start(self, folder: Path, kind: str, office_fingerprint: str | None = None) -> None:
        """Exchange with a folder; `kind` of its medium for the words at the end.

        With a fingerprint only that office is accepted.
        """
        if self.running:
            return
        self._kind = kind
        cancel_asked = self._cancel_asked = threading.Event()
        self._show_running()
        self.details.setText("")
        self.problems.setText("")
        self._say_step(self.tr("Der Austausch beginnt …"))
        self.begun.emit()
        act = partial(
            exchange_acts.exchange,
            folder=folder,
            cancelled=cancel_asked,
            tell=self._came.emit,
            office_fingerprint=office_fingerprint,
            between=self._desk.catch_up,
        )
        self._desk.run(act, self._done, self._failed)

    def cancel(self) -> None:
        """Stop at the next point where nothing is lost."""
        if self._cancel_asked is None or self._cancel_asked.is_set():
            return
        self._cancel_asked.set()
        self.stop.setEnabled(False)
        words = self.tr("Wird abgebrochen …") + self._keep_in()
        self.result.setText(words)
        announce(self.result, words)

    def cancel_then(self, afterwards: Callable[[], object]) -> bool:
        """Whether somebody must wait for a running exchange; it is cancelled, then `afterwards`."""
        if not self.running:
            return False
        self._afterwards = afterwards
        self.cancel()
        return True

    def stay(self) -> None:
        """Something must be read before the window may close: nothing is done afterwards."""
        self._afterwards = None

    def forget_old(self) -> None:
        """A result of this morning is none of now."""
        if not self.running and time.monotonic() - self._ended_at > _RESULT_STAYS_S:
            for part in (self.result, self.details, self.problems):
                part.setText("")

    # Inside

    def _keep_in(self) -> str:
        return " " + self.tr("Bitte stecken lassen.") if self._to_take_out(self._kind) else ""

    def _to_take_out(self, kind: str) -> bool:
        """Whether it may be a stick; a folder named by hand may lie on one."""
        return kind in ("", STICK)

    def _show_progress(self, progress: exchange_acts.Progress) -> None:
        if self._cancel_asked is None or self._cancel_asked.is_set():
            return
        words = {
            "look": self.tr("Der Stick wird gelesen …"),
            "take": self.tr("Die Ausgabe der Leitstelle wird geprüft und übernommen …"),
            "write": self.tr("Kontakte werden geschrieben und geprüft …"),
        }.get(progress.step, "")
        if self._kind == SHARE and progress.step == "look":
            words = self.tr("Die Freigabe wird gelesen …")
        self._say_step(words)
        if progress.total:
            self.bar.setRange(0, _PARTS)
            self.bar.setValue(min(_PARTS, _PARTS * progress.done // progress.total))
            self.bytes.setText(
                self.tr("{done} von {total}").format(
                    done=size_text(progress.done), total=size_text(progress.total)
                )
            )
        else:
            self.bar.setRange(0, 0)
            self.bytes.setText("")

    def _say_step(self, words: str) -> None:
        text = words + self._keep_in()
        if text != self.result.text():
            self.result.setText(text)
            announce(self.result, text)

    def _done(self, done: exchange_acts.Exchanged) -> None:
        self._end(outcome_of(done.synced, take_out=self._to_take_out(self._kind or done.kind)))
        self.worked.emit(done.synced)
        self._let_go()

    def _failed(self, error: Exception) -> None:
        stopped = isinstance(error, exchange_acts.Cancelled)
        take_out = self._to_take_out(self._kind)
        self._end(stopped_outcome(take_out=take_out) if stopped else failure_outcome(error))
        self._let_go()

    def _end(self, outcome: Outcome) -> None:
        self._cancel_asked = None
        self._ended_at = time.monotonic()
        self._show_running()
        self.result.setText(("▲ " if outcome.trouble else "✓ ") + outcome.headline)
        self.details.setText("\n".join(outcome.taken))
        self.problems.setText("\n".join(f"▲ {problem}" for problem in outcome.problems))
        words = outcome.headline
        if outcome.problems:
            words += " " + self.tr("Hinweise stehen auf der Seite Austausch.")
        self.said.emit(Said(words, trouble=outcome.trouble))
        more = " ".join((*outcome.taken, *outcome.problems))
        if more and self.isVisible():
            announce(self.details, more, trouble=bool(outcome.problems))

    def _let_go(self) -> None:
        self.ended.emit()
        afterwards, self._afterwards = self._afterwards, None
        if afterwards is not None:
            afterwards()

    def _show_running(self) -> None:
        self.go.setEnabled(not self.running)
        self.stop.setEnabled(self.running)
        self.bar.setVisible(self.running)
        self.bar.setRange(0, 0)
        self.bytes.setText("")

    def _make_parts(self) -> None:
        self.bar = QProgressBar(self)
        self.bar.setAccessibleName(self.tr("Austausch läuft"))
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.bytes = RunningText(self.tr("Gelesen oder geschrieben"), self, second=True)
        self.result = RunningText(self.tr("Ergebnis des Austauschs"), self, larger=1.2)
        self.details = RunningText(self.tr("Was übernommen wurde"), self)
        self.problems = RunningText(self.tr("Hinweise zum Austausch"), self)
        ways = QHBoxLayout()
        for button in (
            KeyButton(self.go, primary=True, parent=self),
            KeyButton(self.stop, parent=self),
        ):
            policy = button.sizePolicy().Policy
            button.setSizePolicy(policy.Maximum, policy.Fixed)
            ways.addWidget(button)
        ways.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(colours.EDGE)
        layout.addLayout(ways)
        for part in (self.result, self.bar, self.bytes, self.details, self.problems):
            layout.addWidget(part)
