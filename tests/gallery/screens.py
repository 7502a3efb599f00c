"""Every screen, light and dark, at 100 % and 200 %, from left to right and from right to left."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from lotse_desk.desk.media import MediaHere, SeenMedium, UsualMedium
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


class _PluggedIn:
    """What is plugged in, as the pictures need it; the stick is a folder that can be written to."""

    def __init__(self, stick: Path) -> None:
        stick.mkdir()
        self.stick = SeenMedium(stick, "LOTSE", "stick", 14_200_000_000, False, True, False)
        other = Path("/media/other")
        self.other = SeenMedium(other, "KINGSTON", "stick", 3_100_000_000, False, False, False)
        self.here = MediaHere((), None)

    def __call__(self) -> MediaHere:
        return self.here

    def plug_in_another(self) -> None:
        """The usual one is away."""
        self.here = MediaHere((self.other,), UsualMedium("LOTSE", None, kind="stick"))

    def plug_in_both(self) -> None:
        """The usual one came."""
        usual = UsualMedium("LOTSE", self.stick.folder, kind="stick")
        self.here = MediaHere((self.stick, self.other), usual)


def _story(out: Path, home: Path, look: Look) -> Iterator[Path]:
    """A few contacts, with a picture of every state a Lotse sees."""
    ports = _PluggedIn(home.with_name(f"{home.name}-stick"))
    desk = DeskWindow(home, lambda _: PrintResult.PRINTED, ports)
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
    _until(lambda: "Trennung" not in page.search.guidance.text)
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
    desk.window.show_page(desk.log)
    yield picture("9-log")
    for state in _exchange(desk, ports):
        yield picture(f"10-exchange-{state}")
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


def _exchange(desk: DeskWindow, ports: _PluggedIn) -> Iterator[str]:
    """The exchange page from the empty port to the end of an exchange; what each state is."""
    page = desk.exchange

    def looked() -> None:
        desk.media_watch.start()
        _until(lambda: len(page.media.media.rows) == len(ports.here.media))

    desk.window.show_page(page)
    yield "nothing-there"
    ports.plug_in_another()
    looked()
    yield "usual-away"
    ports.plug_in_both()
    looked()
    yield "ready"
    page.exchange()
    _until(lambda: not page.run.running)
    _until(lambda: bool(page.history.list.rows))
    yield "done"


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
