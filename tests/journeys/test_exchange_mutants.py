"""Every mutant of desk, office and storage is killed by a history of real homes."""

import pytest

from tests.proof.home_mutants import KILLED_BY, MUTANTS
from tests.proof.homes import Homes, found_template
from tests.proof.mutation import mutated


@pytest.fixture(scope="module")
def first_homes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template")
    found_template(folder)
    return folder


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_its_history_kills(mutant, first_homes, tmp_path):
    with mutated(mutant), pytest.raises(Exception) as killed:
        Homes(first_homes, tmp_path / "district").play(KILLED_BY[mutant])
    print(mutant.name, "|", killed.type.__name__, str(killed.value)[:80])


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_same_history_without_it_ends_well(mutant, first_homes, tmp_path):
    Homes(first_homes, tmp_path / "district").play(KILLED_BY[mutant])
