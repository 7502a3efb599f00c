"""Histories by chance: steps drawn by a seed, some more often than others."""

import random
from collections.abc import Sequence

Step = tuple[str, int, int]
"""The name of a step and two numbers that say what it is done to."""


def by_weight(how_often: str) -> tuple[str, ...]:
    """Names as often as said: `log 6, sync 4`."""
    return tuple(
        name
        for name, weight in (entry.split() for entry in how_often.split(","))
        for _ in range(int(weight))
    )


def drawn(seed: int, steps: int, names: Sequence[str]) -> list[Step]:
    """So many steps of a seed."""
    source = random.Random(seed)
    return [
        (source.choice(names), source.randrange(256), source.randrange(256)) for _ in range(steps)
    ]
