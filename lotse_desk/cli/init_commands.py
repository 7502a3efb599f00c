"""The command `init`: a new home for a desk or an office."""

import argparse
from pathlib import Path
from typing import Any

from lotse_desk.cli.answer import Answer
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.home.home import DESK, OFFICE
from lotse_desk.home.house import House
from lotse_desk.office.setup import set_up_office


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
    desk.add_argument("--empty", action="store_true", help="ohne Starter-Verzeichnis")
    desk.set_defaults(run=_desk)
    office = roles.add_parser("office", parents=[common], help="die Leitstelle einrichten")
    office.add_argument("--name", required=True, metavar="NAME")
    office.add_argument(
        "--keys", metavar="ORDNER", help="für Wurzel- und Wiederherstellungs-Schlüssel"
    )
    office.add_argument("--empty", action="store_true", help="ohne Starter-Verzeichnis")
    office.set_defaults(run=_office)


def _desk(arguments: argparse.Namespace) -> Answer:
    made = set_up_desk(
        arguments.home,
        town=arguments.town,
        name=arguments.name,
        house=House(arguments.house, arguments.callback),
        empty=arguments.empty,
    )
    text = (
        f"Der Platz „{arguments.name}“ ist eingerichtet: {arguments.home}\n"
        f"Fingerabdruck: {made.fingerprint}\n"
        "Der erste Austausch („sync“) hinterlässt den Antrag auf Anmeldung."
    )
    return Answer({"role": DESK, "id": made.id, "fingerprint": made.fingerprint}, text)


def _office(arguments: argparse.Namespace) -> Answer:
    keys = Path(arguments.keys) if arguments.keys else None
    made = set_up_office(
        arguments.home, name=arguments.name, keys_folder=keys, empty=arguments.empty
    )
    text = (
        f"Die Leitstelle ist eingerichtet: {arguments.home}\n"
        f"Fingerabdruck: {made.fingerprint}\n"
        "Nehmen Sie Wurzel- und Wiederherstellungs-Schlüssel von diesem Rechner und drucken Sie "
        "das Wiederherstellungsblatt („check“ sagt, wo sie liegen)."
    )
    return Answer({"role": OFFICE, "id": made.id, "fingerprint": made.fingerprint}, text)
