"""Tallies typed into the search field: "+17 weg"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

USUAL = "way"
_LINE = re.compile(r"\+\s*(\d{1,4})?\s*(.*)", re.DOTALL)


@dataclass(frozen=True)
class TallyLine:
    """So many contacts of a concern; `concern` is empty where the word names none or several."""

    count: int
    concern: str


def parse_tally_line(text: str, concerns: Mapping[str, str]) -> TallyLine | None:
    """The tally that was typed, or None for words to be searched; `concerns` maps code to name.

    Without a number it is one, without a word it is the way. A word may be the beginning of any
    word of the concern's name or of its code.
    """
    found = _LINE.fullmatch(text.strip())
    if found is None:
        return None
    count = int(found[1] or 1)
    word = found[2].strip().casefold()
    if not word:
        return TallyLine(count, USUAL if USUAL in concerns else next(iter(concerns)))
    for code, name in concerns.items():
        if word in (code, name.casefold()):
            return TallyLine(count, code)
    meant = [code for code, name in concerns.items() if _begins(word, code, name)]
    return TallyLine(count, meant[0] if len(meant) == 1 else "")


def _begins(word: str, code: str, name: str) -> bool:
    names = [*re.split(r"\W+", name.casefold()), *code.split("-")]
    return any(part.startswith(word) for part in names if part)
