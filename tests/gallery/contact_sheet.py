"""One picture of a slip in every language, side by side."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

COLUMNS = 8
TILE = (236, 334)
GAP = 10


def contact_sheet(pictures: Sequence[Path], out: Path) -> Path:
    """Write the pictures, scaled down, in rows of eight."""
    rows = -(-len(pictures) // COLUMNS)
    width = COLUMNS * (TILE[0] + GAP) + GAP
    sheet = QImage(width, rows * (TILE[1] + GAP) + GAP, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#d8d8d8"))
    painter = QPainter(sheet)
    smooth, keep = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.KeepAspectRatio
    for number, path in enumerate(pictures):
        row, column = divmod(number, COLUMNS)
        tile = QImage(str(path)).scaled(*TILE, keep, smooth)
        left, top = GAP + column * (TILE[0] + GAP), GAP + row * (TILE[1] + GAP)
        painter.fillRect(left, top, tile.width(), tile.height(), QColor("white"))
        painter.drawImage(left, top, tile)
    painter.end()
    grey = sheet.convertToFormat(QImage.Format.Format_Grayscale8)
    if not grey.save(str(out)):
        raise OSError(f"cannot write {out}")
    return out
