"""All commands by the module that knows them; a module is imported when its command is given."""

import argparse
from collections.abc import Sequence
from importlib import import_module
from typing import Any

MODULES: dict[str, tuple[str, ...]] = {
    "init_commands": ("init",),
    "find_command": ("find",),
    "slip_command": ("slip",),
    "paper_command": ("paper",),
    "log_commands": ("log",),
    "exchange_commands": ("sync", "carry"),
    "media_commands": ("media", "history"),
    "desk_commands": ("desk", "rescue"),
    "directory_commands": ("directory",),
    "office_commands": ("office",),
    "home_commands": ("check",),
    "backup_commands": ("backup", "restore", "recover"),
    "demo_command": ("demo",),
}


def register_for(arguments: Sequence[str], commands: Any, common: argparse.ArgumentParser) -> None:
    """Let the module of the command given add its commands; without one, all modules do.

    `common` holds --home and --json. Loading only what is needed keeps a command quick to start.
    """
    named = [
        module for module, names in MODULES.items() if any(name in arguments for name in names)
    ]
    for module in named or MODULES:
        import_module(f"lotse_desk.cli.{module}").register(commands, common)
