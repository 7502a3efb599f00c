"""A desk without an office says before it deletes contacts; only what is seen counts."""

import datetime as dt

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.lone_retention import deletion_ahead
from lotse_desk.domain.contacts import Contact
from lotse_desk.home.home import open_home
from lotse_desk.ui.deletion_notice import DeletionNotice

TODAY = dt.date(2026, 11, 23)
pytestmark = pytest.mark.usefixtures("german_numbers")


@pytest.fixture
def old_contacts(desk_folder) -> None:
    """Two contacts of a day thirteen months ago, and a day after which it was closed."""
    with open_home(desk_folder, writing=True) as home:
        log = CounterLog(home, desk_events(home))
        long_ago = dt.datetime(2025, 11, 3, 10, 0)
        for _ in range(2):
            log.log(Contact(concern="way"), long_ago)
        log.begin_day(long_ago + dt.timedelta(days=1))


def shown_days(desk_folder) -> int:
    with open_home(desk_folder, writing=False) as home:
        ahead = deletion_ahead(home, TODAY)
        assert ahead is not None
        return ahead.shown_days


@pytest.fixture
def notice(old_contacts, counter) -> DeletionNotice:
    made = counter.desk.deletion
    made._reading.setInterval(50)
    return made


def test_it_stands_at_the_counter_with_date_number_and_what_to_do(notice, counter) -> None:
    notice.ask()
    text = counter.desk.window.banner_text
    counter.until(lambda: "löscht" in text.text())
    assert text.isVisible()
    assert counter.page.isVisible()
    assert "Ab dem 21.12.2026 löscht dieser Platz 2 Kontakte, die dann" in text.text()
    assert "Strg+U" in text.text()
    assert "Musterdaten" in text.text()


def test_only_what_was_on_the_screen_counts_as_shown(notice, counter, desk_folder) -> None:
    counter.press("Ctrl+H")
    notice.ask()
    text = counter.desk.window.banner_text
    counter.until(lambda: "löscht" in text.text())
    assert not text.isVisible()
    QTest.qWait(200)
    assert shown_days(desk_folder) == 0
    counter.press("Ctrl+H")
    assert text.isVisible()
    counter.until(lambda: shown_days(desk_folder) == 1)
    QTest.qWait(200)
    assert shown_days(desk_folder) == 1


def test_behind_another_window_it_does_not_count(notice, counter, desk_folder, qtbot) -> None:
    other = type(counter.desk.window)()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    counter.until(lambda: QApplication.activeWindow() is other)
    notice.ask()
    counter.until(lambda: "löscht" in counter.desk.window.banner_text.text())
    QTest.qWait(200)
    assert shown_days(desk_folder) == 0


def test_a_desk_with_nothing_old_says_nothing(counter) -> None:
    seen: list[object] = []
    counter.desk.deletion.ask()
    counter.desk.desk.run(seen.append)
    counter.until(lambda: bool(seen))
    QApplication.processEvents()
    assert "löscht" not in counter.desk.window.banner_text.text()
