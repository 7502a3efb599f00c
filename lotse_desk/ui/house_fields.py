"""Two fields for what slips say of the house: its name and the number to call back."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from lotse_desk.home.house import USUAL_NAME, House

_LONGEST_NAME, _LONGEST_NUMBER = 60, 40


class HouseFields(QObject):
    """Both may stay empty: then slips carry the usual name and no number."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = QLineEdit(parent)
        self.name.setAccessibleName(self.tr("Name des Hauses auf Zetteln"))
        self.name.setPlaceholderText(USUAL_NAME)
        self.name.setMaxLength(_LONGEST_NAME)
        self.callback = QLineEdit(parent)
        self.callback.setAccessibleName(self.tr("Rückrufnummer auf Zetteln"))
        self.callback.setPlaceholderText(self.tr("keine"))
        self.callback.setMaxLength(_LONGEST_NUMBER)

    def named(self) -> tuple[tuple[str, QLineEdit], ...]:
        """Label and field, in their order."""
        return (
            (self.tr("Name des &Hauses auf Zetteln"), self.name),
            (self.tr("&Rückrufnummer auf Zetteln"), self.callback),
        )

    def house(self) -> House:
        """What was typed."""
        return House(self.name.text().strip(), self.callback.text().strip())

    def show_house(self, house: House) -> None:
        """Fill the fields; the usual name stays a placeholder."""
        self.name.setText("" if house.name == USUAL_NAME else house.name)
        self.callback.setText(house.callback)
