"""The line at the foot of the window that says what happened, also to a screen reader."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from lotse_desk.ui.said import Said

_DONE, _TROUBLE = "✓", "▲"


def announce(widget: QWidget, text: str, *, trouble: bool = False) -> None:
    """Let a screen reader say something about a widget; trouble interrupts it."""
    event = QAccessibleAnnouncementEvent(widget, text)
    polite = QAccessible.AnnouncementPoliteness
    event.setPoliteness(polite.Assertive if trouble else polite.Polite)
    QAccessible.updateAccessibility(event)


class AnnouncementLine(QFrame):
    """Results stay until the next one; nobody has to catch them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = Said("")
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.label.setAccessibleName(self.tr("Meldung"))
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.place = QLabel(self)
        self.place.setProperty("second", True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 3, 14, 5)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.place)

    def say(self, said: Said) -> None:
        """Show a sentence and announce it."""
        self.said = said
        sign = _TROUBLE if said.trouble else _DONE
        self.label.setText(f"{sign} {said.text}" if said.text else "")
        self.label.setProperty("heading", said.trouble)
        self.label.style().polish(self.label)
        if said.text:
            announce(self.label, said.text, trouble=said.trouble)

    def add_notice(self, widget: QWidget) -> None:
        """Put a small standing notice between the results and the name of the place."""
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(1, widget)

    @property
    def text(self) -> str:
        """What stands there."""
        return self.label.text()
