"""A desk's identity, and the request with which it asks to be enrolled."""

import contextlib
from dataclasses import dataclass

from lotse_desk.domain.exchange_faults import FileRefused, MediumFault
from lotse_desk.domain.faults import InvalidValue
from lotse_desk.home.exchange_keys import DESK_SIGNING, keys_of
from lotse_desk.home.home import Home
from lotse_desk.storage.event_log import EventLog
from lotse_desk.sync.enrolment import (
    EnrolmentRequest,
    is_place_name,
    read_request,
    write_request,
)
from lotse_desk.sync.events import new_id
from lotse_desk.sync.frame import FileKind, new_name
from lotse_desk.sync.key_store import needed
from lotse_desk.sync.keys import SigningKey
from lotse_desk.sync.medium import Medium
from lotse_desk.sync.walk import Finding

DESK_ID, PUBLIC_KEY = "exchange.desk", "exchange.public_key"


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
        raise InvalidValue("name", home.name[:40], "1 bis 80 Zeichen, der Name eines Platzes")
    key = SigningKey.generate()
    keys_of(home).put(DESK_SIGNING, key.secret)
    home.settings.put(DESK_ID, new_id())
    home.settings.put(PUBLIC_KEY, key.public)
    EventLog(home.database).begin()
    return identity(home)


def identity(home: Home) -> DeskIdentity:
    """The desk's id and fingerprint."""
    request = request_of(home)
    return DeskIdentity(request.desk, request.fingerprint)


def request_of(home: Home) -> EnrolmentRequest:
    """What the desk asks the office to enrol."""
    return EnrolmentRequest(
        home.settings.get(DESK_ID), home.settings.get(PUBLIC_KEY), home.town, home.name
    )


def signing_key(home: Home) -> SigningKey:
    """The desk's secret key; raises `KeyMissing`."""
    return SigningKey(needed(keys_of(home), DESK_SIGNING))


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
