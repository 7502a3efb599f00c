"""Texts to weighted index terms: what a record is found by, and how strongly.

The strength of a term in a record is its impact, a saturated and length-normalised frequency over
all fields as in BM25F (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009), with
typical lengths fixed instead of averaged, so that a record's impacts depend on nothing but itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lotse_desk.search import german, stems
from lotse_desk.search.fold import words
from lotse_desk.search.functionwords import is_function_word
from lotse_desk.search.german import Splitter

IMPACT_SCALE = 1000
TOPIC_MARK = "#"
"""Begins the index term of a topic, which no text can contain."""

_MAX_REMEMBERED = 200_000
_PART = 0.65
_INNER_PART = 0.35
_KIN = 0.7
_WEAK_ENDINGS = ("t", "et", "te", "ten", "tes", "ter", "tem")


@dataclass(frozen=True)
class Field:
    """How a kind of text counts: `weight` of a word in it, `typical` length in words.

    `length_share`: how much a longer text makes each of its words count less, 0 to 1.
    """

    weight: float
    typical: int
    length_share: float


@dataclass(frozen=True)
class Zone:
    """Fields that saturate together: `share` of the impact, `half` the amount that gives half."""

    share: float
    half: float
    fields: Mapping[str, Field]


ZONES = (
    Zone(1 / 3, 3.0, {"name": Field(5.0, 2, 0.8), "synonyms": Field(3.0, 8, 0.6)}),
    Zone(2 / 3, 4.0, {"summary": Field(2.0, 18, 0.3), "text": Field(1.0, 120, 0.3)}),
)
"""What a record is called and what is told of it saturate apart: no text outweighs a name."""


@dataclass(frozen=True)
class IndexText:
    """A text of a record: `field` is one of the fields of `ZONES`, `language` a BCP-47 code."""

    field: str
    language: str
    text: str


@dataclass(frozen=True)
class IndexDocument:
    """A record as the index takes it; `topics` are slugs with how sure they are, 0 to 1."""

    texts: tuple[IndexText, ...]
    topics: tuple[tuple[str, float], ...] = ()


class Analyser:
    """Turns texts into terms with one dictionary of German words."""

    def __init__(self, splitter: Splitter) -> None:
        self.splitter = splitter
        self._german: dict[str, tuple[tuple[str, float], ...]] = {}
        self._terms: dict[str, dict[str, tuple[tuple[str, float], ...]]] = {}

    def learn(self, found: Iterable[str]) -> list[str]:
        """Take folded words of texts into the dictionary of compounds; returns those taken."""
        taken = self.splitter.learn(found)
        if taken:
            self._german.clear()
            self._terms.clear()
        return taken

    def german_terms(self, word: str) -> tuple[tuple[str, float], ...]:
        """Terms of a folded German word: its stem (1.0), its parts and kin (less)."""
        known = self._german.get(word)
        if known is None:
            known = tuple(self._weigh(word).items())
            if len(self._german) < _MAX_REMEMBERED:
                self._german[word] = known
        return known

    def _weigh(self, word: str) -> dict[str, float]:
        weights = {german.stem(word): 1.0}

        def add(term: str, weight: float) -> None:
            weights[term] = max(weight, weights.get(term, 0.0))

        for relative in (*german.kin(word), *self._verbs(word)):
            add(relative, _KIN)
        for part in self.splitter.split(word):
            add(german.stem(part), _PART)
            for relative in german.kin(part):
                add(relative, _PART * _KIN)
            for inner in self.splitter.split(part):
                add(german.stem(inner), _INNER_PART)
        return weights

    def _verbs(self, word: str) -> Iterator[str]:
        """Stems of known verbs that a word is a weak form of: beantragt -> beantragen."""
        for ending in _WEAK_ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 4:
                for infinitive in ("en", "n"):
                    verb = word[: -len(ending)] + infinitive
                    if verb in self.splitter:
                        yield german.stem(verb)

    def terms(self, word: str, language: str) -> tuple[tuple[str, float], ...]:
        """Terms of a folded word of a text with weights; none for a function word."""
        known = self._terms.setdefault(language, {})
        found = known.get(word)
        if found is None:
            if is_function_word(word, language):
                found = ()
            elif language in ("de", "de-simple"):
                found = self.german_terms(word)
            else:
                found = ((stems.stem(word, language), 1.0),)
            if len(known) < _MAX_REMEMBERED:
                known[word] = found
        return found

    def impacts(self, document: IndexDocument) -> dict[str, int]:
        """Term -> impact, 1 to `IMPACT_SCALE`."""
        by_field = _by_field(document.texts)
        strengths: dict[str, float] = {}
        for zone in ZONES:
            for term, amount in self._amounts(by_field, zone.fields).items():
                strength = zone.share * amount / (amount + zone.half)
                strengths[term] = strengths.get(term, 0.0) + strength
        impacts = {
            term: max(1, round(IMPACT_SCALE * strength)) for term, strength in strengths.items()
        }
        for slug, sureness in document.topics:
            impacts[TOPIC_MARK + slug] = max(1, round(IMPACT_SCALE * sureness))
        return impacts

    def _amounts(
        self,
        by_field: Mapping[tuple[str, str], Sequence[str]],
        fields: Mapping[str, Field],
    ) -> dict[str, float]:
        """Term -> weighted frequency in the texts of these fields."""
        amounts: dict[str, float] = {}
        for (field_name, language), texts in by_field.items():
            if field_name not in fields:
                continue
            field = fields[field_name]
            length = sum(len(text.split()) for text in texts)
            norm = 1 - field.length_share + field.length_share * length / field.typical
            share = field.weight / norm
            for text in texts:
                for word in words(text):
                    for term, weight in self.terms(word, language):
                        amounts[term] = amounts.get(term, 0.0) + weight * share
        return amounts


def _by_field(texts: Sequence[IndexText]) -> dict[tuple[str, str], list[str]]:
    grouped: dict[tuple[str, str], list[str]] = {}
    for text in texts:
        grouped.setdefault((text.field, text.language), []).append(text.text)
    return grouped
