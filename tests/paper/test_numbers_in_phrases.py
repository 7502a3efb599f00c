"""Phrases that hold numbers: none of them counts a thing, so none needs a plural form."""

import re

from lotse_desk.paper.phrases import phrase_book

PLACEHOLDER = re.compile(r"\{(\w+)\}")


def test_only_the_folio_takes_numbers(language: str) -> None:
    """A number put in by the program would need the forms CLDR names for its language."""
    book = phrase_book(language)
    with_places = {key for key, phrase in book.phrases.items() if PLACEHOLDER.search(phrase.text)}
    assert with_places == {"page"}
    assert sorted(PLACEHOLDER.findall(book["page"])) == ["page", "pages"]


def test_no_noun_follows_the_number_of_pages(language: str) -> None:
    """What stands last cannot be counted: no plural category of CLDR changes the sentence."""
    assert phrase_book(language)["page"].rstrip(" .።").endswith("{pages}")
