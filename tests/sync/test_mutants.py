"""Every mutant of the engine is killed by the histories a commit plays, a sample or a bound."""

import os
import re
from pathlib import Path

import pytest

from tests.proof import engine_mutants, home_mutants, vector_mutants
from tests.proof.mutation import mutated
from tests.proof.world import World, history

STEPS, MOST_HISTORIES = 30, 2000
PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
ALL = (*engine_mutants.MUTANTS, *home_mutants.MUTANTS, *vector_mutants.MUTANTS)
FEWEST = 20


def killed_by():
    """The seed of the first history that fails, and how; None if none does."""
    for seed in range(MOST_HISTORIES):
        try:
            World().play(history(seed, STEPS))
        except Exception as error:
            return seed, error
    return None


@pytest.mark.parametrize("mutant", engine_mutants.MUTANTS, ids=lambda mutant: mutant.name)
def test_a_history_kills(mutant):
    with mutated(mutant):
        killed = killed_by()
    assert killed is not None, f"{mutant.name} survived {MOST_HISTORIES} histories"
    print(mutant.name, "| seed", *killed)


@pytest.mark.parametrize("mutant", vector_mutants.MUTANTS, ids=lambda mutant: mutant.name)
def test_a_sample_or_a_bound_kills(mutant):
    killers = {one.__name__.replace("_", " "): one for one in vector_mutants.KILLERS}
    killers[mutant.killed_by]()
    with mutated(mutant), pytest.raises(Exception):  # noqa: B017
        killers[mutant.killed_by]()


def test_the_page_lists_them_all():
    """`LOTSE_DESK_WRITE_MUTANTS=1` writes the table of docs/reliability.md."""
    rows = [
        f"| {mutant.name} | `{mutant.where.removeprefix('lotse_desk.')}` | {mutant.summary} |"
        f" {mutant.killed_by} |"
        for mutant in ALL
    ]
    table = "| mutant | where | change | killed by |\n|---|---|---|---|\n" + "\n".join(rows)
    text = PAGE.read_text("utf-8")
    begin, end = "<!-- mutants -->\n", "\n<!-- end of mutants -->"
    if os.environ.get("LOTSE_DESK_WRITE_MUTANTS"):
        place = re.compile(f"{begin}.*{end}", re.DOTALL)
        text = place.sub(lambda _: begin + table + end, text)
        PAGE.write_text(text, "utf-8")
    assert table in text
    assert len(ALL) == len({mutant.name for mutant in ALL}) >= FEWEST
