"""The exchange page with a real office at the other end of the stick."""

import datetime as dt
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from lotse_desk.desk.enrolment import identity
from lotse_desk.desk.media import SeenMedium, UsualMedium
from lotse_desk.desk.missed_words import note_missed, waiting_words
from lotse_desk.domain.faults import DiskFull
from lotse_desk.home.home import open_home
from lotse_desk.office.enrolment import enrol_file, waiting_requests
from lotse_desk.office.intake import take_in
from lotse_desk.office.publish import publish
from lotse_desk.office.setup import identity as office_identity
from lotse_desk.office.setup import set_up_office
from lotse_desk.ui import announcement, counter_acts, exchange_acts, exchange_run
from lotse_desk.ui.counter_acts import entries_of_today
from lotse_desk.ui.exchange_page import ExchangePage

TODAY = dt.date(2026, 11, 23)
pytestmark = pytest.mark.usefixtures("german_numbers")


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


@pytest.fixture
def in_the_port(stick, plugged_in):
    """The stick is plugged in and nobody has ever exchanged."""
    medium = SeenMedium(stick, "LOTSE", "stick", 14_200_000_000, False, False, False)
    plugged_in.show(medium)
    return medium


def exchange(counter, stick: Path) -> str:
    page = counter.desk.exchange
    page.media.folder.setText(str(stick))
    counter.press("Ctrl+Return")
    return ended(counter)


def ended(counter) -> str:
    page = counter.desk.exchange
    counter.until(lambda: not page.run.running)
    return said_on(page)


def said_on(page) -> str:
    labels = (page.run.result, page.run.details, page.run.problems)
    return "\n".join(label.text() for label in labels if label.isVisible())


def test_from_the_first_request_to_contacts_at_the_office(
    counter, stick, office, in_the_port
) -> None:
    counter.press("F2")
    counter.press("Ctrl+S")
    counter.until_said("Gezählt")
    counter.press("Ctrl+U")
    page = counter.desk.exchange
    counter.until(lambda: page.media.media.chosen == str(stick) and bool(page.state.text()))
    assert "noch nie" in page.state.text()
    assert "1 Kontakt noch nicht bestätigt" in page.state.text()
    counter.press("Ctrl+Return")
    assert "Der Antrag dieses Platzes ist geschrieben und geprüft." in ended(counter)
    with open_home(office, writing=True) as home:
        [request] = list(stick.iterdir())
        enrolled = enrol_file(home, request, TODAY)
        publish(home, stick, TODAY)
    assert enrolled.fingerprint in page.identity.text()

    counter.press("Ctrl+Return")
    done = ended(counter).splitlines()
    assert done[0] == "✓ 1 Kontakt geschrieben und geprüft. Sie können den Stick abziehen."
    assert "Ausgabe 1 des Verzeichnisses übernommen." in done
    assert "1 Kontakt geschrieben" in counter.said
    counter.until(page.office.isVisible)
    with open_home(office, writing=True) as home:
        assert office_identity(home).fingerprint in page.office.text.text()
        assert take_in(home, stick, TODAY).contacts == 1
        publish(home, stick, TODAY)

    counter.press("Ctrl+B")
    counter.until_said("Die Leitstelle ist bestätigt")
    counter.until(page.office.isHidden)
    counter.press("Ctrl+Return")
    assert "nichts Neues" in ended(counter)
    counter.until(lambda: "alles bestätigt" in page.state.text())
    counter.until(lambda: len(page.history.list.rows) == 3)
    titles = [row.title for row in page.history.list.rows]
    assert titles == [
        "Mo 23.11.2026: keine Kontakte",
        "Mo 23.11.2026: 1 Kontakt",
        "Mo 23.11.2026: keine Kontakte",
    ]
    assert "✓ bestätigt" in page.history.list.rows[1].second
    left = ["Antrag auf Anmeldung abgelegt" in row.second for row in page.history.list.rows]
    assert left == [False, False, True]


def test_without_a_stick_it_says_what_is_missing(counter) -> None:
    counter.press("Ctrl+U")
    counter.press("Ctrl+Return")
    assert "erst den Stick anstecken" in counter.said


def test_a_stick_that_is_not_there_changes_nothing(counter, tmp_path) -> None:
    counter.press("Ctrl+U")
    text = exchange(counter, tmp_path / "gone")
    assert text.startswith("▲")
    assert "Fehler gemacht" not in text
    assert "▲" in counter.said
    page = counter.desk.exchange
    counter.until(lambda: bool(page.history.list.rows))
    assert "nicht gelungen" in page.history.list.rows[0].second


class Slow:
    """An exchange that stands still in the middle of a file until it is let go."""

    def __init__(self, monkeypatch, step: str = "write") -> None:
        self.under_way, self.go_on = threading.Event(), threading.Event()
        real = exchange_acts.exchange

        def exchange(home, folder, cancelled, tell, **more):
            def slowly(progress):
                tell(progress)
                if progress.step == step:
                    tell(replace(progress, done=3_100_000, total=12_400_000))
                    self.under_way.set()
                    self.go_on.wait(20)

            return real(home, folder, cancelled, slowly, **more)

        monkeypatch.setattr(exchange_acts, "exchange", exchange)


@pytest.fixture
def slow(monkeypatch):
    slow = Slow(monkeypatch)
    yield slow
    slow.go_on.set()


def begin(counter, stick: Path, slow: Slow) -> ExchangePage:
    page = counter.desk.exchange
    counter.press("Ctrl+U")
    page.media.folder.setText(str(stick))
    counter.press("Ctrl+Return")
    counter.until(lambda: slow.under_way.is_set() and page.run.bytes.isVisible())
    return page


def test_while_it_runs_step_and_bytes_are_seen(counter, stick, slow) -> None:
    page = begin(counter, stick, slow)
    assert page.run.result.text() == (
        "Kontakte werden geschrieben und geprüft … Bitte stecken lassen."
    )
    assert page.run.bytes.text() == "3,1 MB von 12,4 MB"
    bar = page.run.bar
    assert bar.isVisible()
    assert (bar.minimum(), bar.value(), bar.maximum()) == (0, 250, 1000)
    assert not page.media.isEnabled()
    counter.press("Ctrl+Return")
    slow.go_on.set()
    assert "Der Antrag" in ended(counter)
    assert page.run.bar.isHidden()
    assert page.media.isEnabled()


def test_escape_is_answered_at_once_and_nothing_is_lost(counter, stick, slow) -> None:
    page = begin(counter, stick, slow)
    counter.press("Esc")
    assert page.run.result.text() == "Wird abgebrochen … Bitte stecken lassen."
    assert page.run.running
    slow.go_on.set()
    text = ended(counter)
    assert text == "✓ Abgebrochen. Es ging nichts verloren. Sie können den Stick abziehen."
    assert list(stick.iterdir()) == []
    counter.until(lambda: bool(page.history.list.rows))
    assert page.history.list.rows[0].second.startswith("▲ abgebrochen")
    assert "Antrag" in exchange(counter, stick)


def test_a_step_that_comes_late_does_not_take_back_the_answer_to_escape(
    counter, stick, monkeypatch
) -> None:
    told = threading.Event()

    def exchange(_, tell, cancelled, **named):
        tell(exchange_acts.Progress("write"))
        cancelled.wait(20)
        tell(exchange_acts.Progress("write", 1, 2))
        told.wait(20)
        raise exchange_acts.Cancelled

    monkeypatch.setattr(exchange_acts, "exchange", exchange)
    counter.press("Ctrl+U")
    page = counter.desk.exchange
    page.media.folder.setText(str(stick))
    counter.press("Ctrl+Return")
    counter.until(lambda: "geschrieben und geprüft …" in page.run.result.text())
    counter.press("Esc")
    QTest.qWait(100)
    assert page.run.result.text().startswith("Wird abgebrochen")
    told.set()
    assert "Abgebrochen." in ended(counter)


def test_nobody_looks_at_the_media_while_one_is_written_to(
    counter, stick, slow, plugged_in
) -> None:
    counter.desk.media_watch._every = 0.01
    page = begin(counter, stick, slow)
    QTest.qWait(50)
    before = plugged_in.looks
    QTest.qWait(100)
    assert plugged_in.looks == before
    slow.go_on.set()
    ended(counter)
    counter.until(lambda: plugged_in.looks > before + 2)
    assert page.media.isEnabled()


def test_pulled_too_early_it_says_so_and_goes_on_when_the_stick_is_back(
    counter, stick, slow, in_the_port, plugged_in
) -> None:
    counter.press("Ctrl+U")
    page = counter.desk.exchange
    counter.until(lambda: page.media.media.chosen == str(stick))
    counter.press("Ctrl+Return")
    counter.until(lambda: slow.under_way.is_set() and page.run.bytes.isVisible())
    shutil.rmtree(stick)
    plugged_in.show(away=UsualMedium("LOTSE", None, kind="stick"))
    slow.go_on.set()
    text = ended(counter)
    assert text.startswith("▲")
    assert "ist nicht (mehr) da. Es ging nichts verloren" in text
    counter.until(lambda: "„LOTSE“ steckt nicht" in page.media.notice.text())
    counter.until(lambda: bool(page.history.list.rows))
    assert page.history.list.rows[0].second.startswith("▲ nicht gelungen: nicht mehr da")
    stick.mkdir()
    plugged_in.show(replace(in_the_port, usual=True))
    counter.until(lambda: page.media.media.chosen == str(stick))
    counter.press("Ctrl+Return")
    assert "Der Antrag" in ended(counter)


def test_what_happens_is_announced(counter, stick, slow, monkeypatch) -> None:
    heard: list[str] = []
    for module in (exchange_run, announcement):
        monkeypatch.setattr(module, "announce", lambda _, text, trouble=False: heard.append(text))
    begin(counter, stick, slow)
    slow.go_on.set()
    ended(counter)
    assert "Kontakte werden geschrieben und geprüft … Bitte stecken lassen." in heard
    assert heard[-2].startswith("Der Antrag dieses Platzes ist geschrieben und geprüft.")
    assert heard[-1].startswith("Bringen Sie ihn zur Leitstelle")


def test_a_result_of_this_morning_is_gone_in_the_afternoon(counter, stick, monkeypatch) -> None:
    counter.press("Ctrl+U")
    page = counter.desk.exchange
    exchange(counter, stick)
    counter.press("Ctrl+K")
    counter.press("Ctrl+U")
    assert page.run.result.isVisible()
    counter.press("Ctrl+K")
    monkeypatch.setattr(exchange_run, "_RESULT_STAYS_S", 0)
    counter.press("Ctrl+U")
    assert not page.run.result.isVisible()


def test_typing_and_searching_go_on_and_the_end_is_said_there(counter, stick, slow) -> None:
    page = begin(counter, stick, slow)
    counter.press("Ctrl+K")
    counter.search("wohngeld")
    assert page.run.running
    slow.go_on.set()
    counter.until_said("Der Antrag dieses Platzes ist geschrieben und geprüft.")
    assert counter.page.isVisible()


def test_a_contact_logged_meanwhile_goes_into_the_log_between_two_steps(
    counter, stick, monkeypatch
) -> None:
    taking = Slow(monkeypatch, "take")
    writing = Slow(monkeypatch, "write")
    begin(counter, stick, taking)
    page = counter.desk.exchange
    counter.press("Ctrl+K")
    counter.press("F2")
    counter.press("Ctrl+S")
    assert counter.page.counting.waiting == 1
    taking.go_on.set()
    counter.until_said("Gezählt.")
    assert page.run.running
    assert counter.page.counting.waiting == 0
    writing.go_on.set()
    counter.until(lambda: not page.run.running)
    assert len(counter.today()) == 1


def test_what_waits_for_the_exchange_is_said_at_the_counter_and_typing_goes_on(
    counter, stick, slow
) -> None:
    page = begin(counter, stick, slow)
    counter.press("Ctrl+K")
    counter.press("Shift+F2")
    counter.press("Shift+F2")
    counter.until_said("Wird gezählt, sobald der Austausch so weit ist.")
    counter.search("wohngeld")
    assert page.run.running
    slow.go_on.set()
    counter.until(lambda: counter.page.counting.waiting == 0 and not page.run.running)
    assert len(counter.today()) == 2


def test_closing_the_window_loses_neither_the_contact_nor_its_slip(
    counter, stick, slow, printer, desk_folder
) -> None:
    page = begin(counter, stick, slow)
    counter.press("Ctrl+K")
    counter.search("wohngeld")
    counter.press("Return")
    counter.until(lambda: bool(counter.page.slip.cards))
    counter.press("Ctrl+P")
    counter.press("Ctrl+Q")
    window = counter.desk.window
    assert window.isVisible()
    assert printer.slips == []
    slow.go_on.set()
    counter.until(lambda: not window.isVisible())
    assert not page.run.running
    assert len(printer.slips) == 1
    with open_home(desk_folder, writing=False) as home:
        assert [entry.kind for entry in entries_of_today(home)] == ["contact"]


def test_settings_not_read_yet_are_not_written_over(counter, stick, slow, desk_folder) -> None:
    with open_home(desk_folder, writing=False) as home:
        before = home.settings.get("house.emergency")
    begin(counter, stick, slow)
    counter.press("Ctrl+,")
    counter.press("Ctrl+S")
    slow.go_on.set()
    settings = counter.desk.settings
    counter.until(lambda: settings.printer.count() > 0)
    assert "gespeichert" not in counter.said
    settings.emergency.setPlainText("Raum 12")
    counter.press("Ctrl+S")
    counter.until_said("Einstellungen gespeichert")
    with open_home(desk_folder, writing=False) as home:
        assert before != home.settings.get("house.emergency") == "Raum 12"


def test_what_could_not_be_logged_keeps_the_window_open(counter, stick, slow, monkeypatch) -> None:
    def refuse(home, contact, services):
        raise DiskFull("lotse.db")

    monkeypatch.setattr(counter_acts, "log", refuse)
    begin(counter, stick, slow)
    counter.press("Ctrl+K")
    counter.press("F2")
    counter.press("Ctrl+S")
    counter.press("Ctrl+Q")
    slow.go_on.set()
    page = counter.desk.exchange
    counter.until(lambda: counter.page.counting.waiting == 0 and not page.run.running)
    assert counter.said.startswith("▲")
    assert "Platz" in counter.said
    assert "Abgebrochen." in counter.said
    assert counter.desk.window.isVisible()


def test_closing_the_window_waits_for_the_file_and_then_closes(counter, stick, slow) -> None:
    page = begin(counter, stick, slow)
    counter.press("Ctrl+K")
    counter.press("Ctrl+Q")
    window = counter.desk.window
    assert window.isVisible()
    assert "dann schließt das Fenster" in counter.said
    slow.go_on.set()
    counter.until(lambda: not window.isVisible())
    assert not page.run.running
    assert list(stick.iterdir()) == []


def test_without_its_key_the_page_offers_to_enrol_anew(counter, desk_folder, stick) -> None:
    page = counter.desk.exchange
    counter.press("Ctrl+U")
    counter.until(lambda: bool(page.identity.text()))
    before = page.identity.text()
    assert page.key_missing.isHidden()
    for key in (desk_folder / "keys").iterdir():
        key.unlink()
    assert exchange(counter, stick).startswith("▲")
    counter.until(page.key_missing.isVisible)
    counter.press("Ctrl+N")
    counter.until_said("Neuer Schlüssel")
    counter.until(page.key_missing.isHidden)
    counter.until(lambda: page.identity.text() != before)
    assert "Antrag" in exchange(counter, stick)


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


def test_a_due_exchange_stands_at_the_counter_with_its_key(counter, stick, monkeypatch) -> None:
    reminder = counter.desk.reminder
    counter.press("Shift+F2")
    counter.until_said("Gezählt")
    monkeypatch.setenv("LOTSE_DESK_NOW", "2026-12-07T09:00")
    counter.press("Shift+F2")
    counter.until(lambda: len(counter.today()) == 1)
    assert not reminder.widget.isVisible()
    counter.until_said("Gezählt")
    reminder.ask()
    counter.until(reminder.widget.isVisible)
    assert "Gezählt" in counter.said
    assert "fällig" in reminder.button.text()
    assert counter.page.search.field.hasFocus()
    counter.desk.window.allow_pages(allowed=False)
    counter.desk.window.allow_pages(allowed=True)
    reminder.button.click()
    assert counter.desk.exchange.isVisible()
    exchange(counter, stick)
    counter.until(lambda: not reminder.widget.isVisible())


def enrol(office: Path, stick: Path) -> str:
    """Answer the request on the stick; returns the office's fingerprint."""
    with open_home(office, writing=True) as home:
        [(request, _)] = waiting_requests(home, stick)
        enrol_file(home, request, TODAY)
        publish(home, stick, TODAY)
        return office_identity(home).fingerprint


def test_where_several_offices_name_this_desk_the_one_typed_is_taken(
    counter, stick, office, tmp_path
) -> None:
    second = tmp_path / "second-office"
    set_up_office(second, name="Zweite (Muster)", empty=True)
    counter.press("Ctrl+U")
    page = counter.desk.exchange
    exchange(counter, stick)
    assert page.office.isHidden()
    fingerprint = enrol(office, stick)
    enrol(second, stick)
    assert "Mehrere Leitstellen" in exchange(counter, stick)
    counter.until(page.office.isVisible)
    assert page.office.field.isVisible()
    counter.press("Ctrl+B")
    assert "eintippen" in counter.said
    assert page.office.field.hasFocus()
    counter.type("00000 00000 00000 00000 00000 00000")
    counter.press("Return")
    assert "stimmt nicht" in ended(counter)
    assert page.office.isVisible()
    page.office.field.clear()
    page.office.field.setFocus()
    counter.type("  " + fingerprint.replace(" ", " - "))
    counter.press("Ctrl+B")
    assert "Ausgabe 1 des Verzeichnisses übernommen." in ended(counter)
    counter.until(page.office.isHidden)
    counter.until(lambda: "Leitstelle (Muster)" in page.identity.text())
    assert page.office.typed is None


def test_a_first_fingerprint_may_be_typed_and_a_wrong_one_confirms_nothing(
    counter, stick, office
) -> None:
    counter.press("Ctrl+U")
    page = counter.desk.exchange
    exchange(counter, stick)
    fingerprint = enrol(office, stick)
    exchange(counter, stick)
    counter.until(page.office.isVisible)
    page.office.field.setFocus()
    counter.type(fingerprint[:-1])
    counter.press("Return")
    counter.until_said("stimmt nicht")
    assert page.office.isVisible()
    counter.type(fingerprint[-1])
    counter.press("Return")
    counter.until_said("Die Leitstelle ist bestätigt")
    counter.until(page.office.isHidden)


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
