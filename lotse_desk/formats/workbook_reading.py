"""From an XLSX file of a feed to tables of text cells, a table a sheet."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable

from lotse_desk.domain.faults import Unreadable
from lotse_desk.formats.csv_reading import Row, Table
from lotse_desk.formats.source import SourceFile, feed_of_zip
from lotse_desk.formats.values import number_of

MAX_COLUMNS = 256
MAX_ROWS = 500_000
_LAST_ROW = 1_048_576
"""The last row a sheet of XLSX can have."""


def read_workbook(file: SourceFile) -> list[Table]:
    """Read every sheet that has a header; formulas give the value they had when saved.

    Rows and columns beyond the bounds are left out, and the table says so. Raises `Unreadable`
    (damaged-workbook, and those of an archive) and `TooLarge`.
    """
    from openpyxl import load_workbook

    feed_of_zip(file.name, io.BytesIO(file.content))
    try:
        book = load_workbook(io.BytesIO(file.content), read_only=True, data_only=True)
        tables = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            name = f"{file.name}, Blatt {sheet.title}"
            tables.append(_table(name, sheet.iter_rows(max_row=_LAST_ROW, values_only=True)))
        book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, OSError) as error:
        raise Unreadable(file.name, "damaged-workbook") from error
    return [table for table in tables if table is not None]


def _table(name: str, given: Iterable[tuple[object, ...]]) -> Table | None:
    """The table of a sheet; None when nothing is in it."""
    rows: list[tuple[str, ...]] = []
    rows_cut = columns_cut = 0
    for number, values in enumerate(given, 1):
        if number > MAX_ROWS:
            rows_cut += any(value is not None for value in values)
            continue
        rows.append(_cells(values[:MAX_COLUMNS]))
        columns_cut = max(columns_cut, len(_cells(values[MAX_COLUMNS:])))
    if not any(rows) and not rows_cut:
        return None
    cut = []
    if rows_cut:
        lines = number_of(rows_cut, "gefüllte Zeile", "gefüllte Zeilen")
        cut.append(f"{lines} unterhalb von Zeile {MAX_ROWS}.")
    if columns_cut:
        columns = number_of(columns_cut, "Spalte", "Spalten")
        cut.append(f"{columns} rechts von Spalte {MAX_COLUMNS}.")
    return Table(
        name,
        tuple(cell.strip() for cell in rows[0]),
        tuple(Row(number, cells) for number, cells in enumerate(rows[1:], 2) if any(cells)),
        cut=tuple(cut),
    )


def _cells(values: Iterable[object]) -> tuple[str, ...]:
    cells = [_text(value) for value in values]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
