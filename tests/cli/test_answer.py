"""Numbers, nouns and days as the command line prints them."""

import pytest

from lotse_desk.cli.answer import contacts, counted, gained, german_day


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (-5, "5 Kontakte zurückgenommen."),
        (-1, "1 Kontakt zurückgenommen."),
        (0, "Neu: 0 Kontakte."),
        (1, "Neu: 1 Kontakt."),
    ],
)
def test_contacts_taken_back_are_not_new_ones_below_nothing(change: int, words: str) -> None:
    assert gained(change) == words


def test_numbers_have_a_noun_and_dots_after_thousands() -> None:
    assert contacts(1234567) == "1.234.567 Kontakte"
    assert counted(27039, "Eintrag", "Einträge") == "27.039 Einträge"
    assert counted(1, "Eintrag", "Einträge") == "1 Eintrag"


def test_days_are_german_and_none_is_nothing() -> None:
    assert german_day("2026-11-23") == "23.11.2026"
    assert german_day(None) == german_day("") == ""
