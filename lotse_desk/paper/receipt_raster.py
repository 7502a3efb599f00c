"""A receipt as a 1-bit picture at the dots of a printer, and as ESC/POS bytes."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from lotse_desk.domain.faults import InvalidValue
from lotse_desk.paper.application import ensure_gui_application

DOTS_WIDE = 576
"""Dots of an 80 mm printer across: 72 mm at 203 dpi, 8 to the millimetre."""
_DOTS_PER_POINT = 203.2 / 72
_STRIPE = 128
"""Lines sent at once: small printers have small buffers."""
_DARK = 150
"""Grey values below print: letters stay whole, the outline of MUSTER stays visible."""

_START = b"\x1b@"
_FEED_AND_CUT = b"\x1dVB\x30"


def receipt_pictures(pdf: bytes) -> tuple[QImage, ...]:
    """The pages of a receipt's PDF, 576 dots wide, one bit a dot, black is set.

    Raises `InvalidValue` for a page that is not 80 mm wide.
    """
    ensure_gui_application()
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return tuple(_picture(document, page) for page in range(document.pageCount()))


def escpos_bytes(pictures: tuple[QImage, ...]) -> bytes:
    """Commands that print the pictures one after the other and cut after each.

    `ESC @`, raster graphics `GS v 0` in stripes, `GS V B`, as Epson documents ESC/POS.
    """
    out = bytearray(_START)
    for picture in pictures:
        for top in range(0, picture.height(), _STRIPE):
            out += _stripe(picture, top, min(_STRIPE, picture.height() - top))
        out += _FEED_AND_CUT
    return bytes(out)


def png_bytes(picture: QImage) -> bytes:
    """The picture as a PNG of one bit a dot."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _picture(document: QPdfDocument, page: int) -> QImage:
    points = document.pagePointSize(page)
    size = QSize(round(points.width() * _DOTS_PER_POINT), round(points.height() * _DOTS_PER_POINT))
    margin = (size.width() - DOTS_WIDE) // 2
    if not 0 <= margin <= DOTS_WIDE // 8:
        raise InvalidValue("paper", f"{points.width() * 25.4 / 72:.0f} mm", "receipt")
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(0xFFFFFFFF)
    painter = QPainter(paper)
    painter.drawImage(0, 0, document.render(page, size))
    painter.end()
    grey = paper.copy(QRect(margin, 0, DOTS_WIDE, size.height())).convertToFormat(
        QImage.Format.Format_Grayscale8
    )
    return _two_tones(grey)


def _two_tones(grey: QImage) -> QImage:
    """Black where it is dark, without dithering: dots of grey would blur small letters."""
    dark = bytes(1 if value < _DARK else 0 for value in range(256))
    shades = bytes(grey.constBits()).translate(dark)
    stride = grey.bytesPerLine()
    picture = QImage(grey.width(), grey.height(), QImage.Format.Format_Mono)
    picture.setColorTable([0xFFFFFFFF, 0xFF000000])
    rows = memoryview(picture.bits())
    target = picture.bytesPerLine()
    for line in range(grey.height()):
        row = shades[line * stride : line * stride + grey.width()]
        packed = int(row.translate(_DIGITS), 2).to_bytes(grey.width() // 8, "big")
        rows[line * target : line * target + len(packed)] = packed
    return picture


_DIGITS = bytes(0x31 if value else 0x30 for value in range(256))
"""Turns a row of zeros and ones into the digits of a binary number."""


def _stripe(picture: QImage, top: int, height: int) -> bytes:
    width, stride = picture.width() // 8, picture.bytesPerLine()
    bits = bytes(picture.constBits())
    lines = (bits[line * stride : line * stride + width] for line in range(top, top + height))
    head = b"\x1dv0\x00" + width.to_bytes(2, "little") + height.to_bytes(2, "little")
    return head + b"".join(lines)
