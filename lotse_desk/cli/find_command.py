"""The command `find`: words in, services out; one query or a file of them."""

import argparse
import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lotse_desk.cli.answer import Answer
from lotse_desk.cli.found_answer import found_data, found_text
from lotse_desk.desk.missed_words import note_missed
from lotse_desk.domain.faults import InvalidValue, Unreadable, WorldFault
from lotse_desk.home import clock
from lotse_desk.home.clock import parse_moment
from lotse_desk.home.find import (
    DEFAULT_LIMIT,
    BatchQuery,
    Found,
    Wish,
    find,
    find_batch,
    find_situation,
)
from lotse_desk.home.home import DESK, open_home

MAX_LINE = 200_000
"""Characters of a line of a batch file that are read."""


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `find`."""
    command = commands.add_parser("find", parents=[common], help="die richtige Stelle finden")
    command.add_argument("words", nargs="?", help="Worte, in jeder Sprache")
    command.add_argument("--language", default="de", help="Sprache der Worte, ein Hinweis")
    command.add_argument("--town", help="Wohnort der Person, oder all")
    command.add_argument("--open-at", metavar="ZEIT", help="nur was dann offen ist (ISO 8601)")
    command.add_argument("--speaks", metavar="SPRACHE", help="nur wo diese Sprache gesprochen wird")
    command.add_argument("--step-free", action="store_true", help="nur wo es stufenlos ist")
    command.add_argument("--group", metavar="GRUPPE", help="nur Themen dieser Gruppe")
    command.add_argument("--limit", type=int, default=DEFAULT_LIMIT)
    command.add_argument("--explain", action="store_true", help="zeigen, wie gelesen und gewertet")
    command.add_argument(
        "--batch", metavar="DATEI", help='Zeilen {"id", "query", "lang"}, eine Antwort je Zeile'
    )
    command.add_argument(
        "--situation", metavar="LAGE", help="alle Stellen für eine Lebenslage, in ihrer Folge"
    )
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> Answer:
    wish = Wish(
        language=arguments.language,
        town=arguments.town,
        open_at=parse_moment(arguments.open_at) if arguments.open_at else None,
        speaks=arguments.speaks,
        step_free=arguments.step_free,
        group=arguments.group,
        limit=arguments.limit,
        explain=arguments.explain,
        typing=False,
    )
    given = (arguments.words, arguments.batch, arguments.situation)
    if sum(value is not None for value in given) != 1:
        raise InvalidValue("find", "", "Wörter, --batch oder --situation")
    with open_home(arguments.home, writing=False) as home:
        if arguments.batch is not None:
            wish.checked(home)
            lines = tuple(_batch_lines(Path(arguments.batch), home, wish))
            return Answer({"answers": len(lines)}, "Keine Fragen in der Datei.", lines)
        if arguments.situation is not None:
            found = find_situation(home, arguments.situation, wish)
            return Answer(found_data(found), found_text(found))
        found = find(home, arguments.words, wish)
        at_desk = home.role == DESK
    if at_desk and found.missed:
        _note_missed(arguments.home, found)
    return Answer(found_data(found), found_text(found))


def _note_missed(folder: Path, found: Found) -> None:
    """A word nobody knows is worth noting, but not worth waiting for, nor an error."""
    with contextlib.suppress(WorldFault), open_home(folder, writing=True, wait=0) as home:
        note_missed(home, found.missed, clock.today())


def _batch_lines(path: Path, home: Any, wish: Wish) -> Iterator[str]:
    """One JSON line for each line of the file; a line that is no query answers with its error."""
    for line in _lines(path):
        query = _query(line, wish.language)
        if isinstance(query, str):
            error = {"type": "invalid-line", "text": query}
            nothing = found_data(Found((), 0.0))
            yield json.dumps({"id": None, **nothing, "error": error})
            continue
        for asked, found in find_batch(home, [query], wish):
            yield json.dumps({"id": asked.id, **found_data(found)}, ensure_ascii=False)


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            while line := file.readline(MAX_LINE):
                if line.strip():
                    yield line
    except OSError as error:
        raise Unreadable(str(path), error.strerror or str(error)) from error


def _query(line: str, language: str) -> BatchQuery | str:
    """The query of a line, or what is wrong with it."""
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return "Die Zeile ist kein JSON."
    if not isinstance(read, dict) or not isinstance(read.get("query"), str):
        return 'Die Zeile hat kein Feld "query" mit Text.'
    given = read.get("lang")
    return BatchQuery(read.get("id"), read["query"], given if isinstance(given, str) else language)
