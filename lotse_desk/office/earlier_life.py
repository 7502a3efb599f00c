"""Noticing that this office was restored: its own releases lie about that it does not know."""

import contextlib
import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lotse_desk.domain.exchange_faults import FileRefused, MediumFault
from lotse_desk.home.exchange_keys import OFFICE_RECIPIENT, RECOVERY_RECIPIENT
from lotse_desk.home.home import OFFICE, Home
from lotse_desk.office.enrolment import revoke_again
from lotse_desk.office.key_ceremonies import adopt_roots
from lotse_desk.office.office_keys import (
    OFFICE_ID,
    can_open,
    can_sign,
    recipients,
)
from lotse_desk.storage.office_keys import KeyBook, KeyKind
from lotse_desk.storage.office_register import OfficeRegister
from lotse_desk.sync.frame import FileKind
from lotse_desk.sync.keys import is_recipient
from lotse_desk.sync.medium import Medium
from lotse_desk.sync.release_reader import (
    OfferedRelease,
    Trust,
    VerifiedRelease,
    open_release,
    root_version,
    verify_release,
)
from lotse_desk.sync.targets import DESKS, RELEASE
from lotse_desk.sync.walk import Finding, FoundFile

RELEASE_KEY_MISSING, SEAL_KEY_MISSING = "release-key-missing", "seal-key-missing"
ROOTS_DIFFER, RECOVERY_KEY_DIFFERS = "roots-differ", "recovery-key-differs"
REVOKED_AGAIN = "revoked-again"
FURTHEST_ROOTS = 16
"""So many roots more may another life of this office have had."""


@dataclass(frozen=True)
class EarlierLife:
    """What was found: whether this office was restored; problems by file name and reason."""

    restored: bool
    problems: tuple[tuple[str, str], ...]


def look_at_medium(home: Home, folder: Path, today: dt.date) -> EarlierLife:
    """The same for a folder, taking in nothing else: before keys are changed after a restore.

    Raises `MediumFault`.
    """
    home.require(OFFICE)
    medium = Medium.at(folder, [home.folder])
    return continue_above_seen(home, medium, medium.find(), today)


def continue_above_seen(
    home: Home, medium: Medium, finding: Finding, today: dt.date
) -> EarlierLife:
    """Continue above releases of this office on a medium that it has no memory of.

    Only verified ones count; newer roots in them, whom batches are sealed for, and which desks were
    revoked are taken over. Releases of another life that went on with other roots are told: the
    next root goes above them.
    """
    register, restored = OfficeRegister(home.database), False
    problems: list[tuple[str, str]] = []
    for number, file in _unknown(home, medium, finding):
        with contextlib.suppress(FileRefused, MediumFault):
            offered, roots = open_release(medium.read(file)), register.roots()
            try:
                release = verify_release(offered, Trust(roots[0], roots[-1], {}))
            except FileRefused:
                if version := _other_roots(offered, roots):
                    problems.append((file.path.name, ROOTS_DIFFER))
                    with home.transaction():
                        register.note_roots_elsewhere(version)
                raise
            with home.transaction():
                adopt_roots(home, _roots_of(offered, release, roots), today)
                if _take_over_recipients(home, release, today):
                    problems.append((file.name, RECOVERY_KEY_DIFFERS))
                again = revoke_again(home, release.records(DESKS), today)
                restored |= register.continue_above(release.number)
            problems += [(name, REVOKED_AGAIN) for name in again]
            if release.number == number:
                break  # what is older says nothing more
    if not can_sign(home):
        problems.append(("", RELEASE_KEY_MISSING))
    if not can_open(home, recipients(home)[0]):
        problems.append(("", SEAL_KEY_MISSING))
    return EarlierLife(restored, tuple(problems))


def _unknown(home: Home, medium: Medium, finding: Finding) -> Iterator[tuple[int, FoundFile]]:
    """Releases that name this office and that it did not publish in this life, newest first."""
    register, office = OfficeRegister(home.database), home.settings.get(OFFICE_ID)
    unknown: list[tuple[int, FoundFile]] = []
    for file in finding.of_kind(FileKind.RELEASE):
        with contextlib.suppress(FileRefused, MediumFault):
            data = medium.read(file)
            if register.knows_release(hashlib.sha256(data).hexdigest()):
                continue
            offered = open_release(data)
            if offered.office == office:
                unknown.append((offered.number, file))
    yield from sorted(unknown, key=lambda one: one[0], reverse=True)


def _roots_of(offered: OfferedRelease, release: VerifiedRelease, known: list[bytes]) -> list[bytes]:
    """All roots up to the one that was verified; those known stay, whatever the archive holds."""
    roots = [*known]
    while roots[-1] != release.trust.root:
        roots.append(offered.members[f"{len(roots) + 1}.root.json"])
    return roots


def _other_roots(offered: OfferedRelease, roots: list[bytes]) -> int:
    """The version of the newest root, if these roots began as ours and went on otherwise.

    0 where they are none of ours, or ours have gone on above them already.
    """
    if offered.members.get("1.root.json") != roots[0] or root_version(offered.members) < len(roots):
        return 0
    with contextlib.suppress(FileRefused):
        release = verify_release(offered, Trust(roots[0], roots[0], {}))
        others = _roots_of(offered, release, roots[:1])
        differ = any(one != other for one, other in zip(roots, others, strict=False))
        if differ and len(roots) <= len(others) <= len(roots) + FURTHEST_ROOTS:
            return len(others)
    return 0


def _take_over_recipients(home: Home, release: VerifiedRelease, today: dt.date) -> bool:
    """Whom a release of an earlier life had batches sealed for; says if the recovery key changed.

    Of keys that open only those that are here count. The recovery key never is, so somebody must
    hear of it: who could sign a release could name one of his own. A release that is older than
    the last of this life tells only what else may come.
    """
    last = OfficeRegister(home.database).last_release()
    named = next(release.records(RELEASE)).get("recipients")
    said = list(map(str, named)) if isinstance(named, list) else []
    if len(said) != 2 or not all(map(is_recipient, said)):
        return False
    (seal, recovery), (present, present_recovery) = said, recipients(home)
    book, newer = KeyBook(home.database), last is None or last.number < release.number
    day = today.isoformat()
    if seal != present and newer and can_open(home, seal):
        home.settings.put(OFFICE_RECIPIENT, seal)
        book.replace(KeyKind.SEAL, present, seal, day)
    elif seal != present:
        book.replace(KeyKind.SEAL, seal, present, day)
    changed = recovery != present_recovery and newer
    if changed:
        home.settings.put(RECOVERY_RECIPIENT, recovery)
        book.replace(KeyKind.RECOVERY, present_recovery, recovery, day)
    return changed
