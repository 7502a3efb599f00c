"""A button for words that come and go with an answer: it has no key of its own."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

_PADDING = 22


class ShortButton(QPushButton):
    """As wide as its place; words that do not fit end in an ellipsis, the tool tip has them all."""

    def __init__(self, text: str, spoken: str, parent: QWidget | None = None) -> None:
        """`spoken`: what pressing it does, for screen readers and as the tool tip."""
        super().__init__(text, parent)
        self.setProperty("short", True)
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """No wider than half the search column."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + _PADDING
        return QSize(min(width, 15 * metrics.averageCharWidth() + _PADDING), metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Some letters at least."""
        return QSize(60, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses it as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        """The button as the style sheet has it, its words cut where they must be."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.width() - _PADDING + 4
        elide = Qt.TextElideMode.ElideRight
        option.text = self.fontMetrics().elidedText(self.text(), elide, room)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
