"""Making a release: a complete TUF repository in one archive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from securesystemslib.signer import CryptoSigner, SSlibKey
from tuf.api.exceptions import UnsignedMetadataError
from tuf.api.metadata import (
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization import DeserializationError
from tuf.api.serialization.json import JSONSerializer

from lotse_desk.domain.exchange_faults import ReleaseInvalid
from lotse_desk.sync.archive import write_archive
from lotse_desk.sync.canonical import canonical
from lotse_desk.sync.keys import SigningKey, fingerprint
from lotse_desk.sync.targets import target_file

NEVER = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
"""Nothing here expires by a PC's clock; age is shown from the signed dates."""

ONLINE_ROLES = (Timestamp.type, Snapshot.type, Targets.type)

AnyRole = TypeVar("AnyRole", Root, Timestamp, Snapshot, Targets)


@dataclass(frozen=True)
class RoleKeys:
    """Public keys (hexadecimal) of the roles.

    `release` signs timestamp, snapshot and targets. `second` keys must sign targets beside it when
    policy asks for two persons.
    """

    root: tuple[str, ...]
    release: str
    root_threshold: int = 1
    second: tuple[str, ...] = ()
    targets_threshold: int = 1


def write_root(version: int, keys: RoleKeys, signers: Sequence[SigningKey]) -> bytes:
    """A root of trust; from version 2 the signers must satisfy the root before it, too."""
    root = Root(version=version, expires=NEVER, consistent_snapshot=False)
    for public in keys.root:
        root.add_key(_tuf_key(public), Root.type)
    root.roles[Root.type].threshold = keys.root_threshold
    for role in ONLINE_ROLES:
        root.add_key(_tuf_key(keys.release), role)
    for public in keys.second:
        root.add_key(_tuf_key(public), Targets.type)
    root.roles[Targets.type].threshold = keys.targets_threshold
    return _signed(root, signers)


def follows(root: bytes, new_root: bytes) -> bool:
    """Whether a root accepts another as its successor: signed by enough of its root keys."""
    offered = Metadata[Root].from_bytes(new_root)
    try:
        Metadata[Root].from_bytes(root).signed.verify_delegate(
            Root.type, offered.signed_bytes, offered.signatures
        )
    except UnsignedMetadataError:
        return False
    return True


def root_fingerprint(first_root: bytes) -> str:
    """The fingerprint of an office: of its first root, the same for all its life."""
    return fingerprint(b"office", first_root)


def role_keys(root: bytes) -> RoleKeys:
    """The keys a root names; raises `ReleaseInvalid`."""
    try:
        signed = Metadata[Root].from_bytes(root).signed
    except DeserializationError as error:
        raise ReleaseInvalid("root") from error
    release = signed.roles[Timestamp.type].keyids[0]
    targets = signed.roles[Targets.type]
    return RoleKeys(
        root=tuple(_public(signed, one) for one in signed.roles[Root.type].keyids),
        release=_public(signed, release),
        root_threshold=signed.roles[Root.type].threshold,
        second=tuple(_public(signed, one) for one in targets.keyids if one != release),
        targets_threshold=targets.threshold,
    )


def write_release(
    number: int,
    roots: Sequence[bytes],
    targets: Mapping[str, bytes],
    signers: Sequence[SigningKey],
    *,
    office: str,
) -> bytes:
    """The archive of a release.

    `number` is the version of timestamp, snapshot and targets alike. `roots` are all roots from
    version 1 on, `targets` packed records by target name, `signers` the release key first.
    Raises `ReleaseInvalid` when the last root does not accept the signers.
    """
    files = {target_file(name): data for name, data in targets.items()}
    listed = Targets(
        version=number,
        expires=NEVER,
        targets={
            name: TargetFile.from_data(name, data, ["sha256"]) for name, data in files.items()
        },
    )
    members = {f"{version}.root.json": root for version, root in enumerate(roots, start=1)}
    members["targets.json"] = _signed(listed, signers)
    snapshot = Snapshot(number, expires=NEVER, meta={"targets.json": _meta(number, members)})
    members["snapshot.json"] = _signed(snapshot, signers[:1])
    timestamp = Timestamp(number, expires=NEVER)
    timestamp.snapshot_meta = MetaFile.from_data(number, members["snapshot.json"], ["sha256"])
    members["timestamp.json"] = _signed(timestamp, signers[:1])
    _accepted(roots[-1], members)
    members["about.json"] = canonical({"format": 1, "office": office, "release": number})
    return write_archive(members | files)


def _meta(number: int, members: Mapping[str, bytes]) -> MetaFile:
    return MetaFile.from_data(number, members["targets.json"], ["sha256"])


def _accepted(root: bytes, members: Mapping[str, bytes]) -> None:
    trusted = Metadata[Root].from_bytes(root).signed
    for role in ONLINE_ROLES:
        offered: Metadata[Targets] = Metadata.from_bytes(members[f"{role}.json"])
        try:
            trusted.verify_delegate(role, offered.signed_bytes, offered.signatures)
        except UnsignedMetadataError as error:
            raise ReleaseInvalid(f"{role} needs other signatures") from error


def _signed(signed: AnyRole, signers: Sequence[SigningKey]) -> bytes:
    metadata = Metadata(signed)
    for signer in signers:
        metadata.sign(CryptoSigner(signer.private, _tuf_key(signer.public)), append=True)
    return metadata.to_bytes(JSONSerializer(compact=True))


def _tuf_key(public: str) -> SSlibKey:
    return SSlibKey.from_crypto(Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)))


def _public(root: Root, keyid: str) -> str:
    return str(root.keys[keyid].keyval["public"])
