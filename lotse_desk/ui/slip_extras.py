"""What is typed or chosen for one slip alone: appointment, deadline, concern, forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lotse_desk.ui import colours
from lotse_desk.ui.choice import Choice
from lotse_desk.ui.reflow_grid import ReflowGrid

if TYPE_CHECKING:
    from lotse_desk.domain.service_card import ServiceCard
    from lotse_desk.home.noted import Noted

_FORM = Qt.ItemDataRole.UserRole
LONGEST_CONCERN = 120
_LONGEST_DATE = 40


class SlipExtras(QWidget):
    """Nothing here is stored or counted; `changed` tells that the paper would change."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.appointment = _line(self.tr("Termin auf dem Zettel"), "25.11. 9:30", self)
        self.deadline = _line(self.tr("Frist auf dem Zettel"), "30.11.", self)
        self.concern = _line(
            self.tr("Anliegen auf dem Zettel"), self.tr("in Stichworten, ohne Namen"), self
        )
        self.concern.setMaxLength(LONGEST_CONCERN)
        self.interpreter = Choice(self)
        for name, needed in (
            (self.tr("wie bei Sprachmittlung"), ""),
            (self.tr("ja"), "yes"),
            (self.tr("nein"), "no"),
        ):
            self.interpreter.addItem(name, needed)
        self.forms = QListWidget(self)
        self.forms.setAccessibleName(self.tr("Formulare, die die Person bekommt"))
        self.forms.setMaximumHeight(4 * self.fontMetrics().height() + 12)
        self._forms_label = _named(self.tr("Formular mitgegeben · Leertaste"), self.forms)
        for line in self._lines:
            line.textChanged.connect(lambda _: self.changed.emit())
        self.interpreter.activated.connect(lambda _: self.changed.emit())
        self.forms.itemChanged.connect(lambda _: self.changed.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(colours.GAP - 2)
        cells = [
            _cell(_named(self.tr("Termin"), self.appointment), self.appointment),
            _cell(_named(self.tr("Frist bis"), self.deadline), self.deadline),
            _cell(_named(self.tr("Dolmetschen nötig"), self.interpreter), self.interpreter),
        ]
        layout.addWidget(ReflowGrid(cells, 3, self))
        layout.addWidget(_cell(_named(self.tr("Anliegen in Worten"), self.concern), self.concern))
        layout.addWidget(self._forms_label)
        layout.addWidget(self.forms)
        self.offer(())

    @property
    def chosen_forms(self) -> tuple[str, ...]:
        """Ids of the forms that are handed out."""
        return tuple(str(item.data(_FORM)) for item in self._items if item.checkState() is _CHECKED)

    @property
    def interpreter_needed(self) -> bool | None:
        """What the slip says whatever is counted; None where nothing was chosen."""
        return {"yes": True, "no": False}.get(str(self.interpreter.currentData()))

    def noted(self) -> Noted:
        """What was typed; raises `InvalidValue` for a date nobody can read."""
        from lotse_desk.home.clock import today
        from lotse_desk.home.noted import read_noted

        appointment, deadline, concern = (line.text() for line in self._lines)
        return read_noted(appointment, deadline, concern, today())

    def offer(self, cards: Sequence[ServiceCard]) -> None:
        """The forms of the services on the slip; those chosen stay chosen."""
        chosen = self.chosen_forms
        self.forms.blockSignals(True)
        self.forms.clear()
        for form in {form.id: form for card in cards for form in card.forms}.values():
            number = f" ({form.number})" if form.number else ""
            item = QListWidgetItem(f"{form.name.de}{number}")
            item.setData(_FORM, form.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_CHECKED if form.id in chosen else Qt.CheckState.Unchecked)
            self.forms.addItem(item)
        self.forms.blockSignals(False)
        for widget in (self.forms, self._forms_label):
            widget.setVisible(self.forms.count() > 0)

    def clear(self) -> None:
        """Nothing typed, nothing chosen: for the next person."""
        self.blockSignals(True)
        for line in self._lines:
            line.clear()
        self.interpreter.setCurrentIndex(0)
        for item in self._items:
            item.setCheckState(Qt.CheckState.Unchecked)
        self.blockSignals(False)

    def start(self) -> None:
        """The cursor goes into the first field."""
        self.appointment.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def _lines(self) -> tuple[QLineEdit, ...]:
        return self.appointment, self.deadline, self.concern

    @property
    def _items(self) -> list[QListWidgetItem]:
        return [self.forms.item(row) for row in range(self.forms.count())]


_CHECKED = Qt.CheckState.Checked


def _line(name: str, hint: str, parent: QWidget) -> QLineEdit:
    line = QLineEdit(parent)
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    line.setMaxLength(_LONGEST_DATE)
    return line


def _named(name: str, of: QWidget) -> QLabel:
    label = QLabel(name)
    label.setProperty("second", True)
    label.setBuddy(of)
    if not of.accessibleName():
        of.setAccessibleName(name)
    return label


def _cell(label: QLabel, field: QWidget) -> QWidget:
    cell = QWidget()
    layout = QVBoxLayout(cell)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    layout.addWidget(label)
    layout.addWidget(field)
    return cell
