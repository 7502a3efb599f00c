"""Queries as read and documents as ranked, on a small index in memory."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotse_desk.search.content import MAX_WORDS
from lotse_desk.search.rank import Ranking

PAGES = (
    ("Wohngeld", "Zuschuss zur Miete für Menschen mit wenig Einkommen"),
    ("Schuldnerberatung", "Hilfe bei Schulden, auch wenn die Miete nicht bezahlt ist"),
    ("Kita-Platz", "Anmeldung der Kinder im Kindergarten"),
    ("Stadtbücherei", "Bücher für Kinder und Erwachsene"),
    ("Kindergeldkasse", "Geld für Kinder"),
)


@pytest.fixture
def search(index_of: Any, reader_of: Any) -> Callable[..., list[str]]:
    def run(words: str, language: str = "de", **how: Any) -> list[str]:
        index = index_of(*PAGES, topics=("wohngeld", "mietschulden"))
        query = reader_of(index).read(words, language, **how)
        return [PAGES[hit.document][0] for hit in Ranking(query, index, limit=10).best]

    return run


def test_the_name_counts_before_the_text(search: Callable[..., list[str]]) -> None:
    assert search("Wohngeld")[0] == "Wohngeld"


def test_every_word_counts_and_none_is_required(search: Callable[..., list[str]]) -> None:
    found = search("Bücher Kinder Quastenflosser")
    assert found[0] == "Stadtbücherei"
    assert "Kita-Platz" in found


def test_function_words_weigh_next_to_nothing(search: Callable[..., list[str]]) -> None:
    sentence = search("Wo kann ich denn für mich und die Kinder Bücher bekommen?")
    assert sentence[0] == "Stadtbücherei"


def test_parts_of_compounds_are_found_and_so_are_compounds(
    search: Callable[..., list[str]],
) -> None:
    assert search("Beratung")[0] == "Schuldnerberatung"
    assert search("Wohngeldantrag")[0] == "Wohngeld"


def test_the_last_word_counts_as_a_beginning_only_while_typing(
    search: Callable[..., list[str]],
) -> None:
    assert search("Stadtb")[0] == "Stadtbücherei"
    assert search("Stadtb", typing=False) == []
    assert search("Stadtb ") == []


def test_a_sure_topic_lifts_its_record(search: Callable[..., list[str]]) -> None:
    assert search("Mietzuschuss")[0] == "Wohngeld"
    assert search("meine Miete ist nicht bezahlt")[0] == "Schuldnerberatung"


def test_foreign_words_reach_german_texts(search: Callable[..., list[str]]) -> None:
    assert search("оренда", "uk")[0] in ("Wohngeld", "Schuldnerberatung")


def test_typos_count_only_where_nothing_exact_is_found(search: Callable[..., list[str]]) -> None:
    assert search("Wohngelt")[0] == "Wohngeld"
    assert search("Kinder")[0] in ("Kita-Platz", "Kindergeldkasse", "Stadtbücherei")


def test_scores_are_exact_where_lists_were_cut(index_of: Any, reader_of: Any) -> None:
    """The index gives only three documents of a word; the fourth is scored as if it had all."""
    pages = [(f"Ort {n}", "Miete " * (n + 1)) for n in range(5)]
    index = index_of(*pages, ("Zebra", "Miete Zebra"))
    query = reader_of(index).read("Miete Zebra", typing=False)
    ranking = Ranking(query, index, limit=10)
    best = ranking.best[0]
    assert best.document == 5
    words = {query.words[p].surface for p, _ in ranking.reasons(5).words}
    assert words == {"Miete", "Zebra"}


def test_documents_for_people_elsewhere_count_a_share(index_of: Any, reader_of: Any) -> None:
    index = index_of(("Wohngeld", "Miete"), ("Wohngeld", "Miete"))
    query = reader_of(index).read("Wohngeld")
    plain = Ranking(query, index, limit=5)
    moved = Ranking(query, index, limit=5, elsewhere=frozenset({0}), share_elsewhere=0.5)
    assert [hit.document for hit in moved.best] == [1, 0]
    assert moved.best[1].score == pytest.approx(plain.best[0].score / 2)


def test_reasons_name_the_reading_that_counted(index_of: Any, reader_of: Any) -> None:
    index = index_of(*PAGES, topics=("wohngeld",))
    query = reader_of(index).read("оренда", "uk")
    ranking = Ranking(query, index, limit=5)
    position, reading = ranking.reasons(ranking.best[0].document).words[0]
    assert query.words[position].readings[reading].because == "miete"


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=400), language=st.sampled_from(["de", "uk", "ar", "ti", "xx"]))
def test_reading_and_ranking_never_raise(
    search: Callable[..., list[str]], words: str, language: str
) -> None:
    assert len(search(words, language)) <= len(PAGES)


def test_a_very_long_query_is_read_as_far_as_its_bound(index_of: Any, reader_of: Any) -> None:
    index = index_of(*PAGES)
    query = reader_of(index).read(" ".join(f"wort{n}" for n in range(5000)))
    assert len(query.words) <= MAX_WORDS
