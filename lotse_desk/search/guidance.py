"""Letters and situations that the words of a query ask for: few, and only where that is sure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lotse_desk.search.fold import words
from lotse_desk.search.lexicon import (
    MAX_PHRASE,
    Entry,
    Found,
    Lexicon,
    target_weights,
)
from lotse_desk.search.said import is_said

MOST = 3
"""Letters, and situations, answered at most."""

SURE = 0.47
"""Sureness (0 to 1) below which nothing is said."""

_AS_GOOD_AS = 0.65
"""Share of the best one's sureness that further ones need."""
_COVERED = 0.7
"""What a word is worth that a longer phrase of the query explains otherwise."""
_BEGUN = 0.55
_NEXT_WORD = 0.1
_MIN_BEGINNING = 4
_MOST_COMPLETIONS = 40


@dataclass(frozen=True)
class Guess:
    """A letter or situation by its slug: how surely it is meant, and for which words."""

    slug: str
    sureness: float
    because: str


@dataclass(frozen=True)
class Guidance:
    """What a query asks for besides records, surest first."""

    letters: tuple[Guess, ...] = ()
    situations: tuple[Guess, ...] = ()


def guidance(
    text: str,
    surfaces: Sequence[str],
    telling: int,
    found: Sequence[Found],
    beginnings: Sequence[Found] = (),
) -> Guidance:
    """Letters and situations of the entries met in a query, and of terms its end begins.

    `surfaces`: its content words as typed; `telling`: how many of them tell it from others.
    """
    asked = [match for match in found if match.entry.letters or match.entry.situations]
    if not asked and not beginnings:
        return Guidance()
    said = set(words(text))
    unsaid = [match for match in asked if not is_said(match.entry, said)]
    met = [*(match for match in found if match not in unsaid), *beginnings]
    return Guidance(
        _sure(surfaces, telling, met, lambda entry: entry.letters),
        _sure(surfaces, telling, met, lambda entry: entry.situations),
    )


def explained_by_guidance(found: Iterable[Found]) -> set[int]:
    """Positions of words that are terms of letters or situations."""
    return {
        position
        for match in found
        if match.entry.letters or match.entry.situations
        for position in match.positions
    }


def begun(
    lexicon: Lexicon,
    typed: Sequence[str],
    count: int,
    language: str,
    *,
    whole: bool,
    german: bool = True,
) -> Iterator[Found]:
    """Terms of letters and situations that the last of the folded words typed begin.

    Nothing where they begin more than a few. `count`: how many content words there are; the last
    of them get the credit. `whole`: the last word is one of its own and needs no completing;
    `german`: whether it may also be the beginning of a German term.
    """
    for size in range(2 if whole else 1, min(MAX_PHRASE, len(typed)) + 1):
        beginning = " ".join(typed[-size:])
        if len(beginning) < _MIN_BEGINNING:
            continue
        entries = [
            entry
            for entry in lexicon.complete(beginning, language, _MOST_COMPLETIONS, german=german)
            if entry.letters or entry.situations
        ]
        entries = [entry for entry in entries if len(entry.folded) == size] or entries
        if len({slug for e in entries for slug in (*e.letters, *e.situations)}) <= MOST:
            first = max(0, count - size)
            weight = _BEGUN + _NEXT_WORD * (size - 1)
            yield from (Found(tuple(range(first, count)), entry, weight) for entry in entries)


def _sure(
    surfaces: Sequence[str],
    telling: int,
    found: Iterable[Found],
    targets_of: Callable[[Entry], tuple[str, ...]],
) -> tuple[Guess, ...]:
    met = [match for match in found if targets_of(match.entry) or match.entry.topics]
    longest: dict[int, int] = {}
    for match in met:
        for position in match.positions:
            longest[position] = max(longest.get(position, 0), len(match.positions))
    guesses: dict[str, Guess] = {}
    for match in met:
        size = len(match.positions)
        covered = all(longest[position] > size for position in match.positions)
        share = (0.55 + 0.45 * min(1.0, size / max(1, telling))) * (_COVERED if covered else 1.0)
        because = " ".join(surfaces[position] for position in match.positions)
        for slug, likely in target_weights(targets_of(match.entry)):
            guess = Guess(slug, match.weight * likely * share, because)
            known = guesses.get(slug)
            guesses[slug] = guess if known is None else _together(known, guess)
    ordered = sorted(guesses.values(), key=lambda guess: (-guess.sureness, guess.slug))
    least = max(SURE, _AS_GOOD_AS * ordered[0].sureness) if ordered else SURE
    return tuple(guess for guess in ordered if guess.sureness >= least)[:MOST]


def _together(one: Guess, other: Guess) -> Guess:
    """Two reasons for the same are more than one, unless they are the same words."""
    surer, other = (one, other) if one.sureness >= other.sureness else (other, one)
    if set(one.because.split()) & set(other.because.split()):
        return surer
    both = 1 - (1 - surer.sureness) * (1 - 0.6 * other.sureness)
    return Guess(surer.slug, both, surer.because)
