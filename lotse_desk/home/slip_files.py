"""A slip as the file somebody asked for: PDF, or what a receipt printer takes."""

from pathlib import Path

from lotse_desk.domain.faults import InvalidValue
from lotse_desk.home.files import write_whole

ESCPOS, PNG = ".escpos", ".png"


def write_slip(path: Path, pdf: bytes) -> None:
    """Write a slip; the ending `.escpos` or `.png` asks for a receipt as commands or as a picture.

    Raises `InvalidValue` for another paper than the receipt, or for a picture of several receipts,
    and what `write_whole` raises.
    """
    write_whole(path, _content(path.suffix.lower(), pdf))


def _content(suffix: str, pdf: bytes) -> bytes:
    if suffix not in (ESCPOS, PNG):
        return pdf
    from lotse_desk.paper.receipt_raster import escpos_bytes, png_bytes, receipt_pictures

    pictures = receipt_pictures(pdf)
    if suffix == ESCPOS:
        return escpos_bytes(pictures)
    if len(pictures) > 1:
        raise InvalidValue("file", PNG, f"{ESCPOS} oder .pdf")
    return png_bytes(pictures[0])
