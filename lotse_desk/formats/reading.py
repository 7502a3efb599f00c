"""The one door for feeds: a format's name, or auto, to what the feed holds."""

from collections.abc import Callable
from functools import partial

from lotse_desk.domain.faults import NotAvailableYet, UnknownValue
from lotse_desk.formats.airs import read_airs
from lotse_desk.formats.detect import FORMATS, detect
from lotse_desk.formats.hsds import read_hsds
from lotse_desk.formats.hsds1 import read_hsds1
from lotse_desk.formats.imported import Imported, Known, nothing_known
from lotse_desk.formats.integreat import read_integreat
from lotse_desk.formats.service_table import read_service_table
from lotse_desk.formats.source import Feed

AUTO = "auto"

"""The name that lets the feed tell its format."""

_READERS: dict[str, Callable[[Feed, Known], Imported]] = {
    "hsds": read_hsds,
    "hsds1": read_hsds1,
    "oruk": partial(read_hsds, format_name="oruk"),
    "airs": read_airs,
    "integreat": read_integreat,
    "table": read_service_table,
}


READ_FORMATS = (AUTO, *_READERS)
"""Formats this version reads."""


def read_feed(feed: Feed, format_name: str = AUTO, known: Known = nothing_known) -> Imported:
    """Read a feed; `known` tells which records it may refer to beside its own.

    Raises `UnknownValue` for a format nobody knows, `NotAvailableYet` for one this version does
    not read, `Unreadable` for a damaged feed.
    """
    if format_name != AUTO and format_name not in FORMATS:
        raise UnknownValue("format", format_name, (AUTO, *FORMATS))
    name = detect(feed) if format_name == AUTO else format_name
    if name not in _READERS:
        raise NotAvailableYet(f"directory import --format {name}")
    return _READERS[name](feed, known)
