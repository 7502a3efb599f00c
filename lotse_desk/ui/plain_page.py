"""A page that says one thing and offers one or two ways on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup, QFont
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lotse_desk.ui.columns import Scrolled
from lotse_desk.ui.page import MenuEntries
from lotse_desk.ui.running_text import RunningText


class PlainPage(QWidget):
    """A sentence in the middle with buttons under it; the first button has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = RunningText("", centred=True)
        self.text.setMaximumWidth(640)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.text.setFont(font)
        self._buttons = QHBoxLayout()
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.text, 1000)
        middle.addStretch(1)
        content = QWidget()
        content.setProperty("scrolled", True)
        stacked = QVBoxLayout(content)
        stacked.addStretch(2)
        stacked.addLayout(middle)
        stacked.addSpacing(24)
        stacked.addLayout(self._buttons)
        stacked.addStretch(3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Scrolled(content))
        self._first: QPushButton | None = None

    def show_text(self, text: str, *ways: tuple[str, Callable[[], object]]) -> None:
        """The sentence, and the ways on as (button, act)."""
        self.text.setText(text)
        self.text.setAccessibleName(text)
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._first = None
        self._buttons.addStretch(1)
        for label, act in ways:
            button = QPushButton(label, self)
            button.setMinimumHeight(40)
            button.setAccessibleName(label)
            button.clicked.connect(lambda _=False, act=act: act())
            self._buttons.addWidget(button)
            self._first = self._first or button
        self._buttons.addStretch(1)

    def groups(self) -> tuple[QActionGroup, ...]:
        """None."""
        return ()

    def menus(self) -> MenuEntries:
        """None."""
        return []

    def came_to_front(self) -> None:
        """The first way on has the focus."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)
