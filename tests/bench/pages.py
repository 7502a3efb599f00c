"""S1 and S2: real questions on real pages of a district, the right page among the first ten."""

import json
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lotse_desk.home.directory_import import import_directory
from lotse_desk.home.find import Wish, find
from lotse_desk.home.home import DESK, Home, create_home, open_home
from lotse_desk.home.starter import starter_records
from tests.bench.floor import PlainFts5

FIRST = 10
FOREIGN = ("en", "fr", "ar", "uk")
HALF = 2
"""Every second question: only read for the causes of failures when the tuning was nearly done."""


@dataclass(frozen=True)
class Question:
    """A question, its language and the id of the page it was written for."""

    words: str
    language: str
    page: str


def shared_data() -> Path | None:
    """The folder of real feeds beside the checkout, if it is there."""
    named = os.environ.get("LOTSE_DESK_SHARED_DATA")
    folder = Path(named) if named else Path(__file__).parents[3] / "shared" / "data"
    return folder if (folder / "integreat-augsburg").is_dir() else None


def figures() -> list[dict[str, Any]]:
    """Shares of questions answered, by kind of query, beside plain FTS5 on the same pages."""
    data = shared_data()
    if data is None:
        return [{"figure": "S1", "not_measured": "the folder with real pages is not here"}]
    pages = data / "integreat-augsburg"
    function_words = set((data / "question-words.txt").read_text("utf-8").split())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "home"
        with create_home(path, role=DESK, name="Muster") as home:
            home.directory.upsert(starter_records(home.reference, empty=True))
        with open_home(path, writing=True) as home:
            import_directory(home, pages, "integreat")
        with open_home(path, writing=False) as home:
            plain = PlainFts5(home)
            german = _questions(pages, "de")
            rows = []
            for kind, count in (("full question", None), ("two words", 2), ("one word", 1)):
                asked = [_shortened(q, count, function_words) for q in german]
                rows.append(
                    {
                        "figure": "S1",
                        "query": kind,
                        **_shares(asked, lambda q: _pages(home, q)),
                        "fts5": _share(asked, lambda q: plain.search(q.words, FIRST)),
                    }
                )
            for language in FOREIGN:
                asked = _questions(pages, language)
                rows.append(
                    {
                        "figure": "S2",
                        "query": language,
                        **_shares(asked, lambda q: _pages(home, q)),
                        "fts5": _share(asked, lambda q: plain.search(q.words, FIRST)),
                    }
                )
            return rows


def _questions(folder: Path, language: str) -> list[Question]:
    lines = (folder / f"questions_{language}.jsonl").read_text("utf-8").splitlines()
    read = (json.loads(line) for line in lines)
    return [Question(row["query"], row["lang"], row["page"]) for row in read]


def _shortened(question: Question, count: int | None, dropped: set[str]) -> Question:
    """The question cut down to its longest content words."""
    if count is None:
        return question
    content = [w for w in re.findall(r"\w+", question.words) if w.lower() not in dropped]
    longest = sorted(content, key=len, reverse=True)[:count]
    return Question(" ".join(longest), question.language, question.page)


def _pages(home: Home, question: Question) -> Sequence[str | None]:
    wish = Wish(language=question.language, typing=False, limit=FIRST)
    return [hit.source_id for hit in find(home, question.words, wish).hits]


def _shares(
    asked: Sequence[Question], search: Callable[[Question], Sequence[str | None]]
) -> dict[str, float | int]:
    return {
        "asked": len(asked),
        "found": _share(asked, search),
        "found_second_half": _share(asked[1::HALF], search),
    }


def _share(asked: Sequence[Question], search: Callable[[Question], Sequence[str | None]]) -> float:
    return round(sum(q.page in search(q) for q in asked) / len(asked), 3)
