"""Translations of master texts, documents, forms, letters and situations as records."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import (
    Document,
    Form,
    Letter,
    MasterText,
    Situation,
    Translation,
    text_hash,
)
from lotse_desk.home.starter.guidance import letter_id, situation_id
from lotse_desk.home.starter.master_texts import document_id, form_id, master_id

_ENTITIES = (
    ("topics", MasterText, master_id),
    ("forms", Form, form_id),
    ("letters", Letter, letter_id),
    ("situations", Situation, situation_id),
)
"""Keys of a translation file whose values map fields to texts."""


def translation_records(folder: Path) -> Iterator[Translation]:
    """All translations in a folder laid out as resources/directory/."""
    for path in sorted((folder / "translations").glob("*.json")):
        file = json.loads(path.read_text("utf-8"))
        language = file["language"]
        for key, kind, make_id in _ENTITIES:
            for slug, fields in file.get(key, {}).items():
                for field, entry in fields.items():
                    yield _translation(kind, make_id(slug), field, language, entry)
        for slug, entry in file.get("documents", {}).items():
            yield _translation(Document, document_id(slug), "name", language, entry)


def _translation(
    kind: type[Record], entity_id: str, field: str, language: str, entry: Mapping[str, Any]
) -> Translation:
    return Translation(
        id=f"{entity_id}.{field}.{language}",
        entity=kind.TABLE,
        entity_id=entity_id,
        field=field,
        language=language,
        text=entry["text"],
        source_hash=text_hash(entry["of"]),
        state=entry["state"],
        by_role=entry.get("by"),
        on_date=entry.get("on"),
    )
