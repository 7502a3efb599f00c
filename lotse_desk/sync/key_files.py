"""Files with a secret key: read as PEM, as age identity or as typed lines; written once, 0600."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bech32 import bech32_decode, bech32_encode, convertbits

from lotse_desk.domain.disk_faults import disk_faults
from lotse_desk.domain.exchange_faults import (
    KeysOnExchangeMedium,
    KeysThereAlready,
    KeyUnreadable,
    ReadBackDiffers,
)
from lotse_desk.domain.faults import Unreadable
from lotse_desk.sync.durable import read_uncached, reads_back, sync_folder, write_new
from lotse_desk.sync.frame import is_our_name
from lotse_desk.sync.key_store import SECRET_MODE
from lotse_desk.sync.keys import SealIdentity, SigningKey
from lotse_desk.sync.typed_keys import TypedKind, parse_typed, typed_lines
from lotse_desk.sync.walk import walk

KEY_FILE_LIMIT = 16 * 1024
_AGE = "AGE-SECRET-KEY-"


def read_key(path: Path) -> SigningKey | SealIdentity:
    """The one key in a file.

    Raises `Unreadable` where there is no such file, `KeyUnreadable` for one that holds none,
    `TypedKeyWrong` with the line to look at, `DiskFailure`.
    """
    where = str(path)
    with disk_faults(path):
        if not path.exists():
            raise Unreadable(where, "missing")
        if not path.is_file():
            raise KeyUnreadable(where)
        data = read_uncached(path, KEY_FILE_LIMIT)
    if len(data) > KEY_FILE_LIMIT:
        raise KeyUnreadable(where)
    return parse_key(data, where)


def parse_key(data: bytes, where: str) -> SigningKey | SealIdentity:
    """The one key in some bytes, as a file has them or as somebody typed it; `where` names them.

    Raises `KeyUnreadable`, `TypedKeyWrong` with the place to look at.
    """
    try:
        text = data.decode("utf-8-sig").strip()
        if text.startswith("-----BEGIN"):
            return SigningKey.from_pem(text.encode())
        if text.upper().startswith(_AGE):
            identity = SealIdentity(text.upper())
            identity.recipient  # noqa: B018 - raises for one that is none
            return identity
    except (UnicodeDecodeError, Unreadable) as error:
        raise KeyUnreadable(where) from error
    if not any(character.isdigit() for character in text):
        raise KeyUnreadable(where)
    kind, secret = parse_typed(text, where)
    if kind is TypedKind.SIGNING:
        return SigningKey(secret)
    return SealIdentity(bech32_encode(_AGE.lower(), convertbits(secret, 8, 5) or ()).upper())


def read_signing_key(path: Path) -> SigningKey:
    """A key that signs; raises as `read_key`, and `KeyUnreadable` for one that opens."""
    key = read_key(path)
    if not isinstance(key, SigningKey):
        raise KeyUnreadable(str(path))
    return key


def read_seal_identity(path: Path) -> SealIdentity:
    """A key that opens; raises as `read_key`, and `KeyUnreadable` for one that signs."""
    key = read_key(path)
    if not isinstance(key, SealIdentity):
        raise KeyUnreadable(str(path))
    return key


def lines_of(key: SigningKey | SealIdentity) -> tuple[str, ...]:
    """The lines to print: what `read_key` takes again when somebody types them."""
    if isinstance(key, SigningKey):
        return typed_lines(TypedKind.SIGNING, key.secret)
    five_bits = bech32_decode(key.secret)[1]
    secret = convertbits(five_bits or (), 5, 8, pad=False)
    if secret is None:
        raise KeyUnreadable("")
    return typed_lines(TypedKind.OPENING, bytes(secret))


def file_content(key: SigningKey | SealIdentity) -> bytes:
    """The bytes of a key file: PEM of a key that signs, an age identity of one that opens."""
    return key.to_pem() if isinstance(key, SigningKey) else f"{key.secret}\n".encode()


def write_secrets(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files only their owner may read, each read back; all of them or none.

    A missing folder is made. Raises `KeysThereAlready` where one of them exists, `DiskFull`,
    `DiskFailure`, `ReadBackDiffers`.
    """
    written: list[Path] = []
    with disk_faults(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in files:
        if os.path.lexists(folder / name):
            raise KeysThereAlready(str(folder))
    try:
        for name, data in files.items():
            path = folder / name
            with disk_faults(path):
                write_new(path, data, SECRET_MODE)
                written.append(path)
                if not reads_back(path, data):
                    raise ReadBackDiffers(str(path))
        with disk_faults(folder):
            sync_folder(folder)
    except BaseException:
        remove_secrets(written)
        raise
    return tuple(written)


def remove_secrets(paths: Sequence[Path]) -> None:
    """Take back files just written whose keys nobody will know."""
    for path in paths:
        path.unlink(missing_ok=True)


def refuse_exchange_medium(folder: Path, home: Path, *, below: bool = True) -> None:
    """Raise `KeysOnExchangeMedium` where files of the exchange lie beside keys to be made.

    Another medium than that of the home is looked through from its root. On the same one it is the
    folder, with what is in it if asked for (`below`), and the folders above it, not in depth.
    """
    with disk_faults(folder):
        real = folder.resolve()
        there = next(path for path in (real, *real.parents) if path.is_dir())
        above = list(_up_to_root(there))
        if there.stat().st_dev != home.stat().st_dev:
            ours = bool(walk(above[-1]).files)
        else:
            ours = any(map(_holds_names_of_ours, above))
            ours = ours or (below and there == real and bool(walk(real).files))
    if ours:
        raise KeysOnExchangeMedium(str(folder))


def _up_to_root(folder: Path) -> Iterator[Path]:
    """The folder and those above it, up to the root of its medium."""
    yield folder
    while not os.path.ismount(folder):
        folder = folder.parent
        yield folder


def _holds_names_of_ours(folder: Path) -> bool:
    try:
        return any(is_our_name(path.name) for path in folder.iterdir())
    except PermissionError:
        return False
