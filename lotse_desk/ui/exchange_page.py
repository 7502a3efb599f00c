"""Exchange with the district office: what is plugged in, exchange, read the result."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from lotse_desk.ui import colours, exchange_acts
from lotse_desk.ui.actions import action_group, make_action
from lotse_desk.ui.columns import Scrolled
from lotse_desk.ui.exchange_history import HistoryPanel
from lotse_desk.ui.exchange_media import ChooseFolder, MediaPanel
from lotse_desk.ui.exchange_notices import Notice
from lotse_desk.ui.exchange_run import ExchangeRun
from lotse_desk.ui.exchange_watch import MediaWatch
from lotse_desk.ui.exchange_words import (
    enrolment_sentences,
    key_missing_sentence,
    state_sentences,
)
from lotse_desk.ui.missed_words_panel import MissedWordsPanel
from lotse_desk.ui.office_notice import OfficeNotice
from lotse_desk.ui.page import MenuEntries
from lotse_desk.ui.running_text import RunningText
from lotse_desk.ui.said import Said, trouble

if TYPE_CHECKING:
    from lotse_desk.desk.exchange import Synced
    from lotse_desk.ui.home_worker import HomeWorker

_NARROW_EMS = 80
"""Below this many widths of the letter M the two columns stand one above the other."""


class ExchangePage(QWidget):
    """Arranges its parts; one exchange at a time, and the counter can go on searching."""

    said = Signal(object)
    changed = Signal()

    def __init__(
        self,
        desk: HomeWorker,
        watch: MediaWatch,
        choose_folder: ChooseFolder | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._group = action_group(self)
        self._confirm = make_action(
            self._group, self.tr("Leitstelle bestä&tigen"), "Ctrl+B", self.confirm
        )
        self._renew = make_action(
            self._group, self.tr("Platz &neu anmelden"), "Ctrl+N", self.enrol_anew
        )
        self.office = OfficeNotice(self._confirm, self)
        self.key_missing = Notice(
            self.tr("Der Schlüssel fehlt"), self._renew, self.tr("Platz neu anmelden"), self
        )
        self.media = MediaPanel(watch, self._group, choose_folder, self)
        self.run = ExchangeRun(desk, self._group, self)
        self.missed_words = MissedWordsPanel(desk, self._group, self)
        self.history = HistoryPanel(desk, self._group, self)
        self._arrange()
        self._connect()

    # What the window asks

    def groups(self) -> tuple[QActionGroup, ...]:
        """What can be done here."""
        return (self._group,)

    def menus(self) -> MenuEntries:
        """What can be done here."""
        return [
            (
                self.tr("Aus&tausch"),
                [
                    self.media.choose,
                    self.run.go,
                    self.run.stop,
                    None,
                    self.history.show_action,
                    self.missed_words.strike,
                    None,
                    self._confirm,
                    self._renew,
                ],
            )
        ]

    def came_to_front(self) -> None:
        """The list of sticks has the focus; everything is read anew."""
        self.run.forget_old()
        self.media.arrived()
        self._look()
        self._read()
        self.media.focus()

    def leave(self, afterwards: Callable[[], object]) -> bool:
        """Whether a running exchange holds the window: it is cancelled, then `afterwards`."""
        return self.run.cancel_then(afterwards)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Back from the task bar, for one."""
        super().showEvent(event)
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Out of sight nobody waits for a stick."""
        super().hideEvent(event)
        self.media.pause()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Choose the arrangement that fits."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_EMS * self.fontMetrics().horizontalAdvance("M")
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    # Acts

    def exchange(self) -> None:
        """Exchange with what is chosen."""
        folder = self.media.chosen_folder
        if folder is None:
            self.said.emit(Said(self.media.missing(), trouble=True))
            self.media.focus()
            return
        self.run.start(folder, self.media.chosen_kind, self.office.typed)

    def confirm(self) -> None:
        """The office's fingerprint was compared, or typed where several offices ask."""
        if self.office.several:
            self._exchange_with_typed()
            return
        fingerprint = self.office.typed or self.office.fingerprint
        act = partial(exchange_acts.confirm_office, fingerprint=fingerprint)
        words = self.tr("Die Leitstelle ist bestätigt.")
        self._desk.run(act, lambda _: self._acted(words), self._failed)

    def enrol_anew(self) -> None:
        """The key is gone: this desk asks to be enrolled again, with another."""
        words = self.tr("Neuer Schlüssel angelegt. Tauschen Sie jetzt aus: Der Antrag geht mit.")
        self._desk.run(exchange_acts.enrol_anew, lambda _: self._acted(words), self._failed)

    # Inside

    def _exchange_with_typed(self) -> None:
        if self.office.typed is None:
            words = self.tr("Bitte erst den Fingerabdruck eintippen, den die Leitstelle vorliest.")
            self.said.emit(Said(words, trouble=True))
            self.office.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.exchange()

    def show_standing(self, standing: exchange_acts.Standing) -> None:
        """What is open, the fingerprints somebody must compare, a key that is not here."""
        state = standing.state
        self._standing_panel.show()
        self.state.setText("\n".join(state_sentences(state, standing.today)))
        self.identity.setText("\n".join(enrolment_sentences(state)))
        self.office.show_office(state.office_fingerprint or "")
        self._show_key(standing)

    def _show_key(self, standing: exchange_acts.Standing) -> None:
        if standing.has_key:
            self.key_missing.say("")
        elif standing.key_fault is None:
            self.key_missing.say("▲ " + key_missing_sentence())
        else:
            self.key_missing.say("▲ " + trouble(standing.key_fault).text, offer=False)

    def _read(self) -> None:
        self.missed_words.read()
        self.history.read()
        self._desk.run_latest("standing", exchange_acts.standing, self.show_standing)

    def _look(self) -> None:
        if self.isVisible() and not self.run.running:
            self.media.start()

    def _begun(self) -> None:
        self._show_result()
        self.media.pause()
        self.media.setEnabled(False)

    def _worked(self, synced: Synced) -> None:
        reasons = {problem.reason for problem in synced.problems}
        self.office.ask_which(several=exchange_acts.SEVERAL_OFFICES in reasons)
        self.media.exchanged()
        self.changed.emit()

    def _ended(self) -> None:
        self.media.setEnabled(True)
        self._look()
        self._show_result()
        self._read()

    def _show_result(self) -> None:
        """On a small screen the answer may lie below what is seen."""
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.run.result))

    def _acted(self, words: str) -> None:
        self.said.emit(Said(words))
        self._read()

    def _failed(self, error: Exception) -> None:
        self.said.emit(trouble(error))

    def _connect(self) -> None:
        self.media.wanted.connect(self.exchange)
        self.run.wanted.connect(self.exchange)
        self.run.begun.connect(self._begun)
        self.run.worked.connect(self._worked)
        self.run.ended.connect(self._ended)
        for part in (self.run, self.missed_words):
            part.said.connect(self.said)

    def _arrange(self) -> None:
        title = RunningText(self.tr("Seite"), self, larger=1.5)
        title.setText(self.tr("Austausch mit der Leitstelle"))
        self.state = RunningText(self.tr("Stand des Austauschs"), self)
        self.identity = RunningText(self.tr("Anmeldung dieses Platzes"), self, second=True)
        self._standing_panel = _panel(self.state, self.identity)
        self._standing_panel.hide()
        here, past = QVBoxLayout(), QVBoxLayout()
        for column, parts in (
            (here, (_panel(self.media, self.run), self.missed_words)),
            (past, (self._standing_panel, self.history)),
        ):
            column.setSpacing(colours.EDGE)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(colours.EDGE)
        self._columns.addLayout(here, 6)
        self._columns.addLayout(past, 5)
        content = QWidget()
        content.setProperty("scrolled", True)
        inner = QVBoxLayout(content)
        inner.setContentsMargins(24, 16, 24, 12)
        inner.setSpacing(colours.EDGE)
        inner.addWidget(title)
        inner.addWidget(self.key_missing)
        inner.addWidget(self.office)
        inner.addLayout(self._columns)
        inner.addStretch(1)
        area = self._area = Scrolled(content)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)


def _panel(*parts: QWidget) -> QFrame:
    panel = QFrame()
    panel.setProperty("panel", True)
    inner = QVBoxLayout(panel)
    inner.setContentsMargins(24, 20, 24, 20)
    inner.setSpacing(14)
    for part in parts:
        inner.addWidget(part)
    return panel
