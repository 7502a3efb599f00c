"""A real desk behind a real window; the printer writes files."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lotse_desk.desk.media import MediaHere, SeenMedium, UsualMedium
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.home.qt_runtime import hold_constants
from lotse_desk.ui.application import DeskWindow
from lotse_desk.ui.printing import PrintJob, PrintResult

MONDAY_MORNING = "2026-11-23T09:40"


OFFSCREEN_ONLY = "This plugin does not support"
"""Said by Qt's platform without a screen; not about our windows."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN_ONLY, extend=True))


@pytest.fixture(autouse=True)
def _fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSE_DESK_NOW", MONDAY_MORNING)


@pytest.fixture
def german_numbers() -> Iterator[None]:
    """Dates and sizes as the window of a Lotse writes them."""
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    yield
    QLocale.setDefault(before)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    hold_constants()
    return ["lotse-desk"]


@pytest.fixture(scope="session")
def fresh_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fresh") / "home"
    set_up_desk(folder, town="herten", name="Empfang 1")
    return folder


@pytest.fixture
def desk_folder(fresh_desk: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    shutil.copytree(fresh_desk, folder)
    return folder


class FilePrinter:
    """Takes slips as a system's printer would, into a folder, unless told to refuse."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answer = PrintResult.PRINTED

    def __call__(self, job: PrintJob) -> PrintResult:
        if self.answer is PrintResult.PRINTED:
            (self.folder / f"{len(self.slips)}.pdf").write_bytes(job.pdf)
        return self.answer

    @property
    def slips(self) -> list[Path]:
        return sorted(self.folder.glob("*.pdf"))


@pytest.fixture
def printer(tmp_path: Path) -> FilePrinter:
    folder = tmp_path / "printed"
    folder.mkdir()
    return FilePrinter(folder)


class PluggedIn:
    """What is plugged in, as a test says; the window looks as often as it likes."""

    def __init__(self) -> None:
        self.here = MediaHere((), None)
        self.looks = 0

    def __call__(self) -> MediaHere:
        self.looks += 1
        return self.here

    def show(self, *media: SeenMedium, away: UsualMedium | None = None) -> None:
        """These are there; `away` is the usual one where it is not."""
        usual = [UsualMedium(one.label, one.folder, kind=one.kind) for one in media if one.usual]
        self.here = MediaHere(media, away or (usual[0] if usual else None))


@pytest.fixture
def plugged_in() -> PluggedIn:
    return PluggedIn()


class Counter:
    """The window as a Lotse has it: keys go in where the focus is, words come out."""

    def __init__(self, qtbot: QtBot, desk: DeskWindow) -> None:
        self.desk = desk
        self.page = desk.counter
        self.strokes = 0
        self._qtbot = qtbot

    def press(self, keys: str) -> None:
        """One stroke, in Qt's notation, wherever the focus is."""
        self.strokes += 1
        QTest.keySequence(self._focus(), QKeySequence(keys))

    def type(self, words: str) -> None:
        QTest.keyClicks(self._focus(), words)

    def search(self, words: str) -> None:
        self.type(words)
        self.until(lambda: self.page.search.model.rowCount() > 0)

    def until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=20_000)

    def until_said(self, words: str) -> None:
        self.until(lambda: words in self.said)

    @property
    def said(self) -> str:
        return self.desk.window.line.text

    def today(self) -> list[dict[str, object]]:
        """What stands in the log, read by the desk's own thread."""
        from lotse_desk.ui import counter_acts

        answers: list[list[dict[str, object]]] = []
        self.desk.desk.run(
            lambda home: [
                {"kind": e.kind, **e.content} for e in counter_acts.entries_of_today(home)
            ],
            answers.append,
        )
        self.until(lambda: bool(answers))
        return answers[0]

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.desk.window


@pytest.fixture
def counter(
    qtbot: QtBot, desk_folder: Path, printer: FilePrinter, plugged_in: PluggedIn
) -> Iterator[Counter]:
    desk = DeskWindow(desk_folder, printer, plugged_in)
    qtbot.addWidget(desk.window)
    desk.window.resize(1366, 698)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    desk.window.activateWindow()
    desk.start()
    qtbot.waitUntil(lambda: desk.house.town == "herten", timeout=20_000)
    driver = Counter(qtbot, desk)
    desk.counter.search.field.setFocus(Qt.FocusReason.OtherFocusReason)
    yield driver
    desk.close()
