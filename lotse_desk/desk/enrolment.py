"""A desk's identity, and the request with which it asks to be enrolled."""

import contextlib
import json
from dataclasses import dataclass

from lotse_desk.domain.exchange_faults import DeskKeyMissing, FileRefused, MediumFault
from lotse_desk.domain.faults import InvalidValue
from lotse_desk.home.desk_key import DESK_PUBLIC, desk_key, replace_desk_key
from lotse_desk.home.exchange_keys import DESK_SIGNING, keys_of
from lotse_desk.home.home import DESK, Home
from lotse_desk.storage.event_log import EventLog
from lotse_desk.sync.enrolment import (
    MOST_EARLIER,
    EnrolmentRequest,
    is_place_name,
    read_request,
    write_request,
)
from lotse_desk.sync.events import new_id
from lotse_desk.sync.frame import FileKind, new_name
from lotse_desk.sync.keys import SigningKey
from lotse_desk.sync.medium import Medium
from lotse_desk.sync.walk import Finding

DESK_ID, PUBLIC_KEY = "exchange.desk", DESK_PUBLIC
STATE = "exchange.state"
LISTED_AS = "exchange.listed_as"
"""Town and name the office's last release gives this desk, as JSON; empty where it gives none."""
EARLIER = "exchange.earlier_desks"
RENAMINGS = "exchange.renamings"
NOT_A_PLACE = "1 bis 80 Zeichen, der Name eines Platzes"


@dataclass(frozen=True)
class DeskIdentity:
    """What a new desk answers: its id in the exchange and the fingerprint to be read out."""

    id: str
    fingerprint: str


def prepare_desk(home: Home) -> DeskIdentity:
    """Give a new home the identity of a desk; belongs to the transaction that makes the home.

    Raises `InvalidValue` for a name no place has.
    """
    if not is_place_name(home.name):
        raise InvalidValue("name", home.name[:40], NOT_A_PLACE)
    key = SigningKey.generate()
    keys_of(home).put(DESK_SIGNING, key.secret)
    home.settings.put(DESK_ID, new_id())
    home.settings.put(PUBLIC_KEY, key.public)
    EventLog(home.database).begin()
    return identity(home)


def renew_identity(home: Home, name: str | None = None) -> DeskIdentity:
    """Make this desk another one to the office: new id, new key, new incarnation, the same log.

    For a home whose key is gone (restored on a new PC) or that others have too (cloned). The next
    exchange leaves the request, which names the ids before; everything unconfirmed and everything
    else in the log is sent again under the ids it has, and counts once. `name` renames the place.
    Raises `InvalidValue` (name), `WrongRole`, `DiskFailure`, `KeyStoreFailure`.
    """
    home.require(DESK)
    if name is not None and not is_place_name(name):
        raise InvalidValue("name", name[:40], NOT_A_PLACE)
    new = SigningKey.generate()
    replace_desk_key(home, new)
    with home.transaction():
        earlier = [home.settings.get(DESK_ID), *earlier_desks(home)]
        home.settings.put(EARLIER, json.dumps(earlier[:MOST_EARLIER]))
        take_identity(home, new, name or home.name)
    replace_desk_key(home, new)
    return identity(home)


def take_identity(home: Home, key: SigningKey, name: str) -> None:
    """Write a new id with this key and name; the log begins a new incarnation."""
    for setting, value in (
        (DESK_ID, new_id()),
        (PUBLIC_KEY, key.public),
        (STATE, "unknown" if home.settings.get(STATE) else ""),
        (LISTED_AS, ""),
        ("home.name", name),
    ):
        home.settings.put(setting, value)
    EventLog(home.database).renew()


def earlier_desks(home: Home) -> tuple[str, ...]:
    """The ids this desk had before, the last one first."""
    return tuple(json.loads(home.settings.get(EARLIER, "[]") or "[]"))


def has_key(home: Home) -> bool:
    """Whether the secret key of this desk is here; without it nothing can be handed over."""
    return desk_key(home) is not None


def request_is_due(home: Home) -> bool:
    """Whether the office must hear of this desk: not enrolled, or under another name or town."""
    if home.settings.get(STATE) in ("", "unknown"):
        return True
    listed = home.settings.get(LISTED_AS)
    return bool(listed) and json.loads(listed) != [home.town, home.name]


def identity(home: Home) -> DeskIdentity:
    """The desk's id and fingerprint."""
    request = request_of(home)
    return DeskIdentity(request.desk, request.fingerprint)


def request_of(home: Home) -> EnrolmentRequest:
    """What the desk asks the office to enrol."""
    return EnrolmentRequest(
        home.settings.get(DESK_ID),
        home.settings.get(PUBLIC_KEY),
        home.town,
        home.name,
        earlier_desks(home),
        int(home.settings.get(RENAMINGS, "0")),
    )


def signing_key(home: Home) -> SigningKey:
    """The secret key of the desk as it is now; raises `DeskKeyMissing`."""
    key = desk_key(home)
    if key is None:
        raise DeskKeyMissing(DESK_SIGNING)
    return key


def leave_request(home: Home, medium: Medium, finding: Finding) -> str:
    """Leave the request unless this medium holds it already; returns its file name."""
    request = request_of(home)
    for file in finding.of_kind(FileKind.REQUEST):
        with contextlib.suppress(FileRefused, MediumFault):
            if read_request(medium.read(file)) == request:
                return file.path.name
    name = new_name(FileKind.REQUEST)
    medium.write(name, write_request(request, signing_key(home)))
    return name
