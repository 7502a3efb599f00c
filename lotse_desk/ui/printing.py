"""Paper from PDF bytes: the system's printer, or a file where there is none."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

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


@dataclass(frozen=True)
class PrintJob:
    """A slip for the printer; `printer` is the system's name, empty for its default."""

    pdf: bytes
    printer: str = ""


Print = Callable[[PrintJob], PrintResult]
Answered = Callable[[PrintResult], object]


def printer_names() -> list[str]:
    """Printers the system offers, the default one first."""
    from PySide6.QtPrintSupport import QPrinterInfo

    default = QPrinterInfo.defaultPrinterName()
    names = list(QPrinterInfo.availablePrinterNames())
    return [default, *(n for n in names if n != default)] if default in names else names


def print_with_system(job: PrintJob) -> PrintResult:
    """Send every page to the printer; blocks until the system took it."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

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
    for page in range(document.pageCount()):
        if page:
            _set_page(printer, document.pagePointSize(page))
            sound = printer.newPage() and sound
        picture = document.render(page, _pixels(document.pagePointSize(page)))
        painter.drawImage(QRectF(picture.rect()), picture)
    sound = painter.end() and sound
    failed = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
    if not sound or printer.printerState() in failed:
        return PrintResult.REFUSED
    return PrintResult.PRINTED


def _set_page(printer: QPrinter, points: QSizeF) -> None:
    """The paper of a page; one wider than high lies on its side."""
    from PySide6.QtGui import QPageLayout, QPageSize

    wide = points.width() > points.height()
    upright = points.transposed() if wide else points
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point))
    ways = QPageLayout.Orientation
    printer.setPageOrientation(ways.Landscape if wide else ways.Portrait)


class SlipPrinter(QObject):
    """Prints in a thread of its own, so that typing never waits for a printer."""

    _finished = Signal(object)

    def __init__(self, send: Print = print_with_system, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._send = send
        self._executor = ThreadPoolExecutor(1, "printer")
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def print(self, job: PrintJob, answered: Answered) -> None:
        """Print a slip; `answered` is told in the window's thread what became of it."""

        def work() -> None:
            try:
                result = self._send(job)
            except Exception:  # whatever a driver raises, there is no paper
                result = PrintResult.REFUSED
            if not self._closed:
                self._finished.emit(lambda: answered(result))

        self._executor.submit(work)

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
