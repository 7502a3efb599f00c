"""S3: lay words on the starter directory, the right topic among the first five hits."""

import csv
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lotse_desk.domain.supplement import MasterText
from lotse_desk.home.find import Wish, find
from lotse_desk.home.home import DESK, Home, create_home, open_home
from lotse_desk.home.starter import starter_records
from tests.bench.floor import PlainFts5

FIRST = 5
_FOLDER = Path(__file__).parent / "lay_words"
LANGUAGES = tuple(
    sorted((path.stem for path in _FOLDER.glob("*.csv")), key=lambda code: (code != "de", code))
)
"""Languages there is a list of, German first."""
_LETTER, _SITUATION = "letter:", "situation:"


@dataclass(frozen=True)
class LayWords:
    """What somebody says and the answers that would be right.

    A target is a topic's slug, or `letter:` or `situation:` and the slug of one.
    """

    language: str
    words: str
    targets: tuple[str, ...]


def rows(language: str) -> Iterator[LayWords]:
    """The list of a language."""
    with (_FOLDER / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            yield LayWords(language, row["words"], tuple(row["topics"].split()))


def figures() -> list[dict[str, Any]]:
    """Share of the lay words of each language that are answered right.

    A right topic is among the first five hits, or a right letter or situation is named.

    `no_hint`: the same, asked as at the counter, where nobody says the language of the words.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "home"
        with create_home(path, role=DESK, name="Muster") as home:
            home.directory.upsert(starter_records(home.reference))
        with open_home(path, writing=False) as home:
            plain = PlainFts5(home, MasterText)
            topics = {m.id: m.topic for m in home.directory.rows(MasterText)}
            return [_figure(home, plain, topics, list(rows(code))) for code in LANGUAGES]


def _figure(
    home: Home, plain: PlainFts5, topics: Mapping[str, str], asked: Sequence[LayWords]
) -> dict[str, Any]:
    def share(right: Callable[[LayWords], bool]) -> float:
        return round(sum(right(row) for row in asked) / len(asked), 3)

    return {
        "figure": "S3",
        "language": asked[0].language,
        "asked": len(asked),
        "found": share(lambda row: _right(home, row, row.language)),
        "no_hint": share(lambda row: _right(home, row, "de")),
        "fts5": share(
            lambda row: any(topics[i] in row.targets for i in plain.search(row.words, FIRST))
        ),
        "missed": [row.words for row in asked if not _right(home, row, row.language)],
    }


def _right(home: Home, row: LayWords, hint: str) -> bool:
    found = find(home, row.words, Wish(language=hint, town="marl", limit=FIRST))
    answered = {topic for hit in found.hits for topic in hit.topics}
    answered.update(_LETTER + letter.slug for letter in found.letters)
    answered.update(_SITUATION + situation.slug for situation in found.situations)
    return not answered.isdisjoint(row.targets)
