"""A desk's readable rows brought in on top of its backup: each contact once, none invented."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from lotse_desk.domain.faults import InvalidValue
from lotse_desk.domain.slip_codes import parse_code
from lotse_desk.domain.supplement import DIRECTORY_TABLES, LOCAL_TABLES
from lotse_desk.home.found_events import believed
from lotse_desk.home.home import Home
from lotse_desk.storage.event_log import INCARNATION, EventLog
from lotse_desk.storage.readable_rows import ReadableRows
from lotse_desk.storage.salvage import Reading
from lotse_desk.sync.events import ComingEvent, placed
from lotse_desk.sync.kinds import RecordUnfit

_SETTINGS = ("home.", "desk.", "house.", "counter.")
_IDENTITY = ("exchange.desk", "exchange.public_key")
_WITH_IDENTITY = (*_IDENTITY, "exchange.earlier_desks", "exchange.listed_as", "exchange.renamings")
_ALONE = ("exchange.usual_medium",)
_OWN_HANDS = frozenset(
    {"event", "setting", "today_entry", "today_event", "today_code", "today_return", "slip_code"}
)
_OF_THE_LIFE_BEFORE = frozenset({"confirmation", "trusted_metadata", "fraud_prone_change"})
"""Comes anew with the next release; of another day than the backup it would contradict it."""
_OF_RELEASES = frozenset({*DIRECTORY_TABLES, "release_origin"}) - LOCAL_TABLES

Entry = tuple[Any, ...]


def recover_desk(
    home: Home, rows: ReadableRows, found: Mapping[str, Reading], *, from_backup: bool
) -> dict[str, int]:
    """Bring the rows in, in the caller's transaction; answers how many were taken by table.

    On top of a backup the directory stays the backup's, with the release it belongs to. Without
    one it is what could be read, and the next release is taken whole.
    """
    log = EventLog(home.database)
    settings = rows.settings
    taken = {"setting": _take_settings(home, settings, from_backup=from_backup)}
    taken["event"] = _take_events(log, rows, settings.get(INCARNATION, ""))
    ids = {event.id for event in log.events()}
    complete = _nothing_unread(found, log, rows)
    taken["today_entry"] = _take_entries(rows, ids, drop_missing=complete)
    taken["today_event"] = rows.take_appended(ids)
    taken |= _take_codes(rows, ids)
    left_out = _OWN_HANDS | _OF_THE_LIFE_BEFORE | (_OF_RELEASES if from_backup else frozenset())
    for table, reading in found.items():
        if table not in left_out and reading.read:
            taken[table] = rows.take_table(table)
    rows.forget_settled_words()
    return taken


def _take_settings(home: Home, settings: Mapping[str, str], *, from_backup: bool) -> int:
    wanted = [key for key in settings if key.startswith(_SETTINGS) and key != "home.machine"]
    wanted += [key for key in _ALONE if key in settings]
    if all(settings.get(key) for key in _IDENTITY):
        wanted += [key for key in _WITH_IDENTITY if key in settings]
    if not from_backup:
        wanted += [key for key in settings if key.startswith("policy.")]
    changed = [key for key in wanted if home.settings.get(key) != settings[key]]
    for key in changed:
        home.settings.put(key, settings[key])
    return len(changed)


def _take_events(log: EventLog, rows: ReadableRows, incarnation: str) -> int:
    log.begin()
    known = {one for event in log.events() for one in (event.id, event.p)}
    taken = 0
    for coming in list(believed(rows.events(), incarnation)):
        p = placed(1, coming).p
        if coming.id in known or p in known:
            continue
        known |= {coming.id, p}
        log.append_coming(coming)
        taken += 1
    return taken


def _nothing_unread(found: Mapping[str, Reading], log: EventLog, rows: ReadableRows) -> bool:
    """Whether log and today's table were read whole, so that what is not there was taken back."""
    whole = not any(found[table].unreadable for table in ("event", "today_entry"))
    return whole and rows.count("event") == rows.highest_event() <= log.length


def _take_entries(rows: ReadableRows, logged: Collection[str], *, drop_missing: bool) -> int:
    """Today's entries: those of the file, and those of the backup nothing is known to have ended.

    An entry one of whose events is in the log was closed since.
    """
    read = [entry for entry in rows.entries("readable") if _holds_together(entry)]
    read_ids = {entry[0] for entry in read}
    kept = [] if drop_missing else [e for e in rows.entries("main") if e[0] not in read_ids]
    still_open = [entry for entry in [*kept, *read] if not set(_event_ids(entry)) & set(logged)]
    rows.take_today(still_open)
    return len(read_ids & {entry[0] for entry in still_open})


def _holds_together(entry: Entry) -> bool:
    try:
        for event_id, nonce, kind, payload in json.loads(entry[4]):
            placed(1, ComingEvent(event_id, nonce, kind, payload))
    except (ValueError, TypeError, RecordUnfit):
        return False
    return entry[1] in ("am", "pm") and entry[2] in ("contact", "tally")


def _event_ids(entry: Entry) -> Iterator[str]:
    return (event[0] for event in json.loads(entry[4]))


def _take_codes(rows: ReadableRows, logged: Collection[str]) -> dict[str, int]:
    taken = {}
    closed: list[dict[str, Any]] = []
    for table, key in (("today_code", ("code",)), ("today_return", ("code", "value"))):
        read = [row for row in rows.coded(table, "readable") if _is_code(row["code"])]
        whole = {tuple(row[name] for name in key): row for row in rows.coded(table, "main")}
        before = set(whole)
        whole |= {tuple(row[name] for name in key): row for row in read}
        still_open = {at: row for at, row in whole.items() if row["event_id"] not in logged}
        rows.put_coded(table, list(still_open.values()))
        taken[table] = len(set(still_open) - before)
        if table == "today_code":
            closed = [row for at, row in whole.items() if at not in still_open]
    codes = {row["code"]: row for row in rows.coded("slip_code", "main")}
    before_codes = len(codes)
    for row in (*closed, *rows.coded("slip_code", "readable")):
        if _is_code(row["code"]):
            names = ("code", "service", "town", "week")
            codes.setdefault(row["code"], {name: row[name] for name in names})
    rows.put_coded("slip_code", list(codes.values()))
    return {**taken, "slip_code": len(codes) - before_codes}


def _is_code(text: str) -> bool:
    try:
        return parse_code(text) == text
    except InvalidValue:
        return False
