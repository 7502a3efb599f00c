"""Tidying a medium: deleting our own old files once nobody can need them any more."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from lotse_desk.domain.exchange_faults import FileRefused, MediumFault
from lotse_desk.home.home import Home
from lotse_desk.office.enrolment import NamesKnown
from lotse_desk.storage.office_log import OfficeLog
from lotse_desk.storage.office_register import ENROLLED, OfficeRegister
from lotse_desk.storage.published_releases import PublishedReleases
from lotse_desk.storage.received_batches import ACCEPTED, DUPLICATE, ReceivedBatches
from lotse_desk.sync.archive import read_archive
from lotse_desk.sync.enrolment import read_request
from lotse_desk.sync.frame import FileKind
from lotse_desk.sync.medium import Medium
from lotse_desk.sync.targets import DESKS, RECEIPTS, TargetRecord, target_file, unpack
from lotse_desk.sync.walk import Finding

LEFT = "office.release_left"
"""Setting: the number of the release that was written or found whole on the last visit."""
RELEASES_KEPT = 2
NOT_REMOVED = "not-removed"


@dataclass(frozen=True)
class Tidied:
    """How many files of each kind were deleted; `problems` name those that could not be."""

    batches: int = 0
    releases: int = 0
    requests: int = 0
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def files(self) -> int:
        """All of them."""
        return self.batches + self.releases + self.requests


def tidy(home: Home, medium: Medium, finding: Finding) -> Tidied:
    """Delete what is done with; belongs after the newest release was left on this medium.

    Every file is read in full now, and only these go: batches that this office took, whose events
    a release of an earlier visit confirmed; releases of this office older than its newest two;
    requests of desks that a release of an earlier visit names as enrolled, unless they ask for
    another name. A file that another
    office, another program or nobody wrote is never touched, nor one behind a link. What is
    interrupted is done at the next visit.
    """
    judge = _Judge(home)
    kinds: tuple[tuple[FileKind, str, Callable[[bytes], bool]], ...] = (
        (FileKind.BATCH, "batches", judge.is_done_batch),
        (FileKind.RELEASE, "releases", judge.is_old_release),
        (FileKind.REQUEST, "requests", judge.is_done_request),
    )
    tidied, problems = Tidied(), list[tuple[str, str]]()
    for kind, name, is_done in kinds:
        for file in finding.of_kind(kind):
            asked = _Asked(is_done)
            try:
                gone = medium.remove_if(file, asked)
            except (FileRefused, MediumFault):
                problems += [(file.name, NOT_REMOVED)] if asked.said else []
                continue
            tidied = replace(tidied, **{name: getattr(tidied, name) + int(gone)})
    return replace(tidied, problems=tuple(problems))


def note_visit(home: Home, release: int) -> None:
    """This release lies whole on a medium that leaves the office now."""
    with home.transaction():
        home.settings.put(LEFT, str(release))


class _Asked:
    """A judgement that is remembered: whether a file that could not be deleted was done with."""

    def __init__(self, judge: Callable[[bytes], bool]) -> None:
        self._judge = judge
        self.said = False

    def __call__(self, data: bytes) -> bool:
        self.said = self._judge(data)
        return self.said


class _Judge:
    """Knows what the office has, and what its release of the last visit said."""

    def __init__(self, home: Home) -> None:
        releases = PublishedReleases(home.database)
        self._received, self._log = ReceivedBatches(home.database), OfficeLog(home.database)
        self._old = set(list(releases.numbers())[RELEASES_KEPT:])
        archive = releases.archive(int(home.settings.get(LEFT, "0")))
        said = read_archive(archive) if archive else {}
        self._confirmed = {
            (str(one["desk"]), str(one["incarnation"])): int(str(one["up_to"]))
            for one in _records(said, RECEIPTS)
        }
        desks = OfficeRegister(home.database).desks()
        enrolled = {(desk.id, desk.public_key) for desk in desks if desk.state == ENROLLED}
        self._names = NamesKnown(home)
        self._enrolled = enrolled & {
            (str(one["desk"]), str(one["public_key"]))
            for one in _records(said, DESKS)
            if one["state"] == ENROLLED
        }

    def is_done_batch(self, data: bytes) -> bool:
        """Taken, still in the log, and confirmed to its end by the release of the last visit."""
        batch = self._received.batch(hashlib.sha256(data).hexdigest())
        if batch is None or batch.header is None or batch.verdict not in (ACCEPTED, DUPLICATE):
            return False
        facts = batch.header
        confirmed = self._confirmed.get((facts.desk, facts.incarnation), -1)
        return facts.last <= confirmed and self._log.reaches(batch)

    def is_old_release(self, data: bytes) -> bool:
        """One of this office's own, byte for byte, and not among the newest."""
        return hashlib.sha256(data).hexdigest() in self._old

    def is_done_request(self, data: bytes) -> bool:
        """Of a desk that is enrolled with this very key, and could learn so; asking nothing new."""
        try:
            request = read_request(data)
        except FileRefused:
            return False
        enrolled = (request.desk, request.public_key) in self._enrolled
        return enrolled and self._names.settled(request)


def _records(members: Mapping[str, bytes], target: str) -> list[TargetRecord]:
    packed = members.get(target_file(target))
    return list(unpack(packed)) if packed else []
