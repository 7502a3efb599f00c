"""The ending of the file says what a receipt becomes."""

import datetime as dt
from pathlib import Path

import pytest

from lotse_desk.domain.faults import InvalidValue
from lotse_desk.home.home import Home
from lotse_desk.home.slip_files import write_slip
from lotse_desk.home.slips import SlipRequest, make_slip

MOMENT = dt.datetime(2026, 11, 23, 9, 30)
HEADS = {".pdf": b"%PDF", ".png": b"\x89PNG", ".escpos": b"\x1b@\x1dv0"}


@pytest.mark.parametrize("suffix", HEADS)
def test_a_receipt_as_page_picture_and_commands(
    starter_home: Home, tmp_path: Path, suffix: str
) -> None:
    request = SlipRequest(("wohngeld.stadt-herten",), ("tr",), "receipt")
    path = tmp_path / f"bon{suffix}"
    write_slip(path, make_slip(starter_home, request, MOMENT).pdf)
    assert path.read_bytes().startswith(HEADS[suffix])


def test_other_papers_are_no_receipts(starter_home: Home, tmp_path: Path) -> None:
    pdf = make_slip(starter_home, SlipRequest(("wohngeld.stadt-herten",)), MOMENT).pdf
    with pytest.raises(InvalidValue):
        write_slip(tmp_path / "bon.escpos", pdf)
    assert not any(tmp_path.iterdir())
