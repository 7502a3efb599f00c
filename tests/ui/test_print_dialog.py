"""Asked for the printer each time: as the settings say, for slips and papers alike."""

import pytest
from PySide6.QtPrintSupport import QPrinter

from lotse_desk.ui.printing import PrintJob


@pytest.fixture
def asked(counter, tmp_path):
    """The settings say ask; the dialog is answered as `asked.answer` says."""

    class Dialog:
        def __init__(self) -> None:
            self.jobs: list[PrintJob] = []
            self.answer: QPrinter | None = QPrinter()

        def __call__(self, job: PrintJob, choose) -> None:
            self.jobs.append(job)
            choose(self.answer)

    dialog = Dialog()
    counter.desk.printer.ask = dialog
    counter.desk.printer.found = lambda _: True
    counter.press("Ctrl+,")
    settings = counter.desk.settings
    counter.until(lambda: settings.printer.count() > 0)
    assert settings.asks.currentText() == "gleich auf den üblichen Drucker"
    settings.asks.setCurrentIndex(1)
    counter.press("Ctrl+S")
    counter.until_said("Einstellungen gespeichert")
    counter.press("Ctrl+K")
    counter.until(lambda: counter.desk.house.printer.asks)
    return dialog


def test_the_choice_is_kept(counter, asked) -> None:
    counter.press("Ctrl+,")
    counter.until(lambda: counter.desk.settings.printer.count() > 0)
    assert counter.desk.settings.asks.currentText() == "jedes Mal fragen"


def test_the_slip_is_printed_on_what_was_chosen(counter, printer, asked) -> None:
    counter.search("wohngeld")
    counter.press("Ctrl+P")
    counter.until_said("gedruckt.")
    assert len(asked.jobs) == len(printer.slips) == 1


def test_cancelled_is_counted_and_said_and_can_be_asked_again(counter, printer, asked) -> None:
    chosen, asked.answer = asked.answer, None
    counter.search("wohngeld")
    counter.press("Ctrl+P")
    counter.until_said("Gezählt, nicht gedruckt")
    assert printer.slips == []
    assert len(counter.today()) == 1
    asked.answer = chosen
    counter.press("Ctrl+Shift+P")
    counter.until_said("gedruckt.")
    assert len(printer.slips) == 1


def test_other_papers_ask_too(counter, printer, asked) -> None:
    asked.answer = None
    counter.press("Ctrl+F1")
    counter.until_said("Nicht gedruckt: abgebrochen")
    assert len(asked.jobs) == 1
    assert printer.slips == []


def test_typing_goes_on_while_the_dialog_waits(counter, printer, asked) -> None:
    open_dialogs: list = []
    counter.desk.printer.ask = lambda _, choose: open_dialogs.append(choose)
    counter.search("wohngeld")
    counter.press("Ctrl+P")
    counter.until(lambda: bool(open_dialogs))
    counter.search("kindergeld")
    assert "gedruckt." not in counter.said
    open_dialogs[0](QPrinter())
    counter.until_said("gedruckt.")


def test_without_any_printer_the_slip_becomes_a_file(counter, asked, tmp_path, monkeypatch) -> None:
    counter.desk.printer.found = lambda _: False
    counter.search("wohngeld")
    monkeypatch.setattr(
        counter.page.last_slip, "_ask_file", lambda name, then: then(tmp_path / name)
    )
    counter.press("Ctrl+P")
    counter.until_said("Zettel gespeichert")
    assert asked.jobs == []
    assert (tmp_path / "zettel.pdf").read_bytes().startswith(b"%PDF")
