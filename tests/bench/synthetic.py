"""A made-up directory of any size, for timings: sample texts only, seeded, the same each run."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from lotse_desk.domain.hsds import Attribute, Organization, Service, ServiceArea
from lotse_desk.domain.record import Record
from lotse_desk.domain.reference import DISTRICT
from lotse_desk.domain.supplement import TOPIC_TAXONOMY, Translation, text_hash
from lotse_desk.home.reference import shipped_reference
from lotse_desk.locations import resources

LANGUAGES = (
    "tr", "ar", "uk", "ru", "pl", "en", "ro", "bg", "fa", "prs", "kmr", "sq", "sr", "it", "fr",
)  # fmt: skip
SEED = 20260701
_SENTENCES = 5
_MADE_UP_WORDS = 4000


def records(services: int, languages: tuple[str, ...] = LANGUAGES) -> Iterator[Record]:
    """Services with texts of their own: German, and name and summary in every language.

    German sentences are drawn from the master texts; a language without shipped translations
    gets made-up words with the frequencies of natural ones.
    """
    draw = random.Random(SEED)
    masters = _masters()
    names = [text["name"] for text in masters.values()]
    sentences = [s for text in masters.values() for s in text["description"].split(". ") if s]
    translated = {language: _translations(language) for language in languages}
    made_up = {language: _made_up_words(language, draw) for language in languages}
    towns = [town for slug, town in shipped_reference().towns.items() if slug != DISTRICT]
    bodies = max(10, services // 20)
    for number in range(bodies):
        yield Organization(id=f"body{number}", name=f"Muster-Träger {number}")
    topics = list(masters)
    for number in range(services):
        topic = topics[number % len(topics)]
        key = f"service{number}"
        name = f"{masters[topic]['name']} {draw.choice(names)}"
        yield Service(
            id=key,
            organization_id=f"body{draw.randrange(bodies)}",
            name=name,
            description=". ".join(draw.choices(sentences, k=_SENTENCES)),
            status="active",
        )
        yield Attribute(
            id=f"{key}.topic",
            link_id=key,
            link_entity="service",
            link_type=TOPIC_TAXONOMY,
            taxonomy_term_id=topic,
        )
        town = draw.choice(towns)
        yield ServiceArea(id=f"{key}.area", service_id=key, name=town.name, extent=town.ars)
        for language in languages:
            shipped = translated[language].get(topic)
            texts = (
                (shipped["name"]["text"], shipped["short_description"]["text"])
                if shipped
                else (_phrase(made_up[language], draw, 3), _phrase(made_up[language], draw, 14))
            )
            for field, text in zip(("name", "description"), texts, strict=True):
                yield Translation(
                    id=f"{key}.{field}.{language}",
                    entity="service",
                    entity_id=key,
                    field=field,
                    language=language,
                    text=f"{text} {_phrase(made_up[language], draw, 2)}",
                    source_hash=text_hash(name),
                )


def _masters() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for path in sorted((resources() / "directory" / "master").glob("*.json")):
        found.update(json.loads(path.read_text("utf-8"))["topics"])
    return found


def _translations(language: str) -> dict[str, dict[str, dict[str, str]]]:
    path: Path = resources() / "directory" / "translations" / f"{language}.json"
    if not path.is_file():
        return {}
    topics: dict[str, dict[str, dict[str, str]]] = json.loads(path.read_text("utf-8"))["topics"]
    return topics


def _made_up_words(language: str, draw: random.Random) -> list[str]:
    syllables = [c + v for c in "bcdfghjklmnprstvz" for v in ("a", "e", "i", "o", "u", "an", "er")]
    return [
        "".join(draw.choices(syllables, k=draw.randrange(2, 5))) + language[0]
        for _ in range(_MADE_UP_WORDS)
    ]


def _phrase(words: list[str], draw: random.Random, count: int) -> str:
    """Words drawn so that the n-th is about n times rarer than the first, as in any language."""
    return " ".join(words[int(len(words) ** draw.random()) - 1] for _ in range(count))
