"""The secret keys of a home: beside it in files, or in the keystore of its only account."""

import os

from lotse_desk import locations
from lotse_desk.home.home import DESK, KEYS_FOLDER, Home
from lotse_desk.sync.key_store import HomeKeys, home_keys

DESK_SIGNING, OFFICE_RELEASE, OFFICE_SEAL = "desk-signing", "office-release", "office-seal"


def keys_of(home: Home) -> HomeKeys:
    """The key store of a home; only the default home of an account uses its keystore."""
    named = os.environ.get(locations.HOME_VARIABLE)
    personal = not named and home.folder.resolve() == locations.default_home().resolve()
    return home_keys(home.folder / KEYS_FOLDER, home.id, personal=personal)


def names_of_keys(home: Home) -> tuple[str, ...]:
    """The keys a home of its role must have."""
    return (DESK_SIGNING,) if home.role == DESK else (OFFICE_RELEASE, OFFICE_SEAL)
