"""Function words, negations and commonplace words belong to a language."""

import pytest

from lotse_desk.search.commonplace import is_commonplace
from lotse_desk.search.fold import words
from lotse_desk.search.functionwords import is_function_word
from lotse_desk.search.lexicon import Lexicon, content_words, parse_lexicon
from lotse_desk.search.negations import is_negation


def folded(text: str) -> str:
    (word,) = words(text)
    return word


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("nicht", "de"),
        ("nema", "sr"),
        ("нема", "sr"),
        ("nuk", "sq"),
        ("نلرم", "ps"),
        ("የብለይን", "ti"),
        ("la'aan", "so"),
        ("نیە", "ckb"),
        ("لا", "ar"),
    ],
)
def test_a_negation_turns_phrases_of_its_own_language_round(word: str, language: str) -> None:
    assert is_negation(folded(word), language)


@pytest.mark.parametrize(
    ("word", "language"),
    [("наема", "bg"), ("la", "ro"), ("la", "fr"), ("ma", "it"), ("ne", "ro"), ("mă", "ro")],
)
def test_a_word_that_negates_elsewhere_does_not_here(word: str, language: str) -> None:
    assert not is_negation(folded(word), language)


@pytest.mark.parametrize(
    ("word", "language"),
    [("die", "en"), ("mal", "kmr"), ("آب", "fa"), ("ден", "bg"), ("ገበን", "ti")],
)
def test_a_word_that_folds_like_a_german_function_word_stays(word: str, language: str) -> None:
    assert is_function_word(folded(word), "de")
    assert content_words([folded(word)], language) == [folded(word)]


def test_commonplace_words_belong_to_a_language() -> None:
    assert is_commonplace("hilfe", "de")
    assert not is_commonplace("hilfe", "tr")
    assert is_commonplace(folded("Almanya"), "tr") == is_commonplace(folded("Almanya"), "de")


@pytest.mark.parametrize("words_said", ["nuk kam punë", "pa punë", "s kam asnjë punë"])
def test_the_negations_of_a_language_are_the_same_in_a_phrase(words_said: str) -> None:
    entries, _ = parse_lexicon("nuk kam punë;lay;arbeitslosengeld\n", "sq")
    lexicon = Lexicon({"de": lambda: (), "sq": lambda: entries})
    met = lexicon.find(content_words(words(words_said), "sq"), "sq")
    assert "arbeitslosengeld" in {topic for match in met for topic in match.entry.topics}
    assert not lexicon.find(["pune"], "sq")


def test_german_negations_stay_apart() -> None:
    entries, _ = parse_lexicon("kein Geld;lay;notlage-mittellos\n", "de")
    assert not Lexicon({"de": lambda: entries}).find(["ohne", "geld"], "de")
