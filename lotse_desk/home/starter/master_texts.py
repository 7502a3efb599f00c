"""Master texts, documents and forms as records."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lotse_desk.domain.record import Record
from lotse_desk.domain.reference import Reference
from lotse_desk.domain.supplement import (
    Document,
    Form,
    MasterDocument,
    MasterName,
    MasterText,
)

STEP_SEPARATOR = "\n"
_OPTIONAL_FIELDS = (
    "short_description",
    "description",
    "eligibility",
    "cost",
    "claim_start",
    "what_to_say",
    "legal_basis",
)


def master_id(topic: str) -> str:
    """Id of the master text of a topic."""
    return f"master.{topic}"


def document_id(key: str) -> str:
    """Id of a document of the shared catalogue."""
    return f"document.{key}"


def form_id(key: str) -> str:
    """Id of a form of the shared catalogue."""
    return f"form.{key}"


def master_records(folder: Path, reference: Reference) -> Iterator[Record]:
    """All records of the master texts in a folder laid out as resources/directory/."""
    for key, name in _read(folder / "documents.json")["documents"].items():
        yield Document(id=document_id(key), name=name)
    for path in sorted((folder / "master").glob("*.json")):
        for topic, text in _read(path)["topics"].items():
            reference.topic(topic)
            yield from _topic_records(topic, text)
    for key, form in _read(folder / "forms.json")["forms"].items():
        reference.topic(form["topic"])
        yield Form(
            id=form_id(key),
            entity=MasterText.TABLE,
            entity_id=master_id(form["topic"]),
            name=form["name"],
            body=form["body"],
        )


def _topic_records(topic: str, text: dict[str, Any]) -> Iterator[Record]:
    master = master_id(topic)
    yield MasterText(
        id=master,
        topic=topic,
        name=text["name"],
        steps=STEP_SEPARATOR.join(text["steps"]) or None,
        **{field: text[field] or None for field in _OPTIONAL_FIELDS},
    )
    for named in text.get("names", ()):
        yield MasterName(
            id=f"{master}.{named['valid_from']}",
            master_text_id=master,
            name=named["name"],
            valid_from=named["valid_from"],
            checked=bool(text.get("names_checked")),
        )
    for position, key in enumerate(text["documents"]):
        yield MasterDocument(
            id=f"{master}.{key}",
            master_text_id=master,
            document_id=document_id(key),
            position=position,
        )


def _read(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded
