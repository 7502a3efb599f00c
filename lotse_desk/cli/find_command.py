"""The command `find`: words in, services out; one query or a file of them."""

import argparse
import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lotse_desk.cli.answer import Answer
from lotse_desk.desk.missed_words import note_missed
from lotse_desk.domain.faults import InvalidValue, Unreadable, WorldFault
from lotse_desk.home import clock
from lotse_desk.home.clock import parse_moment
from lotse_desk.home.find import (
    DEFAULT_LIMIT,
    BatchQuery,
    Found,
    Hit,
    Wish,
    find,
    find_batch,
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
    if (arguments.words is None) == (arguments.batch is None):
        raise InvalidValue("find", "", "Wörter oder --batch")
    with open_home(arguments.home, writing=False) as home:
        if arguments.batch is not None:
            wish.checked(home)
            lines = tuple(_batch_lines(Path(arguments.batch), home, wish))
            return Answer({"answers": len(lines)}, "Keine Fragen in der Datei.", lines)
        found = find(home, arguments.words, wish)
        at_desk = home.role == DESK
    if at_desk and found.missed:
        _note_missed(arguments.home, found)
    return Answer(_data(found), _text(found))


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
            yield json.dumps({"id": None, "hits": [], "took_ms": 0.0, "error": error})
            continue
        for asked, found in find_batch(home, [query], wish):
            yield json.dumps({"id": asked.id, **_data(found)}, ensure_ascii=False)


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


def _data(found: Found) -> dict[str, Any]:
    data: dict[str, Any] = {
        "hits": [_hit(hit) for hit in found.hits],
        "took_ms": round(found.took_ms, 2),
    }
    if found.explanation is not None:
        data["explanation"] = {
            "words": list(found.explanation.words),
            "topics": list(found.explanation.topics),
        }
    return data


def _hit(hit: Hit) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": hit.id,
        "source_id": hit.source_id,
        "name": hit.name.de,
        "name_in_language": hit.name.other,
        "topics": list(hit.topics),
        "body": hit.body,
        "score": hit.score,
        "why": list(hit.why),
        "open": hit.open,
    }
    if hit.explanation:
        data["explanation"] = list(hit.explanation)
    return data


def _text(found: Found) -> str:
    if not found.hits:
        return "Nichts gefunden."
    lines = []
    for number, hit in enumerate(found.hits, start=1):
        name = f"{hit.name.de} / {hit.name.other}" if hit.name.other else hit.name.de
        facts = " · ".join(filter(None, (hit.body_name, hit.open, ", ".join(hit.why))))
        lines.append(f"{number:2}. {name}\n    {facts}\n    {hit.id}")
        lines += [f"      {line}" for line in hit.explanation]
    if found.explanation is not None:
        lines += ["", "Gelesen als:", *found.explanation.words]
        lines += ["Themen:", *found.explanation.topics]
    return "\n".join(lines)
