"""What words mean besides services: the letter in somebody's hand, the situation they are in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from lotse_desk.ui import colours
from lotse_desk.ui.counter_actions import CounterActions
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.letter_card import LetterCard
from lotse_desk.ui.short_button import ShortButton

if TYPE_CHECKING:
    from lotse_desk.home.find import LetterHit, SituationHit


class GuidancePanel(QWidget):
    """Above the hits, and only while there is something to say."""

    topic_chosen = Signal(str)
    situation_chosen = Signal(str)

    def __init__(
        self,
        actions: CounterActions,
        topics: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """`topics`: slug to German name."""
        super().__init__(parent)
        self._actions = actions
        self._topics = topics
        self._shown: object = None
        self._letters: tuple[LetterHit, ...] = ()
        self._situations: tuple[SituationHit, ...] = ()
        self._letter = 0
        self._changing: list[QWidget] = []
        self._make_situation()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(self.chosen)
        self.clear()
        actions.guidance.triggered.connect(self._focus_first)

    @property
    def text(self) -> str:
        """All that can be read here."""
        parts = [label.text() for label in self.findChildren(QLabel) if not label.isHidden()]
        return "\n".join([*parts, *(button.text() for button in self.buttons)])

    @property
    def buttons(self) -> list[ShortButton]:
        """The buttons there are, from top to bottom."""
        return [button for part in self._changing for button in _buttons_of(part)]

    def clear(self) -> None:
        """Nothing to say."""
        self.show_found((), ())

    def show_found(
        self, letters: tuple[LetterHit, ...], situations: tuple[SituationHit, ...]
    ) -> None:
        """Letters and situations the words ask for, the surest first."""
        self._end_situation()
        if (letters, situations) != (self._letters, self._situations):
            self._letters, self._situations, self._letter = letters, situations, 0
            self._make_again()
        self.setVisible(bool(letters or situations))

    def show_situation(self, situation: SituationHit, services: int) -> None:
        """The situation whose services, so many, stand below."""
        self._letters, self._situations = (), ()
        self._make_again()
        self._heading.setText(self.tr("Lebenslage: {name}").format(name=situation.name.de))
        first = situation.first.de
        self._first.setText(self.tr("Zuerst: {step}").format(step=first) if first else "")
        self._first.setVisible(bool(first))
        self._take_all.set_label(self.tr("Alle {count} auf den Zettel").format(count=services))
        self._actions.take_all.setEnabled(services > 0)
        self.chosen.show()
        self.show()

    # Inside

    def _make_situation(self) -> None:
        self.chosen = QFrame(self)
        self.chosen.setProperty("card", True)
        self._heading, self._first = QLabel(self.chosen), QLabel(self.chosen)
        self._heading.setProperty("heading", True)
        self._take_all = KeyButton(self._actions.take_all, parent=self.chosen)
        inner = QVBoxLayout(self.chosen)
        inner.setContentsMargins(colours.GAP, colours.GAP - 2, colours.GAP, colours.GAP)
        inner.setSpacing(4)
        for label in (self._heading, self._first):
            label.setWordWrap(True)
            inner.addWidget(label)
        inner.addWidget(self._take_all)

    def _end_situation(self) -> None:
        self.chosen.hide()
        self._actions.take_all.setEnabled(False)

    def _make_again(self) -> None:
        for part in self._changing:
            self._layout.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._changing = []
        if self._letters:
            card = LetterCard(self._letters[self._letter], self._topics, self)
            card.topic_chosen.connect(self.topic_chosen)
            self._add(card)
            self._announce(card.text)
        for number, letter in enumerate(self._letters):
            if number != self._letter:
                self._add(self._letter_button(number, letter))
        for situation in self._situations:
            self._add(self._situation_button(situation))
        self._actions.guidance.setEnabled(bool(self._changing))

    def _add(self, part: QWidget) -> None:
        self._changing.append(part)
        self._layout.addWidget(part)
        part.show()

    def _letter_button(self, number: int, letter: LetterHit) -> ShortButton:
        words = self.tr("oder Brief: {name}").format(name=letter.name.de)
        button = ShortButton(words, words, self)
        button.clicked.connect(lambda: self._turn_to(number))
        return button

    def _situation_button(self, situation: SituationHit) -> ShortButton:
        words = self.tr("Lebenslage: {name}").format(name=situation.name.de)
        spoken = self.tr("Alle Stellen für die Lebenslage: {name}")
        button = ShortButton(words, spoken.format(name=situation.name.de), self)
        button.clicked.connect(lambda: self.situation_chosen.emit(situation.slug))
        return button

    def _turn_to(self, number: int) -> None:
        self._letter = number
        self._make_again()
        self._focus_first()

    def _focus_first(self) -> None:
        for button in self.buttons:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return

    def _announce(self, text: str) -> None:
        said = QAccessibleAnnouncementEvent(self, text)
        said.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(said)


def _buttons_of(part: QWidget) -> Sequence[ShortButton]:
    if isinstance(part, LetterCard):
        return part.buttons
    return [part] if isinstance(part, ShortButton) else []
