"""Releases whose content is another's: signed past our own checks, as a thief would."""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from lotse_desk.sync import release_writer
from lotse_desk.sync.keys import SigningKey
from lotse_desk.sync.targets import DESKS, DIRECTORY, RECEIPTS, RELEASE, pack, target_file, unpack


def resigned(
    members: Mapping[str, bytes],
    number: int,
    signers: list[SigningKey],
    *,
    desks: Iterable[Mapping[str, Any]] = (),
    receipts: Iterable[Mapping[str, Any]] | None = None,
    directory: bytes | None = None,
    **said: Any,
) -> bytes:
    """The members of a release under another number, with a word of somebody else's.

    `desks` come on top of those named, `receipts` and `directory` (packed) in the place of what
    was; `said` is changed in what the release says of itself.
    """
    versions = sorted(int(n.split(".")[0]) for n in members if n.endswith(".root.json"))
    roots = [members[f"{version}.root.json"] for version in versions]
    packed = {
        name.removesuffix(".jsonl.gz"): data
        for name, data in members.items()
        if name.endswith(".jsonl.gz")
    }
    about = dict(next(unpack(members[target_file(RELEASE)])), release=number, **said)
    packed[RELEASE] = pack([about])
    packed[DESKS] = pack([*unpack(members[target_file(DESKS)]), *desks])
    if receipts is not None:
        packed[RECEIPTS] = pack(receipts)
    if directory is not None:
        packed[DIRECTORY] = directory
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(release_writer, "_accepted", lambda *_: None)
        return release_writer.write_release(
            number, roots, packed, signers, office=str(about["office"])
        )
