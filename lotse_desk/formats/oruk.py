"""Reads Open Referral UK: answers of its API in 3.0 and 1.0, lists page by page and details."""

from lotse_desk.domain.faults import Unreadable
from lotse_desk.formats.completion import finish
from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.hsds import DATA_PACKAGE, holds_objects
from lotse_desk.formats.hsds_json import ObjectReader, hinted_table
from lotse_desk.formats.imported import Imported, Known, nothing_known
from lotse_desk.formats.json_pages import Pages
from lotse_desk.formats.json_streaming import JsonStream
from lotse_desk.formats.oruk_shapes import UkShapes
from lotse_desk.formats.source import Feed

_DESCRIBES_THE_API = frozenset({"version", "profile", "openapi_url"})


def read_oruk(feed: Feed, known: Known = nothing_known) -> Imported:
    """Read all answers of a feed; a record may come in a list and again with its details.

    Raises `Unreadable` when a file is damaged, or nothing in the feed is known (no-records).
    """
    harvest = Harvest(feed.name, known)
    for skipped in feed.skipped:
        harvest.report(skipped.where, skipped.reason, skipped.action)
    shapes, pages = UkShapes(harvest), Pages(harvest)
    for file in feed.files:
        if not holds_objects(feed, file) or file.base == DATA_PACKAGE:
            harvest.report(file.name, "Kein JSON einer Antwort.", "Die Datei blieb ungelesen.")
            continue
        document = JsonStream(file)
        outline = document.outline
        if outline.reason:
            harvest.report(file.name, outline.reason, "Alle Einträge wurden gelesen.")
        pages.note(file.name, hinted_table(file.name) or "", outline.plain)
        read = ObjectReader(harvest, file.name, shapes).read(document)
        if not read and not (outline.plain and outline.plain.keys() <= _DESCRIBES_THE_API):
            harvest.report(file.name, "Die Datei enthält keine Einträge.", "Nichts zu übernehmen.")
    shapes.finish()
    pages.report()
    if not harvest.drafts() and not harvest.rows:
        raise Unreadable(feed.name, "no-records")
    return finish(harvest, "oruk")
