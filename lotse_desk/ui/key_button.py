"""A button that shows the key that presses it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from lotse_desk.ui import colours

_PADDING = 8
_TICK = "✓"


class KeyButton(QPushButton):
    """Mirrors an action: pressing either does the same.

    The key stands small beside the label (`hint` in its place, where a heading names the rest of
    it). What is chosen has a tick in the place of the key and a thicker border besides its colour.
    """

    def __init__(
        self,
        action: QAction,
        label: str = "",
        *,
        hint: str = "",
        primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._action = action
        self._label = label
        self._hint = hint
        self._primary = primary
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.clicked.connect(self._press)
        action.changed.connect(self._mirror)
        action.toggled.connect(self._mirror)
        self._mirror()

    @property
    def key_text(self) -> str:
        """The key as it stands on the keyboard, in the language of the window."""
        return self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def set_label(self, label: str) -> None:
        """Another short label; the action keeps its full text."""
        self._label = label
        self._mirror()

    def _press(self) -> None:
        self._action.trigger()

    def nextCheckState(self) -> None:  # noqa: N802
        """The action decides what is checked."""

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the label and the key."""
        metrics, keys = QFontMetrics(self._label_font()), QFontMetrics(self._small())
        key = self._shown_key()
        key_width = max(keys.horizontalAdvance(key), metrics.horizontalAdvance(_TICK)) if key else 0
        width = metrics.horizontalAdvance(self.text()) + key_width + 3 * _PADDING - 2
        return QSize(width, metrics.height() + 2 * _PADDING - 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrower than wished for the label is cut with an ellipsis; the tool tip has it all."""
        return QSize(min(self.sizeHint().width(), 72), self.sizeHint().height())

    def _shown_key(self) -> str:
        return self._hint or self.key_text

    def _mirror(self) -> None:
        action = self._action
        self.setText(self._label or action.text().replace("&", ""))
        self.setCheckable(action.isCheckable())
        QAbstractButton.setChecked(self, action.isChecked())
        self.setEnabled(action.isEnabled())
        self.setVisible(action.isVisible() or not self.parent())
        full = action.text().replace("&", "")
        self.setAccessibleName(full)
        self.setAccessibleDescription(self.key_text)
        self.setToolTip(f"{full} ({self.key_text})" if self.key_text else full)
        self.updateGeometry()
        self.update()

    def _label_font(self) -> QFont:
        font = QFont(self.font())
        if self._primary:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(max(7.5, font.pointSizeF() * 0.8))
        return font

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        """Ground, border, focus ring, label, key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        palette = self.palette()
        ground, edge, text, second = self._paint_colours(palette)
        chosen = self.isChecked()
        width = 2.0 if chosen else 1.0
        area = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        painter.setPen(QPen(edge, width))
        painter.setBrush(ground)
        painter.drawRoundedRect(area, colours.RADIUS, colours.RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 2))
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, colours.RADIUS + 1, colours.RADIUS + 1)
        self._paint_words(painter, area, text, second)

    def _paint_colours(self, palette: QPalette) -> tuple[QColor, QColor, QColor, QColor]:
        role = QPalette.ColorRole
        group = palette.currentColorGroup()
        text = palette.color(group, role.ButtonText)
        if self._primary and self.isEnabled():
            ground = colours.accent(palette, colours.READABLE)
            if self.isDown() or self.underMouse():
                ground = colours.blend(palette.color(role.Text), ground, 0.12)
            on = palette.color(role.Base)
            return ground, ground, on, on
        base = palette.color(role.Base)
        ground = colours.tint(palette) if self.isChecked() else base
        if self.isEnabled() and (self.isDown() or self.underMouse()):
            ground = colours.blend(palette.color(role.Highlight), ground, 0.1)
        edge = colours.accent(palette) if self.isChecked() else colours.border(palette)
        if not self.isEnabled():
            edge = colours.line(palette)
            return ground, edge, text, text
        second = text if self.isChecked() else colours.muted(palette)
        return ground, edge, text, second

    def _paint_words(self, painter: QPainter, area: QRectF, text: QColor, second: QColor) -> None:
        chosen = self.isChecked()
        key = _TICK if chosen else self._shown_key()
        key_font = self._label_font() if chosen else self._small()
        inner = area.adjusted(_PADDING - 3, 1, 3 - _PADDING, -1)
        painter.setPen(second)
        painter.setFont(key_font)
        end = self._mirrored(Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(end), key)
        taken = QFontMetrics(key_font).horizontalAdvance(key) + 3 if key else 0
        left_to_right = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        left, right = (0, -taken) if left_to_right else (taken, 0)
        room = inner.adjusted(left, 0, right, 0)
        start = self._mirrored(Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(text)
        painter.setFont(self._label_font())
        metrics = QFontMetrics(self._label_font())
        elide = Qt.TextElideMode.ElideRight
        label = metrics.elidedText(self.text(), elide, int(room.width()) + 1)
        painter.drawText(room, int(start) | int(Qt.TextFlag.TextSingleLine), label)

    def _mirrored(self, alignment: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
        return QStyle.visualAlignment(self.layoutDirection(), alignment)
