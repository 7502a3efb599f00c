"""What becomes of a desk's home when its place changes: renamed, given up, copied for another."""

import contextlib
import json
from pathlib import Path

from lotse_desk.desk.day_close import OPEN_DAY
from lotse_desk.desk.enrolment import (
    EARLIER,
    LISTED_AS,
    NOT_A_PLACE,
    RENAMINGS,
    DeskIdentity,
    identity,
    take_identity,
)
from lotse_desk.desk.exchange_state import EXCHANGED_ON
from lotse_desk.desk.trusted_office import RECIPIENTS_SINCE
from lotse_desk.domain.exchange_faults import NotHandedOver
from lotse_desk.domain.faults import InvalidValue
from lotse_desk.home.backup_places import places
from lotse_desk.home.desk_key import replace_desk_key
from lotse_desk.home.exchange_keys import DESK_SIGNING, keys_of
from lotse_desk.home.home import BATCHES_FOLDER, DESK, Home, new_home_id, open_home
from lotse_desk.home.house import House, put_house
from lotse_desk.home.machine import machine_fingerprint
from lotse_desk.home.old_copies import kept_copies
from lotse_desk.storage.erasure import forget_deleted
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.place_erasure import NotSent, erase_place, not_sent
from lotse_desk.sync.enrolment import is_place_name
from lotse_desk.sync.keys import SigningKey


def rename_place(home: Home, name: str) -> DeskIdentity:
    """Give the place another name; the next exchange leaves a request with the same key.

    The office changes the name once somebody compared the new fingerprint. Raises `InvalidValue`.
    """
    home.require(DESK)
    if not is_place_name(name):
        raise InvalidValue("name", name[:40], NOT_A_PLACE)
    with home.transaction():
        if not home.settings.get(LISTED_AS):
            home.settings.put(LISTED_AS, json.dumps([home.town, home.name]))
        home.settings.put("home.name", name)
        home.settings.put(RENAMINGS, str(int(home.settings.get(RENAMINGS, "0")) + 1))
    return identity(home)


def waiting_here(home: Home) -> NotSent:
    """What the office has not confirmed: as long as there is any, the home must not be given up."""
    home.require(DESK)
    return not_sent(home.database, EventLog(home.database).confirmed)


def require_handed_over(home: Home) -> None:
    """Raise `NotHandedOver` unless the office has confirmed everything this desk holds."""
    waiting = waiting_here(home)
    if waiting:
        raise NotHandedOver(waiting.events, waiting.entries_of_today + waiting.codes_of_today)


def make_new_place(
    folder: Path,
    *,
    name: str,
    town: str | None = None,
    house: House | None = None,
    original_has_all: bool = False,
) -> DeskIdentity:
    """Make a copied home (of an image, of another place) the home of a new place.

    It gets an identity of its own that follows nobody and an empty log; the directory stays, and so
    does the trust in the office. With it go all that the other place entered and its copies in the
    home: backups, batches. Unless `original_has_all` says that the place it was copied from still
    has everything, nothing may be in it that the office has not confirmed. Raises `NotHandedOver`,
    `InvalidValue` (name), `UnknownValue` (town), and the faults of `open_home` but
    `HomeOnOtherMachine`.
    """
    if not is_place_name(name):
        raise InvalidValue("name", name[:40], NOT_A_PLACE)
    with open_home(folder, writing=True, on_any_machine=True) as home:
        home.require(DESK)
        home.reference.town(town or home.town)
        if not original_has_all:
            require_handed_over(home)
        keys_before, new = keys_of(home), SigningKey.generate()
        with home.transaction():
            home.settings.put("home.id", new_home_id())
            replace_desk_key(home, new)
            erase_place(home.database)
            home.settings.put("desk.town", town or home.town)
            take_identity(home, new, name)
            EventLog(home.database).forget_lives()
            for setting in (EARLIER, OPEN_DAY, EXCHANGED_ON, RECIPIENTS_SINCE):
                home.settings.put(setting, "")
            if house is not None:
                put_house(home, house)
            home.settings.put("home.machine", machine_fingerprint())
        replace_desk_key(home, new)
        if keys_before.system is not None:
            keys_before.system.delete(DESK_SIGNING)
        forget_deleted(home.database)
        _delete_copies(folder)
        return identity(home)


def _delete_copies(folder: Path) -> None:
    """Delete what else of the other place lies in the home."""
    copies = [path for path, _ in kept_copies(folder)]
    for path in (*copies, *_within(folder / BATCHES_FOLDER), *_within(places(folder).own)):
        with contextlib.suppress(OSError):
            path.unlink()


def _within(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*") if path.is_file()]
