"""The very PDF of the slip on the screen."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QTimer, Signal
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QVBoxLayout, QWidget


class SlipPreview(QWidget):
    """Shows a PDF as wide as there is room; imported only when first asked for."""

    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buffer = QBuffer(self)
        self._document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self._document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName(self.tr("Vorschau des Zettels"))
        self.setFocusProxy(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    @property
    def pages(self) -> int:
        """Number of pages shown."""
        return self._document.pageCount()

    def show_pdf(self, pdf: bytes) -> None:
        """Show these pages; empty bytes show nothing."""
        self._document.close()
        self._buffer.close()
        self._buffer.setData(pdf)
        if pdf:
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self._document.load(self._buffer)
        QTimer.singleShot(0, self.shown.emit)
