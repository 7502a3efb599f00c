"""The command about the home itself: check."""

import argparse
import contextlib
import re
from dataclasses import replace
from typing import Any

from lotse_desk.cli.answer import Answer, contacts
from lotse_desk.desk.lone_retention import deletion_ahead, note_shown
from lotse_desk.domain.faults import Fault
from lotse_desk.home.check import Finding, Weight, check_home
from lotse_desk.home.clock import today
from lotse_desk.home.home import DESK, OFFICE, open_home
from lotse_desk.home.system_words import in_german
from lotse_desk.office.office_keys import keys_still_here

_FINDINGS = {
    "role": "Rolle: {fact}",
    "database": "Datenbank: {fact}",
    "key": "Schlüssel {fact}",
    "integrity": "Die Datenbank ist nicht in Ordnung: {fact}",
    "temporary-folder": "Der Ordner {fact} ist ein Ordner für Vorübergehendes; "
    "das System darf ihn leeren.",
    "copy": "Frühere Datenbank: {fact}",
    "backup": "Sicherung: {fact}",
    "backup-newest": "Neueste Sicherung: {fact}",
    "backup-old": "Die neueste Sicherung ist zu alt ({fact}). Machen Sie mit „backup“ eine neue.",
    "backup-missing": "In {fact} liegt noch keine Sicherung. Das Fenster macht jeden Tag eine, "
    "„backup“ sofort.",
    "backup-folder": "Zweiter Ordner für Sicherungen: {fact}",
    "backup-folder-gone": "Der zweite Ordner für Sicherungen ist nicht erreichbar: {fact}",
    "recovery-sheet": "Wiederherstellungsblatt für die Sicherungen im zweiten Ordner: {fact}",
    "recovery-sheet-missing": "In {fact} kommt keine Sicherung, solange es kein "
    "Wiederherstellungsblatt gibt: „backup --sheet DATEI.pdf“.",
    "key-missing": "Der Schlüssel „{fact}“ fehlt; „desk renew“ meldet den Platz neu an.",
    "key-of-another": "Der Schlüssel „{fact}“ gehört nicht zu diesem Platz; „desk renew“ meldet "
    "ihn neu an.",
    "deletion-ahead": "Ohne Leitstelle bleiben einzelne Kontakte dreizehn Monate; dann werden sie "
    "gelöscht, die Summen des Hauses bleiben: {fact}",
    "shared": "Gemeinsamer Datenordner der Gruppe {fact}",
    "no-common-group": "In {fact} bekommen neue Dateien nicht die Gruppe des Ordners. Setzen Sie "
    "das Gruppenbit („chmod g+s“), sonst kann ein anderes Konto stehen bleiben.",
    "open-to-all": "{fact} dürfen alle Konten dieses Rechners benutzen („chmod o-rwx“ nimmt ihnen "
    "das Recht).",
    "office-key-missing": "Der Schlüssel {fact} fehlt auf diesem Rechner; was zu tun ist, sagt "
    "„lotse-desk office keys“.",
    "office-backup-missing": "In {fact} liegt noch keine Sicherung. „office intake“ macht jeden "
    "Tag eine, „backup“ sofort.",
    "root-keys-here": "An diesem Rechner liegt noch ein Schlüssel, der weggeschlossen gehört: "
    "{fact}",
}

_OFFICE_KEYS = {
    "office-release": "für Ausgaben",
    "office-seal": "für Umschläge der Plätze",
}

_PLACES = {"file": "in einer Datei", "keystore": "im Schlüsselspeicher dieses Kontos"}
_ROLES = {DESK: "Platz", OFFICE: "Leitstelle"}

_MARKS = {Weight.FACT: "   ", Weight.WARNING: "!  ", Weight.BROKEN: "!! "}


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `check`."""
    check = commands.add_parser("check", parents=[common], help="alles in Ordnung? wo liegt was?")
    check.set_defaults(run=_check)


def _check(arguments: argparse.Namespace) -> Answer:
    findings = check_home(arguments.home)
    with open_home(arguments.home, writing=False) as home:
        if home.role == OFFICE:
            lying = keys_still_here(home)
            findings = [
                replace(finding, code=f"office-{finding.code}")
                if finding.code in ("key-missing", "backup-missing")
                else finding
                for finding in findings
            ]
            findings += [Finding("root-keys-here", Weight.WARNING, str(path)) for path in lying]
        elif ahead := deletion_ahead(home, today()):
            fact = f"{contacts(ahead.contacts)} von vor {ahead.before_week}, ab {ahead.on_date}"
            findings.append(Finding("deletion-ahead", Weight.WARNING, fact))
    if any(finding.code == "deletion-ahead" for finding in findings):
        with contextlib.suppress(Fault), open_home(arguments.home, writing=True, wait=0) as home:
            note_shown(home, today())
    sound = not any(finding.weight is Weight.BROKEN for finding in findings)
    listed = [
        {"code": finding.code, "weight": finding.weight, "fact": finding.fact}
        for finding in findings
    ]
    lines = [
        _MARKS[finding.weight] + _FINDINGS[finding.code].format(fact=_in_words(finding))
        for finding in findings
    ]
    lines.append("In Ordnung." if sound else "Nicht in Ordnung: bitte die Zeilen mit „!!“ lesen.")
    return Answer({"ok": sound, "findings": listed}, "\n".join(lines))


def _in_words(finding: Finding) -> str:
    """The fact as people read it, with the keys of an office by what they are for."""
    if finding.code == "role":
        return _ROLES.get(finding.fact, finding.fact)
    if finding.code == "integrity":
        link = re.fullmatch(r"event (\d+)", finding.fact)
        if link:
            return f"Eintrag {link[1]} passt nicht zu dem davor"
        return in_german(finding.fact)
    if finding.code not in ("key", "office-key-missing"):
        return finding.fact
    name, _, place = finding.fact.partition(": ")
    whose = _OFFICE_KEYS.get(name.rpartition("-")[0], name)
    return f"{whose}: {_PLACES.get(place, place)}" if place else whose
