"""Sheets of paper: size, margins and type sizes, all in points."""

from dataclasses import dataclass, replace

from lotse_desk.domain.faults import NotAvailableYet, UnknownValue
from lotse_desk.paper.text_layout import TextStyle


@dataclass(frozen=True)
class Sheet:
    """A paper and how type stands on it; `fold` is the height of the fold mark, if any."""

    name: str
    width: float
    height: float
    margin: float
    top: float
    bottom: float
    gap: float
    base: float
    title_size: float
    fold: float | None = None

    def denser(self) -> "Sheet":
        """The same sheet with type a size smaller, for a slip that nearly fits."""
        return replace(self, base=self.base * 0.9)

    @property
    def type_width(self) -> float:
        """Width of the type area."""
        return self.width - 2 * self.margin

    @property
    def type_height(self) -> float:
        """Height of the type area."""
        return self.height - self.top - self.bottom

    @property
    def text(self) -> TextStyle:
        """Running text."""
        return TextStyle(self.base)

    @property
    def strong(self) -> TextStyle:
        """Running text that must be seen."""
        return TextStyle(self.base, bold=True)

    @property
    def label(self) -> TextStyle:
        """What names a field."""
        return TextStyle(self.base * 0.82, bold=True)

    @property
    def small(self) -> TextStyle:
        """Notes at the end."""
        return TextStyle(self.base * 0.78)

    @property
    def title(self) -> TextStyle:
        """The title of the slip."""
        return TextStyle(self.title_size, bold=True, leading=0.92)

    @property
    def heading(self) -> TextStyle:
        """The name of a service."""
        return TextStyle(self.base * 1.5, bold=True, leading=0.94)


_MM = 72 / 25.4

A4 = Sheet("a4", 210 * _MM, 297 * _MM, 48, 36, 34, 26, 10, 19, fold=297 * _MM / 2)
A5 = Sheet("a5", 148 * _MM, 210 * _MM, 30, 26, 26, 18, 9, 14.5)

SHEETS = {sheet.name: sheet for sheet in (A4, A5)}
PLANNED = ("a5x2", "receipt", "letter", "large")


def sheet_named(name: str) -> Sheet:
    """The sheet of a paper name; raises `NotAvailableYet` or `UnknownValue`."""
    if name in SHEETS:
        return SHEETS[name]
    if name in PLANNED:
        raise NotAvailableYet(f"paper {name}")
    raise UnknownValue("paper", name[:20], tuple(SHEETS))
