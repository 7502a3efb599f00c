"""The exchange page on the counter PC, at 200 % and mirrored: nothing cut, nothing sideways."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QScrollArea

from lotse_desk.desk.batch_export import Left
from lotse_desk.desk.exchange import Synced
from lotse_desk.desk.history import PastExchange
from lotse_desk.desk.media import SeenMedium
from lotse_desk.desk.offered_releases import Problem
from lotse_desk.locations import resources
from lotse_desk.ui import exchange_acts
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.running_text import RunningText

COUNTER_PC = (1366, 698)
AT_200_PERCENT = ((960, 510), (683, 384))


@pytest.fixture
def noto(qapp):
    """A font as wide as desktops have it."""
    before = QFont(qapp.font())
    for path in (resources() / "fonts").glob("NotoSans-*.ttf"):
        QFontDatabase.addApplicationFont(str(path))
    qapp.setFont(QFont(["Noto Sans"], 10))
    yield
    qapp.setFont(before)


@pytest.fixture
def page(noto, counter, plugged_in, monkeypatch):
    """Two sticks, ten past exchanges, and one that is just done, with problems."""
    done = Synced(
        True, 13, Left(7, 45, 42), 10, (Problem("a.lotse", "file-incomplete"),), kept_local=3
    )
    past = PastExchange("2026-11-20", "LOTSE", 45, 42, 7, 12, "confirmed", 1)
    lotse = SeenMedium(Path("/m/LOTSE"), "LOTSE", "stick", 14_200_000_000, False, True, True)
    other = replace(lotse, folder=Path("/m/OTHER"), label="KINGSTON", usual=False)
    plugged_in.show(lotse, other)
    monkeypatch.setattr(
        exchange_acts, "exchange", lambda _, **named: exchange_acts.Exchanged(done, "stick")
    )
    monkeypatch.setattr(exchange_acts, "history", lambda _: [past] * 10)
    counter.press("Ctrl+U")
    page = counter.desk.exchange
    counter.until(lambda: len(page.media.media.rows) == 2 and bool(page.state.text()))
    counter.press("Ctrl+Return")
    counter.until(lambda: "42 Kontakte" in page.run.result.text())
    return page


def settle() -> None:
    for _ in range(10):
        QApplication.processEvents()


def cut(page) -> list[str]:
    buttons = [
        button.text()
        for button in page.findChildren(KeyButton)
        if button.isVisible() and button.width() < button.sizeHint().width()
    ]
    texts = [
        text.text()
        for text in page.findChildren(RunningText)
        if text.isVisible() and text.height() < text.heightForWidth(text.width())
    ]
    return buttons + texts


def left_of(page, widget) -> int:
    return widget.mapTo(page, QPoint(0, 0)).x()


def test_on_the_counter_pc_all_is_seen_at_once(page, counter) -> None:
    counter.desk.window.resize(*COUNTER_PC)
    settle()
    assert cut(page) == []
    for area in page.findChildren(QScrollArea):
        assert not area.verticalScrollBar().isVisible()
    assert left_of(page, page.history) > left_of(page, page.run)


@pytest.mark.parametrize("size", AT_200_PERCENT)
def test_at_200_percent_nothing_is_cut_and_the_result_is_seen(page, counter, size) -> None:
    counter.desk.window.resize(*size)
    settle()
    assert counter.desk.window.width() == size[0]
    assert cut(page) == []
    counter.press("Ctrl+Return")
    counter.until(lambda: not page.run.running)
    settle()
    assert page.run.result.visibleRegion().boundingRect() == page.run.result.rect()
    for part in (page.media, page.run, page.history):
        assert left_of(page, part) >= 0
        assert left_of(page, part) + part.width() <= page.width()


def test_text_gets_its_height_back_when_there_is_room_again(page, counter) -> None:
    window = counter.desk.window
    window.resize(*COUNTER_PC)
    settle()
    before = page.run.problems.height()
    window.resize(*AT_200_PERCENT[1])
    settle()
    window.resize(*COUNTER_PC)
    settle()
    assert page.run.problems.height() == before


def test_mirrored_the_columns_and_texts_begin_at_the_right(page, counter) -> None:
    counter.desk.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settle()
    assert left_of(page, page.history) < left_of(page, page.run)
    assert page.run.result.alignment() & Qt.AlignmentFlag.AlignRight
