"""Three columns side by side; on a narrow window the first two stand one above the other."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

_NARROW_EMS = 88
"""Below this many widths of the letter M, three columns would cut their words."""
_SHARES = (350, 460, 520)


class Columns(QWidget):
    """Left, middle, right, with edges that can be moved."""

    def __init__(
        self, left: QWidget, middle: QWidget, right: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._inner = QSplitter(Qt.Orientation.Horizontal, self)
        self._outer = QSplitter(Qt.Orientation.Horizontal, self)
        for splitter in (self._inner, self._outer):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(8)
        self._inner.addWidget(left)
        self._inner.addWidget(middle)
        self._outer.addWidget(Scrolled(self._inner))
        self._outer.addWidget(right)
        self._inner.setStretchFactor(1, 1)
        self._outer.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._outer)
        self._narrow: bool | None = None

    @property
    def narrow(self) -> bool:
        """Whether the first two columns stand one above the other."""
        return bool(self._narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Choose the arrangement that fits."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_EMS * self.fontMetrics().horizontalAdvance("M")
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._inner.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        left, middle, right = _SHARES
        if narrow:
            self._inner.setSizes([self.height() * 11 // 20, self.height() * 9 // 20])
            self._outer.setSizes([self.width() * 11 // 20, self.width() * 9 // 20])
        else:
            self._inner.setSizes([left, middle])
            self._outer.setSizes([self.width() - right, right])


class Scrolled(QScrollArea):
    """Scrolls only where it must, and to whatever gets the focus by whatever key."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a smaller window what has the focus stays in sight."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, lambda: self._follow(None, QApplication.focusWidget()))

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now)
