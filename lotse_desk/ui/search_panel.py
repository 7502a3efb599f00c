"""The search: one field, filters under it, letters and hits; arrow keys move, Enter takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from lotse_desk.ui import colours
from lotse_desk.ui.counter_actions import CounterActions
from lotse_desk.ui.guidance_panel import GuidancePanel
from lotse_desk.ui.hit_list import HitDelegate, HitModel
from lotse_desk.ui.search_field import SearchField
from lotse_desk.ui.search_filters import Asked, SearchFilters
from lotse_desk.ui.tally_line import TallyLine, parse_tally_line

if TYPE_CHECKING:
    from lotse_desk.home.find import Found, SituationHit

_SETTLE_MS = 25
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class SearchPanel(QFrame):
    """Emits what is asked while one types; the page sends it to the search and shows the answer."""

    asked = Signal(object)
    chosen = Signal(object)
    taken = Signal(object)
    all_taken = Signal(object)
    nothing_to_take = Signal()
    tallied = Signal(object)

    def __init__(
        self,
        actions: CounterActions,
        concerns: Mapping[str, str],
        topics: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """`concerns`: code to name; `topics`: slug to name."""
        super().__init__(parent)
        self.setProperty("panel", True)
        self._concerns = concerns
        self._topics = topics
        self._answered: Asked | None = None
        self._situation = ""
        self._take_next = False
        self._make_field()
        self.filters = SearchFilters(actions, self)
        self.filters.changed.connect(self.ask)
        self.filters.situation_chosen.connect(self.choose_situation)
        self.guidance = GuidancePanel(actions, topics, self)
        self.guidance.topic_chosen.connect(self._choose_topic)
        self.guidance.situation_chosen.connect(self.choose_situation)
        actions.take_all.triggered.connect(self._take_all)
        self._make_list()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(colours.EDGE, colours.EDGE, colours.EDGE, colours.EDGE)
        layout.setSpacing(colours.GAP)
        for part in (self.field, self.filters, self.guidance, self.message):
            layout.addWidget(part)
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
        self.hits.setMinimumHeight(4 * self.fontMetrics().height())
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
        self._situation = ""
        self.field.setText("")
        self.filters.clear()
        self.ask()

    def set_towns(self, towns: Mapping[str, str]) -> None:
        """Towns to search for, slug to name, this desk's first."""
        self.filters.set_towns(towns)

    def set_situations(self, situations: Sequence[SituationHit]) -> None:
        """Situations to choose from."""
        self.filters.situation.set_entries({s.slug: s.name.de for s in situations})
        self.filters.show_situation(self._situation)

    def look_in(self, town: str) -> None:
        """Search for people of this town (slug, `all`, or empty for the first one)."""
        choice = self.filters.town
        row = max(0, choice.findData(town)) if town else 0
        if row != choice.currentIndex():
            choice.setCurrentIndex(row)
            self.ask()

    def choose_situation(self, slug: str) -> None:
        """Ask for all services of a situation, in the place of words."""
        self.field.setText("")
        self._situation = slug
        self.filters.show_situation(slug)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ask()

    def show_found(self, asked: Asked, found: Found) -> None:
        """Show the answer if it is still the question."""
        if asked != self._asked():
            return
        self._answered = asked
        again = self.model.hits == found.hits
        if not again:
            self.model.set_hits(found.hits)
        if asked.situation:
            self.guidance.show_situation(found.situations[0], len(found.hits))
        else:
            self.guidance.show_found(found.letters, found.situations)
        take, self._take_next = self._take_next, False
        if found.hits:
            self.message.hide()
            if not again:
                self._move_to(0)
            if take:
                self.take()
        else:
            self.chosen.emit(None)
            if take:
                self.nothing_to_take.emit()
            self._say(self.tr("Nichts gefunden. Andere Wörter? Ohne Filter? Alle Städte?"))

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
        row = self.hits.currentIndex().row()
        hit = self.model.hit(row)
        if hit is None:
            return
        self.taken.emit(hit)
        if self._situation and row + 1 < self.model.rowCount():
            self._move_to(row + 1)

    def ask(self) -> None:
        """Send what stands in the field, or the situation, to the search."""
        self._settle.stop()
        tally = self._tally()
        asked = self._asked()
        if tally is None and (asked.words or asked.situation):
            self.asked.emit(asked)
            return
        self.model.set_hits(())
        self.guidance.clear()
        self.chosen.emit(None)
        if tally is not None:
            self._say_tally(tally)
        else:
            self._answered = None
            self._say_start()

    # Inside

    def _asked(self) -> Asked:
        return self.filters.asked(self.field.text().strip(), self._situation)

    def _tally(self) -> TallyLine | None:
        return parse_tally_line(self.field.text(), self._concerns)

    def _typed(self) -> None:
        self._take_next = False
        if self._situation:
            self._situation = ""
            self.filters.show_situation("")
        self._settle.start()

    def _choose_topic(self, slug: str) -> None:
        self.field.setText(self._topics[slug])
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ask()

    def _take_all(self) -> None:
        if self._asked() == self._answered:
            self.all_taken.emit(self.model.hits)

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
            self._typed()
            self.field.setText("")
            return True
        return False
