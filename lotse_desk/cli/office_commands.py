"""Commands of the district office."""

import argparse
import contextlib
from pathlib import Path
from typing import Any

from lotse_desk.cli import (
    key_commands,
    lexicon_commands,
    office_exchange_commands,
    policy_command,
)
from lotse_desk.cli.answer import Answer, contacts
from lotse_desk.domain.faults import HomeBusy, HomeOnOtherMachine, NotAvailableYet
from lotse_desk.home.clock import parse_day
from lotse_desk.home.home import open_home
from lotse_desk.office.report import FORMATS, write_report
from lotse_desk.office.report_weeks import count_weeks


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `office` with its own commands."""
    office = commands.add_parser("office", parents=[common], help="die Leitstelle")
    acts = office.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    office_exchange_commands.register(acts, common)
    key_commands.register(acts, common)
    report = acts.add_parser("report", parents=[common], help="Bericht über ganze Wochen")
    report.add_argument("--from", dest="first", required=True, metavar="TAG", help="JJJJ-MM-TT")
    report.add_argument("--to", dest="last", required=True, metavar="TAG", help="JJJJ-MM-TT")
    report.add_argument("--format", default="pdf", help=" oder ".join(FORMATS))
    report.add_argument("--out", required=True, metavar="DATEI")
    report.set_defaults(run=_report)
    lexicon_commands.register(acts, common)
    policy_command.register(acts, common)
    warehouse = acts.add_parser("warehouse", parents=[common])  # of the design, not built yet
    warehouse.add_argument("url")
    warehouse.set_defaults(run=_warehouse)


def _report(arguments: argparse.Namespace) -> Answer:
    first, last = parse_day(arguments.first), parse_day(arguments.last)
    with (
        contextlib.suppress(HomeBusy, HomeOnOtherMachine),
        open_home(arguments.home, writing=True) as home,
    ):
        count_weeks(home, first, last)
    with open_home(arguments.home, writing=False) as home:
        made = write_report(home, first, last, arguments.format, Path(arguments.out))
    period = made.report.period
    data = {
        "out": arguments.out,
        "contacts": made.contacts,
        "period": {"from": period.first_day.isoformat(), "to": period.last_day.isoformat()},
    }
    weeks = f"{period.first_day:%d.%m.%Y} bis {period.last_day:%d.%m.%Y}"
    return Answer(data, f"{arguments.out}: {contacts(made.contacts)}, nicht Personen ({weeks}).")


def _warehouse(_: argparse.Namespace) -> Answer:
    raise NotAvailableYet("office warehouse")
