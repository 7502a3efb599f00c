"""Kinds of letters and situations of life as records."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lotse_desk.domain.faults import UnknownValue
from lotse_desk.domain.record import Record
from lotse_desk.domain.reference import Reference
from lotse_desk.domain.supplement import URGENCIES, Letter, Situation

SENDER_SEPARATOR = "\n"


def letter_id(slug: str) -> str:
    """Id of a kind of letter."""
    return f"letter.{slug}"


def situation_id(slug: str) -> str:
    """Id of a situation of life."""
    return f"situation.{slug}"


def guidance_records(folder: Path, reference: Reference) -> Iterator[Record]:
    """All records of letters.json and situations.json in a folder like resources/directory/.

    Raises `UnknownValue` for a topic or urgency there is not.
    """
    for slug, letter in _read(folder / "letters.json", "letters").items():
        if letter["urgency"] not in URGENCIES:
            raise UnknownValue("urgency", letter["urgency"], URGENCIES)
        yield Letter(
            id=letter_id(slug),
            slug=slug,
            name=letter["name"],
            senders=SENDER_SEPARATOR.join(letter["senders"]) or None,
            description=letter["description"] or None,
            deadline=letter["deadline"] or None,
            deadline_days=letter["deadline_days"],
            next_step=letter["next_step"] or None,
            urgency=letter["urgency"],
            topics=_topics(letter["topics"], reference),
            legal_basis=letter["legal_basis"] or None,
        )
    for slug, situation in _read(folder / "situations.json", "situations").items():
        yield Situation(
            id=situation_id(slug),
            slug=slug,
            name=situation["name"],
            description=situation["description"] or None,
            topics=_topics(situation["topics"], reference),
            first_step=situation["first"] or None,
        )


def _topics(slugs: Iterable[str], reference: Reference) -> str | None:
    return " ".join(reference.topic(slug).slug for slug in slugs) or None


def _read(path: Path, key: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))[key]
    return content
