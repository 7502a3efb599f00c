"""Setting up an office: its keys, its first root of trust, and what must leave the machine."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from lotse_desk.domain.faults import InvalidValue
from lotse_desk.home.clock import today
from lotse_desk.home.exchange_keys import OFFICE_RECIPIENT, RECOVERY_RECIPIENT
from lotse_desk.home.home import OFFICE, Home, create_home
from lotse_desk.home.starter import starter_records
from lotse_desk.office.key_ceremonies import RECOVERY_FILE, ROOT_FILE, adopt_roots
from lotse_desk.office.office_keys import (
    OFFICE_ID,
    note_key_files,
    put_secret,
)
from lotse_desk.office.recovery_sheet import sheet_pdf, sheet_text
from lotse_desk.storage.office_keys import KeyBook, KeyKind
from lotse_desk.storage.office_register import INCARNATION, OfficeRegister
from lotse_desk.sync.enrolment import is_place_name
from lotse_desk.sync.events import new_id
from lotse_desk.sync.key_files import file_content, refuse_exchange_medium, write_secrets
from lotse_desk.sync.keys import SealIdentity, SigningKey
from lotse_desk.sync.release_writer import RoleKeys, root_fingerprint, write_root

DEFAULT_KEYS_FOLDER = "keys-to-take-away"
SHEET_FILE, SHEET_PDF = "recovery-sheet.txt", "recovery-sheet.pdf"


@dataclass(frozen=True)
class OfficeIdentity:
    """What an office answers: its id in the exchange, the fingerprint desks will show.

    `key_files` are the files made for safe places, which must be taken away.
    """

    id: str
    fingerprint: str
    key_files: tuple[Path, ...] = ()


def set_up_office(
    folder: Path, *, name: str, keys_folder: Path | None = None, empty: bool = False
) -> OfficeIdentity:
    """Make the home of an office; `empty` leaves the directory without records.

    Raises `InvalidValue` (name), what `prepare_office` raises and the faults of `create_home`.
    """
    check_office_name(name)
    with create_home(folder, role=OFFICE, name=name) as home:
        home.directory.upsert(starter_records(home.reference, empty=empty))
        return prepare_office(home, today(), keys_folder)


def check_office_name(name: str) -> None:
    """Raise `InvalidValue` for a name no office has."""
    if not is_place_name(name):
        raise InvalidValue("name", name[:40], "1 bis 80 Zeichen")


def prepare_office(home: Home, day: dt.date, keys_folder: Path | None = None) -> OfficeIdentity:
    """Give a new home the keys of an office; belongs to the transaction that makes the home.

    Root key, recovery key and the sheet to print go into `keys_folder` (default: a folder in the
    home) and must be taken off the machine. Raises `KeysThereAlready`, `KeysOnExchangeMedium` and
    disk faults.
    """
    if keys_folder is not None:
        refuse_exchange_medium(keys_folder, home.folder)
    root_key, new_release_key = SigningKey.generate(), SigningKey.generate()
    seal, recovery = SealIdentity.generate(), SealIdentity.generate()
    root = write_root(1, RoleKeys((root_key.public,), new_release_key.public), [root_key])
    office, fingerprint = new_id(), root_fingerprint(root)
    facts = (home.name, fingerprint, day, [root_key], recovery)
    files = write_secrets(
        keys_folder or _free_folder(home.folder),
        {
            ROOT_FILE: file_content(root_key),
            RECOVERY_FILE: file_content(recovery),
            SHEET_FILE: sheet_text(*facts).encode(),
            SHEET_PDF: sheet_pdf(*facts),
        },
    )
    found_keys(home, office, seal, recovery.recipient, day)
    put_secret(home, new_release_key)
    adopt_roots(home, [root], day)
    home.settings.put(INCARNATION, new_id())
    note_key_files(home, files)
    return OfficeIdentity(office, fingerprint, files)


def found_keys(
    home: Home,
    office: str,
    seal: SealIdentity,
    recovery_recipient: str,
    day: dt.date,
    *,
    again: bool = False,
) -> None:
    """The id of a new home's office and whom batches are sealed for from this day on.

    `again`: the recovery key is older than this home.
    """
    put_secret(home, seal)
    home.settings.put(OFFICE_ID, office)
    home.settings.put(OFFICE_RECIPIENT, seal.recipient)
    home.settings.put(RECOVERY_RECIPIENT, recovery_recipient)
    book, recovery = KeyBook(home.database), [recovery_recipient]
    book.switch(KeyKind.SEAL, [seal.recipient], day.isoformat())
    book.switch(KeyKind.RECOVERY, recovery, day.isoformat(), known=recovery if again else ())


def identity(home: Home) -> OfficeIdentity:
    """The office's id and fingerprint."""
    first_root = OfficeRegister(home.database).roots()[0]
    return OfficeIdentity(home.settings.get(OFFICE_ID), root_fingerprint(first_root))


def _free_folder(home: Path) -> Path:
    """A folder for keys in which nothing of an earlier office can lie."""
    folder, number = home / DEFAULT_KEYS_FOLDER, 2
    while folder.exists():
        folder, number = home / f"{DEFAULT_KEYS_FOLDER}-{number}", number + 1
    return folder
