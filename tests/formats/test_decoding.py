import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.domain.faults import Unreadable
from lotse_desk.formats.csv_reading import MAX_CELL, read_csv
from lotse_desk.formats.decoding import decode
from lotse_desk.formats.json_reading import read_json
from lotse_desk.formats.source import SourceFile

TEXT = "id;name\n1;Bürgerbüro Köln-Süd – Öffnungszeiten\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-32"),
    ],
)
def test_unicode_files_are_read_without_remark(content: bytes) -> None:
    decoded = decode(SourceFile("a.csv", content))
    assert decoded.text == TEXT
    assert decoded.reason is None


def test_windows_1252_is_read_and_reported() -> None:
    decoded = decode(SourceFile("a.csv", TEXT.encode("cp1252")))
    assert decoded.text == TEXT
    assert decoded.reason is not None
    assert "Windows-1252" in decoded.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty-file"),
        (b"\xef\xbb\xbf  \n", "empty-file"),
        (b"id,name\n1,a\x00b\n", "not-text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "wrong-encoding"),
        (b"\xff\xfeab\x00\xd8", "wrong-encoding"),
    ],
)
def test_what_is_no_text_gets_one_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(SourceFile("a.csv", content))
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"services": [{"id": "1", "na', "truncated"),
        (b'{"services": [', "truncated"),
        (b"{services: 1}", "not-json"),
        (b"[" * 200_000 + b"]" * 200_000, "nested-too-deep"),
        (b"[" + b"9" * 5000 + b"]", "not-json"),
        (b'{"id": 1} {"id"', "not-json"),
    ],
)
def test_broken_json_gets_one_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_json(SourceFile("a.json", content))
    assert caught.value.reason == reason


def test_json_lines_are_a_list() -> None:
    assert read_json(SourceFile("a.json", b'{"id": 1}\n{"id": 2}\n')).value == [
        {"id": 1},
        {"id": 2},
    ]


def test_a_quote_never_closed_is_a_truncated_table() -> None:
    with pytest.raises(Unreadable) as caught:
        read_csv(SourceFile("a.csv", b'id,name\n1,"Bera'))
    assert caught.value.reason == "truncated"


def test_careless_quotes_lose_no_row() -> None:
    table = read_csv(SourceFile("a.csv", b'id,name\n1,"a" b\n2,c\n'))
    assert [row.cells[0] for row in table.rows] == ["1", "2"]
    assert table.reasons


@pytest.mark.parametrize("stray", ['"a"b', "a"])
def test_a_cell_too_long_is_refused_however_the_quotes_stand(stray: str) -> None:
    content = f"id,name\n1,{stray}\n2,{'x' * (MAX_CELL + 1)}\n".encode()
    with pytest.raises(Unreadable) as caught:
        read_csv(SourceFile("a.csv", content))
    assert caught.value.reason == "cell-too-long"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_outside_quotes(delimiter: str) -> None:
    header = delimiter.join(("id", '"name, or; title"', "url"))
    table = read_csv(SourceFile("a.csv", f"{header}\n".encode()))
    assert table.header == ("id", "name, or; title", "url")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_reason(content: bytes) -> None:
    for read in (read_csv, read_json):
        with contextlib.suppress(Unreadable):
            read(SourceFile("a.csv", content))
