"""Typed for one slip and chosen to go with it: on the paper, nowhere else."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument


def text_of(path) -> str:  # type: ignore[no-untyped-def]
    document = QPdfDocument()
    document.load(str(path))
    pages = "".join(document.getAllText(page).text() for page in range(document.pageCount()))
    return " ".join(pages.split())


@pytest.fixture
def extras(counter):
    """A slip for citizen's benefit in Turkish, and what is typed beside it open."""
    counter.search("buergergeld")
    counter.press("Return")
    counter.until(lambda: len(counter.page.slip.cards) == 1)
    counter.press("Alt+2")
    counter.press("Ctrl+M")
    panel = counter.page.slip.extras
    assert panel.isVisible()
    assert panel.appointment.hasFocus()
    return panel


def test_appointment_deadline_and_concern_stand_on_the_paper_only(
    counter, printer, extras, desk_folder
) -> None:
    counter.type("25.11. 9:30")
    extras.deadline.setText("30.11.")
    extras.concern.setText("Bescheid vom Oktober verstehen")
    counter.press("Ctrl+P")
    counter.until_said("gedruckt.")
    text = text_of(printer.slips[0])
    assert "Mittwoch 25.11.2026, 09:30" in text
    assert "Çarşamba 25.11.2026, 09:30" in text
    assert text.count("30.11.2026") == 2
    assert text.count("Bescheid vom Oktober verstehen") == 2
    [entry] = counter.today()
    assert "Oktober" not in str(entry)
    stored = b"".join(path.read_bytes() for path in desk_folder.rglob("*") if path.is_file())
    assert b"Bescheid vom Oktober" not in stored
    assert (extras.appointment.text(), extras.concern.text()) == ("", "")
    assert not extras.isVisible()


def test_forms_handed_out_are_chosen_and_named(counter, printer, extras) -> None:
    names = [extras.forms.item(row).text() for row in range(extras.forms.count())]
    assert len(names) > 1
    extras.forms.item(1).setCheckState(Qt.CheckState.Checked)
    counter.press("Ctrl+P")
    counter.until_said("gedruckt.")
    text = text_of(printer.slips[0])
    assert "Formular mitgegeben" in text
    assert names[1].split(" (")[0] in text
    assert names[0].split(" (")[0] not in text
    assert extras.chosen_forms == ()


@pytest.mark.parametrize(("row", "words"), [(0, None), (1, "ja"), (2, "nein")])
def test_whether_an_interpreter_is_needed_is_said_as_chosen(
    counter, printer, extras, row: int, words: str | None
) -> None:
    extras.interpreter.setCurrentIndex(row)
    counter.press("Ctrl+P")
    counter.until_said("gedruckt.")
    text = text_of(printer.slips[0])
    assert ("Dolmetschen nötig" in text) is (words is not None)
    if words:
        assert f"Dolmetschen nötig: {words}" in text
    assert counter.today()[0]["interpreter"] == "not-needed"


def test_a_date_nobody_can_read_stops_before_anything_is_counted(counter, printer, extras) -> None:
    counter.type("morgen")
    counter.press("Ctrl+P")
    counter.until_said("morgen")
    assert printer.slips == []
    assert counter.today() == []
    assert extras.appointment.text() == "morgen"
    assert len(counter.page.slip.cards) == 1


def test_without_forms_no_list_is_shown(counter) -> None:
    counter.press("Ctrl+M")
    assert counter.page.slip.extras.forms.isHidden()
