"""What is counted of a contact: concern, outcome, channel, interpreter, unmet need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont, QKeySequence
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from lotse_desk.domain.contacts import Contact, UnmetNeed
from lotse_desk.ui import colours
from lotse_desk.ui.choice import Choice
from lotse_desk.ui.counter_actions import CounterActions
from lotse_desk.ui.headings import heading_row
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.reflow_grid import ReflowGrid

_COLUMNS = 4
_USUAL = Contact()
REFERRED = "referred"
CLAIM_NOTED = "claim-noted"


class ContactPanel(QWidget):
    """Holds what is counted besides services, language and home; all of it has a usual value."""

    def __init__(
        self,
        actions: CounterActions,
        lists: Mapping[str, Mapping[str, str]],
        topics: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._topics = topics
        self._outcome_touched = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(colours.GAP - 2)
        layout.addLayout(heading_row(self.tr("Anliegen"), self.tr("mit Umschalttaste: nur +1")))
        layout.addWidget(self._make_concerns())
        layout.addWidget(self._make_choices(lists))
        layout.addWidget(self._make_unmet(lists["reason"]))

    def contact(self) -> Contact:
        """What was chosen here; language, home and services are added by the page."""
        unmet: tuple[UnmetNeed, ...] = ()
        if self._actions.unmet.isChecked() and self.unmet_topic.currentData():
            need = UnmetNeed(
                str(self.unmet_topic.currentData()), str(self.unmet_reason.currentData())
            )
            unmet = (need,)
        return Contact(
            concern=self._actions.concern or _USUAL.concern,
            outcome=str(self.outcome.currentData()),
            channel=str(self.channel.currentData()),
            interpreter=str(self.interpreter.currentData()),
            unmet=unmet,
        )

    def expect(self, topics: Sequence[str]) -> None:
        """Follow the slip: with services the outcome is usually a referral; their topics first."""
        if not self._outcome_touched:
            usual = REFERRED if topics else _USUAL.outcome
            self.outcome.setCurrentIndex(max(0, self.outcome.findData(usual)))
        chosen = self.unmet_topic.currentData()
        self.unmet_topic.clear()
        for slug in dict.fromkeys((*topics, *self._topics)):
            self.unmet_topic.addItem(self._topics.get(slug, slug), slug)
        row = self.unmet_topic.findData(chosen) if self._actions.unmet.isChecked() else 0
        self.unmet_topic.setCurrentIndex(max(0, row))

    def reset(self) -> None:
        """The usual values again."""
        self._outcome_touched = False
        for combo, usual in (
            (self.outcome, _USUAL.outcome),
            (self.channel, _USUAL.channel),
            (self.interpreter, _USUAL.interpreter),
        ):
            combo.setCurrentIndex(max(0, combo.findData(usual)))
        self.unmet_reason.setCurrentIndex(0)
        self.expect(())

    def _make_concerns(self) -> QWidget:
        short = {
            "first-advice": self.tr("Beratung"),
            "way": self.tr("Weg, Raum"),
            "appointment": self.tr("Hat Termin"),
            "hand-in": self.tr("Abgabe"),
            "letter": self.tr("Brief"),
            "form": self.tr("Formular"),
            "money-missing": self.tr("Geld fehlt"),
            "office-unreachable": self.tr("Amt still"),
            "complaint": self.tr("Beschwerde"),
            "emergency": self.tr("Notfall"),
            "for-someone-else": self.tr("Für andere"),
            "other-office": self.tr("Anderes Amt"),
        }
        buttons = [
            KeyButton(action, short.get(str(action.data()), ""), parent=self)
            for action in self._actions.concerns.actions()
        ]
        return ReflowGrid(buttons, _COLUMNS, self)

    def _make_choices(self, lists: Mapping[str, Mapping[str, str]]) -> QWidget:
        self.outcome = _choice(lists["outcome"], self)
        self.channel = _choice(lists["channel"], self)
        self.interpreter = _choice(lists["interpreter"], self)
        self.outcome.activated.connect(self._touch_outcome)
        cells = [
            _labelled(name, action, choice)
            for choice, name, action in (
                (self.outcome, self.tr("Ergebnis"), self._actions.outcome),
                (self.channel, self.tr("Weg zu uns"), self._actions.channel),
                (self.interpreter, self.tr("Sprachmittlung"), self._actions.interpreter),
            )
        ]
        return ReflowGrid(cells, 3, self)

    def _make_unmet(self, reasons: Mapping[str, str]) -> QWidget:
        button = KeyButton(self._actions.unmet, self.tr("Blieb offen"), parent=self)
        self.unmet_topic = _choice(self._topics, self)
        self.unmet_topic.setAccessibleName(self.tr("Was offen blieb"))
        self.unmet_reason = _choice(reasons, self)
        self.unmet_reason.setAccessibleName(self.tr("Warum es offen blieb"))
        self._actions.unmet.toggled.connect(self._show_unmet)
        self._show_unmet(shown=False)
        return ReflowGrid([button, self.unmet_topic, self.unmet_reason], 3, self)

    def _show_unmet(self, shown: bool) -> None:
        self.unmet_topic.setVisible(shown)
        self.unmet_reason.setVisible(shown)
        if shown:
            self.unmet_topic.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _touch_outcome(self) -> None:
        self._outcome_touched = True


def _choice(entries: Mapping[str, str], parent: QWidget) -> Choice:
    choice = Choice(parent)
    for code, name in entries.items():
        choice.addItem(name.split(" (")[0], code)
        choice.setItemData(choice.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
    return choice


def _labelled(name: str, action: QAction, choice: Choice) -> QWidget:
    """The list under its name and key; pressing the key goes to the list."""
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    label = QLabel(f"{name} · {key}")
    label.setProperty("second", True)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * 0.9)
    label.setFont(font)
    label.setBuddy(choice)
    choice.setAccessibleName(name)
    action.triggered.connect(lambda: choice.setFocus(Qt.FocusReason.ShortcutFocusReason))
    cell = QWidget()
    layout = QVBoxLayout(cell)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    layout.addWidget(label)
    layout.addWidget(choice)
    return cell
