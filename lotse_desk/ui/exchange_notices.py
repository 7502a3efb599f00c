"""Standing notices of the exchange page: an office to be confirmed, a key that is gone."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lotse_desk.ui import colours
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.running_text import RunningText


class Notice(QFrame):
    """Some sentences and the one act they ask for; hidden while there is nothing to say."""

    def __init__(self, name: str, action: QAction, label: str, parent: QWidget) -> None:
        """`name` is what screen readers call the text, `label` stands on the button."""
        super().__init__(parent)
        self.setProperty("banner", True)
        self._action = action
        self.text = RunningText(name, self)
        button = self.button = KeyButton(action, label, parent=self)
        button.setSizePolicy(button.sizePolicy().Policy.Maximum, button.sizePolicy().Policy.Fixed)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(24, colours.EDGE, 24, colours.EDGE)
        layout.addWidget(self.text)
        layout.addWidget(button)
        self.say("")

    def insert(self, widget: QWidget) -> None:
        """Put a field between the sentences and the button."""
        self._layout.insertWidget(1, widget)

    def say(self, words: str, *, offer: bool = True) -> None:
        """Show some sentences, or take them away; `offer`: the act would help."""
        self.text.setText(words)
        self._action.setEnabled(bool(words) and offer)
        self.setVisible(bool(words))
