"""The two keys that end a contact, and the one that takes it back."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from lotse_desk.ui import colours
from lotse_desk.ui.counter_actions import CounterActions
from lotse_desk.ui.key_button import KeyButton


class FootButtons(QWidget):
    """Always in sight, whatever scrolls above."""

    def __init__(self, actions: CounterActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(colours.GAP - 2)
        self.print_and_log = KeyButton(
            actions.print_and_log, self.tr("Drucken und zählen"), primary=True, parent=self
        )
        self.log = KeyButton(actions.log, self.tr("Nur zählen"), parent=self)
        self.undo = KeyButton(actions.undo, self.tr("Zurück"), parent=self)
        for button, share in ((self.print_and_log, 9), (self.log, 6), (self.undo, 5)):
            button.setMinimumHeight(2 * self.fontMetrics().height() + 4)
            layout.addWidget(button, share)
