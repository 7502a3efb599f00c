"""What a command answers: an object for machines and a text for people."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


def contacts(number: int) -> str:
    """A number of contacts in German words: "1 Kontakt", "2 Kontakte"."""
    return f"{number} Kontakt" if abs(number) == 1 else f"{number} Kontakte"


@dataclass(frozen=True)
class Answer:
    """`data` is printed with --json, `text` otherwise; `lines` instead of both for streams."""

    data: dict[str, Any]
    text: str
    lines: tuple[str, ...] = field(default=())


Run = Callable[[argparse.Namespace], Answer]
