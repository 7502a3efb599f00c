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
_TICK = "✓ "


class KeyButton(QPushButton):
    """Mirrors an action: pressing either does the same.

    The key stands small beside the label (`hint` in its place, where a heading names the rest of
    it), or below a label of two lines. What is chosen has a tick, a thicker border and bold text
    besides its colour.
    """

    def __init__(
        self,
        action: QAction,
        label: str = "",
        *,
        hint: str = "",
        primary: bool = False,
        two_lines: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._action = action
        self._label = label
        self._hint = hint
        self._primary = primary
        self._two_lines = two_lines
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
        metrics, keys = QFontMetrics(self._bold()), QFontMetrics(self._small())
        key_width = keys.horizontalAdvance(self._shown_key()) if self._shown_key() else 0
        if not self._two_lines:
            width = metrics.horizontalAdvance(_TICK + self.text()) + key_width + 3 * _PADDING
            return QSize(width, metrics.height() + 2 * _PADDING - 2)
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        height = metrics.height() * 2 + keys.height() + _PADDING
        return QSize(max(longest, key_width) + 2 * _PADDING, height)

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

    def _bold(self) -> QFont:
        font = QFont(self.font())
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
        label = (_TICK if self.isChecked() else "") + self.text()
        key, keys = self._shown_key(), QFontMetrics(self._small())
        inner = area.adjusted(_PADDING - 3, 1, 3 - _PADDING, -1)
        painter.setPen(second)
        painter.setFont(self._small())
        if self._two_lines:
            below = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
            painter.drawText(inner.adjusted(0, 0, 0, -2), int(below), key)
            room = inner.adjusted(0, 0, 0, -keys.height() if key else 0)
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        else:
            end = self._mirrored(Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inner, int(end), key)
            taken = keys.horizontalAdvance(key) + 3 if key else 0
            left, right = (0, -taken) if self.isLeftToRight() else (taken, 0)
            room = inner.adjusted(left, 0, right, 0)
            start = self._mirrored(Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
            flags = int(start) | int(Qt.TextFlag.TextSingleLine)
        painter.setPen(text)
        font = self._bold() if self.isChecked() or self._primary else self.font()
        painter.setFont(font)
        if not self._two_lines:
            shown = QFontMetrics(font)
            label = shown.elidedText(label, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        painter.drawText(room, flags, label)

    def _mirrored(self, alignment: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
        return QStyle.visualAlignment(self.layoutDirection(), alignment)
