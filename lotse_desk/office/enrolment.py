"""Enrolling desks, one after a call or thirty from a list; revoking them."""

import contextlib
import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lotse_desk.domain.exchange_faults import (
    DeskKeyChanged,
    DeskTownChanged,
    FileRefused,
    FingerprintDiffers,
    MediumFault,
    NoEnrolmentRequest,
)
from lotse_desk.domain.faults import InvalidValue, NotFound, TooLarge, Unreadable
from lotse_desk.home.home import OFFICE, Home
from lotse_desk.storage.office_register import ENROLLED, REVOKED, EnrolledDesk, OfficeRegister
from lotse_desk.storage.office_watch import OfficeWatch
from lotse_desk.sync.durable import read_uncached
from lotse_desk.sync.enrolment import REQUEST_LIMIT, EnrolmentRequest, read_request
from lotse_desk.sync.frame import FileKind
from lotse_desk.sync.keys import same_fingerprint
from lotse_desk.sync.medium import Medium, medium_faults

LIST_LIMIT = 1024 * 1024
LONGEST_CELL = 1000
SHORTEST_PREFIX = 6
REQUEST_NUMBERS = "office.request_numbers"
"""Setting: JSON, the number of the request that gave a desk its name, by desk."""


@dataclass(frozen=True)
class Followed:
    """A desk the office knows and another says it was before; `state`: enrolled, revoked."""

    desk: str
    town: str
    name: str
    state: str


@dataclass(frozen=True)
class Enrolled:
    """A desk that is, or asks to be, enrolled, with the fingerprint to compare.

    `was` is the name the office has for it until now, empty for a new one. `replaced` is the id of
    the desk that was revoked in the same act.
    """

    desk: str
    town: str
    name: str
    fingerprint: str
    was: str = ""
    follows: tuple[Followed, ...] = ()
    replaced: str | None = None


def enrol_file(
    home: Home,
    path: Path,
    today: dt.date,
    fingerprint: str | None = None,
    replaces: str | None = None,
) -> Enrolled:
    """Enrol the desk whose request this file is; enrolling it again changes nothing.

    `replaces` (an id or its first digits) is revoked in the same act. The request of an enrolled
    desk with the same key changes its name. Raises `NoEnrolmentRequest`, `FileRefused`,
    `FingerprintDiffers`, `DeskKeyChanged`, `DeskTownChanged`, `UnknownValue` (town), `NotFound`.
    """
    home.require(OFFICE)
    request = _read(path)
    if fingerprint is not None and not same_fingerprint(request.fingerprint, fingerprint):
        raise FingerprintDiffers(request.fingerprint)
    return _enrol(home, [(request, replaces)], today)[0]


def enrol_list(home: Home, path: Path, today: dt.date) -> list[Enrolled]:
    """Enrol all desks of a list at once, or none.

    The list is CSV (semicolon or comma) with the column `fingerprint` as the installers noted it,
    and optionally `file`, `town`, `name` and `replaces`; without `file` the request is looked for
    beside the list, at any depth. Town and name must agree where given. Raises as `enrol_file`,
    and `InvalidValue`.
    """
    home.require(OFFICE)
    rows = _rows(path)
    beside = _requests_beside(path) if any(not row.get("file") for row in rows) else []
    requests = [(_wanted(row, path, beside), row.get("replaces") or None) for row in rows]
    return _enrol(home, requests, today)


def waiting_requests(home: Home, folder: Path) -> list[tuple[Path, Enrolled]]:
    """Requests on a medium that would change something, with their files.

    Of desks that are not known yet, and of enrolled ones with a new name; of several of one desk
    only the latest, for old requests still lie on sticks.
    """
    home.require(OFFICE)
    known = {desk.id: desk for desk in OfficeRegister(home.database).desks()}
    names = NamesKnown(home)
    requests = list(_requests(Medium.at(folder, [home.folder])))
    latest: dict[str, int] = {}
    for _, request in requests:
        latest[request.desk] = max(request.number, latest.get(request.desk, 0))
    found: dict[str, tuple[Path, Enrolled]] = {}
    for path, request in requests:
        there = known.get(request.desk)
        wanted = there is None or (_renames(request, there) and not names.settled(request))
        if wanted and request.number == latest[request.desk]:
            found.setdefault(request.fingerprint, (path, _enrolled(request, known)))
    return list(found.values())


class NamesKnown:
    """Which names of desks the office knows, and how late the request was that gave each its name.

    A request that somebody names is enrolled whatever its number: this is for those lying about.
    """

    def __init__(self, home: Home) -> None:
        self._present = {desk.id: desk.name for desk in OfficeRegister(home.database).desks()}
        self._former = OfficeWatch(home.database).former_names()
        self._numbers = _numbers(home)

    def settled(self, request: EnrolmentRequest) -> bool:
        """Whether a known desk's request asks for the name it has, or for one from before."""
        number = self._numbers.get(request.desk, 0)
        if request.name == self._present.get(request.desk) or request.number < number:
            return True
        return request.number == number and (request.desk, request.name) in self._former


def revoke(home: Home, desk: str, today: dt.date) -> str:
    """Revoke a desk by its id or the first digits of it; returns the id. Raises `NotFound`."""
    home.require(OFFICE)
    register = OfficeRegister(home.database)
    there = known_desk(register.desks(), desk)
    with home.transaction():
        _put_revoked(register, there, today)
    return there.id


def revoke_again(home: Home, listed: Iterable[Mapping[str, Any]], today: dt.date) -> list[str]:
    """Revoke desks that a release of another life of this office lists as revoked.

    A desk once revoked is never enrolled again under its id, so this is right in any order. Belongs
    to the caller's transaction; returns the names of the places.
    """
    register = OfficeRegister(home.database)
    gone = {record.get("desk") for record in listed if record.get("state") == REVOKED}
    forgotten = [one for one in register.desks() if one.id in gone and one.state != REVOKED]
    for desk in forgotten:
        _put_revoked(register, desk, today)
    return [desk.name for desk in forgotten]


def known_desk(desks: list[EnrolledDesk], start: str) -> EnrolledDesk:
    """The desk whose id begins so; raises `NotFound`."""
    fitting = [one for one in desks if one.id.startswith(start.lower())]
    if len(start) < SHORTEST_PREFIX or len(fitting) != 1:
        raise NotFound("desk", start[:40])
    return fitting[0]


def _put_revoked(register: OfficeRegister, desk: EnrolledDesk, today: dt.date) -> None:
    since = desk.on_date if desk.state == REVOKED else today.isoformat()
    register.put_desk(EnrolledDesk(desk.id, desk.public_key, desk.town, desk.name, REVOKED, since))


def _enrol(
    home: Home, requests: list[tuple[EnrolmentRequest, str | None]], today: dt.date
) -> list[Enrolled]:
    register, watch = OfficeRegister(home.database), OfficeWatch(home.database)
    desks = register.desks()
    known = {desk.id: desk for desk in desks}
    enrolled: list[Enrolled] = []
    with home.transaction():
        for request, replaces in requests:
            there = register.desk(request.desk)  # as the lines before this one left it
            _check(home, request, there)
            since = there.on_date if there else today.isoformat()
            register.put_desk(
                EnrolledDesk(
                    request.desk, request.public_key, request.town, request.name, ENROLLED, since
                )
            )
            _note_number(home, request)
            watch.note_earlier(request.desk, request.follows)
            if there is not None and there.name != request.name:
                watch.note_name(request.desk, request.name, there.name)
            replaced = known_desk(desks, replaces) if replaces else None
            if replaced is not None:
                if replaced.id == request.desk:
                    raise NotFound("desk", replaced.id)
                _put_revoked(register, replaced, today)
            enrolled.append(_enrolled(request, known, replaced.id if replaced else None))
    return enrolled


def _numbers(home: Home) -> dict[str, int]:
    """Number of the request last enrolled, by desk, where it is not 0."""
    numbers: dict[str, int] = json.loads(home.settings.get(REQUEST_NUMBERS, "{}"))
    return numbers


def _note_number(home: Home, request: EnrolmentRequest) -> None:
    numbers = _numbers(home)
    if numbers.get(request.desk, 0) != request.number:
        numbers[request.desk] = request.number
        home.settings.put(REQUEST_NUMBERS, json.dumps(numbers, sort_keys=True))


def _check(home: Home, request: EnrolmentRequest, there: EnrolledDesk | None) -> None:
    home.reference.town(request.town)
    if there is None:
        return
    if there.public_key != request.public_key or there.state == REVOKED:
        raise DeskKeyChanged(request.desk)
    if there.town != request.town:
        raise DeskTownChanged(request.desk, there.town, request.town)


def _renames(request: EnrolmentRequest, there: EnrolledDesk) -> bool:
    same_desk = there.state == ENROLLED and there.public_key == request.public_key
    return same_desk and there.name != request.name


def _enrolled(
    request: EnrolmentRequest, known: dict[str, EnrolledDesk], replaced: str | None = None
) -> Enrolled:
    there = known.get(request.desk)
    before = [known[one] for one in request.follows if one in known]
    return Enrolled(
        request.desk,
        request.town,
        request.name,
        request.fingerprint,
        was=there.name if there is not None and there.name != request.name else "",
        follows=tuple(Followed(one.id, one.town, one.name, one.state) for one in before),
        replaced=replaced,
    )


def _read(path: Path) -> EnrolmentRequest:
    _require_there(path)
    with medium_faults(path):
        if not path.is_file():
            raise NoEnrolmentRequest(str(path))
        data = read_uncached(path, REQUEST_LIMIT)
    return read_request(data)


def _require_there(path: Path) -> None:
    """Raise `Unreadable` where there is no such file."""
    with medium_faults(path):
        if not path.exists():
            raise Unreadable(str(path), "missing")


def _rows(path: Path) -> list[dict[str, str]]:
    _require_there(path)
    with medium_faults(path):
        data = read_uncached(path, LIST_LIMIT)
    if len(data) > LIST_LIMIT:
        raise TooLarge(str(path), LIST_LIMIT)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(str(path), "wrong-encoding") from error
    first = text.splitlines()[0] if text else ""
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    try:
        if "fingerprint" not in (reader.fieldnames or ()):
            raise InvalidValue("list", path.name[:40], "eine Spalte fingerprint")
        rows = [{k: (v or "").strip() for k, v in row.items() if k} for row in reader]
    except csv.Error as error:
        reason = "cell-too-long" if "field larger" in str(error) else "not-text"
        raise Unreadable(str(path), reason) from error
    if any(len(value) > LONGEST_CELL for row in rows for value in row.values()):
        raise Unreadable(str(path), "cell-too-long")
    return [row for row in rows if any(row.values())]


def _requests_beside(path: Path) -> list[EnrolmentRequest]:
    return [request for _, request in _requests(Medium.at(path.resolve().parent))]


def _requests(medium: Medium) -> Iterator[tuple[Path, EnrolmentRequest]]:
    for file in medium.find().of_kind(FileKind.REQUEST):
        with contextlib.suppress(FileRefused, MediumFault):
            yield file.path, read_request(medium.read(file))


def _wanted(row: dict[str, str], path: Path, beside: list[EnrolmentRequest]) -> EnrolmentRequest:
    fingerprint = row["fingerprint"]
    if row.get("file"):
        request = _read(path.resolve().parent / row["file"])
        if not same_fingerprint(request.fingerprint, fingerprint):
            raise FingerprintDiffers(request.fingerprint)
    else:
        fitting = [one for one in beside if same_fingerprint(one.fingerprint, fingerprint)]
        if not fitting:
            raise NoEnrolmentRequest(f"{path.name}: {fingerprint[:40]}")
        request = fitting[0]
    for field, value in (("town", request.town), ("name", request.name)):
        if row.get(field) and row[field] != value:
            raise InvalidValue(field, row[field][:40], value)
    return request
