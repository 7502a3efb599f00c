"""Settings of the desk that the house decides: printer, words on slips, emergencies."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup, QFont
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from lotse_desk.ui import counter_acts
from lotse_desk.ui.actions import action_group, make_action
from lotse_desk.ui.choice import Choice
from lotse_desk.ui.columns import Scrolled
from lotse_desk.ui.house_fields import HouseFields
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.page import MenuEntries
from lotse_desk.ui.said import Said, trouble

if TYPE_CHECKING:
    from lotse_desk.ui.home_worker import HomeWorker

_LEAST_LINES = 5
"""Of the procedure; a small screen scrolls the page rather than squeeze it."""


class SettingsPage(QWidget):
    """Read when it comes to the front, written with one key, but never before it was read."""

    said = Signal(object)
    changed = Signal()

    def __init__(self, desk: HomeWorker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._group = action_group(self)
        self._save = make_action(self._group, self.tr("&Speichern"), "Ctrl+S", self.save)
        self._save.setEnabled(False)
        title = QLabel(self.tr("Einstellungen"))
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        card = QFrame()
        card.setProperty("panel", True)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(24, 20, 24, 20)
        inner.setSpacing(8)
        self.printer = Choice(card)
        self.printer.setAccessibleName(self.tr("Drucker für Zettel"))
        inner.addWidget(_heading(self.tr("&Drucker für Zettel"), self.printer))
        inner.addWidget(self.printer)
        self.asks = Choice(card)
        self.asks.setAccessibleName(self.tr("Drucken"))
        self.asks.addItem(self.tr("gleich auf den üblichen Drucker"), "")
        self.asks.addItem(self.tr("jedes Mal fragen"), counter_acts.ASKS)
        inner.addWidget(_heading(self.tr("Dr&ucken"), self.asks))
        inner.addWidget(self.asks)
        self.house_fields = HouseFields(card)
        for name, field in self.house_fields.named():
            inner.addWidget(_heading(name, field))
            inner.addWidget(field)
        self.emergency = QPlainTextEdit(card)
        self.emergency.setAccessibleName(self.tr("Vorgehen im Notfall"))
        self.emergency.setTabChangesFocus(True)
        self.emergency.setMinimumHeight(_LEAST_LINES * self.fontMetrics().lineSpacing())
        self.emergency.setPlaceholderText(
            self.tr("Wen rufen wir, wer kommt dazu, welcher Raum, wer hat den Schlüssel?")
        )
        inner.addSpacing(8)
        inner.addWidget(_heading(self.tr("&Vorgehen im Notfall in diesem Haus"), self.emergency))
        inner.addWidget(self.emergency, 1)
        button = KeyButton(self._save, primary=True, parent=card)
        button.setSizePolicy(button.sizePolicy().Policy.Maximum, button.sizePolicy().Policy.Fixed)
        inner.addWidget(button)
        content = QWidget()
        content.setProperty("scrolled", True)
        stacked = QVBoxLayout(content)
        stacked.setContentsMargins(24, 16, 24, 12)
        stacked.setSpacing(12)
        stacked.addWidget(title)
        stacked.addWidget(card, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Scrolled(content))

    def groups(self) -> tuple[QActionGroup, ...]:
        """Saving."""
        return (self._group,)

    def menus(self) -> MenuEntries:
        """Saving."""
        return [(self.tr("&Einstellungen"), [self._save])]

    def came_to_front(self) -> None:
        """Read the settings anew."""
        self.printer.setFocus(Qt.FocusReason.OtherFocusReason)
        self._desk.run(counter_acts.desk, self._show, meanwhile=True)

    def save(self) -> None:
        """Write all settings in one act."""
        act = partial(
            counter_acts.put_settings,
            values={
                counter_acts.EMERGENCY_SETTING: self.emergency.toPlainText().strip(),
                counter_acts.PRINTER_SETTING: str(self.printer.currentData() or ""),
                counter_acts.ASKS_SETTING: str(self.asks.currentData() or ""),
            },
            house=self.house_fields.house(),
        )
        self._desk.run(
            act, lambda _: self._saved(), lambda e: self.said.emit(trouble(e)), meanwhile=True
        )

    def _saved(self) -> None:
        self.said.emit(Said(self.tr("Einstellungen gespeichert.")))
        self.changed.emit()

    def _show(self, desk: counter_acts.Desk) -> None:
        from lotse_desk.ui.printing import printer_names

        self.printer.clear()
        self.printer.addItem(self.tr("Standarddrucker des Systems"), "")
        for name in printer_names():
            self.printer.addItem(name, name)
        self.printer.setCurrentIndex(max(0, self.printer.findData(desk.printer.name)))
        self.asks.setCurrentIndex(int(desk.printer.asks))
        self.house_fields.show_house(desk.house)
        self.emergency.setPlainText(desk.emergency_text)
        self._save.setEnabled(True)


def _heading(text: str, of: QWidget) -> QLabel:
    label = QLabel(text)
    label.setProperty("heading", True)
    label.setBuddy(of)
    return label
