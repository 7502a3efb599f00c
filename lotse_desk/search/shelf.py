"""The entries of one language as one block of bytes: small, quick to load, searched in place.

A shelf is made once from a lexicon's tables and may be kept in a file; entries become objects
only when a query meets them. Layout: a header of counts, then arrays of 32-bit numbers, then the
rows as UTF-8 text. Keys are looked up by their CRC-32 in a sorted array and then compared.
"""

import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lotse_desk.search import stems
from lotse_desk.search.entry import Entry
from lotse_desk.search.fold import skeleton, sound
from lotse_desk.search.functionwords import is_function_word
from lotse_desk.search.negations import is_negation

SHELF_VERSION = 2
"""Raised when folds, stems, function words or the layout change: shelves are then made anew."""

_SEPARATOR = "\x1f"
_SECTIONS = 7
_CONSONANTS = "|"
_MIN_CONSONANTS = 3
_UNVOWELLED = frozenset({"ar", "fa", "prs", "ps", "ur", "ckb"})
_GERMAN = ("de", "de-simple")
NEGATION = "-"
"""What the negations of a language other than German are met by."""
_UTF8 = ("utf-8", "surrogatepass")


@dataclass(frozen=True)
class Met:
    """An entry that a key led to, with its folded term."""

    entry: Entry
    folded: str


def content_words(folded: Sequence[str], language: str) -> list[str]:
    """The words that say something: function words left out, negations kept."""
    return [
        word
        for word in folded
        if is_negation(word, language) or not is_function_word(word, language)
    ]


@lru_cache(maxsize=200_000)
def term_stem(word: str, language: str) -> str:
    """What a folded word of a phrase is met by: its stem.

    The negations of a language other than German are all the same: "nuk kam punë", "pa punë".
    """
    if language not in _GERMAN and is_negation(word, language):
        return NEGATION
    return stems.stem(word, language)


def term_stems(folded: Sequence[str], language: str) -> list[str]:
    """What the words of a phrase are met by; a negation alone is a word like any other."""
    stemmed = [term_stem(word, language) for word in folded]
    if stemmed.count(NEGATION) < len(stemmed):
        return stemmed
    return [stems.stem(word, language) for word in folded]


def phrase_key(stemmed: Iterable[str]) -> str:
    """The stems of a phrase, in no order and each once: people turn phrases round."""
    return " ".join(sorted(set(stemmed)))


def sound_keys(word: str) -> list[str]:
    """What a folded word is looked up by when it may be written by ear: sound, then consonants."""
    bare = skeleton(word)
    return [sound(word), *([_CONSONANTS + bare] if len(bare) >= _MIN_CONSONANTS else [])]


def packed(entries: Iterable[Entry], language: str) -> bytes:
    """The shelf of these entries, in their order; the same entry twice counts once."""
    rows: list[bytes] = []
    terms: list[str] = []
    phrases: list[tuple[int, int]] = []
    sounds: list[tuple[int, int]] = []
    telling: set[int] = set()
    for number, entry in enumerate(dict.fromkeys(entries)):
        folded = entry.folded
        content = content_words(folded, language)
        if all(is_negation(word, language) for word in content):
            content = list(folded)
        stemmed = term_stems(content, language)
        key = phrase_key(stemmed)
        telling.update(_hash(stem) for stem in stemmed)
        phrases.append((_hash(key), number))
        if len(folded) == 1:
            sounds.append((_hash(sound(folded[0])), number))
            if entry.language in _UNVOWELLED:
                sounds += [(_hash(k), number) for k in sound_keys(folded[0])[1:]]
        terms.append(" ".join(folded))
        rows.append(_row(entry, terms[-1], key))
    phrases.sort()
    sounds.sort()
    ends = array("I", [0])
    for row in rows:
        ends.append(ends[-1] + len(row))
    sections = (
        ends,
        array("I", sorted(range(len(rows)), key=terms.__getitem__)),
        array("I", (key for key, _ in phrases)),
        array("I", (number for _, number in phrases)),
        array("I", (key for key, _ in sounds)),
        array("I", (number for _, number in sounds)),
        array("I", sorted(telling)),
    )
    header = array("I", (len(section) for section in sections))
    return b"".join((header.tobytes(), *(s.tobytes() for s in sections), *rows))


def layout() -> str:
    """Names what a kept shelf must have been made by to be read here."""
    return f"{SHELF_VERSION}.{sys.byteorder}.{array('I').itemsize}"


class Shelf:
    """The entries of one language, by what they are looked up by."""

    def __init__(self, data: bytes, language: str) -> None:
        """`data` as `packed` made it."""
        size = array("I").itemsize
        header = array("I", data[: _SECTIONS * size])
        start = _SECTIONS * size
        sections = []
        for count in header:
            sections.append(array("I", data[start : start + count * size]))
            start += count * size
        self._ends, self._order = sections[:2]
        self._phrase_keys, self._phrase_rows = sections[2:4]
        self._sound_keys, self._sound_rows = sections[4:6]
        self._telling = sections[6]
        self._rows = data[start:]
        self._language = language
        self._made: dict[int, Entry] = {}

    def __len__(self) -> int:
        return len(self._order)

    def entries(self) -> Iterator[Entry]:
        """All entries in their order."""
        return (_entry(self._cells(number), self._language) for number in range(len(self)))

    def terms(self) -> Iterator[str]:
        """The folded terms of all entries, as often as they stand there."""
        return (self._folded(number) for number in range(len(self)))

    def is_telling(self, stem: str) -> bool:
        """Whether a stem stands in any phrase (or, once in millions, seems to)."""
        key = _hash(stem)
        place = bisect_left(self._telling, key)
        return place < len(self._telling) and self._telling[place] == key

    def phrases(self, key: str) -> Iterator[Met]:
        """Entries whose stems are these (`phrase_key`)."""
        for number in _numbers(self._phrase_keys, self._phrase_rows, key):
            if self._cells(number)[1] == key:
                yield Met(self._made_entry(number), self._folded(number))

    def alike(self, key: str) -> list[Entry]:
        """Entries of one word that sounds so, or has these consonants (`sound_keys`)."""
        return [
            self._made_entry(number)
            for number in _numbers(self._sound_keys, self._sound_rows, key)
            if key in (sound(self._folded(number)), _CONSONANTS + skeleton(self._folded(number)))
        ]

    def beginning(self, beginning: str, limit: int) -> Iterator[Met]:
        """Entries whose folded term begins like this, in the order of their terms."""
        place = bisect_left(self._order, beginning, key=self._folded)
        for number in self._order[place : place + limit]:
            folded = self._folded(number)
            if not folded.startswith(beginning):
                return
            yield Met(self._made_entry(number), folded)

    def _made_entry(self, number: int) -> Entry:
        entry = self._made.get(number)
        if entry is None:
            entry = self._made[number] = _entry(self._cells(number), self._language)
        return entry

    def _cells(self, number: int) -> list[str]:
        return self._text(number).split(_SEPARATOR)

    def _folded(self, number: int) -> str:
        return self._text(number).partition(_SEPARATOR)[0]

    def _text(self, number: int) -> str:
        return self._rows[self._ends[number] : self._ends[number + 1]].decode(*_UTF8)


def _row(entry: Entry, folded: str, key: str) -> bytes:
    cells = (
        folded,
        key,
        entry.term.replace(_SEPARATOR, " "),
        entry.language,
        entry.kind,
        *(" ".join(targets) for targets in (
            entry.topics, entry.german, entry.letters, entry.situations,
        )),
    )  # fmt: skip
    return _SEPARATOR.join(cells).encode(*_UTF8)


def _entry(cells: Sequence[str], language: str) -> Entry:
    _, _, term, own, kind, *targets = cells
    topics, german, letters, situations = (tuple(cell.split()) for cell in targets)
    return Entry(term, own or language, kind, topics, german, letters, situations)


def _hash(key: str) -> int:
    return zlib.crc32(key.encode(*_UTF8))


def _numbers(keys: "array[int]", rows: "array[int]", key: str) -> Iterator[int]:
    wanted = _hash(key)
    place = bisect_left(keys, wanted)
    while place < len(keys) and keys[place] == wanted:
        yield rows[place]
        place += 1
