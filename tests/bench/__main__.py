"""`python -m tests.bench [--json] [--large] [NAME…]`: the figures of docs/benchmarks.md."""

import argparse
import json
import platform
from collections.abc import Callable
from typing import Any

from tests.bench import exchange, feeds, keystrokes, lay_words, pages, slips

Rows = list[dict[str, Any]]
SMALL, LARGE = (1_000, 5_000), (1_000, 5_000, 100_000)
FEW_DESKS, MANY_DESKS = (10, 100), (10, 100, 1_000, 8_000)


def main() -> None:
    """Measure, and print a table or one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--large", action="store_true", help="also 100,000 services and 8,000 desks: an hour"
    )
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="pages, lay-words, keystrokes, typing-while-importing, slips, feeds, exchange",
    )
    arguments = parser.parse_args()
    benches: dict[str, Callable[[], Rows]] = {
        "pages": pages.figures,
        "lay-words": lay_words.figures,
        "typing-while-importing": lambda: keystrokes.while_importing(SMALL[-1]),
        "slips": slips.figures,
        "feeds": lambda: feeds.figures((20, 200) if arguments.large else (5, 20)),
        "exchange": lambda: exchange.figures(MANY_DESKS if arguments.large else FEW_DESKS),
        "keystrokes": lambda: keystrokes.figures(LARGE if arguments.large else SMALL),
    }
    unknown = set(arguments.names) - set(benches)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    measured: dict[str, Rows] = {}
    for name in arguments.names or benches:
        measured[name] = benches[name]()
        if not arguments.json:
            print(f"\n{name}")
            for row in measured[name]:
                print("  " + "  ".join(f"{key}={value}" for key, value in row.items()))
    if arguments.json:
        print(json.dumps({"machine": machine, "figures": measured}, ensure_ascii=False))


main()
