"""What of a query counts: languages, scripts, repeated words, families, terms said in part."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from lotse_desk.search.analysis import Analyser
from lotse_desk.search.german import Splitter
from lotse_desk.search.lexicon import Lexicon, parse_lexicon
from lotse_desk.search.query import QueryReader
from lotse_desk.search.reading import Query
from lotse_desk.search.typos import Typos

TABLES = {
    "de": """tot;lay;standesamt
kita;lay;kita
rente zu wenig;lay;grundsicherung-alter
am ende;lay;psychische-krise
mutter;lay;mutterschaftsgeld
weiß nicht;lay;formularhilfe
miete nicht bezahlt;lay;mietschulden
""",
    "ti": "እቶት;general;=einkommen\n",
    "uk": "гроші;general;=geld\n",
    "en": "want to die;lay;psychische-krise\nrent;general;=miete\n",
}


@pytest.fixture
def read(index_of: Any) -> Callable[..., Query]:
    analyser = Analyser(Splitter({"miete", "rente", "stiftung"}))
    lexicon = Lexicon(
        {code: partial(tuple, parse_lexicon(text, code)[0]) for code, text in TABLES.items()}
    )
    reader = QueryReader(analyser, lexicon, {}, index_of(("Miete", "")), Typos(list))

    def run(words: str, language: str = "de") -> Query:
        return reader.read(words, language, typing=False)

    return run


def sureness(query: Query) -> dict[str, float]:
    return {guess.slug: guess.sureness for guess in query.topics}


def test_a_word_its_script_knows_is_no_german_word(read: Callable[..., Query]) -> None:
    assert sureness(read("tot")).keys() == {"standesamt"}
    for language in ("de", "ti"):
        assert sureness(read("እቶት", language)) == {}


def test_a_loan_in_another_script_counts_less_than_the_word(read: Callable[..., Query]) -> None:
    assert 0 < sureness(read("кита"))["kita"] < 0.5 * sureness(read("kita"))["kita"]


def test_content_of_a_language_is_no_function_word_of_german(read: Callable[..., Query]) -> None:
    assert "psychische-krise" in sureness(read("want to die", "en"))
    assert [word.surface for word in read("die Miete").words] == ["Miete"]
    assert [word.surface for word in read("die rent", "en").words] == ["die", "rent"]


def test_a_term_said_in_part_counts_half(read: Callable[..., Query]) -> None:
    half, whole = sureness(read("Rente")), sureness(read("zu wenig Rente"))
    assert half["grundsicherung-alter"] == pytest.approx(whole["grundsicherung-alter"] / 2)
    assert sureness(read("Ende"))["psychische-krise"] < 0.5


def test_words_that_tell_little_give_way_to_those_that_tell(read: Callable[..., Query]) -> None:
    alone, beside = sureness(read("weiß nicht")), sureness(read("weiß nicht wegen der Kita"))
    assert beside["formularhilfe"] <= alone["formularhilfe"] / 2
    assert next(iter(beside)) == "kita"


def test_families_stand_in_the_background_where_others_say_what(
    read: Callable[..., Query],
) -> None:
    def importance(words: str) -> dict[str, float]:
        return {word.surface: word.importance for word in read(words).words}

    assert importance("Mutter")["Mutter"] == 1.0
    assert importance("Mutter Kita")["Mutter"] < importance("Mutter Kita")["Kita"]


def test_a_repeated_word_counts_once_and_its_second_place_is_seen(
    read: Callable[..., Query],
) -> None:
    query = read("Miete Kita Schule Kita nicht bezahlt Miete nicht bezahlt")
    assert "mietschulden" in sureness(query)
    assert len([word for word in query.words if word.surface == "Kita"]) == 1


def test_a_word_may_stand_between_the_negation_and_the_rest(read: Callable[..., Query]) -> None:
    assert "mietschulden" in sureness(read("Miete jetzt Kita nicht bezahlt"))
