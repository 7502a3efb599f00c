"""A list of rows with a title and a line under it, as high as its rows need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lotse_desk.ui import colours

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1
_PAD = 10
_CHOSEN = "✓"


@dataclass(frozen=True)
class Row:
    """`key` tells a row from the others, whatever its words."""

    key: str
    title: str
    second: str = ""


class RowModel(QAbstractListModel):
    """Rows in order; the text of a row says everything the picture shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """Number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row as one line of text, or the row itself."""
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(filter(None, (row.title, row.second)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (row.title, row.second)))
        return None


class TwoLineList(QListView):
    """Rows given again unchanged are left alone: no flicker, no lost focus, no lost choice.

    With `most` rows or more it scrolls. `choosing` marks the chosen row with a tick.
    """

    chosen_changed = Signal()
    confirmed = Signal()

    def __init__(
        self, name: str, parent: QWidget | None = None, *, most: int, choosing: bool = False
    ) -> None:
        super().__init__(parent)
        self._most = most
        self._quiet = False
        self._model = RowModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_TwoLines(choosing=choosing, parent=self))
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.selectionModel().selectionChanged.connect(self._selected)
        self._fit()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._model.rows

    @property
    def chosen(self) -> str:
        """The key of the chosen row; empty where none is."""
        indexes = self.selectionModel().selectedIndexes()
        return self._model.rows[indexes[0].row()].key if indexes else ""

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; a choice that is still there stays."""
        if tuple(rows) == self._model.rows:
            return
        before, place = self.chosen, self.verticalScrollBar().value()
        self._quiet = True
        self._model.set_rows(tuple(rows))
        self._select(before)
        self._quiet = False
        if before and not self.chosen:
            self.chosen_changed.emit()
        self._fit()
        self.verticalScrollBar().setValue(place)

    def choose(self, key: str) -> None:
        """Choose the row of a key, or none."""
        if key != self.chosen:
            self._select(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter confirms the choice; a click only chooses, whatever the desktop's habits."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Another font needs another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _select(self, key: str) -> None:
        selection = self.selectionModel()
        number = next((n for n, row in enumerate(self._model.rows) if row.key == key), -1)
        index = self._model.index(number, 0) if number >= 0 else QModelIndex()
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        if index.isValid():
            selection.setCurrentIndex(index, flag)
        else:
            selection.clearSelection()

    def _selected(self) -> None:
        if not self._quiet:
            self.chosen_changed.emit()

    def _fit(self) -> None:
        count = max(1, min(len(self._model.rows), self._most))
        frame = 2 * self.frameWidth() + 6
        self.setFixedHeight(count * _height(self.font()) + frame)


class _TwoLines(QStyledItemDelegate):
    """Ground and tick of the chosen row, then the words."""

    def __init__(self, *, choosing: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._choosing = choosing

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """As high as two lines need."""
        return QSize(200, _height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        row: Row = index.data(ROW)
        palette = QApplication.palette()
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        enabled = bool(state & QStyle.StateFlag.State_Enabled)
        area = option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        if chosen:
            painter.setPen(colours.accent(palette) if self._choosing else Qt.PenStyle.NoPen)
            painter.setBrush(colours.tint(palette))
            painter.drawRoundedRect(area, 6, 6)
        side = _PAD if self._choosing else 4
        words = area.adjusted(side, _PAD - 4, -side, 0)
        group = QPalette.ColorGroup.Active if enabled else QPalette.ColorGroup.Disabled
        text = palette.color(group, QPalette.ColorRole.Text)
        if self._choosing:
            tick = QFontMetrics(option.font).horizontalAdvance(_CHOSEN) + 8
            if chosen:
                place = QRect(words.left(), words.top(), tick, words.height())
                place = QStyle.visualRect(option.direction, words, place)
                self._line(painter, option, place, text, _CHOSEN)
            after = words.adjusted(tick, 0, 0, 0)
            words = QStyle.visualRect(option.direction, words, after)
        painter.setFont(_title_font(option.font))
        used = self._line(painter, option, words, text, row.title)
        painter.setFont(_second_font(option.font))
        second = colours.muted(palette) if enabled else text
        self._line(painter, option, words.adjusted(0, used, 0, 0), second, row.second)
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        area: QRect,
        colour: QColor,
        text: str,
    ) -> int:
        metrics = painter.fontMetrics()
        painter.setPen(colour)
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        start = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        start |= Qt.AlignmentFlag.AlignAbsolute
        row = QRect(area.left(), area.top(), area.width(), metrics.height())
        painter.drawText(row, int(start), elided)
        return metrics.height()


def _title_font(font: QFont) -> QFont:
    title = QFont(font)
    title.setWeight(QFont.Weight.DemiBold)
    return title


def _second_font(font: QFont) -> QFont:
    second = QFont(font)
    second.setPointSizeF(font.pointSizeF() * 0.92)
    return second


def _height(font: QFont) -> int:
    lines = QFontMetrics(_title_font(font)).height() + QFontMetrics(_second_font(font)).height()
    return lines + 2 * _PAD - 6
