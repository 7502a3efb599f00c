"""Keeping the search index true: records of the directory become index documents."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from lotse_desk.domain.hsds import (
    Attribute,
    Organization,
    RequiredDocument,
    Service,
    ServiceArea,
)
from lotse_desk.domain.supplement import (
    TOPIC_PROPOSED,
    Document,
    MasterDocument,
    MasterName,
    MasterText,
    RecordOrigin,
    Synonym,
    Translation,
)
from lotse_desk.domain.turns import give_way
from lotse_desk.home.vocabulary import parts_digest, shipped_vocabulary
from lotse_desk.search.analysis import Analyser, IndexDocument, IndexText
from lotse_desk.search.fold import words
from lotse_desk.search.german import Splitter
from lotse_desk.storage.directory import DirectoryStore
from lotse_desk.storage.search_index import RecordFacts, SearchIndex
from lotse_desk.storage.search_index_writer import NewDocument, SearchIndexWriter

INDEX_VERSION = "4"
"""Raised when index terms are made in another way: homes then index all records anew."""

_CHUNK = 500
_WRITTEN_AT_ONCE = 25
_PROPOSED_TOPIC = 0.05
"""How sure topics of a feed's records are that nobody here has decided about."""
Row = TypeVar("Row")
_SERVICE_TEXTS = (
    "description",
    "eligibility_description",
    "application_process",
    "fees_description",
    "additional_information",
)
_MASTER_TEXTS = ("description", "eligibility", "cost", "steps", "claim_start", "legal_basis")
_SUMMARIES = ("short_description", "what_to_say")
_FIELD_OF = {"name": "name", **dict.fromkeys(_SUMMARIES, "summary")}


@dataclass(frozen=True)
class _Draft:
    """A record on its way into the index."""

    id: str
    document: IndexDocument
    facts: RecordFacts

    def fingerprint(self) -> str:
        """Changes when the record must be indexed anew."""
        return hashlib.sha256(repr((self.document, self.facts)).encode()).hexdigest()[:32]


def analyser_of(index: SearchIndex) -> Analyser:
    """An analyser that knows the shipped words and those the indexed texts brought."""
    splitter = Splitter(shipped_vocabulary().parts)
    splitter.recall(index.words())
    return Analyser(splitter)


def refresh(directory: DirectoryStore, index: SearchIndexWriter) -> int:
    """Index what changed since the last time; returns the number of documents made anew.

    Belongs to the transaction that changed the records.
    """
    stale = index.stale()
    if not stale:
        return 0
    index.begin()
    if not index.state("version"):
        index.put_state("version", _version())
    analyser = analyser_of(index)
    made = 0
    for ids in _chunks(stale.get(Service.TABLE, [])):
        services = directory.where_in(Service, "id", ids)
        index.remove(Service.TABLE, set(ids) - {record.id for record in services})
        made += _put(index, analyser, Service.TABLE, list(_services(directory, services)))
    for ids in _chunks(stale.get(MasterText.TABLE, [])):
        masters = directory.where_in(MasterText, "id", ids)
        index.remove(MasterText.TABLE, set(ids) - {record.id for record in masters})
        made += _put(index, analyser, MasterText.TABLE, list(_masters(directory, masters)))
    index.settle()
    return made


def fields_of(directory: DirectoryStore, index: SearchIndex, record: str) -> dict[str, set[str]]:
    """Index term -> the fields of a service or master text that hold it, for explanations."""
    analyser = analyser_of(index)
    drafts = [
        *_services(directory, directory.where_in(Service, "id", [record])),
        *_masters(directory, directory.where_in(MasterText, "id", [record])),
    ]
    found: dict[str, set[str]] = {}
    for text in (text for draft in drafts for text in draft.document.texts):
        for word in words(text.text):
            for term, _ in analyser.terms(word, text.language):
                found.setdefault(term, set()).add(text.field)
    return found


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def refresh_after_update(directory: DirectoryStore, index: SearchIndexWriter) -> int:
    """Index everything anew if this program makes other terms than the one that indexed it."""
    if index.state("version") in ("", _version()):
        return 0
    with index.transaction():
        index.clear()
        index.put_state("version", _version())
        return refresh(directory, index)


@cache
def _version() -> str:
    return f"{INDEX_VERSION}.{parts_digest()}"


def _put(
    index: SearchIndexWriter, analyser: Analyser, entity: str, drafts: Sequence[_Draft]
) -> int:
    prints = {draft.id: draft.fingerprint() for draft in drafts}
    known = index.fingerprints(entity, list(prints))
    changed = [draft for draft in drafts if known.get(draft.id) != prints[draft.id]]
    index.add_words(analyser.learn(_german_words(changed)))
    made = []
    for draft in changed:
        give_way()
        impacts = analyser.impacts(draft.document)
        made.append(NewDocument(draft.id, draft.facts, prints[draft.id], impacts))
    for start in range(0, len(made), _WRITTEN_AT_ONCE):
        give_way()
        index.put(entity, made[start : start + _WRITTEN_AT_ONCE])
    return len(changed)


def _german_words(drafts: Iterable[_Draft]) -> list[str]:
    """Words of German texts, short ones first, so that compounds meet their parts."""
    found = {
        word
        for draft in drafts
        for text in draft.document.texts
        if text.language == "de"
        for word in words(text.text)
    }
    return sorted(found, key=lambda word: (len(word), word))


def _services(directory: DirectoryStore, records: Sequence[Service]) -> Iterator[_Draft]:
    ids = [record.id for record in records]
    translations = _grouped(
        directory.where_in(Translation, "entity_id", ids, entity=Service.TABLE), "entity_id"
    )
    links = _grouped(
        directory.where_in(Attribute, "link_id", ids, link_entity=Service.TABLE), "link_id"
    )
    documents = _grouped(directory.where_in(RequiredDocument, "service_id", ids), "service_id")
    synonyms = _grouped(directory.where_in(Synonym, "target", ids), "target")
    areas = _grouped(directory.where_in(ServiceArea, "service_id", ids), "service_id")
    bodies = {
        body.id: body
        for body in directory.where_in(
            Organization, "id", sorted({r.organization_id for r in records if r.organization_id})
        )
    }
    imported = {
        origin.entity_id
        for origin in directory.where_in(RecordOrigin, "entity_id", ids, entity=Service.TABLE)
        if origin.feed
    }
    topics_with_text = {master.topic: master.id for master in directory.rows(MasterText)}
    names = shipped_vocabulary().topic_names
    for record in records:
        texts = [
            *_german("name", record.name),
            *_german("synonyms", record.alternate_name),
            *_synonyms(synonyms.get(record.id, ())),
            *(t for name in _SERVICE_TEXTS for t in _german("text", getattr(record, name))),
            *(t for d in documents.get(record.id, ()) for t in _german("text", d.document)),
            *_translated(translations.get(record.id, ())),
        ]
        body = bodies.get(record.organization_id or "")
        if body:
            texts += _german("summary", body.name)
            texts += _german("summary", body.alternate_name)
        topics = [
            link.taxonomy_term_id
            for link in links.get(record.id, ())
            if link.taxonomy_term_id in names
        ]
        inherits = None
        if topics and topics[0] and not record.description and record.id not in imported:
            inherits = topics_with_text.get(topics[0])
        guessed = {
            link.taxonomy_term_id
            for link in links.get(record.id, ())
            if record.id in imported and link.value == TOPIC_PROPOSED
        }
        slugs = tuple(dict.fromkeys(topic for topic in topics if topic))
        yield _Draft(
            record.id,
            IndexDocument(
                tuple(texts),
                tuple((slug, _PROPOSED_TOPIC if slug in guessed else 1.0) for slug in slugs),
            ),
            RecordFacts(
                inherits,
                record.organization_id or "",
                tuple(a.extent for a in areas.get(record.id, ()) if a.extent),
                slugs,
            ),
        )


def _masters(directory: DirectoryStore, records: Sequence[MasterText]) -> Iterator[_Draft]:
    ids = [record.id for record in records]
    translations = _grouped(
        directory.where_in(Translation, "entity_id", ids, entity=MasterText.TABLE), "entity_id"
    )
    names = _grouped(directory.where_in(MasterName, "master_text_id", ids), "master_text_id")
    links = _grouped(directory.where_in(MasterDocument, "master_text_id", ids), "master_text_id")
    synonyms = _grouped(directory.where_in(Synonym, "target", ids), "target")
    documents = {document.id: document.name for document in directory.rows(Document)}
    for record in records:
        texts = [
            *_german("name", record.name),
            *(t for name in names.get(record.id, ()) for t in _german("synonyms", name.name)),
            *_german("synonyms", shipped_vocabulary().topic_names.get(record.topic)),
            *_synonyms(synonyms.get(record.id, ())),
            *(t for name in _SUMMARIES for t in _german("summary", getattr(record, name))),
            *(t for name in _MASTER_TEXTS for t in _german("text", getattr(record, name))),
            *(
                t
                for link in links.get(record.id, ())
                for t in _german("text", documents.get(link.document_id))
            ),
            *_translated(translations.get(record.id, ())),
        ]
        yield _Draft(
            record.id,
            IndexDocument(tuple(texts), ((record.topic, 1.0),)),
            RecordFacts(topics=(record.topic,)),
        )


def _german(field: str, text: str | None) -> list[IndexText]:
    return [IndexText(field, "de", text)] if text else []


def _translated(translations: Iterable[Translation]) -> Iterator[IndexText]:
    for translation in translations:
        field = _FIELD_OF.get(translation.field, "text")
        yield IndexText(field, translation.language, translation.text)


def _synonyms(synonyms: Iterable[Synonym]) -> Iterator[IndexText]:
    for synonym in synonyms:
        yield IndexText("synonyms", synonym.language, synonym.term)


def _grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(getattr(row, column), []).append(row)
    return grouped
