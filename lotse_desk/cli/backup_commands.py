"""Commands about backups: backup, restore, recover."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lotse_desk.cli.answer import Answer, contacts
from lotse_desk.cli.recovered_lines import recovered_lines
from lotse_desk.domain.faults import Fault, InvalidValue
from lotse_desk.home.backup import back_up, restore
from lotse_desk.home.backup_places import places, put_second_folder
from lotse_desk.home.backups import (
    KeptBackup,
    content_of,
    kept_backups,
    make_backup_now,
    make_due_backup,
    sealed_copy_of,
)
from lotse_desk.home.clock import today
from lotse_desk.home.fault_sentences import sentence
from lotse_desk.home.old_copies import KEPT_DAYS
from lotse_desk.home.recovery import recover
from lotse_desk.home.recovery_key import (
    SecretRecoveryKey,
    make_sheet,
    read_recovery_key,
    write_sheet_file,
)

_MEGABYTE = 1_000_000


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `backup`, `restore` and `recover`."""
    backup = commands.add_parser("backup", parents=[common], help="eine geprüfte Kopie schreiben")
    backup.add_argument("file", metavar="DATEI", nargs="?", help="ohne: in die eigenen Ordner")
    backup.add_argument(
        "--folder", metavar="ORDNER", help="ein zweiter Ordner für alle künftigen Sicherungen"
    )
    backup.add_argument(
        "--no-folder", action="store_true", help="keinen zweiten Ordner mehr benutzen"
    )
    backup.add_argument(
        "--sheet",
        metavar="DATEI",
        help="ein neues Wiederherstellungsblatt (.pdf) für die Sicherungen im zweiten Ordner",
    )
    backup.set_defaults(run=_backup)
    back = commands.add_parser("restore", parents=[common], help="eine Sicherung zurückholen")
    back.add_argument("file", metavar="DATEI", nargs="?", help="ohne: alle Sicherungen zeigen")
    _add_key(back)
    back.set_defaults(run=_restore)
    recovery = commands.add_parser(
        "recover", parents=[common], help="eine beschädigte Datenbank retten"
    )
    _add_key(recovery)
    recovery.set_defaults(run=_recover)


def _add_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--recovery-key",
        metavar="DATEI",
        help="der Schlüssel vom Wiederherstellungsblatt, abgetippt; „-“ liest die Eingabe",
    )


def due_backup_lines(home: Path) -> list[str]:
    """Make today's backup where it is missing; what stands in its way never stops the work."""
    try:
        make_due_backup(home, today())
    except Fault as fault:
        return [f"Die Sicherung von heute ist nicht gelungen. {sentence(fault)}"]
    return []


def _backup(arguments: argparse.Namespace) -> Answer:
    wishes = (arguments.file, arguments.folder, arguments.sheet, arguments.no_folder or None)
    given = [wish for wish in wishes if wish is not None]
    if len(given) > 1:
        raise InvalidValue("path", str(given[0]), "eines davon: DATEI, ein Ordner, ein Blatt")
    if arguments.sheet is not None:
        return _sheet(arguments)
    named = arguments.folder is not None or arguments.no_folder
    if arguments.file is not None:
        back_up(arguments.home, Path(arguments.file))
        return Answer({"out": arguments.file}, f"Gesichert und geprüft: {arguments.file}")
    if named:
        put_second_folder(arguments.home, Path(arguments.folder) if arguments.folder else None)
    made = make_backup_now(arguments.home, today())
    also = sealed_copy_of(arguments.home, made)
    lines = [f"Gesichert und geprüft: {made}"]
    lines += [] if also is None else [f"Verschlossen im zweiten Ordner: {also}"]
    data = {"out": str(made), "second": None if also is None else str(also)}
    return Answer(data, "\n".join(lines))


def _sheet(arguments: argparse.Namespace) -> Answer:
    sheet = make_sheet(arguments.home, today())
    out = Path(arguments.sheet)
    write_sheet_file(arguments.home, sheet, out)
    steps = [f"Drucken, in einen Umschlag, und {out} löschen. Der Schlüssel steht nur dort."]
    if places(arguments.home).second is None:
        steps.append("Den zweiten Ordner nennen: „lotse-desk backup --folder ORDNER“.")
    else:
        make_backup_now(arguments.home, today())
        steps.append(
            "Ein früheres Blatt noch fünf Wochen aufheben: Ältere Sicherungen öffnet nur dieses."
        )
    lines = [f"Das Wiederherstellungsblatt Nr. {sheet.key.number} gilt ab jetzt.", "Als Nächstes:"]
    lines += [f"{number}. {step}" for number, step in enumerate(steps, start=1)]
    return Answer({"out": str(out), "number": sheet.key.number}, "\n".join(lines))


def _key(arguments: argparse.Namespace) -> SecretRecoveryKey | None:
    name = arguments.recovery_key
    return None if name is None else read_recovery_key(name)


def _restore(arguments: argparse.Namespace) -> Answer:
    if arguments.file is None:
        return _list(arguments.home)
    incarnation = restore(arguments.home, Path(arguments.file), _key(arguments))
    text = f"Zurückgeholt. Gab es hier schon eine Datenbank, liegt sie {KEPT_DAYS} Tage daneben."
    text += " Beim nächsten Austausch wird alles"
    return Answer({"incarnation": incarnation}, f"{text} noch einmal abgeglichen.")


def _list(home: Path) -> Answer:
    told = [_described(backup) for backup in kept_backups(home)]
    lines = [line for _, line in told] or [
        "Es gibt noch keine Sicherung. „lotse-desk backup“ macht eine."
    ]
    return Answer({"backups": [data for data, _ in told]}, "\n".join(lines))


def _described(backup: KeptBackup) -> tuple[dict[str, Any], str]:
    data: dict[str, Any] = {
        "path": str(backup.path),
        "made_on": backup.made_on.isoformat(),
        "deleted_on": backup.deleted_on.isoformat(),
        "size": backup.size,
    }
    size = f"{max(1, round(backup.size / _MEGABYTE))} MB"
    line = f"{backup.made_on:%d.%m.%Y}  {size:>7}  "
    gone = f"gelöscht am {backup.deleted_on:%d.%m.%Y}"
    if backup.paper is not None:
        day = backup.paper.day
        data |= {"paper": backup.paper.number, "paper_day": day.isoformat() if day else None}
        when = f" vom {day:%d.%m.%Y}" if day else ""
        facts = f"verschlossen, öffnet das Blatt{when}, Nr. {backup.paper.number}"
        return data, f"{line}{facts}, {gone}\n            {backup.path}"
    try:
        content = content_of(backup.path)
    except Fault as fault:
        return {**data, "unreadable": fault.kind}, f"{line}nicht lesbar  {backup.path}"
    facts = f"{content.name}: {contacts(content.open_contacts)} noch nicht bestätigt, "
    facts += f"Ausgabe {content.release}" if content.release else "noch keine Ausgabe"
    return {**data, **asdict(content)}, f"{line}{facts}, {gone}\n            {backup.path}"


def _recover(arguments: argparse.Namespace) -> Answer:
    done = recover(arguments.home, today(), _key(arguments))
    data = {
        "incarnation": done.incarnation,
        "set_aside": done.set_aside,
        "backup": None if done.backup is None else str(done.backup.path),
        "missing_events": done.missing_events,
        "tables": [asdict(account) for account in done.tables],
    }
    return Answer(data, "\n".join(recovered_lines(done)))
