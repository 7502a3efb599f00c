"""Commands of the exchange at a desk and for whoever carries the post: sync, carry."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lotse_desk.cli.answer import Answer, contacts
from lotse_desk.cli.problem_lines import named, problem_line, problem_lines
from lotse_desk.cli.progress_line import ProgressLine
from lotse_desk.desk.exchange import Synced, sync
from lotse_desk.desk.media import usual_folder
from lotse_desk.desk.missed_words import waiting_words
from lotse_desk.home.carrying import carry_files
from lotse_desk.home.clock import now
from lotse_desk.home.home import open_home

STICK = "stick"
_FOLDER = "Ordner"
_KINDS = {STICK: "Stick", "share": "Freigabe"}


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `sync` and `carry`."""
    exchange = commands.add_parser(
        "sync", parents=[common], help="Stick oder Freigabe: Neues holen, Neues ablegen"
    )
    exchange.add_argument(
        "medium", metavar="ORDNER", nargs="?", help="ohne Angabe der gewohnte Stick oder Ordner"
    )
    exchange.add_argument("--office-fingerprint", metavar="ZIFFERN")
    exchange.set_defaults(run=_sync)
    carry = commands.add_parser("carry", parents=[common], help="unsere Dateien weitertragen")
    carry.add_argument("source", metavar="VON")
    carry.add_argument("target", metavar="NACH")
    carry.set_defaults(run=_carry)


def _sync(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        folder = Path(arguments.medium) if arguments.medium is not None else usual_folder(home)
        line = ProgressLine()
        try:
            done = sync(
                home,
                folder,
                now(),
                arguments.office_fingerprint,
                begins=line.begins,
                moved=line.moved,
            )
        finally:
            line.clear()
        waiting = len(waiting_words(home))
    data = {
        "medium": str(folder),
        "label": done.label,
        "kind": done.kind,
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
    lines = [f"Ausgetauscht mit {_KINDS.get(done.kind, _FOLDER)} „{done.label}“ ({folder})."]
    lines += _said(done)
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
    elif done.request is not None:
        lines.append(f"Der neue Antrag liegt auf dem Medium ({done.request}).")
    if done.left.contacts:
        lines.append(f"{contacts(done.left.contacts)} geschrieben und geprüft.")
    elif done.left.events:
        lines.append(
            "Keine neuen Kontakte. Anderes, etwa Zurückgenommenes, geschrieben und geprüft."
        )
    elif done.enrolled:
        lines.append("Nichts Neues abzulegen.")
    if done.office_fingerprint:
        lines.append(
            f"Fingerabdruck der Leitstelle, bitte am Telefon vergleichen: {done.office_fingerprint}"
        )
    lines += [problem_line(problem.file, problem.reason) for problem in done.problems]
    lines.append(
        "Sie können den Stick abziehen." if done.kind == STICK else "Der Austausch ist fertig."
    )
    return lines


def _carry(arguments: argparse.Namespace) -> Answer:
    done = carry_files(Path(arguments.source), Path(arguments.target), arguments.home)
    files = "1 Datei" if done.copied == 1 else f"{done.copied} Dateien"
    lines = [f"{files} kopiert und geprüft; schon da: {done.there_already}."]
    lines += problem_lines(done.problems)
    data = {
        "files": done.copied,
        "there_already": done.there_already,
        "problems": named(done.problems),
    }
    return Answer(data, "\n".join(lines))
