"""Words that found nothing on three days: seen at the desk, struck or sent, one by one.

A word may be a name somebody typed. So until the third day only a digest is kept, which hides it
from a glance, not from somebody who tries all names; only single words without digits count, none
leaves before somebody here has seen it on the list, and what nobody looked at goes after 12 weeks.
"""

import datetime as dt
import hmac
import unicodedata
from collections.abc import Iterable

from lotse_desk.domain.faults import NotFound
from lotse_desk.home.home import Home
from lotse_desk.storage.missed_words import MissedWordStore, WaitingWord
from lotse_desk.sync.events import ComingEvent, coming_event

DAYS_UNTIL_TOLD = 3
_REMEMBERED = dt.timedelta(weeks=12)
_SETTLED = dt.timedelta(days=400)
_SHORTEST, _LONGEST = 3, 30
_INSIDE_WORDS = frozenset("-'’\u200c")


def note_missed(home: Home, words: Iterable[str], today: dt.date) -> None:
    """Note words that found nothing today. Opens a transaction."""
    fit = {word.casefold(): word.lower() for word in words if _is_single_word(word)}
    if not fit:
        return
    store, day = MissedWordStore(home.database), today.isoformat()
    with home.transaction():
        store.forget_before((today - _REMEMBERED).isoformat(), (today - _SETTLED).isoformat())
        for folded, word in fit.items():
            digest = _digest(home, folded)
            if store.is_settled(digest):
                continue
            if store.note(digest, day) >= DAYS_UNTIL_TOLD:
                store.put(word, digest)


def waiting_words(home: Home) -> tuple[WaitingWord, ...]:
    """Words that go with the next batch, or would if somebody had seen them; alphabetical."""
    return tuple(MissedWordStore(home.database).waiting())


def show_missed(home: Home) -> tuple[WaitingWord, ...]:
    """The list, now seen: what is not struck goes with the next batch. Opens a transaction."""
    store = MissedWordStore(home.database)
    with home.transaction():
        store.mark_shown()
    return tuple(store.waiting())


def strike(home: Home, word: str, today: dt.date) -> None:
    """Take a word from the list; it never goes and never comes back to the list for a year.

    Raises `NotFound` for a word that is not on it. Opens a transaction.
    """
    with home.transaction():
        if not MissedWordStore(home.database).settle(word.lower(), today.isoformat()):
            raise NotFound("missed-word", word[:_LONGEST])


def take_shown(home: Home, today: dt.date) -> tuple[ComingEvent, ...]:
    """Events of the words that were shown; they leave the list. Inside a transaction."""
    store = MissedWordStore(home.database)
    shown = [waiting.word for waiting in store.waiting() if waiting.shown]
    for word in shown:
        store.settle(word, today.isoformat())
    return tuple(coming_event("missed-word", {"word": word}) for word in shown)


def _is_single_word(word: str) -> bool:
    return (
        _SHORTEST <= len(word) <= _LONGEST
        and all(unicodedata.category(c)[0] in "LM" or c in _INSIDE_WORDS for c in word)
        and any(unicodedata.category(c)[0] == "L" for c in word)
    )


def _digest(home: Home, folded: str) -> str:
    return hmac.digest(home.id.encode(), folded.encode(), "sha256").hex()
