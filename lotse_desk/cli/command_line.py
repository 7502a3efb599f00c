"""The parser of the command line and the way from a command to an exit code."""

import argparse
import contextlib
import json
import logging
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from lotse_desk import __version__, locations
from lotse_desk.cli.answer import Answer
from lotse_desk.cli.commands import register_for
from lotse_desk.domain.faults import DiskFailure, Fault, InvalidValue, WrongUse
from lotse_desk.home.fault_sentences import sentence

DONE, WORLD, WRONG_USE, BUG = 0, 1, 2, 3
BUG_SENTENCE = (
    "Das Programm hat einen Fehler gemacht. Jeder fertige Schritt bleibt, keiner ist halb getan. "
    "Bitte melden Sie diese Zeile: {kind}"
)


_PATHS = (
    *("home", "medium", "source", "target", "file", "path"),
    *("out", "keys", "batch", "report", "request", "list"),
    *("folder", "sheet", "recovery_key"),
)
"""Arguments that name a folder or file; an empty one would silently mean the current folder."""


class _UsageError(Exception):
    """The words of a command line do not fit."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _UsageError(
            f"Der Aufruf passt nicht: {_in_german(message)} (siehe {self.prog} --help)."
        )


_ARGPARSE = (
    (
        r"argument (.+?): invalid choice: '(.*)' \(choose from (.*)\)",
        r"„\2“ gibt es bei \1 nicht; es gibt: \3",
    ),
    (r"argument (.+?): invalid int value: '(.*)'", r"\1 braucht eine ganze Zahl, nicht „\2“"),
    (r"argument (.+?): expected (?:one|at least one) argument", r"bei \1 fehlt die Angabe"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 und \2 gehen nicht zusammen"),
    (r"the following arguments are required: (.+)", r"es fehlt: \1"),
    (r"unrecognized arguments: (.+)", r"unbekannt oder zu viel: \1"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 ist nicht eindeutig: \2"),
)


def _in_german(message: str) -> str:
    """What argparse says, in German; what is not known here stays as it is."""
    for pattern, german in _ARGPARSE:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(german)
    return message


def run(arguments: Sequence[str]) -> int:
    """Run one command and print its answer; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    as_json = "--json" in arguments
    try:
        return _run(arguments)
    except _UsageError as error:
        return _fail("usage", str(error), WRONG_USE, as_json=as_json)
    except Fault as fault:
        code = WRONG_USE if isinstance(fault, WrongUse) else WORLD
        return _fail(fault.kind, sentence(fault), code, as_json=as_json)
    except BrokenPipeError:
        _give_up_output()
        return DONE
    except KeyboardInterrupt:
        return _fail(
            "interrupted",
            "Abgebrochen. Jeder fertige Schritt bleibt, keiner ist halb getan.",
            WORLD,
            as_json=as_json,
        )
    except Exception as error:
        logging.getLogger("lotse_desk").debug("bug", exc_info=True)
        kind = f"{type(error).__name__} ({_where(error)})"
        return _fail("bug", BUG_SENTENCE.format(kind=kind), BUG, as_json=as_json)


def _run(arguments: Sequence[str]) -> int:
    parser = _self_test_parser() if "--self-test" in arguments else build_parser(arguments)
    parsed = parser.parse_args(arguments)
    for name in _PATHS:
        if getattr(parsed, name, None) == "":
            option = f"--{name.replace('_', '-')}"
            where = f" bei {option}" if option in arguments else ""
            raise InvalidValue("path", "", f"ein Ordner oder eine Datei{where}, nichts Leeres")
    home = getattr(parsed, "home", None)
    parsed.home = Path(home) if home else locations.default_home()
    answer: Answer = parsed.run(parsed)
    if answer.lines:
        text = "\n".join(answer.lines)
    elif getattr(parsed, "json", False):
        text = json.dumps(answer.data, ensure_ascii=False)
    else:
        text = answer.text
    _print(text)
    return DONE


def _print(text: str) -> None:
    """Print an answer; an output that cannot take it is a fact of the world."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        _give_up_output()
        raise DiskFailure("stdout", error.strerror or str(error)) from error


def _give_up_output() -> None:
    """What still waits to be written goes nowhere, so that the end of the program is quiet."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def build_parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for these arguments; it knows the command they name, or all there are."""
    common = _Parser(add_help=False)
    common.add_argument(
        "--home", default=argparse.SUPPRESS, help="Ordner mit den Daten dieses Platzes"
    )
    common.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="Antwort als ein JSON-Objekt",
    )
    parser = _Parser(prog="lotse-desk", parents=[common], description="Lotse Desk")
    parser.add_argument(
        "--self-test",
        action="store_true",
        help="alles einmal in einem vorübergehenden Ordner; --report DATEI schreibt einen Bericht",
    )
    parser.add_argument("--version", action="version", version=f"lotse-desk {__version__}")
    commands = parser.add_subparsers(
        title="Befehle", metavar="BEFEHL", required=True, parser_class=_Parser
    )
    register_for(arguments, commands, common)
    return parser


def _self_test_parser() -> argparse.ArgumentParser:
    """`--self-test` stands alone: it needs no command and no home."""
    parser = _Parser(prog="lotse-desk", description="Selbsttest")
    parser.add_argument("--self-test", action="store_true", required=True)
    parser.add_argument("--report", metavar="DATEI")
    parser.add_argument("--home")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=_self_test)
    return parser


def _self_test(arguments: argparse.Namespace) -> Answer:
    from lotse_desk.cli.self_test import run_self_test

    return run_self_test(arguments)


def _fail(kind: str, text: str, code: int, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"error": {"type": kind, "text": text}}, ensure_ascii=False))
    else:
        print(text, file=sys.stderr)
    return code


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
