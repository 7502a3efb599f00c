"""The command `office policy`: what the district office lays down for all desks."""

import argparse
from typing import Any

from lotse_desk.cli.answer import Answer
from lotse_desk.domain.faults import InvalidValue
from lotse_desk.home.home import OFFICE, open_home
from lotse_desk.home.log_policy import LEAST_SUPPRESSED, log_policy
from lotse_desk.home.policy import put_policy
from lotse_desk.home.slip_policy import slip_policy

_YES_NO = {"on": True, "off": False}


def register(acts: Any, common: argparse.ArgumentParser) -> None:
    """Add `policy` to the commands of the office."""
    policy = acts.add_parser("policy", parents=[common], help="was für alle Plätze gilt")
    policy.add_argument("--drafts", metavar="on|off", help="ungeprüfte Übersetzungen drucken")
    policy.add_argument("--codes", metavar="on|off", help="Zettel tragen Kennungen")
    policy.add_argument(
        "--smallest-cell", type=int, metavar="N", help="kleinere Zahlen bleiben verdeckt"
    )
    policy.set_defaults(run=_policy)


def _policy(arguments: argparse.Namespace) -> Answer:
    said: dict[str, dict[str, object]] = {"log": {}, "slips": {}}
    if arguments.drafts is not None:
        said["slips"]["drafts"] = _yes_no("drafts", arguments.drafts)
    if arguments.codes is not None:
        said["log"]["codes"] = _yes_no("codes", arguments.codes)
    if arguments.smallest_cell is not None:
        if arguments.smallest_cell < LEAST_SUPPRESSED:
            raise InvalidValue(
                "smallest-cell", str(arguments.smallest_cell), f"mindestens {LEAST_SUPPRESSED}"
            )
        said["log"]["suppressed_below"] = arguments.smallest_cell
    changed = {name: values for name, values in said.items() if values}
    with open_home(arguments.home, writing=bool(changed)) as home:
        home.require(OFFICE)
        for name, values in changed.items():
            put_policy(home, name, values)
        data = {
            "drafts": slip_policy(home).drafts,
            "codes": log_policy(home).codes,
            "smallest_cell": log_policy(home).suppressed_below,
        }
    lines = [
        f"Ungeprüfte Übersetzungen drucken: {_word(bool(data['drafts']))}",
        f"Kennungen auf Zetteln: {_word(bool(data['codes']))}",
        f"Kleinste gezeigte Zahl: {data['smallest_cell']}",
    ]
    if changed:
        lines.append("Es gilt an den Plätzen mit der nächsten Ausgabe.")
    return Answer(data, "\n".join(lines))


def _yes_no(name: str, text: str) -> bool:
    if text not in _YES_NO:
        raise InvalidValue(name, text[:20], "on oder off")
    return _YES_NO[text]


def _word(value: bool) -> str:
    return "ja" if value else "nein"
