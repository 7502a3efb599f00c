"""The field for the words of a search."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_FIELD_KEYS = frozenset(
    (
        *(Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Left),
        *(Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Backspace),
        Qt.Key.Key_Delete,
    )
)


class SearchField(QLineEdit):
    """A field that leaves keys with Ctrl to the window: Ctrl+Z there takes back a contact."""

    def event(self, event: QEvent) -> bool:
        """Claim only what moves, marks and copies."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if control and event.key() not in _FIELD_KEYS:
                event.ignore()
                return False
        return super().event(event)
