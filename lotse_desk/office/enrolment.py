"""Enrolling desks, one after a call or thirty from a list; revoking them."""

import contextlib
import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lotse_desk.domain.exchange_faults import (
    DeskKeyChanged,
    FileRefused,
    FingerprintDiffers,
    MediumFault,
    NoEnrolmentRequest,
)
from lotse_desk.domain.faults import InvalidValue, NotFound, TooLarge, Unreadable
from lotse_desk.home.home import OFFICE, Home
from lotse_desk.storage.office_register import ENROLLED, REVOKED, EnrolledDesk, OfficeRegister
from lotse_desk.sync.durable import read_uncached
from lotse_desk.sync.enrolment import REQUEST_LIMIT, EnrolmentRequest, read_request
from lotse_desk.sync.frame import FileKind
from lotse_desk.sync.keys import same_fingerprint
from lotse_desk.sync.medium import Medium, medium_faults

LIST_LIMIT = 1024 * 1024
LONGEST_CELL = 1000
SHORTEST_PREFIX = 6


@dataclass(frozen=True)
class Enrolled:
    """A desk that is enrolled now, with the fingerprint to compare."""

    desk: str
    town: str
    name: str
    fingerprint: str


def enrol_file(home: Home, path: Path, today: dt.date, fingerprint: str | None = None) -> Enrolled:
    """Enrol the desk whose request this file is; enrolling it again changes nothing.

    Raises `NoEnrolmentRequest`, `FileRefused`, `FingerprintDiffers`, `DeskKeyChanged`,
    `UnknownValue` (town).
    """
    home.require(OFFICE)
    request = _read(path)
    if fingerprint is not None and not same_fingerprint(request.fingerprint, fingerprint):
        raise FingerprintDiffers(request.fingerprint)
    return _enrol(home, [request], today)[0]


def enrol_list(home: Home, path: Path, today: dt.date) -> list[Enrolled]:
    """Enrol all desks of a list at once, or none.

    The list is CSV (semicolon or comma) with the column `fingerprint` as the installers noted it,
    and optionally `file`, `town` and `name`; without `file` the request is looked for beside the
    list, at any depth. Town and name must agree where given. Raises as `enrol_file`, and
    `InvalidValue`.
    """
    home.require(OFFICE)
    rows = _rows(path)
    beside = _requests_beside(path) if any(not row.get("file") for row in rows) else []
    requests = [_wanted(row, path, beside) for row in rows]
    return _enrol(home, requests, today)


def waiting_requests(home: Home, folder: Path) -> list[tuple[Path, Enrolled]]:
    """Requests on a medium of desks that are not known yet, with their files."""
    home.require(OFFICE)
    known = {desk.id for desk in OfficeRegister(home.database).desks()}
    medium = Medium.at(folder, [home.folder])
    found: dict[str, tuple[Path, Enrolled]] = {}
    for path, request in _requests(medium):
        if request.desk not in known:
            enrolled = Enrolled(request.desk, request.town, request.name, request.fingerprint)
            found.setdefault(request.fingerprint, (path, enrolled))
    return list(found.values())


def revoke(home: Home, desk: str, today: dt.date) -> str:
    """Revoke a desk by its id or the first digits of it; returns the id. Raises `NotFound`."""
    home.require(OFFICE)
    register = OfficeRegister(home.database)
    known = [one for one in register.desks() if one.id.startswith(desk.lower())]
    if len(desk) < SHORTEST_PREFIX or len(known) != 1:
        raise NotFound("desk", desk[:40])
    there = known[0]
    with home.transaction():
        register.put_desk(
            EnrolledDesk(
                there.id, there.public_key, there.town, there.name, REVOKED, today.isoformat()
            )
        )
    return there.id


def _enrol(home: Home, requests: list[EnrolmentRequest], today: dt.date) -> list[Enrolled]:
    register = OfficeRegister(home.database)
    known = {desk.id: desk for desk in register.desks()}
    with home.transaction():
        for request in requests:
            home.reference.town(request.town)
            there = known.get(request.desk)
            if there is not None and (
                there.public_key != request.public_key or there.state == REVOKED
            ):
                raise DeskKeyChanged(request.desk)
            since = there.on_date if there else today.isoformat()
            register.put_desk(
                EnrolledDesk(
                    request.desk, request.public_key, request.town, request.name, ENROLLED, since
                )
            )
    return [Enrolled(r.desk, r.town, r.name, r.fingerprint) for r in requests]


def _read(path: Path) -> EnrolmentRequest:
    with medium_faults(path):
        if not path.is_file():
            raise NoEnrolmentRequest(str(path))
        data = read_uncached(path, REQUEST_LIMIT)
    return read_request(data)


def _rows(path: Path) -> list[dict[str, str]]:
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
