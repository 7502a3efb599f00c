"""Changing keys of the office. A key is stored before the root or setting that names it.

Whatever breaks off, the office works with the old keys or with the new ones; repeating the act
finishes it. The next root is signed with the root keys from their envelopes.
"""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lotse_desk.domain.exchange_faults import KeyUnknown, RootKeysWanting
from lotse_desk.domain.faults import InvalidValue, NotFound
from lotse_desk.home.exchange_keys import (
    OFFICE_RECIPIENT,
    OFFICE_RELEASE,
    OFFICE_SEAL,
    RECOVERY_RECIPIENT,
    key_name,
    keys_of,
)
from lotse_desk.home.home import OFFICE, Home
from lotse_desk.office.office_keys import (
    newest_roles,
    note_key_files,
    put_secret,
    recipients,
)
from lotse_desk.storage.office_keys import KeyBook, KeyKind
from lotse_desk.storage.office_register import OfficeRegister
from lotse_desk.sync.key_files import (
    file_content,
    read_seal_identity,
    read_signing_key,
    refuse_exchange_medium,
    remove_secrets,
    write_secrets,
)
from lotse_desk.sync.keys import SealIdentity, SigningKey, key_number
from lotse_desk.sync.release_writer import RoleKeys, follows, role_keys, write_root

ROOT_FILE, RECOVERY_FILE, SECOND_FILE = "root-key.pem", "recovery-key.txt", "second-key.pem"
MOST_ROOT_KEYS = 9
SEAL_KEPT_DAYS = 550
"""Eighteen months between dates of releases: so long an earlier key still opens batches."""


@dataclass(frozen=True)
class MadeKeys:
    """Files made for safe places, and the numbers of the keys in them."""

    files: tuple[Path, ...]
    numbers: tuple[str, ...]


def renew_release_key(home: Home, root_files: Sequence[Path], today: dt.date) -> None:
    """Replace the key that signs releases; the old one is worth nothing then.

    Needs no old key. Raises `RootKeysWanting` and what reading keys raises; then nothing changed.
    """
    home.require(OFFICE)
    signers = _root_signers(home, root_files)
    new = SigningKey.generate()
    roots = _next_roots(home, dataclasses.replace(newest_roles(home), release=new.public), signers)
    put_secret(home, new)
    _adopt(home, roots, today)
    _forget_release_keys(home)


def renew_root(
    home: Home,
    root_files: Sequence[Path],
    folder: Path,
    today: dt.date,
    *,
    count: int = 1,
    needed: int = 1,
) -> MadeKeys:
    """Make new root keys in a folder; those before are worth nothing then.

    From now on `needed` of `count` keys must sign together. Raises `InvalidValue`,
    `RootKeysWanting`, `KeysOnExchangeMedium`, `KeysThereAlready` and disk faults; then nothing
    changed.
    """
    home.require(OFFICE)
    if not 1 <= needed <= count <= MOST_ROOT_KEYS:
        expected = f"1 bis {MOST_ROOT_KEYS}, und nicht mehr nötige als vorhandene"
        raise InvalidValue("count", f"{needed} von {count}", expected)
    signers = _root_signers(home, root_files)
    new = [SigningKey.generate() for _ in range(count)]
    roles = dataclasses.replace(
        newest_roles(home), root=tuple(key.public for key in new), root_threshold=needed
    )
    roots = _next_roots(home, roles, [*signers, *new])
    names = [ROOT_FILE] if count == 1 else [f"root-key-{n}.pem" for n in range(1, count + 1)]
    files = dict(zip(names, map(file_content, new), strict=True))
    with _made(home, folder, files, lambda: newest_roles(home).root == roles.root) as paths:
        _adopt(home, roots, today, paths)
    return MadeKeys(paths, tuple(key_number(key.public) for key in new))


def renew_seal_key(home: Home, today: dt.date) -> None:
    """Replace the key that opens batches; desks seal for the new one after the next release.

    Earlier ones stay for batches under way, at least eighteen months.
    """
    home.require(OFFICE)
    new = SealIdentity.generate()
    put_secret(home, new)
    book, before = KeyBook(home.database), recipients(home)[0]
    with home.transaction():
        home.settings.put(OFFICE_RECIPIENT, new.recipient)
        book.replace(KeyKind.SEAL, before, new.recipient, today.isoformat())
    _forget_seal_keys(home)


def renew_recovery_key(home: Home, folder: Path, today: dt.date) -> MadeKeys:
    """Make a new recovery key in a folder; the old one opens what was sealed until then.

    Raises `KeysOnExchangeMedium`, `KeysThereAlready` and disk faults; then nothing changed.
    """
    home.require(OFFICE)
    new = SealIdentity.generate()
    book, before = KeyBook(home.database), recipients(home)[1]
    files = {RECOVERY_FILE: file_content(new)}
    with (
        _made(home, folder, files, lambda: recipients(home)[1] == new.recipient) as paths,
        home.transaction(),
    ):
        home.settings.put(RECOVERY_RECIPIENT, new.recipient)
        book.replace(KeyKind.RECOVERY, before, new.recipient, today.isoformat())
        note_key_files(home, paths)
    return MadeKeys(paths, (key_number(new.recipient),))


def recover_keys(
    home: Home, root_files: Sequence[Path], recovery_file: Path, today: dt.date
) -> None:
    """Give a restored office without its keys new ones of its own, to sign and to open.

    The recovery key is only looked at: what was sealed for the lost key is opened by an intake
    that is given it. Raises `KeyUnknown` for another recovery key, and as `renew_release_key`.
    """
    home.require(OFFICE)
    if read_seal_identity(recovery_file).recipient != recipients(home)[1]:
        raise KeyUnknown(str(recovery_file))
    renew_release_key(home, root_files, today)
    renew_seal_key(home, today)


def add_second_signer(
    home: Home, root_files: Sequence[Path], folder: Path, today: dt.date
) -> MadeKeys:
    """Make the key of a second person in a folder; from now on two must sign every release.

    Raises as `renew_root`.
    """
    home.require(OFFICE)
    signers = _root_signers(home, root_files)
    new, roles = SigningKey.generate(), newest_roles(home)
    changed = dataclasses.replace(roles, second=(*roles.second, new.public), targets_threshold=2)
    roots = _next_roots(home, changed, signers)
    files = {SECOND_FILE: file_content(new)}
    with _made(home, folder, files, lambda: new.public in newest_roles(home).second) as paths:
        _adopt(home, roots, today, paths)
    return MadeKeys(paths, (key_number(new.public),))


def remove_second_signer(
    home: Home, root_files: Sequence[Path], number: str, today: dt.date
) -> int:
    """Let the key of a second person, by its number, hold no longer; says how many are left.

    Without any, one person publishes alone again. Raises `NotFound`, and as `renew_release_key`.
    """
    home.require(OFFICE)
    signers = _root_signers(home, root_files)
    roles = newest_roles(home)
    digits = "".join(filter(str.isdigit, number))
    left = tuple(p for p in roles.second if key_number(p).replace(" ", "") != digits)
    if len(left) == len(roles.second):
        raise NotFound("key", number[:40])
    changed = dataclasses.replace(roles, second=left, targets_threshold=2 if left else 1)
    _adopt(home, _next_roots(home, changed, signers), today)
    return len(left)


def _root_signers(home: Home, files: Sequence[Path]) -> list[SigningKey]:
    """The keys of these files, if enough of them hold; others may sign along."""
    keys = [read_signing_key(path) for path in files]
    roles = newest_roles(home)
    holding = {key.public for key in keys} & set(roles.root)
    if len(holding) < roles.root_threshold:
        raise RootKeysWanting(roles.root_threshold, len(holding))
    return list({key.public: key for key in keys}.values())


def _next_roots(home: Home, roles: RoleKeys, signers: Sequence[SigningKey]) -> list[bytes]:
    """All roots with the next one; with several where another life of this office had some.

    Desks that know a root of that life only follow a root with a higher version than theirs.
    """
    register = OfficeRegister(home.database)
    roots = register.roots()
    last = max(len(roots), register.roots_elsewhere) + 1
    coming = [write_root(v, roles, signers) for v in range(len(roots) + 1, last + 1)]
    if not follows(roots[-1], coming[0]) or not follows(coming[0], coming[0]):
        raise RootKeysWanting(role_keys(roots[-1]).root_threshold, 0)
    return [*roots, *coming]


def _adopt(home: Home, roots: Sequence[bytes], today: dt.date, files: Sequence[Path] = ()) -> None:
    """Let the last root hold from now on."""
    with home.transaction():
        adopt_roots(home, roots, today)
        note_key_files(home, files)


def adopt_roots(home: Home, roots: Sequence[bytes], today: dt.date) -> None:
    """Take over roots and note which keys they bring and end; for a caller's transaction."""
    register, book = OfficeRegister(home.database), KeyBook(home.database)
    before = register.roots()
    register.put_roots(roots)
    known = _by_kind(role_keys(before[-1])) if before else {}
    for kind, publics in _by_kind(newest_roles(home)).items():
        book.switch(kind, publics, today.isoformat(), known.get(kind, ()))


def _by_kind(roles: RoleKeys) -> dict[KeyKind, tuple[str, ...]]:
    return {
        KeyKind.ROOT: roles.root,
        KeyKind.RELEASE: (roles.release,),
        KeyKind.SECOND: roles.second,
    }


@contextlib.contextmanager
def _made(
    home: Home, folder: Path, files: Mapping[str, bytes], named: Callable[[], bool]
) -> Iterator[tuple[Path, ...]]:
    """Key files that stay unless the act failed and nothing names their keys."""
    refuse_exchange_medium(folder, home.folder)
    paths = write_secrets(folder, files)
    try:
        yield paths
    except BaseException:
        if not named():
            remove_secrets(paths)
        raise


def _forget_release_keys(home: Home) -> None:
    """Delete release keys that roots before the newest named."""
    keys, present = keys_of(home), newest_roles(home).release
    for root in OfficeRegister(home.database).roots():
        public = role_keys(root).release
        if public != present:
            keys.delete(key_name(OFFICE_RELEASE, public))


def _forget_seal_keys(home: Home) -> None:
    """Delete keys that ended eighteen months before the last release."""
    last = OfficeRegister(home.database).release_date
    for entry in KeyBook(home.database).entries(KeyKind.SEAL):
        if last is None or not entry.until:
            continue
        if (last - dt.date.fromisoformat(entry.until)).days >= SEAL_KEPT_DAYS:
            keys_of(home).delete(key_name(OFFICE_SEAL, entry.public))
