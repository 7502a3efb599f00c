"""The recovery key of a home: its public side here, its secret on paper alone."""

import datetime as dt
import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from lotse_desk.domain.disk_faults import disk_faults
from lotse_desk.domain.exchange_faults import KeyFileThere, KeyUnreadable
from lotse_desk.domain.faults import InvalidValue
from lotse_desk.home.exchange_keys import RECOVERY_RECIPIENT
from lotse_desk.home.files import write_whole
from lotse_desk.home.home import BACKUPS_FOLDER, DESK, Home, open_home
from lotse_desk.home.sharing import follow_folder
from lotse_desk.storage.office_keys import KeyBook, KeyKind
from lotse_desk.sync.key_files import (
    KEY_FILE_LIMIT,
    lines_of,
    parse_key,
    read_seal_identity,
    refuse_exchange_medium,
    write_secrets,
)
from lotse_desk.sync.keys import SealIdentity, is_recipient, key_number

RECOVERY_NOTE = "recovery-key.txt"
"""In the folder of backups: the public side and the day of the paper. It outlives the database."""
STANDARD_INPUT = "-"
SecretRecoveryKey = SealIdentity
"""The secret as somebody typed it from paper; it goes nowhere but into an act."""
_TYPED = "der Eingabe"


@dataclass(frozen=True)
class RecoveryKey:
    """Whom copies are sealed for; `since` is the day of the paper, None where it is not known."""

    recipient: str
    since: dt.date | None

    @property
    def number(self) -> str:
        """The number on the paper, for example "12345 67890"."""
        return key_number(self.recipient)


@dataclass(frozen=True)
class RecoverySheet:
    """A paper not yet printed: what is on it holds only once `keep_sheet` was called."""

    key: RecoveryKey
    pdf: bytes = field(repr=False)


def recovery_key(home: Home) -> RecoveryKey | None:
    """The key copies are sealed for; None for a desk whose sheet nobody printed."""
    if home.role == DESK:
        return _noted(home.folder / BACKUPS_FOLDER / RECOVERY_NOTE)
    recipient = home.settings.get(RECOVERY_RECIPIENT)
    if not recipient:
        return None
    since = [
        e.since
        for e in KeyBook(home.database).entries(KeyKind.RECOVERY)
        if e.public == recipient and e.since
    ]
    return RecoveryKey(recipient, dt.date.fromisoformat(since[0]) if since else None)


def recovery_key_of(folder: Path) -> RecoveryKey | None:
    """The same for the home in a folder; raises what `open_home` raises."""
    with open_home(folder, writing=False) as home:
        return recovery_key(home)


def make_sheet(folder: Path, day: dt.date) -> RecoverySheet:
    """A new key on a new paper for a desk; nothing of it is stored.

    Raises `WrongRole` in an office (it has a sheet of its own) and what `open_home` raises.
    """
    from lotse_desk.paper.recovery_paper import KeySheet, PrintedKey, render_key_sheets

    with open_home(folder, writing=False) as home:
        home.require(DESK)
        place = f"{home.name}, {home.reference.towns[home.town].name}"
    identity = SealIdentity.generate()
    key = RecoveryKey(identity.recipient, day)
    printed = PrintedKey(
        f"Wiederherstellungs-Schlüssel Nr. {key.number}", PURPOSE, lines_of(identity)
    )
    sheet = KeySheet(place, "", day, (printed,), ALPHABET_NOTE, STEPS, WARNING, identity.secret)
    return RecoverySheet(key, render_key_sheets([sheet]))


def keep_sheet(folder: Path, sheet: RecoverySheet) -> None:
    """From now on copies are sealed for this paper; raises `DiskFull`, `DiskFailure`."""
    keep_recovery_key(folder, sheet.key)


def keep_recovery_key(folder: Path, key: RecoveryKey, *, unless_known: bool = False) -> None:
    """Remember the public side of a key that is on paper; raises `DiskFull`, `DiskFailure`."""
    note = folder / BACKUPS_FOLDER / RECOVERY_NOTE
    if unless_known and _noted(note) is not None:
        return
    with disk_faults(note):
        note.parent.mkdir(mode=0o700, exist_ok=True)
    day = key.since.isoformat() if key.since else ""
    write_whole(note, f"{key.recipient} {day}".strip().encode() + b"\n")
    follow_folder(folder)


def write_sheet_file(folder: Path, sheet: RecoverySheet, out: Path) -> None:
    """Write a paper into a new file only its owner reads, and let its key hold.

    Raises `KeyFileThere`, `KeysOnExchangeMedium`, `InvalidValue` for a name that is none of a PDF,
    `DiskFull`, `DiskFailure`, `ReadBackDiffers`; then the key before still holds.
    """
    if out.suffix.lower() != ".pdf":
        raise InvalidValue("file", str(out), "eine Datei, die auf .pdf endet")
    if os.path.lexists(out):
        raise KeyFileThere(str(out))
    refuse_exchange_medium(out.parent, folder, below=False)
    write_secrets(out.parent, {out.name: sheet.pdf})
    keep_sheet(folder, sheet)


def read_recovery_key(name: str) -> SealIdentity:
    """The key in a file, or with "-" on standard input: typed from paper, or an age identity.

    Raises `KeyUnreadable`, `TypedKeyWrong` with the place to look at, `DiskFailure`.
    """
    if name != STANDARD_INPUT:
        return read_seal_identity(Path(name))
    stream = sys.stdin.buffer if hasattr(sys.stdin, "buffer") else sys.stdin
    data = stream.read(KEY_FILE_LIMIT + 1)
    return _opening(data.encode() if isinstance(data, str) else data)


def typed_recovery_key(text: str) -> SealIdentity:
    """The key somebody typed from paper; raises `KeyUnreadable`, `TypedKeyWrong`."""
    return _opening(text.encode())


PURPOSE = "Öffnet die Sicherungen dieses Platzes, die im zweiten Ordner liegen."
WARNING = (
    "Wer dieses Blatt und eine Sicherung hat, kann lesen, was an diesem Platz eingetragen wurde. "
    "Nicht abfotografieren. Nicht auf einem Drucker drucken, der Aufträge behält."
)
STEPS = (
    "In einen Umschlag legen, den Namen des Platzes und das Datum darauf schreiben, getrennt vom "
    "PC und vom zweiten Ordner einschließen.",
    "Ist der PC verloren: auf dem neuen das Programm öffnen, „Oder eine Sicherung zurückholen …“ "
    "wählen, dann die neueste Datei aus dem zweiten Ordner, und die vier Zeilen abtippen. Ob groß "
    "oder klein, mit oder ohne Leerzeichen, ist gleich. Das letzte Zeichen jeder Zeile prüft sie.",
    "Im Code rechts steht derselbe Schlüssel, für einen Handscanner am PC; nicht für ein Telefon.",
    "Ein neues Blatt gilt ab seinem Tag. Dieses hier aufheben, bis keine Sicherung mehr da ist, "
    "die nur es öffnet: Nach fünf Wochen sind sie gelöscht.",
)
ALPHABET_NOTE = "Es gibt nur die Zeichen 3 4 6 7 9 und A C D E F G H J K M N P R T U V W X."


def _opening(data: bytes) -> SealIdentity:
    if len(data) > KEY_FILE_LIMIT:
        raise KeyUnreadable(_TYPED)
    key = parse_key(data, _TYPED)
    if not isinstance(key, SealIdentity):
        raise KeyUnreadable(_TYPED)
    return key


def _noted(note: Path) -> RecoveryKey | None:
    with suppress(OSError, UnicodeDecodeError, ValueError):
        recipient, *day = note.read_text("ascii").split()
        if not is_recipient(recipient):
            return None
        return RecoveryKey(recipient, dt.date.fromisoformat(day[0]) if day else None)
    return None
