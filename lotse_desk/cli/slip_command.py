"""The command `slip`: paper for services in languages, as a PDF file."""

import argparse
from pathlib import Path
from typing import Any

from lotse_desk.cli.answer import Answer
from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.slips import contact_of_slip, prepare_slip, record_slip
from lotse_desk.domain.slip_codes import spaced
from lotse_desk.home.clock import now, today
from lotse_desk.home.home import DESK, Home, open_home
from lotse_desk.home.noted import read_noted
from lotse_desk.home.slip_files import write_slip
from lotse_desk.home.slips import PAPERS, Slip, SlipRequest, make_slip

_INTERPRETER = {"ja": True, "nein": False}


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `slip`."""
    slip = commands.add_parser("slip", parents=[common], help="einen Zettel als PDF schreiben")
    slip.add_argument("--service", action="append", required=True, metavar="ID")
    slip.add_argument("--language", action="append", default=[], metavar="SPRACHE")
    slip.add_argument("--paper", default="a4", help=" oder ".join(PAPERS))
    slip.add_argument("--discreet", action="store_true", help="neutraler Zettel ohne Thema")
    slip.add_argument("--claim", action="store_true", help="dazu ein Blatt „Antrag heute sichern“")
    slip.add_argument(
        "--form", action="append", default=[], metavar="ID", help="mitgegebenes Formular"
    )
    slip.add_argument("--appointment", default="", metavar="TERMIN", help="wie „25.11. 9:30“")
    slip.add_argument("--deadline", default="", metavar="TAG", help="Frist, wie „30.11.“")
    slip.add_argument("--concern", default="", metavar="TEXT", help="Anliegen, nur auf dem Papier")
    slip.add_argument("--interpreter", choices=tuple(_INTERPRETER), help="Dolmetschen nötig")
    slip.add_argument("--out", required=True, metavar="DATEI", help=".pdf; Bon auch .escpos, .png")
    slip.add_argument("--log", action="store_true", help="den Kontakt gleich eintragen")
    slip.set_defaults(run=_slip)


def _slip(arguments: argparse.Namespace) -> Answer:
    request = SlipRequest(
        services=tuple(dict.fromkeys(arguments.service)),
        languages=tuple(dict.fromkeys(arguments.language)) or ("de",),
        paper=arguments.paper,
        discreet=arguments.discreet,
        claim=arguments.claim,
        forms=tuple(arguments.form),
        interpreter=_INTERPRETER.get(arguments.interpreter),
        noted=read_noted(arguments.appointment, arguments.deadline, arguments.concern, today()),
    ).checked()
    with open_home(arguments.home, writing=False) as home:
        at_desk = home.role == DESK
        if arguments.log:
            home.require(DESK)
    with open_home(arguments.home, writing=at_desk) as home:
        make = _desk_slip if at_desk else _plain_slip
        slip, codes = make(home, request, arguments)
    data = {
        "out": arguments.out,
        "pages": slip.pages,
        "codes": codes,
        "untranslated": list(slip.untranslated),
    }
    spoken = "".join(f"\n{spaced(code)}  {service}" for service, code in codes.items())
    pages = "1 Seite" if slip.pages == 1 else f"{slip.pages} Seiten"
    return Answer(data, f"{arguments.out} ({pages}){spoken}")


def _desk_slip(
    home: Home, request: SlipRequest, arguments: argparse.Namespace
) -> tuple[Slip, dict[str, str]]:
    """A slip with codes, recorded once the file is there."""
    moment = now()
    log = CounterLog(home, desk_events(home))
    prepared = prepare_slip(home, log, request, moment)
    write_slip(Path(arguments.out), prepared.slip.pdf)
    record_slip(log, prepared, moment, contact_of_slip(request) if arguments.log else None)
    return prepared.slip, prepared.codes


def _plain_slip(
    home: Home, request: SlipRequest, arguments: argparse.Namespace
) -> tuple[Slip, dict[str, str]]:
    """A slip without codes: the office logs no contacts."""
    slip = make_slip(home, request, now())
    write_slip(Path(arguments.out), slip.pdf)
    return slip, {}
