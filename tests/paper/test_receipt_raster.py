"""Receipts as dots: the picture is the page, and the printer's commands draw that picture."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage

from lotse_desk.domain.faults import InvalidValue
from lotse_desk.paper.receipt_raster import DOTS_WIDE, escpos_bytes, receipt_pictures
from lotse_desk.paper.slip import render_slip, render_slips
from lotse_desk.paper.slip_document import SlipDocument


def printed(commands: bytes) -> list[list[bytes]]:
    """What a printer draws: rows of dots per piece of paper, read from the commands alone."""
    assert commands.startswith(b"\x1b@")
    at, pieces, rows = 2, [], []
    while at < len(commands):
        if commands[at : at + 4] == b"\x1dv0\x00":
            width = int.from_bytes(commands[at + 4 : at + 6], "little")
            height = int.from_bytes(commands[at + 6 : at + 8], "little")
            at += 8
            rows += [commands[at + n * width : at + (n + 1) * width] for n in range(height)]
            at += width * height
        else:
            assert commands[at : at + 3] == b"\x1dVB"
            pieces.append(rows)
            rows = []
            at += 4
    assert not rows
    return pieces


def test_the_printer_draws_the_picture(slip: Callable[..., SlipDocument]) -> None:
    pictures = receipt_pictures(render_slips([slip("ar"), slip("tr")], "receipt").pdf)
    pieces = printed(escpos_bytes(pictures))
    assert len(pieces) == len(pictures) == 2
    for picture, rows in zip(pictures, pieces, strict=True):
        assert (picture.width(), picture.height()) == (DOTS_WIDE, len(rows))
        assert picture.format() == QImage.Format.Format_Mono
        for y in range(0, len(rows), 97):
            for x in range(0, DOTS_WIDE, 13):
                set_dot = bool(rows[y][x // 8] >> (7 - x % 8) & 1)
                assert set_dot == (picture.pixelColor(x, y).value() < 128)


def test_a_receipt_is_mostly_white_with_ink_on_it(slip: Callable[..., SlipDocument]) -> None:
    [rows] = printed(escpos_bytes(receipt_pictures(render_slip(slip("uk"), "receipt").pdf)))
    ink = sum(byte.bit_count() for row in rows for byte in row) / (DOTS_WIDE * len(rows))
    assert 0.02 < ink < 0.2


def test_other_papers_are_refused(slip: Callable[..., SlipDocument]) -> None:
    with pytest.raises(InvalidValue):
        receipt_pictures(render_slip(slip("tr"), "a4").pdf)
