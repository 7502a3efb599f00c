"""Every mutant of the pure engine is killed by the histories a commit plays, or by a vector."""

import pytest

from tests.proof.engine_mutants import MUTANTS
from tests.proof.mutation import mutated
from tests.proof.world import World, history

STEPS, MOST_HISTORIES = 30, 2000


def killer(most):
    """The number of histories until one fails; None if none does."""
    for seed in range(most):
        try:
            World().play(history(seed, STEPS))
        except Exception as error:
            return seed, error
    return None


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_history_kills(mutant):
    with mutated(mutant):
        killed = killer(MOST_HISTORIES)
    assert killed is not None, f"{mutant.name} survived {MOST_HISTORIES} histories"
    print(mutant.name, *killed)


def test_names_are_told_apart():
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
