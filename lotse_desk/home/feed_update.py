"""What a feed brought earlier and does not bring again: parts go, records stay and are named."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from lotse_desk.domain.hsds import Location, Organization, Program, Service, TaxonomyTerm
from lotse_desk.domain.problems import Problem
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import DIRECTORY_TABLES, TOPIC_TAXONOMY, RecordOrigin
from lotse_desk.formats.renaming import Key, pointing
from lotse_desk.formats.topic_mapping import FOUND
from lotse_desk.formats.values import number_of
from lotse_desk.home.feed_parts import PARTS, dependents, owners
from lotse_desk.storage.directory import DirectoryStore

_NAMED = (Service.TABLE, Organization.TABLE, Location.TABLE, Program.TABLE)
_TOPICS = "attribute"


class Update:
    """A feed taken in again; `before` are the origins it left here the last time.

    `tables`: those the feed tells of, None for all; of the others it takes nothing away.
    """

    def __init__(
        self,
        directory: DirectoryStore,
        before: Sequence[RecordOrigin],
        records: Sequence[Record],
        tables: Collection[str] | None = None,
    ) -> None:
        self._directory = directory
        self._keys: set[Key] = {(record.TABLE, record.id) for record in records}
        self._referred: set[Key] = {key for record in records for _, key in pointing(record)}
        brought = {record.TABLE for record in records}
        self._tables = None if tables is None else brought.union(tables)
        self._gone: dict[str, list[str]] = defaultdict(list)
        self._placeholders: list[str] = []
        for origin in before:
            if (origin.entity, origin.entity_id) in self._keys:
                continue
            if origin.placeholder:
                self._placeholders.append(origin.entity_id)
            else:
                self._gone[origin.entity].append(origin.entity_id)

    def remove_parts(self) -> list[Problem]:
        """Delete telephone numbers and the like that their record no longer has.

        Only in tables the feed tells of. A part stays where something is known of it that the
        feed did not bring (a local note, an allocation), and so does what hangs on it.
        """
        doomed: dict[Key, Record] = {}
        for table in PARTS:
            doomed.update({(table, part.id): part for part in self._doomed(table)})
        kept = self._extend(doomed)
        removed: dict[str, list[str]] = defaultdict(list)
        for key in doomed:
            if key not in kept:
                removed[key[0]].append(key[1])
        for table, ids in removed.items():
            self._delete(table, ids)
        self._remove_placeholders()
        problems = [
            Problem(
                table,
                f"{PARTS[table]}, die nicht mehr in der Quelle stehen: {len(removed[table])}.",
                "Sie wurden entfernt.",
            )
            for table in PARTS
            if removed[table]
        ]
        problems += [
            Problem(
                f"{table} {record_id}",
                "Die Angabe steht nicht mehr in der Quelle; an ihr hängen Angaben von hier.",
                "Sie bleibt; bitte prüfen.",
            )
            for table, record_id in sorted(kept)
        ]
        return problems

    def vanished(self) -> list[Problem]:
        """Services, organizations, places and programs the feed no longer has; they stay."""
        problems = [
            Problem(
                f"{table} {record_id}",
                "Der Eintrag steht nicht mehr in der Quelle.",
                "Er bleibt, bis ihn jemand löscht.",
            )
            for table in _NAMED
            if self._tells_of(table)
            for record_id in self._gone[table]
        ]
        terms = self._gone[TaxonomyTerm.TABLE]
        if terms and self._tells_of(TaxonomyTerm.TABLE):
            count = number_of(len(terms), "Begriff steht", "Begriffe stehen")
            reason = f"{count} nicht mehr in der Quelle."
            problems.append(Problem(TaxonomyTerm.TABLE, reason, "Sie bleiben, ohne Zuordnung."))
        return problems

    def _tells_of(self, table: str) -> bool:
        return self._tables is None or table in self._tables

    def _doomed(self, table: str) -> list[Record]:
        """Parts of records that came again, or of none, themselves not."""
        if not self._gone[table] or not (self._tells_of(table) or table == _TOPICS):
            return []
        return [
            part
            for part in self._directory.where_in(DIRECTORY_TABLES[table], "id", self._gone[table])
            if self._came_again(owners(part))
            and (table, part.id) not in self._referred
            and not _is_decided(part)
            and (self._tells_of(table) or _is_found(part))
        ]

    def _came_again(self, whose: set[Key]) -> bool:
        return not whose or bool(self._keys & whose)

    def _extend(self, doomed: dict[Key, Record]) -> set[Key]:
        """Add what hangs on the doomed; returns those that stay for what hangs on them."""
        above: dict[Key, set[Key]] = defaultdict(set)
        foreign: set[Key] = set()
        gone = {(table, record_id) for table, ids in self._gone.items() for record_id in ids}
        level = list(doomed)
        while level:
            found: list[Key] = []
            for parent, part in dependents(self._directory, level):
                key = (part.TABLE, part.id)
                above[key].add(parent)
                if key in self._keys or key in doomed:
                    continue
                if key in gone and key not in self._referred and not _is_decided(part):
                    doomed[key] = part
                    found.append(key)
                else:
                    foreign.add(key)
            level = found
        kept = _upwards(foreign, above)
        below: dict[Key, set[Key]] = defaultdict(set)
        for key, parents in above.items():
            for parent in parents:
                below[parent].add(key)
        return (kept | _upwards(kept, below)) & doomed.keys()

    def _remove_placeholders(self) -> None:
        """Delete organizations that stood in for a missing one and that nothing names any more."""
        table = Organization.TABLE
        keys = [(table, record_id) for record_id in self._placeholders]
        needed = {key[1] for key in keys if key in self._referred}
        for parent, part in dependents(self._directory, keys):
            if (part.TABLE, part.id) not in self._keys:
                needed.add(parent[1])
        self._delete(table, [key[1] for key in keys if key[1] not in needed])

    def _delete(self, table: str, ids: Sequence[str]) -> None:
        origins = [
            origin.id
            for origin in self._directory.where_in(RecordOrigin, "entity_id", ids, entity=table)
        ]
        self._directory.delete(RecordOrigin, origins)
        self._directory.delete(DIRECTORY_TABLES[table], ids)


def _upwards(start: Collection[Key], edges: Mapping[Key, set[Key]]) -> set[Key]:
    """All that is reached along the edges, without the start itself."""
    reached: set[Key] = set()
    level = set(start)
    while level:
        level = {key for known in level for key in edges.get(known, ())} - reached
        reached |= level
    return reached


def _is_found(part: Record) -> bool:
    """Whether this is a link to one of our topics that the program has found."""
    return (
        getattr(part, "link_type", None) == TOPIC_TAXONOMY and getattr(part, "value", None) in FOUND
    )


def _is_decided(part: Record) -> bool:
    """Whether somebody has decided about this link to one of our topics."""
    return getattr(part, "link_type", None) == TOPIC_TAXONOMY and not _is_found(part)
