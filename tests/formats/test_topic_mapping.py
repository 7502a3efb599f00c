from collections.abc import Sequence

from lotse_desk.domain.hsds import Attribute, Service, Taxonomy, TaxonomyTerm
from lotse_desk.domain.supplement import TOPIC_TAXONOMY
from lotse_desk.formats.integreat import PAGE_TREE
from lotse_desk.formats.topic_mapping import PROPOSED, propose_topics

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
    assert {(a.link_type, a.value) for a in attributes} == {(TOPIC_TAXONOMY, PROPOSED)}


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
