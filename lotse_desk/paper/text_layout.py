"""Paragraphs laid out by Qt (bidi, shaping, line breaks) into positioned glyphs of our fonts."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QGlyphRun, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from lotse_desk.paper.bidi import (
    is_steering,
    isolated,
    neutralised,
    unbroken,
    without_breaks,
)
from lotse_desk.paper.font_subset import Shape, units_per_em
from lotse_desk.paper.fonts import (
    REPLACEMENT,
    Face,
    Family,
    family_runs,
    has_glyph,
    missing,
    qt_font,
)

log = logging.getLogger(__name__)

UNITS_PER_POINT = 16
"""Qt lays out in whole pixels of font size: sixteen to a point keep sizes exact."""

_RUN_FLAGS = (
    QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes
    | QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphPositions
    | QTextLayout.GlyphRunRetrievalFlag.RetrieveStringIndexes
)


@dataclass(frozen=True)
class TextStyle:
    """Size in points; `leading` multiplies the distance of lines."""

    size: float
    bold: bool = False
    leading: float = 1.0


Piece = tuple[Shape, str, float, float]
"""A letter with its marks, or a ligature: its shape, the text it stands for in the order it is
painted, and x and y in points from the start of the line's baseline, y up."""


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces of one face and size, in visual order from left to right."""

    face: Face
    size: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `top`, `baseline` and `height` in points down from the paragraph's top."""

    top: float
    baseline: float
    height: float
    left: float
    width: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class LaidText:
    """A laid-out paragraph; lengths in points; `text` is what a reader gets out of it."""

    text: str
    width: float
    height: float
    lines: tuple[Line, ...]


@lru_cache(maxsize=2048)
def lay_out(
    text: str,
    style: TextStyle,
    width: float,
    *,
    label: str = "",
    rtl: bool = False,
    align_end: bool = False,
    strut: Family = Family.SANS,
) -> LaidText:
    """Lay a paragraph of data or phrase text out in a column `width` points wide.

    A `label` stands before the text in bold. `rtl` is the direction of the paragraph; lines
    begin at its start side, with `align_end` at the other. Lines are at least as high as the
    family of the `strut` needs, so that neighbours in another script stand on one line.

    The text is neutralised and its runs of the other direction are isolated first. Words longer
    than the column break anywhere rather than leave it. Characters no bundled font has are set
    as U+FFFD and named in the log; they still come out of the PDF as themselves.
    """
    parts = [clean for part in (label, text) if (clean := neutralised(part))]
    clean = " ".join(parts)
    if not clean:
        return LaidText("", width, 0.0, ())
    if lacking := missing(clean):
        log.warning("no glyph for %s", " ".join(f"U+{ord(c):04X}" for c in lacking))
    marked = [unbroken(isolated(part, right_to_left=rtl)) for part in parts]
    spelled = " ".join(marked)
    bold_until = len(marked[0]) if neutralised(label) else 0
    shown = "".join(
        c if is_steering(c) or has_glyph(c) else REPLACEMENT for c in without_breaks(spelled)
    )
    layout = _qt_layout(shown, style, bold_until)
    layout.setTextOption(_option(rtl=rtl, align_end=align_end))
    families = {strut, *(family for family, _ in family_runs(shown))}
    natural = style.size * max(family.value.leading for family in families)
    ascent = style.size * max(family.value.ascent for family in families)
    height = natural * style.leading
    lines: list[Line] = []
    layout.beginLayout()
    while (qt_line := layout.createLine()).isValid():
        qt_line.setLineWidth(width * UNITS_PER_POINT)
        top = len(lines) * height
        lines.append(_line(qt_line, spelled, top, (height - natural) / 2 + ascent, height))
    layout.endLayout()
    return LaidText(clean, width, len(lines) * height, tuple(lines))


def natural_width(text: str, style: TextStyle) -> float:
    """Width in points of the text on one line."""
    return max((line.width for line in lay_out(text, style, 20000.0).lines), default=0.0)


def fitting_style(text: str, sizes: Sequence[float], width: float, *, bold: bool) -> TextStyle:
    """The first of the sizes at which the text stands on one line of `width`, else the last."""
    for size in sizes:
        style = TextStyle(size, bold)
        if natural_width(text, style) <= width:
            return style
    return TextStyle(sizes[-1], bold)


def _option(*, rtl: bool, align_end: bool) -> QTextOption:
    option = QTextOption()
    option.setUseDesignMetrics(True)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    side = Qt.AlignmentFlag.AlignRight if rtl != align_end else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    return option


def _qt_layout(text: str, style: TextStyle, bold_until: int) -> QTextLayout:
    layout = QTextLayout(text, qt_font(Face(Family.SANS, style.bold), _pixels(style, Family.SANS)))
    formats = []
    start = 0
    for family, length in family_runs(text):
        seam = min(max(bold_until - start, 0), length)
        for begin, end, bold in ((0, seam, True), (seam, length, style.bold)):
            if end > begin:
                face = Face(family, bold)
                part = QTextLayout.FormatRange()
                part.start, part.length = start + begin, end - begin
                char_format = QTextCharFormat()
                char_format.setFont(qt_font(face, _pixels(style, family)))
                part.format = char_format
                formats.append(part)
        start += length
    layout.setFormats(formats)
    return layout


def _pixels(style: TextStyle, family: Family) -> int:
    return round(style.size * family.value.scale * UNITS_PER_POINT)


def _line(line: QTextLine, text: str, top: float, ascent: float, height: float) -> Line:
    qt_baseline = line.y() + line.ascent()
    glyph_runs = line.glyphRuns(-1, -1, _RUN_FLAGS)
    starts = sorted({index for run in glyph_runs for index in run.stringIndexes()})
    ends = dict(zip(starts, [*starts[1:], line.textStart() + line.textLength()], strict=True))
    runs = [
        run
        for glyph_run in glyph_runs
        if (run := _run(glyph_run, text, ends, qt_baseline)) is not None
    ]
    runs.sort(key=lambda run: run.pieces[0][2])
    bounds = line.naturalTextRect()
    return Line(
        top,
        top + ascent,
        height,
        bounds.x() / UNITS_PER_POINT,
        bounds.width() / UNITS_PER_POINT,
        tuple(runs),
    )


def _run(glyph_run: QGlyphRun, text: str, ends: dict[int, int], baseline: float) -> Run | None:
    """`ends` gives for the string index a cluster starts at the index where it ends."""
    raw = glyph_run.rawFont()
    grouped: dict[int, list[tuple[int, float, float]]] = {}
    for glyph, place, index in zip(
        glyph_run.glyphIndexes(), glyph_run.positions(), glyph_run.stringIndexes(), strict=True
    ):
        x, y = place.x() / UNITS_PER_POINT, (baseline - place.y()) / UNITS_PER_POINT
        grouped.setdefault(index, []).append((glyph, x, y))
    face = _face(raw.familyName(), "Bold" in raw.styleName())
    size = raw.pixelSize() / UNITS_PER_POINT
    rtl = glyph_run.isRightToLeft()
    pieces = [
        _piece(covered[::-1] if rtl else covered, members, units_per_em(face) / size)
        for index, members in grouped.items()
        if (covered := "".join(c for c in text[index : ends[index]] if not is_steering(c)))
    ]
    if rtl:
        pieces.reverse()
    return Run(face, size, tuple(pieces)) if pieces else None


def _piece(text: str, members: list[tuple[int, float, float]], units_per_point: float) -> Piece:
    _, x, y = members[0]
    shape = tuple(
        (glyph, round((at - x) * units_per_point), round((above - y) * units_per_point))
        for glyph, at, above in members
    )
    return shape, text, x, y


def _face(family_name: str, bold: bool) -> Face:
    for family in Family:
        face = Face(family, bold)
        if face.private_family == family_name:
            return face
    raise RuntimeError(f"text was laid out in a foreign font: {family_name}")
