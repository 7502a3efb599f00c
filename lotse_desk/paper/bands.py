"""Horizontal bands a page is filled with: laid-out text and drawings, kept together or broken."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from lotse_desk.paper.pdf_document import PdfDocument
from lotse_desk.paper.pdf_structure import Element
from lotse_desk.paper.text_layout import LaidText

Drawing = Callable[[PdfDocument, float, float], None]
"""Paints with its upper left corner at (x, y), points from the upper left of the page."""


@dataclass(frozen=True, slots=True)
class TextMark:
    """A paragraph in a band, placed from the band's upper left corner."""

    text: LaidText
    x: float
    y: float
    element: Element

    @property
    def bottom(self) -> float:
        """Where the paragraph ends below the top of the band."""
        return self.y + self.text.height


@dataclass(frozen=True, slots=True)
class DrawMark:
    """A drawing in a band; without an element it is an artifact."""

    drawing: Drawing
    x: float
    y: float
    width: float
    height: float
    element: Element | None = None

    @property
    def bottom(self) -> float:
        """Where the drawing ends below the top of the band."""
        return self.y + self.height


@dataclass(frozen=True)
class Band:
    """A band across the type area.

    `keep` holds it on one page with the band that follows; one that `begins_page` is the first.
    `owner` is the number of the service it tells of.
    """

    height: float
    marks: tuple[TextMark | DrawMark, ...] = ()
    keep: bool = False
    begins_page: bool = False
    owner: int | None = None

    def paint(self, pdf: PdfDocument, left: float, top: float) -> None:
        """Paint all marks in reading order."""
        for mark in self.marks:
            if isinstance(mark, TextMark):
                with pdf.tagged(mark.element):
                    pdf.text(mark.text, left + mark.x, top + mark.y)
            else:
                _draw(pdf, mark, left + mark.x, top + mark.y)

    def split(self, available: float) -> tuple["Band", "Band"] | None:
        """Two bands, the first at most so high and cut between lines; None where that fails."""
        cut = max((y for y in _seams(self.marks) if y <= available), default=0.0)
        if cut <= 0 or cut >= self.height:
            return None
        above: list[TextMark | DrawMark] = []
        below: list[TextMark | DrawMark] = []
        for mark in self.marks:
            _part(mark, cut, above, below)
        return (
            replace(self, height=cut, marks=tuple(above), keep=False),
            replace(self, height=self.height - cut, marks=tuple(below)),
        )


@dataclass
class Page:
    """What stands on a page: bands with their distance from the top of its type area."""

    height: float
    bands: list[tuple[float, Band]] = field(default_factory=list)
    filled: float = 0.0

    @property
    def first_owner(self) -> int | None:
        """The service the page begins with."""
        return self.bands[0][1].owner if self.bands else None

    @property
    def last_owner(self) -> int | None:
        """The service the page ends with."""
        return self.bands[-1][1].owner if self.bands else None

    @property
    def room(self) -> float:
        """Points still free."""
        return self.height - self.filled

    def add(self, band: Band) -> None:
        """Append a band."""
        self.bands.append((self.filled, band))
        self.filled += band.height


def fill_pages(bands: Iterable[Band], height: float, *, first: float | None = None) -> list[Page]:
    """Distribute bands over pages of a type area `height` points high, that of page one `first`.

    A group of bands that keep together moves to the next page as a whole; what is higher than a
    page is cut between lines.
    """
    pages = [Page(height if first is None else first)]
    for group in _groups(bands):
        needed = sum(band.height for band in group)
        if group[0].begins_page and pages[-1].bands:
            pages.append(Page(height))
        if needed > pages[-1].room and needed <= height:
            pages.append(Page(height))
        for band in group:
            _append(pages, band, height)
    return pages


def _append(pages: list[Page], band: Band, height: float) -> None:
    rest: Band | None = band
    while rest is not None:
        room = pages[-1].room
        if rest.height <= room:
            pages[-1].add(rest)
            return
        parts = rest.split(room)
        if parts is None and pages[-1].bands:
            pages.append(Page(height))
            continue
        head, rest = parts if parts is not None else (rest, None)
        pages[-1].add(head)
        if rest is not None:
            pages.append(Page(height))


def _groups(bands: Iterable[Band]) -> Iterator[list[Band]]:
    group: list[Band] = []
    for band in bands:
        if band.begins_page and group:
            yield group
            group = []
        group.append(band)
        if not band.keep:
            yield group
            group = []
    if group:
        yield group


def _seams(marks: tuple[TextMark | DrawMark, ...]) -> Iterator[float]:
    """Heights at which a cut crosses no line of text and no drawing."""
    spans = sorted(_spans(marks))
    reached = 0.0
    for start, end in spans:
        if start >= reached - 0.01:
            yield start
        reached = max(reached, end)


def _spans(marks: tuple[TextMark | DrawMark, ...]) -> Iterator[tuple[float, float]]:
    for mark in marks:
        if isinstance(mark, TextMark):
            for line in mark.text.lines:
                yield mark.y + line.top, mark.y + line.top + line.height
        else:
            yield mark.y, mark.bottom


def _part(
    mark: TextMark | DrawMark,
    cut: float,
    above: list[TextMark | DrawMark],
    below: list[TextMark | DrawMark],
) -> None:
    if mark.bottom <= cut + 0.01:
        above.append(mark)
    elif mark.y >= cut - 0.01:
        below.append(replace(mark, y=mark.y - cut))
    elif isinstance(mark, TextMark):
        head, tail = _cut_text(mark.text, cut - mark.y)
        above.append(replace(mark, text=head))
        below.append(replace(mark, text=tail, y=0.0))


def _cut_text(text: LaidText, at: float) -> tuple[LaidText, LaidText]:
    head = tuple(line for line in text.lines if line.top + line.height <= at + 0.01)
    height = sum(line.height for line in head)
    tail = tuple(
        replace(line, top=line.top - height, baseline=line.baseline - height)
        for line in text.lines[len(head) :]
    )
    return (
        replace(text, height=height, lines=head),
        replace(text, height=text.height - height, lines=tail),
    )


def _draw(pdf: PdfDocument, mark: DrawMark, x: float, y: float) -> None:
    if mark.element is None:
        with pdf.artifact():
            mark.drawing(pdf, x, y)
        return
    bottom = pdf.height - y - mark.height
    mark.element.box = (x, bottom, x + mark.width, bottom + mark.height)
    with pdf.tagged(mark.element):
        mark.drawing(pdf, x, y)
