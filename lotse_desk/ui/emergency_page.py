"""Notfall: numbers to call and what this house has agreed on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup, QFont
from PySide6.QtWidgets import QLabel, QTextBrowser, QVBoxLayout, QWidget

from lotse_desk.locations import resources
from lotse_desk.ui import colours
from lotse_desk.ui.actions import action_group, make_action
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.page import MenuEntries

_ALWAYS = "rund um die Uhr"


@dataclass(frozen=True)
class HelpLine:
    """A national help line as shipped, with its real number."""

    name: str
    number: str
    hours: str
    what: str


def help_lines() -> dict[str, HelpLine]:
    """Help lines by id; they are shipped and do not depend on what a home holds."""
    file = json.loads((resources() / "directory" / "helplines.json").read_text("utf-8"))
    return {
        line["id"]: HelpLine(line["name"], line["number"], line["hours"], line["short_description"])
        for line in file["helplines"]
    }


class EmergencyPage(QWidget):
    """Five situations with their numbers, and the house's own procedure."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._house_text = ""
        self._group = action_group(self)
        self._back = make_action(self._group, self.tr("Zurück zum Schalter"), "Esc", self.left.emit)
        title = QLabel(self.tr("Notfall"), self)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setBold(True)
        title.setFont(font)
        self.browser = QTextBrowser(self)
        self.browser.setAccessibleName(self.tr("Nummern und Vorgehen im Notfall"))
        larger = QFont(self.font())
        larger.setPointSizeF(larger.pointSizeF() * 1.2)
        self.browser.setFont(larger)
        button = KeyButton(self._back, parent=self)
        button.setSizePolicy(button.sizePolicy().Policy.Maximum, button.sizePolicy().Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 12)
        layout.addWidget(title)
        layout.addWidget(self.browser, 1)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._render()

    def set_house_text(self, text: str) -> None:
        """What this house has agreed on (settings)."""
        self._house_text = text
        self._render()

    def groups(self) -> tuple[QActionGroup, ...]:
        """The way back."""
        return (self._group,)

    def menus(self) -> MenuEntries:
        """The way back."""
        return [(self.tr("N&otfall"), [self._back])]

    def came_to_front(self) -> None:
        """Ready to be read and scrolled."""
        self.browser.setFocus(Qt.FocusReason.OtherFocusReason)

    def _render(self) -> None:
        lines = help_lines()
        second = colours.muted(self.palette()).name()
        situations = (
            (self.tr("Gefahr für Leib und Leben"), ("notruf-112", "polizei-110")),
            (
                self.tr("Jemand spricht davon, sich das Leben zu nehmen"),
                ("notruf-112", "telefonseelsorge-0800-1110111", "bereitschaftsdienst-116117"),
            ),
            (self.tr("Ein Kind ist in Gefahr"), ("polizei-110", "kindertelefon-116111")),
            (
                self.tr("Gewalt"),
                ("polizei-110", "hilfetelefon-116016", "opfertelefon-116006"),
            ),
        )
        rows = [self._row(head, [lines[i] for i in ids], second) for head, ids in situations]
        rows.append(self._row(self.tr("Heute Nacht kein Bett"), [], second))
        house = escape(self._house_text).replace("\n", "<br>") or self.tr(
            "Noch nichts hinterlegt. Seite Einstellungen: Vorgehen im Notfall."
        )
        here = self.tr("In diesem Haus")
        tint = colours.tint(self.palette()).name()
        self.browser.setHtml(
            f'<table width="100%" cellspacing="0" cellpadding="10"><tr>'
            f'<td width="66%"><table width="100%" cellspacing="0" cellpadding="7">'
            f"{''.join(rows)}</table></td>"
            f'<td width="34%" bgcolor="{tint}"><p style="font-weight:600; margin:0 0 6px 0">'
            f'{here}</p><p style="margin:0">{house}</p></td></tr></table>'
        )

    def _row(self, head: str, lines: list[HelpLine], second: str) -> str:
        numbers = "".join(
            f'<p style="margin:0 0 2px 0"><span style="font-size:x-large; font-weight:600">'
            f"{escape(line.number)}</span>&nbsp; {escape(line.name)}"
            f'<span style="color:{second}">{self._hours(line)}</span></p>'
            for line in lines
        ) or self.tr("Ordnungsamt der Stadt, nachts über die Polizei 110.")
        edge = colours.line(self.palette()).name()
        return (
            f'<tr><td width="36%" style="border-bottom:1px solid {edge}; font-weight:600">'
            f"{head}</td>"
            f'<td style="border-bottom:1px solid {edge}">{numbers}</td></tr>'
        )

    def _hours(self, line: HelpLine) -> str:
        return "" if line.hours == _ALWAYS else f", {escape(line.hours)}"
