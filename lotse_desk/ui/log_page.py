"""What was entered today, and taking back the last of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QActionGroup, QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from lotse_desk.ui import colours, counter_acts
from lotse_desk.ui.actions import action_group, make_action
from lotse_desk.ui.house import House
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.page import MenuEntries
from lotse_desk.ui.said import Said, trouble

if TYPE_CHECKING:
    from lotse_desk.desk.log_list import ListedEntry
    from lotse_desk.ui.counting import Counting
    from lotse_desk.ui.home_worker import HomeWorker

Index = QModelIndex | QPersistentModelIndex


class EntryModel(QAbstractTableModel):
    """Entries of today, the newest first, in words of the closed lists."""

    def __init__(self, house: House, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._house = house
        self._rows: list[tuple[str, ...]] = []
        self._headers = (
            self.tr("Halbtag"),
            self.tr("Anliegen"),
            self.tr("Themen"),
            self.tr("Sprache"),
            self.tr("Ergebnis"),
            self.tr("Blieb offen"),
        )

    def set_entries(self, entries: Sequence[ListedEntry]) -> None:
        """Show these, given oldest first."""
        self.beginResetModel()
        self._rows = [self._row(entry) for entry in reversed(entries)]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """Number of entries."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """Number of columns."""
        return 0 if parent is not None and parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None

    def _row(self, entry: ListedEntry) -> tuple[str, ...]:
        from lotse_desk.domain.needed_languages import german_name

        content, lists = entry.content, self._house.lists
        half = {"am": self.tr("vormittags"), "pm": self.tr("nachmittags")}.get(entry.half, "")
        concern = lists["concern"].get(content["concern"], content["concern"])
        if entry.kind == "tally":
            return (half, f"{content['count']} × {concern}", "", "", "", "")
        unmet = [
            f"{self._topic(need['topic'])}: {lists['reason'].get(need['reason'], '')}"
            for need in content.get("unmet", ())
        ]
        return (
            half,
            concern,
            ", ".join(self._topic(slug) for slug in content.get("topics", ())),
            german_name(content["language"]) if content.get("language") else "",
            lists["outcome"].get(content.get("outcome", ""), ""),
            "; ".join(unmet),
        )

    def _topic(self, slug: str) -> str:
        return self._house.topics.get(slug, slug)


class LogPage(QWidget):
    """Today's entries; reads them when it comes to the front and when something was logged."""

    said = Signal(object)
    changed = Signal()

    def __init__(
        self, house: House, desk: HomeWorker, counting: Counting, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._counting = desk, counting
        self._group = action_group(self)
        self._undo = make_action(
            self._group, self.tr("Letzten Eintrag &zurücknehmen"), "Ctrl+Z", self.undo
        )
        self.title = QLabel(self.tr("Heute"), self)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setWeight(QFont.Weight.DemiBold)
        self.title.setFont(font)
        self.note = QLabel(self.tr("Kontakte, nicht Personen."), self)
        self.note.setProperty("second", True)
        self.model = EntryModel(house, self)
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Einträge von heute"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.ResizeToContents)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        panel = QFrame(self)
        panel.setProperty("panel", True)
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(*[colours.EDGE] * 4)
        inner.addWidget(self.table)
        button = KeyButton(self._undo, self.tr("Letzten zurücknehmen"), parent=self)
        button.setSizePolicy(button.sizePolicy().Policy.Maximum, button.sizePolicy().Policy.Fixed)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addSpacing(12)
        head.addWidget(self.note, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 12)
        layout.addLayout(head)
        layout.addWidget(panel, 1)

    def groups(self) -> tuple[QActionGroup, ...]:
        """Taking back."""
        return (self._group,)

    def menus(self) -> MenuEntries:
        """Taking back."""
        return [(self.tr("&Einträge"), [self._undo])]

    def came_to_front(self) -> None:
        """Read today's entries anew."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def refresh(self) -> None:
        """Something may have been logged."""
        if self.isVisible():
            self._desk.run_latest(
                "entries", counter_acts.entries_of_today, self._show, meanwhile=True
            )

    def undo(self) -> None:
        """Take back the last entry."""
        self._counting.run(counter_acts.undo, self._undone, lambda e: self.said.emit(trouble(e)))

    def _undone(self, _: str) -> None:
        self.said.emit(Said(self.tr("Der letzte Eintrag ist zurückgenommen.")))
        self.changed.emit()
        self.refresh()

    def _show(self, entries: Sequence[ListedEntry]) -> None:
        self.model.set_entries(entries)
        self.table.resizeRowsToContents()
        count = sum(int(entry.content.get("count", 1)) for entry in entries)
        self.title.setText(self.tr("Heute: {count}").format(count=count))
        if entries:
            self.table.selectRow(0)
