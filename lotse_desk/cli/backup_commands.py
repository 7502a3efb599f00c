"""Commands about backups: backup, restore, recover."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lotse_desk.cli.answer import Answer, contacts
from lotse_desk.domain.faults import Fault, InvalidValue
from lotse_desk.home.backup import back_up, restore
from lotse_desk.home.backup_places import places, put_second_folder
from lotse_desk.home.backups import (
    KeptBackup,
    content_of,
    kept_backups,
    make_backup_now,
    make_due_backup,
)
from lotse_desk.home.clock import today
from lotse_desk.home.fault_sentences import sentence
from lotse_desk.home.old_copies import KEPT_DAYS
from lotse_desk.home.recovery import Recovered, recover

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
    backup.set_defaults(run=_backup)
    back = commands.add_parser("restore", parents=[common], help="eine Sicherung zurückholen")
    back.add_argument("file", metavar="DATEI", nargs="?", help="ohne: alle Sicherungen zeigen")
    back.set_defaults(run=_restore)
    recovery = commands.add_parser(
        "recover", parents=[common], help="eine beschädigte Datenbank retten"
    )
    recovery.set_defaults(run=_recover)


def due_backup_lines(home: Path) -> list[str]:
    """Make today's backup where it is missing; what stands in its way never stops the work."""
    try:
        make_due_backup(home, today())
    except Fault as fault:
        return [f"Die Sicherung von heute ist nicht gelungen. {sentence(fault)}"]
    return []


def _backup(arguments: argparse.Namespace) -> Answer:
    named = arguments.folder is not None or arguments.no_folder
    if named and (arguments.file is not None or (arguments.no_folder and arguments.folder)):
        raise InvalidValue("path", arguments.file or arguments.folder, "DATEI oder ein Ordner")
    if arguments.file is not None:
        back_up(arguments.home, Path(arguments.file))
        return Answer({"out": arguments.file}, f"Gesichert und geprüft: {arguments.file}")
    if named:
        put_second_folder(arguments.home, Path(arguments.folder) if arguments.folder else None)
    made = make_backup_now(arguments.home, today())
    second = places(arguments.home).second
    also = None if second is None else second / made.name
    lines = [f"Gesichert und geprüft: {made}"]
    lines += [] if also is None else [f"Ebenso: {also}"]
    data = {"out": str(made), "second": None if also is None else str(also)}
    return Answer(data, "\n".join(lines))


def _restore(arguments: argparse.Namespace) -> Answer:
    if arguments.file is None:
        return _list(arguments.home)
    incarnation = restore(arguments.home, Path(arguments.file))
    text = f"Zurückgeholt. Die bisherige Datenbank liegt {KEPT_DAYS} Tage daneben."
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
    try:
        content = content_of(backup.path)
    except Fault as fault:
        return {**data, "unreadable": fault.kind}, f"{line}nicht lesbar  {backup.path}"
    facts = f"{content.name}: {contacts(content.open_contacts)} noch nicht bestätigt, "
    facts += f"Ausgabe {content.release}" if content.release else "noch keine Ausgabe"
    gone = f"gelöscht am {backup.deleted_on:%d.%m.%Y}"
    return {**data, **asdict(content)}, f"{line}{facts}, {gone}\n            {backup.path}"


def _recover(arguments: argparse.Namespace) -> Answer:
    done = recover(arguments.home, today())
    data = {
        "incarnation": done.incarnation,
        "set_aside": done.set_aside,
        "backup": None if done.backup is None else str(done.backup.path),
        "missing_events": done.missing_events,
        "tables": [asdict(account) for account in done.tables],
    }
    return Answer(data, "\n".join(_recovered(done)))


def _recovered(done: Recovered) -> list[str]:
    if done.backup is None:
        lines = ["Es gab keine brauchbare Sicherung; der Platz ist aus der Datei neu aufgebaut."]
    else:
        lines = [f"Zurückgeholt: die Sicherung vom {done.backup.made_on:%d.%m.%Y}."]
    for account in done.tables:
        if account.taken or account.unreadable:
            lines.append(
                f"{account.table}: {account.read} gelesen, {account.unreadable} Stellen "
                f"unlesbar, {account.taken} dazugekommen"
            )
    if done.missing_events:
        lines.append(f"Für immer verloren: {done.missing_events} Einträge früherer Tage.")
    if done.set_aside:
        lines.append(
            f"Die beschädigte Datei liegt unverändert als {done.set_aside} daneben, "
            f"{KEPT_DAYS} Tage."
        )
    lines.append("Beim nächsten Austausch wird alles noch einmal abgeglichen.")
    return lines
