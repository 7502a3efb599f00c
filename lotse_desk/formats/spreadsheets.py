"""Writes the directory for spreadsheets: CSV for German Excel, and XLSX with all tables."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lotse_desk.domain.record import Record
from lotse_desk.formats.hsds_package import cell
from lotse_desk.formats.schema import EXCHANGED_TABLES, columns
from lotse_desk.formats.service_list import HEADER, service_rows
from lotse_desk.formats.values import read_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_767
_FIRST_SHEET = "Leistungen"


def excel_csv(records: Iterable[Record]) -> bytes:
    """The flat list of services: semicolons, byte order mark, CRLF, no cell is a formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows([defused(_clean(value)) for value in row] for row in service_rows(records))
    return stream.getvalue().encode("utf-8-sig")


def workbook(records: Iterable[Record]) -> bytes:
    """The flat list of services and a sheet for each table that has rows; all cells are text."""
    from openpyxl import Workbook

    given = list(records)
    book = Workbook(write_only=True)
    _write_sheet(book, _FIRST_SHEET, HEADER, service_rows(given))
    by_table: dict[str, list[Record]] = defaultdict(list)
    for record in given:
        by_table[record.TABLE].append(record)
    for table in EXCHANGED_TABLES:
        if by_table[table]:
            names = ("id", *columns(table))
            rows = (
                (record.id, *(cell(table, n, getattr(record, n)) for n in names[1:]))
                for record in sorted(by_table[table], key=lambda record: record.id)
            )
            _write_sheet(book, table, names, rows)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def defused(text: str) -> str:
    """A cell that a spreadsheet will not run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _write_sheet(
    book: "Workbook", name: str, header: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.append([_text_cell(sheet, title, bold=True) for title in header])
    for row in rows:
        sheet.append([_cell(sheet, _shortened(_clean(value))) for value in row])


def _cell(sheet: "WriteOnlyWorksheet", text: str) -> "Cell | str | None":
    """The text itself; a cell where the library would take it for a formula or an error."""
    return _text_cell(sheet, text) if text.startswith(("=", "#")) else text or None


def _text_cell(sheet: "WriteOnlyWorksheet", text: str, *, bold: bool = False) -> "Cell":
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    made = WriteOnlyCell(sheet, value=text)
    made.data_type = "s"
    if bold:
        made.font = Font(bold=True)
    return made


def _clean(text: str) -> str:
    return str(read_text(text).value or "")


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
