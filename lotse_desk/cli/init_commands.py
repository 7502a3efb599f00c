"""The command `init`: a new home for a desk or an office."""

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from lotse_desk.cli.answer import Answer
from lotse_desk.cli.desk_commands import add_rollout, check_rollout, roll_out
from lotse_desk.cli.key_commands import add_root_keys
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.domain.faults import InvalidValue
from lotse_desk.home.home import DESK, OFFICE, open_home
from lotse_desk.home.house import House
from lotse_desk.office.rebuild import rebuild_office
from lotse_desk.office.setup import SHEET_PDF, set_up_office


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `init desk` and `init office`."""
    init = commands.add_parser("init", parents=[common], help="einen Platz oder eine Leitstelle")
    roles = init.add_subparsers(title="Rollen", metavar="ROLLE", required=True)
    desk = roles.add_parser(
        "desk", parents=[common], help="einen Platz an einem Empfang einrichten"
    )
    desk.add_argument("--town", required=True, metavar="STADT", help="Kürzel wie „herten“")
    desk.add_argument("--name", required=True, metavar="PLATZ", help="ein Ort, keine Person")
    desk.add_argument("--house", default="", metavar="NAME", help="Name des Hauses für den Zettel")
    desk.add_argument("--callback", default="", metavar="NUMMER", help="Rückrufnummer des Hauses")
    desk.add_argument("--address", default="", metavar="STRASSE", help="wo das Haus steht")
    desk.add_argument("--empty", action="store_true", help="ohne Starter-Verzeichnis")
    add_rollout(desk)
    desk.set_defaults(run=_desk)
    office = roles.add_parser("office", parents=[common], help="die Leitstelle einrichten")
    office.add_argument("--name", default="", metavar="NAME")
    office.add_argument(
        "--keys", metavar="ORDNER", help="für Wurzel- und Wiederherstellungs-Schlüssel"
    )
    office.add_argument("--empty", action="store_true", help="ohne Starter-Verzeichnis")
    office.add_argument(
        "--from-release",
        metavar="DATEI",
        help="ohne Rechner und ohne Sicherung: aus einer Ausgabe oder einem Ordner mit Ausgaben",
    )
    add_root_keys(office, required=False)
    office.add_argument("--recovery-key", metavar="DATEI")
    office.set_defaults(run=_office)


def _desk(arguments: argparse.Namespace) -> Answer:
    check_rollout(arguments)
    made = set_up_desk(
        arguments.home,
        town=arguments.town,
        name=arguments.name,
        house=House(arguments.house, arguments.callback, arguments.address),
        empty=arguments.empty,
    )
    data: dict[str, str | None] = {}
    lines: list[str] = []
    if arguments.request or arguments.list:
        with open_home(arguments.home, writing=True) as home:
            data, lines = roll_out(arguments, home, made)
    lines = [
        f"Der Platz „{arguments.name}“ ist eingerichtet: {arguments.home}",
        f"Fingerabdruck: {made.fingerprint}",
        *(lines or ["Der erste Austausch („sync“) hinterlässt den Antrag auf Anmeldung."]),
    ]
    answered = {"role": DESK, "id": made.id, "fingerprint": made.fingerprint, **data}
    return Answer(answered, "\n".join(lines))


def _office(arguments: argparse.Namespace) -> Answer:
    if arguments.from_release:
        return _rebuilt(arguments)
    keys = Path(arguments.keys) if arguments.keys else None
    made = set_up_office(
        arguments.home, name=arguments.name, keys_folder=keys, empty=arguments.empty
    )
    text = (
        f"Die Leitstelle ist eingerichtet: {arguments.home}\n"
        f"Fingerabdruck: {made.fingerprint}\n"
        f"Die Schlüssel liegen in {made.key_files[0].parent}. Drucken Sie dort {SHEET_PDF}, "
        "nehmen Sie alle Dateien dieses Ordners auf einen eigenen Stick, löschen Sie sie hier, und "
        "schließen Sie Blatt und Stick getrennt vom Rechner ein."
    )
    data = {"role": OFFICE, "id": made.id, "fingerprint": made.fingerprint}
    return Answer(data | {"keys_here": [*map(str, made.key_files)]}, text)


def _rebuilt(arguments: argparse.Namespace) -> Answer:
    if not arguments.root_key or not arguments.recovery_key:
        raise InvalidValue("path", "", "--root-key DATEI und --recovery-key DATEI")
    made = rebuild_office(
        arguments.home,
        Path(arguments.from_release),
        [Path(name) for name in arguments.root_key],
        Path(arguments.recovery_key),
        arguments.name or None,
    )
    text = (
        f"Die Leitstelle „{made.name}“ ist wieder da, Stand Ausgabe {made.release} vom "
        f"{dt.date.fromisoformat(made.on_date):%d.%m.%Y}, mit {made.desks} Plätzen: "
        f"{arguments.home}\n"
        f"Fingerabdruck, bitte mit dem Blatt vergleichen: {made.identity.fingerprint}\n"
        "Als Nächstes:\n"
        "1. Jeden Stick einlesen: „lotse-desk office intake ORDNER --recovery-key DATEI“.\n"
        "2. „lotse-desk office publish ORDNER“ auf jeden Stick. Danach schicken die Plätze alles "
        "noch einmal, was sie noch haben.\n"
        "3. Wurzelschlüssel und Wiederherstellungs-Schlüssel wieder einschließen."
    )
    data = {
        "role": OFFICE,
        "id": made.identity.id,
        "fingerprint": made.identity.fingerprint,
        "release": made.release,
        "desks": made.desks,
    }
    return Answer(data, text)
