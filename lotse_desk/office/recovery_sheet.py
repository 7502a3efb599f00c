"""The sheet an office prints and locks away: what brings it back when its machine is gone."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from lotse_desk.domain.exchange_faults import KeyFileThere, KeyUnknown
from lotse_desk.home.home import OFFICE, Home
from lotse_desk.office.office_keys import newest_roles, note_key_files, recipients
from lotse_desk.storage.office_register import OfficeRegister
from lotse_desk.sync.key_files import (
    lines_of,
    read_seal_identity,
    read_signing_key,
    refuse_exchange_medium,
    write_secrets,
)
from lotse_desk.sync.keys import SealIdentity, SigningKey, key_number
from lotse_desk.sync.release_writer import root_fingerprint

ROOT_TITLE, RECOVERY_TITLE = "Wurzelschlüssel", "Wiederherstellungs-Schlüssel"
ROOT_PURPOSE = "Ersetzt verlorene oder gestohlene Schlüssel der Leitstelle."
RECOVERY_PURPOSE = "Öffnet, was die Plätze geschickt haben."
WARNING = (
    "Wer diese Schlüssel hat, kann Kontakte lesen und im Namen der Leitstelle Ausgaben "
    "herausgeben. Nicht abfotografieren. Nicht auf einem Drucker drucken, der Aufträge behält."
)
STEPS = (
    "Drucken, in einen Umschlag legen, Leitstelle und Datum darauf schreiben, getrennt vom Rechner "
    "einschließen. Danach die Dateien vom Rechner nehmen.",
    "Ist der Stick mit den Schlüsseln nicht mehr lesbar: Die vier Zeilen eines Schlüssels in eine "
    "Textdatei tippen; ob groß oder klein, mit oder ohne Leerzeichen, ist gleich. Das letzte "
    "Zeichen jeder Zeile prüft sie: „lotse-desk office keys which DATEI“ sagt, welche Zeile nicht "
    "stimmt.",
    "Rechner verloren, Sicherung da: „restore“, dann „office keys recover“. Keine Sicherung: "
    "„init office --from-release“. Beides steht im Handbuch, Kapitel 7.",
)
ALPHABET_NOTE = "Es gibt nur die Zeichen 3 4 6 7 9 und A C D E F G H J K M N P R T U V W X."


def sheet_text(
    name: str,
    fingerprint: str,
    day: dt.date,
    root_keys: Sequence[SigningKey],
    recovery: SealIdentity | None,
) -> str:
    """The sheet as plain text, for a machine without a PDF reader."""
    lines = ["WIEDERHERSTELLUNGSBLATT", "", f"Leitstelle:     {name}"]
    lines += [f"Fingerabdruck:  {fingerprint}", f"Stand:          {day:%d.%m.%Y}", ""]
    for title, purpose, typed in _keys(root_keys, recovery):
        lines += [title, purpose, "", *(f"  {n})  {line}" for n, line in typed), ""]
    lines += [ALPHABET_NOTE, ""]
    for number, step in enumerate(STEPS, start=1):
        lines += [f"{number}. {step}"]
    return "\n".join([*lines, "", WARNING, ""])


def sheet_pdf(
    name: str,
    fingerprint: str,
    day: dt.date,
    root_keys: Sequence[SigningKey],
    recovery: SealIdentity | None,
) -> bytes:
    """The sheet as PDF: a page for every root key, the recovery key on each of them."""
    from lotse_desk.paper.recovery_paper import KeySheet, PrintedKey, render_key_sheets

    sheets = [
        KeySheet(
            place=name,
            fingerprint=fingerprint,
            day=day,
            keys=tuple(
                PrintedKey(title, purpose, tuple(line for _, line in typed))
                for title, purpose, typed in _keys([root_key], recovery)
            ),
            note=ALPHABET_NOTE,
            steps=STEPS,
            warning=WARNING,
        )
        for root_key in root_keys
    ]
    return render_key_sheets(sheets)


def write_sheet(
    home: Home, root_files: Sequence[Path], recovery_file: Path | None, out: Path, day: dt.date
) -> tuple[Path, ...]:
    """Print the sheet of keys that hold into a new file; a page for each root key.

    Raises `KeyUnknown` for a key that does not hold, `KeyFileThere`, `KeysOnExchangeMedium`, what
    reading keys raises, and disk faults.
    """
    home.require(OFFICE)
    root_keys = [read_signing_key(path) for path in root_files]
    holding = newest_roles(home).root
    for key, path in zip(root_keys, root_files, strict=True):
        if key.public not in holding:
            raise KeyUnknown(str(path))
    recovery = None if recovery_file is None else read_seal_identity(recovery_file)
    if recovery is not None and recovery.recipient != recipients(home)[1]:
        raise KeyUnknown(str(recovery_file))
    if out.exists() or out.is_symlink():
        raise KeyFileThere(str(out))
    refuse_exchange_medium(out.parent, home.folder, below=False)
    print_of_office = root_fingerprint(OfficeRegister(home.database).roots()[0])
    facts = (home.name, print_of_office, day, root_keys, recovery)
    as_text = out.suffix.lower() == ".txt"
    content = sheet_text(*facts).encode() if as_text else sheet_pdf(*facts)
    with home.transaction():
        note_key_files(home, [out])
        return write_secrets(out.parent, {out.name: content})


def _keys(
    root_keys: Sequence[SigningKey], recovery: SealIdentity | None
) -> list[tuple[str, str, list[tuple[int, str]]]]:
    """Title, purpose and numbered lines of every key."""
    found = [
        (f"{ROOT_TITLE} {key_number(key.public)}", ROOT_PURPOSE, _numbered(key))
        for key in root_keys
    ]
    if recovery is not None:
        title = f"{RECOVERY_TITLE} {key_number(recovery.recipient)}"
        found.append((title, RECOVERY_PURPOSE, _numbered(recovery)))
    return found


def _numbered(key: SigningKey | SealIdentity) -> list[tuple[int, str]]:
    return list(enumerate(lines_of(key), start=1))
