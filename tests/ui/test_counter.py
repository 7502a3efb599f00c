"""The counter by keyboard: what a Lotse presses and what a person would see."""

from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFileDialog

from lotse_desk.desk.missed_words import waiting_words
from lotse_desk.ui.printing import PrintResult


def text_of(path) -> str:  # type: ignore[no-untyped-def]
    document = QPdfDocument()
    document.load(str(path))
    return "".join(document.getAllText(page).text() for page in range(document.pageCount()))


def test_the_cursor_is_in_the_search_at_the_start(counter) -> None:
    assert counter.page.search.field.hasFocus()
    assert counter.desk.window.line.place.text() == "Herten · Empfang 1"


def test_the_usual_contact_takes_at_most_six_strokes(counter, printer) -> None:
    counter.search("wohngeld")
    counter.strokes = 0
    counter.press("Return")
    counter.press("Alt+3")
    counter.press("Ctrl+P")
    counter.until_said("gedruckt.")
    assert counter.strokes <= 6
    [slip] = printer.slips
    assert "Wohngeld" in text_of(slip)
    [entry] = counter.today()
    assert entry["language"] == "ar"
    assert entry["slip_languages"] == ["ar"]
    assert entry["topics"] == ["wohngeld"]
    assert entry["outcome"] == "referred"
    assert entry["concern"] == "first-advice"


def test_after_a_contact_everything_is_ready_for_the_next(counter) -> None:
    counter.search("wohngeld")
    counter.press("Return")
    counter.press("Alt+2")
    counter.press("F5")
    counter.until(lambda: len(counter.page.slip.cards) == 1)
    counter.press("Ctrl+S")
    counter.until_said("Gezählt")
    assert counter.page.search.field.hasFocus()
    assert counter.page.search.field.text() == ""
    assert counter.page.slip.cards == ()
    assert counter.page.slip.language == "de"
    assert counter.page.search.filters.spoken.text() == "spricht Deutsch"
    assert counter.page.actions_of_page.concern == "first-advice"
    assert counter.today()[0]["concern"] == "letter"


def test_who_types_faster_than_the_search_gets_the_first_hit(counter, printer) -> None:
    counter.type("wohngeld")
    counter.press("Return")
    counter.press("Ctrl+P")
    counter.until_said("gedruckt.")
    assert "Wohngeld" in text_of(printer.slips[0])


def test_what_is_shown_is_printed_when_nothing_was_taken(counter, printer) -> None:
    counter.search("wohngeld")
    counter.press("Ctrl+P")
    counter.until_said("gedruckt.")
    assert counter.today()[0]["topics"] == ["wohngeld"]


def test_printing_nothing_is_refused_in_words(counter, printer) -> None:
    counter.press("Ctrl+P")
    assert "Noch nichts zu drucken" in counter.said
    assert counter.today() == []
    assert printer.slips == []


def test_several_services_stand_on_one_slip(counter, printer) -> None:
    counter.search("wohngeld")
    counter.press("Return")
    counter.until(lambda: len(counter.page.slip.cards) == 1)
    counter.type("kindergeld")
    counter.until(lambda: "Kindergeld" in counter.page.service.text)
    counter.press("Return")
    counter.until(lambda: len(counter.page.slip.cards) == 2)
    counter.press("Ctrl+P")
    counter.until_said("gedruckt.")
    text = text_of(printer.slips[0])
    assert "Wohngeld" in text
    assert "Kindergeld" in text
    assert set(counter.today()[0]["topics"]) == {"wohngeld", "kindergeld"}


def test_a_concern_alone_is_a_complete_contact(counter) -> None:
    counter.press("F2")
    counter.press("Ctrl+S")
    counter.until_said("Gezählt")
    [entry] = counter.today()
    assert (entry["concern"], entry["topics"]) == ("way", [])


def test_one_key_takes_the_last_entry_back(counter) -> None:
    counter.press("F2")
    counter.press("Ctrl+S")
    counter.until_said("Gezählt")
    counter.press("Ctrl+Z")
    counter.until_said("zurückgenommen")
    assert counter.today() == []
    counter.press("Ctrl+Z")
    counter.until_said("▲")


def test_one_key_is_a_tally_and_a_line_adds_the_rest(counter) -> None:
    counter.press("Shift+F2")
    counter.until_said("1 × Weg")
    counter.type("+17 weg")
    counter.until(lambda: "17 × Weg" in counter.page.search.message.text())
    counter.press("Return")
    counter.until_said("17 × Weg")
    assert [entry["count"] for entry in counter.today()] == [1, 17]
    assert counter.page.search.field.text() == ""


def test_a_tally_nobody_understands_counts_nothing(counter) -> None:
    counter.type("+3 quark")
    counter.press("Return")
    counter.until(lambda: "Welches Anliegen" in counter.page.search.message.text())
    assert counter.today() == []


def test_hidden_nothing_can_be_read_and_nothing_is_lost(counter) -> None:
    counter.search("schulden")
    window = counter.desk.window
    counter.press("Pause")
    assert not counter.page.isVisible()
    assert not window.line.isVisible()
    assert not window.menuBar().isVisible()
    assert not window.banner.isVisible()
    counter.press("Escape")
    assert counter.page.isVisible()
    assert counter.page.search.field.text() == "schulden"


@pytest.mark.parametrize("draws", ["Ctrl+H", "Pause"])
@pytest.mark.parametrize("opens", ["Ctrl+H", "Pause", "Escape", "Return", "Space"])
def test_the_curtain_opens_with_the_keys_that_draw_it_too(counter, draws, opens) -> None:
    counter.press(draws)
    assert not counter.page.isVisible()
    counter.press(opens)
    assert counter.page.isVisible()
    assert counter.desk.window.menuBar().isVisible()


def test_hiding_forgets_the_slip_of_the_person_before(counter, printer) -> None:
    counter.search("wohngeld")
    counter.press("Ctrl+P")
    counter.until_said("gedruckt.")
    counter.press("Pause")
    counter.press("Pause")
    counter.press("Ctrl+Shift+P")
    assert not counter.page.actions_of_page.reprint.isEnabled()
    assert not counter.page.actions_of_page.save_slip.isEnabled()
    counter.search("kindergeld")
    counter.press("Ctrl+P")
    counter.until(lambda: len(printer.slips) == 2)
    assert "Kindergeld" in text_of(printer.slips[1])


def test_hidden_at_once_a_slip_still_on_its_way_is_printed_and_forgotten(counter, printer) -> None:
    counter.search("wohngeld")
    counter.press("Return")
    counter.until(lambda: len(counter.page.slip.cards) == 1)
    counter.press("Ctrl+P")
    counter.press("Pause")
    counter.until_said("gedruckt.")
    assert len(printer.slips) == 1
    counter.press("Pause")
    assert not counter.page.actions_of_page.reprint.isEnabled()


def test_hidden_no_dialog_asks_where_the_slip_should_go(counter, printer) -> None:
    printer.answer = PrintResult.NO_PRINTER
    counter.search("wohngeld")
    counter.press("Return")
    counter.until(lambda: len(counter.page.slip.cards) == 1)
    counter.press("Ctrl+P")
    counter.press("Pause")
    counter.until_said("verworfen")
    assert not counter.desk.window.findChildren(QFileDialog)
    assert len(counter.today()) == 1


def test_hidden_no_key_counts_anything(counter) -> None:
    counter.press("Pause")
    counter.press("Ctrl+S")
    counter.press("Shift+F2")
    counter.press("Pause")
    assert counter.today() == []


def test_the_emergency_key_shows_numbers_and_counts_the_concern_only(counter) -> None:
    counter.search("wohngeld")
    counter.press("Return")
    counter.press("F10")
    counter.until_said("Notfall gezählt")
    shown = counter.desk.emergency.browser.toPlainText()
    assert "112" in shown
    assert "116 016" in shown
    [entry] = counter.today()
    assert (entry["concern"], entry["topics"], entry["language"]) == ("emergency", [], "de")
    counter.press("Escape")
    assert counter.page.isVisible()
    counter.until(lambda: len(counter.page.slip.cards) == 1)


def test_the_arrows_move_while_one_types(counter) -> None:
    counter.search("kind")
    first = counter.page.search.hits.currentIndex().row()
    counter.press("Down")
    assert counter.page.search.hits.currentIndex().row() == first + 1
    assert counter.page.search.field.hasFocus()


def test_hits_say_body_state_and_reason(counter) -> None:
    counter.search("mietzuschuss")
    row = counter.page.search.model.index(0).data()
    assert "Stadt Herten" in row
    assert "Wohngeld" in row
    assert "→" in row


def test_where_a_person_lives_steers_who_is_responsible(counter) -> None:
    counter.press("Ctrl+2")
    counter.type("45770")
    counter.press("Return")
    assert counter.page.slip.town == "marl"
    assert counter.page.search.field.hasFocus()
    counter.search("wohngeld")
    counter.until(lambda: "Stadt Marl" in counter.page.search.model.index(0).data())
    counter.press("Ctrl+S")
    counter.until_said("Gezählt")
    assert counter.today()[0]["residence"] == "other-town"


def test_a_town_in_the_words_wins_unless_a_filter_says_otherwise(counter) -> None:
    def first() -> str:
        return str(counter.page.search.model.index(0).data())

    counter.search("wohngeld")
    assert "Stadt Herten" in first()
    counter.type(" in marl")
    counter.until(lambda: "Stadt Marl" in first())
    town = counter.page.search.filters.town
    town.setCurrentIndex(town.findData("dorsten"))
    counter.page.search.ask()
    counter.until(lambda: "Stadt Dorsten" in first())
    town.setCurrentIndex(0)
    counter.page.search.ask()
    counter.until(lambda: "Stadt Marl" in first())


def test_a_language_without_slips_prints_german_and_says_so(counter, printer) -> None:
    box = counter.page.slip.other_language
    counter.until(lambda: box.count() > 100)
    counter.press("Alt+9")
    counter.type("vietnam")
    counter.press("Return")
    assert counter.page.search.field.hasFocus()
    counter.search("wohngeld")
    counter.press("Ctrl+P")
    counter.until(lambda: bool(printer.slips))
    counter.until_said("auf Deutsch gedruckt: In dieser Sprache gibt es keinen Zettel.")
    [entry] = counter.today()
    assert entry["language"] == "vi"
    assert entry["slip_languages"] == ["de"]


def test_what_stayed_open_is_counted_with_its_reason(counter) -> None:
    counter.search("wohngeld")
    counter.press("Return")
    counter.until(lambda: len(counter.page.slip.cards) == 1)
    counter.press("Ctrl+O")
    assert counter.page.contact.unmet_topic.hasFocus()
    reason = counter.page.contact.unmet_reason
    reason.setCurrentIndex(reason.findData("waiting-list"))
    counter.press("Ctrl+S")
    counter.until_said("Gezählt")
    assert counter.today()[0]["unmet"] == [{"topic": "wohngeld", "reason": "waiting-list"}]


def test_a_refusing_printer_loses_no_contact(counter, printer) -> None:
    printer.answer = PrintResult.REFUSED
    counter.search("wohngeld")
    counter.press("Ctrl+P")
    counter.until_said("nicht gedruckt")
    for words in ("kein Papier", "Strg+Umschalt+P", "Strg+Umschalt+S", "Strg+Z"):
        assert words in counter.said
    assert len(counter.today()) == 1
    printer.answer = PrintResult.PRINTED
    counter.press("Ctrl+Shift+P")
    counter.until_said("gedruckt.")
    assert len(printer.slips) == 1
    assert len(counter.today()) == 1


def save_first_slip(counter, path: Path) -> None:
    counter.until(lambda: bool(counter.desk.window.findChildren(QFileDialog)))
    [dialog] = counter.desk.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()


def back_at_the_search(counter) -> None:
    counter.desk.window.activateWindow()
    counter.page.search.focus()
    counter.until(counter.page.search.field.hasFocus)


def test_a_slip_the_printer_refused_can_be_saved(counter, printer) -> None:
    printer.answer = PrintResult.REFUSED
    counter.search("wohngeld")
    counter.press("Ctrl+P")
    counter.until_said("nicht gedruckt")
    counter.press("Ctrl+Shift+S")
    save_first_slip(counter, printer.folder / "gerettet.pdf")
    counter.until_said("gerettet.pdf")
    assert "Wohngeld" in text_of(printer.folder / "gerettet.pdf")


def test_a_folder_that_takes_no_file_is_said_and_asked_for_again(counter, printer) -> None:
    printer.answer = PrintResult.NO_PRINTER
    counter.search("wohngeld")
    counter.press("Ctrl+P")
    save_first_slip(counter, printer.folder / "nicht da" / "zettel.pdf")
    counter.until_said("nicht gespeichert")
    back_at_the_search(counter)
    counter.press("Ctrl+Shift+S")
    counter.until(lambda: bool(counter.desk.window.findChildren(QFileDialog)))
    assert len(counter.today()) == 1


def test_without_a_printer_it_is_said_where_every_slip_went_and_no_name_tells(
    counter, printer
) -> None:
    printer.answer = PrintResult.NO_PRINTER
    folder = printer.folder
    counter.search("wohngeld")
    counter.press("Ctrl+P")
    save_first_slip(counter, folder / "wohngeld.pdf")
    counter.until_said(f"Gezählt. Zettel gespeichert: {folder / 'wohngeld.pdf'}")
    back_at_the_search(counter)
    counter.search("suchtberatung")
    counter.press("Ctrl+D")
    counter.press("Ctrl+P")
    counter.until_said(f"Gezählt. Zettel gespeichert: {folder / 'zettel-1.pdf'}")
    discreet = QPdfDocument()
    discreet.load(str(folder / "zettel-1.pdf"))
    assert "sucht" not in text_of(folder / "zettel-1.pdf").casefold()
    for field in QPdfDocument.MetaDataField:
        assert "sucht" not in str(discreet.metaData(field)).casefold()


def test_without_a_printer_slips_go_to_files_and_only_the_first_asks(counter, printer) -> None:
    printer.answer = PrintResult.NO_PRINTER
    folder = printer.folder
    counter.search("wohngeld")
    counter.press("Ctrl+P")
    save_first_slip(counter, folder / "erster.pdf")
    counter.until_said("erster.pdf")
    assert "Wohngeld" in text_of(folder / "erster.pdf")
    back_at_the_search(counter)
    counter.search("kindergeld")
    counter.press("Ctrl+P")
    counter.until_said("zettel-1.pdf")
    assert "Kindergeld" in text_of(folder / "zettel-1.pdf")
    assert len(counter.today()) == 2


def test_the_preview_is_the_very_pdf(counter) -> None:
    counter.search("wohngeld")
    counter.press("Return")
    counter.until(lambda: len(counter.page.slip.cards) == 1)
    counter.press("Ctrl+T")
    counter.until(lambda: counter.page.preview_pages > 0)
    assert counter.page.middle.currentWidget() is not counter.page.service
    counter.press("Ctrl+T")
    assert counter.page.middle.currentWidget() is counter.page.service


@pytest.mark.parametrize(
    ("keys", "paper"),
    [
        ((), (595, 842)),
        (("Ctrl+B",), (420, 595)),
        (("Ctrl+B", "Ctrl+B"), (595, 842)),
        (("Ctrl+B", "Ctrl+G"), (595, 842)),
    ],
)
def test_paper_sizes(counter, printer, keys, paper) -> None:
    counter.search("wohngeld")
    for key in keys:
        counter.press(key)
    counter.press("Ctrl+P")
    counter.until_said("gedruckt.")
    document = QPdfDocument()
    document.load(str(printer.slips[0]))
    size = document.pagePointSize(0)
    assert (round(size.width()), round(size.height())) == paper


def test_large_print_begins_anew_with_the_next_person(counter, printer) -> None:
    for keys in (("Ctrl+G",), ()):
        counter.search("wohngeld")
        for key in keys:
            counter.press(key)
        counter.press("Ctrl+P")
        count = len(printer.slips) + 1
        counter.until(lambda: len(printer.slips) == count)  # noqa: B023
        assert counter.page.actions_of_page.paper == "a4"
    large, usual = (QPdfDocument(), QPdfDocument())
    for document, path in zip((large, usual), printer.slips, strict=True):
        document.load(str(path))
    assert large.pageCount() > usual.pageCount()


def test_a_claim_secured_today_comes_with_its_sheet(counter, printer) -> None:
    counter.search("wohngeld")
    counter.press("Return")
    counter.until(lambda: len(counter.page.slip.cards) == 1)
    counter.press("Ctrl+T")
    counter.until(lambda: counter.page.preview_pages > 0)
    pages = counter.page.preview_pages
    counter.press("Alt+E")
    counter.type("Antrag")
    counter.until(lambda: counter.page.preview_pages > pages)
    counter.press("Ctrl+P")
    counter.until_said("gedruckt.")
    assert "Eingangsstempel" in text_of(printer.slips[0])
    assert counter.today()[0]["outcome"] == "claim-noted"


def test_another_outcome_brings_no_claim_sheet(counter, printer) -> None:
    counter.search("wohngeld")
    counter.press("Ctrl+P")
    counter.until_said("gedruckt.")
    assert "Eingangsstempel" not in text_of(printer.slips[0])


def test_house_and_callback_number_of_the_settings_stand_on_the_next_slip(counter, printer) -> None:
    counter.press("Ctrl+,")
    fields = counter.desk.settings.house_fields
    counter.until(lambda: counter.desk.settings.printer.count() > 0)
    assert fields.name.text() == ""
    fields.name.setText("Haus am Markt (Muster)")
    fields.callback.setText("02366 00-0")
    counter.press("Ctrl+S")
    counter.until_said("Einstellungen gespeichert")
    counter.press("Ctrl+K")
    counter.press("Ctrl+,")
    counter.until(lambda: fields.name.text() == "Haus am Markt (Muster)")
    assert fields.callback.text() == "02366 00-0"
    counter.press("Ctrl+K")
    counter.search("wohngeld")
    counter.press("Ctrl+P")
    counter.until_said("gedruckt.")
    text = text_of(printer.slips[0])
    assert "Haus am Markt (Muster)" in text
    assert "02366 00-0" in text


def test_today_lists_what_was_entered(counter) -> None:
    counter.press("Shift+F3")
    counter.until_said("Gezählt")
    counter.press("Ctrl+I")
    counter.until(lambda: counter.desk.log.model.rowCount() == 1)
    assert "Termin" in counter.desk.log.model.index(0, 1).data()
    counter.press("Ctrl+Z")
    counter.until(lambda: counter.desk.log.model.rowCount() == 0)
    counter.press("Ctrl+K")
    assert counter.page.search.field.hasFocus()


def test_a_word_nobody_knows_is_noted_when_the_contact_ends(counter, monkeypatch) -> None:
    def missed_words() -> tuple[str, ...]:
        answers: list[tuple[str, ...]] = []
        counter.desk.desk.run(
            lambda home: tuple(w.word for w in waiting_words(home)), answers.append
        )
        counter.until(lambda: bool(answers))
        return answers[0]

    for day in (23, 24, 25):
        monkeypatch.setenv("LOTSE_DESK_NOW", f"2026-11-{day}T09:40")
        counter.type("Qwbrxflz")
        counter.until(lambda: "Nichts gefunden" in counter.page.search.message.text())
        counter.press("F2")
        counter.press("Ctrl+S")
        assert len(counter.today()) == 1
    assert missed_words() == ("qwbrxflz",)
