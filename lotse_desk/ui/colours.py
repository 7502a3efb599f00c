"""Colours and measures of the window, all made from the system's palette."""

from PySide6.QtGui import QColor, QPalette

Role = QPalette.ColorRole
READABLE = 4.5
"""Contrast of text to its ground (WCAG 2.1, 1.4.3)."""
VISIBLE = 3.0
"""Contrast of a border or mark to its surroundings (WCAG 2.1, 1.4.11)."""

GAP = 8
EDGE = 12
RADIUS = 8


def blend(over: QColor, under: QColor, share: float) -> QColor:
    """`share` of `over` (0 to 1) laid on `under`."""
    return QColor.fromRgbF(
        *(a * share + b * (1 - share) for a, b in zip(_parts(over), _parts(under), strict=True))
    )


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def muted(palette: QPalette, ground: Role = Role.Base) -> QColor:
    """Text of second rank that is still readable."""
    text, under = palette.color(Role.Text), palette.color(ground)
    for share in (0.65, 0.72, 0.8, 0.9):
        colour = blend(text, under, share)
        if contrast(colour, under) >= READABLE:
            return colour
    return text


def accent(palette: QPalette, wanted: float = VISIBLE) -> QColor:
    """The system's highlight, moved towards the text colour until it stands out from the base."""
    highlight, text = palette.color(Role.Highlight), palette.color(Role.Text)
    for share in (0.0, 0.15, 0.3, 0.45, 0.6, 0.75):
        colour = blend(text, highlight, share)
        if contrast(colour, palette.color(Role.Base)) >= wanted:
            return colour
    return text


def line(palette: QPalette) -> QColor:
    """Thin lines that part things and need not be seen to use them."""
    return blend(palette.color(Role.Text), palette.color(Role.Base), 0.16)


def border(palette: QPalette) -> QColor:
    """Borders of controls."""
    text, base = palette.color(Role.Text), palette.color(Role.Base)
    for share in (0.4, 0.5, 0.6, 0.8):
        colour = blend(text, base, share)
        if contrast(colour, base) >= VISIBLE:
            return colour
    return text


def tint(palette: QPalette) -> QColor:
    """Ground of what is chosen."""
    return blend(palette.color(Role.Highlight), palette.color(Role.Base), 0.16)


def notice(palette: QPalette) -> QColor:
    """Ground of a standing notice: a warm shade of the window's own ground."""
    return blend(QColor(230, 160, 0), palette.color(Role.Window), 0.22)


def style_sheet(palette: QPalette) -> str:
    """Frames of panels, lists and fields; everything else is the style's own."""
    edge, ring = border(palette).name(), accent(palette).name()
    thin = line(palette).name()
    return f"""
        QFrame[panel="true"] {{ background: palette(base); border: 1px solid {thin};
            border-radius: {RADIUS + 2}px; }}
        QFrame[card="notice"] {{ background: {notice(palette).name()}; }}
        QFrame[card="calm"] {{ background: {tint(palette).name()}; }}
        QFrame[card="notice"], QFrame[card="calm"] {{ border: 1px solid {edge};
            border-radius: {RADIUS - 2}px; }}
        QFrame[card="notice"] QLabel, QFrame[card="calm"] QLabel {{
            color: palette(window-text); border: none; background: transparent; }}
        QPushButton[short="true"] {{ text-align: left; padding: 2px 8px; background: palette(base);
            color: palette(text); border: 1px solid {edge}; border-radius: {RADIUS - 2}px; }}
        QPushButton[short="true"]:hover {{ background: {tint(palette).name()}; }}
        QPushButton[short="true"]:focus {{ border: 2px solid {ring}; padding: 1px 7px; }}
        QFrame[banner="true"] {{ background: {notice(palette).name()}; border: none; }}
        QLabel[heading="true"] {{ font-weight: 600; }}
        QLabel[second="true"] {{ color: {muted(palette).name()}; }}
        QLineEdit {{ border: 1px solid {edge}; border-radius: {RADIUS - 2}px; padding: 4px 8px;
            background: palette(base); color: palette(text);
            selection-background-color: palette(highlight); }}
        QComboBox {{ border: 1px solid {edge}; border-radius: {RADIUS - 2}px;
            padding: 3px 20px 3px 7px; background: palette(base); color: palette(text); }}
        QComboBox:focus {{ border: 2px solid {ring}; padding: 2px 19px 2px 6px; }}
        QComboBox::drop-down {{ border: none; width: 22px; }}
        QComboBox::down-arrow {{ image: none; width: 0; height: 0; }}
        QComboBox QAbstractItemView {{ background: palette(base);
            selection-background-color: {tint(palette).name()}; selection-color: palette(text); }}
        QComboBox QLineEdit {{ border: none; padding: 0 2px; background: transparent; }}
        QLineEdit:focus {{ border: 2px solid {ring}; padding: 3px 7px; }}
        QComboBox QLineEdit:focus {{ border: none; padding: 0 2px; }}
        QListView, QTableView, QTextBrowser, QPdfView, QPlainTextEdit {{
            border: 2px solid transparent; border-radius: {RADIUS - 2}px;
            background: palette(base); selection-background-color: {tint(palette).name()};
            selection-color: palette(text); }}
        QTableView::item {{ padding: 6px 8px; }}
        QHeaderView::section {{ background: palette(base); border: none; padding: 6px 8px;
            border-bottom: 1px solid {edge}; font-weight: 600; text-align: left; }}
        QPlainTextEdit {{ border: 1px solid {edge}; }}
        QListView:focus, QTableView:focus, QTextBrowser:focus, QPdfView:focus,
        QPlainTextEdit:focus {{ border: 2px solid {ring}; }}
        QScrollArea {{ border: none; background: transparent; }}
        QScrollArea > QWidget > QWidget[scrolled="true"] {{ background: transparent; }}
    """


def _parts(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def _luminance(colour: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
