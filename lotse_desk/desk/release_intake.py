"""Taking in what the office left: the newest good release, applied as one act."""

import contextlib
import datetime as dt
import hashlib
import json
from dataclasses import dataclass, replace

from lotse_desk.desk.directory_update import put_directory
from lotse_desk.desk.enrolment import DESK_ID, LISTED_AS, PUBLIC_KEY, STATE
from lotse_desk.desk.release_facts import event_days, receipt_of, recipients_of
from lotse_desk.domain.exchange_faults import (
    FileForAnotherOffice,
    FileRefused,
    FingerprintDiffers,
    MediumFault,
    ReleaseInvalid,
    ReleaseRolledBack,
)
from lotse_desk.home.home import Home
from lotse_desk.home.policy import settings_of
from lotse_desk.storage.database import refusing_rows
from lotse_desk.storage.event_log import RELEASE_DATE, EventLog, TrustStore
from lotse_desk.sync.frame import FileKind
from lotse_desk.sync.keys import same_fingerprint
from lotse_desk.sync.medium import Medium
from lotse_desk.sync.receipts import Confirmed, Diverged, Receipt, conclude, purgeable
from lotse_desk.sync.release_reader import (
    Trust,
    VerifiedRelease,
    first_trust,
    open_release,
    root_version,
    verify_release,
)
from lotse_desk.sync.targets import DESKS, DIRECTORY, POLICY, RECEIPTS, RELEASE, target_file
from lotse_desk.sync.walk import Finding, FoundFile

OFFICE, OFFICE_NAME = "exchange.office", "exchange.office_name"
OFFICE_INCARNATION = "exchange.office_incarnation"
APPLIED, APPLIED_ON, APPLIED_DIGEST = (
    "exchange.release",
    RELEASE_DATE,
    "exchange.release_digest",
)
RECIPIENTS, RECIPIENTS_SINCE = "exchange.recipients", "exchange.recipients_since"
"""Whom batches are sealed for, and the number of the last batch that was sealed for others."""
FINGERPRINT_CONFIRMED = "exchange.fingerprint_confirmed"
FIRST_ROOT, NEWEST_ROOT = "first-root", "root"
SEVERAL_OFFICES, ANOTHER_OFFICE = "several-offices", "another-office"


@dataclass(frozen=True)
class Problem:
    """A file on the medium, or a fact, that somebody should know of; `reason` is a fault's kind."""

    file: str
    reason: str


@dataclass(frozen=True)
class Taken:
    """What a medium brought: the number of the release applied now, if any.

    `office_is_behind` says that the office seems to know less than this desk has seen;
    `kept_local` counts records that stay because a feed taken in at this desk brought them.
    """

    release: int | None
    problems: tuple[Problem, ...]
    office_is_behind: bool = False
    kept_local: int = 0


@dataclass(frozen=True)
class _Candidate:
    """A release on the medium and what it says of itself; not kept in memory.

    `office_print` is the fingerprint of the root it brings: the office, if the rest verifies.
    `roots` is the version of its newest root.
    """

    file: FoundFile
    digest: str
    office_print: str
    number: int
    roots: int


def take_release(
    home: Home, medium: Medium, finding: Finding, fingerprint: str | None = None
) -> Taken:
    """Verify and apply the newest release of this desk's office on the medium.

    A desk that knows no office takes the one whose release names it as enrolled, if it is the only
    one; with a `fingerprint` only that office is accepted. Other offices that name this desk are
    reported. Raises `FingerprintDiffers`.
    """
    trust = known_trust(home)
    if fingerprint is not None and trust is not None:
        confirm_office(home, fingerprint)
    candidates, problems = _candidates(medium, finding)
    if trust is not None:
        office: str | None = trust.fingerprint
    else:
        office, unclear = _chosen_office(home, medium, candidates, fingerprint)
        problems += unclear if office is None else []
    if office is None:
        return Taken(None, tuple(problems))
    own = [one for one in candidates if one.office_print == office]
    others = [one for one in candidates if one.office_print != office]
    taken = _apply_newest(home, medium, own, confirmed=fingerprint is not None)
    problems += [*taken.problems, *_strangers(home, medium, others)]
    return replace(taken, problems=tuple(problems), office_is_behind=_is_behind(home, own))


def known_trust(home: Home) -> Trust | None:
    """The office this desk trusts; None before its first release."""
    files = TrustStore(home.database).load()
    first = files.pop(FIRST_ROOT, None)
    if first is None:
        return None
    root = files.pop(NEWEST_ROOT)
    return Trust(first, root, files, int(home.settings.get(APPLIED, "0")))


def confirm_office(home: Home, fingerprint: str) -> None:
    """Note that somebody compared the office's fingerprint; raises `FingerprintDiffers`."""
    trust = known_trust(home)
    if trust is None or not same_fingerprint(trust.fingerprint, fingerprint):
        raise FingerprintDiffers(trust.fingerprint if trust else "")
    with home.transaction():
        home.settings.put(FINGERPRINT_CONFIRMED, "1")


def _candidates(medium: Medium, finding: Finding) -> tuple[list[_Candidate], list[Problem]]:
    found: list[_Candidate] = []
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
        found.append(_Candidate(file, digest, office_print, offered.number, roots))
    found.sort(key=lambda candidate: candidate.number, reverse=True)
    return found, problems


def _chosen_office(
    home: Home, medium: Medium, candidates: list[_Candidate], fingerprint: str | None
) -> tuple[str | None, list[Problem]]:
    """The fingerprint of the office to trust: the one asked for, or the only one naming this desk.

    Several are a matter for people: the highest number proves nothing. Raises
    `FingerprintDiffers`.
    """
    naming: dict[str, _Candidate] = {}
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


def _strangers(home: Home, medium: Medium, candidates: list[_Candidate]) -> list[Problem]:
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


def _names_desk(home: Home, medium: Medium, candidate: _Candidate) -> str:
    offered = open_release(medium.read(candidate.file))
    return _state(home, verify_release(offered, first_trust(offered)))


def _apply_newest(
    home: Home, medium: Medium, candidates: list[_Candidate], *, confirmed: bool
) -> Taken:
    trust = known_trust(home)
    left = [one for one in candidates if trust is None or _is_newer(one, trust)]
    problems: list[Problem] = []
    while (best := _best(home, medium, left, problems)) is not None:
        candidate, release = best
        try:
            kept = _apply(home, release, candidate.digest, confirmed=confirmed)
        except FileRefused as fault:
            problems.append(Problem(candidate.file.name, fault.kind))
            left.remove(candidate)
            continue
        return Taken(release.number, tuple(problems), kept_local=kept)
    return Taken(None, tuple(problems))


def _best(
    home: Home, medium: Medium, candidates: list[_Candidate], problems: list[Problem]
) -> tuple[_Candidate, VerifiedRelease] | None:
    """The highest number under the newest root; others are not verified, bad ones are taken out.

    The root comes first: a replaced key may have signed any number, also beside the true release.
    """
    trust, newest_root = known_trust(home), 0
    best: tuple[_Candidate, VerifiedRelease] | None = None
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
        is_ours = trust is not None or _state(home, release) == "enrolled"
        if best is None and version == newest_root and is_ours:
            best = candidate, release
    return best


def _is_newer(candidate: _Candidate, trust: Trust) -> bool:
    """By its number, or by a root that may have replaced the key of a higher number."""
    return candidate.number > trust.release or candidate.roots > trust.root_version


def _apply(home: Home, release: VerifiedRelease, digest: str, *, confirmed: bool) -> int:
    """One transaction: trust, policy, directory and confirmation switch together.

    Returns how many records of feeds taken in here stay.
    """
    about = next(release.records(RELEASE))
    try:
        on_date = dt.date.fromisoformat(about["date"]).isoformat()
        facts = {
            OFFICE: str(about["office"]),
            OFFICE_NAME: str(about["name"]),
            OFFICE_INCARNATION: str(about["office_incarnation"]),
            RECIPIENTS: json.dumps(recipients_of(about)),
            APPLIED: str(release.number),
            APPLIED_ON: on_date,
            APPLIED_DIGEST: digest,
            STATE: _state(home, release),
            LISTED_AS: _listed_as(home, release),
        }
    except (KeyError, TypeError, ValueError) as error:
        raise ReleaseInvalid("release") from error
    if facts[RECIPIENTS] != home.settings.get(RECIPIENTS):
        written = EventLog(home.database).written()
        facts[RECIPIENTS_SINCE] = str(written[0].number if written else 0)
    if target_file(DIRECTORY) not in release.targets:
        raise ReleaseInvalid("directory")
    receipts = list(map(receipt_of, release.records(RECEIPTS)))
    policy = next(release.records(POLICY), {})
    facts |= settings_of(policy)
    with refusing_rows(ReleaseInvalid("directory")), home.transaction():
        store = TrustStore(home.database)
        switched = put_directory(
            home.directory, release.records(DIRECTORY), store.release_origins()
        )
        store.put_release_origins(switched.origins)
        store.note_changes(
            ((c.entity, c.entity_id, c.field) for c in switched.changes), release.number, on_date
        )
        store.store(
            {
                FIRST_ROOT: release.trust.first_root,
                NEWEST_ROOT: release.trust.root,
                **release.trust.metadata,
            }
        )
        for key, value in facts.items():
            home.settings.put(key, value)
        if confirmed:
            home.settings.put(FINGERPRINT_CONFIRMED, "1")
        _confirm(home, receipts, release.number, on_date, event_days(policy))
    return switched.kept


def _confirm(home: Home, receipts: list[Receipt], release: int, on_date: str, days: int) -> None:
    log = EventLog(home.database)
    desk = home.settings.get(DESK_ID)
    conclusion = conclude(receipts, desk, log.incarnation, log.length, log.hash_at)
    if isinstance(conclusion, Diverged):
        log.renew()
        return
    up_to = conclusion.up_to if isinstance(conclusion, Confirmed) else 0
    log.confirm(release, on_date, up_to)
    log.purge_up_to(purgeable(log.confirmations(), days))


def _state(home: Home, release: VerifiedRelease) -> str:
    """`enrolled`, `revoked`, or `unknown` where the release does not name this desk and key."""
    own = home.settings.get(DESK_ID), home.settings.get(PUBLIC_KEY)
    for record in release.records(DESKS):
        if (record.get("desk"), record.get("public_key")) == own:
            return "revoked" if record.get("state") == "revoked" else "enrolled"
    return "unknown"


def _listed_as(home: Home, release: VerifiedRelease) -> str:
    own = home.settings.get(DESK_ID)
    for record in release.records(DESKS):
        if record.get("desk") == own:
            return json.dumps([record.get("town"), record.get("name")])
    return ""


def _is_behind(home: Home, own: list[_Candidate]) -> bool:
    """Whether the newest release here is older than, or another under the number of, ours."""
    applied = int(home.settings.get(APPLIED, "0"))
    if not own or not applied:
        return False
    newest = own[0].number
    digests = {candidate.digest for candidate in own if candidate.number == newest}
    return newest < applied or digests != {home.settings.get(APPLIED_DIGEST)}
