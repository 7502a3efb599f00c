"""The numbers of topics on the boards; a number once printed keeps its topic for good."""

import csv
from functools import cache

from lotse_desk.locations import resources


@cache
def board_numbers() -> dict[str, int]:
    """Topic slug -> its number, above all emergency numbers of three digits."""
    text = (resources() / "facts" / "board_numbers.csv").read_text("utf-8")
    return {
        row["slug"]: int(row["number"]) for row in csv.DictReader(text.splitlines(), delimiter=";")
    }
