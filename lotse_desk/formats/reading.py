"""The one door for feeds: a format's name, or auto, to what the feed holds."""

from collections.abc import Callable

from lotse_desk.domain.faults import UnknownValue
from lotse_desk.formats.airs import read_airs
from lotse_desk.formats.detect import FORMATS, detect
from lotse_desk.formats.hsds import read_hsds
from lotse_desk.formats.hsds1 import read_hsds1
from lotse_desk.formats.imported import Imported, Known, nothing_known
from lotse_desk.formats.integreat import read_integreat
from lotse_desk.formats.list_titles import NO_COLUMNS, ListColumns
from lotse_desk.formats.oruk import read_oruk
from lotse_desk.formats.pvog import read_pvog
from lotse_desk.formats.service_table import read_service_table
from lotse_desk.formats.source import Feed
from lotse_desk.formats.xzufi import read_xzufi

AUTO = "auto"
"""The name that lets the feed tell its format."""

TABLE = "table"

_READERS: dict[str, Callable[[Feed, Known], Imported]] = {
    "hsds": read_hsds,
    "hsds1": read_hsds1,
    "oruk": read_oruk,
    "airs": read_airs,
    "integreat": read_integreat,
    "pvog": read_pvog,
    "xzufi": read_xzufi,
    TABLE: read_service_table,
}


READ_FORMATS = (AUTO, *_READERS)
"""Formats this version reads."""


def read_feed(
    feed: Feed,
    format_name: str = AUTO,
    known: Known = nothing_known,
    columns: ListColumns = NO_COLUMNS,
) -> Imported:
    """Read a feed; `known` tells which records it may refer to beside its own.

    `columns` says what titles in a town's own list mean. Raises
    `UnknownValue` for a format nobody knows, `Unreadable` for a damaged feed, `TooLarge`.
    """
    if format_name != AUTO and format_name not in FORMATS:
        raise UnknownValue("format", format_name, (AUTO, *FORMATS))
    name = detect(feed) if format_name == AUTO else format_name
    if name == TABLE:
        return read_service_table(feed, known, columns)
    return _READERS[name](feed, known)
