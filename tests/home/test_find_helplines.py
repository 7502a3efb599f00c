"""Help lines are found by their own numbers and by the words of an emergency."""

import pytest

from lotse_desk.home.find import Wish, find
from lotse_desk.home.home import Home


@pytest.mark.parametrize(
    ("words", "helpline"),
    [
        ("112", "notruf-112"),
        ("110", "polizei-110"),
        ("116 016", "hilfetelefon-116016"),
        ("116016", "hilfetelefon-116016"),
        ("116 117", "bereitschaftsdienst-116117"),
        ("Krankenwagen", "notruf-112"),
        ("Notruf", "notruf-112"),
        ("Feuerwehr", "notruf-112"),
        ("Polizei", "polizei-110"),
    ],
)
def test_a_helpline_is_among_the_first_three(starter_home: Home, words: str, helpline: str) -> None:
    hits = find(starter_home, words, Wish(typing=False)).hits
    assert helpline in [hit.id for hit in hits[:3]]
