"""Bar codes hold what they should."""

import pytest
import segno
from reportlab.graphics.barcode.code128 import _patterns

from lotse_desk.domain.faults import InvalidValue
from lotse_desk.domain.slip_codes import new_code
from lotse_desk.paper.codes import code128_bars, qr_rows


def modules(text: str) -> str:
    bars, width = code128_bars(text)
    row = ["0"] * int(width)
    for start, length in bars:
        for place in range(int(start), int(start + length)):
            row[place] = "1"
    return "".join(row)


def symbol_values(row: str) -> list[int]:
    """The values of the symbols in a row of modules (ISO/IEC 15417), stop symbol left out."""
    known = {}
    for value, pattern in _patterns.items():
        if isinstance(value, int) and value < 106:
            widths = [ord(c.upper()) - ord("A") + 1 for c in pattern]
            known["".join("10"[n % 2] * w for n, w in enumerate(widths))] = value
    return [known[row[at : at + 11]] for at in range(0, len(row) - 13, 11)]


def test_code_128_decodes_with_right_check_symbol() -> None:
    for _ in range(20):
        code = new_code()
        row = modules(code)
        assert row.startswith("11010010000"), "start symbol of code set B"
        assert row.endswith("1100011101011"), "stop symbol"
        start, *data, check = symbol_values(row)
        assert (start + sum(n * value for n, value in enumerate(data, start=1))) % 103 == check
        assert _decoded(data) == code


def _decoded(values: list[int]) -> str:
    """Text of symbol values that begin in code set B (99 changes to C, 100 back to B)."""
    text, pairs = "", False
    for value in values:
        if value == 99 and not pairs:
            pairs = True
        elif value == 100 and pairs:
            pairs = False
        else:
            text += f"{value:02d}" if pairs else chr(value + 32)
    return text


def test_qr_rows_are_the_symbol() -> None:
    uri = "https://www.example.org/wohngeld?ort=musterstadt"
    drawn = [
        [any(start <= place < start + length for start, length in runs) for place in range(count)]
        for rows in [qr_rows(uri)]
        for count in [len(rows)]
        for runs in rows
    ]
    symbol = segno.make_qr(uri, error="m", boost_error=False)
    assert drawn == [[bool(m) for m in row] for row in symbol.matrix_iter(border=0)]


@pytest.mark.parametrize("uri", ["http://a.de", "mailto:a@b.de", "tel:abc", "geo:x", "https://a\n"])
def test_only_https_tel_and_geo(uri: str) -> None:
    with pytest.raises(InvalidValue):
        qr_rows(uri)
