"""The hits of a search as a list: topic or name, body, open state, and why each was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lotse_desk.ui import colours

if TYPE_CHECKING:
    from lotse_desk.home.find import Hit

Index = QModelIndex | QPersistentModelIndex
HIT = Qt.ItemDataRole.UserRole + 1
_PAD = 10
_OPEN, _SHUT = "●", "○"


class HitModel(QAbstractListModel):
    """Hits in order; the text of a row says everything the picture shows."""

    def __init__(self, nobody_known: str, parent: object = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self._nobody_known = nobody_known
        self._hits: tuple[Hit, ...] = ()

    def set_hits(self, hits: tuple[Hit, ...]) -> None:
        """Show these hits."""
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """All hits in order."""
        return self._hits

    def hit(self, row: int) -> Hit | None:
        """The hit in a row, None outside."""
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """Number of hits."""
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row as one line of text, or its hit."""
        hit = self.hit(index.row())
        if hit is None:
            return None
        if role == HIT:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (hit.name.de, self.body(hit), hit.open, "; ".join(hit.why))
            return ", ".join(filter(None, parts))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (hit.name.de, self.body(hit), hit.open, *hit.why)))
        return None

    def body(self, hit: Hit) -> str:
        """Who is responsible, or that nobody is known."""
        return hit.body_name or hit.body or self._nobody_known


class HitDelegate(QStyledItemDelegate):
    """Three lines a hit: name, body, state and reason."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """As high as the three lines need."""
        name, small = self._fonts(option)
        lines = QFontMetrics(name).height() + 2 * QFontMetrics(small).height()
        return QSize(200, lines + 2 * _PAD - 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground and bar of the chosen row, then the words."""
        hit: Hit = index.data(HIT)
        palette = QApplication.palette()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        area = option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(colours.tint(palette))
            painter.drawRoundedRect(area, 6, 6)
            painter.setBrush(colours.accent(palette))
            bar = QRect(area.left(), area.top() + 6, 4, area.height() - 12)
            painter.drawRoundedRect(_mirrored(bar, area, option), 2, 2)
        self._words(painter, option, area.adjusted(_PAD + 2, _PAD - 3, -_PAD, 0), hit, index)
        painter.restore()

    def _words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        area: QRect,
        hit: Hit,
        index: Index,
    ) -> None:
        name_font, small = self._fonts(option)
        palette = QApplication.palette()
        text = palette.color(QPalette.ColorRole.Text)
        second = colours.muted(palette)
        body = index.model().body(hit)  # type: ignore[attr-defined]
        opened = hit.open_state is not None and hit.open_state.until is not None
        state = f"{_OPEN if opened else _SHUT} {hit.open}" if hit.open else ""
        top = area.top()
        for font, colour, words in (
            (name_font, text, hit.name.de),
            (small, second, body),
            (small, second, "   ".join(filter(None, (state, "; ".join(hit.why))))),
        ):
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(text if opened and words.startswith(_OPEN) else colour)
            row = QRect(area.left(), top, area.width(), metrics.height())
            elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
            start = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
            painter.drawText(row, int(start), elided)
            top += metrics.height()

    def _fonts(self, option: QStyleOptionViewItem) -> tuple[QFont, QFont]:
        name, small = QFont(option.font), QFont(option.font)
        name.setWeight(QFont.Weight.DemiBold)
        small.setPointSizeF(option.font.pointSizeF() * 0.92)
        return name, small


def _mirrored(rect: QRect, area: QRect, option: QStyleOptionViewItem) -> QRect:
    return QStyle.visualRect(option.direction, area, rect)
