"""Whether a feed came before, and which records here are its own."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable

from rapidfuzz import fuzz

from lotse_desk.domain.hsds import (
    HSDS_TABLES,
    Location,
    Organization,
    Service,
    Taxonomy,
    TaxonomyTerm,
)
from lotse_desk.domain.problems import Problem
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import RecordOrigin
from lotse_desk.formats.renaming import Key
from lotse_desk.storage.directory import DirectoryStore

_NAMED: tuple[type[Service | Organization | Location], ...] = (Service, Organization, Location)
_VOCABULARY = frozenset({Taxonomy.TABLE, TaxonomyTerm.TABLE})
"""Tables whose ids sources share, as those of official lists; told together."""

_ALIKE = 60
_COMPARED = 200


def taken(directory: DirectoryStore, records: Iterable[Record]) -> set[Key]:
    """Which ids of imported HSDS records are those of records here."""
    by_table: dict[str, list[str]] = defaultdict(list)
    for record in records:
        if record.TABLE in HSDS_TABLES:
            by_table[record.TABLE].append(record.id)
    return {
        (table, found.id)
        for table, ids in by_table.items()
        for found in directory.where_in(HSDS_TABLES[table], "id", ids)
    }


def identify(directory: DirectoryStore, name: str, records: Iterable[Record]) -> str:
    """The name of the feed: that of an earlier one whose records it mostly brings again.

    A file's name says little (two towns send `services.csv`, one town sends it renamed), so what
    counts is whether records with the same ids in the feed have much the same names.
    """
    names = {
        (record.TABLE, record.id): record.name for record in records if isinstance(record, _NAMED)
    }
    agreeing: Counter[str] = Counter()
    differing: Counter[str] = Counter()
    feeds: set[str] = set()
    for kind in _NAMED:
        origins = [o for o in directory.where(RecordOrigin, entity=kind.TABLE) if o.feed]
        feeds.update(origin.feed for origin in origins if origin.feed)
        again = [o for o in origins if names.get((kind.TABLE, o.source_id or "")) is not None]
        ids = [origin.entity_id for origin in again]
        here = {record.id: record.name for record in directory.where_in(kind, "id", ids)}
        for origin in again:
            new, old = names[kind.TABLE, origin.source_id or ""], here.get(origin.entity_id)
            if new and old and origin.feed:
                (agreeing if _alike(new, old) else differing)[origin.feed] += 1
    for feed, count in agreeing.most_common(1):
        if count >= differing[feed]:
            return feed
    if not differing[name]:
        return name
    number = 2
    while f"{name}~{number}" in feeds:
        number += 1
    return f"{name}~{number}"


def _alike(new: str, old: str) -> bool:
    return fuzz.ratio(new[:_COMPARED].casefold(), old[:_COMPARED].casefold()) >= _ALIKE


def new_ids(
    feed: str, records: Iterable[Record], here: Container[Key], own: Iterable[RecordOrigin]
) -> tuple[dict[Key, str], list[Problem]]:
    """Ids for records whose own id is taken by a record of another origin, and the report.

    `here` are the ids taken, `own` the origins the feed left here earlier: a record keeps the id
    it got then.
    """
    earlier = {(origin.entity, origin.entity_id) for origin in own}
    changed: dict[Key, str] = {}
    problems: list[Problem] = []
    words: Counter[str] = Counter()
    for record in records:
        key = (record.TABLE, record.id)
        if record.TABLE not in HSDS_TABLES:
            continue
        if key in earlier:
            continue
        elsewhere = f"{feed}:{record.id}"
        if (record.TABLE, elsewhere) not in earlier and key not in here:
            continue
        changed[key] = elsewhere
        if record.TABLE in _VOCABULARY:
            words[record.TABLE] += 1
            continue
        problems.append(
            Problem(
                f"{record.TABLE} {record.id}",
                "Diese Kennung hat hier schon ein Eintrag anderer Herkunft.",
                f"Der neue Eintrag bekam die Kennung „{changed[key]}“.",
            )
        )
    problems += [
        Problem(
            table,
            f"Kennungen, die hier schon Einträge anderer Herkunft haben: {count}.",
            f"Die neuen Einträge bekamen „{feed}:“ vor ihre Kennung.",
        )
        for table, count in words.items()
    ]
    return changed, problems
