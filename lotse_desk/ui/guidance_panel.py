"""What words mean besides services: the letter in somebody's hand, the situation they are in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lotse_desk.ui.counter_actions import CounterActions
from lotse_desk.ui.guidance_card import GuidanceCard, LetterCard, SituationCard
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
        self._shown: tuple[object, ...] = ()
        self.card: GuidanceCard | None = None
        self.buttons: list[ShortButton] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self.hide()
        actions.guidance.triggered.connect(self._focus_first)

    @property
    def text(self) -> str:
        """All that can be read here."""
        card = [self.card.text] if self.card is not None else []
        return "\n".join([*card, *(button.text() for button in self.buttons)])

    def clear(self) -> None:
        """Nothing to say."""
        self.show_found((), ())

    def show_found(
        self, letters: tuple[LetterHit, ...], situations: tuple[SituationHit, ...], turned: int = 0
    ) -> None:
        """Letters and situations the words ask for, the surest first.

        `turned`: number of the letter to be read in full.
        """
        if not self._is_new((letters, situations, turned)):
            return
        if letters:
            card = LetterCard(letters[turned], self._topics, self)
            card.topic_chosen.connect(self.topic_chosen)
            self._set(card)
        for number, letter in enumerate(letters):
            if number != turned:
                words = self.tr("oder Brief: {name}").format(name=letter.name.de)
                button = self._add(words, words)
                button.clicked.connect(
                    lambda _=False, number=number: self._turn(letters, situations, number)
                )
        for situation in situations:
            name = situation.name.de
            button = self._add(
                self.tr("Lebenslage: {name}").format(name=name),
                self.tr("Alle Stellen für die Lebenslage: {name}").format(name=name),
            )
            button.clicked.connect(
                lambda _=False, slug=situation.slug: self.situation_chosen.emit(slug)
            )
        self._finish(services=0)

    def show_situation(self, situation: SituationHit, services: int) -> None:
        """The situation whose services, so many, stand below."""
        if self._is_new((situation, services)):
            self._set(SituationCard(situation, services, self._actions, self))
            self._finish(services)

    def _is_new(self, shown: tuple[object, ...]) -> bool:
        """Whether this is another answer; then what was shown is gone."""
        if shown == self._shown:
            return False
        self._shown = shown
        while (item := self._layout.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        self.card = None
        self.buttons = []
        return True

    def _set(self, card: GuidanceCard) -> None:
        self.card = card
        self.buttons += card.buttons
        self._layout.addWidget(card)
        said = QAccessibleAnnouncementEvent(self, card.text)
        said.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(said)

    def _add(self, words: str, spoken: str) -> ShortButton:
        button = ShortButton(words, spoken, self)
        self.buttons.append(button)
        self._layout.addWidget(button)
        return button

    def _finish(self, services: int) -> None:
        self._actions.take_all.setEnabled(services > 0)
        self._actions.guidance.setEnabled(bool(self.buttons))
        self.setVisible(self._layout.count() > 0)

    def _turn(
        self, letters: tuple[LetterHit, ...], situations: tuple[SituationHit, ...], number: int
    ) -> None:
        self.show_found(letters, situations, number)
        self._focus_first()

    def _focus_first(self) -> None:
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
