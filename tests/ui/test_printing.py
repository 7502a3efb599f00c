"""Paper: every page in its own size, in a thread of its own, and never a false "printed"."""

import io
import threading
from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from reportlab.pdfgen.canvas import Canvas

from lotse_desk.ui.printing import (
    PrintJob,
    PrintResult,
    SlipPrinter,
    ask_with_system,
    paint_pages,
    print_with_system,
)


def pdf(pages: int, size: tuple[float, float] = (420, 595)) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    for number in range(pages):
        canvas.drawString(50, 500, f"Seite {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_every_page_is_painted_in_its_size(qapp, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    assert paint_pages(pdf(3), printer) is PrintResult.PRINTED
    document = QPdfDocument()
    document.load(str(tmp_path / "out.pdf"))
    assert document.pageCount() == 3
    size = document.pagePointSize(0)
    assert (round(size.width()), round(size.height())) == (420, 595)
    picture = document.render(0, size.toSize())
    assert any(
        picture.pixelColor(x, y).lightness() < 100 for x in range(45, 110) for y in range(80, 100)
    )


def test_a_wide_sheet_lies_on_its_side(qapp, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    assert paint_pages(pdf(2, (842, 595)), printer) is PrintResult.PRINTED
    document = QPdfDocument()
    document.load(str(tmp_path / "out.pdf"))
    sizes = [document.pagePointSize(page) for page in range(2)]
    assert [(round(s.width()), round(s.height())) for s in sizes] == [(842, 595)] * 2


def test_what_cannot_be_painted_is_not_called_printed(qapp, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no folder" / "out.pdf"))
    assert paint_pages(b"not a pdf", printer) is PrintResult.REFUSED


def test_a_printer_that_is_not_there_is_said(qapp) -> None:
    assert print_with_system(PrintJob(pdf(1), "no such printer")) is PrintResult.NO_PRINTER
    if not QPrinterInfo.availablePrinterNames():
        assert print_with_system(PrintJob(pdf(1))) is PrintResult.NO_PRINTER


def test_printing_happens_elsewhere_and_its_result_comes_home(qtbot) -> None:
    threads: list[int] = []

    def send(_: PrintJob) -> PrintResult:
        threads.append(threading.get_ident())
        return PrintResult.PRINTED

    printer = SlipPrinter(send)
    answers: list[tuple[PrintResult, int]] = []
    printer.print(PrintJob(b""), lambda result: answers.append((result, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    assert answers == [(PrintResult.PRINTED, threading.get_ident())]
    assert threads != [threading.get_ident()]
    printer.close()


@pytest.mark.parametrize("error", [OSError, RuntimeError, ValueError])
def test_a_printer_that_fails_is_a_refusal(qtbot, error: type[Exception]) -> None:
    def send(_: PrintJob) -> PrintResult:
        raise error

    printer = SlipPrinter(send)
    answers: list[PrintResult] = []
    printer.print(PrintJob(b""), answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    assert answers == [PrintResult.REFUSED]
    printer.close()


def pdf_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def asking_printer(ask, *, found: bool = True) -> SlipPrinter:
    return SlipPrinter(ask=ask, found=lambda _: found)


def test_the_printer_chosen_in_the_dialog_takes_every_page(qtbot, tmp_path: Path) -> None:
    asked_in: list[int] = []

    def ask(_: PrintJob, choose) -> None:
        asked_in.append(threading.get_ident())
        choose(pdf_printer(tmp_path / "out.pdf"))

    printer = asking_printer(ask)
    answers: list[PrintResult] = []
    printer.print(PrintJob(pdf(2), asks=True), answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    assert answers == [PrintResult.PRINTED]
    assert asked_in == [threading.get_ident()]
    printer.close()
    document = QPdfDocument()
    document.load(str(tmp_path / "out.pdf"))
    assert document.pageCount() == 2


def test_who_cancels_the_dialog_prints_nothing(qtbot) -> None:
    printer = asking_printer(lambda _, choose: choose(None))
    answers: list[PrintResult] = []
    printer.print(PrintJob(pdf(1), asks=True), answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    assert answers == [PrintResult.CANCELLED]
    printer.close()


def test_without_a_printer_nobody_is_asked(qtbot) -> None:
    asked: list[PrintJob] = []
    printer = asking_printer(lambda job, _: asked.append(job), found=False)
    answers: list[PrintResult] = []
    printer.print(PrintJob(pdf(1), asks=True), answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    assert (answers, asked) == ([PrintResult.NO_PRINTER], [])
    printer.close()


def test_one_dialog_at_a_time(qtbot) -> None:
    open_dialogs: list = []
    printer = asking_printer(lambda _, choose: open_dialogs.append(choose))
    answers: list[PrintResult] = []
    for _ in range(2):
        printer.print(PrintJob(pdf(1), asks=True), answers.append)
    qtbot.waitUntil(lambda: bool(open_dialogs), timeout=5000)
    qtbot.wait(50)
    assert len(open_dialogs) == 1
    open_dialogs[0](None)
    qtbot.waitUntil(lambda: len(open_dialogs) == 2, timeout=5000)
    open_dialogs[1](None)
    assert answers == [PrintResult.CANCELLED] * 2
    printer.close()


@pytest.mark.parametrize("accepted", [True, False])
def test_the_systems_dialog_asks_neither_for_sides_nor_for_a_file(
    qtbot, monkeypatch, accepted: bool
) -> None:
    offered: list[bool] = []

    def answer(dialog: QPrintDialog) -> int:
        options = QAbstractPrintDialog.PrintDialogOption
        offered.extend(
            dialog.testOption(option) for option in (options.PrintToFile, options.PrintPageRange)
        )
        return int(accepted)

    monkeypatch.setattr(QPrintDialog, "exec", answer)
    chosen: list[QPrinter | None] = []
    ask_with_system(PrintJob(pdf(1), asks=True), chosen.append)
    assert offered == [False, False]
    assert [printer is not None for printer in chosen] == [accepted]
    if accepted and chosen[0] is not None:
        assert chosen[0].duplex() is QPrinter.DuplexMode.DuplexNone


def test_copies_are_repeated_where_the_printer_cannot(qapp, tmp_path: Path) -> None:
    printer = pdf_printer(tmp_path / "out.pdf")
    printer.setCopyCount(3)
    assert paint_pages(pdf(2), printer) is PrintResult.PRINTED
    document = QPdfDocument()
    document.load(str(tmp_path / "out.pdf"))
    assert document.pageCount() == (2 if printer.supportsMultipleCopies() else 6)
