"""Taking a feed into the directory of a home: one act, repeatable, nothing doubled."""

import dataclasses
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lotse_desk.domain.hsds import Attribute, Organization
from lotse_desk.domain.problems import Problem
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import DIRECTORY_TABLES, RecordOrigin
from lotse_desk.domain.turns import give_way
from lotse_desk.formats.imported import Imported, Known
from lotse_desk.formats.package_extras import is_uuid
from lotse_desk.formats.reading import AUTO, READ_FORMATS, TABLE, read_feed
from lotse_desk.formats.renaming import Key, renamed
from lotse_desk.formats.topic_mapping import FOUND, ProposeTopics, propose_topics
from lotse_desk.home.feed_files import open_feed
from lotse_desk.home.feed_identity import identify, new_ids, taken
from lotse_desk.home.feed_trust import (
    as_foreign,
    fraud_prone,
    is_proven_own,
    without_changes_to_others,
)
from lotse_desk.home.feed_update import Update
from lotse_desk.home.home import Home
from lotse_desk.home.kept_columns import keep_columns, list_columns
from lotse_desk.home.source_terms import decided, keep_found
from lotse_desk.home.topic_proposals import proposer
from lotse_desk.home.vocabulary import shipped_vocabulary

IMPORT_FORMATS = READ_FORMATS


@dataclass(frozen=True)
class ImportReport:
    """What was taken in: records by table, and a problem for every row not taken as it was.

    `rows` accounts for the rows of the feed: read = landed + merged + dropped. `open_terms` counts
    terms of the source nobody has given a topic, the lexicon being not sure either.
    """

    format: str
    counts: dict[str, int]
    problems: tuple[Problem, ...]
    rows: dict[str, int]
    open_terms: int = 0


def import_directory(
    home: Home,
    path: Path,
    format_name: str = AUTO,
    *,
    own: bool = False,
    columns: Mapping[str, str] = MappingProxyType({}),
) -> ImportReport:
    """Read a feed and take all of it in, in one transaction.

    `own` says that an export of this program is our own, perhaps edited: its rows take the place
    of ours with the same ids. Without it such a file must change nothing that is here, or it
    comes in as a stranger's. `columns` (`parse_columns`) says what titles of a town's own list
    mean; it is kept for the next import of a list with these titles.

    Raises `Unreadable`, `TooLarge`, `DiskFailure`, `UnknownValue`; then nothing was changed.
    """
    feed = open_feed(path)
    if columns and format_name == AUTO:
        format_name = TABLE
    known, titles = _known(home, feed.name), list_columns(home, columns)
    imported = read_feed(feed, format_name, known, titles)
    with home.transaction():
        if imported.own and (own or is_proven_own(home.directory, imported.records)):
            problems = (*imported.problems, *fraud_prone(home.directory, imported.records))
            home.directory.upsert(_in_order(imported.records))
            counts = _counts(imported.records)
            return ImportReport(imported.format, counts, problems, imported.account())
        if imported.own:
            imported = as_foreign(home.directory, imported)
        return _take(home, imported, columns)


def _take(home: Home, imported: Imported, columns: Mapping[str, str]) -> ImportReport:
    directory = home.directory
    here = taken(directory, imported.records)
    feed = identify(directory, imported.feed, imported.records)
    before = directory.where(RecordOrigin, feed=feed)
    changed, problems = new_ids(feed, imported.records, here, before)
    records = _with_origins(renamed(_needed(imported.records, here, changed), changed), feed)
    records, guarded = without_changes_to_others(directory, feed, records)
    problems += guarded
    propose = cache(proposer(shipped_vocabulary().lexicon))
    proposals = list(_proposals(home, records, feed, propose))
    open_terms = keep_found(home, feed, records, propose)
    keep_columns(home, feed, columns)
    records += proposals
    update = Update(directory, before, records, imported.tables)
    problems += update.remove_parts()
    problems += update.vanished()
    problems += fraud_prone(directory, records)
    directory.upsert(_in_order(records))
    counts = _counts([*imported.records, *proposals])
    all_problems = (*imported.problems, *problems)
    return ImportReport(imported.format, counts, all_problems, imported.account(), open_terms)


def _needed(
    records: Sequence[Record], here: Container[Key], changed: Mapping[Key, str]
) -> Iterator[Record]:
    """The records without placeholders for organizations that are here already."""
    needless = {
        origin.entity_id
        for origin in records
        if isinstance(origin, RecordOrigin)
        and origin.placeholder
        and (Organization.TABLE, origin.entity_id) in here
        and (Organization.TABLE, origin.entity_id) not in changed
    }
    for record in records:
        about = record.entity_id if isinstance(record, RecordOrigin) else record.id
        table = record.entity if isinstance(record, RecordOrigin) else record.TABLE
        if table != Organization.TABLE or about not in needless:
            yield record


def _with_origins(records: Iterable[Record], feed: str) -> list[Record]:
    """The records, their origins naming the feed as it is known here."""
    return [
        dataclasses.replace(record, id=f"{record.entity}:{record.entity_id}", feed=feed)
        if isinstance(record, RecordOrigin)
        else record
        for record in records
    ]


def _proposals(
    home: Home, records: Sequence[Record], feed: str, propose: ProposeTopics
) -> Iterator[Record]:
    """Topics for services, but none that somebody has decided about already."""
    proposals = propose_topics(records, propose, home.reference.topics, decided(home, feed))
    settled = {
        link.id
        for link in home.directory.where_in(Attribute, "id", [link.id for link in proposals])
        if link.value not in FOUND
    }
    for proposal in proposals:
        if proposal.id not in settled:
            yield proposal
            yield RecordOrigin(
                id=f"{Attribute.TABLE}:{proposal.id}",
                entity=Attribute.TABLE,
                entity_id=proposal.id,
                feed=feed,
            )


def _known(home: Home, feed: str) -> Known:
    """Records a feed may refer to without bringing them: its own of earlier times, and UUIDs."""

    def known(table: str, record_id: str) -> bool:
        give_way()
        if home.directory.get(DIRECTORY_TABLES[table], record_id) is None:
            return False
        origins = home.directory.where(RecordOrigin, entity=table, entity_id=record_id)
        if any(origin.placeholder for origin in origins):
            return False
        return is_uuid(record_id) or any(origin.feed == feed for origin in origins)

    return known


def _in_order(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda record: record.TABLE)


def _counts(records: Iterable[Record]) -> dict[str, int]:
    counted = Counter(record.TABLE for record in records if not isinstance(record, RecordOrigin))
    return {table: counted[table] for table in DIRECTORY_TABLES if counted[table]}
