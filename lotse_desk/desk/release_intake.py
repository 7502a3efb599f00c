"""Taking in what the office left: the newest good release, applied as one act."""

import datetime as dt
import json
from dataclasses import dataclass, replace

from lotse_desk.desk.directory_update import put_directory
from lotse_desk.desk.enrolment import DESK_ID, LISTED_AS, STATE
from lotse_desk.desk.offered_releases import (
    Candidate,
    Problem,
    best_of,
    candidates_on,
    chosen_office,
    is_newer,
    standing,
    strangers,
)
from lotse_desk.desk.release_facts import event_days, receipt_of, recipients_of
from lotse_desk.desk.trusted_office import (
    APPLIED_DIGEST,
    FINGERPRINT_CONFIRMED,
    FIRST_ROOT,
    NEWEST_ROOT,
    OFFICE,
    OFFICE_INCARNATION,
    OFFICE_NAME,
    RECIPIENTS,
    RECIPIENTS_SINCE,
    confirm_office,
    known_trust,
)
from lotse_desk.domain.exchange_faults import FileRefused, ReleaseInvalid
from lotse_desk.home.home import Home
from lotse_desk.home.policy import settings_of
from lotse_desk.storage.database import refusing_rows
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.trust_store import APPLIED, APPLIED_ON, TrustStore
from lotse_desk.sync.medium import Medium
from lotse_desk.sync.receipts import Confirmed, Diverged, Receipt, conclude, purgeable
from lotse_desk.sync.release_reader import VerifiedRelease
from lotse_desk.sync.targets import DESKS, DIRECTORY, POLICY, RECEIPTS, RELEASE, target_file
from lotse_desk.sync.walk import Finding


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
    candidates, problems = candidates_on(medium, finding)
    if trust is not None:
        office: str | None = trust.fingerprint
    else:
        office, unclear = chosen_office(home, medium, candidates, fingerprint)
        problems += unclear if office is None else []
    if office is None:
        return Taken(None, tuple(problems))
    own = [one for one in candidates if one.office_print == office]
    others = [one for one in candidates if one.office_print != office]
    taken = _apply_newest(home, medium, own, confirmed=fingerprint is not None)
    problems += [*taken.problems, *strangers(home, medium, others)]
    return replace(taken, problems=tuple(problems), office_is_behind=_is_behind(home, own))


def _apply_newest(
    home: Home, medium: Medium, candidates: list[Candidate], *, confirmed: bool
) -> Taken:
    trust = known_trust(home)
    left = [one for one in candidates if trust is None or is_newer(one, trust)]
    problems: list[Problem] = []
    while (best := best_of(home, medium, left, trust, problems)) is not None:
        candidate, release = best
        try:
            kept = _apply(home, release, candidate.digest, confirmed=confirmed)
        except FileRefused as fault:
            problems.append(Problem(candidate.file.name, fault.kind))
            left.remove(candidate)
            continue
        return Taken(release.number, tuple(problems), kept_local=kept)
    return Taken(None, tuple(problems))


def _apply(home: Home, release: VerifiedRelease, digest: str, *, confirmed: bool) -> int:
    """One transaction: trust, policy, directory and confirmation switch together.

    Returns how many records of feeds taken in here stay.
    """
    facts = _facts(home, release, digest)
    if target_file(DIRECTORY) not in release.targets:
        raise ReleaseInvalid("directory")
    receipts = list(map(receipt_of, release.records(RECEIPTS)))
    policy = next(release.records(POLICY), {})
    facts |= settings_of(policy)
    with refusing_rows(ReleaseInvalid("directory")), home.transaction():
        kept = _switch(home, release, facts[APPLIED_ON])
        for key, value in facts.items():
            home.settings.put(key, value)
        if confirmed:
            home.settings.put(FINGERPRINT_CONFIRMED, "1")
        _confirm(home, receipts, release.number, facts[APPLIED_ON], event_days(policy))
    return kept


def _facts(home: Home, release: VerifiedRelease, digest: str) -> dict[str, str]:
    """What the release says of its office and of this desk, as settings."""
    about = next(release.records(RELEASE))
    try:
        facts = {
            APPLIED_ON: dt.date.fromisoformat(about["date"]).isoformat(),
            OFFICE: str(about["office"]),
            OFFICE_NAME: str(about["name"]),
            OFFICE_INCARNATION: str(about["office_incarnation"]),
            RECIPIENTS: json.dumps(recipients_of(about)),
            APPLIED: str(release.number),
            APPLIED_DIGEST: digest,
            STATE: standing(home, release),
            LISTED_AS: _listed_as(home, release),
        }
    except (KeyError, TypeError, ValueError) as error:
        raise ReleaseInvalid("release") from error
    if facts[RECIPIENTS] != home.settings.get(RECIPIENTS):
        written = EventLog(home.database).written()
        facts[RECIPIENTS_SINCE] = str(written[0].number if written else 0)
    return facts


def _switch(home: Home, release: VerifiedRelease, on_date: str) -> int:
    """Put directory and trust of the release in the place of those before; returns what stays."""
    store = TrustStore(home.database)
    switched = put_directory(home.directory, release.records(DIRECTORY), store.release_origins())
    store.put_release_origins(switched.origins)
    store.note_changes(
        ((c.entity, c.entity_id, c.field) for c in switched.changes), release.number, on_date
    )
    trust = release.trust
    store.store({FIRST_ROOT: trust.first_root, NEWEST_ROOT: trust.root, **trust.metadata})
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


def _listed_as(home: Home, release: VerifiedRelease) -> str:
    own = home.settings.get(DESK_ID)
    for record in release.records(DESKS):
        if record.get("desk") == own:
            return json.dumps([record.get("town"), record.get("name")])
    return ""


def _is_behind(home: Home, own: list[Candidate]) -> bool:
    """Whether the newest release here is older than, or another under the number of, ours."""
    applied = int(home.settings.get(APPLIED, "0"))
    if not own or not applied:
        return False
    newest = own[0].number
    digests = {candidate.digest for candidate in own if candidate.number == newest}
    return newest < applied or digests != {home.settings.get(APPLIED_DIGEST)}
