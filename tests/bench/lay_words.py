"""S3: lay words on the starter directory, the right topic among the first five hits."""

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lotse_desk.home.find import Wish, find
from lotse_desk.home.home import DESK, create_home, open_home
from lotse_desk.home.starter import starter_records

LANGUAGES = ("de", "en", "tr", "ar", "uk", "ru", "pl")
FIRST = 5
_FOLDER = Path(__file__).parent / "lay_words"


@dataclass(frozen=True)
class LayWords:
    """What somebody says and the topics that would be right."""

    language: str
    words: str
    topics: tuple[str, ...]


def rows(language: str) -> Iterator[LayWords]:
    """The list of a language."""
    with (_FOLDER / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            yield LayWords(language, row["words"], tuple(row["topics"].split()))


def figures() -> list[dict[str, Any]]:
    """Share of the lay words of each language with a right topic among the first five hits."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "home"
        with create_home(path, role=DESK, name="Muster") as home:
            home.directory.upsert(starter_records(home.reference))
        with open_home(path, writing=False) as home:
            return [
                {
                    "figure": "S3",
                    "language": language,
                    "asked": len(asked := list(rows(language))),
                    "found": round(sum(_right(home, row) for row in asked) / len(asked), 3),
                    "missed": [row.words for row in asked if not _right(home, row)],
                }
                for language in LANGUAGES
            ]


def _right(home: Any, row: LayWords) -> bool:
    wish = Wish(language=row.language, town="marl", limit=FIRST)
    return any(
        topic in hit.topics for hit in find(home, row.words, wish).hits for topic in row.topics
    )
