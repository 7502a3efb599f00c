"""The secret keys of a home: beside it in files, or in the keystore of its only account."""

import contextlib
import os

from lotse_desk import locations
from lotse_desk.home.home import DESK, KEYS_FOLDER, Home
from lotse_desk.sync.key_store import HomeKeys, home_keys
from lotse_desk.sync.keys import SigningKey

DESK_SIGNING, OFFICE_RELEASE, OFFICE_SEAL = "desk-signing", "office-release", "office-seal"
DESK_NEXT = "desk-signing-next"
DESK_PUBLIC = "exchange.public_key"
"""Setting of a desk: the public key, hexadecimal, of the key it must have."""


def keys_of(home: Home) -> HomeKeys:
    """The key store of a home; only the default home of an account uses its keystore."""
    named = os.environ.get(locations.HOME_VARIABLE)
    personal = not named and home.folder.resolve() == locations.default_home().resolve()
    return home_keys(home.folder / KEYS_FOLDER, home.id, personal=personal)


def desk_key(home: Home) -> SigningKey | None:
    """The secret key of a desk's present identity; None where it is missing or another's.

    A new key lies beside the one before until the identity that names it is stored.
    """
    keys, public = keys_of(home), home.settings.get(DESK_PUBLIC)
    for name in (DESK_SIGNING, DESK_NEXT):
        secret = keys.get(name)
        with contextlib.suppress(ValueError):  # a torn file is no key
            if secret is not None and SigningKey(secret).public == public:
                return SigningKey(secret)
    return None


def names_of_keys(home: Home) -> tuple[str, ...]:
    """The keys a home of its role must have."""
    return (DESK_SIGNING,) if home.role == DESK else (OFFICE_RELEASE, OFFICE_SEAL)
