"""Past exchanges in words: what left, what was confirmed, what is still open; newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lotse_desk.ui import colours, exchange_acts
from lotse_desk.ui.actions import make_action
from lotse_desk.ui.headings import heading_row
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.running_text import RunningText
from lotse_desk.ui.two_line_list import Row, TwoLineList

if TYPE_CHECKING:
    from lotse_desk.desk.history import PastExchange
    from lotse_desk.ui.home_worker import HomeWorker

_ROWS_SHOWN = 6


class HistoryPanel(QFrame):
    """A list to read; it is read anew when its page comes to the front and after an exchange."""

    def __init__(self, desk: HomeWorker, group: QActionGroup, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("panel", True)
        self.show_action = make_action(group, self.tr("&Verlauf"), "Ctrl+L", self.focus)
        self.empty = RunningText(self.tr("Verlauf"), self)
        self.list = TwoLineList(self.tr("Verlauf des Austauschs"), self, most=_ROWS_SHOWN)
        button = KeyButton(self.show_action, parent=self)
        button.setSizePolicy(button.sizePolicy().Policy.Maximum, button.sizePolicy().Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(colours.GAP)
        layout.addLayout(heading_row(self.tr("Was bisher ausgetauscht wurde"), (button,)))
        layout.addWidget(self.empty)
        layout.addWidget(self.list)
        self.show_past(())

    def read(self) -> None:
        """Show the history as it is now."""
        self._desk.run_latest("history", exchange_acts.history, self.show_past)

    def show_past(self, past: Sequence[PastExchange]) -> None:
        """Show these, the newest first."""
        self.list.set_rows(rows_of(past))
        self.list.setVisible(bool(past))
        self.show_action.setEnabled(bool(past))
        self.empty.setText(
            ""
            if past
            else self.tr("Noch nichts. Nach dem ersten Austausch steht hier, was mitging.")
        )

    def focus(self) -> None:
        """The cursor on the newest."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.list.rows and not self.list.chosen:
            self.list.choose(self.list.rows[0].key)


def rows_of(past: Sequence[PastExchange]) -> list[Row]:
    """Day and what left; under it what became of it. Keys count from the oldest."""
    oldest_first = range(len(past), 0, -1)
    return [
        Row(str(number), f"{_day(one.on)}: {_left(one)}", " · ".join(_after(one)))
        for number, one in zip(oldest_first, past, strict=True)
    ]


def _day(on: str) -> str:
    day = dt.date.fromisoformat(on)
    weekday = QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat).rstrip(".")
    return f"{weekday} {day:%d.%m.%Y}"


def _left(one: PastExchange) -> str:
    if one.contacts == 1:
        return _tr("1 Kontakt")
    if one.contacts:
        return _tr("{count} Kontakte").format(count=one.contacts)
    return _tr("keine Kontakte, nur anderes") if one.events else _tr("keine Kontakte")


def _after(one: PastExchange) -> list[str]:
    state = {
        "confirmed": _tr("✓ bestätigt"),
        "open": _tr("○ noch nicht bestätigt"),
        "stopped": _tr("▲ abgebrochen"),
        "failed": _tr("▲ nicht gelungen") + _why(one.reason),
    }.get(one.state, "")
    release = (
        _tr("Ausgabe {number} übernommen").format(number=one.release)
        if one.release is not None
        else ""
    )
    place = _tr("auf „{place}“").format(place=one.place) if one.place else ""
    problems = (
        _tr("1 Hinweis")
        if one.problems == 1
        else _tr("{count} Hinweise").format(count=one.problems)
        if one.problems
        else ""
    )
    request = _tr("Antrag auf Anmeldung abgelegt") if one.request else ""
    return [part for part in (state, request, place, release, problems) if part]


def _why(reason: str) -> str:
    """A word or two for what stopped an exchange; the sentence was said when it happened."""
    words = {
        "medium-gone": _tr("nicht mehr da"),
        "medium-full": _tr("kein Platz mehr"),
        "medium-read-only": _tr("schreibgeschützt"),
        "medium-locked": _tr("von einem anderen Programm belegt"),
        "medium-failure": _tr("nicht zu lesen oder zu schreiben"),
        "read-back-differs": _tr("wohl defekt"),
        "desk-key-missing": _tr("Schlüssel fehlte"),
    }.get(reason, "")
    return f": {words}" if words else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("", text)
