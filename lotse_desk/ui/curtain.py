"""The curtain: nothing readable stays on the screen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

_BACK_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Curtain(QWidget):
    """An empty page with one button; Escape, Enter or the key that drew it opens it again."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = QPushButton(self.tr("Weiter"), self)
        self.back.setAccessibleName(self.tr("Weiter am Schalter"))
        self.back.clicked.connect(self._open)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def _open(self) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Any of the usual keys goes on."""
        if event.key() in _BACK_KEYS:
            self.opened.emit()
        else:
            super().keyPressEvent(event)
