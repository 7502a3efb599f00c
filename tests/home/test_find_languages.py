"""Find in every language: more languages leave German alone, and no hint is needed."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from lotse_desk.home import finder as finder_module
from lotse_desk.home.find import Wish, find
from lotse_desk.home.home import Home, open_home
from lotse_desk.home.vocabulary import shipped_vocabulary
from lotse_desk.search.lexicon import Lexicon

SAMPLE = 250
SENTENCES = (
    "Ich kann meine Miete nicht bezahlen",
    "Mein Kind ist krank und ich muss arbeiten",
    "Brief vom Jobcenter nicht verstanden",
    "Wo bekomme ich einen Platz im Kindergarten?",
    "Meine Mutter braucht Pflege und ich schaffe das nicht mehr",
)


def ranked(folder: Path, queries: list[str]) -> dict[str, list[tuple[str, float]]]:
    with open_home(folder, writing=False) as home:
        return {
            words: [(hit.id, hit.score) for hit in find(home, words, Wish(typing=False)).hits]
            for words in queries
        }


def test_more_languages_leave_german_rankings_as_they_are(
    starter_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = shipped_vocabulary()
    terms = sorted({entry.term for entry in shipped.lexicon.entries("de")})
    queries = [*SENTENCES, *random.Random(7).sample(terms, SAMPLE)]
    everything = ranked(starter_folder, queries)
    german = Lexicon({"de": lambda: shipped.lexicon.entries("de")})
    monkeypatch.setattr(
        finder_module, "shipped_vocabulary", lambda: replace(shipped, lexicon=german)
    )
    assert ranked(starter_folder, queries) == everything


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("не могу заплатити за оренду", "mietschulden"),
        ("не могу заплатить за квартиру", "mietschulden"),
        ("kira yardımı", "wohngeld"),
        ("ليس عندي نقود", "notlage-mittellos"),
        ("I cannot pay my rent", "mietschulden"),
        ("zgubiłem dowód", "ausweis"),
        ("I want to die", "psychische-krise"),
        ("nuk kam para", "notlage-mittellos"),
        ("lacag ma haysto", "notlage-mittellos"),
        ("پیسې نلرم", "notlage-mittellos"),
        ("پارەم نیە", "notlage-mittellos"),
        ("ገንዘብ የብለይን", "notlage-mittellos"),
    ],
)
def test_the_language_of_words_is_seen_without_a_hint(
    starter_home: Home, words: str, topic: str
) -> None:
    found = find(starter_home, words, Wish(limit=5, typing=False)).hits
    assert topic in {t for hit in found for t in hit.topics}


@pytest.mark.parametrize(
    ("words", "language", "topic"),
    [
        ("diêşe", "kmr", "krankenversicherung"),
        ("mal", "kmr", "wohnungssuche"),
        ("زندان", "fa", "straffaelligenhilfe"),
        ("هەتیو", "ckb", "pflegekinder"),
        ("alocația", "ro", "kindergeld"),
    ],
)
def test_words_that_look_german_or_like_others_once_folded_are_found(
    starter_home: Home, words: str, language: str, topic: str
) -> None:
    found = find(starter_home, words, Wish(language=language, limit=3, typing=False)).hits
    assert topic in {t for hit in found for t in hit.topics}
