"""Fields for what paper says of the house: its name, the number to call back, its address."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from lotse_desk.home.house import (
    LONGEST_ADDRESS,
    LONGEST_CALLBACK,
    LONGEST_NAME,
    USUAL_NAME,
    House,
)


class HouseFields(QObject):
    """All may stay empty: then slips carry the usual name and no number.

    The address tells the list of today who sits in this house.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = QLineEdit(parent)
        self.name.setAccessibleName(self.tr("Name des Hauses auf Zetteln"))
        self.name.setPlaceholderText(USUAL_NAME)
        self.name.setMaxLength(LONGEST_NAME)
        self.callback = QLineEdit(parent)
        self.callback.setAccessibleName(self.tr("Rückrufnummer auf Zetteln"))
        self.callback.setPlaceholderText(self.tr("keine"))
        self.callback.setMaxLength(LONGEST_CALLBACK)
        self.address = QLineEdit(parent)
        self.address.setAccessibleName(self.tr("Straße und Hausnummer des Hauses"))
        self.address.setPlaceholderText(self.tr("wie im Verzeichnis, für „Heute im Haus“"))
        self.address.setMaxLength(LONGEST_ADDRESS)

    def named(self) -> tuple[tuple[str, QLineEdit], ...]:
        """Label and field, in their order."""
        return (
            (self.tr("Name des &Hauses auf Zetteln"), self.name),
            (self.tr("&Rückrufnummer auf Zetteln"), self.callback),
            (self.tr("Straße und Haus&nummer"), self.address),
        )

    def house(self) -> House:
        """What was typed."""
        fields = (self.name, self.callback, self.address)
        return House(*(field.text().strip() for field in fields))

    def show_house(self, house: House) -> None:
        """Fill the fields; the usual name stays a placeholder."""
        self.name.setText("" if house.name == USUAL_NAME else house.name)
        self.callback.setText(house.callback)
        self.address.setText(house.address)
