"""Looking for media in a thread of its own: a share that hangs holds up nothing else."""

import threading
import time

import pytest

from lotse_desk.desk.media import MediaHere
from lotse_desk.ui.application import DeskWindow
from lotse_desk.ui.exchange_watch import MediaWatch, look


class Hanging:
    def __init__(self) -> None:
        self.asked, self.answer = threading.Event(), threading.Event()

    def __call__(self) -> MediaHere:
        self.asked.set()
        self.answer.wait(30)
        return MediaHere((), None)


@pytest.fixture
def hanging():
    hanging = Hanging()
    yield hanging
    hanging.answer.set()


def test_a_share_that_hangs_stops_neither_counting_nor_searching_nor_closing(
    qtbot, desk_folder, printer, hanging
) -> None:
    desk = DeskWindow(desk_folder, printer, hanging)
    qtbot.addWidget(desk.window)
    desk.window.show()
    desk.start()
    qtbot.waitUntil(lambda: desk.house.town == "herten", timeout=20_000)
    desk.window.show_page(desk.exchange)
    qtbot.waitUntil(hanging.asked.is_set, timeout=20_000)
    desk.window.show_page(desk.counter)
    desk.counter.search.field.setText("wohngeld")
    desk.counter.search.ask()
    qtbot.waitUntil(lambda: desk.counter.search.model.rowCount() > 0, timeout=20_000)
    desk.counter.log_without_paper()
    qtbot.waitUntil(lambda: "Gezählt" in desk.window.line.text, timeout=20_000)
    before = time.monotonic()
    desk.window.close()
    assert time.monotonic() - before < 10
    assert not desk.window.isVisible()
    assert not hanging.answer.is_set()


def test_what_was_seen_after_a_pause_is_not_told(qtbot, hanging) -> None:
    told: list[object] = []
    watch = MediaWatch(hanging, every=0.01)
    watch.seen.connect(told.append)
    watch.start()
    qtbot.waitUntil(hanging.asked.is_set)
    watch.pause()
    hanging.answer.set()
    qtbot.wait(100)
    assert told == []
    watch.start()
    qtbot.waitUntil(lambda: len(told) > 1)
    watch.close()
    watch.start()
    count = len(told)
    qtbot.wait(50)
    assert len(told) == count


def test_a_real_look_opens_the_home_for_reading_only(desk_folder) -> None:
    assert look(desk_folder).usual is None
