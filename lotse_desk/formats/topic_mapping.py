"""Proposes our topics for imported services, from the names a source gives them and its terms."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lotse_desk.domain.hsds import Attribute, Service, Taxonomy, TaxonomyTerm
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import TOPIC_PROPOSED, TOPIC_TAXONOMY
from lotse_desk.formats.integreat import PAGE_TREE

MAPPED = "mapped"
"""Value of an attribute whose topic comes from what somebody decided about a term of the source."""

FOUND = frozenset({TOPIC_PROPOSED, MAPPED})
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


@dataclass(frozen=True)
class Meaning:
    """What the lexicon makes of a term of the source: topics with weights, best first.

    `tells_place`: the term is the page above a page, which says where a site shows it and not what
    it is about: never sure.
    """

    term: str
    topics: tuple[tuple[str, float], ...]
    tells_place: bool = False

    @property
    def sure(self) -> tuple[tuple[str, float], ...]:
        """The topics it is sure of."""
        sure = (pair for pair in self.topics if pair[1] >= SURE_OF_TERMS)
        return () if self.tells_place else tuple(sure)


def meanings_of_terms(
    records: Iterable[Record], propose: ProposeTopics, slugs: Iterable[str]
) -> list[Meaning]:
    """What the terms mean that services of a feed are linked to."""
    given, allowed = list(records), frozenset(slugs)
    telling = _terms_to_ask(given)
    used = {
        record.taxonomy_term_id
        for record in given
        if isinstance(record, Attribute) and record.link_entity == Service.TABLE
    }
    return [
        Meaning(term.id, _known(propose, term.name, allowed), term.id not in telling)
        for term in given
        if isinstance(term, TaxonomyTerm) and term.id in used and term.id not in allowed
    ]


def propose_topics(
    records: Iterable[Record],
    propose: ProposeTopics,
    slugs: Iterable[str],
    decided: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> list[Attribute]:
    """Attributes that link imported services to our topics where a name makes that sure.

    `decided` names topics of terms as somebody has settled them, none for a term that is none of
    our topics: they count always, and of these terms nothing is asked. The service's own names come
    before the names of the source's terms; `slugs` are the topics there are. Services that bring a
    topic of ours keep it alone.
    """
    given, allowed = list(records), frozenset(slugs)
    asked: dict[str, tuple[tuple[str, float], ...]] = {}

    def sure(name: str | None, least: float) -> list[str]:
        if not name:
            return []
        if name not in asked:
            asked[name] = _known(propose, name, allowed)
        return [topic for topic, weight in asked[name] if weight >= least]

    terms = {term: name for term, name in _terms_to_ask(given).items() if term not in decided}
    links: dict[str, list[str]] = defaultdict(list)
    for record in given:
        if isinstance(record, Attribute) and record.link_id and record.taxonomy_term_id:
            links[record.link_id].append(record.taxonomy_term_id)
    attributes: list[Attribute] = []
    for service in given:
        if not isinstance(service, Service) or allowed.intersection(links[service.id]):
            continue
        linked = links[service.id]
        settled = [t for term in linked for t in decided.get(term, ()) if t in allowed]
        narrow = linked if len(linked) <= MOST_TERMS else []
        found = [
            *(t for name in (service.name, service.alternate_name) for t in sure(name, SURE)),
            *(t for term in narrow for t in sure(terms.get(term), SURE_OF_TERMS)),
        ]
        found = [topic for topic in dict.fromkeys(found) if topic not in settled][:MOST_TOPICS]
        attributes += [_link(service.id, topic, MAPPED) for topic in dict.fromkeys(settled)]
        attributes += [_link(service.id, topic, TOPIC_PROPOSED) for topic in found]
    return attributes


def _known(
    propose: ProposeTopics, name: str | None, allowed: Collection[str]
) -> tuple[tuple[str, float], ...]:
    return tuple(pair for pair in propose(name) if pair[0] in allowed) if name else ()


def _terms_to_ask(records: Iterable[Record]) -> dict[str, str | None]:
    """The names of the terms by their ids, without those that only tell where a page stands."""
    given = list(records)
    trees = {
        kind.id for kind in given if isinstance(kind, Taxonomy) and kind.description == PAGE_TREE
    }
    return {
        term.id: term.name
        for term in given
        if isinstance(term, TaxonomyTerm) and term.taxonomy_id not in trees
    }


def _link(service_id: str, topic: str, value: str) -> Attribute:
    return Attribute(
        id=str(uuid.uuid5(_NAMESPACE, f"{service_id}\x1f{topic}")),
        link_id=service_id,
        link_entity=Service.TABLE,
        taxonomy_term_id=topic,
        link_type=TOPIC_TAXONOMY,
        value=value,
    )
