"""The middle of the counter: the service one looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from lotse_desk.ui import colours

if TYPE_CHECKING:
    from lotse_desk.domain.service_card import ServiceCard


class ServiceView(QWidget):
    """Shows a service; empty while nothing is found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[ServiceCard, str, str] | None = None
        self.browser = QTextBrowser(self)
        self.browser.setAccessibleName(self.tr("Leistung"))
        self.browser.setOpenLinks(False)
        self.browser.document().setDocumentMargin(8)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.1)
        self.browser.setFont(font)
        self.browser.setMinimumHeight(8 * self.fontMetrics().height())
        self.setFocusProxy(self.browser)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.browser)

    @property
    def text(self) -> str:
        """What can be read."""
        return self.browser.toPlainText()

    def show_card(self, card: ServiceCard, language: str, open_text: str) -> None:
        """Show a service in German and a language; `open_text` is its state now."""
        kept = self.browser.verticalScrollBar().value() if self._is_shown(card) else 0
        self._shown = (card, language, open_text)
        self._render()
        self.browser.verticalScrollBar().setValue(kept)

    def clear(self) -> None:
        """Show how a contact goes, key by key."""
        self._shown = None
        self._render()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Colours follow the system."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._render()

    def _is_shown(self, card: ServiceCard) -> bool:
        return self._shown is not None and self._shown[0].id == card.id

    def _render(self) -> None:
        if self._shown is None:
            self.browser.setHtml(self._steps())
            return
        from lotse_desk.home import clock
        from lotse_desk.ui.service_page import ServicePage

        card, language, open_text = self._shown
        page = ServicePage(card, language, clock.now(), open_text, self.palette())
        self.browser.setHtml(page.html())

    def _steps(self) -> str:
        second = colours.muted(self.palette()).name()
        steps = (
            (self.tr("Wörter tippen"), self.tr("suchen, mit ↑ ↓ wählen")),
            (self.tr("Enter"), self.tr("Leistung auf den Zettel nehmen, auch mehrere")),
            (self.tr("Alt + Ziffer"), self.tr("Sprache der Person")),
            (self.tr("F1 bis F12"), self.tr("Anliegen, wenn es keine Beratung ist")),
            (self.tr("Strg+P"), self.tr("drucken und zählen")),
            (self.tr("Strg+S"), self.tr("nur zählen")),
            (self.tr("Strg+Z"), self.tr("zurücknehmen")),
            (self.tr("Umschalt+F2"), self.tr("ein Strich für „Weg, Raum“, ebenso die anderen")),
            (self.tr("F10"), self.tr("Notfall: Nummern und Vorgehen")),
            (self.tr("Pause oder Strg+H"), self.tr("Bildschirm verdecken")),
        )
        rows = "".join(
            f'<tr><td style="padding:3px 18px 3px 0; font-weight:600">{key}</td>'
            f'<td style="padding:3px 0; color:{second}">{what}</td></tr>'
            for key, what in steps
        )
        ready = self.tr("Bereit")
        return (
            f'<p style="font-size:x-large; font-weight:600; margin:6px 0 14px 0">'
            f'{ready}</p><table cellspacing="0">{rows}</table>'
        )
