"""The secret keys of a home: beside it in files, or in the keystore of its only account."""

import hashlib
import os
from collections.abc import Iterator

from lotse_desk import locations
from lotse_desk.home.home import DESK, KEYS_FOLDER, Home
from lotse_desk.storage.office_register import OfficeRegister
from lotse_desk.sync.key_store import HomeKeys, home_keys
from lotse_desk.sync.keys import SealIdentity, SigningKey
from lotse_desk.sync.release_writer import role_keys

DESK_SIGNING, OFFICE_RELEASE, OFFICE_SEAL = "desk-signing", "office-release", "office-seal"
OFFICE_RECIPIENT = "office.recipient"
"""Setting: whom batches are sealed for; names the key that opens them."""
RECOVERY_RECIPIENT = "office.recovery_recipient"
"""Setting of an office: its recovery key, kept elsewhere, which opens them, too."""
NOWHERE = "nowhere"
"""What a key store says of a key it does not have."""


def keys_of(home: Home) -> HomeKeys:
    """The key store of a home; only the default home of an account uses its keystore."""
    named = os.environ.get(locations.HOME_VARIABLE)
    personal = not named and home.folder.resolve() == locations.default_home().resolve()
    return home_keys(home.folder / KEYS_FOLDER, home.id, personal=personal)


def key_name(kind: str, public: str) -> str:
    """The name an office's key is stored under: one each, so that a new one replaces none."""
    return f"{kind}-{hashlib.sha256(public.encode()).hexdigest()[:8]}"


def stored_name(home: Home, kind: str, public: str) -> str:
    """The name an office's key lies under here: its own, or the plain one of an older home."""
    keys, own = keys_of(home), key_name(kind, public)
    if keys.place(own) == NOWHERE:
        plain = keys.get(kind)
        if plain is not None and _public_side(kind, plain) == public:
            return kind
    return own


def _public_side(kind: str, secret: bytes) -> str:
    if kind == OFFICE_SEAL:
        return SealIdentity(secret.decode()).recipient
    return SigningKey(secret).public


def names_of_keys(home: Home) -> tuple[str, ...]:
    """The keys a home of its role must have."""
    return (DESK_SIGNING,) if home.role == DESK else tuple(_names_at_office(home))


def _names_at_office(home: Home) -> Iterator[str]:
    roots = OfficeRegister(home.database).roots()
    if roots:
        yield stored_name(home, OFFICE_RELEASE, role_keys(roots[-1]).release)
        yield stored_name(home, OFFICE_SEAL, home.settings.get(OFFICE_RECIPIENT))
