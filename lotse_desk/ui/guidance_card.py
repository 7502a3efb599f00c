"""Cards above the hits: what kind of letter somebody holds, and the situation they are in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lotse_desk.ui import colours
from lotse_desk.ui.counter_actions import CounterActions
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.short_button import ShortButton
from lotse_desk.ui.wrapped_label import WrappedLabel

if TYPE_CHECKING:
    from lotse_desk.domain.service_card import LocalText
    from lotse_desk.home.find import LetterHit, SituationHit

_TOPICS, _TOPICS_UNDER_LONG_TEXT = 3, 2
_LONG_TEXT = 280
"""Characters of a card above which hits would be pushed out of sight."""
_SIGN = "▲"


class GuidanceCard(QFrame):
    """Lines of text, each with a lead, and buttons under them."""

    def __init__(self, look: str, parent: QWidget | None = None) -> None:
        """`look`: notice where one must act soon, else calm."""
        super().__init__(parent)
        self.setProperty("card", look)
        self.buttons: list[ShortButton] = []
        self._labels: list[WrappedLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(colours.GAP, colours.GAP - 3, colours.GAP, colours.GAP - 2)
        self._column.setSpacing(3)

    @property
    def text(self) -> str:
        """All that stands on the card."""
        return " ".join(label.plain for label in self._labels)

    def _say(self, lead: str, text: str = "") -> None:
        self._labels.append(WrappedLabel(lead, text, self))
        self._column.addWidget(self._labels[-1])
        self.setAccessibleName(self.text)

    def _say_in_language(self, text: LocalText) -> None:
        """What the person can read, to point at."""
        if text.other:
            self._say("", text.other)


class LetterCard(GuidanceCard):
    """One letter: by when to act, what to do next; its topics are buttons that search for them."""

    topic_chosen = Signal(str)

    def __init__(
        self, letter: LetterHit, topics: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        """`topics`: slug to German name."""
        super().__init__("calm" if letter.urgency == "none" else "notice", parent)
        warning = {
            "today": self.tr("Heute handeln!"),
            "deadline": self.tr("Frist beachten!"),
        }.get(letter.urgency, "")
        self._say(self.tr("Brief: {name}").format(name=letter.name.de))
        self._say_in_language(letter.name)
        if warning or letter.deadline.de:
            self._say(f"{_SIGN} {warning}" if warning else "", letter.deadline.de)
        if letter.next_step.de:
            self._say(self.tr("Nächster Schritt:"), letter.next_step.de)
            self._say_in_language(letter.next_step)
        known = [slug for slug in letter.topics if slug in topics]
        for slug in known[: _TOPICS if len(self.text) <= _LONG_TEXT else _TOPICS_UNDER_LONG_TEXT]:
            self._add(slug, topics[slug])

    def _add(self, slug: str, name: str) -> None:
        button = ShortButton(name, self.tr("Suchen: {topic}").format(topic=name), self)
        button.clicked.connect(lambda: self.topic_chosen.emit(slug))
        self.buttons.append(button)
        self._column.addWidget(button)


class SituationCard(GuidanceCard):
    """The situation whose services stand below: what comes first, and one key for all of them."""

    def __init__(
        self,
        situation: SituationHit,
        services: int,
        actions: CounterActions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("calm", parent)
        self._say(self.tr("Lebenslage: {name}").format(name=situation.name.de))
        self._say_in_language(situation.name)
        if situation.first.de:
            self._say(self.tr("Zuerst:"), situation.first.de)
        label = self.tr("Alle {count} auf den Zettel").format(count=services)
        self._column.addWidget(KeyButton(actions.take_all, label, parent=self))
