"""Proposes our topics for imported services, from the names a source gives them and its terms."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lotse_desk.domain.hsds import Attribute, Service, TaxonomyTerm
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import TOPIC_TAXONOMY

PROPOSED = "proposed"
"""Value of an attribute whose topic nobody has confirmed yet."""

SURE = 0.85
"""From this weight on a proposal becomes a topic of the service."""

MOST_TOPICS = 3

_NAMESPACE = uuid.UUID("9f1a6a0c-7d1e-5a55-9c2f-3f0f3f7a2b10")

ProposeTopics = Callable[[str], Sequence[tuple[str, float]]]
"""From a name to topic slugs with weights from 0 to 1, best first."""


@dataclass(frozen=True)
class TermMapping:
    """What a source's term means: topics, none where nobody could tell; kept for later imports."""

    term: str
    topics: tuple[str, ...]


def propose_topics(
    records: Iterable[Record],
    propose: ProposeTopics,
    known: Mapping[str, tuple[str, ...]],
    slugs: Iterable[str],
) -> tuple[list[Attribute], list[TermMapping]]:
    """Attributes that link imported services to our topics, and what each term was taken for.

    `known` maps folded term names of earlier imports to topics and wins over new proposals;
    `slugs` are the topics there are. Services that bring a topic of ours keep it alone.
    """
    given = list(records)
    allowed = frozenset(slugs)
    mapper = _Mapper(propose, known, allowed)
    terms = {term.id: term for term in given if isinstance(term, TaxonomyTerm)}
    links: dict[str, list[str]] = defaultdict(list)
    for record in given:
        if isinstance(record, Attribute) and record.link_id and record.taxonomy_term_id:
            links[record.link_id].append(record.taxonomy_term_id)
    attributes: list[Attribute] = []
    for record in given:
        if not isinstance(record, Service):
            continue
        linked = links[record.id]
        if any(term_id in allowed for term_id in linked):
            continue
        names = [terms[term_id].name for term_id in linked if term_id in terms]
        for topic in mapper.topics([record.name, record.alternate_name], names):
            attributes.append(_link(record.id, topic))
    return attributes, mapper.learnt()


class _Mapper:
    """Asks for every name once."""

    def __init__(
        self,
        propose: ProposeTopics,
        known: Mapping[str, tuple[str, ...]],
        allowed: frozenset[str],
    ) -> None:
        self._propose = propose
        self._known = known
        self._allowed = allowed
        self._asked: dict[str, tuple[str, ...]] = {}
        self._terms: dict[str, tuple[str, ...]] = {}

    def topics(self, names: Iterable[str | None], terms: Iterable[str | None]) -> list[str]:
        """Topics of a service, those of its own names before those of its terms."""
        found = [topic for name in names if name for topic in self._sure(name)]
        for term in terms:
            if term:
                topics = self._known.get(term.casefold()) or self._sure(term)
                self._terms[term.casefold()] = topics
                found.extend(topics)
        return list(dict.fromkeys(found))[:MOST_TOPICS]

    def learnt(self) -> list[TermMapping]:
        """What the terms of the source were taken for."""
        return [TermMapping(term, topics) for term, topics in sorted(self._terms.items())]

    def _sure(self, name: str) -> tuple[str, ...]:
        if name not in self._asked:
            self._asked[name] = tuple(
                topic
                for topic, weight in self._propose(name)
                if weight >= SURE and topic in self._allowed
            )
        return self._asked[name]


def _link(service_id: str, topic: str) -> Attribute:
    return Attribute(
        id=str(uuid.uuid5(_NAMESPACE, f"{service_id}\x1f{topic}")),
        link_id=service_id,
        link_entity="service",
        taxonomy_term_id=topic,
        link_type=TOPIC_TAXONOMY,
        value=PROPOSED,
    )
