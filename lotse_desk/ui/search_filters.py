"""The filters under the search field, and the choice of a situation of life."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from lotse_desk.home.topic_groups import GROUP_NAMES
from lotse_desk.ui import colours
from lotse_desk.ui.choice import Choice
from lotse_desk.ui.counter_actions import CounterActions
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.search_box import SearchBox

ALL_TOWNS = "all"


@dataclass(frozen=True)
class Asked:
    """What is searched: words or a situation (slug), where, and the filters.

    `town`: slug, `all`, or empty for the town the words name, else this desk's. `group`: slug of a
    group of topics, empty for all.
    """

    words: str
    situation: str = ""
    town: str = ""
    open_now: bool = False
    step_free: bool = False
    spoken: bool = False
    group: str = ""


class SearchFilters(QWidget):
    """Says so whenever one changes; a situation is chosen by any part of its name."""

    changed = Signal()
    situation_chosen = Signal(str)

    def __init__(self, actions: CounterActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._toggles = (actions.open_now, actions.step_free, actions.spoken)
        for action in self._toggles:
            action.toggled.connect(self.changed)
        open_now = KeyButton(actions.open_now, self.tr("offen"), parent=self)
        step_free = KeyButton(actions.step_free, self.tr("stufenlos"), parent=self)
        self.spoken = KeyButton(actions.spoken, self.tr("spricht Deutsch"), parent=self)
        self._make_choices(actions)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(colours.GAP - 2)
        for row, (first, second) in enumerate(
            ((open_now, self.town), (step_free, self.group), (self.spoken, self.situation))
        ):
            layout.addWidget(first, row, 0)
            layout.addWidget(second, row, 1)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(1, 1)

    def asked(self, words: str, situation: str) -> Asked:
        """A question with the filters as they stand."""
        open_now, step_free, spoken = (action.isChecked() for action in self._toggles)
        return Asked(
            words,
            situation,
            str(self.town.currentData()) if self.town.currentIndex() > 0 else "",
            open_now,
            step_free,
            spoken,
            str(self.group.currentData() or ""),
        )

    def clear(self) -> None:
        """No filter but the town."""
        for action in self._toggles:
            action.setChecked(False)
        self.group.setCurrentIndex(0)
        self.situation.unchoose()

    def set_towns(self, towns: Mapping[str, str]) -> None:
        """Towns to search for, slug to name, this desk's first."""
        self.town.clear()
        for slug, name in towns.items():
            self.town.addItem(name, slug)
        self.town.addItem(self.tr("Alle Städte"), ALL_TOWNS)

    def show_situation(self, slug: str) -> None:
        """Name the situation whose services are shown; none for an empty slug."""
        self.situation.blockSignals(True)
        self.situation.setCurrentIndex(self.situation.findData(slug) if slug else -1)
        self.situation.blockSignals(False)
        self.situation.show_beginning()

    def _make_choices(self, actions: CounterActions) -> None:
        self.town = Choice(self)
        self.town.setAccessibleName(self.tr("Zuständig für Menschen in"))
        self.town.setToolTip(self.tr("Zuständig für Menschen in … (Alt+T)"))
        self.group = Choice(self)
        self.group.setAccessibleName(self.tr("Themengruppe"))
        self.group.setToolTip(self.tr("Nur Themen einer Gruppe (Alt+G)"))
        self.group.addItem(self.tr("Alle Themen"), "")
        for slug, name in GROUP_NAMES.items():
            self.group.addItem(name, slug)
        for choice in (self.town, self.group):
            choice.activated.connect(lambda _: self.changed.emit())
        self.situation = SearchBox(self.tr("Lebenslage"), self.tr("Lebenslage"), self)
        self.situation.setToolTip(self.tr("Alle Stellen für eine Lebenslage (Strg+L)"))
        self.situation.currentIndexChanged.connect(self._situation_chosen)
        reason = Qt.FocusReason.ShortcutFocusReason
        actions.town.triggered.connect(lambda: self.town.setFocus(reason))
        actions.group.triggered.connect(lambda: self.group.setFocus(reason))
        actions.situation.triggered.connect(self.situation.start)

    def _situation_chosen(self, row: int) -> None:
        if row >= 0:
            self.situation_chosen.emit(str(self.situation.itemData(row)))
