"""Releases offered on a medium: whose they are, and which of them a desk may believe."""

import contextlib
import hashlib
from dataclasses import dataclass

from lotse_desk.desk.enrolment import DESK_ID, PUBLIC_KEY
from lotse_desk.domain.exchange_faults import (
    FileForAnotherOffice,
    FileRefused,
    FingerprintDiffers,
    MediumFault,
    ReleaseRolledBack,
)
from lotse_desk.home.home import Home
from lotse_desk.sync.frame import FileKind
from lotse_desk.sync.keys import same_fingerprint
from lotse_desk.sync.medium import Medium
from lotse_desk.sync.release_reader import (
    Trust,
    VerifiedRelease,
    first_trust,
    open_release,
    root_version,
    verify_release,
)
from lotse_desk.sync.targets import DESKS
from lotse_desk.sync.walk import Finding, FoundFile

SEVERAL_OFFICES, ANOTHER_OFFICE = "several-offices", "another-office"


@dataclass(frozen=True)
class Problem:
    """A file on the medium, or a fact, that somebody should know of; `reason` is a fault's kind."""

    file: str
    reason: str


@dataclass(frozen=True)
class Candidate:
    """A release on the medium and what it says of itself; not kept in memory.

    `office_print` is the fingerprint of the root it brings: the office, if the rest verifies.
    `roots` is the version of its newest root.
    """

    file: FoundFile
    digest: str
    office_print: str
    number: int
    roots: int


def candidates_on(medium: Medium, finding: Finding) -> tuple[list[Candidate], list[Problem]]:
    """The releases of a medium, the highest number first, and what could not be looked at."""
    found: list[Candidate] = []
    problems: list[Problem] = []
    for file in finding.of_kind(FileKind.RELEASE):
        try:
            data = medium.read(file)
            offered = open_release(data)
            office_print = first_trust(offered).fingerprint
        except (FileRefused, MediumFault) as fault:
            problems.append(Problem(file.name, fault.kind))
            continue
        digest = hashlib.sha256(data).hexdigest()
        roots = root_version(offered.members)
        found.append(Candidate(file, digest, office_print, offered.number, roots))
    found.sort(key=lambda candidate: candidate.number, reverse=True)
    return found, problems


def chosen_office(
    home: Home, medium: Medium, candidates: list[Candidate], fingerprint: str | None
) -> tuple[str | None, list[Problem]]:
    """The fingerprint of the office to trust: the one asked for, or the only one naming this desk.

    Several are a matter for people: the highest number proves nothing. Raises
    `FingerprintDiffers`.
    """
    naming: dict[str, Candidate] = {}
    problems: list[Problem] = []
    for candidate in candidates:
        if candidate.office_print in naming:
            continue
        try:
            if _names_desk(home, medium, candidate) == "enrolled":
                naming[candidate.office_print] = candidate
        except (FileRefused, MediumFault) as fault:
            problems.append(Problem(candidate.file.name, fault.kind))
    if fingerprint is not None:
        wanted = [one for one in naming if same_fingerprint(one, fingerprint)]
        if naming and not wanted:
            raise FingerprintDiffers(next(iter(naming)))
        return next(iter(wanted), None), problems
    if len(naming) > 1:
        return None, [Problem(one.file.name, SEVERAL_OFFICES) for one in naming.values()]
    return next(iter(naming), None), problems


def strangers(home: Home, medium: Medium, candidates: list[Candidate]) -> list[Problem]:
    """Releases of offices not trusted that name this desk, the newest of each."""
    problems: list[Problem] = []
    seen: set[str] = set()
    for candidate in candidates:
        if candidate.office_print in seen:
            continue
        seen.add(candidate.office_print)
        with contextlib.suppress(FileRefused, MediumFault):
            if _names_desk(home, medium, candidate) != "unknown":
                problems.append(Problem(candidate.file.name, ANOTHER_OFFICE))
    return problems


def _names_desk(home: Home, medium: Medium, candidate: Candidate) -> str:
    offered = open_release(medium.read(candidate.file))
    return standing(home, verify_release(offered, first_trust(offered)))


def best_of(
    home: Home,
    medium: Medium,
    candidates: list[Candidate],
    trust: Trust | None,
    problems: list[Problem],
) -> tuple[Candidate, VerifiedRelease] | None:
    """The highest number under the newest root; others are not verified, bad ones are taken out.

    The root comes first: a replaced key may have signed any number, also beside the true release.
    """
    newest_root = 0
    best: tuple[Candidate, VerifiedRelease] | None = None
    for candidate in [*candidates]:
        if candidate.roots < newest_root + (best is not None):
            continue
        try:
            offered = open_release(medium.read(candidate.file))
            release = verify_release(offered, trust or first_trust(offered))
        except (ReleaseRolledBack, FileForAnotherOffice):
            candidates.remove(candidate)
            continue
        except (FileRefused, MediumFault) as fault:
            problems.append(Problem(candidate.file.name, fault.kind))
            candidates.remove(candidate)
            continue
        version = release.trust.root_version
        if version > newest_root:
            best, newest_root = None, version
        is_ours = trust is not None or standing(home, release) == "enrolled"
        if best is None and version == newest_root and is_ours:
            best = candidate, release
    return best


def is_newer(candidate: Candidate, trust: Trust) -> bool:
    """By its number, or by a root that may have replaced the key of a higher number."""
    return candidate.number > trust.release or candidate.roots > trust.root_version


def standing(home: Home, release: VerifiedRelease) -> str:
    """`enrolled`, `revoked`, or `unknown` where the release does not name this desk and key."""
    own = home.settings.get(DESK_ID), home.settings.get(PUBLIC_KEY)
    for record in release.records(DESKS):
        if (record.get("desk"), record.get("public_key")) == own:
            return "revoked" if record.get("state") == "revoked" else "enrolled"
    return "unknown"
