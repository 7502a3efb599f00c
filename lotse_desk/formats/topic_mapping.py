"""Proposes our topics for imported services, from the names a source gives them and its terms."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from lotse_desk.domain.hsds import Attribute, Service, Taxonomy, TaxonomyTerm
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import TOPIC_TAXONOMY
from lotse_desk.formats.integreat import PAGE_TREE

PROPOSED = "proposed"
"""Value of an attribute whose topic nobody has confirmed yet."""

MAPPED = "mapped"
"""Value of an attribute whose topic comes from what somebody decided about a term of the source."""

FOUND = frozenset({PROPOSED, MAPPED})
"""Values of attributes the program makes anew with each import."""

SURE = 0.93
"""From this weight on what the service's own name says becomes its topic."""

SURE_OF_TERMS = 0.95
"""The same for the source's terms, which are wider than the service."""

MOST_TERMS = 3
"""Terms of a service that are asked for; one with more of them is about none in particular."""

MOST_TOPICS = 3

_NAMESPACE = uuid.UUID("9f1a6a0c-7d1e-5a55-9c2f-3f0f3f7a2b10")

ProposeTopics = Callable[[str], Sequence[tuple[str, float]]]
"""From a name to topic slugs with weights from 0 to 1, best first."""


def propose_topics(
    records: Iterable[Record], propose: ProposeTopics, slugs: Iterable[str]
) -> list[Attribute]:
    """Attributes that link imported services to our topics where a name makes that sure.

    The service's own names come before the names of the source's terms; `slugs` are the topics
    there are. Services that bring a topic of ours keep it alone. The page above a page says where a
    site shows it, not what it is about.
    """
    given = list(records)
    allowed = frozenset(slugs)
    asked: dict[str, Sequence[tuple[str, float]]] = {}

    def sure(name: str | None, least: float) -> list[str]:
        if not name:
            return []
        if name not in asked:
            asked[name] = propose(name)
        return [topic for topic, weight in asked[name] if weight >= least and topic in allowed]

    trees = {
        kind.id for kind in given if isinstance(kind, Taxonomy) and kind.description == PAGE_TREE
    }
    terms = {
        term.id: term.name
        for term in given
        if isinstance(term, TaxonomyTerm) and term.taxonomy_id not in trees
    }
    links: dict[str, list[str]] = defaultdict(list)
    for record in given:
        if isinstance(record, Attribute) and record.link_id and record.taxonomy_term_id:
            links[record.link_id].append(record.taxonomy_term_id)
    attributes: list[Attribute] = []
    for service in given:
        if not isinstance(service, Service) or allowed.intersection(links[service.id]):
            continue
        linked = links[service.id] if len(links[service.id]) <= MOST_TERMS else []
        topics = [
            *(t for name in (service.name, service.alternate_name) for t in sure(name, SURE)),
            *(t for term in linked for t in sure(terms.get(term), SURE_OF_TERMS)),
        ]
        attributes += [
            _link(service.id, topic) for topic in list(dict.fromkeys(topics))[:MOST_TOPICS]
        ]
    return attributes


def _link(service_id: str, topic: str) -> Attribute:
    return Attribute(
        id=str(uuid.uuid5(_NAMESPACE, f"{service_id}\x1f{topic}")),
        link_id=service_id,
        link_entity="service",
        taxonomy_term_id=topic,
        link_type=TOPIC_TAXONOMY,
        value=PROPOSED,
    )
