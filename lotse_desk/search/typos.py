"""Misspelt words: the known words nearest to one that nothing else explains."""

from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from lotse_desk.search.fold import sound

_MAX_GUESSES = 4


class Typos:
    """Finds known words by edit distance (optimal string alignment) and by sound."""

    def __init__(self, load: Callable[[], Iterable[str]]) -> None:
        """`load` gives the known folded words; it is called when the first one is looked for."""
        self._load = load
        self._by_length: dict[int, list[str]] | None = None

    def _words(self) -> dict[int, list[str]]:
        if self._by_length is None:
            self._by_length = {}
            for word in sorted(set(self._load())):
                if len(word) >= 4:
                    self._by_length.setdefault(len(word), []).append(word)
        return self._by_length

    def near(self, word: str, language: str = "de") -> list[tuple[str, float]]:
        """Known words near a folded one with how likely each is meant, best first.

        One edit in words of up to 7 letters, two from 8, three from 14.
        """
        allowed = 1 if len(word) < 8 else 2 if len(word) < 14 else 3
        if len(word) > 40:
            return []
        heard = sound(word)
        guesses: list[tuple[str, float]] = []
        table = self._words()
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for guess, distance, _ in process.extract(
                word,
                table.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=allowed,
                limit=_MAX_GUESSES,
            ):
                likely = 1 - 0.25 * distance
                if sound(guess) == heard:
                    likely += 0.2
                if guess[:1] == word[:1]:
                    likely += 0.1
                guesses.append((guess, min(likely, 1.0)))
        guesses.sort(key=lambda guess: (-guess[1], guess[0]))
        best = guesses[0][1] if guesses else 0.0
        return [guess for guess in guesses[:_MAX_GUESSES] if guess[1] >= best - 0.2]
