"""Leaving what is new: a batch of everything the office has not confirmed."""

import contextlib
import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from lotse_desk.desk.enrolment import DESK_ID, signing_key
from lotse_desk.desk.trusted_office import (
    OFFICE,
    OFFICE_INCARNATION,
    RECIPIENTS,
    RECIPIENTS_SINCE,
)
from lotse_desk.domain.disk_faults import disk_faults
from lotse_desk.home.home import BATCHES_FOLDER, Home
from lotse_desk.storage.event_log import EventLog, WrittenBatch
from lotse_desk.storage.trust_store import APPLIED
from lotse_desk.sync.batch_header import BatchHeader
from lotse_desk.sync.batch_writer import MOST_EVENTS, write_batch
from lotse_desk.sync.durable import write_new
from lotse_desk.sync.frame import FileKind, new_name
from lotse_desk.sync.medium import Medium
from lotse_desk.sync.walk import Finding

KEPT_BATCHES = 12


@dataclass(frozen=True)
class Left:
    """The batch a medium now holds; `events` counts what was written to it this time."""

    batch: int
    events: int
    contacts: int = 0


def leave_batches(
    home: Home, medium: Medium, finding: Finding, today: dt.date, *, even_if_empty: bool = False
) -> Left:
    """Write everything not yet confirmed, unless this medium holds it already.

    More events than a batch may carry go in several. With `even_if_empty` a desk that has nothing
    new still tells where it stands.
    """
    log = EventLog(home.database)
    first, length = log.confirmed + 1, log.length
    left = Left(_newest_number(log), 0)
    if first > length and not even_if_empty:
        return left
    while True:
        last = min(length, first + MOST_EVENTS - 1)
        known = _already_there(home, medium, finding, (first, last))
        if known is None:
            number = _leave(home, medium, (first, last), today)
            events, contacts = last - first + 1, log.contacts(first, last)
            left = Left(number, left.events + events, left.contacts + contacts)
        else:
            left = Left(known, left.events, left.contacts)
        if last >= length:
            return left
        first = last + 1


def _leave(home: Home, medium: Medium, span: tuple[int, int], today: dt.date) -> int:
    log = EventLog(home.database)
    first, last = span
    header = BatchHeader(
        office=home.settings.get(OFFICE),
        desk=home.settings.get(DESK_ID),
        incarnation=log.incarnation,
        previous=log.previous,
        number=_newest_number(log) + 1,
        first=first,
        last=last,
        before=log.hash_at(first - 1).hex(),
        after=log.hash_at(last).hex(),
        release=int(home.settings.get(APPLIED, "0")),
        office_incarnation=home.settings.get(OFFICE_INCARNATION) or None,
        counts=log.counts(first, last),
    )
    recipients = tuple(json.loads(home.settings.get(RECIPIENTS)))
    data = write_batch(header, log.events(first, last), signing_key(home), recipients)
    name = new_name(FileKind.BATCH)
    kept = home.folder / BATCHES_FOLDER / name
    _keep(kept, data)
    try:
        written = medium.write(name, data)
    except BaseException:
        with contextlib.suppress(OSError):
            kept.unlink()
        raise
    with home.transaction():
        log.note_written(
            WrittenBatch(
                header.number,
                name,
                written.digest,
                written.size,
                header.incarnation,
                first,
                last,
                header.release,
                today.isoformat(),
            ),
            KEPT_BATCHES,
        )
    _forget_old(home, log)
    return header.number


def _already_there(
    home: Home, medium: Medium, finding: Finding, span: tuple[int, int]
) -> int | None:
    """The number of a batch on this medium that carries at least this span, for the same keys."""
    log = EventLog(home.database)
    first, last = span
    applied = int(home.settings.get(APPLIED, "0"))
    for_others = int(home.settings.get(RECIPIENTS_SINCE) or 0)
    for batch in log.written():
        fits = batch.incarnation == log.incarnation and batch.first <= first <= last + 1
        if not fits or batch.last != last or (first > last and batch.release != applied):
            continue
        if batch.number <= for_others:
            continue
        if medium.holds(batch.digest, batch.size, FileKind.BATCH, finding):
            return batch.number
    return None


def _newest_number(log: EventLog) -> int:
    written = log.written()
    return written[0].number if written else 0


def _keep(path: Path, data: bytes) -> None:
    with disk_faults(path):
        path.parent.mkdir(exist_ok=True)
        write_new(path, data)


def _forget_old(home: Home, log: EventLog) -> None:
    """Delete kept files that are not among the newest.

    One this database knows nothing of may hold what a restore took from it, so it goes by its age,
    as does what a killed process left.
    """
    names = {batch.name for batch in log.written()}
    with contextlib.suppress(OSError):  # the batch is out; another time will do
        kept = list((home.folder / BATCHES_FOLDER).iterdir())
        kept.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in kept[KEPT_BATCHES:]:
            if path.name not in names:
                path.unlink()
