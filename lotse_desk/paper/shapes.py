"""Lines, boxes, codes and marks drawn as vectors."""

import datetime as dt
import math
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtGui import QPainterPath
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from lotse_desk.paper.bands import Drawing
from lotse_desk.paper.codes import Bar, code128_bars, key_rows, qr_rows
from lotse_desk.paper.fonts import Face, Family, qt_font
from lotse_desk.paper.pdf_document import PdfDocument

GREY = 0.45
PALE = 0.72


def rule(width: float, thickness: float, grey: float = 0.0) -> Drawing:
    """A horizontal line."""

    def draw(pdf: PdfDocument, x: float, y: float) -> None:
        canvas = pdf.canvas
        canvas.setLineWidth(thickness)
        canvas.setStrokeGray(grey)
        canvas.line(x, pdf.height - y, x + width, pdf.height - y)

    return draw


def cut_line(width: float) -> Drawing:
    """A dashed line to tear along."""

    def draw(pdf: PdfDocument, x: float, y: float) -> None:
        canvas = pdf.canvas
        canvas.setLineWidth(0.6)
        canvas.setStrokeGray(GREY)
        canvas.setDash(4, 3)
        canvas.line(x, pdf.height - y, x + width, pdf.height - y)
        canvas.setDash()

    return draw


def cut_down(height: float) -> Drawing:
    """A dashed line downwards to cut along."""

    def draw(pdf: PdfDocument, x: float, y: float) -> None:
        canvas = pdf.canvas
        canvas.setLineWidth(0.6)
        canvas.setStrokeGray(GREY)
        canvas.setDash(4, 3)
        canvas.line(x, pdf.height - y, x, pdf.height - y - height)
        canvas.setDash()

    return draw


def box(width: float, height: float, thickness: float = 0.8, radius: float = 0.0) -> Drawing:
    """An empty box; tick boxes are boxes too, no font needs a glyph for them."""

    def draw(pdf: PdfDocument, x: float, y: float) -> None:
        canvas = pdf.canvas
        canvas.setLineWidth(thickness)
        canvas.setStrokeGray(0)
        canvas.roundRect(x, pdf.height - y - height, width, height, radius)

    return draw


def bar(height: float, thickness: float) -> Drawing:
    """A thick vertical bar beside what must not be missed."""

    def draw(pdf: PdfDocument, x: float, y: float) -> None:
        canvas = pdf.canvas
        canvas.setFillGray(0)
        canvas.rect(x, pdf.height - y - height, thickness, height, stroke=0, fill=1)

    return draw


def arrow(length: float) -> Drawing:
    """An arrow to the right."""

    def draw(pdf: PdfDocument, x: float, y: float) -> None:
        canvas, middle = pdf.canvas, pdf.height - y
        canvas.setLineWidth(0.8)
        canvas.setStrokeGray(0)
        canvas.line(x, middle, x + length, middle)
        canvas.line(x + length - 3, middle + 2.2, x + length, middle)
        canvas.line(x + length - 3, middle - 2.2, x + length, middle)

    return draw


def code128(code: str, width: float, height: float) -> Drawing:
    """A Code 128 symbol as wide as asked, without quiet zones."""

    def draw(pdf: PdfDocument, x: float, y: float) -> None:
        bars, modules = code128_bars(code)
        module = width / modules
        bottom = pdf.height - y - height
        pdf.fill_boxes((x + at * module, bottom, run * module, height) for at, run in bars)

    return draw


def qr_code(uri: str, side: float) -> Drawing:
    """A QR code of a link, without quiet zone."""
    return _matrix(qr_rows(uri), side)


def key_code(key: str, side: float) -> Drawing:
    """A QR code of a secret key, without quiet zone."""
    return _matrix(key_rows(key), side)


def _matrix(rows: Sequence[Sequence[Bar]], side: float) -> Drawing:
    module = side / len(rows)

    def draw(pdf: PdfDocument, x: float, y: float) -> None:
        top = pdf.height - y
        pdf.fill_boxes(
            (x + at * module, top - (number + 1) * module, run * module, module)
            for number, runs in enumerate(rows)
            for at, run in runs
        )

    return draw


def clock_face(time: dt.time, side: float) -> Drawing:
    """A clock that shows a time, for those who read hands more easily than figures."""

    def draw(pdf: PdfDocument, x: float, y: float) -> None:
        canvas = pdf.canvas
        radius = side / 2
        centre = (x + radius, pdf.height - y - radius)
        canvas.setStrokeGray(0)
        canvas.setLineWidth(side / 22)
        canvas.circle(*centre, radius * 0.94, stroke=1, fill=0)
        minutes = time.hour % 12 * 60 + time.minute
        canvas.setLineCap(1)
        for hour in range(12):
            _hand(canvas, centre, hour / 12, radius * 0.8, radius * 0.86)
        canvas.setLineWidth(side / 13)
        _hand(canvas, centre, minutes / 720, 0, radius * 0.48)
        canvas.setLineWidth(side / 20)
        _hand(canvas, centre, time.minute / 60, 0, radius * 0.72)
        canvas.setLineCap(0)

    return draw


def _hand(
    canvas: Canvas, centre: tuple[float, float], turn: float, start: float, end: float
) -> None:
    """A line from the centre outwards at a share of a full turn, clockwise from the top."""
    angle = 2 * math.pi * turn
    across, up = math.sin(angle), math.cos(angle)
    x, y = centre
    canvas.line(x + across * start, y + up * start, x + across * end, y + up * end)


def word_across(word: str, size: float, angle: float) -> Drawing:
    """A word in outline around a point, turned by degrees: a mark on the page, not text."""

    def draw(pdf: PdfDocument, x: float, y: float) -> None:
        outline = _outline(word, size)
        bounds = outline.boundingRect()
        canvas = pdf.canvas
        canvas.saveState()
        canvas.translate(x, pdf.height - y)
        canvas.rotate(angle)
        canvas.translate(-bounds.center().x(), bounds.center().y())
        canvas.setLineWidth(0.7)
        canvas.setStrokeGray(PALE)
        path = canvas.beginPath()
        trace(outline, path)
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.restoreState()

    return draw


@lru_cache(maxsize=8)
def _outline(word: str, size: float) -> QPainterPath:
    path = QPainterPath()
    path.addText(0, 0, qt_font(Face(Family.SANS, bold=True), round(size)), word)
    return path


def trace(outline: QPainterPath, path: PDFPathObject) -> None:
    """Copy an outline whose y counts down to a PDF path whose y counts up."""
    elements = [outline.elementAt(place) for place in range(outline.elementCount())]
    place = 0
    while place < len(elements):
        element = elements[place]
        if element.isMoveTo():
            path.moveTo(element.x, -element.y)
        elif element.isLineTo():
            path.lineTo(element.x, -element.y)
        else:
            second, end = elements[place + 1], elements[place + 2]
            path.curveTo(element.x, -element.y, second.x, -second.y, end.x, -end.y)
            place += 2
        place += 1
