"""What a command answers: an object for machines and a text for people."""

import argparse
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


def number(value: int) -> str:
    """A number as Germans write it, with a dot after thousands."""
    return f"{value:,}".replace(",", ".")


def counted(value: int, one: str, many: str) -> str:
    """A number with its noun: "1 Kontakt", "2 Kontakte"."""
    return f"{number(value)} {one if abs(value) == 1 else many}"


def contacts(value: int) -> str:
    """A number of contacts in German words: "1 Kontakt", "2 Kontakte"."""
    return counted(value, "Kontakt", "Kontakte")


def gained(change: int) -> str:
    """What an intake did to the number of contacts; less than 0 where more were taken back."""
    return f"{contacts(-change)} zurückgenommen." if change < 0 else f"Neu: {contacts(change)}."


def german_day(iso: str | None) -> str:
    """An ISO date as Germans write it, "23.11.2026"; nothing for none."""
    return f"{dt.date.fromisoformat(iso):%d.%m.%Y}" if iso else ""


@dataclass(frozen=True)
class Answer:
    """`data` is printed with --json, `text` otherwise; `lines` instead of both for streams."""

    data: dict[str, Any]
    text: str
    lines: tuple[str, ...] = field(default=())


Run = Callable[[argparse.Namespace], Answer]
