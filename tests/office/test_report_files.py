"""Reports as files: read back, nothing hidden slips through, no cell is a formula."""

import csv
import datetime as dt
import io
import json

import pikepdf
import pypdfium2
import pytest
from openpyxl import load_workbook

from lotse_desk.domain.iso_weeks import Period
from lotse_desk.domain.report import NOT_PERSONS, Report, Row, Table
from lotse_desk.office.report import FORMATS

FIRST, LAST = dt.date(2026, 11, 3), dt.date(2026, 11, 11)
PERIOD = Period.around(FIRST, LAST)


@pytest.fixture
def report() -> Report:
    many = tuple(Row((f"c{i}",), (f"Wert Nummer {i}",), i * 7) for i in range(40))
    return Report(
        office="Leitstelle (Muster)",
        period=PERIOD,
        asked=(FIRST, LAST),
        k=5,
        contacts=1234,
        tables=(
            Table(
                "concern",
                "Anliegen",
                "Kontakte",
                ("Anliegen",),
                (
                    Row(("way",), ("Weg, Raum & <Zeit>",), 1200),
                    Row(("x",), ('=HYPERLINK("http://x")',), None),
                    Row(("y",), ("@sum",), None),
                ),
                1234,
            ),
            Table(
                "town-concern",
                "Stadt und Anliegen",
                "Kontakte",
                ("Stadt", "Anliegen"),
                (
                    Row(("marl", "way"), ("Marl", "Weg"), 700),
                    Row(("marl", "x"), ("Marl", "Brief"), None),
                    Row(("oer-erkenschwick", "way"), ("Oer-Erkenschwick", "Weg"), 500),
                    Row(("oer-erkenschwick", "x"), ("Oer-Erkenschwick", "Brief"), None),
                ),
                1234,
            ),
            Table("many", "Viele", "Kontakte", ("Wert",), many, sum(r.count or 0 for r in many)),
            Table("hard-topic", "Schwierig", "Nennungen", ("Thema",), (), None, "entfällt: wenig"),
        ),
        sources={"batches": 3, "release": 2},
    )


def test_json_says_what_it_counts_and_of_when(report: Report) -> None:
    document = json.loads(FORMATS["json"](report))
    assert document["note"] == NOT_PERSONS
    assert document["contacts"] == 1234
    assert document["period"] == {
        "from": "2026-11-02",
        "to": "2026-11-15",
        "first_week": "2026-W45",
        "last_week": "2026-W46",
    }
    assert [row["count"] for row in document["tables"][0]["rows"]] == [1200, None, None]
    assert document["sources"] == {"batches": 3, "release": 2}


def test_csv_is_for_german_excel_and_runs_no_formula(report: Report) -> None:
    content = FORMATS["csv"](report)
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert NOT_PERSONS in rows[1][0]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert ["Anliegen", "Anliegen", "Weg, Raum & <Zeit>", "", "", "Kontakte", "1200"] in rows
    assert ["Stadt und Anliegen", "Stadt", "Marl", "Anliegen", "Brief", "Kontakte", "."] in rows


def test_xlsx_has_a_sheet_for_each_table_and_text_stays_text(report: Report) -> None:
    book = load_workbook(io.BytesIO(FORMATS["xlsx"](report)))
    assert book.sheetnames == ["Bericht", "concern", "town-concern", "many", "hard-topic"]
    sheet = book["concern"]
    assert NOT_PERSONS in sheet["A1"].value
    assert [cell.value for cell in sheet[3]] == ["Weg, Raum & <Zeit>", 1200]
    assert sheet["A4"].data_type == "s"
    assert sheet["B4"].value == "."
    assert [cell.value for cell in sheet[6]] == ["Zusammen", 1234]


def test_pdf_shows_every_figure_as_text_and_is_the_same_each_time(report: Report) -> None:
    content = FORMATS["pdf"](report)
    assert content == FORMATS["pdf"](report)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert str(document.Root.Lang) == "de"
    pages = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    for expected in (
        NOT_PERSONS,
        "02.11.2026 bis 15.11.2026",
        "Weg, Raum & <Zeit>",
        "1200",
        "Erkenschwick",
        "Wert Nummer 39",
        "273",
        "entfällt: wenig",
        "Zusammen",
    ):
        assert expected in text
    assert text.count(NOT_PERSONS) >= len(pages)
