"""An office's readable rows brought in on top of its backup: what the chain of each log proves."""

import contextlib
import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from lotse_desk.domain.exchange_faults import FileRefused, HistoryForked
from lotse_desk.home.found_events import whole_event
from lotse_desk.home.home import Home
from lotse_desk.storage.office_log import OfficeLog
from lotse_desk.storage.office_register import INCARNATION, RELEASE, OfficeRegister
from lotse_desk.storage.readable_office import FoundLog, ReadableOffice
from lotse_desk.storage.readable_rows import ReadableRows
from lotse_desk.storage.salvage import Reading
from lotse_desk.sync.batch_reader import BATCH_LIMIT
from lotse_desk.sync.events import Event, link
from lotse_desk.sync.frame import FileKind, unframe
from lotse_desk.sync.release_writer import follows

_OWN_HANDS = frozenset(
    {"setting", "enrolled_desk", "root_metadata", "release", "received_batch", "desk_log"}
    | {"received_event", "log_entry", "received_undo", "week_figures", "slip_answer_total"}
)
_NOT_TAKEN = frozenset({"home.machine", INCARNATION, RELEASE})


def recover_office(
    home: Home,
    rows: ReadableRows,
    found: Mapping[str, Reading],
    today: dt.date,
    *,
    from_backup: bool,
) -> dict[str, int]:
    """Bring the rows in, in the caller's transaction; answers how many were taken by table.

    Totals of codes stay the backup's: what they count is counted by themselves again.
    """
    office, register = ReadableOffice(home.database), OfficeRegister(home.database)
    taken = {"setting": _take_settings(home, rows.settings)}
    taken["enrolled_desk"] = _take_desks(register, office)
    taken["root_metadata"] = _take_roots(register, office)
    taken["release"] = _take_releases(home, register, office)
    batches = {}
    taken["received_batch"] = 0
    for batch in office.batches():
        if batch.sealed is None or _is_whole(batch.sealed):
            batches[batch.number], new = office.take_batch(batch)
            taken["received_batch"] += new
    merging = _Logs(home, office, batches, today)
    for log in office.logs():
        merging.take(log)
    taken |= {"received_event": merging.events, "log_entry": merging.placed}
    for desk in register.desks():
        merging.log.settle_undo(desk.id)
    if not from_backup:
        office.mark_counted_codes()
        taken["slip_answer_total"] = rows.take_table("slip_answer_total")
    for table, reading in found.items():
        if table not in _OWN_HANDS and reading.read:
            taken[table] = rows.take_table(table)
    return taken


def _take_settings(home: Home, settings: Mapping[str, str]) -> int:
    changed = [
        key
        for key, value in settings.items()
        if key not in _NOT_TAKEN and home.settings.get(key) != value
    ]
    for key in changed:
        home.settings.put(key, settings[key])
    higher = settings.get(RELEASE, "")
    if higher.isascii() and higher.isdigit() and int(higher) > int(home.settings.get(RELEASE, "0")):
        home.settings.put(RELEASE, higher)
        return len(changed) + 1
    return len(changed)


def _take_desks(register: OfficeRegister, office: ReadableOffice) -> int:
    known = set(register.desks())
    new = [desk for desk in office.desks() if desk not in known]
    for desk in new:
        register.put_desk(desk)
    return len(new)


def _take_roots(register: OfficeRegister, office: ReadableOffice) -> int:
    """Roots above those there, as far as each is signed by the one before."""
    known, found = register.roots(), office.roots()
    roots = list(known)
    while (new := found.get(len(roots) + 1)) is not None:
        try:
            follows_last = not roots or follows(roots[-1], new)
        except Exception:
            follows_last = False
        if not follows_last:
            break
        roots.append(new)
    register.put_roots(roots)
    return len(roots) - len(known)


def _take_releases(home: Home, register: OfficeRegister, office: ReadableOffice) -> int:
    counter, taken = register.counter, 0
    for release in office.releases():
        archive = release.archive
        if archive and hashlib.sha256(archive).hexdigest() != release.digest:
            continue
        register.put_release(release)
        taken += 1
        counter = max(counter, release.number)
    home.settings.put(RELEASE, str(counter))
    return taken


@dataclass(frozen=True)
class Proven:
    """An event the chain proves, the damaged file's number of its batch, and the hash after it."""

    event: Event
    batch: int
    chain: bytes


class _Logs:
    """The desks' logs, each as far as its chain is whole; what lies beyond a gap keeps content."""

    def __init__(
        self, home: Home, office: ReadableOffice, batches: Mapping[int, int], today: dt.date
    ) -> None:
        self.log = OfficeLog(home.database)
        self.events = 0
        self.placed = 0
        self._office = office
        self._batches = batches
        self._desks = {desk.id for desk in OfficeRegister(home.database).desks()}
        self._today = today.isoformat()

    def take(self, found: FoundLog) -> None:
        """Append what follows without a gap, and keep what is proven beyond it.

        A log that contradicts what is known under the same ids is left as it is.
        """
        if found.desk in self._desks and _is_id(found.incarnation):
            with contextlib.suppress(HistoryForked):
                self._take(found)

    def _take(self, found: FoundLog) -> None:
        number, up_to, head = self._office.open_log(found)
        above, before, whole = up_to, head, True
        while places := self._office.places(found.number, above):
            run: list[Proven] = []
            for row, chain, seq, batch in places:
                event = whole_event(row) if row is not None else None
                proven = event is not None and seq == above + 1 and link(before, event) == chain
                if not proven and whole:
                    self._append(found, number, run)
                    run, whole = [], False
                if event is not None and proven:
                    run.append(Proven(event, batch, chain))
                above, before = seq, chain
            if whole:
                self._append(found, number, run)
            else:
                self._keep(found, number, run)

    def _append(self, found: FoundLog, number: int, run: list[Proven]) -> None:
        hashes = {one.event.seq: one.chain for one in run}
        for batch, events in _by_batch(run):
            known = self.log.known_events([event.id for event in events])
            here = self._batch(found, batch)
            self.log.append(number, here, events, known, lambda seq: hashes[seq])
            self.log.note_last_batch(number, here)
            self.placed += len(events)
            self.events += len(events) - len(known)

    def _keep(self, found: FoundLog, number: int, run: list[Proven]) -> None:
        for batch, events in _by_batch([one for one in run if not one.event.purged]):
            known = self.log.known_events([event.id for event in events])
            new = [event for event in events if event.id not in known]
            if new:
                self.log.put_without_place(number, self._batch(found, batch), new)
                self.events += len(new)

    def _batch(self, found: FoundLog, batch: int) -> int:
        if batch in self._batches:
            return self._batches[batch]
        digest = hashlib.sha256(f"recovered {found.desk} {found.incarnation}".encode()).hexdigest()
        return self._office.batch_of_unknown(found.desk, digest, self._today)


def _by_batch(run: list[Proven]) -> list[tuple[int, list[Event]]]:
    parts: list[tuple[int, list[Event]]] = []
    for one in run:
        if not parts or parts[-1][0] != one.batch or len(parts[-1][1]) >= 500:
            parts.append((one.batch, []))
        parts[-1][1].append(one.event)
    return parts


def _is_whole(sealed: bytes) -> bool:
    """By the digest within; one sealed anew is not the file that came."""
    try:
        unframe(sealed, FileKind.BATCH, BATCH_LIMIT)
    except FileRefused:
        return False
    return True


def _is_id(text: str) -> bool:
    try:
        return len(bytes.fromhex(text)) == 16
    except ValueError:
        return False
