"""Pictograms as outlines from the bundled icon font: for fields of a slip, topics and groups."""

import json
from functools import cache, lru_cache

from PySide6.QtGui import QPainterPath, QRawFont

from lotse_desk.locations import resources
from lotse_desk.paper.application import ensure_gui_application
from lotse_desk.paper.bands import Drawing
from lotse_desk.paper.pdf_document import PdfDocument
from lotse_desk.paper.shapes import trace

_FOLDER = "pictograms"
_FONT = "MaterialDesignIcons-subset.ttf"
_DRAWN_AT = 48.0


def field_pictogram(field: str) -> str | None:
    """The pictogram beside a field of a slip; None for fields without one."""
    return _names()["fields"].get(field)


def topic_pictogram(topic: str) -> str:
    """The pictogram of a topic."""
    return _names()["topics"][topic]


def group_pictogram(group: str) -> str:
    """The pictogram of a group of topics."""
    return _names()["groups"][group]


def pictogram(name: str, side: float) -> Drawing:
    """A pictogram in a square; raises `KeyError` for a name the font lacks."""
    outline = _outline(name)

    def draw(pdf: PdfDocument, x: float, y: float) -> None:
        canvas = pdf.canvas
        canvas.saveState()
        canvas.translate(x, pdf.height - y - side)
        canvas.scale(side / _DRAWN_AT, side / _DRAWN_AT)
        canvas.setFillGray(0)
        path = canvas.beginPath()
        trace(outline, path)
        canvas.drawPath(path, stroke=0, fill=1, fillMode=1)
        canvas.restoreState()

    return draw


@cache
def _names() -> dict[str, dict[str, str]]:
    text = (resources() / _FOLDER / "pictograms.json").read_text("utf-8")
    names: dict[str, dict[str, str]] = json.loads(text)
    return names


@lru_cache(maxsize=256)
def _outline(name: str) -> QPainterPath:
    ensure_gui_application()
    # A QRawFont belongs to the thread that made it, so it is never kept; its outlines may be.
    font = QRawFont(str(resources() / _FOLDER / _FONT), _DRAWN_AT)
    [glyph] = font.glyphIndexesForString(chr(int(_names()["glyphs"][name], 16)))
    return QPainterPath(font.pathForGlyph(glyph))
