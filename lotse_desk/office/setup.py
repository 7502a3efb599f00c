"""Setting up an office: its keys, its first root of trust, and what must leave the machine."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from lotse_desk.domain.exchange_faults import KeysThereAlready
from lotse_desk.domain.faults import DiskFailure, InvalidValue
from lotse_desk.home.exchange_keys import OFFICE_RELEASE, OFFICE_SEAL, keys_of
from lotse_desk.home.home import OFFICE, Home, create_home
from lotse_desk.home.starter import starter_records
from lotse_desk.office.recovery_sheet import recovery_sheet
from lotse_desk.storage.office_register import INCARNATION, OfficeRegister
from lotse_desk.sync.durable import sync_folder, write_new
from lotse_desk.sync.enrolment import is_place_name
from lotse_desk.sync.events import new_id
from lotse_desk.sync.key_store import SECRET_MODE, needed
from lotse_desk.sync.keys import SealIdentity, SigningKey
from lotse_desk.sync.release_writer import (
    RoleKeys,
    follows,
    role_keys,
    root_fingerprint,
    write_root,
)

OFFICE_ID, OFFICE_RECIPIENT, RECOVERY_RECIPIENT = (
    "office.id",
    "office.recipient",
    "office.recovery_recipient",
)
KEYS_FOLDER = "office.keys_folder"
RELEASE_NEXT = "office-release-next"
DEFAULT_KEYS_FOLDER = "keys-to-take-away"
ROOT_FILE, RECOVERY_FILE, SHEET_FILE = "root-key.pem", "recovery-key.txt", "recovery-sheet.txt"


@dataclass(frozen=True)
class OfficeIdentity:
    """What a new office answers: its id in the exchange, the fingerprint desks will show.

    `keys_folder` is where the keys that must be taken away were made.
    """

    id: str
    fingerprint: str
    keys_folder: Path


def set_up_office(
    folder: Path, *, name: str, keys_folder: Path | None = None, empty: bool = False
) -> OfficeIdentity:
    """Make the home of an office; `empty` leaves the directory without records.

    Raises `InvalidValue` (name), what `prepare_office` raises and the faults of `create_home`.
    """
    if not is_place_name(name):
        raise InvalidValue("name", name[:40], "1 bis 80 Zeichen")
    with create_home(folder, role=OFFICE, name=name) as home:
        home.directory.upsert(starter_records(home.reference, empty=empty))
        return prepare_office(home, keys_folder)


def prepare_office(home: Home, keys_folder: Path | None = None) -> OfficeIdentity:
    """Give a new home the keys of an office; belongs to the transaction that makes the home.

    Root key, recovery key and the sheet to print go into `keys_folder` (default: a folder in the
    home) and must be taken off the machine. Raises `KeysThereAlready`, `DiskFailure`.
    """
    folder = keys_folder or home.folder / DEFAULT_KEYS_FOLDER
    root_key, release_key = SigningKey.generate(), SigningKey.generate()
    seal, recovery = SealIdentity.generate(), SealIdentity.generate()
    root = write_root(1, RoleKeys((root_key.public,), release_key.public), [root_key])
    fingerprint = root_fingerprint(root)
    office = new_id()
    sheet = recovery_sheet(home.name, office, fingerprint, recovery.secret, root_key.to_pem())
    _write_keys(
        folder,
        {
            ROOT_FILE: root_key.to_pem(),
            RECOVERY_FILE: f"{recovery.secret}\n".encode(),
            SHEET_FILE: sheet.encode(),
        },
        may_replace=keys_folder is None,
    )
    keys = keys_of(home)
    keys.put(OFFICE_RELEASE, release_key.secret)
    keys.put(OFFICE_SEAL, seal.secret.encode())
    for key, value in (
        (OFFICE_ID, office),
        (INCARNATION, new_id()),
        (OFFICE_RECIPIENT, seal.recipient),
        (RECOVERY_RECIPIENT, recovery.recipient),
        (KEYS_FOLDER, str(folder.resolve())),
    ):
        home.settings.put(key, value)
    OfficeRegister(home.database).put_roots([root])
    return OfficeIdentity(office, fingerprint, folder)


def identity(home: Home) -> OfficeIdentity:
    """The office's id and fingerprint."""
    first_root = OfficeRegister(home.database).roots()[0]
    return OfficeIdentity(
        home.settings.get(OFFICE_ID),
        root_fingerprint(first_root),
        Path(home.settings.get(KEYS_FOLDER)),
    )


def recipients(home: Home) -> tuple[str, str]:
    """Whom batches are sealed for: the office, and its recovery key kept elsewhere."""
    return home.settings.get(OFFICE_RECIPIENT), home.settings.get(RECOVERY_RECIPIENT)


def release_key(home: Home) -> SigningKey:
    """The key that signs releases, as the newest root names it; raises `KeyMissing`."""
    keys, named = keys_of(home), role_keys(OfficeRegister(home.database).roots()[-1]).release
    for name in (OFFICE_RELEASE, RELEASE_NEXT):
        secret = keys.get(name)
        if secret is not None and SigningKey(secret).public == named:
            return SigningKey(secret)
    return SigningKey(needed(keys, OFFICE_RELEASE))


def seal_identity(home: Home) -> SealIdentity:
    """The key that opens batches; raises `KeyMissing`."""
    return SealIdentity(needed(keys_of(home), OFFICE_SEAL).decode())


def keys_still_here(home: Home) -> Path | None:
    """The folder the keys were made in, while they still lie there: they should be taken away."""
    folder = Path(home.settings.get(KEYS_FOLDER))
    there = any((folder / name).exists() for name in (ROOT_FILE, RECOVERY_FILE, SHEET_FILE))
    return folder if there else None


def renew_release_key(home: Home, root_key: SigningKey) -> None:
    """Replace the key that signs releases; the old one is worth nothing then.

    The next root names the new key and is signed with the root key from its safe place. The new
    key lies beside the old one until that root is stored, so that whatever breaks off, the key the
    newest root names is there. Raises `InvalidValue` for another root key; then nothing changed.
    """
    register, keys = OfficeRegister(home.database), keys_of(home)
    roots = register.roots()
    roles = role_keys(roots[-1])
    new = SigningKey.generate()
    changed = dataclasses.replace(roles, release=new.public)
    root = write_root(len(roots) + 1, changed, [root_key])
    if not follows(roots[-1], root):
        raise InvalidValue("key", ROOT_FILE, "der Wurzelschlüssel dieser Leitstelle")
    keys.put(OFFICE_RELEASE, release_key(home).secret)
    keys.put(RELEASE_NEXT, new.secret)
    with home.transaction():
        register.put_roots([*roots, root])
    keys.put(OFFICE_RELEASE, new.secret)
    keys.delete(RELEASE_NEXT)


def _write_keys(folder: Path, files: dict[str, bytes], *, may_replace: bool) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in files:
            if may_replace:
                (folder / name).unlink(missing_ok=True)
            elif (folder / name).exists():
                raise KeysThereAlready(str(folder))
        for name, data in files.items():
            write_new(folder / name, data, SECRET_MODE)
        sync_folder(folder)
    except OSError as error:
        raise DiskFailure(str(folder), error.strerror or str(error)) from error
