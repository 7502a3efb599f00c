"""Topics proposed for foreign names: only where the whole name is a term of the lexicon."""

import pytest

from lotse_desk.formats.topic_mapping import SURE
from lotse_desk.home.topic_proposals import proposer
from lotse_desk.home.vocabulary import shipped_vocabulary


def sure(name: str) -> list[str]:
    propose = proposer(shipped_vocabulary().lexicon)
    return [topic for topic, weight in propose(name) if weight >= SURE]


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("Wohngeld", "wohngeld"),
        ("Das Wohngeld", "wohngeld"),
        ("Familiennachzug", "familiennachzug"),
        ("Schulabschluss nachholen", "schulabschluss"),
    ],
)
def test_a_name_that_is_a_term_of_the_lexicon_means_its_topic(name: str, topic: str) -> None:
    assert sure(name) == [topic]


@pytest.mark.parametrize(
    "name",
    [
        "Zeitung und Internet",
        "Medikamente und Apotheken",
        "Hausordnung, Mülltrennung und Energiesparen",
        "Selbstständig machen - Existenzgründung",
        "Leistungen des Jobcenters",
        "Wohngeld und Kindergeld",
        "Kein Wohngeld",
        "",
        "und " * 500,
    ],
)
def test_a_term_inside_a_longer_name_says_too_little(name: str) -> None:
    assert sure(name) == []
