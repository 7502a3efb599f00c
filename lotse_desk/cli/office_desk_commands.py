"""Commands of the office about its desks: enrolling, revoking, listing them and their reminders."""

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lotse_desk.cli.answer import Answer, german_day
from lotse_desk.cli.problem_lines import printable
from lotse_desk.home.clock import today
from lotse_desk.home.home import open_home
from lotse_desk.office import desk_list
from lotse_desk.office.desk_list import SILENT_DAYS, ListedDesk, list_desks, note_still_working
from lotse_desk.office.enrolment import Enrolled, enrol_file, enrol_list, revoke

SHOWN = 6
"""So many digits of an id are shown where it only has to be told from others, or typed."""


def register(acts: Any, common: argparse.ArgumentParser) -> None:
    """Add `enrol`, `revoke` and `desks`."""
    enrol = acts.add_parser("enrol", parents=[common], help="einen Platz oder eine Liste anmelden")
    enrol.add_argument("file", metavar="DATEI")
    enrol.add_argument("--fingerprint", metavar="ZIFFERN")
    enrol.add_argument(
        "--replaces", metavar="KENNUNG", help="der Platz, an dessen Stelle er tritt, wird gesperrt"
    )
    enrol.set_defaults(run=_enrol)
    revocation = acts.add_parser("revoke", parents=[common], help="einen Platz sperren")
    revocation.add_argument("desk", metavar="KENNUNG")
    revocation.set_defaults(run=_revoke)
    desks = acts.add_parser(
        "desks", parents=[common], help="alle Plätze, was von ihnen da ist, woran zu denken ist"
    )
    desks.add_argument(
        "--seen", metavar="KENNUNG", help="der Platz arbeitet weiter, obwohl ein anderer ihm folgt"
    )
    desks.set_defaults(run=_desks)


def _enrol(arguments: argparse.Namespace) -> Answer:
    path = Path(arguments.file)
    by_list = path.suffix.lower() == ".csv"
    with open_home(arguments.home, writing=True) as home:
        if by_list:
            desks = enrol_list(home, path, today())
        else:
            given, replaces = arguments.fingerprint, arguments.replaces
            desks = [enrol_file(home, path, today(), given, replaces)]
    compared = arguments.fingerprint is not None or by_list
    lines = [line for desk in desks for line in _enrolled(desk, compared=compared)]
    data = {
        "enrolled": [desk.desk for desk in desks],
        "fingerprints": {desk.desk: desk.fingerprint for desk in desks},
        "renamed": {desk.desk: desk.was for desk in desks if desk.was},
        "follows": {d.desk: [one.desk for one in d.follows] for d in desks if d.follows},
        "revoked": [desk.replaced for desk in desks if desk.replaced],
    }
    return Answer(data, "\n".join(lines))


def _enrolled(desk: Enrolled, *, compared: bool) -> list[str]:
    lines = [f"Angemeldet: {desk.name} ({desk.town}), Kennung {desk.desk}."]
    if desk.was:
        lines = [f"Umbenannt: „{desk.was}“ heißt jetzt „{desk.name}“ ({desk.town})."]
    if desk.replaced:
        lines.append(f"Gesperrt: {desk.replaced}. Es gilt mit der nächsten Ausgabe.")
    for one in desk.follows:
        if one.state == "enrolled" and one.desk != desk.replaced:
            lines.append(
                f"Er folgt auf {one.name} ({one.desk[:SHOWN]}). Gibt es den alten Rechner nicht "
                f"mehr: erst alle Sticks einlesen, dann „office revoke {one.desk[:SHOWN]}“."
            )
    if not compared:
        lines.append(f"Fingerabdruck, bitte am Telefon vergleichen: {desk.fingerprint}")
    return lines


def request_line(path: Path, desk: Enrolled) -> str:
    """A request on a medium that waits for somebody to compare its fingerprint."""
    what = "Antrag auf Anmeldung"
    if desk.was:
        what = f"Antrag auf einen neuen Namen (bisher „{desk.was}“)"
    follows = ", ".join(f"{one.name} ({one.desk[:SHOWN]})" for one in desk.follows)
    told = f", folgt auf {follows}" if follows else ""
    place = f"{printable(path)} ({desk.town}, {desk.name}{told})"
    return f"{what}: {place}, Fingerabdruck {desk.fingerprint}"


def _revoke(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        desk = revoke(home, arguments.desk, today())
    return Answer({"revoked": desk}, f"Gesperrt: {desk}. Es gilt mit der nächsten Ausgabe.")


def _desks(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=arguments.seen is not None) as home:
        if arguments.seen is not None:
            note_still_working(home, arguments.seen)
        desks = list_desks(home, today())
    listed = [
        asdict(desk) | {"missing": [{"from": a, "to": b} for a, b in desk.missing]}
        for desk in desks
    ]
    names = {desk.desk: desk.name for desk in desks}
    lines = [line for desk in desks for line in _desk(desk, names)]
    return Answer({"desks": listed}, "\n".join(lines) or "Noch kein Platz angemeldet.")


def _desk(desk: ListedDesk, names: dict[str, str]) -> list[str]:
    batch = "noch kein Stapel"
    if desk.last_batch is not None:
        batch = f"Stapel {desk.last_batch} am {german_day(desk.last_batch_on)}"
    facts = [f"bis {desk.confirmed_up_to} bestätigt", batch]
    facts += [f"es fehlen {a} bis {b}" for a, b in desk.missing]
    facts += ["gesperrt"] if desk.state == "revoked" else []
    if desk.follows:
        facts.append(f"folgt auf {_named(desk.follows, names)}")
    line = f"{desk.desk}  {desk.town}, {desk.name}: {', '.join(facts)}"
    return [line, *(f"   ! {_said(desk, reminder, names)}" for reminder in desk.reminders)]


def _named(desks: Iterable[str], names: dict[str, str]) -> str:
    return ", ".join(f"{names[one]} ({one[:SHOWN]})" for one in desks if one in names)


def _said(desk: ListedDesk, reminder: str, names: dict[str, str]) -> str:
    start, last_seen = desk.desk[:SHOWN], german_day(desk.seen_on)
    return {
        desk_list.NEVER_SEEN: f"Seit der Anmeldung am {german_day(desk.since)} kam noch nie etwas.",
        desk_list.SILENT: f"Seit {desk.silent_days} Tagen kam nichts (zuletzt {last_seen}).",
        desk_list.MISSING: "Es fehlen Einträge. Der Platz soll noch einmal austauschen.",
        desk_list.HELD: f"Stapel, die hier warten, weil davor etwas fehlt: {desk.held}.",
        desk_list.FORKED: "Andere Vorgeschichte (zurückgesetzt oder kopiert). Mit der nächsten "
        "Ausgabe schickt der Platz von selbst alles noch einmal.",
        desk_list.CLONED: f"Geklonter Platz: {desk.copies} Rechner schreiben unter einer Kennung. "
        "Es geht nichts verloren und zählt nichts doppelt. Auf allen bis auf einen: "
        "„lotse-desk desk renew --name …“, dann jeden anmelden.",
        desk_list.REPLACED: f"Auf diesen Platz folgt: {_named(desk.followed_by, names)}. Arbeitet "
        f"der alte Rechner weiter (Kopie), haken Sie es ab: „office desks --seen {start}“. Ist er "
        f"außer Dienst und sind alle Sticks eingelesen, sperren Sie ihn: „office revoke {start}“.",
        desk_list.REVOKED_SENDS: "Gesperrt, und es kam trotzdem etwas von ihm. Rufen Sie dort an.",
        desk_list.LOST: f"Einträge, von denen nur die Nummer kam: {desk.lost}. Ihr Inhalt war am "
        "Platz schon gelöscht; gezählt werden sie nicht.",
    }[reminder]


def reminders_of(desks: Iterable[ListedDesk]) -> dict[str, list[str]]:
    """Ids of desks by what is to be looked after."""
    found: dict[str, list[str]] = {}
    for desk in desks:
        for reminder in desk.reminders:
            found.setdefault(reminder, []).append(desk.desk)
    return found


def reminder_lines(desks: Iterable[ListedDesk]) -> list[str]:
    """One line on silent desks, one on everything else to be looked after."""
    desks = list(desks)
    quiet = {desk_list.NEVER_SEEN, desk_list.SILENT}
    silent = [desk for desk in desks if quiet & set(desk.reminders)]
    others = sum(1 for desk in desks if set(desk.reminders) - quiet)
    lines = []
    if silent:
        names = ", ".join(f"{desk.name} ({desk.town})" for desk in silent[:5])
        more = f" und {len(silent) - 5} weitere" if len(silent) > 5 else ""
        lines.append(f"Seit {SILENT_DAYS} Tagen oder länger kam nichts von: {names}{more}.")
    if others:
        word = "einem Platz" if others == 1 else f"{others} Plätzen"
        lines.append(f"Bei {word} ist etwas zu tun; „office desks“ sagt, was.")
    return lines
