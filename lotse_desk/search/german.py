"""German words: stems, kindred forms and the parts of compounds, also never seen ones.

All words here are folded (`fold.fold`). Stemming is Snowball's German stemmer
(https://snowballstem.org/algorithms/german/stemmer.html) on folded text.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

from lotse_desk.search.fold import words
from lotse_desk.search.german_verbs import infinitive

MIN_COMPOUND = 7
MAX_WORD = 64
"""Letters of the longest word that is taken apart; longer ones stay whole."""

_LINKS = ("", "s", "es", "n", "en", "er", "e", "ns", "ens")
_UNKNOWN_COST = 2.6
_SHORT_COST = 0.5
_LINK_COST = 0.12
_MIN_LEARNT = 5
_LEARNT_COST = 1.15
_MIN_SURE = 5
_MAX_REMEMBERED = 200_000
_SEPARABLE = "ab|an|auf|aus|bei|dar|ein|fort|her|hin|los|mit|nach|um|unter|vor|weg|zu|zuruck"
_PARTICIPLE = re.compile(rf"({_SEPARABLE})?ge(\w{{3,}}?)(?:e?t|en)(?:e[rsnm]?)?")
_ZU_INFINITIVE = re.compile(rf"({_SEPARABLE})zu(\w{{3,}}en)")
_DERIVED = ("ung", "nis", "heit", "keit", "ion", "iv", "itat", "lich", "isch", "ig", "schaft")
_OWN_S = ("kurs", "hals", "puls", "gans", "dienstags")
_FORMS = ("n", "en", "s", "es", "e", "er", "ern", "innen", "in")
_PARTICLES = frozenset(
    words(
        """ab an auf aus bei dar durch ein ende fort frei gegen haft haftig her hin hinter inter
        iren los mit nach neben ober reich statt über um un unter ver vor weg weise weit wider
        wieder zu zurück zwischen"""
    )
)
"""Pieces a word is made of that say nothing by themselves."""
_stemmer = Stemmer.Stemmer("german")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The Snowball stem of a folded word; a Kurs stays apart from a Kur."""
    if word.endswith(_OWN_S):
        return word
    return _stemmer.stemWord(word) or word


@lru_cache(maxsize=50_000)
def kin(word: str) -> tuple[str, ...]:
    """Stems of the words a folded word is derived from: Beratung -> berat, angemeldet -> anmeld."""
    stems = []
    own = stem(word)
    for ending in _DERIVED:
        if own.endswith(ending) and len(own) - len(ending) >= 4:
            stems.append(own[: -len(ending)])
    for pattern in (_PARTICIPLE, _ZU_INFINITIVE):
        match = pattern.fullmatch(word)
        if match:
            prefix, rest = match.group(1) or "", match.group(2)
            stems.append(stem(prefix + rest + ("" if rest.endswith("en") else "en")))
    return tuple(s for s in dict.fromkeys(stems) if s != own)


@lru_cache(maxsize=100_000)
def phrase_stem(word: str) -> str:
    """A looser stem for the words of a phrase: zahlt, gezahlt and zahlen are the same."""
    verb = infinitive(word)
    own = stem(verb or word)
    if verb is None and own not in _NO_PARTICIPLES:
        match = _PARTICIPLE.fullmatch(word)
        if match and len(match.group(2)) >= 4:
            own = stem((match.group(1) or "") + match.group(2) + "en")
    return own[:-1] if own.endswith("t") and len(own) > 4 else own


_NO_PARTICIPLES = frozenset(
    words(
        """geburt gedicht gehalt gericht gerücht geschäft geschlecht gesellschaft gesicht gespenst
        gewalt gewicht geld gebiet gebet gerät"""
    )
)


class Splitter:
    """Takes German compounds apart by a dictionary of words they are made of."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """`vocabulary`: folded words that may stand inside a compound, as curated."""
        self._curated = frozenset(vocabulary)
        self._parts: dict[str, float] = {}
        self._cache: dict[str, tuple[str, ...]] = {}
        for word in self._curated:
            self._enter(word, 1.0)

    def __contains__(self, word: str) -> bool:
        return word in self._parts

    def is_german(self, word: str) -> bool:
        """Whether a folded word is a curated one, a form of one or made of several.

        Words that texts brought do not count: German texts quote other languages.
        """
        return (
            word in self._curated
            or any(
                word.endswith(ending) and word.removesuffix(ending) in self._curated
                for ending in _FORMS
            )
            or (len(word) >= MIN_COMPOUND and self._is_made_of_curated(word))
        )

    def _is_made_of_curated(self, word: str) -> bool:
        parts = self._split(word, allow_unknown=False)
        return bool(parts) and all(part in self._curated for part in parts)

    def learn(self, found: Iterable[str]) -> list[str]:
        """Add folded words that texts use; short ones and mere compounds are passed over.

        Returns the words added.
        """
        taken = []
        for word in found:
            if (
                _MIN_LEARNT <= len(word) <= 16
                and word.isalpha()
                and word not in self._parts
                and not self._known_split(word)
            ):
                self._enter(word, _LEARNT_COST)
                taken.append(word)
        if taken:
            self._cache.clear()
        return taken

    def recall(self, learnt: Iterable[str]) -> None:
        """Add words that were learnt before."""
        for word in learnt:
            self._enter(word, _LEARNT_COST)
        self._cache.clear()

    def _enter(self, word: str, cost: float) -> None:
        known = self._parts.get(word)
        if known is None or cost < known:
            self._parts[word] = cost
        for ending in ("e", "en"):
            base = word.removesuffix(ending)
            if base != word and len(base) >= 4:
                self._parts.setdefault(base, cost + 0.1)

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a folded compound in order, without linking letters; () for a simple word.

        At most one part may be a word nobody knows; the others stand in the dictionary.
        """
        if len(word) < MIN_COMPOUND or len(word) > MAX_WORD or not word.isalpha():
            return ()
        if word not in self._cache:
            if len(self._cache) > _MAX_REMEMBERED:
                self._cache.clear()
            parts = self._split(word, allow_unknown=word not in self._parts)
            self._cache[word] = tuple(part for part in parts if part not in _PARTICLES)
        return self._cache[word]

    def _known_split(self, word: str) -> bool:
        return len(word) >= MIN_COMPOUND and bool(self._split(word, allow_unknown=False))

    def _split(self, word: str, *, allow_unknown: bool) -> tuple[str, ...]:
        """Cheapest segmentation: few parts, known ones, no needless linking letters."""
        size = len(word)
        best: list[tuple[float, int, tuple[str, ...]] | None] = [None] * (size + 1)
        best[0] = (0.0, 0, ())
        for start in range(size - 2):
            state = best[start]
            if state is None:
                continue
            cost, unknown, parts = state
            for end in range(start + 3, size + 1):
                if start == 0 and end == size:
                    continue
                piece = word[start:end]
                known = self._cost(piece, last=end == size)
                if known is not None:
                    _improve(best, end, (cost + known[0], unknown, (*parts, known[1])))
                elif allow_unknown and not unknown and end - start >= 4:
                    price = cost + _UNKNOWN_COST + 0.02 * (end - start)
                    _improve(best, end, (price, 1, (*parts, piece)))
        final = best[size]
        if final is None or len(final[2]) < 2:
            return ()
        if final[1] and not any(self._is_sure(part) for part in final[2]):
            return ()
        return final[2]

    def _is_sure(self, part: str) -> bool:
        """Whether a part may stand beside an unknown one: texts also quote foreign words."""
        return len(part) >= _MIN_SURE and self._parts.get(part, _LEARNT_COST) < _LEARNT_COST

    def _cost(self, piece: str, *, last: bool) -> tuple[float, str] | None:
        """Cost and bare word of a piece that is a known word with or without a link."""
        cheapest: tuple[float, str] | None = None
        for link in ("", "n", "en", "e", "er", "s") if last else _LINKS:
            if link and not piece.endswith(link):
                continue
            word = piece[: len(piece) - len(link)]
            cost = self._parts.get(word)
            if cost is None:
                continue
            cost += (_LINK_COST if link else 0.0) + (_SHORT_COST if len(word) == 3 else 0.0)
            if cheapest is None or cost < cheapest[0]:
                cheapest = (cost, word)
        return cheapest


def _improve(
    best: list[tuple[float, int, tuple[str, ...]] | None],
    end: int,
    found: tuple[float, int, tuple[str, ...]],
) -> None:
    known = best[end]
    if known is None or found[0] < known[0]:
        best[end] = found
