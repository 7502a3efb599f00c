"""The fixed phrases of paper by language, read from `resources/slips`."""

import json
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from lotse_desk.domain.faults import UnknownValue
from lotse_desk.locations import resources

GERMAN = "de"
PLAIN_GERMAN = "de-simple"
DRAFT = "draft"


@dataclass(frozen=True)
class Phrase:
    """A phrase and its state: `draft`, or `reviewed` by an office."""

    text: str
    state: str


@dataclass(frozen=True)
class PhraseBook:
    """The phrases of one language.

    `cldr` names the locale for dates, `pdf_language` the value of /Lang. A key the language
    lacks answers with the German text and is remembered by nobody: a test holds the key sets
    equal.
    """

    language: str
    name: str
    cldr: str
    pdf_language: str
    right_to_left: bool
    phrases: dict[str, Phrase]
    internal: dict[str, str]

    def __hash__(self) -> int:
        return hash(self.language)

    def __getitem__(self, key: str) -> str:
        return self.phrases[key].text

    def is_reviewed(self, *keys: str) -> bool:
        """Whether an office has reviewed all of these phrases; German needs no review."""
        return self.language == GERMAN or not any(self.phrases[key].state == DRAFT for key in keys)

    @cached_property
    def has_drafts(self) -> bool:
        """Whether any phrase still waits for an office's review."""
        return any(phrase.state == DRAFT for phrase in self.phrases.values())


@cache
def phrase_book(language: str) -> PhraseBook:
    """The phrase book of a slip language; raises `UnknownValue` for one without a file."""
    known = slip_languages()
    if language not in known:
        raise UnknownValue("slip language", language[:20], known)
    content: dict[str, Any] = json.loads(
        (resources() / "slips" / f"{language}.json").read_text(encoding="utf-8")
    )
    return PhraseBook(
        language=content["language"],
        name=content["name"],
        cldr=content.get("cldr", content["language"]),
        pdf_language=content["pdf_lang"],
        right_to_left=content["direction"] == "rtl",
        phrases={key: Phrase(p["text"], p["state"]) for key, p in content["phrases"].items()},
        internal=content.get("internal", {}),
    )


@cache
def slip_languages() -> tuple[str, ...]:
    """Codes of all languages slips exist in: one file each."""
    return tuple(sorted(path.stem for path in (resources() / "slips").glob("*.json")))
