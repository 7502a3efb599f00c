"""Sheets of paper: size, margins and type sizes, all in points."""

from dataclasses import dataclass, replace

from lotse_desk.domain.faults import UnknownValue
from lotse_desk.paper.text_layout import TextStyle

_LONGEST_PAGE = 14_400.0
"""ISO 32000-1, annex C: readers need not show higher pages."""


@dataclass(frozen=True)
class Sheet:
    """A paper and how type stands on it.

    `marks` are the heights of fold and punch marks. `stacked`: the languages stand one below the
    other instead of side by side. `pages_side_by_side` on one sheet are cut apart. `endless`: a
    roll, cut where the slip ends. `window` is the height down to which the first page stays free
    for an address in a window envelope. `plain`: large type, pictograms, plain German. `leading`
    multiplies the distance of lines, `air` the white space between fields.
    """

    name: str
    width: float
    height: float
    margin: float
    top: float
    bottom: float
    gap: float
    base: float
    title_size: float
    marks: tuple[float, ...] = ()
    stacked: bool = False
    pages_side_by_side: int = 1
    endless: bool = False
    window: float = 0.0
    plain: bool = False
    leading: float = 1.0
    air: float = 1.0

    def denser(self) -> "Sheet":
        """The same sheet with type a size smaller, for a slip that nearly fits."""
        return replace(self, base=self.base * 0.9)

    def close(self, *, marks_above: bool) -> "Sheet":
        """The same sheet for a slip that shall end above the fold.

        `marks_above`: the script sets marks above and below its letters.
        """
        leading = 0.91 if marks_above else 0.88
        return replace(self, base=9.5, gap=14, title_size=13, leading=leading, air=0.4)

    @property
    def type_width(self) -> float:
        """Width of the type area."""
        return self.width - 2 * self.margin

    @property
    def type_height(self) -> float:
        """Height of the type area, on a roll that of the longest page a PDF may have."""
        height = _LONGEST_PAGE if self.endless else self.height
        return height - self.top - self.bottom

    @property
    def first_type_height(self) -> float:
        """Height of the type area of a slip's first page."""
        return self.type_height - max(0.0, self.window - self.top)

    @property
    def fold(self) -> float | None:
        """Height at which a sheet is folded in half; None for one that is not."""
        middle = self.height / 2
        return middle if self.marks == (middle,) else None

    @property
    def folio(self) -> float:
        """Points kept free at the foot of every page for its number."""
        return max(13.0, self.base * 1.3)

    @property
    def text(self) -> TextStyle:
        """Running text."""
        return TextStyle(self.base, leading=self.leading)

    @property
    def strong(self) -> TextStyle:
        """Running text that must be seen."""
        return TextStyle(self.base, bold=True, leading=self.leading)

    @property
    def label(self) -> TextStyle:
        """What names a field."""
        return TextStyle(self.base * 0.82, bold=True, leading=self.leading)

    @property
    def small(self) -> TextStyle:
        """Notes at the end."""
        return TextStyle(self.base * 0.78, leading=self.leading)

    @property
    def title(self) -> TextStyle:
        """The title of the slip."""
        return TextStyle(self.title_size, bold=True, leading=0.92 * self.leading)

    @property
    def heading(self) -> TextStyle:
        """The name of a service."""
        size = self.base * (1.5 if self.air == 1 else 1.26)
        return TextStyle(size, bold=True, leading=0.94 * self.leading)


_MM = 72 / 25.4

A4 = Sheet("a4", 210 * _MM, 297 * _MM, 36, 27, 30, 24, 10, 19, marks=(297 * _MM / 2,))
A5 = Sheet("a5", 148 * _MM, 210 * _MM, 30, 26, 26, 18, 9, 14.5)
A5X2 = replace(A5, name="a5x2", width=148.5 * _MM, pages_side_by_side=2)
RECEIPT = Sheet(
    "receipt", 80 * _MM, 297 * _MM, 4.5 * _MM, 12, 20, 8, 9.5, 14, stacked=True, endless=True
)
"""80 mm roll of which 72 mm print; its height is that of the slip."""
LETTER = replace(A4, name="letter", marks=(105 * _MM, 148.5 * _MM, 210 * _MM), window=95 * _MM)
"""DIN 5008 form B: window from 45 to 90 mm, fold marks at 105 and 210 mm, punch mark between."""
LARGE = Sheet("large", 210 * _MM, 297 * _MM, 44, 40, 40, 24, 17, 27, stacked=True, plain=True)

SHEETS = {sheet.name: sheet for sheet in (A4, A5, A5X2, RECEIPT, LETTER, LARGE)}


def sheet_named(name: str) -> Sheet:
    """The sheet of a paper name; raises `UnknownValue`."""
    if name not in SHEETS:
        raise UnknownValue("paper", name[:20], tuple(SHEETS))
    return SHEETS[name]
