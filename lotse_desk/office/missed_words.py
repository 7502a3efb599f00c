"""The words that desks missed, as a work list: what the lexicon should learn."""

import hashlib
import json
from dataclasses import dataclass

from lotse_desk.domain.faults import NotFound
from lotse_desk.home.find import ALL_TOWNS, Wish, find
from lotse_desk.home.home import OFFICE, Home
from lotse_desk.storage.missed_words import MissedWordStore
from lotse_desk.storage.office_log import OfficeLog

_LONGEST_SHOWN = 40
_ASKED_ALONE = Wish(town=ALL_TOWNS, limit=1, typing=False)


@dataclass(frozen=True)
class MissedWord:
    """A word and in how many towns it was missed; at which desk is never told."""

    word: str
    towns: int


def missed_words(home: Home) -> tuple[MissedWord, ...]:
    """Words that still find nothing and are not done; those of most towns first.

    Raises `WrongRole`.
    """
    home.require(OFFICE)
    store = MissedWordStore(home.database)
    towns: dict[str, set[str]] = {}
    for event in OfficeLog(home.database).events(["missed-word"]):
        if event.content and not event.undone:
            towns.setdefault(json.loads(event.content)["word"], set()).add(event.town)
    return tuple(
        MissedWord(word, len(towns[word]))
        for word in sorted(towns, key=lambda word: (-len(towns[word]), word))
        if not store.is_settled(_digest(word)) and find(home, word, _ASKED_ALONE).missed
    )


def done(home: Home, word: str, day: str) -> None:
    """Take a word from the list for good, also if desks miss it again. `day` is an ISO date.

    Opens a transaction. Raises `NotFound` for a word that is not on the list, `WrongRole`.
    """
    if not any(missed.word == word for missed in missed_words(home)):
        raise NotFound("missed-word", word[:_LONGEST_SHOWN])
    with home.transaction():
        MissedWordStore(home.database).settle_digest(_digest(word), day)


def _digest(word: str) -> str:
    return hashlib.sha256(word.casefold().encode()).hexdigest()
