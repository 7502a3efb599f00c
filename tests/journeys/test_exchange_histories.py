"""Random histories of desks, an office and media, through real databases and files.

What differs from production is said in `tests.proof.homes`.
"""

import os
import shutil

import pytest

from tests.proof.homes import Homes, found_template, history
from tests.proof.world import shorter

COUNT, PARTS, STEPS = 200, 8, 6
NIGHT_PARTS, NIGHT_EACH, NIGHT_STEPS = 40, 500, 20
FIRST_SEED = int(os.environ.get("LOTSE_DESK_SEED", "0"))


@pytest.fixture(scope="module")
def first_homes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template")
    found_template(folder)
    return folder


class Player:
    """Plays histories, each in a fresh folder that goes afterwards."""

    def __init__(self, first_homes, folder):
        self.first_homes, self.folder, self.played = first_homes, folder, 0

    def play(self, steps):
        self.played += 1
        folder = self.folder / str(self.played)
        try:
            Homes(self.first_homes, folder).play(steps)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def fails(self, steps):
        try:
            self.play(steps)
        except Exception:
            return True
        return False

    def play_seeds(self, first, count, steps):
        for seed in range(first, first + count):
            drawn = history(seed, steps)
            try:
                self.play(drawn)
            except Exception as error:
                shortest = shorter(drawn, self.fails)
                pytest.fail(f"seed {seed}: {type(error).__name__} {error}; shortest: {shortest}")


@pytest.fixture
def player(first_homes, tmp_path):
    return Player(first_homes, tmp_path)


@pytest.mark.parametrize("part", range(PARTS))
def test_random_histories(player, part):
    each = COUNT // PARTS
    player.play_seeds(FIRST_SEED + part * each, each, STEPS)


@pytest.mark.night
@pytest.mark.timeout(0)
@pytest.mark.parametrize("part", range(NIGHT_PARTS))
def test_many_long_histories(player, part):
    player.play_seeds(1_000_000 + part * NIGHT_EACH, NIGHT_EACH, NIGHT_STEPS)
