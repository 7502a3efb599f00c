"""All commands: each module registers its own with the parser."""

import argparse
from typing import Any

from lotse_desk.cli import (
    demo_command,
    directory_commands,
    exchange_commands,
    find_command,
    home_commands,
    init_commands,
    log_commands,
    office_commands,
    slip_command,
)

Subparsers = Any
NOT_YET: tuple[str, ...] = ()
MODULES = (
    home_commands,
    init_commands,
    find_command,
    slip_command,
    log_commands,
    demo_command,
    directory_commands,
    exchange_commands,
    office_commands,
)


def register_all(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    """Let every module add its commands; `common` holds --home and --json."""
    for module in MODULES:
        module.register(commands, common)
