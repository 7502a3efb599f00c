"""From an XLSX file of a feed to tables of text cells, a table a sheet."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable

from lotse_desk.domain.faults import Unreadable
from lotse_desk.formats.csv_reading import Row, Table
from lotse_desk.formats.source import SourceFile, feed_of_zip

MAX_COLUMNS = 256
MAX_ROWS = 500_000


def read_workbook(file: SourceFile) -> list[Table]:
    """Read every sheet that has a header; formulas give the value they had when saved.

    Raises `Unreadable` (damaged-workbook, and those of an archive) and `TooLarge`.
    """
    from openpyxl import load_workbook

    feed_of_zip(file.name, io.BytesIO(file.content))
    try:
        book = load_workbook(io.BytesIO(file.content), read_only=True, data_only=True)
        sheets = [
            (
                sheet.title,
                [
                    _cells(row)
                    for row in sheet.iter_rows(
                        max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True
                    )
                ],
            )
            for sheet in book.worksheets
        ]
        book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, OSError) as error:
        raise Unreadable(file.name, "damaged-workbook") from error
    return [_table(f"{file.name}, Blatt {title}", rows) for title, rows in sheets if any(rows)]


def _table(name: str, rows: list[tuple[str, ...]]) -> Table:
    return Table(
        name,
        tuple(cell.strip() for cell in rows[0]),
        tuple(Row(number, cells) for number, cells in enumerate(rows[1:], 2) if any(cells)),
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
