"""The shipped lexicon: every line can be used and points to something."""

import pytest

from lotse_desk.domain.languages import LANGUAGES
from lotse_desk.home.reference import shipped_reference
from lotse_desk.home.vocabulary import lexicon_problems, shipped_vocabulary

SPOKEN = shipped_vocabulary().lexicon.languages


def test_every_line_of_the_lexicon_can_be_used() -> None:
    assert lexicon_problems() == {}


@pytest.mark.parametrize("language", SPOKEN)
def test_entries_point_to_topics_there_are(language: str) -> None:
    assert language in LANGUAGES
    topics = shipped_reference().topics
    unknown = {
        (entry.term, topic)
        for entry in shipped_vocabulary().lexicon.entries(language)
        for topic in entry.topics
        if topic not in topics
    }
    assert unknown == set()


def test_every_topic_is_found_by_its_name() -> None:
    lexicon = shipped_vocabulary().lexicon
    named = {topic for entry in lexicon.entries("de") for topic in entry.topics}
    assert named >= set(shipped_reference().topics)


@pytest.mark.parametrize("language", ["en", "fr", "ar", "uk", "ru", "tr", "pl"])
def test_general_vocabulary_reaches_german_words(language: str) -> None:
    entries = shipped_vocabulary().lexicon.entries(language)
    assert sum(1 for entry in entries if entry.german) > 600
