"""The languages slips can be printed in: one file each in resources/slips."""

from dataclasses import dataclass
from functools import cache

from lotse_desk.domain.languages import LANGUAGES
from lotse_desk.paper import phrases


@dataclass(frozen=True)
class SlipLanguage:
    """`name` as its speakers write it."""

    code: str
    name: str
    right_to_left: bool


@cache
def slip_languages() -> dict[str, SlipLanguage]:
    """By code, in the order of the program's languages; others after them."""
    books = [phrases.phrase_book(code) for code in phrases.slip_languages()]
    known = {code: place for place, code in enumerate(LANGUAGES)}
    books.sort(key=lambda book: known.get(book.language, len(known)))
    return {b.language: SlipLanguage(b.language, b.name, b.right_to_left) for b in books}
