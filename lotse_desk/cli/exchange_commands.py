"""Commands of the exchange: sync, carry, and the office's enrolment, intake and publication."""

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lotse_desk.cli.answer import Answer, contacts
from lotse_desk.desk.exchange import Synced, sync
from lotse_desk.desk.exchange_state import note_exchange
from lotse_desk.desk.missed_words import waiting_words
from lotse_desk.home.carrying import carry_files
from lotse_desk.home.clock import now, today
from lotse_desk.home.exchange_sentences import reason_sentence
from lotse_desk.home.home import open_home
from lotse_desk.office.desk_list import ListedDesk, list_desks
from lotse_desk.office.enrolment import (
    Enrolled,
    enrol_file,
    enrol_list,
    revoke,
    waiting_requests,
)
from lotse_desk.office.intake import Taken, take_in
from lotse_desk.office.publish import Published, publish


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `sync` and `carry`."""
    exchange = commands.add_parser(
        "sync", parents=[common], help="Stick oder Freigabe: Neues holen, Neues ablegen"
    )
    exchange.add_argument("medium", metavar="ORDNER")
    exchange.add_argument("--office-fingerprint", metavar="ZIFFERN")
    exchange.set_defaults(run=_sync)
    carry = commands.add_parser("carry", parents=[common], help="unsere Dateien weitertragen")
    carry.add_argument("source", metavar="VON")
    carry.add_argument("target", metavar="NACH")
    carry.set_defaults(run=_carry)


def register_office(acts: Any, common: argparse.ArgumentParser) -> None:
    """Add what `office` does in the exchange."""
    enrol = acts.add_parser("enrol", parents=[common], help="einen Platz oder eine Liste anmelden")
    enrol.add_argument("file", metavar="DATEI")
    enrol.add_argument("--fingerprint", metavar="ZIFFERN")
    enrol.set_defaults(run=_enrol)
    revocation = acts.add_parser("revoke", parents=[common], help="einen Platz sperren")
    revocation.add_argument("desk", metavar="KENNUNG")
    revocation.set_defaults(run=_revoke)
    desks = acts.add_parser("desks", parents=[common], help="alle Plätze und was von ihnen da ist")
    desks.set_defaults(run=_desks)
    intake = acts.add_parser("intake", parents=[common], help="Stapel der Plätze einlesen")
    intake.add_argument("medium", metavar="ORDNER")
    intake.set_defaults(run=_intake)
    publication = acts.add_parser("publish", parents=[common], help="eine Ausgabe herausgeben")
    publication.add_argument("medium", metavar="ORDNER")
    publication.set_defaults(run=_publish)


def _sync(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        done = sync(home, Path(arguments.medium), now(), arguments.office_fingerprint)
        note_exchange(home, today())
        waiting = len(waiting_words(home))
    data = {
        "enrolled": done.enrolled,
        "taken": {"release": done.release},
        "left": {
            "batch": done.left.batch,
            "events": done.left.events,
            "contacts": done.left.contacts,
        },
        "confirmed_up_to": done.confirmed_up_to,
        "problems": [asdict(problem) for problem in done.problems],
        "request": done.request,
        "office_fingerprint": done.office_fingerprint,
        "kept_local": done.kept_local,
        "words_waiting": waiting,
    }
    lines = _said(done)
    if waiting:
        lines.append(
            f"Noch nicht angesehen und darum nicht mitgegeben: {waiting} Wörter ohne Treffer "
            "(„lotse-desk log words“)."
        )
    return Answer(data, "\n".join(lines))


def _said(done: Synced) -> list[str]:
    lines: list[str] = []
    if done.release is not None:
        lines.append(f"Ausgabe {done.release} übernommen.")
    if done.kept_local:
        lines.append(f"{done.kept_local} Einträge, die nur hier eingelesen wurden, bleiben.")
    if done.request is not None and not done.enrolled:
        lines.append(
            "Dieser Platz ist noch nicht angemeldet. Der Antrag liegt auf dem Medium "
            f"({done.request}); die Leitstelle meldet ihn an."
        )
    if done.left.events:
        lines.append(f"{contacts(done.left.contacts)} geschrieben und geprüft.")
    elif done.enrolled:
        lines.append("Nichts Neues abzulegen.")
    if done.office_fingerprint:
        lines.append(
            f"Fingerabdruck der Leitstelle, bitte am Telefon vergleichen: {done.office_fingerprint}"
        )
    lines += [_problem(problem.file, problem.reason) for problem in done.problems]
    if done.left.events or done.request:
        lines.append("Sie können den Stick abziehen.")
    return lines


def _carry(arguments: argparse.Namespace) -> Answer:
    done = carry_files(Path(arguments.source), Path(arguments.target), arguments.home)
    lines = [f"{done.copied} Dateien kopiert und geprüft, {done.there_already} waren schon da."]
    lines += [_problem(name, reason) for name, reason in done.problems]
    data = {
        "files": done.copied,
        "there_already": done.there_already,
        "problems": _named(done.problems),
    }
    return Answer(data, "\n".join(lines))


def _enrol(arguments: argparse.Namespace) -> Answer:
    path = Path(arguments.file)
    with open_home(arguments.home, writing=True) as home:
        if path.suffix.lower() == ".csv":
            desks = enrol_list(home, path, today())
        else:
            desks = [enrol_file(home, path, today(), arguments.fingerprint)]
    compared = arguments.fingerprint is not None or path.suffix.lower() == ".csv"
    lines = [_enrolled(desk, compared=compared) for desk in desks]
    data = {
        "enrolled": [desk.desk for desk in desks],
        "fingerprints": {desk.desk: desk.fingerprint for desk in desks},
    }
    return Answer(data, "\n".join(lines))


def _enrolled(desk: Enrolled, *, compared: bool) -> str:
    line = f"Angemeldet: {desk.name} ({desk.town}), Kennung {desk.desk}."
    if compared:
        return line
    return f"{line}\nFingerabdruck, bitte am Telefon vergleichen: {desk.fingerprint}"


def _revoke(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        desk = revoke(home, arguments.desk, today())
    return Answer({"revoked": desk}, f"Gesperrt: {desk}. Es gilt mit der nächsten Ausgabe.")


def _desks(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=False) as home:
        desks = list_desks(home)
    listed = [
        asdict(desk) | {"missing": [{"from": a, "to": b} for a, b in desk.missing]}
        for desk in desks
    ]
    return Answer({"desks": listed}, "\n".join(map(_desk, desks)) or "Noch kein Platz angemeldet.")


def _desk(desk: ListedDesk) -> str:
    batch = "noch kein Stapel"
    if desk.last_batch is not None:
        batch = f"Stapel {desk.last_batch} am {desk.last_batch_on}"
    facts = [f"bis {desk.confirmed_up_to} bestätigt", batch]
    facts += [f"es fehlen {a} bis {b}" for a, b in desk.missing]
    facts += ["gesperrt"] if desk.state == "revoked" else []
    return f"{desk.desk}  {desk.town}, {desk.name}: {', '.join(facts)}"


def _intake(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        done = take_in(home, Path(arguments.medium), today())
        waiting = waiting_requests(home, Path(arguments.medium))
    requests = [{"file": str(path), **asdict(desk)} for path, desk in waiting]
    lines = _intake_lines(done)
    lines += [
        f"Antrag auf Anmeldung: {path} ({desk.town}, {desk.name}), Fingerabdruck {desk.fingerprint}"
        for path, desk in waiting
    ]
    return Answer({**_intake_object(done), "requests": requests}, "\n".join(lines))


def _intake_object(done: Taken) -> dict[str, Any]:
    gaps: dict[str, list[dict[str, int]]] = {}
    for gap in done.gaps:
        gaps.setdefault(gap.desk, []).append({"from": gap.first, "to": gap.last})
    return {
        "accepted": done.accepted,
        "duplicates": done.duplicates,
        "held": done.held,
        "gaps": [{"desk": desk, "missing": missing} for desk, missing in gaps.items()],
        "set_aside": [asdict(file) for file in done.set_aside],
        "contacts": done.contacts,
        "passed_over": done.passed_over,
        "restored": done.restored,
        "held_files": [asdict(file) for file in done.held_files],
        "problems": [asdict(file) for file in done.problems],
    }


def _intake_lines(done: Taken) -> list[str]:
    lines = [
        f"{done.accepted} Stapel übernommen, {done.duplicates} schon bekannt, "
        f"{done.held} zurückgehalten. Neu: {contacts(done.contacts)}."
    ]
    lines += [f"Platz {gap.desk}: es fehlen {gap.first} bis {gap.last}." for gap in done.gaps]
    told = (*done.held_files, *done.set_aside, *done.problems)
    lines += [_problem(file.file, file.reason) for file in told]
    if done.passed_over:
        lines.append(f"{done.passed_over} Stapel anderer Leitstellen nicht angerührt.")
    if done.restored:
        lines.append(
            "Diese Leitstelle wurde zurückgesetzt; sie zählt über ihrer alten Zahl weiter."
        )
    return lines


def _publish(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        done = publish(home, Path(arguments.medium), today())
    data = {
        "release": done.release,
        "file": done.file,
        "changed": done.changed,
        "warnings": [asdict(warning) for warning in done.warnings],
        "problems": _named(done.problems),
    }
    return Answer(data, "\n".join(_published(done)))


def _published(done: Published) -> list[str]:
    lines = [f"Ausgabe {done.release} liegt auf dem Medium ({done.file}); {done.changed} geändert."]
    lines += [
        f"Bitte prüfen: {w.entity} {w.entity_id}, {w.field}: „{w.old}“ → „{w.new}“"
        for w in done.warnings
    ]
    lines += [_problem(name, reason) for name, reason in done.problems]
    return lines


def _named(problems: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"file": name, "reason": reason} for name, reason in problems]


def _problem(file: str, reason: str) -> str:
    sentence = reason_sentence(reason)
    return f"{file}: {sentence}" if file else sentence
