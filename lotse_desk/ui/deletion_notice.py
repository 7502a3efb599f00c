"""A standing sentence at a desk without an office: what will be deleted, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from lotse_desk.ui.announcement import announce

if TYPE_CHECKING:
    from lotse_desk.desk.lone_retention import DeletionAhead
    from lotse_desk.home.home import Home
    from lotse_desk.ui.home_worker import HomeWorker

ASK_EVERY_MS = 60 * 60 * 1000
READ_MS = 10_000
"""So long it must have stood before the eyes of somebody at this window to count as shown."""


@dataclass(frozen=True)
class Ahead:
    """What is ahead, as of today; None where nothing is."""

    today: dt.date
    deletion: DeletionAhead | None


def ahead(home: Home) -> Ahead:
    """What this desk will delete soon; reads only."""
    from lotse_desk.desk.lone_retention import deletion_ahead
    from lotse_desk.home import clock

    today = clock.today()
    return Ahead(today, deletion_ahead(home, today))


def note(home: Home) -> dt.date:
    """Somebody could read it today; returns the day."""
    from lotse_desk.desk.lone_retention import note_shown
    from lotse_desk.home import clock

    today = clock.today()
    note_shown(home, today)
    return today


class DeletionNotice(QObject):
    """Shown again every day until it is done; only days on which it could be read are noted."""

    def __init__(
        self,
        desk: HomeWorker,
        show: Callable[[str], object],
        place: QWidget,
        *,
        read_ms: int = READ_MS,
    ) -> None:
        """`show` puts words on every page, `place` is the widget they stand in."""
        super().__init__(place)
        self._desk, self._show_words, self._place = desk, show, place
        self._words = ""
        self._today: dt.date | None = None
        self._noted: dt.date | None = None
        self._hourly = QTimer(self)
        self._hourly.setInterval(ASK_EVERY_MS)
        self._hourly.timeout.connect(self.ask)
        self._reading = QTimer(self)
        self._reading.setInterval(read_ms)
        self._reading.timeout.connect(self._was_read)
        self._seen_before = False

    def start(self) -> None:
        """There is time now; from now on it asks every hour."""
        self._hourly.start()
        self.ask()

    def ask(self) -> None:
        """Look whether something is ahead."""
        self._desk.run_latest("deletion", ahead, self.show)

    def show(self, known: Ahead) -> None:
        """Put it on the screen, or take it away."""
        words = self._sentence(known.deletion) if known.deletion else ""
        self._today = known.today
        if words != self._words:
            self._words = words
            self._show_words(words)
            if words:
                announce(self._place, words)
        if not words or self._noted == known.today:
            self._reading.stop()
        elif not self._reading.isActive():
            self._seen_before = self._on_screen()
            self._reading.start()

    def _on_screen(self) -> bool:
        window = self._place.window()
        return self._place.isVisible() and not window.isMinimized() and window.isActiveWindow()

    def _was_read(self) -> None:
        """It counts when it stood there at the beginning and at the end of the time."""
        now, before = self._on_screen(), self._seen_before
        self._seen_before = now
        if now and before:
            self._reading.stop()
            self._desk.run(note, self._was_noted)

    def _was_noted(self, day: dt.date) -> None:
        self._noted = day

    def _sentence(self, deletion: DeletionAhead) -> str:
        if deletion.contacts == 1:
            first = self.tr(
                "Ab dem {day:%d.%m.%Y} löscht dieser Platz 1 Kontakt, der dann älter als "
                "dreizehn Monate ist."
            )
        else:
            first = self.tr(
                "Ab dem {day:%d.%m.%Y} löscht dieser Platz {count} Kontakte, die dann älter als "
                "dreizehn Monate sind."
            )
        rest = self.tr(
            "Die Summen des Hauses bleiben. Sie müssen nichts tun. Soll die Leitstelle sie "
            "bekommen, tauschen Sie vorher aus: Strg+U."
        )
        return f"{first.format(day=deletion.on_date, count=deletion.contacts)} {rest}"
