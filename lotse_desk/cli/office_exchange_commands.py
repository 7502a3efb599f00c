"""Commands of the exchange at the office: intake and publication."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lotse_desk.cli import office_desk_commands
from lotse_desk.cli.answer import Answer, counted, gained
from lotse_desk.cli.backup_commands import due_backup_lines
from lotse_desk.cli.key_commands import lying_lines
from lotse_desk.cli.office_desk_commands import reminder_lines, reminders_of, request_line
from lotse_desk.cli.problem_lines import named, printable, problem_lines
from lotse_desk.home.clock import today
from lotse_desk.home.home import open_home
from lotse_desk.office.desk_list import list_desks
from lotse_desk.office.enrolment import waiting_requests
from lotse_desk.office.intake import Taken, take_in
from lotse_desk.office.office_keys import keys_still_here
from lotse_desk.office.publish import Published, change_line, publish
from lotse_desk.office.tidy import Tidied

_RESTORED = "Diese Leitstelle wurde zurückgesetzt; sie zählt über ihrer alten Zahl weiter."


def register(acts: Any, common: argparse.ArgumentParser) -> None:
    """Add what `office` does in the exchange."""
    office_desk_commands.register(acts, common)
    intake = acts.add_parser("intake", parents=[common], help="Stapel der Plätze einlesen")
    intake.add_argument("medium", metavar="ORDNER")
    intake.add_argument(
        "--recovery-key", metavar="DATEI", help="öffnet, was für einen verlorenen Schlüssel kam"
    )
    intake.set_defaults(run=_intake)
    publication = acts.add_parser("publish", parents=[common], help="eine Ausgabe herausgeben")
    publication.add_argument("medium", metavar="ORDNER")
    publication.add_argument(
        "--second-key", metavar="DATEI", help="der Schlüssel der zweiten Person"
    )
    publication.add_argument(
        "--keep-files", action="store_true", help="alte Dateien auf dem Medium liegen lassen"
    )
    publication.set_defaults(run=_publish)


def _intake(arguments: argparse.Namespace) -> Answer:
    not_backed_up = due_backup_lines(arguments.home)
    with open_home(arguments.home, writing=True) as home:
        recovery = Path(arguments.recovery_key) if arguments.recovery_key else None
        done = take_in(home, Path(arguments.medium), today(), recovery_file=recovery)
        waiting = waiting_requests(home, Path(arguments.medium))
        lying = keys_still_here(home)
        desks = list_desks(home, today())
    requests = [{"file": str(path), **asdict(desk)} for path, desk in waiting]
    lines = _intake_lines(done)
    lines += [request_line(path, desk) for path, desk in waiting]
    lines += reminder_lines(desks)
    lines += lying_lines(lying)
    lines += not_backed_up
    data = {**_intake_object(done), "requests": requests, "reminders": reminders_of(desks)}
    data["keys_here"] = [*map(str, lying)]
    data["not_backed_up"] = not_backed_up
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
        f"{done.held} zurückgehalten. {gained(done.contacts)}"
    ]
    lines += [f"Platz {gap.desk}: es fehlen {gap.first} bis {gap.last}." for gap in done.gaps]
    told = (*done.held_files, *done.set_aside, *done.problems)
    lines += problem_lines((file.file, file.reason) for file in told)
    if done.passed_over:
        lines.append(f"{done.passed_over} Stapel anderer Leitstellen nicht angerührt.")
    if done.restored:
        lines.append(_RESTORED)
    return lines


def _publish(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        second = Path(arguments.second_key) if arguments.second_key else None
        done = publish(
            home,
            Path(arguments.medium),
            today(),
            second_file=second,
            keep_files=arguments.keep_files,
        )
        lying = [path for path in keys_still_here(home) if not _is(path, second)]
    data = {
        "release": done.release,
        "file": done.file,
        "changed": done.changed,
        "tidied": done.tidied.files,
        "warnings": [asdict(warning) for warning in done.warnings],
        "restored": done.restored,
        "problems": named(done.problems),
        "keys_here": [*map(str, lying)],
    }
    return Answer(data, "\n".join([*_published(done), *lying_lines(lying)]))


def _is(path: Path, given: Path | None) -> bool:
    """Whether it is the file given for this very act, which nobody should take away before it."""
    return given is not None and path.resolve() == given.resolve()


def _published(done: Published) -> list[str]:
    where = f"liegt auf dem Medium ({printable(done.file)})"
    changed = counted(done.changed, "Eintrag", "Einträge")
    lines = [f"Ausgabe {done.release} {where}; {changed} geändert."]
    lines += [f"Bitte prüfen: {change_line(warning)}" for warning in done.warnings]
    lines += _tidied(done.tidied)
    lines += problem_lines(done.problems)
    if done.restored:
        lines.append(_RESTORED)
    return lines


def _tidied(tidied: Tidied) -> list[str]:
    counts = (
        (tidied.batches, "Stapel", "Stapel"),
        (tidied.releases, "Ausgabe", "Ausgaben"),
        (tidied.requests, "Antrag", "Anträge"),
    )
    parts = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    return [f"Aufgeräumt, weil erledigt: {', '.join(parts)} gelöscht."] if parts else []
