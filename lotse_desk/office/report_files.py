"""A report as JSON, as CSV for German Excel, and as XLSX."""

import csv
import io
import json
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from lotse_desk.domain.report import HIDDEN_SIGN, NOT_PERSONS, Report, Table
from lotse_desk.formats.spreadsheets import defused

_SHEET_NAME = 31
_FIRST_SHEET = "Bericht"


def head_lines(report: Report) -> list[str]:
    """The first lines of a report: what it is, of when, made from what, how to read it."""
    period, (first, last) = report.period, report.asked
    contacts = f"unter {report.k}" if report.contacts is None else str(report.contacts)
    return [
        f"{report.office}: Bericht",
        f"{NOT_PERSONS}. Wer dreimal kommt, zählt dreimal.",
        f"Zeitraum in ganzen Wochen: {period.first_day:%d.%m.%Y} bis {period.last_day:%d.%m.%Y}"
        f" ({period.first_week} bis {period.last_week});"
        f" gefragt war {first:%d.%m.%Y} bis {last:%d.%m.%Y}.",
        f"Kontakte: {contacts}",
        f"„{HIDDEN_SIGN}“: nicht gezeigt, weil eine Zahl unter {report.k} ist oder sich eine solche"
        " daraus errechnen ließe. „Ohne Angabe“: Strichlisten und vertrauliche Themen.",
        f"Grundlage: {report.sources.get('batches', 0)} Stapel;"
        f" letzte Ausgabe {report.sources.get('release', 0)}.",
        *report.notes,
    ]


def as_json(report: Report) -> bytes:
    """One object; a hidden count is null."""
    period, (first, last) = report.period, report.asked
    document = {
        "office": report.office,
        "note": NOT_PERSONS,
        "period": {
            "from": period.first_day.isoformat(),
            "to": period.last_day.isoformat(),
            "first_week": period.first_week,
            "last_week": period.last_week,
        },
        "asked": {"from": first.isoformat(), "to": last.isoformat()},
        "contacts": report.contacts,
        "suppressed_below": report.k,
        "sources": report.sources,
        "notes": list(report.notes),
        "tables": [_table_object(table) for table in report.tables],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(report: Report) -> bytes:
    """All tables under one header; semicolons, byte order mark, CRLF, no cell is a formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    width = len(_CSV_HEADER)
    for line in head_lines(report):
        writer.writerow([defused(line), *[""] * (width - 1)])
    writer.writerow(_CSV_HEADER)
    for table in report.tables:
        for cells in _csv_lines(table):
            writer.writerow([defused(str(cell)) for cell in cells])
    return stream.getvalue().encode("utf-8-sig")


def as_xlsx(report: Report) -> bytes:
    """A sheet of first lines, then a sheet for each table."""
    book = Workbook(write_only=True)
    cover = book.create_sheet(_FIRST_SHEET)
    cover.column_dimensions["A"].width = 100
    for line in head_lines(report):
        cover.append([_cell(cover, line)])
    for table in report.tables:
        sheet = book.create_sheet(table.name[:_SHEET_NAME])
        for letter in "AB":
            sheet.column_dimensions[letter].width = 42
        sheet.append([_cell(sheet, f"{table.title} ({NOT_PERSONS})", bold=True)])
        sheet.append([_cell(sheet, text, bold=True) for text in (*table.dimensions, table.unit)])
        for labels, count in _lines(table):
            sheet.append([*(_cell(sheet, label) for label in labels), _cell(sheet, count)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


_CSV_HEADER = ("Tabelle", "Merkmal 1", "Wert 1", "Merkmal 2", "Wert 2", "Einheit", "Anzahl")


def _csv_lines(table: Table) -> Iterable[Sequence[str | int]]:
    second = table.dimensions[1] if len(table.dimensions) > 1 else ""
    for labels, count in _lines(table):
        first_label, second_label = (*labels, "")[:2]
        yield (
            table.title,
            table.dimensions[0],
            first_label,
            second,
            second_label,
            table.unit,
            count,
        )


def _lines(table: Table) -> Iterable[tuple[tuple[str, ...], str | int]]:
    """Labels and count of every row, then the total; hidden counts as their sign."""
    blank = ("",) * (len(table.dimensions) - 1)
    if table.withheld:
        yield (table.withheld, *blank), HIDDEN_SIGN
    for row in table.rows:
        yield row.labels, HIDDEN_SIGN if row.count is None else row.count
    if table.total is not None:
        yield ("Zusammen", *blank), table.total


def _table_object(table: Table) -> dict[str, object]:
    return {
        "name": table.name,
        "title": table.title,
        "unit": table.unit,
        "dimensions": list(table.dimensions),
        "total": table.total,
        "withheld": table.withheld,
        "rows": [
            {"codes": list(row.codes), "labels": list(row.labels), "count": row.count}
            for row in table.rows
        ],
    }


def _cell(sheet: WriteOnlyWorksheet, value: str | int, *, bold: bool = False) -> Cell:
    made = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        made.data_type = "s"
    if bold:
        made.font = Font(bold=True)
    return made
