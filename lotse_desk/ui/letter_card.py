"""A card that says what kind of letter somebody holds: by when to act, what to do, where to go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from lotse_desk.ui import colours
from lotse_desk.ui.reflow_grid import ReflowGrid
from lotse_desk.ui.short_button import ShortButton

if TYPE_CHECKING:
    from lotse_desk.home.find import LetterHit

TOPICS_SHOWN = 4
_WARNING = "▲"


class LetterCard(QFrame):
    """One letter; its topics are buttons that search for them."""

    topic_chosen = Signal(str)

    def __init__(
        self, letter: LetterHit, topics: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        """`topics`: slug to German name."""
        super().__init__(parent)
        self.setProperty("card", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(colours.GAP, colours.GAP - 2, colours.GAP, colours.GAP)
        layout.setSpacing(4)
        self._lines: list[str] = []
        name = self.tr("Brief: {name}").format(name=letter.name.de)
        layout.addWidget(self._line(name, heading=True))
        deadline = self._deadline(letter)
        if deadline:
            layout.addWidget(self._line(deadline, heading=letter.urgency == "today"))
        if letter.next_step.de:
            step = self.tr("Nächster Schritt: {step}").format(step=letter.next_step.de)
            layout.addWidget(self._line(step))
        self.buttons = [
            self._button(slug, topics[slug]) for slug in letter.topics if slug in topics
        ][:TOPICS_SHOWN]
        if self.buttons:
            layout.addWidget(ReflowGrid(self.buttons, 2, self))
        self.setAccessibleName(self.text)

    @property
    def text(self) -> str:
        """All that stands on the card."""
        return " ".join(self._lines)

    def _deadline(self, letter: LetterHit) -> str:
        warning = {
            "today": self.tr("Heute handeln!"),
            "deadline": self.tr("Frist:"),
        }.get(letter.urgency, "")
        return " ".join(filter(None, (_WARNING if warning else "", warning, letter.deadline.de)))

    def _line(self, text: str, *, heading: bool = False) -> QLabel:
        self._lines.append(text)
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setProperty("heading", heading)
        return label

    def _button(self, slug: str, name: str) -> ShortButton:
        button = ShortButton(name, self.tr("Suchen: {topic}").format(topic=name), self)
        button.clicked.connect(lambda: self.topic_chosen.emit(slug))
        return button
