"""Search over one state of a home's index: candidates, who is responsible, hits."""

import datetime as dt
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from lotse_desk.domain.hsds import Organization, Service
from lotse_desk.domain.languages import LANGUAGES
from lotse_desk.domain.reference import DISTRICT
from lotse_desk.domain.service_card import LocalText
from lotse_desk.domain.supplement import (
    MasterText,
    RecordOrigin,
    Synonym,
    Translation,
    text_hash,
)
from lotse_desk.home import clock
from lotse_desk.home.explain import explain_hit, reasons
from lotse_desk.home.find_filters import Filters
from lotse_desk.home.guidance import Guide
from lotse_desk.home.hits import ALL_TOWNS, Hit, Wish
from lotse_desk.home.home import Home
from lotse_desk.home.indexing import analyser_of, fields_of
from lotse_desk.home.open_states import is_open, open_states
from lotse_desk.home.open_text import open_text
from lotse_desk.home.vocabulary import shipped_vocabulary
from lotse_desk.search.fold import fold, words
from lotse_desk.search.lexicon import (
    LETTER_MARK,
    SITUATION_MARK,
    Entry,
    Lexicon,
    make_entry,
)
from lotse_desk.search.query import QueryReader
from lotse_desk.search.rank import Ranking, Reasons, Scored
from lotse_desk.search.reading import Query, TopicGuess
from lotse_desk.search.remembered import RememberedPostings
from lotse_desk.search.typos import Typos
from lotse_desk.storage.search_index import IndexedRecord, RecordFacts, SearchIndex

_CANDIDATES = 50
_FILTERED = 80
_MAYBE_OPEN = 200
_OWN_SHARE = 0.3
_SECOND_BODY = 0.93
_ELSEWHERE = 0.35
_LEVEL = 8
_FEW_TOPICS = 3
_EVERYWHERE = "de"
_MIN_TOWN = 4
"""Letters of the shortest word that names a town: of "Haltern am See" only the first does."""


class Finder:
    """Search over one state of a home's index."""

    def __init__(self, home: Home, generation: str) -> None:
        self.home = weakref.proxy(home)  # kept beside the home, it must not keep the home
        self.index = index = home.search_index
        self.postings = RememberedPostings(index)
        self.generation = generation
        self._filters = Filters(index, home.reference)
        self._served_elsewhere: dict[str, frozenset[int]] = {}
        self._towns = {
            word: slug
            for slug, town in home.reference.towns.items()
            for word in words(town.name)
            if slug != DISTRICT and len(word) >= _MIN_TOWN
        }
        vocabulary = shipped_vocabulary()
        self.guide = Guide(home.directory)
        office = vocabulary.lexicon.extended(_own_entries(home))
        languages = dict.fromkeys((*office.languages, *LANGUAGES))
        lexicon = Lexicon(self.guide.sources(languages), office)
        analyser = analyser_of(index)
        self.reader = QueryReader(
            analyser,
            lexicon,
            vocabulary.topic_names,
            self.postings,
            Typos(partial(_known_words, lexicon, vocabulary.parts, index)),
        )

    def hits(self, query: Query, wish: Wish) -> Iterator[Hit]:
        """Hits in order, filtered, with names, reasons and hours."""
        moment = wish.open_at or clock.now()
        town = wish.town or self._named_town(query.text) or self.home.town or ALL_TOWNS
        ars = self._area(town)
        kept = self._filters.kept(wish)
        candidates = _CANDIDATES if kept is None else _FILTERED
        candidates = candidates if wish.open_at is None else _MAYBE_OPEN
        ranking = Ranking(
            query,
            self.postings,
            limit=max(candidates, wish.limit),
            elsewhere=self._elsewhere(ars),
            share_elsewhere=_ELSEWHERE,
            only=None if kept is None else self._filters.to_be_ranked(kept),
        )
        ordered = self._in_order(ranking.best, ars)
        if kept is not None:
            ordered = [c for c in ordered if c.record.document in kept]
        count = 0
        batch = max(wish.limit, _CANDIDATES)
        for start in range(0, len(ordered), batch):
            chunk = ordered[start : start + batch]
            if wish.open_at is not None:
                chunk = self._open_ones(chunk, wish.open_at)
            for hit in self._made(chunk[: wish.limit - count], query, ranking, wish, moment):
                yield hit
                count += 1
            if count >= wish.limit:
                return

    def _open_ones(
        self, candidates: Sequence["_Candidate"], moment: dt.datetime
    ) -> list["_Candidate"]:
        """Those where somebody can walk in at a moment."""
        ids = [candidate.record.id for candidate in candidates]
        states = open_states(self.home, self.home.directory.where_in(Service, "id", ids), moment)
        return [c for c in candidates if is_open(states.get(c.record.id))]

    def responsible(self, topics: Sequence[str], because: str, wish: Wish) -> tuple[Hit, ...]:
        """For each topic in order the record that answers for the person's home, each once.

        Where nobody is known it is the master text, or the help line of a discreet topic.
        """
        found: dict[str, Hit] = {}
        for slug in topics:
            query = Query("", topics=(TopicGuess(slug, 1.0, because),))
            hits = [h for h in self.hits(query, replace(wish, limit=_LEVEL)) if slug in h.topics]
            best = _most_devoted(hits)
            if best and not best[0].body and self.home.reference.flagged((slug,), "discreet"):
                best = [h for h in best if h.body and len(h.topics) <= _FEW_TOPICS] or best
            found |= {hit.id: hit for hit in best[:1] if hit.id not in found}
        return tuple(found.values())

    def _named_town(self, text: str) -> str:
        """The town that the words name, as in "Wohngeld in Marl"; empty if none or several."""
        said = fold(text).replace("kreis recklinghausen", "").split()
        named = {self._towns[word] for word in said if word in self._towns}
        return named.pop() if len(named) == 1 else ""

    def _area(self, town: str) -> str:
        if town in (ALL_TOWNS, DISTRICT):
            return ""
        ars: str = self.home.reference.town(town).ars
        return ars

    def _elsewhere(self, ars: str) -> frozenset[int]:
        """Documents that serve people who live elsewhere."""
        if ars and ars not in self._served_elsewhere:
            listed = self.index.areas()
            away = {areas for _, areas in listed}
            away = {areas for areas in away if not _serves(areas.split(), ars)}
            self._served_elsewhere[ars] = frozenset(d for d, areas in listed if areas in away)
        return self._served_elsewhere.get(ars, frozenset())

    def _in_order(self, scored: Sequence[Scored], ars: str) -> list["_Candidate"]:
        """Candidates by score: responsible ones first, one of a topic and body before others."""
        records = self.index.records([s.document for s in scored])
        own = {s.document: s for s in scored}
        masters = {
            records[s.document].id: s
            for s in scored
            if s.document in records and records[s.document].entity == MasterText.TABLE
        }
        heirs = self.index.heirs(list(masters))
        candidates: dict[str, _Candidate] = {}
        for master_id, score in masters.items():
            known = False
            for heir in heirs.get(master_id, ()):
                away = _responsible(heir.facts, ars) is False
                known = known or not away
                extra = own[heir.document].score * _OWN_SHARE if heir.document in own else 0.0
                whole = (score.score + extra) * (_ELSEWHERE if away else 1.0)
                candidates[heir.id] = _Candidate(heir, score, whole, master_id, away)
            if not known:
                record = records[score.document]
                candidates[record.id] = _Candidate(record, score, score.score, master_id, False)
        for score in scored:
            found = records.get(score.document)
            if found is None or found.entity == MasterText.TABLE or found.id in candidates:
                continue
            away = _responsible(found.facts, ars) is False
            candidates[found.id] = _Candidate(found, score, score.score, found.facts.inherits, away)
        return _folded(sorted(candidates.values(), key=lambda c: (-c.score, c.record.id)))

    def _made(
        self,
        candidates: Sequence["_Candidate"],
        query: Query,
        ranking: Ranking,
        wish: Wish,
        moment: dt.datetime,
    ) -> Iterator[Hit]:
        store = self.home.directory
        ids = [candidate.record.id for candidate in candidates]
        services = {s.id: s for s in store.where_in(Service, "id", ids)}
        masters = {m.id: m for m in store.where_in(MasterText, "id", ids)}
        named_by = {c.master for c in candidates if c.master} - set(masters)
        origins = {
            o.entity_id: o
            for o in store.where_in(RecordOrigin, "entity_id", ids, entity=Service.TABLE)
        }
        states = open_states(self.home, list(services.values()), moment)
        body_ids = sorted({c.record.facts.body for c in candidates if c.record.facts.body})
        bodies = {b.id: b.name or "" for b in store.where_in(Organization, "id", body_ids)}
        translated = self._names(wish.language, [*ids, *named_by])
        for candidate in candidates:
            record = candidate.record
            service = services.get(record.id)
            german = (service.name if service else masters[record.id].name) or record.id
            other = next(
                (
                    translation.text
                    for key in (record.id, candidate.master)
                    if key
                    and (translation := translated.get(key))
                    and translation.source_hash == text_hash(german)
                ),
                None,
            )
            state = states.get(record.id)
            origin = origins.get(record.id)
            why = ranking.reasons(candidate.scored.document)
            yield Hit(
                id=record.id,
                source_id=origin.source_id if origin else None,
                name=LocalText(german, other),
                topics=record.facts.topics,
                score=round(candidate.score, 4),
                why=reasons(query, why, self.home.reference),
                open=open_text(state, moment) if state else "",
                open_state=state,
                body=record.facts.body,
                body_name=bodies.get(record.facts.body, ""),
                explanation=self._explained(query, why, candidate) if wish.explain else (),
            )

    def _explained(self, query: Query, why: Reasons, candidate: "_Candidate") -> tuple[str, ...]:
        scored = self.index.records([candidate.scored.document])[candidate.scored.document]
        held = fields_of(self.home.directory, self.index, scored.id)
        lines = explain_hit(query, why, held, self.home.reference)
        if candidate.away:
            return (*lines, f"×{_ELSEWHERE} zuständig für Menschen, die anderswo wohnen")
        own = candidate.score - candidate.scored.score
        return (*lines, f"{own:.2f} was bei der Stelle selbst steht") if own > 0 else lines

    def _names(self, language: str, ids: Sequence[str]) -> dict[str, Translation]:
        """Id of a service or master text -> its name in a language."""
        if language == "de":
            return {}
        return {
            translation.entity_id: translation
            for entity in (MasterText.TABLE, Service.TABLE)
            for translation in self.home.directory.where_in(
                Translation, "entity_id", ids, entity=entity, language=language, field="name"
            )
        }


@dataclass(frozen=True)
class _Candidate:
    """A record in the running; `scored` is its own or its master text's score.

    `away`: it serves people who live elsewhere.
    """

    record: IndexedRecord
    scored: Scored
    score: float
    master: str | None
    away: bool


def _responsible(facts: RecordFacts, ars: str) -> bool | None:
    """Whether a record serves people who live there; None where nobody can say."""
    return _serves(facts.areas, ars) if ars and facts.areas else None


def _serves(areas: Iterable[str], ars: str) -> bool:
    """Whether a place lies in one of the areas: the same, or one that contains it."""
    return any(area == _EVERYWHERE or ars.startswith(area.rstrip("0") or "-") for area in areas)


def _folded(ordered: Sequence[_Candidate]) -> list[_Candidate]:
    """Of the records that inherit a master text, one of each topic and body before all others.

    Those for people who live elsewhere come last if somebody is responsible here.
    """
    heirs = [c for c in ordered if c.record.facts.inherits is not None]
    served_here = {c.record.facts.topics[0] for c in heirs if not c.away}
    seen: set[tuple[str, str]] = set()
    bodies: dict[str, int] = {}
    first: list[tuple[float, _Candidate]] = []
    later: list[_Candidate] = []
    for candidate in ordered:
        facts = candidate.record.facts
        if facts.inherits is None:
            first.append((candidate.score, candidate))
            continue
        topic = facts.topics[0]
        if (topic, facts.body) in seen or (candidate.away and topic in served_here):
            later.append(candidate)
            continue
        seen.add((topic, facts.body))
        first.append((candidate.score * _SECOND_BODY ** bodies.get(topic, 0), candidate))
        bodies[topic] = bodies.get(topic, 0) + 1
    first.sort(key=lambda pair: -pair[0])
    return [candidate for _, candidate in first] + later


def _most_devoted(hits: Sequence[Hit]) -> list[Hit]:
    """Hits as good as the first, those about the fewest topics before others."""
    level = [hit for hit in hits if hit.score == hits[0].score]
    return sorted(level, key=lambda hit: len(hit.topics))


def _own_entries(home: Home) -> Iterator[Entry]:
    """What the office added to the lexicon; names of single records stand in the index itself."""
    for synonym in home.directory.rows(Synonym):
        marked = synonym.target.startswith(("=", LETTER_MARK, SITUATION_MARK))
        if marked or synonym.target in home.reference.topics:
            entry = make_entry(synonym.term, synonym.language, synonym.kind, synonym.target)
            if isinstance(entry, Entry):
                yield entry


def _known_words(lexicon: Lexicon, parts: Iterable[str], index: SearchIndex) -> list[str]:
    """Words a misspelling may stand for: of the lexicon in German, the dictionary, the texts."""
    return [*parts, *index.words(), *lexicon.words("de")]
