"""The command `paper`: boards, card, poster, leaflet, list of today, privacy notice as PDF."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lotse_desk.cli.answer import Answer
from lotse_desk.domain.faults import InvalidValue
from lotse_desk.home import wall_papers
from lotse_desk.home.clock import now, today
from lotse_desk.home.files import write_whole
from lotse_desk.home.home import Home, open_home

Make = Callable[[Home, argparse.Namespace], bytes]


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `paper`."""
    paper = commands.add_parser(
        "paper", parents=[common], help="Tafeln, Plakat, Merkblatt, Heute, Datenschutz als PDF"
    )
    paper.add_argument("kind", metavar="ART", help=", ".join(_KINDS))
    paper.add_argument(
        "--language", default="de", metavar="SPRACHE", help="für boards, leaflet, privacy"
    )
    paper.add_argument("--group", action="append", default=[], help="Themengruppe der Tafeln")
    paper.add_argument("--topic", help="Thema des Merkblatts")
    paper.add_argument("--service", metavar="ID", help="deren Zeiten auf dem Plakat stehen")
    paper.add_argument("--out", required=True, metavar="DATEI")
    paper.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> Answer:
    make = _KINDS.get(arguments.kind)
    if make is None:
        raise InvalidValue("paper", arguments.kind[:40], ", ".join(_KINDS))
    with open_home(arguments.home, writing=False) as home:
        write_whole(Path(arguments.out), make(home, arguments))
    return Answer({"out": arguments.out}, arguments.out)


def _leaflet(home: Home, arguments: argparse.Namespace) -> bytes:
    if not arguments.topic:
        raise InvalidValue("topic", "", "--topic THEMA")
    return wall_papers.leaflet(home, arguments.topic, arguments.language, today())


_KINDS: dict[str, Make] = {
    "language-card": lambda home, _: wall_papers.language_card(home),
    "boards": lambda home, a: wall_papers.boards(home, a.language, today(), tuple(a.group)),
    "poster": lambda home, a: wall_papers.poster(home, today(), a.service),
    "leaflet": _leaflet,
    "today": lambda home, _: wall_papers.today_sheet(home, now()),
    "privacy": lambda home, a: wall_papers.privacy_notice(home, a.language),
}
