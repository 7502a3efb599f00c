"""The exchange page with a real office at the other end of the stick."""

import datetime as dt
from pathlib import Path

import pytest

from lotse_desk.desk.enrolment import identity
from lotse_desk.desk.missed_words import note_missed, waiting_words
from lotse_desk.home.home import open_home
from lotse_desk.office.enrolment import enrol_file
from lotse_desk.office.intake import take_in
from lotse_desk.office.publish import publish
from lotse_desk.office.setup import identity as office_identity
from lotse_desk.office.setup import set_up_office

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    set_up_office(folder, name="Leitstelle (Muster)", empty=True)
    return folder


def exchange(counter, stick: Path) -> str:
    page = counter.desk.exchange
    page.folder.setText(str(stick))
    counter.press("Ctrl+Return")
    counter.until(page._go.isEnabled)
    return page.result.text()


def test_from_the_first_request_to_contacts_at_the_office(counter, stick, office) -> None:
    counter.press("F2")
    counter.press("Ctrl+S")
    counter.until_said("Gezählt")
    counter.press("Ctrl+U")
    page = counter.desk.exchange
    counter.until(lambda: "noch nie" in page.state.text())
    assert "1 Kontakt noch nicht bestätigt" in page.state.text()
    assert "Die Anmeldung dieses Platzes liegt jetzt dort" in exchange(counter, stick)
    with open_home(office, writing=True) as home:
        [request] = list(stick.iterdir())
        enrolled = enrol_file(home, request, TODAY)
        publish(home, stick, TODAY)
    assert enrolled.fingerprint in page.identity.text()

    done = exchange(counter, stick)
    assert "1 Kontakt geschrieben und geprüft." in done
    assert "Ausgabe 1 des Verzeichnisses übernommen." in done
    assert done.endswith("Sie können den Stick abziehen.")
    counter.until(lambda: not page.office.isHidden())
    with open_home(office, writing=True) as home:
        assert office_identity(home).fingerprint in page.office_text.text()
        assert take_in(home, stick, TODAY).contacts == 1
        publish(home, stick, TODAY)

    counter.press("Ctrl+B")
    counter.until_said("Die Leitstelle ist bestätigt")
    counter.until(page.office.isHidden)
    assert "nichts Neues" in exchange(counter, stick)
    counter.until(lambda: "alles bestätigt" in page.state.text())


def test_without_a_folder_it_says_what_is_missing(counter) -> None:
    counter.press("Ctrl+U")
    counter.press("Ctrl+Return")
    assert "erst den Stick" in counter.said


def test_a_stick_that_is_not_there_changes_nothing(counter, tmp_path) -> None:
    counter.press("Ctrl+U")
    text = exchange(counter, tmp_path / "gone")
    assert text
    assert "Fehler gemacht" not in text
    assert "▲" in counter.said


def test_cancelled_between_two_steps_it_says_so(counter, stick) -> None:
    counter.press("Ctrl+U")
    page = counter.desk.exchange
    page.folder.setText(str(stick))
    page.exchange()
    page.cancel()
    counter.until(page._go.isEnabled)
    assert "Abgebrochen" in page.result.text() or "liegt jetzt dort" in page.result.text()


def test_the_fingerprint_shown_is_the_desks_own(counter, desk_folder) -> None:
    counter.press("Ctrl+U")
    page = counter.desk.exchange
    counter.until(lambda: "Fingerabdruck dieses Platzes" in page.identity.text())
    with open_home(desk_folder, writing=False) as home:
        assert identity(home).fingerprint in page.identity.text()


def test_after_seven_days_the_page_reminds(counter, stick, monkeypatch) -> None:
    counter.press("Shift+F2")
    counter.until_said("Gezählt")
    monkeypatch.setenv("LOTSE_DESK_NOW", "2026-12-07T09:00")
    counter.press("Shift+F2")
    counter.until(lambda: len(counter.today()) == 1)
    counter.press("Ctrl+U")
    page = counter.desk.exchange
    counter.until(lambda: "sieben Tage" in page.state.text())


@pytest.fixture
def words_missed(desk_folder: Path) -> None:
    with open_home(desk_folder, writing=True) as home:
        for day in range(3):
            note_missed(home, ["Schimanski", "Flurbel"], TODAY - dt.timedelta(days=day))


def test_words_do_not_count_as_seen_while_the_page_is_away(
    words_missed, counter, desk_folder
) -> None:
    page = counter.desk.exchange
    page.missed_words.read()
    page._read()
    counter.until(lambda: bool(page.state.text()))
    with open_home(desk_folder, writing=False) as home:
        assert [waiting.shown for waiting in waiting_words(home)] == [False, False]


def test_missed_words_are_seen_and_can_be_struck(words_missed, counter) -> None:
    counter.press("Ctrl+U")
    panel = counter.desk.exchange.missed_words
    counter.until(lambda: panel.words.count() == 2)
    panel.words.setCurrentRow(1)
    panel.words.setFocus()
    counter.press("Del")
    counter.until_said("Gestrichen: schimanski")
    counter.until(lambda: panel.words.count() == 1)
    assert panel.words.item(0).text() == "flurbel"
    counter.press("Del")
    counter.until(panel.isHidden)
