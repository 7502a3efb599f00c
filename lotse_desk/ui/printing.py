"""Paper from PDF bytes: the system's printer, or a file where there is none."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QIODevice, QObject, QRectF, QSize, QSizeF, Qt, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DPI = 300
_POINTS = 72


class PrintResult(StrEnum):
    """What became of a slip."""

    PRINTED = "printed"
    REFUSED = "refused"
    NO_PRINTER = "no-printer"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class PrintJob:
    """A paper for a printer.

    `printer` is the system's name, empty for its default. With `asks` the Lotse is asked first:
    the answer is in `chosen`, which then belongs to the thread that prints.
    """

    pdf: bytes
    printer: str = ""
    asks: bool = False
    chosen: QPrinter | None = None


Print = Callable[[PrintJob], PrintResult]
Answered = Callable[[PrintResult], object]
Choose = Callable[["QPrinter | None"], object]
"""Takes the printer that was chosen, with its settings, or None where nothing shall be printed."""
Ask = Callable[[PrintJob, Choose], object]


def printer_names() -> list[str]:
    """Printers the system offers, the default one first."""
    from PySide6.QtPrintSupport import QPrinterInfo

    default = QPrinterInfo.defaultPrinterName()
    names = list(QPrinterInfo.availablePrinterNames())
    return [default, *(n for n in names if n != default)] if default in names else names


def has_printer(job: PrintJob) -> bool:
    """Whether there is a printer to ask about; may wait for the system's print service."""
    return bool(printer_names()) or bool(job.chosen)


def print_with_system(job: PrintJob) -> PrintResult:
    """Send every page to the printer; blocks until the system took it."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    if job.chosen is not None:
        return paint_pages(job.pdf, job.chosen)
    name = job.printer or QPrinterInfo.defaultPrinterName()
    info = QPrinterInfo.printerInfo(name) if name else QPrinterInfo()
    if info.isNull():
        return PrintResult.NO_PRINTER
    return paint_pages(job.pdf, QPrinter(info, QPrinter.PrinterMode.HighResolution))


def paint_pages(pdf: bytes, printer: QPrinter) -> PrintResult:
    """Paint every page in its own size onto the printer's paper."""
    from PySide6.QtGui import QPainter
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

    buffer = QBuffer()
    buffer.setData(pdf)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    if document.pageCount() < 1:
        return PrintResult.REFUSED
    printer.setResolution(DPI)
    printer.setFullPage(True)
    printer.setDocName("Lotse Desk")
    printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    _set_page(printer, document.pagePointSize(0))
    painter = QPainter()
    if not painter.begin(printer):
        return PrintResult.REFUSED
    sound = True
    for number, page in enumerate(_pages_to_print(printer, document.pageCount())):
        if number:
            _set_page(printer, document.pagePointSize(page))
            sound = printer.newPage() and sound
        picture = document.render(page, _pixels(document.pagePointSize(page)))
        painter.drawImage(QRectF(picture.rect()), picture)
    sound = painter.end() and sound
    failed = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
    if not sound or printer.printerState() in failed:
        return PrintResult.REFUSED
    return PrintResult.PRINTED


def _pages_to_print(printer: QPrinter, pages: int) -> list[int]:
    """All pages, as often as asked where the printer cannot repeat them itself."""
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    return list(range(pages)) * copies


def _set_page(printer: QPrinter, points: QSizeF) -> None:
    """The paper of a page; one wider than high lies on its side."""
    from PySide6.QtGui import QPageLayout, QPageSize

    wide = points.width() > points.height()
    upright = points.transposed() if wide else points
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point))
    ways = QPageLayout.Orientation
    printer.setPageOrientation(ways.Landscape if wide else ways.Portrait)


def ask_with_system(job: PrintJob, choose: Choose) -> None:
    """The system's own print dialog; the window's other work goes on behind it.

    The paper decides its size and is printed on one side, so neither is asked.
    """
    from PySide6.QtPrintSupport import (
        QAbstractPrintDialog,
        QPrintDialog,
        QPrinter,
        QPrinterInfo,
    )
    from PySide6.QtWidgets import QApplication

    info = QPrinterInfo.printerInfo(job.printer) if job.printer else QPrinterInfo()
    mode = QPrinter.PrinterMode.HighResolution
    printer = QPrinter(mode) if info.isNull() else QPrinter(info, mode)
    printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    dialog = QPrintDialog(printer, QApplication.activeWindow())
    options = QAbstractPrintDialog.PrintDialogOption
    for option in (options.PrintPageRange, options.PrintSelection, options.PrintToFile):
        dialog.setOption(option, False)
    accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted.value
    dialog.deleteLater()
    choose(printer if accepted else None)


class SlipPrinter(QObject):
    """Prints in a thread of its own, so that typing never waits for a printer.

    Where the job says so the Lotse is asked first, in the window's thread, one paper at a time.
    """

    _finished = Signal(object)

    def __init__(
        self,
        send: Print = print_with_system,
        parent: QObject | None = None,
        *,
        ask: Ask = ask_with_system,
        found: Callable[[PrintJob], bool] = has_printer,
    ) -> None:
        super().__init__(parent)
        self._send, self.ask, self.found = send, ask, found
        self._executor = ThreadPoolExecutor(1, "printer")
        self._closed = False
        self._asking = False
        self._waiting: list[Callable[[], object]] = []
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def print(self, job: PrintJob, answered: Answered) -> None:
        """Print a paper; `answered` is told in the window's thread what became of it."""
        if job.asks and job.chosen is None:
            self._run(partial(self.found, job), False, partial(self._look, job, answered))
        else:
            self._run(partial(self._send, job), PrintResult.REFUSED, answered)

    def _run(self, act: Callable[[], Any], instead: Any, then: Callable[[Any], object]) -> None:
        """Do it in the printer's thread; whatever a driver raises, `instead` is the answer."""

        def work() -> None:
            try:
                result = act()
            except Exception:
                result = instead
            if not self._closed:
                self._finished.emit(lambda: then(result))

        self._executor.submit(work)

    def _look(self, job: PrintJob, answered: Answered, found: bool) -> None:
        if not found:
            answered(PrintResult.NO_PRINTER)
            return
        self._waiting.append(partial(self.ask, job, partial(self._chosen, job, answered)))
        self._ask_next()

    def _ask_next(self) -> None:
        if self._waiting and not self._asking:
            self._asking = True
            self._waiting.pop(0)()

    def _chosen(self, job: PrintJob, answered: Answered, printer: QPrinter | None) -> None:
        self._asking = False
        if self._closed:
            return
        if printer is None:
            answered(PrintResult.CANCELLED)
        else:
            self.print(replace(job, chosen=printer), answered)
        self._ask_next()

    def close(self) -> None:
        """Wait for the paper under way."""
        self._closed = True
        self._executor.shutdown(wait=True)

    @Slot(object)
    def _deliver(self, delivery: Callable[[], None]) -> None:
        if not self._closed:
            delivery()


def save_as_file(pdf: bytes, path: Path) -> None:
    """Write the slip where the Lotse chose; raises the faults of the disk."""
    from lotse_desk.home.files import write_whole

    write_whole(path, pdf)


def _pixels(points: QSizeF) -> QSize:
    return QSize(round(points.width() * DPI / _POINTS), round(points.height() * DPI / _POINTS))
