"""Intake: all batches of a medium into the office's logs, each one whole or not at all."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from lotse_desk.domain.exchange_faults import (
    FileForAnotherOffice,
    FileRefused,
    FileTooNew,
    HistoryForked,
    MediumFault,
    SenderRevoked,
)
from lotse_desk.home.home import OFFICE, Home
from lotse_desk.office.code_retention import delete_old_codes
from lotse_desk.office.earlier_life import continue_above_seen
from lotse_desk.office.office_keys import OFFICE_ID, opening_keys, recipients
from lotse_desk.storage.office_log import OfficeLog
from lotse_desk.storage.office_register import REVOKED, OfficeRegister
from lotse_desk.storage.received_batches import (
    ACCEPTED,
    DUPLICATE,
    HELD,
    SET_ASIDE,
    ReceivedBatch,
    ReceivedBatches,
)
from lotse_desk.sync.batch_reader import DeskKey, VerifiedBatch, read_batch
from lotse_desk.sync.events import Event, genesis
from lotse_desk.sync.frame import FileKind, frame
from lotse_desk.sync.intake import Append, Duplicate, Fork, Hold, plan_batch
from lotse_desk.sync.key_files import read_seal_identity
from lotse_desk.sync.keys import SealIdentity, seal
from lotse_desk.sync.medium import Medium

CHUNK = 500
EVENTS_MISSING, RELEASE_NOT_BELIEVED = "events-missing", "release-not-believed"


@dataclass(frozen=True)
class SetAside:
    """A file that stays where it is; `reason` is the kind of the fault."""

    file: str
    reason: str


@dataclass(frozen=True)
class Gap:
    """Events of a desk that are missing between what is known and what is held."""

    desk: str
    first: int
    last: int


@dataclass(frozen=True)
class Taken:
    """What an intake did, in files; `contacts` newly count. Others' files are `passed_over`.

    `held_files` are the held ones on this medium: they wait for others before them, or for a newer
    program. `problems` are facts somebody should know of; the files named were taken.
    """

    accepted: int
    duplicates: int
    held: int
    gaps: tuple[Gap, ...]
    set_aside: tuple[SetAside, ...]
    contacts: int
    passed_over: int = 0
    restored: bool = False
    held_files: tuple[SetAside, ...] = ()
    problems: tuple[SetAside, ...] = ()


@dataclass
class _Tally:
    verdicts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    duplicates: int = 0
    too_new: list[SetAside] = field(default_factory=list)
    problems: list[SetAside] = field(default_factory=list)
    passed_over: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    contacts: int = 0
    refused: list[tuple[str, str, FileRefused]] = field(default_factory=list)
    """Digest, name and fault of files that are not remembered yet."""


def take_in(
    home: Home, folder: Path, today: dt.date, *, recovery_file: Path | None = None
) -> Taken:
    """Take in every batch on a medium; each file is a transaction, again changes nothing.

    Refused files are remembered together: a stick with thousands of them costs no more.
    `recovery_file` holds the recovery key, for what was sealed for a key that is lost; it is not
    stored. Nothing on the medium is changed. Raises `MediumFault`, `KeyMissing`, and what reading
    a key raises.
    """
    home.require(OFFICE)
    recovery = [read_seal_identity(recovery_file)] if recovery_file else []
    medium = Medium.at(folder, [home.folder])
    finding = medium.find()
    life = continue_above_seen(home, medium, finding, today)
    intake = _Intake(home, today, recovery)
    for file in finding.of_kind(FileKind.BATCH):
        try:
            intake.take_file(file.name, medium.read(file))
        except (FileRefused, MediumFault) as fault:
            intake.tally.set_aside.append(SetAside(file.name, fault.kind))
    intake.settle_refused()
    delete_old_codes(home, today)
    tally = intake.tally
    verdicts = list(tally.verdicts.values())
    waiting = [
        SetAside(tally.names[digest], EVENTS_MISSING)
        for digest, verdict in tally.verdicts.items()
        if verdict == HELD
    ]
    torn = medium.doubtful(finding, FileKind.REQUEST)
    told = [SetAside(name, why) for name, why in (*life.problems, *finding.problems, *torn)]
    return Taken(
        accepted=verdicts.count(ACCEPTED),
        duplicates=verdicts.count(DUPLICATE) + tally.duplicates,
        held=len(waiting) + len(tally.too_new),
        gaps=tuple(gaps(home)),
        set_aside=tuple(tally.set_aside),
        contacts=tally.contacts,
        passed_over=tally.passed_over,
        restored=life.restored or intake.restored,
        held_files=(*waiting, *tally.too_new),
        problems=(*tally.problems, *told),
    )


def gaps(home: Home) -> Iterator[Gap]:
    """What is missing before each log with held batches goes on, one gap a log."""
    log, seen = OfficeLog(home.database), set[tuple[str, str]]()
    for batch in ReceivedBatches(home.database).held():
        facts = batch.header
        if facts is None or (facts.desk, facts.incarnation) in seen:
            continue
        seen.add((facts.desk, facts.incarnation))
        known = log.known_log(facts.desk, facts.incarnation)
        yield Gap(facts.desk, known.up_to + 1 if known else 1, facts.first - 1)


class _Intake:
    """Takes files one after another, and held ones again whenever something was accepted."""

    def __init__(self, home: Home, today: dt.date, recovery: Sequence[SealIdentity] = ()) -> None:
        self._home, self._today = home, today.isoformat()
        self._log = OfficeLog(home.database)
        self._files = ReceivedBatches(home.database)
        self._register = OfficeRegister(home.database)
        self._office = home.settings.get(OFFICE_ID)
        self._identities = opening_keys(home, recovery)
        self._recovering = bool(recovery)
        self._roster = {
            desk.id: DeskKey(desk.public_key, revoked=desk.state == REVOKED)
            for desk in self._register.desks()
        }
        self.tally = _Tally()
        self.restored = False

    def take_file(self, name: str, data: bytes) -> None:
        """Take one file; raises `FileRefused` for one that is set aside without being kept."""
        digest = hashlib.sha256(data).hexdigest()
        if digest in self.tally.verdicts:
            self.tally.duplicates += 1
            return
        seen = self._files.batch(digest)
        self.tally.names[digest] = name
        if seen is not None and seen.verdict in (ACCEPTED, DUPLICATE) and self._log.reaches(seen):
            self.tally.verdicts[digest] = DUPLICATE
            if seen.reason is not None:
                self.tally.problems.append(SetAside(name, seen.reason))
            return
        try:
            batch = read_batch(data, self._office, self._identities, self._roster)
        except FileForAnotherOffice:
            self.tally.passed_over += 1
            return
        except FileTooNew as fault:
            self.tally.too_new.append(SetAside(name, fault.kind))
            return
        except FileRefused as fault:
            known = seen is not None and (seen.verdict, seen.reason) == (SET_ASIDE, fault.kind)
            if not known or isinstance(fault, SenderRevoked):
                self.tally.refused.append((digest, name, fault))
            if len(self.tally.refused) >= CHUNK:
                self.settle_refused()
            raise
        if self._take(digest, name, data, batch):
            self._retry_held(batch.header.desk)

    def _take(self, digest: str, name: str, data: bytes, batch: VerifiedBatch) -> bool:
        """One transaction; says whether anything was appended."""
        try:
            with self._home.transaction():
                self.restored |= self._register.continue_above(batch.header.release)
                verdict, number, contacts = self._merge(digest, name, data, batch)
                self._doubt(number, name, batch.header.release)
        except HistoryForked as fork:
            with self._home.transaction():
                self.restored |= self._register.continue_above(batch.header.release)
                number = self._files.note(digest, name, self._today, SET_ASIDE, batch.header)
                self._files.give_reason(number, fork.kind)
            self.tally.verdicts[digest] = SET_ASIDE
            self.tally.set_aside.append(SetAside(name, fork.kind))
            return False
        self.tally.verdicts[digest] = verdict
        self.tally.contacts += contacts
        return verdict == ACCEPTED

    def _doubt(self, number: int, name: str, release: int) -> None:
        """Report a desk that names a release which cannot be; its events are taken all the same."""
        if not self._register.believes(release):
            self._files.give_reason(number, RELEASE_NOT_BELIEVED)
            self.tally.problems.append(SetAside(name, RELEASE_NOT_BELIEVED))

    def _merge(
        self, digest: str, name: str, data: bytes, batch: VerifiedBatch
    ) -> tuple[str, int, int]:
        """Verdict, number of the file, and new contacts."""
        log, header = self._log, batch.header
        match plan_batch(batch, log):
            case Fork(seq):
                raise HistoryForked(seq)
            case Hold():
                number = self._files.note(digest, name, self._today, HELD, header)
                self._files.keep_sealed(number, self._kept(data, batch))
                return HELD, number, 0
            case Duplicate():
                number = self._files.note(digest, name, self._today, DUPLICATE, header)
                log.note_later_batch(log.open_log(header, genesis(header.incarnation)), number)
                return DUPLICATE, number, 0
            case Append(after):
                number = self._files.note(digest, name, self._today, ACCEPTED, header)
                return ACCEPTED, number, self._append(batch, after, number)

    def _kept(self, data: bytes, batch: VerifiedBatch) -> bytes:
        """What to keep of a held batch; what a borrowed key opened is sealed for our own."""
        if not self._recovering:
            return data
        return frame(FileKind.BATCH, self._office, seal(batch.packed, recipients(self._home)))

    def _append(self, batch: VerifiedBatch, after: int, number: int) -> int:
        log, header = self._log, batch.header
        known = log.known_log(header.desk, header.incarnation)
        place = log.open_log(header, known.head if known else genesis(header.incarnation))
        contacts, events = 0, batch.events(after)
        while chunk := _next(events):
            stored = log.known_events([event.id for event in chunk])
            contacts += log.append(place, number, chunk, stored, batch.hash_at)
        log.note_last_batch(place, number)
        return contacts - log.settle_undo(header.desk)

    def _retry_held(self, desk: str) -> None:
        again = True
        while again:
            taken = [self._take_held(held) for held in self._files.held(desk)]
            again = any(taken)

    def _take_held(self, held: ReceivedBatch) -> bool:
        if self._log.lacks_events_before(held):
            return False
        sealed = self._files.sealed(held.number)
        try:
            batch = read_batch(sealed, self._office, self._identities, self._roster)
        except FileRefused as fault:  # its key was changed, its sender revoked since
            self.tally.refused.append((held.digest, held.name, fault))
            self.settle_refused()
            self.tally.set_aside.append(SetAside(held.name, fault.kind))
            self.tally.verdicts.pop(held.digest, None)
            return False
        before = self.tally.verdicts.get(held.digest)
        accepted = self._take(held.digest, held.name, sealed, batch)
        if before is None:
            self._leave_out(held.digest)
        return accepted

    def settle_refused(self) -> None:
        """Remember what was refused since the last time, in one transaction."""
        refused, self.tally.refused = self.tally.refused, []
        with self._home.transaction():
            for digest, name, fault in refused:
                number = self._files.note(digest, name, self._today, SET_ASIDE, None)
                self._files.give_reason(number, fault.kind)
                if isinstance(fault, SenderRevoked):
                    self._files.name_sender(number, fault.desk)

    def _leave_out(self, digest: str) -> None:
        """Files held since an earlier medium are not counted as files of this one."""
        verdict = self.tally.verdicts.pop(digest)
        if verdict == ACCEPTED:
            self.tally.verdicts[digest] = verdict


def _next(events: Iterator[Event]) -> list[Event]:
    return list(islice(events, CHUNK))
