"""Nothing essential is cut or scrolled on the counter PC; narrow, large, mirrored and dark work."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QScrollArea,
    QWidget,
)

from lotse_desk.locations import resources
from lotse_desk.ui import colours
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.setup_page import SetupPage

COUNTER_PC = (1366, 698)
SMALLEST = (683, 349)
"""The same screen at 200 %."""
channel = st.integers(0, 255)
colour = st.builds(QColor, channel, channel, channel)


@pytest.fixture
def noto(qapp):
    """A font as wide as desktops have it; the platform without a screen has a wider one."""
    before = QFont(qapp.font())
    for path in (resources() / "fonts").glob("NotoSans-*.ttf"):
        QFontDatabase.addApplicationFont(str(path))
    qapp.setFont(QFont(["Noto Sans"], 10))
    yield
    qapp.setFont(before)


def settle() -> None:
    for _ in range(10):
        QApplication.processEvents()


def cut(counter) -> list[str]:
    return [
        button.text()
        for button in counter.page.findChildren(KeyButton)
        if button.isVisible() and button.width() < button.sizeHint().width() - 8
    ]


def test_on_the_counter_pc_nothing_is_cut_and_nothing_scrolls(noto, counter) -> None:
    counter.desk.window.resize(*COUNTER_PC)
    counter.until(counter.desk.window.banner.isVisible)
    settle()
    assert counter.desk.window.height() == COUNTER_PC[1]
    assert not counter.page.columns.narrow
    for area in counter.page.findChildren(QScrollArea):
        assert not area.verticalScrollBar().isVisible()
        assert not area.horizontalScrollBar().isVisible()
    assert cut(counter) == []
    counter.press("Ctrl+2")
    counter.press("Ctrl+O")
    settle()
    for area in counter.page.findChildren(QScrollArea):
        assert not area.verticalScrollBar().isVisible()
    assert cut(counter) == []


@pytest.mark.parametrize("size", [(960, 510), (683, 384)])
def test_at_200_percent_all_can_be_reached_without_sideways_scrolling(noto, counter, size) -> None:
    counter.desk.window.resize(*size)
    settle()
    assert counter.desk.window.width() == size[0]
    assert counter.page.columns.narrow
    for area in counter.page.findChildren(QScrollArea):
        assert not area.horizontalScrollBar().isVisible()
    assert cut(counter) == []
    for button in (counter.page.foot.print_and_log, counter.page.foot.log):
        assert button.visibleRegion().boundingRect() == button.rect()


def test_what_gets_the_focus_is_scrolled_into_sight(noto, counter) -> None:
    counter.desk.window.resize(683, 384)
    settle()
    for _ in range(60):
        counter.press("Tab")
        settle()
        focus = QApplication.focusWidget()
        assert not focus.visibleRegion().isEmpty(), focus.accessibleName()


@pytest.fixture
def pages(counter):
    """All pages with names, those of a first start and of a fault too."""
    desk = counter.desk
    setup = SetupPage(desk.house.towns_here_first(), Path("home"))
    desk.window.add_page(setup)
    desk.notice.show_text(
        "\n\n".join(["Ein Satz, der nicht in eine Zeile passt, weil er so lang ist."] * 6),
        ("Erneut versuchen", desk.start),
        ("Beenden", desk.window.close),
    )
    return {
        "log": desk.log,
        "exchange": desk.exchange,
        "settings": desk.settings,
        "backups": desk.backups,
        "emergency": desk.emergency,
        "setup": setup,
        "notice": desk.notice,
    }


@pytest.mark.parametrize(
    "name", ["log", "exchange", "settings", "backups", "emergency", "setup", "notice"]
)
def test_every_page_fits_the_smallest_window_and_the_focus_is_seen(
    noto, counter, pages, name
) -> None:
    page, window = pages[name], counter.desk.window
    window.resize(*COUNTER_PC)
    settle()
    window.show_page(page)
    window.resize(*SMALLEST)
    settle()
    assert (window.width(), window.height()) == SMALLEST
    for area in page.findChildren(QAbstractScrollArea):
        assert not area.horizontalScrollBar().isVisible(), area.accessibleName()
    for part in page.findChildren(QWidget):
        if part.isVisible() and isinstance(part, (QAbstractButton, QLabel)):
            assert part.width() >= part.minimumSizeHint().width(), part.text()
            right = part.mapTo(page, part.rect().topRight()).x()
            assert right < page.width(), part.text()
    for _ in range(12):
        focus = QApplication.focusWidget()
        assert focus is not None
        seen = focus.visibleRegion().boundingRect()
        assert seen.width() >= min(focus.width(), 40), focus.accessibleName()
        assert seen.height() >= min(focus.height(), 40), focus.accessibleName()
        counter.press("Tab")
        settle()


def test_headers_of_today_are_whole_in_the_smallest_window(noto, counter) -> None:
    window, table = counter.desk.window, counter.desk.log.table
    window.resize(*SMALLEST)
    window.show_page(counter.desk.log)
    settle()
    header = table.horizontalHeader()
    for section in range(header.count()):
        needed = header.sectionSizeFromContents(section).width()
        assert header.sectionSize(section) >= needed, section


def test_right_to_left_mirrors_the_columns(counter) -> None:
    window = counter.desk.window

    def search_is_left() -> bool:
        search = counter.page.search.mapTo(window, counter.page.search.rect().topLeft())
        slip = counter.page.slip.mapTo(window, counter.page.slip.rect().topLeft())
        return search.x() < slip.x()

    assert search_is_left()
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settle()
    assert not search_is_left()


def test_dark_colours_are_followed_while_the_window_is_open(counter) -> None:
    application = QApplication.instance()
    before = QPalette(application.palette())
    counter.search("wohngeld")
    dark = QPalette(QColor(50, 50, 50), QColor(45, 45, 45))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
        dark.setColor(role, QColor(235, 235, 235))
    dark.setColor(QPalette.ColorRole.Base, QColor(30, 30, 30))
    try:
        application.setPalette(dark)
        settle()
        picture = counter.page.service.grab().toImage()
        corner = picture.pixelColor(picture.width() - 30, picture.height() - 30)
        assert corner.lightness() < 80
    finally:
        application.setPalette(before)


@given(text=colour, base=colour, highlight=colour)
def test_every_colour_made_can_be_seen_where_the_system_itself_can(text, base, highlight) -> None:
    palette = QPalette()
    role = QPalette.ColorRole
    for of, value in ((role.Text, text), (role.Base, base), (role.Highlight, highlight)):
        palette.setColor(of, value)
    best = colours.contrast(text, base)
    if best >= colours.READABLE:
        assert colours.contrast(colours.muted(palette), base) >= colours.READABLE
        assert colours.contrast(colours.accent(palette, colours.READABLE), base) >= colours.READABLE
    if best >= colours.VISIBLE:
        assert colours.contrast(colours.border(palette), base) >= colours.VISIBLE


def test_contrast_is_that_of_the_standard() -> None:
    assert colours.contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert colours.contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


def test_button_words_fit_at_the_systems_large_font(counter) -> None:
    button = counter.page.foot.print_and_log
    small = button.sizeHint().width()
    font = QFont(button.font())
    font.setPointSizeF(font.pointSizeF() * 2)
    button.setFont(font)
    assert button.sizeHint().width() > small * 1.5
    assert button.sizeHint().height() > QFontMetrics(font).height()
