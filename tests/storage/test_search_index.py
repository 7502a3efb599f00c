"""The search index: what is put in, taken out and counted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotse_desk.storage.database import Database, open_database, transaction
from lotse_desk.storage.search_index import RecordFacts
from lotse_desk.storage.search_index_writer import NewDocument, SearchIndexWriter

IMPACTS = st.dictionaries(
    st.sampled_from(["miete", "geld", "kind", "#kita", "житло"]), st.integers(1, 1000), max_size=5
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "x.sqlite3", writing=True)
    yield opened
    opened.close()


def new(key: str, impacts: dict[str, int], facts: RecordFacts | None = None) -> NewDocument:
    return NewDocument(key, facts or RecordFacts(), "print", impacts)


def test_the_strongest_documents_of_a_term_come_first(database: Database) -> None:
    index = SearchIndexWriter(database)
    with transaction(database):
        index.put("service", [new("a", {"miete": 10}), new("b", {"miete": 900, "geld": 1})])
        index.settle()
    assert index.size() == 2
    assert index.frequencies(["miete", "geld", "kind"]) == {"miete": 2, "geld": 1}
    strongest = list(index.strongest(["miete"], 10)["miete"].items())
    records = index.records([document for document, _ in strongest])
    assert [(records[d].id, impact) for d, impact in strongest] == [("b", 900), ("a", 10)]
    assert index.impacts([strongest[1][0]], ["miete", "geld"]) == {strongest[1][0]: {"miete": 10}}


def test_facts_come_back_and_heirs_are_found(database: Database) -> None:
    index = SearchIndexWriter(database)
    facts = RecordFacts("master.kita", "stadt", ("055620020020",), ("kita",))
    with transaction(database):
        index.put("service", [new("a", {"kind": 5}, facts)])
        index.settle()
    heir = index.heirs(["master.kita"])["master.kita"][0]
    assert (heir.id, heir.facts) == ("a", facts)
    assert index.areas() == [(heir.document, "055620020020")]


def test_completions_are_terms_in_use_the_most_frequent_first(database: Database) -> None:
    index = SearchIndexWriter(database)
    with transaction(database):
        index.put("service", [new("a", {"kind": 5, "kita": 5}), new("b", {"kita": 5, "kiosk": 1})])
        index.remove("service", ["a"])
        index.settle()
    assert index.completions("ki", 5) == ["kiosk", "kita"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from("abc"), st.none() | IMPACTS), max_size=12))
def test_counts_are_true_after_any_changes(
    database: Database, acts: list[tuple[str, dict[str, int] | None]]
) -> None:
    index = SearchIndexWriter(database)
    held: dict[str, dict[str, int]] = {}
    with transaction(database):
        index.remove("service", ["a", "b", "c"])
        for key, impacts in acts:
            if impacts is None:
                held.pop(key, None)
                index.remove("service", [key])
            else:
                held[key] = impacts
                index.put("service", [new(key, impacts)])
        index.settle()
    assert index.size() == len(held)
    for term in ("miete", "geld", "kind", "#kita", "житло"):
        expected = sorted(impacts[term] for impacts in held.values() if term in impacts)
        assert sorted(index.strongest([term], 10).get(term, {}).values()) == expected
        assert index.frequencies([term]).get(term, 0) == len(expected)
