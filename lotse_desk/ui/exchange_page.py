"""Exchange with the district office: choose the stick or folder, exchange, read the result."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup, QFont
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from lotse_desk.ui import exchange_acts
from lotse_desk.ui.actions import action_group, make_action
from lotse_desk.ui.exchange_words import result_sentences
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.missed_words_panel import MissedWordsPanel
from lotse_desk.ui.page import MenuEntries
from lotse_desk.ui.said import Said, trouble

if TYPE_CHECKING:
    from lotse_desk.desk.exchange import Synced
    from lotse_desk.desk.exchange_state import ExchangeState
    from lotse_desk.ui.home_worker import HomeWorker

ChooseFolder = Callable[[QWidget, Callable[[str], None]], None]


class ExchangePage(QWidget):
    """One exchange at a time; the desk's thread does it, the counter can go on searching."""

    said = Signal(object)
    changed = Signal()
    _step = Signal(str)

    def __init__(
        self,
        desk: HomeWorker,
        choose_folder: ChooseFolder | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._choose_folder = choose_folder or ask_for_folder
        self._cancel_asked = threading.Event()
        self._fingerprint = ""
        self._make_actions()
        self._make_parts()
        self._step.connect(self._show_step, Qt.ConnectionType.QueuedConnection)

    def groups(self) -> tuple[QActionGroup, ...]:
        """What can be done here."""
        return (self._group,)

    def menus(self) -> MenuEntries:
        """What can be done here."""
        return [
            (
                self.tr("Aus&tausch"),
                [
                    self._choose,
                    self._go,
                    self._cancel,
                    None,
                    self.missed_words.strike,
                    None,
                    self._confirm,
                ],
            )
        ]

    def came_to_front(self) -> None:
        """The folder has the focus; the state is read anew."""
        self.folder.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read()

    def show_state(self, state: ExchangeState) -> None:
        """What is open, and the fingerprints somebody must compare."""
        parts = []
        if state.exchanged_on:
            day = dt.date.fromisoformat(state.exchanged_on)
            parts.append(self.tr("Letzter Austausch am {day:%d.%m.%Y}.").format(day=day))
        else:
            parts.append(self.tr("Hier wurde noch nie ausgetauscht."))
        parts.append(
            {
                0: self.tr("Die Leitstelle hat alles bestätigt."),
                1: self.tr("Die Leitstelle hat 1 Kontakt noch nicht bestätigt."),
            }.get(
                state.open_contacts,
                self.tr("Die Leitstelle hat {count} Kontakte noch nicht bestätigt.").format(
                    count=state.open_contacts
                ),
            )
        )
        if state.release:
            day = dt.date.fromisoformat(state.release_on)
            parts.append(
                self.tr("Verzeichnis: Ausgabe {number} vom {day:%d.%m.%Y}.").format(
                    number=state.release, day=day
                )
            )
        if state.reminder:
            parts.insert(0, "▲ " + self.tr("Seit mindestens sieben Tagen kein Austausch."))
        self.state.setText("\n".join(parts))
        enrolment = {
            "": self.tr("Dieser Platz ist bei der Leitstelle noch nicht angemeldet."),
            "unknown": self.tr("Dieser Platz ist bei der Leitstelle noch nicht angemeldet."),
            "enrolled": self.tr("Angemeldet bei: {office}.").format(office=state.office_name),
            "revoked": self.tr("Dieser Platz ist bei der Leitstelle abgemeldet."),
        }.get(state.state, "")
        own = self.tr("Fingerabdruck dieses Platzes: {fingerprint}").format(
            fingerprint=state.desk_fingerprint
        )
        self.identity.setText(f"{enrolment}\n{own}")
        self._fingerprint = state.office_fingerprint or ""
        self.office.setVisible(bool(self._fingerprint))
        self._confirm.setEnabled(bool(self._fingerprint))
        self.office_text.setText(
            self.tr(
                "Lassen Sie sich von der Leitstelle deren Fingerabdruck vorlesen und "
                "vergleichen:\n{fp}"
            ).format(fp=self._fingerprint)
        )

    # Acts

    def exchange(self) -> None:
        """Exchange with the folder in the field."""
        text = self.folder.text().strip()
        if not text:
            self.said.emit(Said(self.tr("Bitte erst den Stick oder Ordner wählen."), trouble=True))
            self.folder.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._cancel_asked = threading.Event()
        self._busy(busy=True)
        act = partial(
            exchange_acts.exchange,
            folder=Path(text),
            cancelled=self._cancel_asked,
            tell=self._step.emit,
        )
        self._desk.run(act, self._done, self._failed)

    def cancel(self) -> None:
        """Stop at the next point where nothing is lost."""
        self._cancel_asked.set()
        self.result.setText(self.tr("Wird abgebrochen …"))

    def choose(self) -> None:
        """Choose a folder in the system's dialog."""
        self._choose_folder(self, self.folder.setText)

    def confirm(self) -> None:
        """The office's fingerprint was compared."""
        act = partial(exchange_acts.confirm_office, fingerprint=self._fingerprint)
        self._desk.run(act, lambda _: self._confirmed(), self._failed)

    # Inside

    def _read(self) -> None:
        self.missed_words.read()
        self._desk.run(exchange_acts.state, self.show_state)

    def _show_step(self, step: str) -> None:
        words = {
            "look": self.tr("Der Stick wird gelesen …"),
            "take": self.tr("Die Ausgabe der Leitstelle wird geprüft und übernommen …"),
            "write": self.tr("Kontakte werden geschrieben und geprüft …"),
        }
        self.progress.setValue(exchange_acts.STEPS.index(step) + 1)
        if not self._cancel_asked.is_set():
            self.result.setText(words[step] + " " + self.tr("Bitte stecken lassen."))

    def _done(self, done: Synced) -> None:
        self._busy(busy=False)
        sentences = result_sentences(done)
        self.result.setText("\n".join(sentences))
        self.said.emit(Said(" ".join(sentences), trouble=bool(done.problems)))
        self._read()
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._busy(busy=False)
        if isinstance(error, exchange_acts.Cancelled):
            said = Said(self.tr("Abgebrochen, nichts verloren. Sie können den Stick abziehen."))
        else:
            said = trouble(error)
        self.result.setText(said.text)
        self.said.emit(said)

    def _confirmed(self) -> None:
        self.said.emit(Said(self.tr("Die Leitstelle ist bestätigt.")))
        self._desk.run(exchange_acts.state, self.show_state)

    def _busy(self, *, busy: bool) -> None:
        self.progress.setVisible(busy)
        self._go.setEnabled(not busy)
        self._choose.setEnabled(not busy)
        self._cancel.setEnabled(busy)
        self.folder.setEnabled(not busy)
        if busy:
            self.progress.setValue(0)
            self.result.setText(self.tr("Der Austausch beginnt …"))

    def _make_actions(self) -> None:
        self._group = action_group(self)
        self._choose = make_action(self._group, self.tr("&Ordner wählen …"), "Ctrl+O", self.choose)
        self._go = make_action(
            self._group, self.tr("&Austauschen"), ("Ctrl+Return", "Ctrl+Enter"), self.exchange
        )
        self._cancel = make_action(self._group, self.tr("Ab&brechen"), "Esc", self.cancel)
        self._confirm = make_action(
            self._group, self.tr("Leitstelle bestä&tigen"), "Ctrl+B", self.confirm
        )
        self._cancel.setEnabled(False)
        self._confirm.setEnabled(False)

    def _make_parts(self) -> None:
        title = _large(QLabel(self.tr("Austausch mit der Leitstelle"), self), 1.5)
        self.state = QLabel(self)
        self.state.setAccessibleName(self.tr("Stand des Austauschs"))
        self.folder = QLineEdit(self)
        self.folder.setPlaceholderText(self.tr("Stick oder Ordner"))
        self.folder.setAccessibleName(self.tr("Stick oder Ordner"))
        self.folder.returnPressed.connect(self.exchange)
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName(self.tr("Austausch läuft"))
        self.progress.setRange(0, len(exchange_acts.STEPS))
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.result = _large(QLabel(self), 1.2)
        self.result.setAccessibleName(self.tr("Ergebnis des Austauschs"))
        self.identity = QLabel(self)
        self.identity.setProperty("second", True)
        self.identity.setAccessibleName(self.tr("Anmeldung dieses Platzes"))
        for label in (self.state, self.result, self.identity):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.missed_words = MissedWordsPanel(self._desk, self._group, self)
        self.missed_words.said.connect(self.said)
        self.office = QFrame(self)
        self.office.setProperty("banner", True)
        self.office_text = QLabel(self.office)
        self.office_text.setWordWrap(True)
        inner = QVBoxLayout(self.office)
        inner.addWidget(self.office_text)
        inner.addWidget(_narrow(KeyButton(self._confirm, self.tr("Stimmt überein"), parent=self)))
        self.office.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 12)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(self._card())
        layout.addWidget(self.missed_words)
        layout.addWidget(self.office)
        layout.addStretch(1)
        layout.addWidget(self.identity)

    def _card(self) -> QFrame:
        card = QFrame(self)
        card.setProperty("panel", True)
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(_narrow(KeyButton(self._choose, self.tr("Wählen …"), parent=card)))
        ways = QHBoxLayout()
        ways.addWidget(_narrow(KeyButton(self._go, primary=True, parent=card)))
        ways.addWidget(_narrow(KeyButton(self._cancel, parent=card)))
        ways.addStretch(1)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(24, 20, 24, 20)
        inner.setSpacing(14)
        inner.addWidget(self.state)
        inner.addLayout(row)
        inner.addLayout(ways)
        inner.addWidget(self.progress)
        inner.addWidget(self.result)
        return card


def ask_for_folder(parent: QWidget, chosen: Callable[[str], None]) -> None:
    """The system's dialog for a folder, without holding up the window."""
    dialog = QFileDialog(parent)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    dialog.open()


def _large(label: QLabel, factor: float) -> QLabel:
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * factor)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def _narrow(button: KeyButton) -> KeyButton:
    policy = button.sizePolicy().Policy
    button.setSizePolicy(policy.Maximum, policy.Fixed)
    return button
