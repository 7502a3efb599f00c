"""Every screen, light and dark, at 100 % and 200 %, from left to right and from right to left."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from lotse_desk.desk.setup import set_up_desk
from lotse_desk.locations import resources
from lotse_desk.ui.application import DeskWindow, make_application
from lotse_desk.ui.printing import PrintResult

COUNTER_PC = (1366, 698)
"""1366×768 less the title of the window and the task bar."""


@dataclass(frozen=True)
class Look:
    """A way the window may look: size in logical pixels, palette, direction."""

    name: str
    size: tuple[int, int] = COUNTER_PC
    dark: bool = False
    right_to_left: bool = False


LOOKS = (
    Look("light"),
    Look("dark", dark=True),
    Look("200-percent-full-hd", size=(960, 510)),
    Look("200-percent-counter-pc", size=(683, 349)),
    Look("right-to-left", right_to_left=True),
)


def take_screens(out: Path, folder: Path) -> Iterator[Path]:
    """Take the pictures of all looks; homes are made in `folder`."""
    application = make_application()
    for font in sorted((resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    application.setFont(QFont(["Noto Sans", "Noto Naskh Arabic", "Noto Sans Ethiopic"], 10))
    light = QPalette(application.palette())
    yield _first_start(out, folder / "none")
    for look in LOOKS:
        application.setPalette(_dark() if look.dark else light)
        direction = Qt.LayoutDirection
        application.setLayoutDirection(
            direction.RightToLeft if look.right_to_left else direction.LeftToRight
        )
        home = folder / look.name
        set_up_desk(home, town="herten", name="Empfang 1")
        yield from _story(out, home, look)
    application.setPalette(light)
    application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def _first_start(out: Path, folder: Path) -> Path:
    desk = DeskWindow(folder, lambda _: PrintResult.PRINTED)
    desk.window.resize(*COUNTER_PC)
    desk.window.show()
    desk.start()
    _until(lambda: hasattr(desk, "setup") and desk.setup.isVisible())
    picture = _take(desk, out / "first-start.png")
    desk.close()
    desk.window.hide()
    return picture


def _story(out: Path, home: Path, look: Look) -> Iterator[Path]:
    """A few contacts, with a picture of every state a Lotse sees."""
    desk = DeskWindow(home, lambda _: PrintResult.PRINTED)
    desk.window.resize(*look.size)
    desk.window.show()
    desk.start()
    _until(lambda: bool(desk.house.town))
    page, acts = desk.counter, desk.counter.actions_of_page
    _until(lambda: page.slip.other_language.count() > 100)

    def picture(name: str) -> Path:
        return _take(desk, out / f"{look.name}-{name}.png")

    def found(words: str) -> None:
        page.search.field.setText(words)
        _until(lambda: page.search.model.rowCount() > 0)

    yield picture("1-ready")
    found("miete zu hoch")
    yield picture("2-found")
    found("gelber brief")
    _until(page.search.guidance.isVisible)
    yield picture("2-letter")
    page.search.choose_situation("trennung-mit-kind")
    _until(lambda: "Trennung mit Kind" in page.search.guidance.text)
    yield picture("2-situation")
    found("miete zu hoch")
    _until(lambda: not page.search.guidance.isVisible())
    page.search.take()
    _until(lambda: len(page.slip.cards) == 1)
    acts.language_keys[2].trigger()
    found("kita")
    page.search.take()
    _until(lambda: len(page.slip.cards) == 2)
    yield picture("3-arabic")
    acts.preview.trigger()
    _until(lambda: page.preview_pages > 0)
    yield picture("4-preview")
    acts.preview.trigger()
    acts.residences.actions()[1].trigger()
    acts.unmet.trigger()
    yield picture("5-unmet-need")
    page.print_and_log()
    _until(lambda: "gedruckt." in desk.window.line.text)
    yield picture("6-printed")
    page.search.field.setText("+17 weg")
    yield picture("7-tally")
    page.search.take()
    _until(lambda: "17" in desk.window.line.text)
    page.print_and_log()
    yield picture("8-nothing-to-print")
    for name, screen in (("9-log", desk.log), ("10-exchange", desk.exchange)):
        desk.window.show_page(screen)
        yield picture(name)
    desk.window.show_page(desk.settings)
    yield picture("11-settings")
    desk.window.show_page(desk.counter)
    acts.emergency.emit()
    _until(lambda: "Notfall" in desk.window.line.text)
    yield picture("12-emergency")
    desk.window.toggle_curtain()
    yield picture("13-hidden")
    desk.close()
    desk.window.hide()


def _take(desk: DeskWindow, path: Path) -> Path:
    _spin(0.4)
    if not desk.window.grab().save(str(path)):
        raise OSError(f"cannot write {path}")
    return path


def _until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("the screen did not come")
        _spin(0.02)


def _spin(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


def _dark() -> QPalette:
    """A dark palette as desktops have it; the platform without a screen has none of its own."""
    light, ground, deep = QColor(235, 235, 235), QColor(50, 50, 50), QColor(30, 30, 30)
    palette = QPalette(ground, ground)
    role = QPalette.ColorRole
    for of_text in (role.Text, role.WindowText, role.ButtonText, role.ToolTipText):
        palette.setColor(of_text, light)
    for of_base in (role.Base, role.ToolTipBase):
        palette.setColor(of_base, deep)
    palette.setColor(role.Highlight, QColor(48, 140, 198))
    palette.setColor(role.HighlightedText, QColor(255, 255, 255))
    palette.setColor(role.PlaceholderText, QColor(170, 170, 170))
    disabled = QPalette.ColorGroup.Disabled
    for of_text in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(disabled, of_text, QColor(140, 140, 140))
    return palette
