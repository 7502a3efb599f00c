"""The office's keys: where each lies, which hold, and the secrets this machine works with."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lotse_desk.domain.exchange_faults import ReleaseKeyMissing, SealKeyMissing
from lotse_desk.home.exchange_keys import (
    NOWHERE,
    OFFICE_RECIPIENT,
    OFFICE_RELEASE,
    OFFICE_SEAL,
    RECOVERY_RECIPIENT,
    key_name,
    keys_of,
    stored_name,
)
from lotse_desk.home.home import OFFICE, Home
from lotse_desk.storage.office_keys import KeyBook, KeyKind
from lotse_desk.storage.office_register import OfficeRegister
from lotse_desk.sync.key_files import read_key
from lotse_desk.sync.keys import SealIdentity, SigningKey, key_number
from lotse_desk.sync.release_writer import RoleKeys, role_keys

OFFICE_ID = "office.id"
KEY_FILES = "office.key_files"
AWAY = "away"
SIGNS, OPENS = "signs", "opens"


@dataclass(frozen=True)
class OfficeKey:
    """A key by its number; `place`: keystore, file, nowhere (missing), or away from this machine.

    Dates are ISO; `since` is empty for a key older than the book, `until` while it holds.
    """

    kind: KeyKind
    number: str
    place: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class KeysOfOffice:
    """What there is; `lying_here` are files to be taken away that this machine still sees."""

    roots: tuple[OfficeKey, ...]
    roots_needed: int
    release: OfficeKey
    second: tuple[OfficeKey, ...]
    seal: OfficeKey
    earlier_seals: tuple[OfficeKey, ...]
    recovery: OfficeKey
    lying_here: tuple[Path, ...]


@dataclass(frozen=True)
class KnownKey:
    """What a key file is; `state`: holds, replaced, or unknown (then there is no kind)."""

    kind: KeyKind | None
    number: str
    state: str


def newest_roles(home: Home) -> RoleKeys:
    """The public keys that hold, as the newest root names them."""
    return role_keys(OfficeRegister(home.database).roots()[-1])


def recipients(home: Home) -> tuple[str, str]:
    """Whom batches are sealed for: the office, and its recovery key kept elsewhere."""
    return home.settings.get(OFFICE_RECIPIENT), home.settings.get(RECOVERY_RECIPIENT)


def release_key(home: Home) -> SigningKey:
    """The key that signs releases, as the newest root names it; raises `ReleaseKeyMissing`."""
    public = newest_roles(home).release
    secret = _secret(home, OFFICE_RELEASE, public)
    if secret is None or SigningKey(secret).public != public:
        raise ReleaseKeyMissing(OFFICE_RELEASE)
    return SigningKey(secret)


def can_sign(home: Home) -> bool:
    """Whether this machine has the key the newest root names."""
    try:
        release_key(home)
    except ReleaseKeyMissing:
        return False
    return True


def can_open(home: Home, recipient: str) -> bool:
    """Whether this machine has the key that opens what was sealed for a recipient."""
    return _place(home, OFFICE_SEAL, recipient) != NOWHERE


def opening_keys(home: Home, more: Iterable[SealIdentity] = ()) -> tuple[SealIdentity, ...]:
    """The keys that open batches: the present one, earlier ones, and others given.

    Raises `SealKeyMissing` where the present one is not here and no other was given.
    """
    others = tuple(more)
    present = home.settings.get(OFFICE_RECIPIENT)
    book = KeyBook(home.database).entries(KeyKind.SEAL)
    wanted = dict.fromkeys([present, *(entry.public for entry in reversed(book))])
    found: list[SealIdentity] = []
    for recipient in wanted:
        secret = _secret(home, OFFICE_SEAL, recipient)
        if secret is not None:
            found.append(SealIdentity(secret.decode()))
        elif recipient == present and not others:
            raise SealKeyMissing(OFFICE_SEAL)
    return (*found, *others)


def put_secret(home: Home, key: SigningKey | SealIdentity) -> None:
    """Store a key of the office under its own name; no other is replaced."""
    if isinstance(key, SigningKey):
        keys_of(home).put(key_name(OFFICE_RELEASE, key.public), key.secret)
    else:
        keys_of(home).put(key_name(OFFICE_SEAL, key.recipient), key.secret.encode())


def keys_still_here(home: Home) -> tuple[Path, ...]:
    """Files that should be taken away and locked up, while this machine still sees them."""
    named = json.loads(home.settings.get(KEY_FILES, "[]"))
    return tuple(path for name in named if (path := home.folder / name).exists())


def note_key_files(home: Home, paths: Sequence[Path]) -> None:
    """Remember files that must not stay here; belongs to the caller's transaction."""
    named = json.loads(home.settings.get(KEY_FILES, "[]"))
    folder = home.folder.resolve()
    for path in (path.resolve() for path in paths):
        inside = path.is_relative_to(folder)
        named.append(str(path.relative_to(folder) if inside else path))
    home.settings.put(KEY_FILES, json.dumps(list(dict.fromkeys(named))))


def office_keys(home: Home) -> KeysOfOffice:
    """All keys, where they lie and since when they hold."""
    home.require(OFFICE)
    roles, (recipient, recovery) = newest_roles(home), recipients(home)
    book = KeyBook(home.database)
    dates = {
        (entry.kind, entry.public): (entry.since, entry.until)
        for kind in KeyKind
        for entry in book.entries(kind)
    }

    def listed(kind: KeyKind, public: str, place: str = AWAY) -> OfficeKey:
        return OfficeKey(kind, key_number(public), place, *dates.get((kind, public), ("", "")))

    seals = [entry.public for entry in book.entries(KeyKind.SEAL) if entry.public != recipient]
    places = {public: _place(home, OFFICE_SEAL, public) for public in (recipient, *seals)}
    release = roles.release
    return KeysOfOffice(
        roots=tuple(listed(KeyKind.ROOT, public) for public in roles.root),
        roots_needed=roles.root_threshold,
        release=listed(KeyKind.RELEASE, release, _place(home, OFFICE_RELEASE, release)),
        second=tuple(listed(KeyKind.SECOND, public) for public in roles.second),
        seal=listed(KeyKind.SEAL, recipient, places[recipient]),
        earlier_seals=tuple(
            listed(KeyKind.SEAL, public, places[public])
            for public in seals
            if places[public] != NOWHERE
        ),
        recovery=listed(KeyKind.RECOVERY, recovery),
        lying_here=keys_still_here(home),
    )


def which_key(home: Home, path: Path) -> KnownKey:
    """What a file from an envelope or a stick is; raises as `read_key`."""
    home.require(OFFICE)
    key = read_key(path)
    if isinstance(key, SealIdentity):
        office, recovery = recipients(home)
        kinds = {recovery: KeyKind.RECOVERY, office: KeyKind.SEAL}
        return _known(home, key.recipient, kinds, (KeyKind.RECOVERY, KeyKind.SEAL))
    kinds = _roles_by_key(newest_roles(home))
    for root in OfficeRegister(home.database).roots():
        for public, kind in _roles_by_key(role_keys(root)).items():
            if public == key.public and public not in kinds:
                return KnownKey(kind, key_number(public), "replaced")
    return _known(home, key.public, kinds, (KeyKind.ROOT, KeyKind.SECOND, KeyKind.RELEASE))


def key_by_itself(path: Path) -> tuple[str, str]:
    """What a key file does (`SIGNS`, `OPENS`) and its number, without an office to ask.

    Raises as `read_key`.
    """
    key = read_key(path)
    if isinstance(key, SealIdentity):
        return OPENS, key_number(key.recipient)
    return SIGNS, key_number(key.public)


def _known(
    home: Home, public: str, holding: dict[str, KeyKind], kinds: tuple[KeyKind, ...]
) -> KnownKey:
    number = key_number(public)
    if public in holding:
        return KnownKey(holding[public], number, "holds")
    book = KeyBook(home.database)
    for kind in kinds:
        if any(entry.public == public for entry in book.entries(kind)):
            return KnownKey(kind, number, "replaced")
    return KnownKey(None, number, "unknown")


def _roles_by_key(roles: RoleKeys) -> dict[str, KeyKind]:
    return {
        roles.release: KeyKind.RELEASE,
        **dict.fromkeys(roles.second, KeyKind.SECOND),
        **dict.fromkeys(roles.root, KeyKind.ROOT),
    }


def _secret(home: Home, kind: str, public: str) -> bytes | None:
    return keys_of(home).get(stored_name(home, kind, public))


def _place(home: Home, kind: str, public: str) -> str:
    return keys_of(home).place(stored_name(home, kind, public))
