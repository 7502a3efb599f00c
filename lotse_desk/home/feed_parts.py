"""Parts of records: which tables hold them, whose they are, and what hangs on them in turn."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import DIRECTORY_TABLES, RecordOrigin
from lotse_desk.formats.renaming import Key
from lotse_desk.formats.schema import POINTERS, columns, references
from lotse_desk.storage.directory import DirectoryStore

PARTS = {
    "service_at_location": "Orte von Leistungen",
    "contact": "Ansprechpunkte",
    "address": "Adressen",
    "attribute": "Zuordnungen zu Themen",
    "accessibility": "Angaben zur Barrierefreiheit",
    "cost_option": "Kosten",
    "form": "Formulare",
    "funding": "Geldgeber",
    "language": "Sprachangaben",
    "metadata": "Änderungsvermerke",
    "organization_identifier": "Kennzeichen von Stellen",
    "phone": "Telefonnummern",
    "placement": "Raumangaben",
    "required_document": "Unterlagen",
    "schedule": "Öffnungszeiten",
    "schedule_exception": "Abweichende Öffnungszeiten",
    "service_area": "Zuständigkeitsgebiete",
    "service_capacity": "Angaben zu freien Plätzen",
    "translation": "Übersetzungen",
    "url": "Internetadressen",
}
"""Tables of parts, which go when their record comes again without them."""

_SERVICES_OWN = frozenset({"service_at_location", "service_capacity"})
"""Parts of a service that also name something else."""


def owners(part: Record) -> set[Key]:
    """The records a part belongs to."""
    table = part.TABLE
    if table in POINTERS:
        table_column, id_column = POINTERS[table]
        return {(str(getattr(part, table_column)), str(getattr(part, id_column)))}
    if table in _SERVICES_OWN:
        return {("service", str(getattr(part, "service_id")))}  # noqa: B009 - of several classes
    found = {
        (target, str(value))
        for column, target in references(table).items()
        if (value := getattr(part, column)) is not None
    }
    if "entity_id" in columns(table):
        found.add((str(getattr(part, "entity", "")), str(getattr(part, "entity_id", ""))))
    return found


def dependents(directory: DirectoryStore, keys: Iterable[Key]) -> Iterator[tuple[Key, Record]]:
    """Records that name one of these, each with the one it names; origins are none."""
    by_table: dict[str, list[str]] = defaultdict(list)
    for table, record_id in keys:
        by_table[table].append(record_id)
    for table, ids in by_table.items():
        for kind, column, named in _columns_to(table):
            equal = {named: table} if named else {}
            for part in directory.where_in(kind, column, ids, **equal):
                yield (table, str(getattr(part, column))), part


@lru_cache
def _columns_to(table: str) -> tuple[tuple[type[Record], str, str | None], ...]:
    """Columns that may name a record of a table; the third names the column with its table."""
    found: list[tuple[type[Record], str, str | None]] = []
    for name, kind in DIRECTORY_TABLES.items():
        if kind is RecordOrigin:
            continue
        found += [(kind, column, None) for column, t in references(name).items() if t == table]
        if name in POINTERS:
            found.append((kind, POINTERS[name][1], POINTERS[name][0]))
        elif "entity_id" in columns(name):
            found.append((kind, "entity_id", "entity"))
    return tuple(found)
