"""The two keys that end a contact, and the one that takes it back."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from lotse_desk.ui import colours
from lotse_desk.ui.counter_actions import CounterActions
from lotse_desk.ui.key_button import KeyButton


class FootButtons(QWidget):
    """Always in sight, whatever scrolls above."""

    def __init__(self, actions: CounterActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.print_and_log = KeyButton(
            actions.print_and_log, self.tr("Drucken und zählen"), primary=True, parent=self
        )
        self.log = KeyButton(actions.log, self.tr("Nur zählen"), parent=self)
        self.undo = KeyButton(actions.undo, self.tr("Zurück"), parent=self)
        self._buttons = (self.print_and_log, self.log, self.undo)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(colours.GAP - 2)
        self._layout = layout
        self._two_rows: bool | None = None
        for button in self._buttons:
            button.setMinimumHeight(2 * self.fontMetrics().height() + 2)
        self._arrange(two_rows=False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Printing gets a row of its own where three do not fit."""
        super().resizeEvent(event)
        needed = sum(button.sizeHint().width() + colours.GAP for button in self._buttons)
        self._arrange(two_rows=needed > self.width())

    def _arrange(self, *, two_rows: bool) -> None:
        if two_rows == self._two_rows:
            return
        self._two_rows = two_rows
        for button in self._buttons:
            self._layout.removeWidget(button)
        if two_rows:
            self._layout.addWidget(self.print_and_log, 0, 0, 1, 2)
            self._layout.addWidget(self.log, 1, 0)
            self._layout.addWidget(self.undo, 1, 1)
        else:
            for column, button in enumerate(self._buttons):
                self._layout.addWidget(button, 0, column)
        first_row = (self.log, self.undo) if two_rows else self._buttons
        for column in range(len(self._buttons)):
            share = first_row[column].sizeHint().width() if column < len(first_row) else 0
            self._layout.setColumnStretch(column, share)
