"""The search: one field, filters under it, hits; arrow keys move, Enter takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from lotse_desk.ui import colours
from lotse_desk.ui.choice import Choice
from lotse_desk.ui.counter_actions import CounterActions
from lotse_desk.ui.hit_list import HitDelegate, HitModel
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.tally_line import TallyLine, parse_tally_line

if TYPE_CHECKING:
    from lotse_desk.home.find import Hit

ALL_TOWNS = "all"
_SETTLE_MS = 25
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Asked:
    """What is searched: words, where, and the filters.

    `town`: slug, `all`, or empty for the town the words name, else this desk's.
    """

    words: str
    town: str = ""
    open_now: bool = False
    spoken: bool = False


_FIELD_KEYS = frozenset(
    (
        *(Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Left),
        *(Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Backspace),
        Qt.Key.Key_Delete,
    )
)


class SearchField(QLineEdit):
    """A field that leaves keys with Ctrl to the window: Ctrl+Z there takes back a contact."""

    def event(self, event: QEvent) -> bool:
        """Claim only what moves, marks and copies."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if control and event.key() not in _FIELD_KEYS:
                event.ignore()
                return False
        return super().event(event)


class SearchPanel(QFrame):
    """Emits what is asked while one types; the page sends it to the search and shows the hits."""

    asked = Signal(object)
    chosen = Signal(object)
    taken = Signal(object)
    nothing_to_take = Signal()
    tallied = Signal(object)

    def __init__(
        self,
        actions: CounterActions,
        concerns: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self._concerns = concerns
        self._actions = actions
        self._answered: Asked | None = None
        self._take_next = False
        self._make_field()
        self._make_filters(actions)
        self._make_list()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(colours.EDGE, colours.EDGE, colours.EDGE, colours.EDGE)
        layout.setSpacing(colours.GAP)
        layout.addWidget(self.field)
        layout.addLayout(self._filters)
        layout.addWidget(self.message)
        layout.addWidget(self.hits, 1)

    def _make_field(self) -> None:
        self.field = SearchField(self)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.45)
        self.field.setFont(font)
        self.field.setPlaceholderText(self.tr("Worum geht es?"))
        self.field.setAccessibleName(self.tr("Suche"))
        self.field.setAccessibleDescription(
            self.tr("Wörter eingeben, mit Pfeiltasten wählen, Enter nimmt auf den Zettel")
        )
        self.field.setClearButtonEnabled(True)
        self.field.setMaxLength(300)
        self.field.installEventFilter(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.ask)
        self.field.textChanged.connect(self._typed)

    def _make_filters(self, actions: CounterActions) -> None:
        self._filters = QGridLayout()
        self._filters.setSpacing(colours.GAP - 2)
        self.town = Choice(self)
        self.town.setAccessibleName(self.tr("Zuständig für Menschen in"))
        self.town.setToolTip(self.tr("Zuständig für Menschen in … (Alt+T)"))
        self.town.activated.connect(self.ask)
        reason = Qt.FocusReason.ShortcutFocusReason
        actions.town.triggered.connect(lambda: self.town.setFocus(reason))
        for action in (actions.open_now, actions.spoken):
            action.toggled.connect(self.ask)
        self._open_now = KeyButton(actions.open_now, self.tr("offen"), parent=self)
        self.spoken = KeyButton(actions.spoken, self.tr("spricht Deutsch"), parent=self)
        self._filters.addWidget(self._open_now, 0, 0)
        self._filters.addWidget(self.town, 0, 1)
        self._filters.addWidget(self.spoken, 1, 0, 1, 2)
        self._filters.setColumnStretch(1, 1)

    def _make_list(self) -> None:
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setProperty("second", True)
        self.hits = QListView(self)
        self.model = HitModel(self.tr("zuständige Stelle nicht bekannt"), self)
        self.hits.setModel(self.model)
        self.hits.setItemDelegate(HitDelegate(self.hits))
        self.hits.setAccessibleName(self.tr("Treffer"))
        self.hits.setUniformItemSizes(True)
        self.hits.setMinimumHeight(5 * self.fontMetrics().height())
        self.hits.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.selectionModel().currentChanged.connect(self._moved)
        self.hits.activated.connect(lambda _: self.take())
        self._say_start()

    # What the page asks

    def focus(self) -> None:
        """The cursor goes into the field, all of its words marked."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def clear(self) -> None:
        """An empty field, no hits, no filters."""
        self.field.setText("")
        self._actions.open_now.setChecked(False)
        self._actions.spoken.setChecked(False)
        self.ask()

    def set_towns(self, towns: Mapping[str, str]) -> None:
        """Towns to search for, slug to name, this desk's first."""
        self.town.clear()
        for slug, name in towns.items():
            self.town.addItem(name, slug)
        self.town.addItem(self.tr("Alle Städte"), ALL_TOWNS)

    def look_in(self, town: str) -> None:
        """Search for people of this town (slug, `all`, or empty for the first one)."""
        row = max(0, self.town.findData(town)) if town else 0
        if row != self.town.currentIndex():
            self.town.setCurrentIndex(row)
            self.ask()

    def show_hits(self, asked: Asked, hits: tuple[Hit, ...]) -> None:
        """Show the answer if it is still the question."""
        if asked != self._asked():
            return
        self._answered = asked
        self.model.set_hits(hits)
        take, self._take_next = self._take_next, False
        if hits:
            self.message.hide()
            self._move_to(0)
            if take:
                self.take()
        else:
            self.chosen.emit(None)
            if take:
                self.nothing_to_take.emit()
            self._say(
                self.tr("Nichts gefunden. Andere Wörter? Ohne Filter? Alle Städte?")
                if asked.words
                else ""
            )

    @property
    def will_take(self) -> bool:
        """Whether Enter was pressed before the answer came."""
        return self._take_next

    @property
    def is_tally(self) -> bool:
        """Whether a tally stands in the field."""
        return self._tally() is not None

    def take(self) -> None:
        """Take the current hit onto the slip, or log the tally that was typed.

        Who types faster than the search answers gets the first hit as soon as it is there.
        """
        tally = self._tally()
        if tally is not None:
            if tally.concern:
                self.tallied.emit(tally)
            return
        if self._asked() != self._answered:
            self._take_next = bool(self._asked().words)
            self.ask()
            return
        hit = self.model.hit(self.hits.currentIndex().row())
        if hit is not None:
            self.taken.emit(hit)

    def ask(self) -> None:
        """Send what stands in the field to the search."""
        self._settle.stop()
        tally = self._tally()
        if tally is not None:
            self.model.set_hits(())
            self.chosen.emit(None)
            self._say_tally(tally)
            return
        asked = self._asked()
        if not asked.words:
            self.model.set_hits(())
            self.chosen.emit(None)
            self._say_start()
            return
        self.asked.emit(asked)

    # Inside

    def _asked(self) -> Asked:
        return Asked(
            self.field.text().strip(),
            str(self.town.currentData()) if self.town.currentIndex() > 0 else "",
            self._actions.open_now.isChecked(),
            self._actions.spoken.isChecked(),
        )

    def _tally(self) -> TallyLine | None:
        return parse_tally_line(self.field.text(), self._concerns)

    def _typed(self) -> None:
        self._take_next = False
        self._settle.start()

    def _moved(self) -> None:
        index = self.hits.currentIndex()
        self.chosen.emit(self.model.hit(index.row()))
        if index.isValid() and self.field.hasFocus():
            # The focus stays in the field, so a screen reader must be told where the arrows went.
            said = QAccessibleAnnouncementEvent(self.hits, str(index.data()))
            QAccessible.updateAccessibility(said)

    def _move_to(self, row: int) -> None:
        index = self.model.index(row)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.hits.selectionModel().setCurrentIndex(index, flag)
        self.hits.scrollTo(index)

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _say_start(self) -> None:
        self._say(
            self.tr("Wörter, wie sie gesagt werden oder im Brief stehen. „+17 Weg“ zählt Striche.")
        )

    def _say_tally(self, tally: TallyLine) -> None:
        if tally.concern:
            self._say(
                self.tr("Enter: {count} × {concern} in die Strichliste").format(
                    count=tally.count, concern=self._concerns[tally.concern]
                )
            )
        else:
            self._say(self.tr("Welches Anliegen? Zum Beispiel: +17 weg, +3 termin, +2 formular"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """In the field, arrows move in the list, Enter takes, Escape empties."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if not plain:
            return False
        if event.key() in _MOVES and self.model.rowCount():
            self.hits.event(event)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.field.setText("")
            return True
        return False
