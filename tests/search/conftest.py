"""A small index in memory, for query reading and ranking without a database."""

from collections.abc import Callable, Collection, Mapping, Sequence

import pytest

from lotse_desk.search.analysis import Analyser, IndexDocument, IndexText
from lotse_desk.search.fold import words
from lotse_desk.search.german import Splitter
from lotse_desk.search.lexicon import Lexicon, parse_lexicon
from lotse_desk.search.query import QueryReader
from lotse_desk.search.typos import Typos

PARTS = words(
    "wohn geld miete kinder garten antrag schulden schuldner beratung stelle kita platz wohngeld"
)
NAMES = {"wohngeld": "Wohngeld", "mietschulden": "Mietrückstände"}
LEXICON = """Mietzuschuss;lay;wohngeld
miete nicht bezahlt;lay;mietschulden
mietrückstand;lay;mietschulden
"""


class MemoryIndex:
    """Postings and vocabulary of documents given as field -> German text."""

    def __init__(self, documents: Sequence[IndexDocument], analyser: Analyser) -> None:
        self.held = {number: analyser.impacts(d) for number, d in enumerate(documents)}

    def size(self) -> int:
        return len(self.held)

    def frequencies(self, terms: Collection[str]) -> dict[str, int]:
        counts = {t: sum(t in impacts for impacts in self.held.values()) for t in terms}
        return {term: count for term, count in counts.items() if count}

    def strongest(self, terms: Collection[str], limit: int) -> Mapping[str, Mapping[int, int]]:
        return {term: self._strongest(term, limit) for term in terms}

    def _strongest(self, term: str, limit: int) -> Mapping[int, int]:
        rows = [(d, impacts[term]) for d, impacts in self.held.items() if term in impacts]
        return dict(sorted(rows, key=lambda row: -row[1])[: min(limit, 3)])

    def impacts(
        self, documents: Collection[int], terms: Collection[str]
    ) -> Mapping[int, Mapping[str, int]]:
        return {d: {t: self.held[d][t] for t in terms if t in self.held[d]} for d in documents}

    def completions(self, beginning: str, limit: int) -> list[str]:
        terms = {term for impacts in self.held.values() for term in impacts}
        return sorted(term for term in terms if term.startswith(beginning))[:limit]


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    return Analyser(Splitter(PARTS))


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    uk = "квартира;general;=wohnung\nоренда;general;=miete\n"
    return Lexicon(
        {
            "de": lambda: parse_lexicon(LEXICON, "de")[0],
            "uk": lambda: parse_lexicon(uk, "uk")[0],
        }
    )


@pytest.fixture(scope="session")
def index_of(analyser: Analyser) -> Callable[..., MemoryIndex]:
    def build(*names_and_texts: tuple[str, str], topics: Sequence[str] = ()) -> MemoryIndex:
        documents = [
            IndexDocument(
                (IndexText("name", "de", name), IndexText("text", "de", text)),
                ((topics[number], 1.0),) if number < len(topics) and topics[number] else (),
            )
            for number, (name, text) in enumerate(names_and_texts)
        ]
        return MemoryIndex(documents, analyser)

    return build


@pytest.fixture(scope="session")
def reader_of(analyser: Analyser, lexicon: Lexicon) -> Callable[[MemoryIndex], QueryReader]:
    def build(index: MemoryIndex) -> QueryReader:
        return QueryReader(analyser, lexicon, NAMES, index, Typos(lambda: PARTS))

    return build
