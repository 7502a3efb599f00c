"""A list in which typing any part of an entry finds it, and Enter takes the first found."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QSizePolicy, QWidget

from lotse_desk.ui.choice import Choice


class SearchBox(Choice):
    """Entries carry a code as data; text that names none of them does not stay."""

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLineEdit(self)
        self.setEditable(True)
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer = completer
        self.setCompleter(completer)
        self.setAccessibleName(name)
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(hint)
        self._line.returnPressed.connect(self._take_first)
        self._line.editingFinished.connect(self._drop_unknown)

    def set_entries(self, entries: dict[str, str]) -> None:
        """Code to name, in their order; none is chosen."""
        self.blockSignals(True)
        self.clear()
        for code, name in entries.items():
            self.addItem(name, code)
        self.setCurrentIndex(-1)
        self.blockSignals(False)

    def unchoose(self) -> None:
        """None is chosen, and nobody is told."""
        self.blockSignals(True)
        self.setCurrentIndex(-1)
        self.blockSignals(False)

    def show_beginning(self) -> None:
        """A name longer than its place shows its first words, not its last."""
        self._line.setCursorPosition(0)

    def start(self) -> None:
        """The cursor goes in, ready to type."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def _take_first(self) -> None:
        if not self._line.text().strip() or not self._completer.completionCount():
            return
        self._completer.setCurrentRow(0)
        row = self.findText(self._completer.currentCompletion())
        if row >= 0 and row != self.currentIndex():
            self.setCurrentIndex(row)

    def _drop_unknown(self) -> None:
        if self._line.text() != self.itemText(self.currentIndex()):
            self._line.setText(self.itemText(self.currentIndex()))
