"""Publishing: one signed release, never changed, never two contents under one number."""

import dataclasses
import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lotse_desk.domain.exchange_faults import KeyUnknown, SecondSignatureWanting
from lotse_desk.domain.fraud_prone import FraudProneChange, fraud_prone_changes
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import ScheduleException
from lotse_desk.home.home import OFFICE, Home
from lotse_desk.home.policy import said_policy
from lotse_desk.office.earlier_life import continue_above_seen
from lotse_desk.office.office_keys import OFFICE_ID, newest_roles, recipients, release_key
from lotse_desk.office.tidy import Tidied, note_visit, tidy
from lotse_desk.storage.office_log import OfficeLog
from lotse_desk.storage.office_register import OfficeRegister, PublishedRelease
from lotse_desk.sync.archive import read_archive
from lotse_desk.sync.frame import FileKind, new_name
from lotse_desk.sync.key_files import read_signing_key
from lotse_desk.sync.keys import SigningKey
from lotse_desk.sync.medium import Medium
from lotse_desk.sync.release_writer import write_release
from lotse_desk.sync.targets import (
    DESKS,
    DIRECTORY,
    POLICY,
    RECEIPTS,
    RELEASE,
    TargetRecord,
    pack,
    target_file,
    unpack,
)
from lotse_desk.sync.walk import Finding

OLD_AFTER_DAYS = 120


@dataclass(frozen=True)
class Published:
    """A release on a medium; `changed` rows of the directory since the one before.

    `tidied` are old files of ours that were deleted there. `problems` are names and reasons of what
    could not be looked at.
    """

    release: int
    file: str
    changed: int
    warnings: tuple[FraudProneChange, ...]
    restored: bool = False
    problems: tuple[tuple[str, str], ...] = ()
    tidied: Tidied = field(default_factory=Tidied)


def publish(
    home: Home,
    folder: Path,
    today: dt.date,
    more: Mapping[str, Iterable[TargetRecord]] | None = None,
    *,
    second_file: Path | None = None,
    keep_files: bool = False,
) -> Published:
    """Publish a release onto a medium, and delete old files of ours there unless `keep_files`.

    The release is stored before it leaves, so a number never gets a second content. Nothing new on
    the same day leaves the same file again. `more` are further targets by name (house reports,
    trainings). `second_file` holds the key of the second person, where two must sign. Raises
    `MediumFault`, `KeyMissing`, `ReleaseInvalid`; `SecondSignatureWanting` with what to look at
    and `KeyUnknown`, then nothing was stored or written.
    """
    home.require(OFFICE)
    second = _second_key(home, second_file)
    medium = Medium.at(folder, [home.folder])
    finding = medium.find()
    life = continue_above_seen(home, medium, finding, today)
    register = OfficeRegister(home.database)
    before = register.last_release()
    changed, warnings = 0, tuple[FraudProneChange, ...]()
    with home.transaction():
        packed = {name: pack(records) for name, records in (more or {}).items()}
        packed |= _contents(home, today)
        digest = _content_digest(home, packed, today)
        if before and before.content_digest == digest and before.number == register.counter:
            release = before
        else:
            changed, warnings = _compare(_directory(before), list(unpack(packed[DIRECTORY])))
            signers = _signers(home, second, changed, warnings)
            release = _stored(home, packed, digest, today, signers)
    file = _leave(medium, finding, release)
    tidied = Tidied() if keep_files else tidy(home, medium, finding)
    note_visit(home, release.number)
    problems = (*life.problems, *finding.problems, *tidied.problems)
    return Published(release.number, file, changed, warnings, life.restored, problems, tidied)


def change_line(change: FraudProneChange) -> str:
    """What changed, as people read it."""
    where = f"{change.entity} {change.entity_id}, {change.field}"
    return f"{where}: „{change.old}“ → „{change.new}“"


def _second_key(home: Home, path: Path | None) -> SigningKey | None:
    if path is None:
        return None
    key = read_signing_key(path)
    if key.public not in newest_roles(home).second:
        raise KeyUnknown(str(path))
    return key


def _signers(
    home: Home,
    second: SigningKey | None,
    changed: int,
    warnings: tuple[FraudProneChange, ...],
) -> list[SigningKey]:
    signers = [release_key(home)]
    if second is not None:
        signers.append(second)
    if len(signers) < newest_roles(home).targets_threshold:
        raise SecondSignatureWanting(changed, tuple(map(change_line, warnings)))
    return signers


def _stored(
    home: Home,
    packed: Mapping[str, bytes],
    content_digest: str,
    today: dt.date,
    signers: list[SigningKey],
) -> PublishedRelease:
    """A new release with this content, under the next number."""
    register = OfficeRegister(home.database)
    number = register.counter + 1
    about = {
        "format": 1,
        "office": home.settings.get(OFFICE_ID),
        "office_incarnation": register.incarnation,
        "name": home.name,
        "release": number,
        "date": today.isoformat(),
        "recipients": list(recipients(home)),
    }
    archive = write_release(
        number,
        register.roots(),
        {**packed, RELEASE: pack([about])},
        signers,
        office=home.settings.get(OFFICE_ID),
    )
    release = PublishedRelease(
        number,
        today.isoformat(),
        register.incarnation,
        new_name(FileKind.RELEASE, number),
        hashlib.sha256(archive).hexdigest(),
        content_digest,
        archive,
    )
    register.put_release(release)
    return release


def _contents(home: Home, today: dt.date) -> dict[str, bytes]:
    register, log = OfficeRegister(home.database), OfficeLog(home.database)
    return {
        DIRECTORY: pack(_rows(home.directory.everything())),
        POLICY: pack(
            [
                {
                    "stand": today.isoformat(),
                    "old_after_days": OLD_AFTER_DAYS,
                    **said_policy(home),
                }
            ]
        ),
        DESKS: pack(
            {
                "desk": desk.id,
                "name": desk.name,
                "public_key": desk.public_key,
                "state": desk.state,
                "town": desk.town,
            }
            for desk in register.desks()
        ),
        RECEIPTS: pack(
            {
                "desk": receipt.desk,
                "hash": receipt.head.hex(),
                "incarnation": receipt.incarnation,
                "up_to": receipt.up_to,
            }
            for receipt in log.receipts()
        ),
    }


def _rows(records: Iterable[Record]) -> Iterator[TargetRecord]:
    for record in records:
        fields = dataclasses.asdict(record)
        if isinstance(record, ScheduleException):
            fields["origin"] = "release"
        filled = {name: value for name, value in fields.items() if value is not None}
        yield {"table": record.TABLE, **filled}


def _content_digest(home: Home, packed: Mapping[str, bytes], today: dt.date) -> str:
    register = OfficeRegister(home.database)
    digest = hashlib.sha256()
    for part in (register.incarnation, today.isoformat(), str(recipients(home)), home.name):
        digest.update(part.encode() + b"\0")
    for root in register.roots():
        digest.update(hashlib.sha256(root).digest())
    for name in sorted(packed):
        digest.update(name.encode() + b"\0" + hashlib.sha256(packed[name]).digest())
    return digest.hexdigest()


def _directory(release: PublishedRelease | None) -> list[dict[str, Any]]:
    if release is None or not release.archive:
        return []
    return list(unpack(read_archive(release.archive)[target_file(DIRECTORY)]))


def _compare(
    old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> tuple[int, tuple[FraudProneChange, ...]]:
    before = {(row["table"], row["id"]): row for row in old}
    changed = 0
    warnings: list[FraudProneChange] = []
    for row in new:
        there = before.pop((row["table"], row["id"]), None)
        if there == row:
            continue
        changed += 1
        if there is not None:
            warnings += fraud_prone_changes(row["table"], row["id"], there, row)
    return changed + len(before), tuple(warnings)


def _leave(medium: Medium, finding: Finding, release: PublishedRelease) -> str:
    there = medium.holds(release.digest, len(release.archive), FileKind.RELEASE, finding)
    if there is not None:
        return there.path.name
    name = release.name
    if os.path.lexists(medium.folder / name):  # torn, or too deep in a full folder to be found
        name = new_name(FileKind.RELEASE, release.number)
    medium.write(name, release.archive)
    return name
