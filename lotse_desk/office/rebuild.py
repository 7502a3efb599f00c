"""An office back from nothing but a release and its keys: the worst case, without any backup."""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lotse_desk.domain.exchange_faults import (
    FileRefused,
    MediumFault,
    NoReleaseToRebuildFrom,
    ReleaseInvalid,
)
from lotse_desk.home.clock import today
from lotse_desk.home.home import OFFICE, Home, create_home
from lotse_desk.home.policy import settings_of
from lotse_desk.home.release_rows import record_of
from lotse_desk.office.key_ceremonies import adopt_roots
from lotse_desk.office.office_keys import put_secret
from lotse_desk.office.setup import OfficeIdentity, check_office_name, found_keys
from lotse_desk.storage.office_register import ENROLLED, REVOKED, EnrolledDesk, OfficeRegister
from lotse_desk.sync.archive import ARCHIVE_LIMIT
from lotse_desk.sync.durable import read_uncached
from lotse_desk.sync.frame import FileKind
from lotse_desk.sync.key_files import read_seal_identity, read_signing_key
from lotse_desk.sync.keys import SealIdentity, SigningKey
from lotse_desk.sync.medium import Medium, medium_faults
from lotse_desk.sync.release_reader import (
    OfferedRelease,
    VerifiedRelease,
    first_trust,
    open_release,
    verify_release,
)
from lotse_desk.sync.release_writer import follows, role_keys, root_fingerprint, write_root
from lotse_desk.sync.targets import DESKS, DIRECTORY, POLICY, RELEASE


@dataclass(frozen=True)
class Rebuilt:
    """An office rebuilt: as of which release, how many desks it knows again."""

    identity: OfficeIdentity
    name: str
    release: int
    on_date: str
    desks: int


@dataclass(frozen=True)
class _Found:
    """A verified release of the office these keys belong to, and its next roots."""

    release: VerifiedRelease
    roots: tuple[bytes, ...]
    release_key: SigningKey

    @property
    def age(self) -> tuple[int, int]:
        """What grows with every release: version of the root, number."""
        return len(self.roots), self.release.number


def rebuild_office(
    folder: Path,
    source: Path,
    root_files: Sequence[Path],
    recovery_file: Path,
    name: str | None = None,
) -> Rebuilt:
    """Make the home of an office that lost everything, from the newest release in `source`.

    `source` is a release or a medium with some. Id, roots, desks, policy and directory come from
    it; keys to sign and to open are new. Releases count on far above it, and no receipt is known,
    so that every desk sends again all it still has. Raises `NoReleaseToRebuildFrom` where no
    release there was made under these root keys and for this recovery key, `InvalidValue` (name),
    what reading keys and media raises, and the faults of `create_home`.
    """
    signers = [read_signing_key(path) for path in root_files]
    recovery = read_seal_identity(recovery_file)
    if name is not None:
        check_office_name(name)
    found = _newest(source, signers, recovery)
    about = next(found.release.records(RELEASE))
    office, said_name = str(about["office"]), name or str(about["name"])
    check_office_name(said_name)
    with create_home(folder, role=OFFICE, name=said_name) as home:
        day = today()
        found_keys(home, office, SealIdentity.generate(), recovery.recipient, day, again=True)
        put_secret(home, found.release_key)
        OfficeRegister(home.database).put_roots(found.roots[:-1])
        adopt_roots(home, found.roots, day)
        desks = _take_over(home, found.release, str(about["date"]))
        OfficeRegister(home.database).raise_after_restore(found.release.number)
    fingerprint = root_fingerprint(found.roots[0])
    identity = OfficeIdentity(office, fingerprint)
    return Rebuilt(identity, said_name, found.release.number, str(about["date"]), desks)


def _newest(source: Path, signers: Sequence[SigningKey], recovery: SealIdentity) -> _Found:
    """The highest number under the newest root: a replaced key may have signed any number."""
    best: _Found | None = None
    for data in _archives(source):
        with contextlib.suppress(FileRefused):
            found = _ours(open_release(data), signers, recovery)
            if found is not None and (best is None or found.age > best.age):
                best = found
    if best is None:
        raise NoReleaseToRebuildFrom(str(source))
    return best


def _archives(source: Path) -> Iterator[bytes]:
    if source.is_dir():
        medium = Medium.at(source)
        for file in medium.find().of_kind(FileKind.RELEASE):
            with contextlib.suppress(FileRefused, MediumFault):
                yield medium.read(file)
        return
    with medium_faults(source):
        yield read_uncached(source, ARCHIVE_LIMIT)


def _ours(
    offered: OfferedRelease, signers: Sequence[SigningKey], recovery: SealIdentity
) -> _Found | None:
    """The release with the next root, if these keys may sign it; raises `FileRefused`."""
    release = verify_release(offered, first_trust(offered))
    about = next(release.records(RELEASE))
    named = about.get("recipients")
    if not isinstance(named, list) or named[1:] != [recovery.recipient]:
        return None
    roots: list[bytes] = []
    while not roots or roots[-1] != release.trust.root:
        roots.append(offered.members[f"{len(roots) + 1}.root.json"])
    new = SigningKey.generate()
    roles = dataclasses.replace(role_keys(roots[-1]), release=new.public)
    root = write_root(len(roots) + 1, roles, signers)
    if not follows(roots[-1], root):
        return None
    return _Found(release, (*roots, root), new)


def _take_over(home: Home, release: VerifiedRelease, on_date: str) -> int:
    """Desks, policy and directory of the release; says how many desks."""
    register, desks = OfficeRegister(home.database), 0
    try:
        dt.date.fromisoformat(on_date)
        for record in release.records(DESKS):
            register.put_desk(
                EnrolledDesk(
                    id=str(record["desk"]),
                    public_key=str(record["public_key"]),
                    town=str(record["town"]),
                    name=str(record["name"]),
                    state=REVOKED if record["state"] == REVOKED else ENROLLED,
                    on_date=on_date,
                )
            )
            desks += 1
    except (KeyError, ValueError) as error:
        raise ReleaseInvalid("desks") from error
    for key, value in settings_of(next(release.records(POLICY), {})).items():
        home.settings.put(key, value)
    home.directory.upsert(filter(None, map(record_of, release.records(DIRECTORY))))
    return desks
