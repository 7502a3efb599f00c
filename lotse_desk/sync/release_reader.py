"""Taking a release: python-tuf verifies it against the pinned root; never older than before."""

import contextlib
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadHTTPError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.api.metadata import Metadata, Root, Targets
from tuf.ngclient import FetcherInterface, Updater

from lotse_desk.domain.disk_faults import disk_faults
from lotse_desk.domain.exchange_faults import (
    FileForAnotherOffice,
    FileTooNew,
    ReleaseInvalid,
    ReleaseRolledBack,
)
from lotse_desk.sync.archive import read_archive
from lotse_desk.sync.canonical import NotCanonical
from lotse_desk.sync.canonical import read_canonical_object as read_object
from lotse_desk.sync.release_writer import role_keys, root_fingerprint
from lotse_desk.sync.targets import RELEASE, target_file, unpack

FORMAT = 1
_BASE = "release:"


@dataclass(frozen=True)
class Trust:
    """What a desk trusts, as it keeps it between releases.

    `first_root` is the root it pinned, `root` the newest it verified from there; `metadata` the
    other roles' files by name; `release` the number of the last release applied (0: none).
    """

    first_root: bytes
    root: bytes
    metadata: Mapping[str, bytes]
    release: int = 0

    @property
    def fingerprint(self) -> str:
        """The office's fingerprint, to be compared by voice."""
        return root_fingerprint(self.first_root)

    @property
    def root_version(self) -> int:
        """The version of the newest root."""
        return Metadata[Root].from_bytes(self.root).signed.version


@dataclass(frozen=True)
class OfferedRelease:
    """An archive with our names in it; what it says of itself is a hint, not checked."""

    members: Mapping[str, bytes]
    office: str
    number: int


@dataclass(frozen=True)
class VerifiedRelease:
    """Signed by the trusted office, newer than the last one it signed so, complete."""

    number: int
    targets: Mapping[str, bytes]
    trust: Trust

    def records(self, target: str) -> Iterator[dict[str, Any]]:
        """The records of a target; none if the release has no such target."""
        packed = self.targets.get(target_file(target))
        return iter(()) if packed is None else unpack(packed)


def open_release(data: bytes) -> OfferedRelease:
    """Step 1: size, kind, archive, names. Raises what `read_archive` raises, `FileTooNew`."""
    members = read_archive(data)
    try:
        about = read_object(members.get("about.json", b""))
    except NotCanonical as error:
        raise ReleaseInvalid("about") from error
    if about.get("format") != FORMAT:
        raise FileTooNew(str(about.get("format"))[:20])
    office, number = about.get("office"), about.get("release")
    if not isinstance(office, str) or not re.fullmatch(r"[0-9a-f]{32}", office):
        raise ReleaseInvalid("about")
    if not isinstance(number, int) or isinstance(number, bool):
        raise ReleaseInvalid("about")
    return OfferedRelease(members, office, number)


def first_trust(offered: OfferedRelease) -> Trust:
    """Trust on first use: the oldest root in the archive, to be compared by voice."""
    root = offered.members.get("1.root.json")
    if root is None:
        raise ReleaseInvalid("root")
    return Trust(root, root, {})


def verify_release(offered: OfferedRelease, trust: Trust) -> VerifiedRelease:
    """Step 2: the whole TUF client workflow, then our own high-water mark.

    Raises `FileForAnotherOffice`, `ReleaseRolledBack`, `ReleaseInvalid`; `DiskFull` and
    `DiskFailure` where the verifier finds no room for its scratch files.
    """
    with _scratch_folder() as scratch:
        folder = Path(scratch)
        for name, data in trust.metadata.items():
            (folder / name).write_bytes(data)
        try:
            number, targets = _refresh(offered, trust, folder)
        except (BadVersionNumberError, UnsignedMetadataError) as error:
            raise _older_or_foreign(offered, trust, error) from error
        except (RepositoryError, DownloadError, ValueError, KeyError) as error:
            raise ReleaseInvalid(type(error).__name__) from error
        kept = {
            name: (folder / name).read_bytes()
            for name in ("timestamp.json", "snapshot.json", "targets.json")
        }
        root = (folder / "root.json").read_bytes()
    if number <= trust.release and not _signed_anew(trust.root, root):
        raise ReleaseRolledBack(number, trust.release)
    release = VerifiedRelease(number, targets, Trust(trust.first_root, root, kept, number))
    about = next(release.records(RELEASE), None)
    if about is None or about.get("release") != number:
        raise ReleaseInvalid("release number")
    return release


def root_version(members: Mapping[str, bytes]) -> int:
    """The highest version of a root in an archive; nothing is verified."""
    names = (name.partition(".") for name in members)
    return max((int(v) for v, _, rest in names if rest == "root.json" and v.isdigit()), default=0)


def _signed_anew(trusted_root: bytes, root: bytes) -> bool:
    """Whether a newer root replaced the key that signs releases.

    Numbers given with a stolen key bind nobody then: a thief could have counted up to the end.
    """
    return role_keys(trusted_root).release != role_keys(root).release


@contextlib.contextmanager
def _scratch_folder() -> Iterator[str]:
    with (
        disk_faults(Path(tempfile.tempdir or "tmp")),
        tempfile.TemporaryDirectory(prefix="lotse-desk-", ignore_cleanup_errors=True) as folder,
    ):
        yield folder


def _refresh(offered: OfferedRelease, trust: Trust, folder: Path) -> tuple[int, dict[str, bytes]]:
    updater = Updater(
        metadata_dir=str(folder),
        metadata_base_url=_BASE,
        target_dir=str(folder),
        target_base_url=_BASE,
        fetcher=_ArchiveFetcher(offered.members),
        bootstrap=trust.root,
    )
    updater.refresh()
    listed = Metadata[Targets].from_file(str(folder / "targets.json")).signed
    targets: dict[str, bytes] = {}
    for name, info in listed.targets.items():
        data = offered.members.get(name)
        if data is None:
            raise ReleaseInvalid("target missing")
        info.verify_length_and_hashes(data)
        targets[name] = data
    return listed.version, targets


def _older_or_foreign(
    offered: OfferedRelease, trust: Trust, error: RepositoryError
) -> ReleaseRolledBack | FileForAnotherOffice | ReleaseInvalid:
    if root_fingerprint(offered.members.get("1.root.json", b"")) != trust.fingerprint:
        return FileForAnotherOffice()
    if isinstance(error, BadVersionNumberError) and offered.number <= trust.release:
        return ReleaseRolledBack(offered.number, trust.release)
    return ReleaseInvalid("signature")


class _ArchiveFetcher(FetcherInterface):
    """Serves the members of an archive as python-tuf's network."""

    def __init__(self, members: Mapping[str, bytes]) -> None:
        self._members = members

    def _fetch(self, url: str) -> Iterator[bytes]:
        data = self._members.get(url.removeprefix(f"{_BASE}/"))
        if data is None:
            raise DownloadHTTPError(f"not in the archive: {url}", 404)
        return iter((data,))
