"""Text of several lines that may change and is never cut: it asks for the height it needs."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QWidget


class RunningText(QLabel):
    """Plain text that takes no room while it is empty.

    A layout in a scrolled page gives wrapped text any height, so the label sets the least itself.
    """

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        larger: float = 1.0,
        second: bool = False,
        centred: bool = False,
    ) -> None:
        """`name` is what screen readers call it; `larger` a factor of the font, then half bold."""
        super().__init__(parent)
        self._centred = centred
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleName(name)
        self.setProperty("second", second)
        if larger > 1:
            font = QFont(self.font())
            font.setPointSizeF(font.pointSizeF() * larger)
            font.setWeight(QFont.Weight.DemiBold)
            self.setFont(font)
        self._align()
        self.hide()

    def setText(self, text: str) -> None:  # noqa: N802
        """Show another text, or nothing; the same one changes nothing."""
        if text == self.text():
            return
        super().setText(text)
        self.setVisible(bool(text))
        self._claim()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Only now its width is that of its place."""
        super().showEvent(event)
        self._claim()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width needs another height."""
        super().resizeEvent(event)
        self._claim()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Another font needs another height, a mirrored page the other side."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._claim()
        elif event.type() is QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        """At the side where the page begins, whatever the direction of the words."""
        if self._centred:
            self.setAlignment(Qt.AlignmentFlag.AlignCenter)
            return
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
        self.setAlignment(side | top)

    def _claim(self) -> None:
        self.setMinimumHeight(0)  # a label never asks for less than its own minimum
        if self.text() and self.isVisible():
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())))
