"""Sync: take in what the office left on a medium, leave there what is new."""

import contextlib
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from lotse_desk.desk.batch_export import Left, leave_batches
from lotse_desk.desk.day_close import close_before_batch
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.enrolment import STATE, leave_request, request_is_due
from lotse_desk.desk.exchange_state import note_exchange
from lotse_desk.desk.history import REQUEST_LEFT, ExchangeRecord
from lotse_desk.desk.media import place_name, recognised, remember, require_mounted
from lotse_desk.desk.offered_releases import Problem
from lotse_desk.desk.release_intake import take_release
from lotse_desk.desk.trusted_office import FINGERPRINT_CONFIRMED, known_trust
from lotse_desk.domain.faults import Fault
from lotse_desk.home.home import DESK, Home
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.past_exchanges import FAILED, STOPPED
from lotse_desk.storage.trust_store import APPLIED_ON
from lotse_desk.sync.frame import FileKind
from lotse_desk.sync.medium import Medium
from lotse_desk.sync.progress import Progress
from lotse_desk.sync.walk import MORE_PROBLEMS, MOST_PROBLEMS


@dataclass(frozen=True)
class Synced:
    """What a sync did.

    `release` is the number taken in now. `request` is the file name of the enrolment request left
    by a desk that is not enrolled, or whose office seems to have forgotten much.
    `office_fingerprint` is given until somebody confirmed it. `kept_local` counts records that the
    release left as they are because a feed taken in at this desk brought them. `label` is what the
    medium is called, `kind` stick, share or disk, empty where it did not say.
    """

    enrolled: bool
    release: int | None
    left: Left
    confirmed_up_to: int
    problems: tuple[Problem, ...]
    request: str | None = None
    office_fingerprint: str | None = None
    kept_local: int = 0
    label: str = ""
    kind: str = ""


def sync(
    home: Home,
    folder: Path,
    now: dt.datetime,
    office_fingerprint: str | None = None,
    *,
    begins: Callable[[str], None] = lambda _: None,
    moved: Callable[[int, int], None] = lambda _done, _total: None,
    attended: bool = False,
) -> Synced:
    """Exchange with one medium; every step is an act of its own, and again changes nothing.

    Taking comes first, so that what is confirmed is not written again. `begins` hears each step
    (look, take, write) before it begins; `moved` the bytes done and to be done in that step, which
    begin at none with every step and may become more. Both may raise to stop at that moment: steps
    done stay done, a file half written is removed. The exchange is noted however it ends, and one
    that ended well makes this medium the usual one. `attended`: somebody watches, so a medium that
    falls silent holds up neither the exchange nor stopping it. Raises `MediumFault`,
    `FingerprintDiffers`, `KeyMissing`.
    """
    home.require(DESK)
    progress, record = Progress(begins, moved), ExchangeRecord(home, now.date())
    record.place = place_name(folder)
    try:
        progress.begin("look")
        medium = Medium.at(folder, [home.folder], progress, attended=attended)
        require_mounted(home, folder)
        synced = _exchange(home, medium, now, office_fingerprint, record)
        remembered = recognised(folder)
        record.place = remembered.label
        with home.transaction():
            remember(home, remembered)
            note_exchange(home, now.date())
            record.write(reason=REQUEST_LEFT if synced.request else "")
    except BaseException as error:
        stopped = progress.stopped or isinstance(error, KeyboardInterrupt)
        with contextlib.suppress(Fault), home.naming_faults():
            reason = error.kind if isinstance(error, Fault) and not stopped else ""
            record.write(STOPPED if stopped else FAILED, reason)
        raise
    return replace(synced, label=remembered.label, kind=remembered.kind)


def _exchange(
    home: Home,
    medium: Medium,
    now: dt.datetime,
    office_fingerprint: str | None,
    record: ExchangeRecord,
) -> Synced:
    progress, finding = medium.progress, medium.find()
    progress.begin("take")
    progress.expect(sum(file.size for file in finding.of_kind(FileKind.RELEASE)))
    taken = take_release(home, medium, finding, office_fingerprint)
    record.release = taken.release
    state = home.settings.get(STATE)
    doubts = medium.doubtful(finding, FileKind.BATCH, FileKind.REQUEST)
    told = (*finding.problems, *doubts)
    problems = [*taken.problems, *(Problem(name, reason) for name, reason in told)]
    request, left = None, Left(0, 0)
    progress.begin("write")
    if request_is_due(home) or taken.office_is_behind:
        request = leave_request(home, medium, finding)
    if state == "revoked":
        problems.append(Problem("", "desk-revoked"))
    elif state:
        close_before_batch(home, desk_events(home), now)
        left = leave_batches(
            home, medium, finding, now.date(), even_if_empty=taken.office_is_behind
        )
    if now.date().isoformat() < home.settings.get(APPLIED_ON):
        problems.append(Problem("", "clock-before-release"))
    record.problems = len(problems)
    return Synced(
        enrolled=state == "enrolled",
        release=taken.release,
        left=left,
        confirmed_up_to=EventLog(home.database).confirmed,
        problems=tuple(_first(problems)),
        request=request,
        office_fingerprint=_unconfirmed(home),
        kept_local=taken.kept_local,
    )


def _first(problems: list[Problem]) -> list[Problem]:
    """As many as somebody can read; that there are more is one of them."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    return [*problems[:MOST_PROBLEMS], Problem("", MORE_PROBLEMS)]


def _unconfirmed(home: Home) -> str | None:
    trust = known_trust(home)
    if trust is None or home.settings.get(FINGERPRINT_CONFIRMED):
        return None
    return trust.fingerprint
