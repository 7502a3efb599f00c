"""Commands of the exchange at the office: intake and publication."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lotse_desk.cli import office_desk_commands
from lotse_desk.cli.answer import Answer, contacts
from lotse_desk.cli.office_desk_commands import reminder_lines, reminders_of, request_line
from lotse_desk.cli.problem_lines import named, problem_line
from lotse_desk.home.clock import today
from lotse_desk.home.home import open_home
from lotse_desk.office.desk_list import list_desks
from lotse_desk.office.enrolment import waiting_requests
from lotse_desk.office.intake import Taken, take_in
from lotse_desk.office.publish import Published, publish


def register(acts: Any, common: argparse.ArgumentParser) -> None:
    """Add what `office` does in the exchange."""
    office_desk_commands.register(acts, common)
    intake = acts.add_parser("intake", parents=[common], help="Stapel der Plätze einlesen")
    intake.add_argument("medium", metavar="ORDNER")
    intake.set_defaults(run=_intake)
    publication = acts.add_parser("publish", parents=[common], help="eine Ausgabe herausgeben")
    publication.add_argument("medium", metavar="ORDNER")
    publication.set_defaults(run=_publish)


def _intake(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        done = take_in(home, Path(arguments.medium), today())
        waiting = waiting_requests(home, Path(arguments.medium))
        desks = list_desks(home, today())
    requests = [{"file": str(path), **asdict(desk)} for path, desk in waiting]
    lines = _intake_lines(done)
    lines += [request_line(path, desk) for path, desk in waiting]
    lines += reminder_lines(desks)
    data = {**_intake_object(done), "requests": requests, "reminders": reminders_of(desks)}
    return Answer(data, "\n".join(lines))


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
    lines += [problem_line(file.file, file.reason) for file in told]
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
        "problems": named(done.problems),
    }
    return Answer(data, "\n".join(_published(done)))


def _published(done: Published) -> list[str]:
    lines = [f"Ausgabe {done.release} liegt auf dem Medium ({done.file}); {done.changed} geändert."]
    lines += [
        f"Bitte prüfen: {w.entity} {w.entity_id}, {w.field}: „{w.old}“ → „{w.new}“"
        for w in done.warnings
    ]
    lines += [problem_line(name, reason) for name, reason in done.problems]
    return lines
