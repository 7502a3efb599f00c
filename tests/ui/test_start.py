"""First start, a home that cannot be opened, and what is shown then."""

import datetime as dt
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.home.home import open_home
from lotse_desk.home.house import House, house_of
from lotse_desk.office.setup import set_up_office
from lotse_desk.storage.event_log import EventLog
from lotse_desk.ui import counter_acts, exchange_acts
from lotse_desk.ui.application import DeskWindow


@pytest.fixture
def opened(qtbot, printer) -> Iterator:  # type: ignore[type-arg]
    made = []

    def open_on(folder: Path) -> DeskWindow:
        desk = DeskWindow(folder, printer)
        qtbot.addWidget(desk.window)
        desk.window.show()
        desk.start()
        made.append(desk)
        return desk

    yield open_on
    for desk in made:
        desk.close()


def test_first_start_asks_for_town_and_place_and_is_ready(opened, qtbot, tmp_path) -> None:
    folder = tmp_path / "new" / "home"
    desk = opened(folder)
    qtbot.waitUntil(lambda: hasattr(desk, "setup") and desk.setup.isVisible(), timeout=20_000)
    page = desk.setup
    page.button.click()
    assert "Stadt wählen" in page.message.text()
    page.town.setCurrentIndex(page.town.findData("marl"))
    page.place.setText("Empfang Nord")
    page.house_fields.name.setText("Haus am Markt (Muster)")
    page.house_fields.callback.setText("02365 00-0")
    page.button.click()
    qtbot.waitUntil(lambda: desk.house.town == "marl", timeout=30_000)
    qtbot.waitUntil(desk.counter.isVisible)
    assert desk.counter.search.field.hasFocus()
    assert desk.window.line.place.text() == "Marl · Empfang Nord"
    assert "Musterdaten" in desk.window.banner_text.text()
    with open_home(folder, writing=False) as home:
        assert (home.role, home.town, home.name) == ("desk", "marl", "Empfang Nord")
        assert house_of(home) == House("Haus am Markt (Muster)", "02365 00-0")


def test_a_home_somebody_else_writes_in_is_said_and_tried_again(
    opened, qtbot, desk_folder, monkeypatch
) -> None:
    monkeypatch.setattr("lotse_desk.home.writer_lock.WAIT_SECONDS", 0.1)
    with open_home(desk_folder, writing=True):
        desk = opened(desk_folder)
        qtbot.waitUntil(desk.notice.isVisible, timeout=20_000)
        assert "schreibt gerade" in desk.notice.text.text()
    desk.notice._first.click()
    qtbot.waitUntil(desk.counter.isVisible, timeout=20_000)


def test_an_offices_home_is_refused_in_words(opened, qtbot, tmp_path) -> None:
    folder = tmp_path / "office"
    set_up_office(folder, name="Leitstelle (Muster)", empty=True)
    desk = opened(folder)
    qtbot.waitUntil(desk.notice.isVisible, timeout=20_000)
    assert "gehört der Leitstelle" in desk.notice.text.text()


def test_a_damaged_database_is_said_and_not_touched(opened, qtbot, desk_folder) -> None:
    path = desk_folder / "lotse-desk.sqlite3"
    path.write_bytes(b"not a database" * 1000)
    desk = opened(desk_folder)
    qtbot.waitUntil(lambda: "bringing_back" in vars(desk), timeout=20_000)
    page = desk.bringing_back.page
    qtbot.waitUntil(page.isVisible, timeout=20_000)
    assert "lassen sich nicht öffnen" in page.notice.text()
    assert "keine Datenbank" in page.finding.text()
    assert path.read_bytes() == b"not a database" * 1000


def test_a_home_from_another_machine_goes_on_here_if_somebody_says_so(
    opened, qtbot, desk_folder
) -> None:
    with open_home(desk_folder, writing=True) as home, home.transaction():
        home.settings.put("home.machine", "0" * 32)
        before = EventLog(home.database).incarnation
    desk = opened(desk_folder)
    qtbot.waitUntil(desk.notice.isVisible, timeout=20_000)
    text = desk.notice.text
    assert "anderen PC" in text.text()
    qtbot.waitUntil(lambda: text.height() >= text.heightForWidth(text.width()))
    assert desk.window.height() <= 768
    desk.notice._first.click()
    qtbot.waitUntil(desk.counter.isVisible, timeout=20_000)
    with open_home(desk_folder, writing=False) as home:
        assert EventLog(home.database).incarnation != before


def test_words_typed_before_the_home_is_open_are_searched_then(opened, qtbot, desk_folder) -> None:
    desk = opened(desk_folder)
    desk.counter.search.field.setText("wohngeld")
    desk.counter.search.ask()
    qtbot.waitUntil(lambda: desk.counter.search.model.rowCount() > 0, timeout=30_000)
    assert desk.window.line.text == ""


def test_search_warms_up_at_once_and_lets_typed_words_in_between(
    opened, qtbot, desk_folder, monkeypatch
) -> None:
    acts: list[str] = []
    under_way, typed = threading.Event(), threading.Event()

    def prime(_: object, language: str) -> None:
        acts.append(language)
        under_way.set()
        typed.wait(10)

    real_found = counter_acts.found
    monkeypatch.setattr(counter_acts, "prime_search", prime)
    monkeypatch.setattr(counter_acts, "warm_up", lambda _: acts.append("all"))
    monkeypatch.setattr(
        counter_acts,
        "found",
        lambda *args, **named: acts.append("found") or real_found(*args, **named),
    )
    desk = opened(desk_folder)
    desk._idle.setInterval(3_600_000)
    qtbot.waitUntil(lambda: under_way.is_set() and desk.house.town == "herten", timeout=20_000)
    desk.counter.search.field.setText("wohngeld")
    desk.counter.search.ask()
    typed.set()
    qtbot.waitUntil(lambda: "all" in acts, timeout=20_000)
    assert acts[:2] == ["de", "found"]
    assert {"ar", "tr", "uk", "ru", "pl", "en"} <= set(acts)


def test_a_week_without_exchange_is_said_at_the_start(opened, qtbot, desk_folder) -> None:
    with open_home(desk_folder, writing=True) as home:
        log = CounterLog(home, desk_events(home))
        log.tally("way", 2, dt.datetime(2026, 11, 10, 9))
    desk = opened(desk_folder)
    qtbot.waitUntil(lambda: "sieben Tage" in desk.window.line.text, timeout=30_000)


def test_a_desk_one_day_old_is_not_reminded(opened, qtbot, desk_folder) -> None:
    with open_home(desk_folder, writing=True) as home:
        log = CounterLog(home, desk_events(home))
        log.tally("way", 2, dt.datetime(2026, 11, 22, 9))
    desk = opened(desk_folder)
    qtbot.waitUntil(lambda: desk.counter.slip.other_language.count() > 100, timeout=30_000)
    asked: list[bool] = []
    desk.desk.run(exchange_acts.state, lambda state: asked.append(state.reminder))
    qtbot.waitUntil(lambda: bool(asked), timeout=20_000)
    assert asked == [False]
    assert desk.window.line.text == ""


def test_nothing_heavy_is_imported_before_the_window_stands() -> None:
    heavy = ("reportlab", "sqlite_utils", "babel", "holidays", "PySide6.QtPdf", "openpyxl", "tuf")
    code = (
        "import sys, lotse_desk.ui.application;"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
