"""Letters and situations: met in words of any kind, answered beside the hits, never among them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lotse_desk.domain.faults import UnknownValue
from lotse_desk.domain.hsds import Attribute
from lotse_desk.domain.supplement import Letter, Situation, Synonym, Translation, text_hash
from lotse_desk.home.directory_export import export_directory
from lotse_desk.home.directory_import import import_directory
from lotse_desk.home.find import Wish, find, find_situation, situations
from lotse_desk.home.home import DESK, Home, create_home, open_home
from lotse_desk.home.starter import starter_records
from lotse_desk.home.vocabulary import shipped_vocabulary

SUMMONS = Letter(
    id="letter.probe",
    slug="probe",
    name="Wichtiges Quastenschreiben (Probe)",
    deadline="Zwei Wochen ab dem Tag auf dem Umschlag.",
    deadline_days=14,
    next_step="Noch heute lesen lassen.",
    urgency="deadline",
    topics="widerspruch rechtsberatung",
)
MOVE = Situation(
    id="situation.probe",
    slug="probe",
    name="Quastenflosser im Haushalt",
    topics="wohngeld kindergeld gibt-es-nicht pflegegrad wohngeld",
    first_step="Zuerst fragen.",
)


@pytest.fixture
def writable(tmp_path: Path) -> Iterator[Home]:
    folder = tmp_path / "home"
    with create_home(folder, role=DESK, name="Empfang 1") as home:
        home.settings.put("desk.town", "herten")
        home.directory.upsert([*starter_records(home.reference), SUMMONS, MOVE])
    with open_home(folder, writing=True) as home:
        yield home


def letters(home: Home, words: str, **wish: object) -> list[str]:
    return [hit.slug for hit in find(home, words, Wish(**wish)).letters]  # type: ignore[arg-type]


def situation_slugs(home: Home, words: str, **wish: object) -> list[str]:
    found = find(home, words, Wish(**wish))  # type: ignore[arg-type]
    return [hit.slug for hit in found.situations]


@pytest.mark.parametrize(
    "words",
    [
        "Wichtiges Quastenschreiben",
        "wichtiges quastenschreiben (probe)",
        "Ich habe gestern ein wichtiges Quastenschreiben vom Gericht bekommen.",
        "wichtiges Quastenschreibn",
        "wichtiges Quast",
        "Wichtige Quastenschreiben",
    ],
)
def test_a_letter_is_met_by_its_name_however_it_is_said(writable: Home, words: str) -> None:
    assert letters(writable, words)[:1] == ["probe"]


def test_a_letter_says_what_it_is_and_what_to_do(writable: Home) -> None:
    [letter] = find(writable, "Wichtiges Quastenschreiben").letters
    assert letter.name.de == SUMMONS.name
    assert (letter.deadline.de, letter.deadline_days) == (SUMMONS.deadline, 14)
    assert letter.next_step.de == SUMMONS.next_step
    assert letter.urgency == "deadline"
    assert letter.topics == ("widerspruch", "rechtsberatung")
    assert letter.why == (f"Wichtiges Quastenschreiben → {SUMMONS.name}",)


def test_where_words_name_only_a_letter_the_hits_are_about_its_topics(writable: Home) -> None:
    found = find(writable, "Quastenschreiben", Wish(typing=True))
    assert not found.letters or {"widerspruch", "rechtsberatung"} & set(found.hits[0].topics)
    found = find(writable, "Wichtiges Quastenschreiben")
    assert {"widerspruch", "rechtsberatung"} >= set(found.hits[0].topics)


def test_answers_stay_few_and_sure(writable: Home) -> None:
    for words in ("", "Wohngeld", "wo ist raum 214", "guten tag", "ich brauche hilfe", "x" * 9000):
        assert letters(writable, words) == []
    assert len(letters(writable, "künd", typing=True)) <= 3
    assert letters(writable, "Wi") == []


def test_letters_and_situations_are_no_hits(writable: Home) -> None:
    for words in ("Wichtiges Quastenschreiben", "Quastenflosser im Haushalt"):
        assert not {SUMMONS.id, MOVE.id} & {hit.id for hit in find(writable, words).hits}


def test_a_translated_name_leads_there_and_comes_back_while_it_is_current(writable: Home) -> None:
    def translated(of: str) -> Translation:
        return Translation(
            id="probe.tr",
            entity="letter",
            entity_id=SUMMONS.id,
            field="name",
            language="tr",
            text="Önemli püskül mektubu (Quastenschreiben)",
            source_hash=text_hash(of),
        )

    with writable.transaction():
        writable.directory.upsert([translated(SUMMONS.name)])
    [letter] = find(writable, "önemli püskül mektubu", Wish(language="tr")).letters
    assert (letter.name.de, letter.name.other) == (SUMMONS.name, translated("").text)
    assert letters(writable, "onemli puskul mektubu") == ["probe"]
    with writable.transaction():
        writable.directory.upsert([translated("früher anders")])
    [letter] = find(writable, "önemli püskül mektubu", Wish(language="tr")).letters
    assert letter.name.other is None


def test_the_office_may_add_words_for_a_letter(writable: Home) -> None:
    assert letters(writable, "Bammelbrief") == []
    with writable.transaction():
        writable.directory.upsert(
            [Synonym(id="s", term="Bammelbrief", language="de", kind="lay", target="letter:probe")]
        )
    assert letters(writable, "Bammelbrief") == ["probe"]


def test_a_changed_name_counts_at_once(writable: Home) -> None:
    find(writable, "wohngeld")
    with writable.transaction():
        writable.directory.delete(Letter, [SUMMONS.id])
    assert letters(writable, "Wichtiges Quastenschreiben") == []


def test_a_situation_brings_for_each_topic_who_is_responsible_once_and_in_order(
    writable: Home,
) -> None:
    assert situation_slugs(writable, "ein Quastenflosser im Haushalt") == ["probe"]
    with writable.transaction():
        links = writable.directory.where(Attribute, taxonomy_term_id="pflegegrad")
        writable.directory.delete(Attribute, [link.id for link in links])
    found = find_situation(writable, "probe")
    assert [hit.topics for hit in found.hits] == [("wohngeld",), ("kindergeld",), ("pflegegrad",)]
    assert found.hits[0].id == "wohngeld.stadt-herten"
    assert found.hits[2].id == "master.pflegegrad"
    assert found.hits[0].why == ("Quastenflosser im Haushalt → Wohngeld",)
    assert found.situations[0].first.de == "Zuerst fragen."


def test_the_set_of_a_situation_follows_the_home_of_the_person(writable: Home) -> None:
    found = find_situation(writable, "probe", Wish(town="marl", language="tr", limit=1))
    assert found.hits[0].id == "wohngeld.stadt-marl"
    assert found.hits[0].name.other
    assert len(found.hits) == 3


def test_an_unknown_situation_is_wrong_use(starter_home: Home) -> None:
    with pytest.raises(UnknownValue):
        find_situation(starter_home, "gibt-es-nicht")


def test_every_shipped_situation_brings_services_of_several_bodies(starter_home: Home) -> None:
    offered = situations(starter_home)
    assert len(offered) >= 20
    for situation in offered:
        hits = find_situation(starter_home, situation.slug).hits
        assert len(hits) >= 5, situation.slug
        assert len({hit.body for hit in hits}) >= 3, situation.slug


def test_every_shipped_letter_and_situation_is_met_by_its_own_name(starter_home: Home) -> None:
    for letter in starter_home.directory.rows(Letter):
        assert letter.slug in letters(starter_home, letter.name), letter.name
    for situation in starter_home.directory.rows(Situation):
        assert situation.slug in situation_slugs(starter_home, situation.name), situation.name


def test_every_word_for_a_letter_or_situation_leads_to_one_there_is(starter_home: Home) -> None:
    letters_there = {letter.slug for letter in starter_home.directory.rows(Letter)}
    situations_there = {situation.slug for situation in starter_home.directory.rows(Situation)}
    lexicon = shipped_vocabulary().lexicon
    for language in lexicon.languages:
        for entry in lexicon.entries(language):
            assert letters_there.issuperset(entry.letters), (language, entry.term)
            assert situations_there.issuperset(entry.situations), (language, entry.term)


def test_letters_and_situations_survive_export_and_import(
    starter_home: Home, tmp_path: Path
) -> None:
    export_directory(starter_home, tmp_path / "out.json", "json")
    with create_home(tmp_path / "home", role=DESK, name="Empfang 1") as home:
        home.directory.upsert(starter_records(home.reference, empty=True))
    with open_home(tmp_path / "home", writing=True) as home:
        import_directory(home, tmp_path / "out.json")
        for kind in (Letter, Situation):
            assert list(home.directory.rows(kind)) == list(starter_home.directory.rows(kind))
        assert letters(home, "gelber Brief") == letters(starter_home, "gelber Brief")


def test_a_home_without_records_answers_empty_lists(tmp_path: Path) -> None:
    with create_home(tmp_path / "home", role=DESK, name="Empfang 1") as home:
        home.directory.upsert(starter_records(home.reference, empty=True))
    with open_home(tmp_path / "home", writing=False) as home:
        found = find(home, "gelber Brief Trennung mit Kind")
        assert (found.letters, found.situations) == ((), ())
        assert situations(home) == ()
