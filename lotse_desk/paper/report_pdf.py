"""A report of figures on paper: every list beside its chart, crossed lists as tables; A4 wide."""

from collections.abc import Iterator, Sequence
from functools import cache, partial
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.graphics.charts.barcharts import HorizontalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color, black
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Table as PaperTable

from lotse_desk.domain.report import HIDDEN_SIGN, NOT_PERSONS, Report, Row, Table
from lotse_desk.locations import resources

_REGULAR, _BOLD = "ReportSans", "ReportSans-Bold"
_MARGIN = 36.0
_WIDTH = landscape(A4)[0] - 2 * _MARGIN
_LABEL_WIDTH, _COUNT_WIDTH = 210.0, 50.0
_GRID_LABEL_WIDTH = 170.0
_ROW_HEIGHT = 13.0
_MOST_BARS = 25
_LINE = Color(0.7, 0.7, 0.7)
_BAR = Color(0.16, 0.36, 0.55)
_BODY = ParagraphStyle("body", fontName=_REGULAR, fontSize=9, leading=12)
_COLUMN = ParagraphStyle(
    "column", parent=_BODY, fontName=_BOLD, fontSize=6, leading=7.5, alignment=TA_RIGHT
)
_HEAD = ParagraphStyle("head", parent=_BODY, fontName=_BOLD, fontSize=16, leading=21)
_TITLE = ParagraphStyle(
    "title", parent=_BODY, fontName=_BOLD, fontSize=11, leading=15, keepWithNext=1
)
_SIDE_BY_SIDE = TableStyle(
    [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
)
_CELLS = (
    ("FONT", (0, 0), (-1, -1), _REGULAR, 8),
    ("FONT", (0, 0), (-1, 0), _BOLD, 8),
    ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.3, _LINE),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, black),
    ("LEFTPADDING", (1, 0), (-1, -1), 2),
    ("RIGHTPADDING", (1, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 1),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
)


def report_pdf(report: Report, head: Sequence[str], foot: str) -> bytes:
    """The report as a PDF; `head` are its first lines, `foot` stands on every page.

    Same report, same bytes.
    """
    _register_fonts()
    target = BytesIO()
    title = head[0]
    document = SimpleDocTemplate(
        target,
        pagesize=landscape(A4),
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN + 14,
        title=title,
        author=report.office,
        creator="Lotse Desk",
        lang="de",
        invariant=1,
        initialFontName=_REGULAR,
    )
    on_page = partial(_paint_foot, foot=f"{foot} · {NOT_PERSONS}")
    document.build(list(_story(report, head)), onFirstPage=on_page, onLaterPages=on_page)
    return target.getvalue()


@cache
def _register_fonts() -> None:
    fonts = resources() / "fonts"
    registerFont(TTFont(_REGULAR, str(fonts / "NotoSans-Regular.ttf")))
    registerFont(TTFont(_BOLD, str(fonts / "NotoSans-Bold.ttf")))


def _paint_foot(canvas: Canvas, _: SimpleDocTemplate, *, foot: str) -> None:
    canvas.setFont(_REGULAR, 7)
    canvas.drawString(_MARGIN, 22, foot)
    canvas.drawRightString(_MARGIN + _WIDTH, 22, f"Seite {canvas.getPageNumber()}")


def _story(report: Report, head: Sequence[str]) -> Iterator[Flowable]:
    yield Paragraph(escape(head[0]), _HEAD)
    for line in head[1:]:
        yield Paragraph(escape(line), _BODY)
    for table in report.tables:
        yield Spacer(1, 14)
        yield from _table(table)


def _table(table: Table) -> Iterator[Flowable]:
    title = Paragraph(escape(f"{table.title} ({table.unit})"), _TITLE)
    if not table.rows:
        yield KeepTogether([title, Paragraph(escape(table.withheld or "keine"), _BODY)])
        return
    if len(table.dimensions) == 1:
        first, *others = _lists_with_charts(table)
        yield KeepTogether([title, first])
        yield from others
    elif _is_grid(table):
        yield title
        yield _grid(table)
    else:
        yield title
        yield _pairs(table)


def _lists_with_charts(table: Table) -> Iterator[Flowable]:
    """The list in pieces that fit a page, each beside the bars of its rows, all on one scale."""
    rows = _worth_printing(table.rows)
    end = _axis_end(max((row.count or 0 for row in rows), default=0))
    for start in range(0, len(rows), _MOST_BARS):
        piece = rows[start : start + _MOST_BARS]
        lines = [[table.dimensions[0], table.unit]]
        lines += [[_shortened(row.labels[0], _LABEL_WIDTH), _shown(row.count)] for row in piece]
        if table.total is not None and start + _MOST_BARS >= len(rows):
            lines.append(["Zusammen", str(table.total)])
        listed = PaperTable(lines, colWidths=[_LABEL_WIDTH, _COUNT_WIDTH], style=_CELLS)
        yield PaperTable(
            [[listed, _chart(piece, end)]], colWidths=[280, _WIDTH - 280], style=_SIDE_BY_SIDE
        )


def _chart(rows: Sequence[Row], end: int) -> Drawing:
    """Bars of the published counts, axis from zero; hidden cells have a sign, no bar."""
    bars = list(reversed(rows))
    height = max(3, len(bars)) * _ROW_HEIGHT
    drawing = Drawing(_WIDTH - 300, height + 34)
    chart = HorizontalBarChart()
    chart.x, chart.y = 170, 20
    chart.width, chart.height = _WIDTH - 300 - 210, height
    chart.data = [[row.count or 0 for row in bars]]
    chart.bars[0].fillColor = _BAR
    chart.bars.strokeColor = None
    chart.categoryAxis.categoryNames = [_shortened(row.labels[0], 160, 7) for row in bars]
    chart.categoryAxis.labels.fontName = _REGULAR
    chart.categoryAxis.labels.fontSize = 7
    chart.categoryAxis.visibleTicks = False
    chart.valueAxis.valueMin = 0
    chart.valueAxis.valueMax = end
    chart.valueAxis.valueStep = end // 5
    chart.valueAxis.labels.fontName = _REGULAR
    chart.valueAxis.labels.fontSize = 7
    chart.valueAxis.labelTextFormat = "%d"
    chart.barLabels.fontName = _REGULAR
    chart.barLabels.fontSize = 7
    chart.barLabels.boxAnchor = "w"
    chart.barLabels.dx = 3
    chart.barLabelFormat = "values"
    chart.barLabelArray = [[_shown(row.count) for row in bars]]
    drawing.add(chart)
    return drawing


def _axis_end(largest: int) -> int:
    """The end of an axis in five whole steps of 1, 2 or 5 times a power of ten."""
    step = 1
    while step * 5 < largest:
        leading = int(str(step)[0])
        step = step // leading * {1: 2, 2: 5, 5: 10}[leading]
    return step * 5


def _is_grid(table: Table) -> bool:
    """Whether every first value is crossed with every second one."""
    first = dict.fromkeys(row.codes[0] for row in table.rows)
    second = dict.fromkeys(row.codes[1] for row in table.rows)
    return len(table.rows) == len(first) * len(second)


def _grid(table: Table) -> Flowable:
    """Crossed lists: the first dimension across, the second down."""
    across = dict.fromkeys((row.codes[0], row.labels[0]) for row in table.rows)
    down = dict.fromkeys((row.codes[1], row.labels[1]) for row in table.rows)
    counts = {row.codes: row.count for row in table.rows}
    lines: list[list[Flowable | str]] = [
        [f"{table.dimensions[1]} / {table.dimensions[0]}"]
        + [Paragraph(_column_title(label), _COLUMN) for _, label in across]
    ]
    for code, label in down:
        values = [counts[other, code] for other, _ in across]
        if any(value != 0 for value in values):
            lines.append([_shortened(label, _GRID_LABEL_WIDTH), *map(_shown, values)])
    width = min(68.0, (_WIDTH - _GRID_LABEL_WIDTH) / len(across))
    return PaperTable(
        lines,
        colWidths=[_GRID_LABEL_WIDTH, *[width] * len(across)],
        style=_CELLS,
        repeatRows=1,
        hAlign="LEFT",
    )


def _column_title(label: str) -> str:
    """The label as markup; a long one with a hyphen goes on two lines."""
    return escape(label).replace("-", "-<br/>", 1) if len(label) > 13 else escape(label)


def _pairs(table: Table) -> Flowable:
    lines = [[*table.dimensions, table.unit]]
    lines += [
        [*(_shortened(label, _LABEL_WIDTH + 40) for label in row.labels), _shown(row.count)]
        for row in table.rows
        if row.count != 0
    ]
    style = TableStyle([*_CELLS, ("ALIGN", (1, 0), (1, -1), "LEFT")])
    widths = [_LABEL_WIDTH + 50, _LABEL_WIDTH + 50, _COUNT_WIDTH]
    return PaperTable(lines, colWidths=widths, style=style, repeatRows=1, hAlign="LEFT")


def _worth_printing(rows: Sequence[Row]) -> list[Row]:
    """Long lists without their zeros; where a row is missing, its count is 0."""
    kept = [row for row in rows if row.count != 0]
    return list(rows) if len(rows) <= _MOST_BARS or not kept else kept


def _shown(count: int | None) -> str:
    return HIDDEN_SIGN if count is None else str(count)


def _shortened(text: str, width: float, size: float = 8) -> str:
    if stringWidth(text, _REGULAR, size) <= width - 12:
        return text
    while text and stringWidth(text + "…", _REGULAR, size) > width - 12:
        text = text[:-1]
    return text + "…"
