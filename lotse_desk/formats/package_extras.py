"""What our exports carry beside HSDS 3.0 so that nothing is lost on the way back.

`lotse_id` gives the id a record had here where HSDS asks for a UUID; `lotse_value` holds values
that a column of HSDS 3.0 cannot hold, and whole rows its rules leave no place for.
"""

import re
import uuid
from collections.abc import Mapping

from lotse_desk.formats.csv_reading import Row, StreamedTable
from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.schema import EXCHANGED_TABLES
from lotse_desk.formats.values import read_id

ID_TABLE = "lotse_id"
VALUE_TABLE = "lotse_value"
ID_COLUMNS = ("id", "original_id")
VALUE_COLUMNS = ("entity", "entity_id", "field", "value")
EXTRAS = frozenset({ID_TABLE, VALUE_TABLE})

DOCUMENT_MARK = "lotse_desk"
DOCUMENT_VERSION = 1

NO_ORGANIZATION = "00000000-0000-4000-8000-000000000000"
"""Stands in an export for the organization of a service that names none."""

_NAMESPACE = uuid.UUID("0b0a4f3e-9f3c-5d5b-8a55-2d8c0f3c7a11")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def public_id(record_id: str) -> str:
    """The UUID a record has outside: its own id, if that is one, or one made from it."""
    return record_id if is_uuid(record_id) else str(uuid.uuid5(_NAMESPACE, record_id))


def is_uuid(record_id: str) -> bool:
    """Whether an id is a UUID as HSDS writes it."""
    return bool(_UUID.fullmatch(record_id))


def is_own_document(value: object) -> bool:
    """Whether a JSON value is an export of this program."""
    return isinstance(value, dict) and value.get(DOCUMENT_MARK) == DOCUMENT_VERSION


def restore(harvest: Harvest, extras: Mapping[str, StreamedTable]) -> bool:
    """Put back what `lotse_value` and `lotse_id` hold; whether the feed is our own export."""
    if set(extras) != EXTRAS:
        for table in extras.values():
            harvest.report(table.name, "Die zweite Zusatztabelle fehlt.", "Nicht übernommen.")
        return False
    for row in extras[VALUE_TABLE].rows:
        _restore_value(harvest, extras[VALUE_TABLE], row)
    harvest.forget("organization", NO_ORGANIZATION, merged=True)
    names = (
        [read_id(cell).value for cell in _cells(extras[ID_TABLE], row, ID_COLUMNS)]
        for row in extras[ID_TABLE].rows
    )
    harvest.change_ids({str(outside): str(own) for outside, own in names if outside and own})
    return True


def _restore_value(harvest: Harvest, table: StreamedTable, row: Row) -> None:
    where = f"{table.name}, Zeile {row.number}"
    entity, given_id, column, value = _cells(table, row, VALUE_COLUMNS)
    entity_id = read_id(given_id).value
    if entity in EXCHANGED_TABLES and isinstance(entity_id, str):
        harvest.put(entity, entity_id, column, value, where)
    else:
        harvest.report(where, "Der Wert gehört zu keiner Tabelle.", "Nicht übernommen.")


def _cells(table: StreamedTable, row: Row, names: tuple[str, ...]) -> tuple[str, ...]:
    """The cells of a row under these titles, empty where a title or cell is missing."""
    cells = dict(zip(table.header, row.cells, strict=False))
    return tuple(cells.get(name, "") for name in names)
