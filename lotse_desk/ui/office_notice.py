"""The office's fingerprint on the exchange page: to be compared, or typed where several ask."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from lotse_desk.ui.exchange_notices import Notice

_LONGEST = 80
"""Characters; people type blanks, dashes and dots between thirty digits."""


class OfficeNotice(Notice):
    """Hidden while nobody has to compare anything."""

    def __init__(self, action: QAction, parent: QWidget) -> None:
        """`action` confirms what is shown, or exchanges with the office whose digits are typed."""
        super().__init__(
            self.tr("Fingerabdruck der Leitstelle"), action, self.tr("Stimmt überein"), parent
        )
        self.field = QLineEdit(self)
        self.field.setMaxLength(_LONGEST)
        self.field.setAccessibleName(self.tr("Fingerabdruck der Leitstelle eintippen"))
        self.field.returnPressed.connect(action.trigger)
        self.insert(self.field)
        self.several = False
        self.fingerprint = ""

    @property
    def typed(self) -> str | None:
        """What was typed; None where nothing was, or nothing is asked."""
        text = self.field.text().strip()
        return text if text and not self.isHidden() else None

    def show_office(self, fingerprint: str) -> None:
        """An office nobody has confirmed yet; empty where there is none."""
        self.fingerprint = fingerprint
        if fingerprint:
            self.several = False
        self._show()

    def ask_which(self, *, several: bool) -> None:
        """Whether several offices name this desk: then only people know which one is theirs."""
        self.several = several and not self.fingerprint
        self._show()

    def _show(self) -> None:
        if self.fingerprint:
            self.button.set_label(self.tr("Stimmt überein"))
            self.field.setPlaceholderText(self.tr("oder eintippen, was Sie hören"))
            words = self.tr(
                "Lassen Sie sich von der Leitstelle deren Fingerabdruck vorlesen und "
                "vergleichen:\n{fp}"
            )
            self.say(words.format(fp=self.fingerprint))
        elif self.several:
            self.button.set_label(self.tr("Mit dieser Leitstelle austauschen"))
            self.field.setPlaceholderText(self.tr("sechs Gruppen von fünf Ziffern"))
            self.say(
                self.tr(
                    "▲ Mehrere Leitstellen nennen diesen Platz als ihren. Rufen Sie Ihre "
                    "Leitstelle an und tippen Sie den Fingerabdruck ein, den sie Ihnen vorliest."
                )
            )
        else:
            self.field.clear()
            self.say("")
