"""A list to choose from, in the look of the other controls."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from lotse_desk.ui import colours

_ARROW = 22


class Choice(QComboBox):
    """As narrow as its place; the list itself shows every entry in full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.currentTextChanged.connect(self.setToolTip)

    def showPopup(self) -> None:  # noqa: N802
        """Open the list as wide as its longest entry."""
        view = self.view()
        view.setMinimumWidth(max(self.width(), view.sizeHintForColumn(0) + 40))
        super().showPopup()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:  # noqa: N802
        """Text that is too long ends in an ellipsis; the tool tip has it all."""
        super().initStyleOption(option)
        room = self.width() - _ARROW - 10
        elide = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(option.currentText, elide, room)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        """The field as the style sheet has it, and an arrow that follows the system's colours."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.muted(self.palette()), 1.6))
        x = _ARROW / 2 if self.isRightToLeft() else self.width() - _ARROW / 2
        y = self.height() / 2
        painter.drawPolyline(
            QPolygonF([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
        )
