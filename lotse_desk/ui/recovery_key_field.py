"""Where the key from a recovery sheet is typed: four lines, forgotten once they were used."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

LINES = 4


class RecoveryKeyField(QPlainTextEdit):
    """Takes the lines as they stand on paper, or as a hand scanner types them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Schlüssel vom Wiederherstellungsblatt"))
        self.setAccessibleDescription(
            self.tr("Vier Zeilen; groß oder klein, mit oder ohne Leerzeichen")
        )
        self.setPlaceholderText("1) XXXX XXXX XXXX XXXX X")
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() * 1.2)
        self.setFont(font)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(
            hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhPreferUppercase
        )
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for all lines without scrolling."""
        margins = self.contentsMargins()
        around = 2 * round(self.document().documentMargin()) + margins.top() + margins.bottom()
        return QSize(360, (LINES + 1) * self.fontMetrics().lineSpacing() + around)

    def show_line(self, line: int) -> None:
        """Put the cursor to the line (from 1) that differs from the paper; 0 for the first."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        cursor = QTextCursor(block if block.isValid() else self.document().begin())
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Nothing of a key stays in the window."""
        self.clear()
