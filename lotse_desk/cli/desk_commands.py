"""Commands about a desk as a place of the exchange: renewed, renamed, moved, copied, given up."""

import argparse
from pathlib import Path
from typing import Any

from lotse_desk.cli.answer import Answer
from lotse_desk.cli.problem_lines import named, problem_line
from lotse_desk.desk.enrolment import (
    STATE,
    DeskIdentity,
    earlier_desks,
    has_key,
    identity,
    renew_identity,
)
from lotse_desk.desk.place import (
    make_new_place,
    rename_place,
    require_handed_over,
    waiting_here,
)
from lotse_desk.desk.rescue import rescue_batches
from lotse_desk.desk.rollout import check_list, check_medium, leave_request_at, note_in_list
from lotse_desk.home.home import DESK, Home, open_home
from lotse_desk.home.house import House
from lotse_desk.home.moved_home import settle_here

_STATES = {
    "": "noch nicht angemeldet",
    "unknown": "noch nicht angemeldet",
    "enrolled": "angemeldet",
    "revoked": "gesperrt",
}


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `desk` with its own commands, and `rescue`."""
    desk = commands.add_parser("desk", parents=[common], help="dieser Platz und seine Anmeldung")
    acts = desk.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    show = acts.add_parser("show", parents=[common], help="Kennung, Fingerabdruck, was offen ist")
    show.set_defaults(run=_show)
    request = acts.add_parser("request", parents=[common], help="den Antrag gleich ablegen")
    request.add_argument("medium", metavar="ORDNER")
    request.add_argument("--list", metavar="DATEI", help="Fingerabdruck in diese Liste schreiben")
    request.set_defaults(run=_request)
    renew = acts.add_parser(
        "renew", parents=[common], help="neu anmelden: Schlüssel fehlt oder ist kopiert"
    )
    renew.add_argument("--name", metavar="PLATZ", help="heißt ab jetzt so")
    add_rollout(renew)
    renew.set_defaults(run=_renew)
    rename = acts.add_parser("rename", parents=[common], help="der Platz heißt anders")
    rename.add_argument("name", metavar="PLATZ")
    add_rollout(rename)
    rename.set_defaults(run=_rename)
    moved = acts.add_parser(
        "moved", parents=[common], help="derselbe Platz, der Ordner kam von einem anderen Rechner"
    )
    moved.set_defaults(run=_moved)
    new = acts.add_parser(
        "new-place", parents=[common], help="ein neuer Platz, der Ordner ist eine Kopie"
    )
    new.add_argument("--name", required=True, metavar="PLATZ", help="ein Ort, keine Person")
    new.add_argument("--town", metavar="STADT", help="Kürzel wie „herten“")
    new.add_argument("--house", metavar="NAME", help="Name des Hauses für den Zettel")
    new.add_argument("--callback", default="", metavar="NUMMER", help="Rückrufnummer des Hauses")
    new.add_argument(
        "--original-has-all",
        action="store_true",
        help="der Platz, von dem die Kopie stammt, hat alle Einträge noch",
    )
    add_rollout(new)
    new.set_defaults(run=_new_place)
    leave = acts.add_parser(
        "leave", parents=[common], help="darf dieser Platz aufgegeben werden? ändert nichts"
    )
    leave.set_defaults(run=_leave)
    rescue = commands.add_parser(
        "rescue", parents=[common], help="letzte Stapel retten, auch ohne lesbare Datenbank"
    )
    rescue.add_argument("medium", metavar="ORDNER")
    rescue.set_defaults(run=_rescue)


def add_rollout(parser: argparse.ArgumentParser) -> None:
    """Add `--request` and `--list`, for whoever sets up many desks."""
    parser.add_argument("--request", metavar="ORDNER", help="den Antrag gleich dort ablegen")
    parser.add_argument("--list", metavar="DATEI", help="Fingerabdruck in diese Liste schreiben")


def check_rollout(arguments: argparse.Namespace) -> None:
    """Before anything is changed: can the request and the list be written at all?"""
    if arguments.request:
        check_medium(Path(arguments.request), arguments.home)
    if arguments.list:
        check_list(Path(arguments.list))


def roll_out(
    arguments: argparse.Namespace, home: Home, made: DeskIdentity
) -> tuple[dict[str, str | None], list[str]]:
    """Leave the request and note the fingerprint where asked; data and lines of the answer."""
    data: dict[str, str | None] = {}
    lines: list[str] = []
    if arguments.request:
        data["request"] = leave_request_at(home, Path(arguments.request))
        lines.append(f"Der Antrag liegt in {arguments.request} ({data['request']}).")
    if arguments.list:
        note_in_list(Path(arguments.list), home, made)
        data["list"] = arguments.list
        lines.append(f"Der Fingerabdruck steht in {arguments.list}.")
    return data, lines


def _identified(home: Home, made: DeskIdentity) -> dict[str, Any]:
    return {"id": made.id, "fingerprint": made.fingerprint, "town": home.town, "name": home.name}


def _show(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=False) as home:
        home.require(DESK)
        made, waiting, key = identity(home), waiting_here(home), has_key(home)
        state, before = home.settings.get(STATE), earlier_desks(home)
        data = {
            **_identified(home, made),
            "state": state or "unknown",
            "key": key,
            "earlier": list(before),
            "open_events": waiting.events,
            "open_today": waiting.entries_of_today + waiting.codes_of_today,
        }
        lines = [
            f"{home.name} ({home.town}), {_STATES[state]}",
            f"Kennung: {made.id}",
            f"Fingerabdruck: {made.fingerprint}",
            f"Nicht bestätigt: {waiting.events} Einträge; von heute: {data['open_today']}.",
        ]
    if not key:
        lines.append("Der Schlüssel fehlt: „lotse-desk desk renew“ meldet den Platz neu an.")
    return Answer(data, "\n".join(lines))


def _request(arguments: argparse.Namespace) -> Answer:
    arguments.request = arguments.medium
    check_rollout(arguments)
    with open_home(arguments.home, writing=True) as home:
        home.require(DESK)
        made = identity(home)
        data, lines = roll_out(arguments, home, made)
        lines = [f"Fingerabdruck: {made.fingerprint}", *lines]
        return Answer({**_identified(home, made), **data}, "\n".join(lines))


def _renew(arguments: argparse.Namespace) -> Answer:
    check_rollout(arguments)
    with open_home(arguments.home, writing=True) as home:
        made = renew_identity(home, arguments.name)
        data, lines = roll_out(arguments, home, made)
        lines = [
            f"„{home.name}“ hat Kennung und Schlüssel neu. Alles Gezählte bleibt.",
            f"Fingerabdruck: {made.fingerprint}",
            *lines,
            "Der nächste Austausch hinterlässt den Antrag; danach zählt alles weiter, einmal.",
        ]
        return Answer({**_identified(home, made), **data}, "\n".join(lines))


def _rename(arguments: argparse.Namespace) -> Answer:
    check_rollout(arguments)
    with open_home(arguments.home, writing=True) as home:
        made = rename_place(home, arguments.name)
        data, lines = roll_out(arguments, home, made)
        lines = [
            f"Der Platz heißt jetzt „{home.name}“. Schlüssel und Kennung bleiben.",
            f"Neuer Fingerabdruck: {made.fingerprint}",
            *lines,
            "Der nächste Austausch hinterlässt einen Antrag; die Leitstelle ändert dann den Namen.",
        ]
        return Answer({**_identified(home, made), **data}, "\n".join(lines))


def _moved(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=False) as home:
        home.require(DESK)
    incarnation = settle_here(arguments.home)
    with open_home(arguments.home, writing=False) as home:
        key = has_key(home)
    lines = [
        "Der Platz geht auf diesem Rechner weiter. Auf dem alten darf niemand mehr damit arbeiten.",
        "Beim nächsten Austausch wird alles noch einmal abgeglichen.",
    ]
    if not key:
        lines.append("Der Schlüssel kam nicht mit: „lotse-desk desk renew“ meldet ihn neu an.")
    return Answer({"incarnation": incarnation, "key": key}, "\n".join(lines))


def _new_place(arguments: argparse.Namespace) -> Answer:
    check_rollout(arguments)
    house = None
    if arguments.house is not None:
        house = House(arguments.house, arguments.callback)
    make_new_place(
        arguments.home,
        name=arguments.name,
        town=arguments.town,
        house=house,
        original_has_all=arguments.original_has_all,
    )
    with open_home(arguments.home, writing=True) as home:
        made = identity(home)
        data, lines = roll_out(arguments, home, made)
        lines = [
            f"„{home.name}“ ist ein neuer Platz mit leerer Zählung; das Verzeichnis bleibt.",
            f"Fingerabdruck: {made.fingerprint}",
            *lines,
        ]
        return Answer({**_identified(home, made), **data}, "\n".join(lines))


def _leave(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=False) as home:
        home.require(DESK)
        require_handed_over(home)
    text = "Die Leitstelle hat alles bestätigt. Der Platz darf aufgegeben und gesperrt werden."
    return Answer({"handed_over": True}, text)


def _rescue(arguments: argparse.Namespace) -> Answer:
    done = rescue_batches(arguments.home, Path(arguments.medium))
    lines = [f"{done.copied} Stapel gerettet und geprüft, {done.there_already} waren schon da."]
    lines += [problem_line(name, reason) for name, reason in done.problems]
    data = {
        "files": done.copied,
        "there_already": done.there_already,
        "problems": named(done.problems),
    }
    return Answer(data, "\n".join(lines))
