"""What the terms of feeds mean here: proposed by the lexicon, decided by somebody, kept."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lotse_desk.domain.faults import NotFound, UnknownValue
from lotse_desk.domain.hsds import Attribute, Service, TaxonomyTerm
from lotse_desk.domain.record import Record
from lotse_desk.formats.topic_mapping import Meaning, ProposeTopics, meanings_of_terms
from lotse_desk.home.home import Home
from lotse_desk.storage.term_topics import CONFIRMED, OPEN, PROPOSED, TermTopic, TermTopicStore

NONE_OF_OURS = "-"
"""What is said of a term that means none of our topics."""


@dataclass(frozen=True)
class SourceTerm:
    """A term of a feed and the topics it may mean, with weights; `services` counts its own.

    `state`: open, proposed or confirmed. Confirmed without a topic: none of ours.
    """

    feed: str
    term: str
    name: str
    vocabulary: str
    state: str
    topics: tuple[tuple[str, float], ...]
    services: int


def source_terms(
    home: Home, feed: str | None = None, *, undecided: bool = False
) -> list[SourceTerm]:
    """The terms of a feed or of all feeds; `undecided`: only those still open."""
    by_term: dict[tuple[str, str], list[TermTopic]] = {}
    for one in TermTopicStore(home.database).all(feed):
        by_term.setdefault((one.feed, one.term), []).append(one)
    ids = sorted({term for _, term in by_term})
    named = {term.id: term for term in home.directory.where_in(TaxonomyTerm, "id", ids)}
    links = home.directory.where_in(Attribute, "taxonomy_term_id", ids, link_entity=Service.TABLE)
    counted = Counter(link.taxonomy_term_id for link in links)
    found = [
        SourceTerm(
            feed=source,
            term=term,
            name=(named[term].name if term in named else None) or term,
            vocabulary=(named[term].taxonomy if term in named else None) or "",
            state=kept[0].state,
            topics=tuple((one.topic, one.weight) for one in kept if one.topic),
            services=counted[term],
        )
        for (source, term), kept in by_term.items()
    ]
    return [term for term in found if not undecided or term.state == OPEN]


def set_topics(
    home: Home, term: str, topics: Sequence[str], feed: str | None = None
) -> list[SourceTerm]:
    """Decide what a term, named by its id or name, means; `-` for none of our topics.

    Raises `NotFound` for a term no feed here has, `UnknownValue` for a topic nobody knows.
    """
    for topic in topics:
        if topic not in (*home.reference.topics, NONE_OF_OURS):
            raise UnknownValue("topic", topic, tuple(home.reference.topics))
    meant = [topic for topic in topics if topic != NONE_OF_OURS] or [""]
    with home.transaction():
        found = _named(home, term, feed)
        for one in found:
            TermTopicStore(home.database).confirm(one.feed, one.term, meant)
    return _again(home, found)


def reopen(home: Home, term: str, feed: str | None = None) -> list[SourceTerm]:
    """Take a decision back; the lexicon is asked again with the next import.

    Raises `NotFound` for a term no feed here has.
    """
    with home.transaction():
        found = _named(home, term, feed)
        for one in found:
            TermTopicStore(home.database).reopen(one.feed, one.term)
    return _again(home, found)


def decided(home: Home, feed: str) -> dict[str, list[str]]:
    """Term ids of a feed with the topics somebody has decided on."""
    found: dict[str, list[str]] = {}
    for one in TermTopicStore(home.database).all(feed):
        if one.state == CONFIRMED:
            found.setdefault(one.term, []).extend([one.topic] if one.topic else [])
    return found


def keep_found(home: Home, feed: str, records: Iterable[Record], propose: ProposeTopics) -> int:
    """Keep what the lexicon makes of the terms of a feed; returns how many stay open.

    Inside the import's transaction. A feed that brings no terms leaves what is known of them.
    """
    meanings = meanings_of_terms(records, propose, home.reference.topics)
    store = TermTopicStore(home.database)
    if meanings:
        store.replace_found(feed, (one for m in meanings for one in _found(feed, m)))
    settled = decided(home, feed)
    return sum(not (meaning.sure or meaning.term in settled) for meaning in meanings)


def _found(feed: str, meaning: Meaning) -> list[TermTopic]:
    if meaning.sure:
        return [TermTopic(feed, meaning.term, t, PROPOSED, w) for t, w in meaning.sure]
    best = meaning.topics[:1] or (("", 0.0),)
    return [TermTopic(feed, meaning.term, topic, OPEN, weight) for topic, weight in best]


def _named(home: Home, term: str, feed: str | None) -> list[SourceTerm]:
    """The terms with this id, else those with this name."""
    given = source_terms(home, feed)
    by_id = [one for one in given if one.term == term]
    found = by_id or [one for one in given if one.name.casefold() == term.strip().casefold()]
    if not found:
        raise NotFound("term", term[:80])
    return found


def _again(home: Home, terms: Iterable[SourceTerm]) -> list[SourceTerm]:
    keys = {(one.feed, one.term) for one in terms}
    return [one for one in source_terms(home) if (one.feed, one.term) in keys]
