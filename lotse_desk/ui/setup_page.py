"""First start: town and name of the place, and the desk is ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup, QFont
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lotse_desk.home.house import House
from lotse_desk.ui.choice import Choice
from lotse_desk.ui.columns import Scrolled
from lotse_desk.ui.house_fields import HouseFields
from lotse_desk.ui.page import MenuEntries


@dataclass(frozen=True)
class NewDesk:
    """A desk to be set up: slug of the town, name of the place, its house."""

    town: str
    place: str
    house: House


class SetupPage(QWidget):
    """Asks for two things, and two more that may wait; emits `wanted` with a `NewDesk`.

    `backup_wanted`: this place was somewhere else before.
    """

    wanted = Signal(object)
    backup_wanted = Signal()

    def __init__(
        self, towns: Mapping[str, str], folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        card = QFrame()
        card.setProperty("panel", True)
        card.setMaximumWidth(560)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(36, 32, 36, 32)
        inner.setSpacing(14)
        title = QLabel(self.tr("Diesen Platz einrichten"), self)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.7)
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        inner.addWidget(title)
        inner.addWidget(
            _paragraph(self.tr("Die ersten zwei Angaben genügen, in weniger als einer Minute."))
        )
        inner.addLayout(self._make_form(towns))
        inner.addWidget(
            _paragraph(self.tr("Der Name meint einen Ort, nie eine Person: er steht auf Zetteln."))
        )
        self._make_foot(inner, folder)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 1000)
        middle.addStretch(1)
        content = QWidget()
        content.setProperty("scrolled", True)
        stacked = QVBoxLayout(content)
        stacked.addStretch(1)
        stacked.addLayout(middle)
        stacked.addStretch(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Scrolled(content))
        self.button.clicked.connect(self._go)
        self.place.returnPressed.connect(self._go)

    def _make_form(self, towns: Mapping[str, str]) -> QFormLayout:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setVerticalSpacing(12)
        self.town = Choice(self)
        self.town.setAccessibleName(self.tr("Stadt"))
        for slug, name in towns.items():
            self.town.addItem(name, slug)
        self.town.setCurrentIndex(-1)
        self.town.setPlaceholderText(self.tr("Bitte wählen"))
        self.place = QLineEdit(self.tr("Empfang 1"), self)
        self.place.setAccessibleName(self.tr("Name des Platzes"))
        self.place.setMaxLength(40)
        form.addRow(self.tr("&Stadt"), self.town)
        form.addRow(self.tr("&Name des Platzes"), self.place)
        self.house_fields = HouseFields(self)
        for name, field in self.house_fields.named():
            form.addRow(name, field)
            field.returnPressed.connect(self._go)
        return form

    def _make_foot(self, inner: QVBoxLayout, folder: Path) -> None:
        self.message = _paragraph("")
        self.message.setAccessibleName(self.tr("Meldung"))
        inner.addWidget(self.message)
        self.button = QPushButton(self.tr("&Einrichten"), self)
        self.button.setAccessibleName(self.tr("Einrichten"))
        self.button.setMinimumHeight(44)
        self.button.setDefault(True)
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName(self.tr("Wird eingerichtet"))
        self.progress.setRange(0, 0)
        self.progress.hide()
        inner.addWidget(self.button)
        inner.addWidget(self.progress)
        self.from_backup = QPushButton(self.tr("Oder eine &Sicherung zurückholen …"), self)
        self.from_backup.setAccessibleName(self.tr("Eine Sicherung zurückholen"))
        self.from_backup.setFlat(True)
        self.from_backup.clicked.connect(self.backup_wanted)
        inner.addWidget(self.from_backup)
        second = _paragraph(self.tr("Daten liegen in {folder}").format(folder=folder))
        second.setProperty("second", True)
        inner.addWidget(second)

    def failed(self, sentence: str) -> None:
        """The set-up did not work; it may be tried again."""
        self._busy(busy=False)
        self.message.setText(sentence)

    def groups(self) -> tuple[QActionGroup, ...]:
        """None."""
        return ()

    def menus(self) -> MenuEntries:
        """None."""
        return []

    def came_to_front(self) -> None:
        """The first question has the focus."""
        self.town.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        slug, place = self.town.currentData(), self.place.text().strip()
        if not slug:
            self.message.setText("▲ " + self.tr("Bitte die Stadt wählen."))
            self.town.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not place:
            self.message.setText("▲ " + self.tr("Bitte dem Platz einen Namen geben."))
            self.place.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._busy(busy=True)
            self.wanted.emit(NewDesk(str(slug), place, self.house_fields.house()))

    def _busy(self, *, busy: bool) -> None:
        self.button.setEnabled(not busy)
        self.from_backup.setEnabled(not busy)
        self.progress.setVisible(busy)
        self.message.setText(self.tr("Das Verzeichnis wird angelegt …") if busy else "")


def _paragraph(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label
