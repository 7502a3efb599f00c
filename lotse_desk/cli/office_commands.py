"""Commands of the district office."""

import argparse
from typing import Any

from lotse_desk.cli import exchange_commands


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `office` with its own commands."""
    office = commands.add_parser("office", parents=[common], help="die Leitstelle")
    acts = office.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    exchange_commands.register_office(acts, common)
