"""The secret key of a desk, told from keys of identities it had before."""

import contextlib

from lotse_desk.home.exchange_keys import DESK_SIGNING, keys_of
from lotse_desk.home.home import Home
from lotse_desk.sync.keys import SigningKey

DESK_NEXT = "desk-signing-next"
DESK_PUBLIC = "exchange.public_key"
"""Setting of a desk: the public key, hexadecimal, of the key it must have."""


def desk_key(home: Home) -> SigningKey | None:
    """The secret key of a desk's present identity; None where it is missing or another's.

    A new key lies beside the one before until the identity that names it is stored. Raises
    `KeyStoreFailure`, `DiskFailure`.
    """
    keys, public = keys_of(home), home.settings.get(DESK_PUBLIC)
    for name in (DESK_SIGNING, DESK_NEXT):
        secret = keys.get(name)
        with contextlib.suppress(ValueError):  # a torn file is no key
            if secret is not None and SigningKey(secret).public == public:
                return SigningKey(secret)
    return None


def replace_desk_key(home: Home, new: SigningKey) -> None:
    """Make a new key the desk's; for the act that stores the identity naming it, before and after.

    Before, it is laid beside the present one; after, it takes its place. Whatever breaks off, the
    key that the stored identity names is there.
    """
    keys, present = keys_of(home), desk_key(home)
    if present == new:
        keys.put(DESK_SIGNING, new.secret)
        keys.delete(DESK_NEXT)
        return
    if present is not None:
        keys.put(DESK_SIGNING, present.secret)
    keys.put(DESK_NEXT, new.secret)
