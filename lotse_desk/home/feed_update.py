"""What a feed brought earlier and does not bring again: parts go, records stay and are named."""

from collections import defaultdict
from collections.abc import Sequence

from lotse_desk.domain.hsds import Language, Location, Organization, Phone, Service
from lotse_desk.domain.problems import Problem
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import DIRECTORY_TABLES, TOPIC_TAXONOMY, RecordOrigin
from lotse_desk.formats.renaming import Key
from lotse_desk.formats.schema import POINTERS, references
from lotse_desk.formats.topic_mapping import PROPOSED
from lotse_desk.storage.directory import DirectoryStore

_NAMED = (Service.TABLE, Organization.TABLE, Location.TABLE)
_PARTS = {
    "address": "Adressen",
    "attribute": "Zuordnungen zu Themen",
    "language": "Sprachangaben",
    "phone": "Telefonnummern",
    "schedule": "Öffnungszeiten",
    "service_area": "Zuständigkeitsgebiete",
    "url": "Internetadressen",
}
"""Tables of parts, which go when their record comes again without them."""


class Update:
    """A feed taken in again; `before` are the origins it left here the last time."""

    def __init__(
        self, directory: DirectoryStore, before: Sequence[RecordOrigin], records: Sequence[Record]
    ) -> None:
        self._directory = directory
        self._keys: set[Key] = {(record.TABLE, record.id) for record in records}
        self._tables = {record.TABLE for record in records}
        self._gone: dict[str, list[str]] = defaultdict(list)
        for origin in before:
            if (origin.entity, origin.entity_id) not in self._keys and not origin.placeholder:
                self._gone[origin.entity].append(origin.entity_id)

    def remove_parts(self) -> list[Problem]:
        """Delete telephone numbers and the like that their record no longer has.

        Only in tables that the feed brought this time: a file alone says nothing of the others.
        """
        problems = []
        for table, names in _PARTS.items():
            ids = self._doomed(table) if table in self._tables else []
            if not ids:
                continue
            if table == Phone.TABLE:
                spoken = self._directory.where_in(Language, "phone_id", ids)
                self._delete(Language.TABLE, [row.id for row in spoken])
            self._delete(table, ids)
            problems.append(
                Problem(
                    table,
                    f"{names}, die nicht mehr in der Quelle stehen: {len(ids)}.",
                    "Sie wurden entfernt.",
                )
            )
        return problems

    def vanished(self) -> list[Problem]:
        """Services, organizations and places the feed no longer has; they stay."""
        return [
            Problem(
                f"{table} {record_id}",
                "Der Eintrag steht nicht mehr in der Quelle.",
                "Er bleibt, bis ihn jemand löscht.",
            )
            for table in _NAMED
            if table in self._tables
            for record_id in self._gone[table]
        ]

    def _doomed(self, table: str) -> list[str]:
        """Parts of records that came again, themselves not."""
        return [
            part.id
            for part in self._directory.where_in(DIRECTORY_TABLES[table], "id", self._gone[table])
            if self._keys.intersection(_owners(part)) and not _is_decided(part)
        ]

    def _delete(self, table: str, ids: Sequence[str]) -> None:
        origins = [
            origin.id
            for origin in self._directory.where_in(RecordOrigin, "entity_id", ids, entity=table)
        ]
        self._directory.delete(RecordOrigin, origins)
        self._directory.delete(DIRECTORY_TABLES[table], ids)


def _owners(part: Record) -> set[Key]:
    owners = {(target, getattr(part, column)) for column, target in references(part.TABLE).items()}
    if part.TABLE in POINTERS:
        table_column, id_column = POINTERS[part.TABLE]
        owners = {(getattr(part, table_column), getattr(part, id_column))}
    return owners


def _is_decided(part: Record) -> bool:
    """Whether somebody has confirmed this link to one of our topics."""
    return (
        getattr(part, "link_type", None) == TOPIC_TAXONOMY
        and getattr(part, "value", None) != PROPOSED
    )
