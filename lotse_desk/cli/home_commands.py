"""Commands about the home itself: check, backup, restore."""

import argparse
from pathlib import Path
from typing import Any

from lotse_desk.cli.answer import Answer
from lotse_desk.home.backup import back_up, restore
from lotse_desk.home.check import check_home

_FINDINGS = {
    "role": "Rolle: {fact}",
    "database": "Datenbank: {fact}",
    "keys": "Schlüssel: {fact}",
    "incarnation": "Inkarnation: {fact}",
    "integrity": "Die Datenbank ist nicht in Ordnung: {fact}",
    "temporary-folder": "Der Ordner {fact} ist ein Ordner für Vorübergehendes; "
    "das System darf ihn leeren.",
    "keys-missing": "Der Schlüssel „{fact}“ fehlt; der Platz muss neu eingeschrieben werden.",
    "root-keys-here": "Die Wurzelschlüssel liegen noch auf diesem Rechner: {fact}. "
    "Bringen Sie sie an einen anderen Ort.",
}


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `check`, `backup` and `restore`."""
    check = commands.add_parser("check", parents=[common], help="alles in Ordnung? wo liegt was?")
    check.set_defaults(run=_check)
    backup = commands.add_parser("backup", parents=[common], help="eine geprüfte Kopie schreiben")
    backup.add_argument("file", metavar="DATEI")
    backup.set_defaults(run=_backup)
    back = commands.add_parser("restore", parents=[common], help="eine Sicherung zurückholen")
    back.add_argument("file", metavar="DATEI")
    back.set_defaults(run=_restore)


def _check(arguments: argparse.Namespace) -> Answer:
    findings = check_home(arguments.home)
    sound = all(finding.sound for finding in findings)
    listed = [
        {"code": finding.code, "sound": finding.sound, "fact": finding.fact} for finding in findings
    ]
    lines = [
        f"{'  ' if finding.sound else '! '}{_FINDINGS[finding.code].format(fact=finding.fact)}"
        for finding in findings
    ]
    lines.append("Alles in Ordnung." if sound else "Bitte kümmern Sie sich um die Zeilen mit „!“.")
    return Answer({"ok": sound, "findings": listed}, "\n".join(lines))


def _backup(arguments: argparse.Namespace) -> Answer:
    back_up(arguments.home, Path(arguments.file))
    return Answer({"out": arguments.file}, f"Gesichert und geprüft: {arguments.file}")


def _restore(arguments: argparse.Namespace) -> Answer:
    incarnation = restore(arguments.home, Path(arguments.file))
    text = "Zurückgeholt. Die bisherige Datenbank liegt daneben. Beim nächsten Austausch wird alles"
    return Answer({"incarnation": incarnation}, f"{text} noch einmal abgeglichen.")
