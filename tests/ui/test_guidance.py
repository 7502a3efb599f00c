"""Letters and situations at the counter, by keyboard: warned, shown, put on the slip."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from lotse_desk.domain.supplement import Translation, text_hash


def names(counter) -> list[str]:
    return [hit.name.de for hit in counter.page.search.model.hits]


def ask(counter, words: str) -> None:
    counter.type(words)
    counter.until(counter.page.search.guidance.isVisible)


def whole_set(counter) -> None:
    """Choose "Trennung mit Kind" by a part of its name."""
    counter.until(lambda: counter.page.search.filters.situation.count() > 20)
    counter.press("Ctrl+L")
    counter.type("trennung")
    counter.press("Return")
    counter.until(lambda: len(names(counter)) > 8)


def test_a_letter_is_told_with_its_deadline_above_the_hits(counter) -> None:
    ask(counter, "gelber brief")
    guidance = counter.page.search.guidance
    assert guidance.card.text.startswith("Brief: Gelber Brief")
    assert "▲ Heute handeln!" in guidance.card.text
    assert "Nächster Schritt:" in guidance.card.text
    assert guidance.geometry().bottom() < counter.page.search.hits.geometry().top()
    interface = QAccessible.queryAccessibleInterface(guidance.card)
    assert "Heute handeln" in interface.text(QAccessible.Text.Name)
    assert names(counter)
    assert counter.page.search.field.hasFocus()


def test_the_name_of_a_letter_stands_there_in_the_language_of_the_person(counter) -> None:
    german, arabic = "Gelber Brief (förmliche Zustellung)", "ظرف أصفر"

    def translate(home) -> None:
        with home.transaction():
            home.directory.upsert(
                [
                    Translation(
                        id="letter.gelber-brief.name.ar",
                        entity="letter",
                        entity_id="letter.gelber-brief",
                        field="name",
                        language="ar",
                        text=arabic,
                        source_hash=text_hash(german),
                    )
                ]
            )

    done: list[bool] = []
    counter.desk.desk.run(translate, lambda _: done.append(True))
    counter.until(lambda: bool(done))
    ask(counter, "gelber brief")
    assert arabic not in counter.page.search.guidance.text
    counter.press("Down")
    chosen = counter.page.search.hits.currentIndex().row()
    counter.press("Alt+3")
    counter.until(lambda: arabic in counter.page.search.guidance.text)
    assert counter.page.search.hits.currentIndex().row() == chosen == 1


def test_words_without_a_letter_show_none(counter) -> None:
    ask(counter, "gelber brief")
    counter.press("Escape")
    counter.until(lambda: not counter.page.search.guidance.isVisible())
    counter.search("wohngeld")
    assert not counter.page.search.guidance.isVisible()
    assert not counter.page.actions_of_page.guidance.isEnabled()


def test_the_topics_of_a_letter_are_searched_from_its_card(counter) -> None:
    ask(counter, "anhoerung")
    counter.press("Alt+B")
    button = QApplication.focusWidget()
    assert button in counter.page.search.guidance.buttons
    topic = button.text()
    counter.press("Return")
    assert counter.page.search.field.hasFocus()
    assert counter.page.search.field.text() == topic
    slug = next(s for s, name in counter.desk.house.topics.items() if name == topic)
    counter.until(lambda: slug in counter.page.search.model.hit(0).topics)


def test_of_several_letters_another_can_be_read(counter) -> None:
    ask(counter, "kuendigung")
    guidance = counter.page.search.guidance
    first = guidance.card.text
    other = next(b for b in guidance.buttons if b.text().startswith("oder Brief"))
    other.setFocus()
    counter.press("Return")
    assert guidance.card.text != first
    assert guidance.card.text.split(":")[1].strip()[:9] in other.text()
    assert any(button.hasFocus() for button in guidance.buttons)


def test_a_situation_named_in_words_brings_its_whole_set(counter) -> None:
    ask(counter, "mein Mann hat mich mit den Kindern verlassen")
    counter.press("Alt+B")
    counter.press("Return")
    counter.until(lambda: "Zuerst:" in counter.page.search.guidance.text)
    assert len(names(counter)) > 8
    assert counter.page.search.field.hasFocus()
    assert counter.page.search.field.text() == ""
    assert "Trennung mit Kind" in counter.page.search.guidance.text
    assert len({hit.why for hit in counter.page.search.model.hits}) > 3


def test_one_key_puts_the_whole_set_on_the_slip_in_order(counter) -> None:
    whole_set(counter)
    expected = [hit.id for hit in counter.page.search.model.hits]
    counter.press("Ctrl+Shift+E")
    counter.until(lambda: len(counter.page.slip.cards) == len(expected))
    assert [card.id for card in counter.page.slip.cards] == expected
    counter.until_said(f"{len(expected)} Stellen stehen auf dem Zettel.")
    counter.press("Ctrl+S")
    counter.until_said("Gezählt")
    assert len(counter.today()[0]["topics"]) > 8
    assert not counter.page.search.guidance.isVisible()
    assert counter.page.search.filters.situation.currentIndex() == -1


def test_single_services_of_a_set_are_taken_one_after_the_other(counter) -> None:
    whole_set(counter)
    counter.press("Return")
    counter.press("Down")
    counter.press("Return")
    counter.until(lambda: len(counter.page.slip.cards) == 2)
    hits = counter.page.search.model.hits
    assert [card.id for card in counter.page.slip.cards] == [hits[0].id, hits[2].id]


def test_words_typed_leave_the_situation(counter) -> None:
    whole_set(counter)
    counter.type("wohngeld")
    counter.until(lambda: names(counter)[:1] == ["Wohngeld"])
    assert not counter.page.search.guidance.isVisible()
    assert not counter.page.actions_of_page.take_all.isEnabled()
    counter.press("Ctrl+Shift+E")
    assert counter.page.slip.cards == ()


def test_the_set_follows_the_home_of_the_person(counter) -> None:
    whole_set(counter)
    assert "unterhaltsvorschuss.stadt-herten" in {h.id for h in counter.page.search.model.hits}
    counter.press("Ctrl+2")
    counter.type("45770")
    counter.press("Return")
    counter.until(
        lambda: "unterhaltsvorschuss.stadt-marl" in {h.id for h in counter.page.search.model.hits}
    )


def test_filters_narrow_what_is_found(counter) -> None:
    counter.search("beratung")
    everything = names(counter)
    counter.press("Alt+F")
    counter.until(lambda: names(counter) != everything)
    counter.press("Alt+F")
    counter.until(lambda: names(counter) == everything)
    counter.press("Alt+G")
    counter.type("Wohnen")
    reference = counter.desk.house.reference
    counter.until(
        lambda: (
            {
                reference.topics[topic].group
                for hit in counter.page.search.model.hits
                for topic in hit.topics
            }
            == {"wohnen"}
        )
    )
    counter.press("Ctrl+N")
    assert counter.page.search.filters.group.currentIndex() == 0
