"""The slip in the making: chosen services, the person's language and home, paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lotse_desk.ui import colours
from lotse_desk.ui.counter_actions import CounterActions
from lotse_desk.ui.headings import heading_row
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.reflow_grid import ReflowGrid
from lotse_desk.ui.search_box import SearchBox
from lotse_desk.ui.slip_extras import SlipExtras

if TYPE_CHECKING:
    from lotse_desk.domain.service_card import ServiceCard

OTHER_TOWN = "other-town"
_COLUMNS = 4


class SlipPanel(QWidget):
    """Holds what stands on the slip; says so whenever it changes."""

    changed = Signal()
    language_changed = Signal()
    home_changed = Signal()

    def __init__(self, actions: CounterActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._cards: list[ServiceCard] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(colours.GAP - 2)
        layout.addLayout(heading_row(self.tr("Zettel · Strg +"), [self._make_paper()], wide=True))
        extras = self._make_extras()
        layout.addWidget(self._make_list(), 1)
        layout.addWidget(extras)
        languages = self._make_languages()
        heading = self.tr("Sprache · Alt + Ziffer")
        layout.addLayout(heading_row(heading, [self.other_language], wide=True))
        layout.addWidget(languages)
        more = KeyButton(self._actions.extras, self.tr("Dazu"), parent=self)
        layout.addLayout(heading_row(self.tr("Wohnt · Strg + Ziffer"), [more], wide=True))
        layout.addWidget(self._make_residence())
        layout.addWidget(self.other_town)

    # What the page asks

    @property
    def cards(self) -> Sequence[ServiceCard]:
        """The chosen services in the order they were taken."""
        return tuple(self._cards)

    @property
    def language(self) -> str:
        """Code of the language the person needs."""
        return self._actions.language or str(self.other_language.currentData() or "unknown")

    @property
    def town(self) -> str:
        """Slug of another town the person lives in; empty where none was chosen."""
        if self._actions.residence != OTHER_TOWN:
            return ""
        return str(self.other_town.currentData() or "")

    def add(self, card: ServiceCard) -> None:
        """Put a service on the slip, once."""
        if any(card.id == known.id for known in self._cards):
            return
        self._cards.append(card)
        self._show_cards()

    def drop(self, row: int = -1) -> None:
        """Take a service off the slip, the last one unless a row is named."""
        if self._cards:
            del self._cards[row]
            self._show_cards()

    def clear(self) -> None:
        """An empty slip for the next person."""
        self._cards.clear()
        self.extras.clear()
        self.other_town.unchoose()
        self.other_language.unchoose()
        self._show_cards()

    def set_languages(self, named: Sequence[tuple[str, str]]) -> None:
        """All languages for the list beside the keys, (code, name)."""
        self.other_language.set_entries(dict(named))

    def set_towns(self, towns: Mapping[str, str]) -> None:
        """Other towns a person may live in, slug to name with postal codes."""
        self.other_town.set_entries(dict(towns))

    # Inside

    def _make_paper(self) -> QWidget:
        acts = self._actions
        return ReflowGrid(
            [
                KeyButton(acts.a5, self.tr("A5"), hint="B", parent=self),
                KeyButton(acts.large, self.tr("Groß"), hint="G", parent=self),
                KeyButton(acts.discreet, self.tr("Diskret"), hint="D", parent=self),
                KeyButton(acts.preview, self.tr("Vorschau"), hint="T", parent=self),
            ],
            4,
            self,
        )

    def _make_list(self) -> QListWidget:
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Leistungen auf dem Zettel"))
        self.list.setAccessibleDescription(self.tr("Entf nimmt eine vom Zettel"))
        self.list.setMinimumHeight(2 * self.fontMetrics().height() + 12)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._remove = QAction(self.tr("Vom Zettel nehmen"), self.list)
        self._remove.setShortcut("Del")
        self._remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._remove.triggered.connect(lambda: self.drop(self.list.currentRow()))
        self.list.addAction(self._remove)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._show_cards()
        return self.list

    def _make_extras(self) -> QWidget:
        self.extras = SlipExtras(self)
        self.extras.setVisible(False)
        self.extras.changed.connect(self.changed)
        self._actions.extras.toggled.connect(self._show_extras)
        return self.extras

    def _show_extras(self, shown: bool) -> None:
        self.extras.setVisible(shown)
        if shown:
            self.extras.start()

    def _make_languages(self) -> QWidget:
        buttons = [
            KeyButton(action, hint=str(number), parent=self)
            for number, action in enumerate(self._actions.language_keys, start=1)
        ]
        self.other_language = SearchBox(
            self.tr("Andere Sprache der Person"), self.tr("Andere Sprache · Alt+9"), self
        )
        self.other_language.currentIndexChanged.connect(self._other_language_chosen)
        self._actions.all_languages.triggered.connect(self.other_language.start)
        self._actions.languages.triggered.connect(self._language_key)
        return ReflowGrid(buttons, _COLUMNS, self)

    def _make_residence(self) -> QWidget:
        labels = {
            "this-town": self.tr("hier"),
            OTHER_TOWN: self.tr("im Kreis"),
            "outside": self.tr("außerhalb"),
            "no-fixed-address": self.tr("wohnungslos"),
        }
        buttons = [
            KeyButton(action, labels.get(str(action.data()), ""), hint=str(number), parent=self)
            for number, action in enumerate(self._actions.residences.actions(), start=1)
        ]
        self.other_town = SearchBox(
            self.tr("Andere Stadt der Person"),
            self.tr("Anfang des Namens oder Postleitzahl"),
            self,
        )
        self.other_town.setVisible(False)
        self.other_town.currentIndexChanged.connect(self._town_chosen)
        self._actions.residences.triggered.connect(self._residence_chosen)
        return ReflowGrid(buttons, _COLUMNS, self)

    def _show_cards(self) -> None:
        self.list.clear()
        for card in self._cards:
            body = f" · {card.body}" if card.body else ""
            item = QListWidgetItem(f"{card.name.de}{body}")
            item.setToolTip(item.text())
            self.list.addItem(item)
        if not self._cards:
            empty = QListWidgetItem(self.tr("Noch leer. Enter in der Suche nimmt auf."))
            empty.setFlags(Qt.ItemFlag.NoItemFlags)
            empty.setForeground(colours.muted(self.palette()))
            self.list.addItem(empty)
        self.list.scrollToBottom()
        self.extras.offer(self._cards)
        self.changed.emit()

    def _language_key(self) -> None:
        self.other_language.unchoose()
        self.language_changed.emit()

    def _other_language_chosen(self, row: int) -> None:
        if row >= 0:
            self._actions.other_language.setChecked(True)
            self.language_changed.emit()

    def _town_chosen(self) -> None:
        self.home_changed.emit()

    def _residence_chosen(self, action: QAction) -> None:
        elsewhere = action.data() == OTHER_TOWN
        self.other_town.setVisible(elsewhere)
        if elsewhere:
            self.other_town.start()
        else:
            self.other_town.unchoose()
        self.home_changed.emit()

    def hide_other_town(self) -> None:
        """As at the start: the person lives here."""
        self.other_town.setVisible(False)
