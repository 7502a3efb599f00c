"""Running text in a narrow column that is never cut: it asks for the height its lines need."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget


class WrappedLabel(QLabel):
    """A layout gives wrapped text any height it can spare, so the label itself sets the least."""

    def __init__(self, lead: str, text: str, parent: QWidget | None = None) -> None:
        """`lead` stands out before the text."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        font = QFont(self.font())
        if text:
            font.setPointSizeF(font.pointSizeF() * 0.94)
        self.setFont(font)
        self.plain = " ".join(filter(None, (lead, text)))
        self.setText(" ".join(filter(None, (lead and f"<b>{escape(lead)}</b>", escape(text)))))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width needs another height."""
        super().resizeEvent(event)
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))
