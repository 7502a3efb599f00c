"""German words: stems, kin and parts of compounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.search.fold import fold, words
from lotse_desk.search.german import Splitter, kin, stem

PARTS = words(
    "Wohnung Geld Antrag Kind Kinder Garten Hilfe Beratung Stelle Schuld Schuldner Miete Rente "
    "Schwanger Schwangerschaft Konflikt Sprache Kurs Schule Begleitung Kranken Versicherung "
    "Karte Amt Jugend Pflege Dienst Arbeit Losigkeit"
)


@pytest.fixture(scope="module")
def splitter() -> Splitter:
    return Splitter(PARTS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kinder", "Kindes"),
        ("Wohnungen", "Wohnung"),
        ("Bürger", "Buerger"),
        ("Anmeldung", "anmelden"),
        ("Beratungen", "Beratung"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(fold(one)) == stem(fold(other))


def test_a_course_is_no_spa() -> None:
    assert stem("kurs") == stem("kurse") != stem("kur")


@pytest.mark.parametrize(
    ("word", "root"),
    [("beratung", "beraten"), ("angemeldet", "anmelden"), ("anzumelden", "anmelden")],
)
def test_kin_leads_to_the_verb(word: str, root: str) -> None:
    assert stem(root) in {stem(word), *kin(word)}


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("Schwangerschaftskonfliktberatung", ["schwangerschaft", "konflikt", "beratung"]),
        ("Krankenversicherungskarte", ["kranken", "versicherung", "karte"]),
        ("Schulbegleitung", ["schul", "begleitung"]),
        ("Schuldnerberatungsstelle", ["schuldner", "beratung", "stelle"]),
        ("Sprachkurs", ["sprach", "kurs"]),
        ("Kindergarten", ["kinder", "garten"]),
    ],
)
def test_compounds_come_apart_at_their_seams(
    splitter: Splitter, compound: str, parts: list[str]
) -> None:
    assert [stem(part) for part in splitter.split(fold(compound))] == [stem(p) for p in parts]


def test_a_compound_with_an_unknown_part_still_yields_the_known_one(splitter: Splitter) -> None:
    assert "beratung" in splitter.split("quartierberatung")


@pytest.mark.parametrize("word", ["geld", "miete", "xylophon", "a" * 500, "", "12345678"])
def test_simple_words_stay_whole(splitter: Splitter, word: str) -> None:
    assert splitter.split(word) == ()


def test_words_learnt_from_texts_take_part(splitter: Splitter) -> None:
    own = Splitter(PARTS)
    assert "inklusion" not in own.split("inklusionsberatung") or own.split("inklusionsberatung")
    own.learn(["inklusion"])
    assert own.split("inklusionsberatung")[0] == "inklusion"


def test_a_word_of_texts_beside_an_unknown_one_makes_no_compound() -> None:
    own = Splitter(PARTS)
    own.learn(["polis"])
    assert own.split("xandrapopolis") == ()


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=80))
def test_splitting_never_raises_and_invents_no_letters(word: str) -> None:
    for part in Splitter(PARTS).split(word):
        assert part in word
