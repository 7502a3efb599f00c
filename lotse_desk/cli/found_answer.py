"""What `find` answers: hits, letters and situations for machines and for people."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from lotse_desk.domain.service_card import LocalText
from lotse_desk.domain.supplement import ACT_TODAY, HAS_DEADLINE
from lotse_desk.home.find import Found, Hit, LetterHit, SituationHit
from lotse_desk.home.reference import shipped_reference

_WIDTH = 88
_INDENT = "    "
_URGENCIES = {ACT_TODAY: "HEUTE handeln. ", HAS_DEADLINE: "Frist! "}


def found_data(found: Found) -> dict[str, Any]:
    """The answer as an object for `--json`."""
    data: dict[str, Any] = {
        "hits": [_hit(hit) for hit in found.hits],
        "letters": [_letter(letter) for letter in found.letters],
        "situations": [_situation(situation) for situation in found.situations],
        "took_ms": round(found.took_ms, 2),
    }
    if found.explanation is not None:
        data["explanation"] = {
            "words": list(found.explanation.words),
            "topics": list(found.explanation.topics),
            "letters": list(found.explanation.letters),
            "situations": list(found.explanation.situations),
        }
    return data


def found_text(found: Found) -> str:
    """The answer for people: letters and situations first, then where to go."""
    lines = [
        *(line for letter in found.letters for line in _letter_lines(letter)),
        *(line for situation in found.situations for line in _situation_lines(situation)),
    ]
    for number, hit in enumerate(found.hits, start=1):
        facts = " · ".join(filter(None, (hit.body_name, hit.open, ", ".join(hit.why))))
        lines.append(f"{number:2}. {_both(hit.name)}\n{_INDENT}{facts}\n{_INDENT}{hit.id}")
        lines += [f"      {line}" for line in hit.explanation]
    if not found.hits:
        lines.append("Keine Stelle gefunden." if lines else "Nichts gefunden.")
    if found.explanation is not None:
        lines += ["", "Gelesen als:", *found.explanation.words]
        lines += ["Themen:", *found.explanation.topics]
        meant = (*found.explanation.letters, *found.explanation.situations)
        lines += ["Briefe und Lebenslagen:", *meant] if meant else []
    return "\n".join(lines)


def _hit(hit: Hit) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": hit.id,
        "source_id": hit.source_id,
        **_named("name", hit.name),
        "topics": list(hit.topics),
        "body": hit.body,
        "score": hit.score,
        "why": list(hit.why),
        "open": hit.open,
    }
    if hit.explanation:
        data["explanation"] = list(hit.explanation)
    return data


def _letter(letter: LetterHit) -> dict[str, Any]:
    return {
        "id": letter.id,
        "slug": letter.slug,
        **_named("name", letter.name),
        **_named("deadline", letter.deadline),
        "deadline_days": letter.deadline_days,
        **_named("next_step", letter.next_step),
        "urgency": letter.urgency,
        "topics": list(letter.topics),
        "why": list(letter.why),
    }


def _situation(situation: SituationHit) -> dict[str, Any]:
    return {
        "id": situation.id,
        "slug": situation.slug,
        **_named("name", situation.name),
        "topics": list(situation.topics),
        "why": list(situation.why),
        **_named("first", situation.first),
    }


def _named(key: str, text: LocalText) -> dict[str, str | None]:
    return {key: text.de, f"{key}_in_language": text.other}


def _both(text: LocalText) -> str:
    return f"{text.de} / {text.other}" if text.other else text.de


def _letter_lines(letter: LetterHit) -> Iterator[str]:
    yield f"Brief: {_both(letter.name)}"
    urgency = _URGENCIES.get(letter.urgency, "")
    yield from _wrapped(f"{urgency}{letter.deadline.de}", letter.deadline.other)
    yield from _wrapped(f"Nächster Schritt: {letter.next_step.de}", letter.next_step.other)
    yield from _wrapped(f"Dazu: {'; '.join(_topic_names(letter.topics))}")
    yield ""


def _situation_lines(situation: SituationHit) -> Iterator[str]:
    yield f"Lebenslage: {_both(situation.name)}"
    if situation.first.de:
        yield from _wrapped(f"Zuerst: {situation.first.de}", situation.first.other)
    if situation.why:
        yield from _wrapped(f"Alle Stellen dafür: lotse-desk find --situation {situation.slug}")
    yield ""


def _wrapped(*texts: str | None) -> Iterator[str]:
    for text in filter(None, texts):
        yield from textwrap.wrap(
            text, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT, break_long_words=False
        )


def _topic_names(slugs: Iterable[str]) -> list[str]:
    topics = shipped_reference().topics
    return [topics[slug].name if slug in topics else slug for slug in slugs]
