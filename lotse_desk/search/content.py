"""The words of a query that say what is looked for, and which of them are in another script."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from lotse_desk.search import stems
from lotse_desk.search.analysis import Analyser
from lotse_desk.search.commonplace import is_commonplace, is_of_the_family
from lotse_desk.search.fold import words
from lotse_desk.search.functionwords import is_function_word
from lotse_desk.search.lexicon import Lexicon
from lotse_desk.search.negations import is_negation
from lotse_desk.search.reading import Reading, scaled
from lotse_desk.search.script import is_foreign, readable_languages

MAX_WORDS = 40
"""Different words of a query that count; further ones are passed over."""
MAX_LETTERS = 64
"""Letters of a word that are read."""

FUNCTION_WORD = 0.08
_COMMONPLACE = 0.2
_FAMILY = 0.6
_MOST_REPEATED = 20
_GERMAN = ("de", "de-simple")
_LOAN = 0.4
"""What German counts for a word in another script that no language of the script knows."""
_LOOKS_GERMAN = 0.2
"""What a word counts as it stands when it only looks German once it is folded."""


@dataclass
class Word:
    """A content word while the query is read; where it is repeated, the same object stands twice.

    `german`: what German entries count for it, 0 to 1; less than 1 in other scripts only.
    """

    surface: str
    folded: str
    importance: float
    german: float = 1.0
    negates: bool = False
    known: bool = False
    explained: bool = False
    mended: str = ""
    readings: list[Reading] = field(default_factory=list)

    @property
    def own_term(self) -> str:
        """The index term of the word as it stands: its stem."""
        return self.readings[0].terms[0][0]


class ContentReader:
    """Tells the words of a query that say something from those that build sentences."""

    def __init__(self, analyser: Analyser, lexicon: Lexicon) -> None:
        self._analyser = analyser
        self._lexicon = lexicon

    def is_german(self, folded: str) -> bool:
        """Whether German knows a folded word."""
        known = self._analyser.splitter.is_german(folded)
        return known or self._lexicon.is_telling(folded, "de")

    def read(self, text: str, language: str) -> list[Word]:
        """The content words of a text in their order; all words where none says anything."""
        said = self._said(text, language)
        telling = [w for w in said if w.importance == 1.0 or w.negates]
        if not telling or all(w.negates for w in telling):
            return said
        content = [w for w in said if w.importance > FUNCTION_WORD or w.negates]
        if language in _GERMAN:
            _weigh_family(content)
        return content

    def _said(self, text: str, language: str) -> list[Word]:
        seen: dict[str, Word] = {}
        said: list[Word] = []
        for surface in text.split():
            split = words(surface)
            for folded in (word[:MAX_LETTERS] for word in split):
                word = seen.get(folded)
                if word is None:
                    if len(seen) >= MAX_WORDS:
                        continue
                    shown = surface.strip(".,;:!?\"'()[]") if len(split) == 1 else folded
                    word = seen[folded] = self._word(shown[:60], folded, surface, language)
                if len(said) < MAX_WORDS + _MOST_REPEATED:
                    said.append(word)
        return said

    def _word(self, shown: str, folded: str, surface: str, language: str) -> Word:
        foreign = is_foreign(surface)
        word = Word(shown, folded, self._importance(folded, language, foreign))
        word.negates = is_negation(folded, language)
        word.negates = word.negates or (not foreign and is_negation(folded, "de"))
        if not foreign:
            word.readings.append(Reading(self.own_terms(folded, language)))
            return word
        word.german = 0.0 if self._is_known_in_its_script(folded, surface) else _LOAN
        if word.german:
            own = Reading(self.own_terms(folded, language))
        else:
            own = Reading(_foreign_terms(folded, language))
        looks_german = self._analyser.splitter.is_german(folded)
        word.readings.append(scaled(own, _LOOKS_GERMAN) if looks_german else own)
        return word

    def _importance(self, folded: str, language: str, foreign: bool) -> float:
        """Function words of German count in other languages where those do not know the word."""
        if is_function_word(folded, language):
            return FUNCTION_WORD
        if is_commonplace(folded, language):
            return _COMMONPLACE
        if language in _GERMAN or foreign or self._lexicon.is_telling(folded, language):
            return 1.0
        if is_function_word(folded, "de"):
            return FUNCTION_WORD
        return _COMMONPLACE if is_commonplace(folded, "de") else 1.0

    def _is_known_in_its_script(self, folded: str, surface: str) -> bool:
        """Whether a language written like this knows a folded word."""
        return any(
            is_function_word(folded, language) or self._lexicon.is_telling(folded, language)
            for language in readable_languages(surface, self._lexicon.languages)
            if language not in _GERMAN
        )

    def own_terms(self, folded: str, language: str) -> tuple[tuple[str, float], ...]:
        """The index terms of a word as it stands: as German and in the language."""
        weights = dict(self._analyser.german_terms(folded))
        if language not in _GERMAN:
            weights.setdefault(stems.stem(folded, language), 1.0)
        weights.setdefault(folded, 1.0)
        return tuple(weights.items())


def _weigh_family(content: Sequence[Word]) -> None:
    """Mothers and children count less where other words say what is asked for."""
    family = [word for word in content if is_of_the_family(word.folded)]
    if any(word.importance == 1.0 and word not in family for word in content):
        for word in family:
            word.importance = _FAMILY


def _foreign_terms(folded: str, language: str) -> tuple[tuple[str, float], ...]:
    own = folded if language in _GERMAN else stems.stem(folded, language)
    return tuple(dict.fromkeys(((own, 1.0), (folded, 1.0))))


def negations(content: Sequence[Word]) -> frozenset[int]:
    """Positions of the words that turn a phrase round."""
    return frozenset(place for place, word in enumerate(content) if word.negates)


def binding(content: Sequence[Word]) -> frozenset[int]:
    """Positions of negations that turn only their neighbours round: "kein" reaches further."""
    return frozenset(p for p in negations(content) if not content[p].folded.startswith("kein"))


def german_shares(content: Sequence[Word]) -> dict[int, float]:
    """Position of a word in another script -> what German entries count for it."""
    return {place: word.german for place, word in enumerate(content) if word.german < 1}


def telling(content: Collection[Word]) -> int:
    """How many different words tell a query from others."""
    return sum(word.importance == 1.0 for word in {id(word): word for word in content}.values())
