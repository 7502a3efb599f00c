"""Rows of a release's directory as records."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from lotse_desk.domain.exchange_faults import ReleaseInvalid
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import DIRECTORY_TABLES, LOCAL_TABLES


def record_of(row: Mapping[str, Any]) -> Record | None:
    """The record of a row; None for tables this version does not know or that never travel.

    Unknown fields are passed over. Raises `ReleaseInvalid` for a row no office writes.
    """
    kind = DIRECTORY_TABLES.get(str(row.get("table")))
    if kind is None or kind.TABLE in LOCAL_TABLES:
        return None
    names = {field.name for field in dataclasses.fields(kind)}
    values = {name: value for name, value in row.items() if name in names}
    if not all(isinstance(value, str | int | float | None) for value in values.values()):
        raise ReleaseInvalid("directory")
    try:
        return kind(**values)
    except TypeError as error:
        raise ReleaseInvalid("directory") from error
