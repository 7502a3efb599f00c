from collections.abc import Sequence

from lotse_desk.domain.hsds import Attribute, Service, Taxonomy, TaxonomyTerm
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import TOPIC_PROPOSED, TOPIC_TAXONOMY
from lotse_desk.formats.integreat import PAGE_TREE
from lotse_desk.formats.topic_mapping import (
    MAPPED,
    meanings_of_terms,
    propose_topics,
)

SLUGS = ("wohngeld", "kita", "schulden")


def lexicon(name: str) -> Sequence[tuple[str, float]]:
    return {
        "Mietzuschuss": [("wohngeld", 0.95)],
        "Housing": [("wohngeld", 0.6)],
        "Kinderbetreuung": [("kita", 1.0), ("unbekannt", 1.0)],
    }.get(name, [])


def linked(service: str, term: str) -> Attribute:
    return Attribute(
        id=f"{service}-{term}", link_id=service, link_entity="service", taxonomy_term_id=term
    )


def test_sure_names_and_terms_become_topics_and_unsure_ones_do_not() -> None:
    records = [
        Service(id="1", name="Mietzuschuss"),
        Service(id="2", name="Irgendwas"),
        Service(id="3", name="Housing"),
        TaxonomyTerm(id="t", name="Kinderbetreuung"),
        linked("2", "t"),
    ]
    attributes = propose_topics(records, lexicon, SLUGS)
    assert {(a.link_id, a.taxonomy_term_id) for a in attributes} == {
        ("1", "wohngeld"),
        ("2", "kita"),
    }
    assert {(a.link_type, a.value) for a in attributes} == {(TOPIC_TAXONOMY, TOPIC_PROPOSED)}


def test_a_service_that_brings_our_topic_keeps_it_alone() -> None:
    records = [Service(id="1", name="Mietzuschuss"), linked("1", "kita")]
    assert propose_topics(records, lexicon, SLUGS) == []


def test_the_page_above_a_page_gives_it_no_topic() -> None:
    records = [
        Service(id="1", name="Zeitung und Internet"),
        Taxonomy(id="tree", description=PAGE_TREE),
        TaxonomyTerm(id="t", name="Kinderbetreuung", taxonomy_id="tree"),
        linked("1", "t"),
    ]
    assert propose_topics(records, lexicon, SLUGS) == []


def test_a_page_above_a_page_is_asked_about_and_never_sure() -> None:
    records: list[Record] = [
        Service(id="s", name="Xyzzy"),
        Taxonomy(id="x", name="Seiten", description=PAGE_TREE),
        TaxonomyTerm(id="t", name="Wohngeld", taxonomy_id="x"),
        TaxonomyTerm(id="u", name="Wohngeld", taxonomy_id="y"),
        TaxonomyTerm(id="v", name="Wohngeld", taxonomy_id="y"),
        *(
            Attribute(id=term, link_id="s", link_entity="service", taxonomy_term_id=term)
            for term in ("t", "u")
        ),
    ]
    found = {
        m.term: m for m in meanings_of_terms(records, lambda _: [("wohngeld", 1.0)], ["wohngeld"])
    }
    assert found.keys() == {"t", "u"}
    assert (found["t"].topics, found["t"].sure) == ((("wohngeld", 1.0),), ())
    assert found["u"].sure == (("wohngeld", 1.0),)


def test_what_is_decided_counts_for_services_with_many_terms_too() -> None:
    terms = [f"t{number}" for number in range(9)]
    records: list[Record] = [
        Service(id="s", name="Xyzzy"),
        *(TaxonomyTerm(id=term, name="Wohngeld") for term in terms),
        *(
            Attribute(id=term, link_id="s", link_entity="service", taxonomy_term_id=term)
            for term in terms
        ),
    ]
    decided = {"t1": ["kita"], "t2": [], "t3": ["gibt-es-nicht"]}
    links = propose_topics(records, lambda _: [("wohngeld", 1.0)], ["wohngeld", "kita"], decided)
    assert {(link.taxonomy_term_id, link.value) for link in links} >= {("kita", MAPPED)}
    assert "gibt-es-nicht" not in {link.taxonomy_term_id for link in links}
